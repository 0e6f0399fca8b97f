"""Figures of one item in one round, by type of item: for whoever answers again, and for the results."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from boucle.together.consultations.engine import delphi_groups, delphi_kinds, delphi_summary, quantiles
from boucle.together.consultations.engine.delphi_terms import Rule
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Item, Round
from boucle.together.consultations.queries import delphi_scale
from boucle.together.consultations.queries.delphi_seen import Feedback, Line

Numbers = list[float | None]
Rows = Sequence[tuple[Any, str]]  # what was said, and by which group, "" for none


def computed(source: Round, item: Item, rows: Rows, own: Any) -> Feedback:
    """Figures of one item in one round, without names and without words."""
    consultation = source.consultation
    rule = delphi_scale.rule_of(consultation)
    opinions = [(value, group) for value, group in rows if value is not None]
    made = Feedback(
        type=item.type,
        round=source.number,
        own=own,
        n=len(opinions),
        no_opinion=len(rows) - len(opinions),
        invited=consultation.panel.count(),
        minimum_cell=rule.minimum_cell,
        method=rule.quantile,
        scale=(*rule.scale, rule.step),
        is_hidden=len(opinions) < rule.minimum_cell,
        number=item.number,
        options=tuple(str(option) for option in item.settings.get("options", ())),
        axes=tuple((str(low), str(high)) for low, high in item.settings.get("axes", ())),
        unit=str(item.settings.get("unit", "")),
    )
    if made.is_hidden:
        return made
    found = FIGURES[ItemType(item.type)](made, item, opinions, rule)
    return replace(found, groups=in_order(found.groups, consultation.groups.values_list("name", flat=True)))


def in_order(lines: Sequence[Line], names: Iterable[str]) -> tuple[Line, ...]:
    """Families in the order of the panel; one whose name was taken out of the answers is there, and hidden."""
    known = {line.name: line for line in lines}
    return tuple(known.get(name) or Line(name, None, None, None, None, is_hidden=True) for name in names if lines)


def scale(made: Feedback, item: Item, rows: Rows, rule: Rule) -> Feedback:
    values: Numbers = [delphi_scale.mark(item, value) for value, _group in rows]
    own_rule = delphi_scale.fitted(item, rule, [value for value in values if value is not None])
    found = delphi_summary.summary(values, own_rule)
    groups = delphi_groups.groups(values, [group for _value, group in rows], own_rule)
    return replace(
        made,
        scale=(*own_rule.scale, own_rule.step),
        distribution=tuple(zip(own_rule.marks, found.distribution, strict=True)),
        q1=found.q1,
        median=found.median,
        q3=found.q3,
        groups=tuple(line(group) for group in groups if group.name),
    )


def line(group: delphi_groups.Group) -> Line:
    found = group.summary
    if found is None:
        return Line(group.name, None, None, None, None, is_hidden=True)
    return Line(group.name, found.n, found.q1, found.median, found.q3, is_hidden=False)


def estimate(made: Feedback, item: Item, rows: Rows, rule: Rule) -> Feedback:
    every = [float(value[part]) for value, _group in rows for part in delphi_scale.PARTS]
    wide = delphi_scale.fitted(item, rule, every)
    found = scale(made, item, rows, wide)
    parts = []
    for part in delphi_scale.PARTS:
        quartiles = quantiles.quartiles([float(value[part]) for value, _group in rows], rule.quantile)
        parts.append(Line(part, len(rows), quartiles.q1, quartiles.median, quartiles.q3, is_hidden=False))
    return replace(found, scale=(*wide.scale, wide.step), parts=tuple(parts))


def choice(made: Feedback, item: Item, rows: Rows, rule: Rule) -> Feedback:
    counts = [sum(index in value for value, _group in rows) for index in range(len(made.options))]
    return replace(made, distribution=tuple(zip(made.options, counts, strict=True)))


def ranking(made: Feedback, item: Item, rows: Rows, rule: Rule) -> Feedback:
    found = delphi_kinds.ranking([ranks(value) for value, _group in rows])
    return replace(made, distribution=tuple(zip(made.options, found.mean_ranks, strict=True)), concordance=found.w)


def ranks(order: Sequence[int]) -> list[float | None]:
    """The rank of each option, from the order in which they were put."""
    return [float(order.index(index) + 1) for index in range(len(order))]


def placement(made: Feedback, item: Item, rows: Rows, rule: Rule) -> Feedback:
    low, high = delphi_scale.PLACES
    plane = replace(rule, scale=(low, high), step=10.0, ipras=False, seventy_fifteen=None)
    found = delphi_kinds.placement([value for value, _group in rows], plane)
    return replace(made, scale=(low, high, 10.0), cloud=found.cloud)


FIGURES: dict[ItemType, Callable[[Feedback, Item, Rows, Rule], Feedback]] = {
    ItemType.SCALE: scale,
    ItemType.ESTIMATE: estimate,
    ItemType.CHOICE: choice,
    ItemType.RANKING: ranking,
    ItemType.PLACEMENT: placement,
}
