"""The ballots of dots, points and baskets: what each voice that sent its sheet gave to which options, on paper or
not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from boucle.together.consultations.engine import ballots
from boucle.together.consultations.enums import BallotType, ItemType
from boucle.together.consultations.models import Answer, Consultation, Item, Sheet
from boucle.together.consultations.queries import finding

LISTED = (BallotType.APPROVAL, BallotType.KNAPSACK)


@dataclass(frozen=True)
class Cast:
    """One sent sheet: whether it came on paper, its group, what it gives by number of option (as text)."""

    is_paper: bool
    group_id: int | None
    given: dict[str, int]


@dataclass(frozen=True)
class Box:
    """The ballots, and the options in the order in which they were asked; those that moderation set aside are out.

    Ballots stand in the order of what they say: neither time nor the list of receipts tells whose they are.
    """

    rule: dict[str, Any]
    options: list[Item]
    cast: list[Cast]

    @property
    def paper(self) -> int:
        return sum(one.is_paper for one in self.cast)

    @property
    def online(self) -> int:
        return len(self.cast) - self.paper

    def numbers(self) -> list[str]:
        return [str(item.number) for item in self.options]

    @property
    def has_money(self) -> bool:
        """Otherwise each option takes one of the places that there are."""
        return self.rule.get("allocation") != "most-votes" and any(item.cost for item in self.options)

    def costs(self) -> dict[str, int]:
        """What each option takes of what there is to share out."""
        return {str(item.number): (item.cost or 0) if self.has_money else 1 for item in self.options}


def box(consultation: Consultation) -> Box:
    """Five queries, whatever the number of ballots. Empty before the first round."""
    round_ = finding.last_round(consultation)
    if round_ is None:
        return Box(consultation.rule, [], [])
    asked = round_.asked.filter(item__is_withdrawn=False, item__type=ItemType.OPTION).order_by("position", "id")
    options = [row.item for row in asked.select_related("item").prefetch_related("item__parents")]
    given = answers_of(round_.pk)
    known = {item.pk for item in options}
    rows = Sheet.objects.filter(round=round_, is_sent=True).values_list("pk", "voice__is_paper", "voice__group_id")
    cast = [Cast(is_paper, group, given_by(consultation.rule, given[pk], known)) for pk, is_paper, group in rows]
    return Box(consultation.rule, options, sorted(cast, key=what_it_says))


def what_it_says(one: Cast) -> tuple[Any, ...]:
    return sorted((int(number), points) for number, points in one.given.items()), one.is_paper, one.group_id or 0


def answers_of(round_id: int) -> dict[Any, list[tuple[int, int, Any]]]:
    """Of each sheet that was sent: key and number of the option, value."""
    found: dict[Any, list[tuple[int, int, Any]]] = defaultdict(list)
    rows = Answer.objects.filter(sheet__round=round_id, sheet__is_sent=True).order_by("sheet_id", "item__number")
    for sheet, item, number, value in rows.values_list("sheet_id", "item_id", "item__number", "value").iterator():
        found[sheet].append((item, number, value))
    return found


def given_by(rule: dict[str, Any], answers: Sequence[tuple[int, int, Any]], known: set[int]) -> dict[str, int]:
    """Points by option, zeros left out. A rank counts as many points as there are places, less one for each place after
    the first (Borda)."""
    values = {str(number): int(value or 0) for item, number, value in answers if item in known}
    taken = {number: value for number, value in values.items() if value > 0}
    kind = rule.get("ballot")
    if kind in LISTED:
        return dict.fromkeys(taken, 1)
    if kind == BallotType.RANKING:
        order = sorted(taken, key=lambda number: (taken[number], int(number)))
        most = len(known)
        return dict(ballots.points(order, ballots.Rule(ballots.RANKING, frozenset(order), most=most)))
    return taken
