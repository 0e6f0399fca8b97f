from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "boucle.commons.search"
    label = "search"

    def ready(self) -> None:
        from boucle.commons.search import actions, jobs, queries
        from boucle.foundation.core import ready
        from boucle.foundation.lifecycle import registry

        registry.register_job(registry.Job("index", jobs.index, jobs.SHOWN))
        ready.register(
            revision=queries.revision,
            visits=actions.VISITS,
            keepers={actions.VISITS: actions.keep_visits, actions.EMPTY_SEARCHES: actions.keep_empty_searches},
        )
