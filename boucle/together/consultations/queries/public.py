"""What everybody may read of a consultation: who takes part, against the panel and the population; never what they say.

Counts of people are shown while it runs. A family smaller than the smallest group that may be shown has no figure: its
number of answers would say who answered.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from boucle.together.consultations.enums import Access, Method
from boucle.together.consultations.models import Consultation, Group, Item, Round, Sheet, Voice, Vote
from boucle.together.consultations.queries import cells, finding


@dataclass(frozen=True)
class Family:
    """A family of stakeholders. None: hidden, or not known."""

    group: Group
    invited: int
    answered: int | None


@dataclass(frozen=True)
class Turn:
    """A round, and how many sent their sheet."""

    round: Round
    sent: int


@dataclass(frozen=True)
class Part:
    """Who takes part. `invited` counts those who stopped too; `stopped` says how many, 0 where so few are not told."""

    taking: int
    invited: int
    stopped: int
    population: int | None
    turns: list[Turn]
    families: list[Family]

    @property
    def share(self) -> float | None:
        """Of those invited, from 0 to 1."""
        return self.taking / self.invited if self.invited else None

    @property
    def hidden(self) -> int:
        return sum(1 for family in self.families if family.answered is None)


def taking(consultation: Consultation) -> int:
    """How many have said something that counts."""
    return speaking(consultation).count()


def speaking(consultation: Consultation) -> QuerySet[Voice]:
    voices = Voice.objects.filter(consultation=consultation)
    if consultation.method == Method.OPINIONS:
        return voices.filter(Exists(Vote.objects.filter(voice=OuterRef("pk"))))  # one seek each, not every vote
    said = Q(pk__in=Sheet.objects.filter(round__consultation=consultation, is_sent=True).values("voice"))
    if consultation.method == Method.CONSENT:
        said |= Q(pk__in=consultation.remarks.values("voice")) | Q(pk__in=consultation.objections.values("voice"))
    return voices.filter(said)


def part(consultation: Consultation) -> Part:
    """A handful of queries, whatever the number of people."""
    panel = consultation.panel.aggregate(invited=Count("pk"), stopped=Count("pk", filter=Q(left_on__isnull=False)))
    return Part(
        taking=taking(consultation),
        invited=panel["invited"] if consultation.access == Access.PANEL else 0,
        stopped=panel["stopped"] if may_tell(consultation, panel["stopped"]) else 0,
        population=consultation.population or consultation.contribution.territory.population,
        turns=turns(consultation),
        families=families(consultation),
    )


def may_tell(consultation: Consultation, count: int) -> bool:
    """Whether a count of people may be told where anonymity is set: one who stopped could be somebody."""
    return not consultation.is_anonymous or count >= consultation.minimum_cell


def turns(consultation: Consultation) -> list[Turn]:
    """Rounds that were opened. An opinion map has one, which no sheet tells."""
    rows = consultation.rounds.filter(opened_at__isnull=False).annotate(
        sent=Count("sheets", filter=Q(sheets__is_sent=True))
    )
    return [Turn(row, row.sent) for row in rows.order_by("number")]


def families(consultation: Consultation) -> list[Family]:
    """In the order of the facilitator; what is hidden cannot be found again by subtraction from the whole."""
    invited = dict(consultation.panel.values_list("group").annotate(Count("pk")))
    groups = list(consultation.groups.all())
    answered = dict.fromkeys([group.pk for group in groups], 0)
    answered |= dict(speaking(consultation).values_list("group").annotate(Count("pk")))
    told = cells.shown(answered, consultation.minimum_cell)
    return [
        Family(group, invited.get(group.pk, 0), answered[group.pk] if group.pk in told else None) for group in groups
    ]


@dataclass(frozen=True)
class Lineage:
    """Where a question comes from: the ones before it, generation after generation, from the oldest."""

    tip: Item
    generations: list[list[Item]]


def lineages(consultation: Consultation) -> list[Lineage]:
    """Of what was reworded, and not again since: three queries."""
    tips = consultation.items.filter(parents__isnull=False, children__isnull=True).distinct().order_by("number")
    return [Lineage(tip, generations(tip)) for tip in tips.prefetch_related("parents__parents")]


def generations(tip: Item) -> list[list[Item]]:
    parents = list(tip.parents.all())
    before = list(dict.fromkeys(far for near in parents for far in near.parents.all()))
    return [generation for generation in (before, parents) if generation]


def listed(rows: QuerySet[Consultation], most: int) -> list[Consultation]:
    """The rows of a list, each with its open round: two queries."""
    found = list(rows[:most])
    opened = Round.objects.filter(consultation__in=[row.pk for row in found], opened_at__isnull=False, closed_at=None)
    by_row = {round_.consultation_id: round_ for round_ in opened}
    for row in found:
        row.open_round = by_row.get(row.pk)  # type: ignore[attr-defined]  # read by the list's template
    return found


def ends_at(consultation: Consultation, round_: Round | None) -> object:
    """Until when answers are taken: the round's own end, else the consultation's."""
    return (round_.closes_at if round_ else None) or consultation.closes_at


def shown_items(consultation: Consultation) -> int:
    """How many things are asked now, or were asked last."""
    last = finding.open_round(consultation) or finding.last_round(consultation)
    return last.asked.filter(item__is_withdrawn=False).count() if last else 0
