"""Items that are not answered on one scale: choices, rankings, placements on two axes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boucle.together.consultations.engine import agreement, delphi_verdict
from boucle.together.consultations.engine.delphi_summary import Summary, summary
from boucle.together.consultations.engine.delphi_terms import Rule, Verdict
from boucle.together.consultations.engine.sentences import Refusal, gettext_noop


@dataclass(frozen=True)
class Choice:
    n: int
    no_opinion: int
    counts: dict[str, int]  # of every option, in the order of the question
    shares: dict[str, float]  # from 0 to 1; empty where nobody has an opinion
    commonest: tuple[str, ...]  # several when tied
    commonest_share: float | None
    verdict: Verdict


@dataclass(frozen=True)
class Ranking:
    n: int
    no_opinion: int
    mean_ranks: tuple[float, ...]  # of each thing ranked, 1 being first; empty where nobody has an opinion
    w: (
        float | None
    )  # Kendall's, from 0 to 1; None under two rankings, under two things, or where every ranking is one tie


@dataclass(frozen=True)
class Placement:
    x: Summary
    y: Summary
    cloud: tuple[tuple[float, float, int], ...]  # x, y, how many people placed it there; in rising order


def choice(answers: Iterable[str | None], options: Sequence[str], rule: Rule) -> Choice:
    """One option per person, None for "no opinion". Raises Refusal for what is no option."""
    given = list(answers)
    found = Counter(answer for answer in given if answer is not None)
    strange = sorted(set(found) - set(options))
    if strange:
        raise Refusal(gettext_noop("“%(answer)s” is no option of the question."), answer=strange[0])
    n, counts = found.total(), {option: found[option] for option in options}
    most = max(counts.values(), default=0)
    commonest = tuple(option for option in counts if counts[option] == most) if n else ()
    share = most / n if n else None
    return Choice(
        n=n,
        no_opinion=len(given) - n,
        counts=counts,
        shares={option: count / n for option, count in counts.items()} if n else {},
        commonest=commonest,
        commonest_share=share,
        verdict=delphi_verdict.choice_verdict(n, share, len(commonest) > 1, rule),
    )


def ranking(rows: Iterable[Sequence[float | None]]) -> Ranking:
    """Rankings, (people, things): 1 first, equal ranks being ties. What a person left out comes last, tied.

    A person who ranked nothing has no opinion.
    """
    given = [[np.nan if rank is None else rank for rank in row] for row in rows]
    if len({len(row) for row in given}) > 1:
        raise Refusal(gettext_noop("Every ranking has a place for each thing to be ranked."))
    ranks = np.array(given, dtype=np.float64).reshape(len(given), len(given[0]) if given else 0)
    ranks = ranks[~np.isnan(ranks).all(axis=1)]
    tied = agreement.tied_ranks(np.where(np.isnan(ranks), np.inf, ranks))
    return Ranking(
        n=len(tied),
        no_opinion=len(given) - len(tied),
        mean_ranks=tuple(tied.mean(axis=0).tolist()) if len(tied) else (),
        w=agreement.kendall(tied),
    )


def placement(points: Iterable[Sequence[float | None]], rule: Rule) -> Placement:
    """Places, (people, 2), both axes on the scale of the rule; a place with one axis left out is "no opinion"."""
    places = as_points(points)
    places[np.isnan(places).any(axis=1)] = np.nan
    known = Counter((float(x), float(y)) for x, y in places if not np.isnan(x))
    return Placement(
        x=summary(places[:, 0], rule),
        y=summary(places[:, 1], rule),
        cloud=tuple((x, y, count) for (x, y), count in sorted(known.items())),
    )


def as_points(points: Iterable[Sequence[float | None]]) -> NDArray[np.float64]:
    given = [[np.nan if place is None else place for place in point] for point in points]
    if any(len(point) != 2 for point in given):
        raise Refusal(gettext_noop("A place is two numbers: one for each axis."))
    return np.array(given, dtype=np.float64).reshape(len(given), 2)
