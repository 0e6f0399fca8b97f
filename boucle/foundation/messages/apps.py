from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "boucle.foundation.messages"
    label = "outgoing"  # django.contrib has a "messages" of its own

    def ready(self) -> None:
        from boucle.foundation.lifecycle import registry
        from boucle.foundation.messages import jobs

        registry.register_job(registry.Job("tell_author", jobs.tell_author, frozenset(jobs.TOLD)))
        registry.register_periodic(registry.Periodic("letters", 3, jobs.send_due))
        registry.register_periodic(registry.Periodic("digests", 60, jobs.send_digests))
        registry.register_periodic(registry.Periodic("late_tasks", 3600, jobs.remind_late))
