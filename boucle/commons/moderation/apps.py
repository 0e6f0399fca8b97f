from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "boucle.commons.moderation"
    label = "moderation"

    def ready(self) -> None:
        from boucle.commons.moderation import jobs
        from boucle.commons.moderation.actions import close, situation_review
        from boucle.commons.moderation.queries import situation_facts
        from boucle.foundation.lifecycle import registry

        registry.register_facts("moderation", situation_facts.of_situation)
        registry.register_periodic(registry.Periodic("escalation", 60, jobs.tick))
        registry.register_periodic(registry.Periodic("reviews", 3600, jobs.hourly))
        registry.register_periodic(registry.Periodic("situations_closing", 5, close.finish_all))
        registry.register_periodic(registry.Periodic("situations_due", 3600, situation_review.remind_all))
