"""What an activation's own rows say of it: for its debrief, and for whoever draws lessons from it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boucle.before.plans.models import Activation
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.registry import Fact
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import engine
from boucle.foundation.tasks import queries as tasks


@dataclass(frozen=True)
class Counted:
    """An activation in figures; `first_minutes`: from its start to the first tick."""

    tally: engine.Tally
    first_minutes: int | None
    by_role: list[tuple[str, engine.Tally]]
    played: int


def counted(activation: Activation) -> Counted:
    """Two queries. Late is counted at the end, or now while it runs."""
    rows = list(tasks.of_situation(activation.situation))
    moment = activation.ended_at or clock.now()
    groups = tasks.grouped(rows, moment)
    return Counted(
        tally=engine.tally(rows, moment),
        first_minutes=engine.minutes_to_first(rows, activation.started_at),
        by_role=[(group.role, group.tally) for group in groups],
        played=activation.played.count(),
    )


def of_situation(situation: Situation) -> list[Fact]:
    """Registered with the lifecycle; none where no plan was activated."""
    activation = Activation.objects.filter(situation=situation).select_related("situation").first()
    if activation is None:
        return []
    found, page = counted(activation), reverse("plans:debrief", args=[activation.pk])
    tally = found.tally
    return [
        Fact(_("Measures of the plan"), tally.total, pgettext_lazy("facts", "tasks"), page),
        Fact(_("Done on time"), tally.on_time, pgettext_lazy("facts", "tasks"), page),
        Fact(_("Done late, or late at the end"), tally.late, pgettext_lazy("facts", "tasks"), page),
        Fact(pgettext_lazy("tasks", "Dropped"), tally.dropped, pgettext_lazy("facts", "tasks"), page),
        Fact(_("From the activation to the first tick"), found.first_minutes, pgettext_lazy("facts", "minutes"), page),
        Fact(_("Injects played"), found.played, _("injects"), page),
        *(
            Fact(_("Done on time: %(role)s") % {"role": role}, each.on_time, pgettext_lazy("facts", "tasks"), page)
            for role, each in found.by_role
            if role
        ),
    ]
