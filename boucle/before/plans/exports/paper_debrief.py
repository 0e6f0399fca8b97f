"""The form of a debrief, empty, for half a day in a room."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from boucle.before.plans.exports import paper
from boucle.before.plans.exports.paper import Lines, Paper, Part, Table
from boucle.before.plans.models import Activation
from boucle.before.plans.queries.facts import Counted

EMPTY_ROWS = 5


def form(activation: Activation, counted: Counted) -> Paper:
    """Who does what and for how long, then the four questions with room to write."""
    known = paper.frame(
        activation.scenario.plan, is_staff=True, at=None, url=reverse("plans:debrief", args=[activation.pk])
    )
    known["state"] = paper.day(activation.started_at)
    title = _("Debrief of “%(name)s”") % {"name": activation.situation.name}
    lede = _("Half a day: three hours and a half, fewer than twenty people, those who were there.")
    return Paper("form", title=title, parts=tuple(chapters(counted)), lede=lede, **known)


def chapters(counted: Counted) -> Iterator[Part]:
    yield Part(_("Who does what, and for how long"), blocks=(course(),))
    yield Part(_("1. What was expected to happen?"), blocks=(*roles(counted), Lines(6)), begins_page=True)
    yield Part(_("2. What happened?"), blocks=(Lines(11),))
    yield Part(_("3. Why was it different?"), blocks=(Lines(11),), begins_page=True)
    head = (_("What"), _("Who"), _("By when"))
    yield Part(_("4. What next?"), blocks=(Table("", head, (("\n\n", "", ""),) * EMPTY_ROWS),))


def course() -> Table:
    """As on the page."""
    rows = (
        ("15 min", _("Welcome: nobody is judged here, the plan is"), _("facilitator, who had no part in it")),
        ("30 min", _("1. What was expected: the plan, the scenario, each role"), _("whoever keeps the plan")),
        (
            "45 min",
            _("2. What happened: one line of time on the wall, each adds their hours"),
            _("everybody; one person writes"),
        ),
        ("15 min", _("Break: the line of time stays visible"), ""),
        (
            "60 min",
            _("3. Why: in pairs, then together; ask why until a cause is found that can be changed"),
            _("facilitator"),
        ),
        ("30 min", _("4. What next: what is kept, what changes; for each, who and by when"), _("whoever decides")),
        ("15 min", _("Read again aloud; say who writes it down, and when it comes back"), _("the person who writes")),
    )
    source = _("The four questions are those of an after action review (World Health Organization, 2019).")
    return Table(source, (pgettext("duration", "Time"), _("What"), _("Who")), rows)


def roles(counted: Counted) -> Iterator[Table]:
    rows = tuple(
        (role or _("people by name"), f"{tally.done} / {tally.total}", str(tally.late), "")
        for role, tally in counted.by_role
    )
    if rows:
        head = (_("Role"), pgettext("tasks", "Done"), pgettext("tasks", "Late"), _("Remarks"))
        yield Table(_("Tasks by role"), head, rows, (False, True, True, False))
