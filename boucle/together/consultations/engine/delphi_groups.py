"""Which stakeholder groups may be shown: none so small that an answer could be guessed, by itself or by subtraction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from boucle.together.consultations.engine import quantiles
from boucle.together.consultations.engine.delphi_summary import Summary, summary
from boucle.together.consultations.engine.delphi_terms import Rule
from boucle.together.consultations.engine.quantiles import Answers


@dataclass(frozen=True)
class Group:
    name: str
    summary: Summary | None  # None: hidden


def groups(values: Answers, names: Sequence[str], rule: Rule) -> tuple[Group, ...]:
    """Figures of each stakeholder group, by name. `names[i]` is the group of answer i, "" for none.

    Nothing is said of groups when nobody has one.
    """
    answers = quantiles.aligned(values)
    of = np.array(names, dtype=object)
    known = sorted(set(names))
    if known in ([], [""]):
        return ()
    counts = {name: int((~np.isnan(answers[of == name])).sum()) for name in known}
    visible = shown(counts, rule.minimum_cell)
    return tuple(Group(name, summary(answers[of == name], rule) if name in visible else None) for name in known)


def shown(counts: Mapping[str, int], minimum: int) -> frozenset[str]:
    """Groups that may be seen beside the total.

    A group under `minimum` opinions is hidden; while what is hidden adds up to less than `minimum`, the total less the
    groups shown would tell it: the smallest group shown is hidden too (by name when tied).
    """
    visible = sorted((count, name) for name, count in counts.items() if count >= minimum)
    hidden = sum(count for count in counts.values() if count < minimum)
    while visible and 0 < hidden < minimum:
        hidden += visible.pop(0)[0]
    return frozenset(name for _, name in visible)
