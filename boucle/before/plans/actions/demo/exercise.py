"""A scenario, an exercise that ended in a debrief, and another one that is open for whoever visits the demo."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from boucle.before.plans import actions
from boucle.before.plans.actions.demo.cast import Cast, Moment, days_ago, exercise_start, read
from boucle.before.plans.enums import DebriefFormat
from boucle.before.plans.models import Activation, Measure, Scenario
from boucle.commons.moderation.actions import close
from boucle.foundation.core import clock
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Template
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks.enums import OPEN
from boucle.foundation.tasks.models import Task

WRITTEN, DEBRIEFED = 40, 10  # days ago
SINCE = timedelta(minutes=45)  # the open exercise began
AHEAD = 45  # days: when the next exercise is foreseen
REVIEWED = 21  # days after the start: when somebody asks whether it goes on
TEMPLATE = "coupures-electricite"


def moments(cast: Cast) -> Iterator[Moment]:
    told = read("exercise")
    yield Moment(days_ago(WRITTEN), partial(write, cast, told))
    past: list[Activation] = []
    start = exercise_start()
    yield from played_by(cast, told["past"], start, past)
    yield Moment(after(start, told["past"]["ends"]), partial(end, cast, told["past"]["reason"], past))
    yield Moment(days_ago(DEBRIEFED), partial(debrief, cast, told["past"]["debrief"], past))
    yield Moment(days_ago(DEBRIEFED - 1), partial(foresee, cast, told["next"]))
    yield from played_by(cast, told["open"], clock.now() - SINCE, [])


def after(start: datetime, minutes: int) -> datetime:
    return start + timedelta(minutes=minutes)


def write(cast: Cast, told: dict[str, Any]) -> None:
    user = cast.coordinator
    row = actions.create_scenario(
        plan=cast.plan,
        user=user,
        measures=Measure.objects.filter(section__plan=cast.plan),
        template=Template.objects.filter(slug=TEMPLATE).first(),
        **told["scenario"],
    )
    for inject in told["injects"]:
        actions.add_inject(scenario=row, user=user, **inject)


def played_by(cast: Cast, told: dict[str, Any], start: datetime, kept: list[Activation]) -> Iterator[Moment]:
    """One use of the scenario; `kept` receives it once it has begun."""
    yield Moment(start, partial(begin, cast, told["name"], kept))
    for tick in told["ticks"]:
        yield Moment(after(start, tick["minutes"]), partial(finish, cast, tick, kept))
    for tick in told.get("begun", ()):
        yield Moment(after(start, tick["minutes"]), partial(take_up, cast, tick["title"], kept))
    for number, played in enumerate(told["played"]):
        yield Moment(after(start, played["minutes"]), partial(play, cast, number, played["seen"], kept))


def begin(cast: Cast, name: str, kept: list[Activation]) -> None:
    made = actions.activate(
        scenario=Scenario.objects.select_related("plan__territory", "template").get(plan=cast.plan),
        user=cast.coordinator,
        nature=Nature.EXERCISE,
        name=name,
        end_review_on=clock.today() + timedelta(days=REVIEWED),
    )
    kept.append(made)


def foresee(cast: Cast, title: str) -> None:
    on = clock.today() + timedelta(days=AHEAD)
    scenario = Scenario.objects.get(plan=cast.plan)
    actions.plan_exercise(plan=cast.plan, user=cast.coordinator, title=title, on=on, scenario=scenario, is_open=True)


def task(kept: list[Activation], title: str) -> Task:
    return Task.objects.get(situation=kept[0].situation, title=title)


def finish(cast: Cast, tick: dict[str, Any], kept: list[Activation]) -> None:
    tasks.finish(task=task(kept, tick["title"]), by=cast.keeper, evidence=tick.get("evidence", ""))


def take_up(cast: Cast, title: str, kept: list[Activation]) -> None:
    tasks.begin(task=task(kept, title), by=cast.keeper)


def play(cast: Cast, number: int, seen: str, kept: list[Activation]) -> None:
    inject = kept[0].scenario.injects.all()[number]
    actions.play(activation=kept[0], inject=inject, user=cast.coordinator, seen=seen)


def end(cast: Cast, reason: str, kept: list[Activation]) -> None:
    activation = kept[0]
    left = Task.objects.filter(situation=activation.situation, standing__in=OPEN).values_list("pk", flat=True)
    actions.end(activation=activation, user=cast.coordinator, dropped=list(left), reason=reason)
    close.close_situation(situation=activation.situation, by=cast.coordinator)


def debrief(cast: Cast, told: dict[str, Any], kept: list[Activation]) -> None:
    fields = {**told, "format": DebriefFormat(told["format"]), "held_on": clock.today()}
    activation = Activation.objects.select_related("scenario__plan").get(pk=kept[0].pk)
    actions.write_debrief(activation=activation, user=cast.coordinator, **fields)
    actions.open_debrief(activation=activation, user=cast.coordinator, is_open=True)
