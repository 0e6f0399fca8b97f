"""On which scale an item is answered, and whether the rule of its consultation speaks of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from boucle.together.consultations.engine import delphi_rule
from boucle.together.consultations.engine.delphi_terms import Rule
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Consultation, Item

USUAL = (1.0, 9.0)
PLACES = (-100.0, 100.0)  # of a placement, on both axes
PARTS = ("low", "best", "high")  # of an estimate
SPAN_OF_WHOLE_MARKS = 20


def rule_of(consultation: Consultation) -> Rule:
    """The locked rule; the stricter of the two smallest cells counts. Raises Refusal for one that does not read."""
    read = delphi_rule.parse(consultation.rule)
    stated = read.minimum_cell if consultation.rule.get("minimum_cell") else 0
    return replace(read, minimum_cell=max(stated, consultation.minimum_cell))


def stated_scale(item: Item, rule: Rule) -> tuple[float, float] | None:
    """The scale that an item is answered on; None for an estimate whose unit has no ends."""
    if item.settings.get("scale"):
        low, high = item.settings["scale"]
        return float(low), float(high)
    if item.type == ItemType.PLACEMENT:
        return PLACES
    return USUAL if item.type == ItemType.SCALE else None


def is_judged(item: Item, rule: Rule) -> bool:
    """Thresholds are written in marks of one scale: on another one they would say nothing."""
    if item.type == ItemType.CHOICE:
        return True
    return item.type in (ItemType.SCALE, ItemType.ESTIMATE) and stated_scale(item, rule) == rule.scale


def fitted(item: Item, rule: Rule, values: Sequence[float]) -> Rule:
    """The rule with the scale of the item: for figures, where `is_judged` says that it gives no verdict."""
    scale = stated_scale(item, rule)
    if scale == rule.scale:
        return rule
    low, high = scale or (min(values, default=0.0), max(values, default=1.0))
    if values:
        low, high = min(low, *values), max(high, *values)
    if low == high:
        low, high = low - 1, high + 1
    span = high - low
    is_whole = span <= SPAN_OF_WHOLE_MARKS and span == round(span) and low == round(low)
    return replace(rule, scale=(low, high), step=1.0 if is_whole else span / 10, ipras=False, seventy_fifteen=None)


def mark(item: Item, value: Any) -> float | None:
    """The number that an answer counts for: a mark, the best guess of an estimate; None for no opinion."""
    if value is None:
        return None
    return float(value["best"] if item.type == ItemType.ESTIMATE else value)
