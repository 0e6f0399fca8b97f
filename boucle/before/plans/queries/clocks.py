"""The legal clocks of a plan, as its dated facts set them, and the exercise that is planned beside those that ask for
one. Three queries, however many clocks there are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from boucle.before.plans.engine import clocks as engine
from boucle.before.plans.engine.clocks import Fact, Reading, Status
from boucle.before.plans.engine.regimes import Clock
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Milestone, Plan, Regime
from boucle.before.plans.queries import exercises, regimes
from boucle.foundation.core import clock

ORDER = (Status.LATE, Status.SOON, Status.AHEAD, Status.IDLE, Status.DONE)


@dataclass(frozen=True)
class Shown:
    """A clock of a list, in the reader's language; `needs` says which dated fact would set it going."""

    regime: str
    code: str
    title: str
    note: str
    article: str
    is_law: bool
    is_certain: bool
    is_stay: bool
    reading: Reading
    needs: str = ""
    asks_exercise: bool = False
    planned_on: date | None = None  # the next exercise that is planned, for a clock that asks for one

    @property
    def status(self) -> Status:
        return self.reading.status

    @property
    def due_on(self) -> date | None:
        return self.reading.due_on

    @property
    def late_days(self) -> int:
        return -self.reading.days

    @property
    def is_planned_late(self) -> bool:
        """The exercise that is planned comes after the deadline."""
        return self.planned_on is not None and self.due_on is not None and self.planned_on > self.due_on


def of(plan: Plan, *, is_staff: bool = False) -> list[Shown]:
    """What is late first, then what is near, then the rest; in each, the closest deadline first. Exercises that
    are kept a surprise are told to the staff alone."""
    chosen = list(plan.regimes.all())
    if not chosen:
        return []
    next_one = exercises.closest(one for one in plan.exercises.all() if is_staff or one.is_open)
    found = read(chosen, plan.milestones.all())
    return [replace(each, planned_on=next_one.on) if next_one and each.asks_exercise else each for each in found]


def read(chosen: Iterable[Regime], milestones: Iterable[Milestone]) -> list[Shown]:
    """The clocks of these lists; a list or a version that is not known has none."""
    facts = [Fact(milestone.type, milestone.on) for milestone in milestones]
    today = clock.today()
    found = [shown(regime, each, engine.read(each, facts, today)) for regime in chosen for each in clocks_of(regime)]
    return sorted(found, key=place)


def clocks_of(chosen: Regime) -> Iterable[Clock]:
    checklist = regimes.checklist(chosen.code, chosen.version)
    return checklist.clocks if checklist else ()


def shown(chosen: Regime, each: Clock, reading: Reading) -> Shown:
    needed = [MilestoneType(name).label for name in each.counts_from] if reading.status == Status.IDLE else []
    return Shown(
        regime=chosen.code,
        code=each.code,
        title=regimes.say(each.title),
        note=regimes.say(each.note) if each.note else "",
        article=each.article,
        is_law=each.basis == "law",
        is_certain=each.certain,
        is_stay=each.kind == "stay",
        reading=reading,
        asks_exercise=MilestoneType.EXERCISED in each.done_by,
        needs=", ".join(str(name) for name in needed),
    )


def place(each: Shown) -> tuple[int, date]:
    return ORDER.index(each.status), each.due_on or date.max
