"""The legal clocks of a plan, as its dated facts set them. Two queries, however many clocks there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from boucle.before.plans.engine import clocks as engine
from boucle.before.plans.engine.clocks import Fact, Reading, Status
from boucle.before.plans.engine.regimes import Clock
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Milestone, Plan, Regime
from boucle.before.plans.queries import regimes
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

    @property
    def status(self) -> Status:
        return self.reading.status

    @property
    def due_on(self) -> date | None:
        return self.reading.due_on

    @property
    def late_days(self) -> int:
        return -self.reading.days


def of(plan: Plan) -> list[Shown]:
    """What is late first, then what is near, then the rest; in each, the closest deadline first."""
    chosen = list(plan.regimes.all())
    return read(chosen, plan.milestones.all()) if chosen else []


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
        needs=", ".join(str(name) for name in needed),
    )


def place(each: Shown) -> tuple[int, date]:
    return ORDER.index(each.status), each.due_on or date.max
