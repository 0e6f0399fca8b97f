"""Which lists a plan answers to, and which points its sections answer."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from boucle.before.plans import rules
from boucle.before.plans.actions import arrange
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.models import Plan, Regime, Section
from boucle.before.plans.queries import regimes
from boucle.before.plans.rules import law
from boucle.foundation.accounts.models import User


@transaction.atomic
def choose(*, plan: Plan, user: User, code: str, version: date) -> Regime:
    """The plan answers to this list, in this version. Raises NotPossible for one that is not known."""
    rules.check_keep(plan, user)
    law.check_known(code, version)
    return plans.answer_to(plan=plan, user=user, code=code, version=version)


@transaction.atomic
def drop(*, plan: Plan, user: User, code: str) -> None:
    """The plan no longer answers to this list. What its sections answered is kept: chosen again, it is found again."""
    rules.check_keep(plan, user)
    plan.regimes.filter(code=code).delete()
    plans.show(plan)


@transaction.atomic
def tag(*, section: Section, user: User, code: str, points: Mapping[str, bool]) -> None:
    """The points of a list that a section answers; the value says whether in part only. Points of other versions of
    the list stay as they are. Raises NotPossible for a list or a point that is not known."""
    rules.check_write(section, user)
    law.check_points(section.plan, code, points)
    chosen = section.plan.regimes.get(code=code)
    checklist = regimes.checklist(code, chosen.version)
    asked = checklist.codes if checklist else frozenset()
    others = {row.code: row.is_partial for row in section.points.filter(regime=code) if row.code not in asked}
    arrange.set_points(section=section, user=user, regime=code, codes={**others, **points})


@transaction.atomic
def remove_milestone(*, plan: Plan, user: User, number: int) -> None:
    """Takes back a fact that was written by mistake; one that is gone already changes nothing."""
    rules.check_keep(plan, user)
    plan.milestones.filter(pk=number).delete()
    plans.show(plan)
