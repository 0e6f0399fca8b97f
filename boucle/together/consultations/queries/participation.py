"""Who was invited, who came, who sent: counts of the panel, and its people; never what anybody said.

These are the counts as they are: pages show them through `told_people`, which hides what would name somebody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Attendance, Consultation, Group, Panellist, Round, Turnout, Vote

Counts = dict[str, int]


@dataclass(frozen=True)
class Line:
    """`sent`: of the round that is open, else of the last one. `left`: who stopped, or was replaced."""

    group: Group | None
    population: int | None = None
    invited: int = 0
    came: int = 0
    sent: int = 0
    left: int = 0


@dataclass(frozen=True)
class Participation:
    """`others`: who spoke without an invitation: they came by themselves, or their sheet is on paper."""

    total: Line
    lines: list[Line]
    others: int
    on_paper: int


def of(consultation: Consultation, round_: Round | None) -> Participation:
    """A handful of queries, however many people."""
    counts: dict[int | None, Counts] = {row["group"]: row for row in grouped(consultation, round_)}
    groups: list[Group | None] = list(consultation.groups.all())
    if None in counts and groups:
        groups.append(None)
    if is_reduced(consultation, round_):
        counts = with_turnout(counts, round_)
    lines = [line(group, counts.get(group.pk if group else None, {})) for group in groups]
    total = summed(line(None, row) for row in counts.values())
    voices, on_paper = speaking(consultation, round_)
    return Participation(total, lines, max(0, voices - total.sent), on_paper)


def grouped(consultation: Consultation, round_: Round | None) -> Iterable[Counts]:
    sent = Attendance.objects.filter(panellist=OuterRef("pk"), round=round_)
    rows = consultation.panel.annotate(has_sent=Exists(sent)).order_by().values("group")
    counted: Iterable[Counts] = rows.annotate(  # type: ignore[assignment]  # rows of values
        invited=Count("pk"),
        came=Count("pk", filter=Q(came_on__isnull=False)),
        sent=Count("pk", filter=Q(has_sent=True)),
        left=Count("pk", filter=Q(left_on__isnull=False)),
    )
    return counted


def is_reduced(consultation: Consultation, round_: Round | None) -> bool:
    return consultation.is_anonymous and round_ is not None and round_.closed_at is not None


def with_turnout(counts: dict[int | None, Counts], round_: Round | None) -> dict[int | None, Counts]:
    """Of a closed round that has forgotten who sent it: how many did."""
    sent: dict[int | None, int] = dict(Turnout.objects.filter(round=round_).values_list("group", "sent"))
    empty = {"invited": 0, "came": 0, "left": 0}
    everybody = [*counts, *(sent.keys() - counts.keys())]
    return {group: {**counts.get(group, empty), "sent": sent.get(group, 0)} for group in everybody}


def line(group: Group | None, row: Counts) -> Line:
    population = group.population if group else None
    return Line(group, population, *(row.get(name, 0) for name in ("invited", "came", "sent", "left")))


def summed(lines: Iterable[Line]) -> Line:
    total = Line(None)
    for one in lines:
        total = Line(
            None, None, total.invited + one.invited, total.came + one.came, total.sent + one.sent, total.left + one.left
        )
    return total


def speaking(consultation: Consultation, round_: Round | None) -> tuple[int, int]:
    """Voices that said something that counts in a round, and how many of them on paper."""
    voices = consultation.voices.all()
    if consultation.method == Method.OPINIONS:
        voices = voices.filter(Exists(Vote.objects.filter(voice=OuterRef("pk"))))  # one seek each, not every vote
    elif round_ is not None:
        voices = voices.filter(sheets__round=round_, sheets__is_sent=True)
    else:
        return 0, 0
    found = voices.aggregate(all=Count("pk"), paper=Count("pk", filter=Q(is_paper=True)))
    return found["all"], found["paper"]


def panel(consultation: Consultation, round_: Round | None) -> QuerySet[Panellist]:
    """The people of the panel, those who stay first. Where a key is kept, with `has_sent` (this round); where anonymity
    is set nothing, their order neither, says who came, who answered, or who stopped by themselves."""
    rows = consultation.panel.select_related("contact", "group", "consultation")
    order = ("group__position", "group_id", "contact__name", "id")
    if consultation.is_anonymous:
        return rows.order_by("is_struck", *order)
    sent = Attendance.objects.filter(panellist=OuterRef("pk"), round=round_)
    return rows.annotate(has_sent=Exists(sent)).order_by("left_on", *order)


def on_paper(consultation: Consultation) -> QuerySet[Panellist]:
    """Those who may need a letter: no address, still on the panel, no answer yet; where anonymity is set, whether they
    have answered or not."""
    rows = panel(consultation, None).filter(Q(contact__email="") | Q(contact=None))
    if consultation.is_anonymous:
        return rows.filter(is_struck=False)
    return rows.filter(left_on=None, has_said=False)
