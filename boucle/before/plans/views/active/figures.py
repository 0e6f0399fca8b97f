"""The picture of an activation: for each role, what is done, under way, late, left."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from boucle.before.plans.queries.board import Board
from boucle.before.plans.queries.facts import Counted
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.stacks import Stack, Stacks
from boucle.foundation.tasks.engine import Tally

STYLES = ("f-loop", "f-blue", "f-clay", "f-line")
Roles = Sequence[tuple[str, Tally]]


def progress(shown: Board) -> Figure:
    tally = shown.tally
    headline = _("%(done)s done, %(open)s still to do") % {"done": tally.done, "open": tally.open}
    reading = _("One bar for each role; late is what is still open past its hour.")
    return drawn("progress", headline, reading, shown.by_role)


def outcome(found: Counted) -> Figure:
    tally = found.tally
    headline = _("%(done)s done out of %(total)s") % {"done": tally.done, "total": tally.total}
    headline += _(", %(late)s of them late") % {"late": tally.late_done} if tally.late_done else ""
    return drawn("outcome", headline, _("One bar for each role, counted when it ended."), found.by_role)


def drawn(key: str, headline: str, reading: str, roles: Roles) -> Figure:
    names = (
        pgettext("tasks", "done"),
        pgettext("tasks", "under way"),
        pgettext("tasks", "late"),
        pgettext("tasks", "to do"),
    )
    return Figure(
        key=key,
        headline=headline,
        reading=reading,
        title=_("Tasks by role"),
        description=". ".join(f"{said(role)}: {words(tally)}" for role, tally in roles) + ".",
        picture=Stacks([Stack(said(role), shares(tally), words(tally)) for role, tally in roles], names, STYLES),
        table=Table(
            caption=_("How many tasks, by role"),
            head=heads(),
            rows=[row(role, tally) for role, tally in roles],
        ),
    )


def heads() -> list[str]:
    return [
        _("Role"),
        pgettext("tasks", "On time"),
        pgettext("tasks", "Done"),
        pgettext("tasks", "Under way"),
        pgettext("tasks", "Late"),
        pgettext("tasks", "Open"),
        pgettext("tasks", "Dropped"),
    ]


def said(role: str) -> str:
    return role or _("people by name")


def words(tally: Tally) -> str:
    found = _("%(done)s of %(total)s") % {"done": tally.done, "total": tally.total - tally.dropped}
    return found + (_(", %(late)s late") % {"late": tally.late_open} if tally.late_open else "")


def shares(tally: Tally) -> list[float]:
    """Of what is not dropped; what is late stands apart from what is only to do."""
    whole = tally.total - tally.dropped
    if not whole:
        return [0.0, 0.0, 0.0, 0.0]
    late = min(tally.late_open, tally.open)
    under_way = min(tally.under_way, tally.open - late)
    return [part / whole for part in (tally.done, under_way, late, tally.open - late - under_way)]


def row(role: str, tally: Tally) -> list[str | float]:
    counts = (tally.on_time, tally.done, tally.under_way, tally.late_open, tally.open, tally.dropped)
    return [said(role), *counts]
