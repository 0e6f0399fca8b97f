"""All rounds of a Delphi at once, from the lines of its export: what `boucle recompute delphi` prints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from boucle.together.consultations.engine import delphi, dropout, stability
from boucle.together.consultations.engine.delphi_terms import Rule


@dataclass(frozen=True)
class Answer:
    """One line: `value` in the unit of the scale, None for "no opinion"; `group` "" for none."""

    participant: str
    round: int
    item: str
    value: float | None
    group: str = ""


@dataclass(frozen=True)
class Asked:
    """One item in one round, against the latest round before it in which it was asked; None the first time."""

    item: delphi.Item
    stability: stability.Stability | None
    dropout: dropout.Dropout | None


@dataclass(frozen=True)
class Round:
    items: dict[str, Asked]
    panel: dropout.Panel | None  # against the round before; None in the first


Sheet = Mapping[str, Answer]  # participant: what they said of one item in one round


def rounds(answers: Iterable[Answer], rule: Rule, seed: int | None = 0) -> dict[int, Round]:
    """Rounds by number, in rising order, their items by name. Of two answers to one item in one round, the last counts.

    `seed`: as for `delphi.scale`, None for no intervals. Raises Refusal for an answer off the scale.
    """
    sheets: defaultdict[int, defaultdict[str, dict[str, Answer]]] = defaultdict(lambda: defaultdict(dict))
    for answer in answers:
        sheets[answer.round][answer.item][answer.participant] = answer
    found: dict[int, Round] = {}
    latest: dict[str, Sheet] = {}
    before: set[str] | None = None
    for number in sorted(sheets):
        asked = sheets[number]
        present = {name for sheet in asked.values() for name in sheet}
        found[number] = Round(
            items={name: judge(asked[name], latest.get(name), rule, seed) for name in sorted(asked)},
            panel=None if before is None else dropout.panel(before, present),
        )
        latest |= asked
        before = present
    return found


def judge(sheet: Sheet, before: Sheet | None, rule: Rule, seed: int | None) -> Asked:
    names = sorted(sheet)
    values = [sheet[name].value for name in names]
    item = delphi.scale(values, rule, [sheet[name].group for name in names], seed)
    if before is None:
        return Asked(item, None, None)
    first, second = said(before), said(sheet)
    return Asked(
        item=item,
        stability=stability.stability(first, second, rule),
        dropout=dropout.dropout(first, second, rule.quantile, rule.minimum_cell),
    )


def said(sheet: Sheet) -> dict[str, float | None]:
    return {name: answer.value for name, answer in sheet.items()}
