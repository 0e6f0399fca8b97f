"""What is due soon or late in the plans, and who is told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from boucle.before.plans.enums import Stage
from boucle.before.plans.models import Exercise, Plan, Reminder, Section
from boucle.before.plans.queries import clocks
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Post
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State

Key = tuple[int, str, str, int | None, int | None, date, str]
AHEAD, CLOSE = 60, 14  # days before a deadline


@dataclass(frozen=True)
class Due:
    """A clock, a section past its review or an exercise that is planned, whose people are told at this stage."""

    plan: Plan
    due_on: date
    stage: Stage
    title: str
    regime: str = ""
    clock: str = ""
    section: Section | None = None
    exercise: Exercise | None = None

    @property
    def key(self) -> Key:
        """What makes a reminder the only one of its kind."""
        section_id = self.section.pk if self.section else None
        exercise_id = self.exercise.pk if self.exercise else None
        return (self.plan.pk, self.regime, self.clock, section_id, exercise_id, self.due_on, str(self.stage))


def stage_of(days: int) -> Stage | None:
    """From the days that are left; None while the deadline is far."""
    if days < 0:
        return Stage.LATE
    if days <= CLOSE:
        return Stage.CLOSE
    return Stage.AHEAD if days <= AHEAD else None


def told() -> set[Key]:
    """The deadlines about which letters have left; one query."""
    return set(Reminder.objects.values_list("plan", "regime", "clock", "section", "exercise", "due_on", "stage"))


def due_clocks() -> Iterator[Due]:
    """Of every plan that answers to a list; what merely stays posted is nobody's deadline. Three queries."""
    for plan in Plan.objects.filter(regimes__isnull=False).distinct().prefetch_related("regimes", "milestones"):
        for each in clocks.read(plan.regimes.all(), plan.milestones.all()):
            if each.due_on is None or each.is_stay:
                continue
            if stage := stage_of(each.reading.days):
                yield Due(plan, each.due_on, stage, each.title, each.regime, each.code)


def late_sections() -> Iterator[Due]:
    """Published sections past their review date, the oldest first; one query."""
    rows = Section.objects.filter(contribution__state=State.PUBLISHED, contribution__review_on__lt=clock.today())
    rows = rows.select_related("contribution", "plan", "keeper").order_by("contribution__review_on", "contribution")
    for row in rows:
        assert row.contribution.review_on is not None, "the filter says so"
        yield Due(row.plan, row.contribution.review_on, Stage.LATE, row.contribution.title, section=row)


def coming_exercises() -> Iterator[Due]:
    """Those that are planned, the closest first; one query."""
    today = clock.today()
    rows = Exercise.objects.filter(on__gte=today, on__lte=today + timedelta(days=AHEAD))
    for row in rows.select_related("plan").order_by("on", "id"):
        if stage := stage_of((row.on - today).days):
            yield Due(row.plan, row.on, stage, _("Exercise: %(title)s") % {"title": row.title}, exercise=row)


def recipients(due: Due) -> list[User]:
    """A section's keeper; for a clock or an exercise, or where nobody keeps the section, the coordinators."""
    keeper = due.section.keeper if due.section else None
    if keeper is not None and keeper.is_active:
        return [keeper]
    return coordinators(due.plan.territory_id)


def coordinators(territory_id: int) -> list[User]:
    """Those who are present in the closest place around that has any; deputies only when nobody else is there."""
    scopes = Scope.objects.filter(accounts.present(), post=Post.COORDINATOR, territory__inward__inside=territory_id)
    found = list(scopes.select_related("user").annotate(far=F("territory__inward__distance")).order_by("far", "id"))
    closest = [scope for scope in found if scope.far == found[0].far]
    asked = [scope for scope in closest if not scope.is_deputy] or closest
    return unique(scope.user for scope in asked)


def unique(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())
