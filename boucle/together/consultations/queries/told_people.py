"""Who takes part, as it is shown to whoever facilitates.

Where anonymity is set a count never says who answered: a family is told when enough of it did, so that no subtraction
gives back what is hidden; and the few who have not answered are never told to be one, or two.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.together.consultations.models import Consultation, Group, Round
from boucle.together.consultations.queries import cells, finding, participation

Figure = int | str  # a count, or words in its place
REST = -1


@dataclass(frozen=True)
class Line:
    """As in `participation`."""

    group: Group | None
    population: int | None
    invited: int
    came: Figure
    sent: Figure
    left: Figure


@dataclass(frozen=True)
class People:
    total: Line
    lines: list[Line]
    others: Figure
    on_paper: int


def of(consultation: Consultation, round_: Round | None) -> People:
    found = participation.of(consultation, round_)
    if not consultation.is_anonymous:
        lines = [plain(line) for line in found.lines]
        return People(plain(found.total), lines, found.others, found.on_paper)
    least, total = consultation.minimum_cell, found.total
    sent = of_many(total.sent, total.invited, least) if round_ is not None else 0
    came, left = of_many(total.came, total.invited, least), few(total.left, least)
    others = found.others if sent == total.sent else _("hidden")
    return People(Line(None, None, total.invited, came, sent, left), families(found, least), others, found.on_paper)


def plain(line: participation.Line) -> Line:
    return Line(line.group, line.population, line.invited, line.came, line.sent, line.left)


def families(found: participation.Participation, least: int) -> list[Line]:
    """What no line tells, of families that a closed round counts together, is a family too."""
    lines, shown = found.lines, {}
    for name in ("came", "sent", "left"):
        sizes = {at: getattr(line, name) for at, line in enumerate(lines)}
        rest = getattr(found.total, name) - sum(sizes.values())
        shown[name] = cells.shown(sizes | ({REST: rest} if rest else {}), least)
    return [
        Line(
            line.group,
            line.population,
            line.invited,
            *(getattr(line, name) if at in shown[name] else _("hidden") for name in ("came", "sent", "left")),
        )
        for at, line in enumerate(lines)
    ]


def of_many(count: int, whole: int, least: int) -> Figure:
    """Neither a few nor all but a few."""
    if count < least:
        return few(count, least)
    return count if whole - count >= least else _("%(count)s or more") % {"count": max(least, whole - least + 1)}


def few(count: int, least: int) -> Figure:
    return count if count >= least else _("fewer than %(count)s") % {"count": least}


def late(consultation: Consultation) -> str:
    """How many have not sent the open round, in words; empty where everybody has, or where no round is open. Where
    anonymity is set, "everybody" is not told either."""
    here = finding.open_round(consultation)
    if here is None:
        return ""
    count = finding.late(here).count()
    if consultation.is_anonymous and count < consultation.minimum_cell:
        said = _("Fewer than %(count)s people have not answered yet, or nobody.")
        return said % {"count": consultation.minimum_cell}
    said = ngettext("%(count)s person has not answered yet.", "%(count)s people have not answered yet.", count)
    return said % {"count": count} if count else ""
