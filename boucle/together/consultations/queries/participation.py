"""Who was invited, who came, who sent: counts and states of the panel, never what anybody said."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Attendance, Consultation, Group, Panellist, Round, Vote

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
    """Four queries, however many people."""
    counts: dict[int | None, Counts] = {row["group"]: row for row in grouped(consultation, round_)}
    groups: list[Group | None] = list(consultation.groups.all())
    if None in counts and groups:
        groups.append(None)
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
    """The people of the panel with `has_sent` (this round) and `has_said` (any round), those who stay first."""
    sent = Attendance.objects.filter(panellist=OuterRef("pk"))
    rows = consultation.panel.select_related("contact", "group", "consultation")
    rows = rows.annotate(has_sent=Exists(sent.filter(round=round_)), has_said=Exists(sent))
    return rows.order_by("left_on", "group__position", "group_id", "contact__name", "id")


def on_paper(consultation: Consultation) -> QuerySet[Panellist]:
    """Those who need a letter: no address, no answer yet, still on the panel."""
    rows = panel(consultation, None).filter(left_on=None, attendances=None)
    rows = rows.filter(Q(contact__email="") | Q(contact=None))
    return rows.filter(came_on=None) if consultation.method == Method.OPINIONS else rows
