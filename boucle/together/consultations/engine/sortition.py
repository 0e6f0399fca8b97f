"""Panels drawn by lot among all those that hold the quotas, as equally for everyone as the quotas permit.

*Maximin* (Flanigan, Gölz, Gupta, Hennig, Procaccia, Fair algorithms for selecting citizens' assemblies, Nature 596,
2021): the lottery over feasible panels in which the least likely person is as likely as can be. It is found by
columns: a linear program mixes the panels found so far; its prices ask an integer program for the panel that would
help most; when none helps, the mix is optimal (to 1e-5). HiGHS solves both, by scipy.

People with the same values in every category are one *type*: they are interchangeable, so they get the same
probability, and panels are searched as numbers of each type. This loses nothing: averaging a lottery over the
permutations of alike people keeps its least probability.

The draw: with a public seed, the number SHA-256("seed|panel") / 2^256 picks the mix's panel (its lines in the order
of `Lottery.mix`), then in each type those with the least SHA-256("seed|id") are taken. It can be done again by hand,
in any language; it depends on no order of rows.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from boucle.together.consultations.engine import panels, quotas, sentences
from boucle.together.consultations.engine.sentences import gettext_noop as _

NOBODY_LEAVES = _("Nobody leaves the panel: there is nobody to replace.")
NOISE = 12  # digits of a panel's probability: what is under is the solver's noise
DIGITS = 9  # of a person's


@dataclass(frozen=True)
class Drawn:
    """`maximin`: the least probability of those who can be drawn at all. `never`: who is in no feasible panel.

    `absent`: categories and values that have a quota and nobody on the panel. `probabilities`: of being on the panel,
    for everyone, before the draw.
    """

    panel: tuple[str, ...]
    probabilities: dict[str, float]
    maximin: float
    never: tuple[str, ...]
    absent: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lottery:
    """`mix`: compositions (people of each type, in the order of `types`), sorted, each with its probability."""

    types: tuple[quotas.Traits, ...]
    members: tuple[tuple[str, ...], ...]
    mix: tuple[tuple[tuple[int, ...], float], ...]

    def probability(self, at: int) -> float:
        places = sum(chance * composition[at] for composition, chance in self.mix)
        return round(places / len(self.members[at]), DIGITS)


def draw(pool: quotas.Pool, asked: Sequence[quotas.Quota], seed: int, size: int | None = None) -> Drawn:
    """A panel by lot. Refusal, or Infeasible with the smallest relaxation, when no panel fits."""
    chosen = quotas.choose_size(asked, size, len(pool.people))
    return drawn(lottery(pool, asked, chosen), pool, asked, seed)


def replace(
    pool: quotas.Pool,
    asked: Sequence[quotas.Quota],
    panel: Collection[str],
    gone: Collection[str],
    seed: int,
    *,
    unavailable: Collection[str] = (),
) -> Drawn:
    """Draws again for those of the panel who are `gone`, among the others of the pool, so that with those who stay the
    whole panel holds the quotas. `unavailable`: of the pool, who shall not be asked (any more).

    The panel of the answer holds the new people alone; probabilities are theirs, given who stays; `absent` speaks of
    the whole new panel.
    """
    stay = sorted(set(panel) - set(gone))
    out = {*panel, *gone, *unavailable}
    rest = quotas.Pool(pool.categories, {name: values for name, values in pool.people.items() if name not in out})
    counts = quotas.tally(stay, pool)
    needed = [less(quota, counts[quota.category, quota.value]) for quota in asked]
    places = len(set(panel)) - len(stay)
    if not places:
        raise sentences.Refusal(NOBODY_LEAVES)
    if places > len(rest.people):
        raise sentences.Refusal(quotas.POOL_TOO_SMALL, size=places, pool=len(rest.people))
    found = drawn(lottery(rest, needed, places), rest, needed, seed)
    whole = quotas.tally([*stay, *found.panel], pool)
    absent = tuple((quota.category, quota.value) for quota in asked if not whole[quota.category, quota.value])
    return Drawn(found.panel, found.probabilities, found.maximin, found.never, absent)


def less(quota: quotas.Quota, stay: int) -> quotas.Quota:
    return quotas.Quota(quota.category, quota.value, max(0, quota.least - stay), max(0, quota.most - stay))


def lottery(pool: quotas.Pool, asked: Sequence[quotas.Quota], size: int) -> Lottery:
    members = by_type(pool)
    types = tuple(members)
    mixed = panels.maximin(panels.Feasible.of(pool.categories, members, asked, size))
    rounded = [(composition, round(chance, NOISE)) for composition, chance in sorted(mixed)]
    total = sum(chance for _, chance in rounded)
    return Lottery(
        types=types,
        members=tuple(members.values()),
        mix=tuple((composition, chance / total) for composition, chance in rounded if chance),
    )


def by_type(pool: quotas.Pool) -> Mapping[quotas.Traits, tuple[str, ...]]:
    found: dict[quotas.Traits, list[str]] = {}
    for name, values in pool.people.items():
        found.setdefault(values, []).append(name)
    return {values: tuple(sorted(found[values])) for values in sorted(found)}


def drawn(lots: Lottery, pool: quotas.Pool, asked: Sequence[quotas.Quota], seed: int) -> Drawn:
    chances = {name: lots.probability(at) for at, names in enumerate(lots.members) for name in names}
    panel = tuple(sorted(chosen(lots, seed)))
    counts = quotas.tally(panel, pool)
    return Drawn(
        panel=panel,
        probabilities={name: chances[name] for name in sorted(chances)},
        maximin=min((chance for chance in chances.values() if chance), default=0.0),
        never=tuple(sorted(name for name, chance in chances.items() if not chance)),
        absent=tuple((quota.category, quota.value) for quota in asked if not counts[quota.category, quota.value]),
    )


def chosen(lots: Lottery, seed: int) -> Iterator[str]:
    composition = picked(lots, number(f"{seed}|panel"))
    for names, places in zip(lots.members, composition, strict=True):
        yield from sorted(names, key=lambda name: number(f"{seed}|{name}"))[:places]


def picked(lots: Lottery, at: float) -> tuple[int, ...]:
    reached = list(accumulate(chance for _, chance in lots.mix))
    index = int(np.searchsorted(reached, at, side="right"))
    return lots.mix[min(index, len(lots.mix) - 1)][0]


def number(text: str) -> float:
    """From 0 to 1, the same everywhere."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()) / 2**256
