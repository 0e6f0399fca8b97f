from django.apps import AppConfig

DAILY = 24 * 60 * 60  # seconds


class LifecycleConfig(AppConfig):
    name = "boucle.foundation.lifecycle"
    label = "lifecycle"

    def ready(self) -> None:
        from boucle.foundation.lifecycle import actions, registry

        registry.register_periodic(registry.Periodic("contacts purge", DAILY, actions.purge_contacts))
