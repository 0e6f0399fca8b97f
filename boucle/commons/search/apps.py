from django.apps import AppConfig

NIGHTLY = 24 * 60 * 60  # seconds


class SearchConfig(AppConfig):
    name = "boucle.commons.search"
    label = "search"

    def ready(self) -> None:
        from boucle.commons.search import actions, jobs, queries
        from boucle.commons.search.queries import facts
        from boucle.foundation.core import counters, ready
        from boucle.foundation.lifecycle import registry

        registry.register_facts("search", facts.of_situation)
        registry.register_job(registry.Job("index", jobs.index, jobs.SHOWN))
        registry.register_periodic(registry.Periodic("pieces of the full text", NIGHTLY, actions.join_pieces))
        ready.register(queries.revision)
        counters.register(ready.VISITS, actions.keep_visits)
        counters.register(actions.EMPTY_SEARCHES, actions.keep_empty_searches)
