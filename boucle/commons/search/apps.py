from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "boucle.commons.search"
    label = "search"

    def ready(self) -> None:
        from boucle.commons.search import actions, jobs, queries
        from boucle.foundation.core import counters, ready
        from boucle.foundation.lifecycle import registry

        registry.register_job(registry.Job("index", jobs.index, jobs.SHOWN))
        ready.register(queries.revision)
        counters.register(ready.VISITS, actions.keep_visits)
        counters.register(actions.EMPTY_SEARCHES, actions.keep_empty_searches)
