"""THE table of the stages: from each, where a lesson may go, and by which act."""

from boucle.after.lessons.enums import Stage

WAYS: dict[Stage, frozenset[Stage]] = {
    Stage.OBSERVED: frozenset({Stage.ANALYSED, Stage.REFUSED}),
    Stage.ANALYSED: frozenset({Stage.DECIDED, Stage.REFUSED}),
    Stage.DECIDED: frozenset({Stage.UNDER_WAY}),
    Stage.UNDER_WAY: frozenset({Stage.DONE}),
    Stage.DONE: frozenset({Stage.VERIFIED, Stage.UNDER_WAY}),
    Stage.VERIFIED: frozenset({Stage.ANALYSED}),
    Stage.REFUSED: frozenset({Stage.ANALYSED}),
}


def leads(source: Stage, target: Stage) -> bool:
    return target in WAYS[source]
