from django.apps import AppConfig

from boucle.foundation.situations.enums import Phase

A_YEAR = 365  # days: a challenge is part of the inventory's memory
TURN = 10  # seconds: what waits is begun


class DominosConfig(AppConfig):
    name = "boucle.before.dominos"
    label = "dominos"

    def ready(self) -> None:
        from boucle.before.dominos.jobs import computing
        from boucle.before.dominos.queries import panels
        from boucle.before.plans import registry as plans
        from boucle.foundation.core import recomputing
        from boucle.foundation.lifecycle import registry

        register_kinds()
        recomputing.register("dominos", "boucle.before.dominos.management.recompute.dominos")
        registry.register_periodic(registry.Periodic("dominos", TURN, computing.start))
        plans.register_panel(panels.panel)


def register_kinds() -> None:
    from django.utils.translation import gettext_lazy as _

    from boucle.before.dominos import exports
    from boucle.before.dominos.actions import content
    from boucle.before.dominos.models import Challenge
    from boucle.before.dominos.queries import fields
    from boucle.foundation.lifecycle import registry

    registry.register_kind(
        registry.Kind(
            code="challenge",
            number=6,
            phase=Phase.BEFORE,
            label=_("figure contested"),
            plural=_("figures contested"),
            model=Challenge,
            content=fields.challenge_content,
            apply=content.apply,
            labels=exports.LABELS,
            columns=exports.COLUMNS,
            url_name="dominos:challenge",
            review_days=A_YEAR,
            is_archived_by_silence=False,
        )
    )
