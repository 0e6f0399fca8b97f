"""Counts over tasks: pure, on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from boucle.foundation.tasks.enums import OPEN, Standing


class Counted(Protocol):
    """What is read of a task; moments are aware."""

    @property
    def standing(self) -> str: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Tally:
    """How tasks stand at a moment. `total` is done + dropped + under_way + to_do.

    `on_time`: done by the moment when they were due. `late_done`: done after it. `late_open`: neither done nor dropped,
    and past it. A task without a deadline is never late, nor on time."""

    total: int = 0
    done: int = 0
    on_time: int = 0
    late_done: int = 0
    late_open: int = 0
    under_way: int = 0
    to_do: int = 0
    dropped: int = 0

    @property
    def open(self) -> int:
        return self.to_do + self.under_way

    @property
    def late(self) -> int:
        return self.late_done + self.late_open

    def share(self, count: int) -> float:
        """From 0 to 1; 0 where there is nothing."""
        return count / self.total if self.total else 0.0


def tally(tasks: Iterable[Counted], now: datetime) -> Tally:
    rows = list(tasks)
    done = [row for row in rows if row.standing == Standing.DONE]
    late = [row for row in done if row.due_at and row.ended_at and row.ended_at > row.due_at]
    return Tally(
        total=len(rows),
        done=len(done),
        on_time=sum(row.due_at is not None for row in done) - len(late),
        late_done=len(late),
        late_open=sum(is_late(row, now) for row in rows),
        under_way=sum(row.standing == Standing.UNDER_WAY for row in rows),
        to_do=sum(row.standing == Standing.TO_DO for row in rows),
        dropped=sum(row.standing == Standing.DROPPED for row in rows),
    )


def is_late(task: Counted, now: datetime) -> bool:
    """Still open past the moment when it was due."""
    return task.standing in OPEN and task.due_at is not None and task.due_at < now


def minutes_to_first(tasks: Iterable[Counted], start: datetime) -> int | None:
    """Whole minutes from a start to the first task that was done; None where none was."""
    moments = [row.ended_at for row in tasks if row.standing == Standing.DONE and row.ended_at]
    return max(0, int((min(moments) - start).total_seconds() // 60)) if moments else None
