from django.apps import AppConfig

DAY = 24 * 60 * 60


class OpendataConfig(AppConfig):
    name = "boucle.commons.opendata"
    label = "opendata"

    def ready(self) -> None:
        from boucle.commons.opendata import actions, jobs
        from boucle.foundation.lifecycle import registry

        registry.register_periodic(registry.Periodic("imports", 1, jobs.work_imports))
        registry.register_periodic(registry.Periodic("calls of keys", DAY, actions.drop_old_calls))
        registry.register_periodic(registry.Periodic("forgotten imports", DAY, actions.drop_stale_runs))
