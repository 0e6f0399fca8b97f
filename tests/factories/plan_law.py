"""Plans that answer to the law."""

from datetime import date

from boucle.before.plans import actions
from boucle.before.plans.actions import law
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Milestone, Plan, Section
from boucle.before.plans.queries import regimes
from tests.factories import plans as made

PGUI = date(2019, 7, 7)
PCS = (date(2005, 9, 16), date(2022, 6, 22), date(2022, 12, 10))


def answering(plan: Plan | None = None, code: str = "pgui", version: date = PGUI) -> Plan:
    """A plan that answers to a list."""
    row = plan or made.plan()
    law.choose(plan=row, user=made.keeper(row), code=code, version=version)
    return row


def tagged(section: Section, *points: str, part: tuple[str, ...] = (), code: str = "pgui") -> Section:
    """A section that answers these points."""
    answered = {**dict.fromkeys(points, False), **dict.fromkeys(part, True)}
    law.tag(section=section, user=made.keeper(section.plan), code=code, points=answered)
    return section


def fact(plan: Plan, type_: MilestoneType, on: date, note: str = "") -> Milestone:
    return actions.add_milestone(plan=plan, user=made.keeper(plan), type=type_, on=on, note=note)


def stored(plan: Plan, code: str, version: date) -> None:
    """As an older installation may have left it: a list or a version that this one does not know."""
    actions.answer_to(plan=plan, user=made.keeper(plan), code=code, version=version)
    assert regimes.checklist(code, version) is None
