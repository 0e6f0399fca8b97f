from django.apps import AppConfig


class DominosConfig(AppConfig):
    name = "boucle.before.dominos"
    label = "dominos"

    def ready(self) -> None:
        from boucle.foundation.core import recomputing

        recomputing.register("dominos", "boucle.before.dominos.management.recompute.dominos")
