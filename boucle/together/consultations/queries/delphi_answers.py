"""Every answer of a Delphi's closed rounds, under pseudonyms, each table asked once.

What is computed on a page is computed from these lines, and the export holds the same ones: whoever runs the command
on it finds the figures of the page.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from boucle.together.consultations.engine import delphi_groups, delphi_rounds
from boucle.together.consultations.engine.delphi_terms import Rule
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Answer, Asked, Consultation, Item, Round
from boucle.together.consultations.queries import delphi_scale, opinion_votes


@dataclass(frozen=True)
class Said:
    """`who` is the pseudonym of a voice, `item` the number of the item; `group` is empty where it is too small."""

    who: int
    round: int
    item: int
    value: Any
    group: str


@dataclass(frozen=True)
class Collected:
    """Closed rounds in their order, the items that they asked, what was sent, by pseudonym, round and item."""

    consultation: Consultation
    rule: Rule
    rounds: tuple[Round, ...]
    items: tuple[Item, ...]
    asked: dict[int, tuple[int, ...]]  # number of an item: the rounds that asked it
    said: tuple[Said, ...]

    @cached_property
    def voices(self) -> int:
        return len({line.who for line in self.said})

    @property
    def is_hidden(self) -> bool:
        """So few people that any figure would be somebody's answer."""
        return self.voices < self.rule.minimum_cell

    @cached_property
    def by_item(self) -> dict[tuple[int, int], list[Said]]:
        """Lines by number of item and of round."""
        found: dict[tuple[int, int], list[Said]] = {}
        for line in self.said:
            found.setdefault((line.item, line.round), []).append(line)
        return found

    def rows(self, item: Item, round_: int) -> list[tuple[Any, str]]:
        return [(line.value, line.group) for line in self.by_item.get((item.number, round_), [])]

    def item(self, number: int) -> Item | None:
        return next((item for item in self.items if item.number == number), None)

    @cached_property
    def judged(self) -> frozenset[int]:
        """Numbers of the items whose marks the rule speaks of: the lines of the export."""
        return frozenset(item.number for item in self.items if self.is_on_scale(item))

    def is_on_scale(self, item: Item) -> bool:
        if item.type == ItemType.CHOICE or not delphi_scale.is_judged(item, self.rule):
            return False
        low, high = self.rule.scale
        lines = (line for round_ in self.asked[item.number] for line in self.by_item.get((item.number, round_), []))
        marks = (delphi_scale.mark(item, line.value) for line in lines)
        return all(mark is None or low <= mark <= high for mark in marks)

    def lines(self) -> list[delphi_rounds.Answer]:
        """What `boucle recompute delphi` reads."""
        known = {item.number: item for item in self.items}
        return [
            delphi_rounds.Answer(
                participant=str(line.who),
                round=line.round,
                item=str(line.item),
                value=delphi_scale.mark(known[line.item], line.value),
                group=line.group,
            )
            for line in self.said
            if line.item in self.judged
        ]


def collected(consultation: Consultation) -> Collected:
    """Three queries, however many people. Raises Refusal for a rule that does not read."""
    rule = delphi_scale.rule_of(consultation)
    rounds = tuple(consultation.rounds.filter(closed_at__isnull=False).order_by("number"))
    items, asked = asked_in(rounds)
    return Collected(consultation, rule, rounds, items, asked, tuple(said(consultation, rounds, rule)))


def asked_in(rounds: Sequence[Round]) -> tuple[tuple[Item, ...], dict[int, tuple[int, ...]]]:
    """What moderation set aside is neither shown nor counted among the results."""
    rows = Asked.objects.filter(round__in=rounds, item__is_withdrawn=False).select_related("item", "round")
    items: dict[int, Item] = {}
    asked: dict[int, tuple[int, ...]] = {}
    for row in rows.order_by("item__number", "round__number"):
        items[row.item.number] = row.item
        asked[row.item.number] = (*asked.get(row.item.number, ()), row.round.number)
    return tuple(items.values()), asked


def said(consultation: Consultation, rounds: Sequence[Round], rule: Rule) -> list[Said]:
    """In the order of the pseudonyms, which is drawn: no line says who came first."""
    sent = Answer.objects.filter(sheet__round__in=rounds, sheet__is_sent=True, item__is_withdrawn=False)
    names = ("sheet__voice_id", "sheet__round__number", "item__number", "value", "sheet__voice__group__name")
    rows = list(sent.order_by().values_list(*names))
    group_of = {voice: group or "" for voice, _round, _item, _value, group in rows}
    shown = delphi_groups.shown(Counter(filter(None, group_of.values())), rule.minimum_cell)
    who = {voice: opinion_votes.pseudonym(consultation.pk, voice.hex) for voice in group_of}
    found = [
        Said(who[voice], round_, item, value, group if group in shown else "")
        for voice, round_, item, value, group in rows
    ]
    return sorted(found, key=lambda line: (line.who, line.round, line.item))
