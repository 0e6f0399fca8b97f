"""In one action a scenario opens a situation, with a task for each of its measures; one day it ends."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.actions.inject import lock_activation
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Activation, Measure, Scenario
from boucle.before.plans.queries import scenarios as queries
from boucle.commons.moderation.actions import situation as situations
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks import queries as tasks_queries
from boucle.foundation.tasks.enums import OPEN

NATURES = (Nature.EXERCISE, Nature.REAL, Nature.PLANNED)
COUNTED = (Nature.EXERCISE, Nature.REAL)  # a real activation counts as an exercise in every regime
FARTHEST = timedelta(days=365)  # from now to a start


@transaction.atomic
def activate(
    *,
    scenario: Scenario,
    user: User,
    nature: Nature,
    name: str,
    end_review_on: date,
    starts_at: datetime | None = None,
    form_key: UUID | None = None,
) -> Activation:
    """Opens the situation, gives each measure to its role, notes the revision of every section: all of it or nothing.

    A measure is due so many minutes after `starts_at` (now, when it is left out). The same form key again gives the
    activation that is already there. Raises NotAllowed for whoever does not keep the plan, NotPossible without a
    measure or with a nature or a start that cannot be, ValidationError with a sentence per field of the situation."""
    plan = scenario.plan
    rules.check_keep(plan, user)
    Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)  # a double click waits here for the first
    made = queries.by_form_key(form_key)
    if made is not None:
        return made
    start = starts_at or clock.now()
    check(nature, start)
    measures = list(queries.active_measures(scenario))
    if not measures:
        raise NotPossible(_("This scenario holds no measure: choose what is to be done first."))
    situation = situations.activate(
        territory=plan.territory,
        by=user,
        template=scenario.template,
        form_key=form_key,
        name=name,
        nature=nature,
        end_review_on=end_review_on,
    )
    drafts = [draft(measure, start) for measure in measures]
    tasks.make_many(territory=plan.territory, drafts=drafts, by=user, situation=situation)
    return write(scenario, situation, start, user)


def write(scenario: Scenario, situation: Situation, start: datetime, user: User) -> Activation:
    return Activation.objects.create(
        scenario=scenario,
        situation=situation,
        revisions=queries.revisions(scenario.plan),
        started_at=start,
        started_by=user,
    )


def check(nature: Nature, start: datetime) -> None:
    if nature not in NATURES:
        raise NotPossible(_("Say whether it is an exercise, real or planned."))
    if abs(start - clock.now()) > FARTHEST:
        raise NotPossible(_("The start is more than a year away: check its year."))


def draft(measure: Measure, start: datetime) -> tasks.Draft:
    due = start + timedelta(minutes=measure.minutes) if measure.minutes is not None else None
    return tasks.Draft(
        title=measure.title,
        detail=measure.detail,
        role=measure.role,
        due_at=due,
        origin=measure.section.contribution,
    )


@transaction.atomic
def end(*, activation: Activation, user: User, dropped: Collection[int] = (), reason: str = "") -> Activation:
    """It ends: the open tasks of `dropped` (their ids) are dropped for a reason, the others stay as a follow-up.

    An exercise or a real activation is a dated fact of the plan, from which its legal clocks count. Ended already,
    nothing changes. Raises NotPossible when tasks are dropped without a reason."""
    rules.check_run(activation, user)
    row = lock_activation(activation)
    if row.ended_at is not None:
        return row
    for task in tasks_queries.of_situation(row.situation).filter(standing__in=OPEN, pk__in=list(dropped)):
        tasks.drop(task=task, by=user, reason=reason)
    # One that was planned for later, and is called off before it began, ends when it would have begun.
    row.ended_at, row.ended_by = max(clock.now(), row.started_at), user
    row.save(update_fields=["ended_at", "ended_by"])
    if row.situation.nature in COUNTED and row.started_at <= clock.now():
        day = timezone.localdate(row.started_at)
        plans.add_milestone(
            plan=row.scenario.plan, user=user, type=MilestoneType.EXERCISED, on=day, note=row.situation.name
        )
    return row
