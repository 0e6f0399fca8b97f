from django.apps import AppConfig

TEN_YEARS = 3650  # days: a decision has a review of its own
TURN = 20  # seconds
MAPS = 10  # seconds: those that are late are begun
RECOMPUTED = ("opinions", "delphi", "budget", "sortition")


class ConsultationsConfig(AppConfig):
    name = "boucle.together.consultations"
    label = "consultations"

    def ready(self) -> None:
        from boucle.foundation.core import recomputing
        from boucle.foundation.lifecycle import registry
        from boucle.together.consultations import actions
        from boucle.together.consultations.jobs import opinion_maps

        register_kinds()
        registry.register_job(registry.Job("statements", actions.take_statement))
        registry.register_periodic(registry.Periodic("rounds", TURN, actions.turn_rounds))
        registry.register_periodic(registry.Periodic("opinion maps", MAPS, opinion_maps.start))
        for name in RECOMPUTED:
            recomputing.register(name, f"boucle.together.consultations.management.recompute.{name}")


def register_kinds() -> None:
    from django.utils.translation import gettext_lazy as _

    from boucle.foundation.lifecycle import registry
    from boucle.together.consultations import actions, exports
    from boucle.together.consultations.models import Consultation, Statement
    from boucle.together.consultations.queries import fields

    registry.register_kind(
        registry.Kind(
            code="consultation",
            number=2,
            label=_("consultation"),
            plural=_("consultations"),
            model=Consultation,
            content=fields.consultation_content,
            apply=actions.apply_consultation,
            labels=exports.LABELS,
            columns=exports.COLUMNS,
            url_name="consultations:consultation",
            is_moderated=False,
            review_days=TEN_YEARS,
        )
    )
    registry.register_kind(
        registry.Kind(
            code="statement",
            number=3,
            label=_("statement"),
            plural=_("statements"),
            model=Statement,
            content=fields.statement_content,
            apply=actions.apply_statement,
            labels=exports.LABELS,
            columns=exports.STATEMENT_COLUMNS,
            url_name="consultations:statement",
            review_days=TEN_YEARS,
        )
    )
