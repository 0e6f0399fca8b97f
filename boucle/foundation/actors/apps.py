from django.apps import AppConfig

HOUR = 60 * 60  # seconds


class ActorsConfig(AppConfig):
    name = "boucle.foundation.actors"
    label = "actors"

    def ready(self) -> None:
        from boucle.foundation.actors import actions
        from boucle.foundation.lifecycle import registry

        registry.register_periodic(registry.Periodic("questions between actors", HOUR, actions.let_go))
