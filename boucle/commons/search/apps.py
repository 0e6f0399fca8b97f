from django.apps import AppConfig

NIGHTLY = 24 * 60 * 60  # seconds


class SearchConfig(AppConfig):
    name = "boucle.commons.search"
    label = "search"

    def ready(self) -> None:
        from boucle.commons.search import actions, jobs, queries
        from boucle.commons.search.queries import alerts, facts
        from boucle.foundation.core import counters, ready
        from boucle.foundation.lifecycle import registry
        from boucle.foundation.lifecycle.enums import Verb
        from boucle.foundation.messages import registry as followed

        registry.register_facts("search", facts.of_situation)
        registry.register_job(registry.Job("index", jobs.index, jobs.SHOWN))
        registry.register_job(registry.Job("alerts", jobs.alert, frozenset({Verb.PUBLISH})))
        registry.register_periodic(registry.Periodic("pieces of the full text", NIGHTLY, actions.join_pieces))
        registry.register_periodic(registry.Periodic("told alerts", NIGHTLY, actions.purge_hits))
        ready.register(queries.revision)
        followed.register_searches(
            followed.Searches(alerts.words, alerts.path, alerts.news, actions.note_told),
        )
        counters.register(ready.VISITS, actions.keep_visits)
        counters.register(actions.EMPTY_SEARCHES, actions.keep_empty_searches)
