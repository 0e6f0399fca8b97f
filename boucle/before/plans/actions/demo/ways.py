"""The way of planning that the plan follows, and where eleven invented people place each way."""

from collections.abc import Iterator
from functools import partial
from random import Random

from boucle.before.plans import actions
from boucle.before.plans.actions.demo.cast import Cast, Moment, days_ago
from boucle.before.plans.models.placement import EDGE

CHOSEN, PLACED = 330, (70, 20)  # days ago; the last ones between these two
CODE = "strategic"
PEOPLE, SEED, SPREAD = 11, 20, 18
MEANS = {"norms": (-72, -66), "outreach": (-28, -18), "strategic": (30, 34), "lab": (70, 64), "": (8, -12)}


def moments(cast: Cast) -> Iterator[Moment]:
    yield Moment(days_ago(CHOSEN), partial(actions.choose_way, plan=cast.plan, user=cast.coordinator, code=CODE))
    rng = Random(SEED)
    for number in range(PEOPLE):
        points = {code: (near(rng, x), near(rng, y)) for code, (x, y) in MEANS.items()}
        place = partial(actions.place_ways, plan=cast.plan, voice=f"personne inventée {number}", points=points)
        yield Moment(days_ago(rng.uniform(*PLACED)), place)


def near(rng: Random, mean: int) -> int:
    return max(-EDGE, min(EDGE, round(rng.gauss(mean, SPREAD))))
