"""What the worker computed of a schedule, and how far it is with the rest."""

from dataclasses import dataclass
from typing import Any

from boucle.before.dominos.models import Computed, Schedule
from boucle.before.dominos.models.computed import Stage
from boucle.before.dominos.queries import heavy


@dataclass(frozen=True)
class State:
    """`row`: the last one that is done for today's revision; `waiting`: one that is not done yet."""

    row: Computed | None
    waiting: Computed | None

    @property
    def result(self) -> dict[str, Any] | None:
        return self.row.result if self.row else None

    @property
    def share(self) -> int:
        """Of the steps of what waits, in percent."""
        return 100 * self.waiting.steps_done // len(heavy.STEPS) if self.waiting else 0


def state(schedule: Schedule, *, is_whole: bool) -> State:
    """One query. Of an older revision nothing is shown: its figures are no longer those of the page."""
    rows = list(schedule.computed.filter(is_whole=is_whole, revision=schedule.inventory.revision).order_by("-pk")[:8])
    done = next((one for one in rows if one.stage == Stage.DONE), None)
    waiting = next((one for one in rows if one.stage in (Stage.WAITING, Stage.RUNNING, Stage.FAILED)), None)
    return State(done, waiting if waiting and (done is None or waiting.pk > done.pk) else None)
