"""Who was invited, who came, who sent a sheet: by family and by round, against the panel and the population.

A family with fewer people than the smallest group that may be shown has no figure, and neither has the one that a
subtraction from the total would tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from boucle.together.consultations.engine import delphi_groups
from boucle.together.consultations.models import Consultation, Group, Panellist, Sheet
from boucle.together.consultations.queries import public
from boucle.together.consultations.queries.delphi_answers import Collected


@dataclass(frozen=True)
class Line:
    """`sent` for each closed round, in order; None: hidden. `group` is None for everybody together."""

    group: Group | None
    population: int | None
    invited: int
    came: int | None
    sent: tuple[int | None, ...]

    @property
    def name(self) -> str:
        return self.group.name if self.group else ""

    @property
    def shares(self) -> tuple[float | None, ...]:
        """Of those invited, from 0 to 1."""
        return tuple(None if count is None or not self.invited else count / self.invited for count in self.sent)


@dataclass(frozen=True)
class People:
    total: Line
    lines: tuple[Line, ...]
    rounds: tuple[int, ...]
    stopped: int | None  # None: so few that anonymity hides them

    @property
    def has_hidden(self) -> bool:
        return any(None in line.sent for line in self.lines)


Counts = dict[int | None, int]


def people(found: Collected) -> People:
    """Three queries, however many people."""
    row = found.consultation
    panel = list(
        Panellist.objects.filter(consultation=row)
        .order_by()
        .values("group")
        .annotate(
            invited=Count("pk"),
            came=Count("pk", filter=Q(came_on__isnull=False)),
            stopped=Count("pk", filter=Q(left_on__isnull=False)),
        )
    )
    invited: Counts = {one["group"]: one["invited"] for one in panel}
    came: Counts = {one["group"]: one["came"] for one in panel}
    sent = sheets(found)
    groups = list(row.groups.all())
    shown = {name: visible(counts, found.rule.minimum_cell) for name, counts in [("", came), *sent.items()]}
    return People(
        total=Line(
            None,
            row.population or row.contribution.territory.population,
            sum(invited.values()),
            sum(came.values()),
            tuple(sum(counts.values()) for counts in sent.values()),
        ),
        lines=tuple(line(group, invited, shown) for group in groups),
        rounds=tuple(one.number for one in found.rounds),
        stopped=told(row, sum(one["stopped"] for one in panel)),
    )


def told(row: Consultation, stopped: int) -> int | None:
    return stopped if public.may_tell(row, stopped) else None


def sheets(found: Collected) -> dict[object, Counts]:
    """Sheets sent by family, for each closed round."""
    rows = Sheet.objects.filter(round__in=found.rounds, is_sent=True).order_by()
    counts: dict[object, Counts] = {one.number: {} for one in found.rounds}
    for number, group, count in rows.values_list("round__number", "voice__group").annotate(Count("pk")):
        counts[number][group] = count
    return counts


def visible(counts: Counts, minimum: int) -> Mapping[int | None, int]:
    kept = delphi_groups.shown({str(group): count for group, count in counts.items()}, minimum)
    return {group: count for group, count in counts.items() if str(group) in kept}


def line(group: Group, invited: Counts, shown: Mapping[object, Mapping[int | None, int]]) -> Line:
    came, *sent = (counts.get(group.pk) for counts in shown.values())
    return Line(group, group.population, invited.get(group.pk, 0), came, tuple(sent))
