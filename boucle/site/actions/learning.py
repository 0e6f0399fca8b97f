"""What the demo's winter taught: testimonies of an exercise, and lessons each at another place of the loop.

One goes all the way round and changes a section of the plan; one is refused with its reason; an error is published by
the service that made it. Everything goes through the doors that people use, with the clock moved.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from boucle.after.lessons import actions
from boucle.after.lessons.enums import Channel, Method, ReviewFormat, Speaker, Target, Verdict
from boucle.after.lessons.models import Lesson, Testimony
from boucle.before.plans.models import Activation, Plan
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks.models import Task
from boucle.foundation.territories import queries as territories

DATA = Path(__file__).resolve().parent.parent / "data" / "demo" / "learning.json"
ANALYSIS = ("text", "expected", "happened", "why", "next", "novelty", "severity", "loop")
Moment = tuple[datetime, Callable[[], object]]


@dataclass
class Story:
    """Who and where; what was made, by the keys of the data."""

    plan: Plan
    user: User
    keeper: User
    event: Situation
    testimonies: dict[str, Testimony] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)

    def lesson(self, key: str) -> Lesson:
        return Lesson.objects.select_related("contribution__territory").get(pk=self.lessons[key].pk)


def is_told(plan: Plan) -> bool:
    return Lesson.objects.filter(contribution__territory=plan.territory).exists()


@transaction.atomic
def tell(*, plan: Plan, users: tuple[User, User]) -> None:
    """`users`: who coordinates the basin, and who does the work. Needs an exercise of the plan that has ended; told
    already, nothing is told."""
    past = Activation.objects.filter(scenario__plan=plan, ended_at__isnull=False).select_related("situation").first()
    if past is None or is_told(plan):
        return
    told = json.loads(DATA.read_text(encoding="utf-8"))
    story = Story(plan, *users, event=past.situation)
    with translation.override("fr"):
        moments = [
            *of_reviews(story, told["reviews"]),
            *of_testimonies(story, told["testimonies"]),
            *of_lessons(story, told["lessons"]),
        ]
        for at, act in sorted(moments, key=lambda moment: moment[0]):
            with clock.at(at):
                act()


def ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)


def of_reviews(story: Story, told: list[dict[str, Any]]) -> Iterator[Moment]:
    for one in told:
        yield ago(one["ago"]), partial(look_back, story, one)


def look_back(story: Story, told: dict[str, Any]) -> None:
    """The exercise is closed by then: what was held while it lasted is told of the territory."""
    is_meanwhile = told["format"] == ReviewFormat.INTRA
    made = actions.write_review(
        territory=story.plan.territory,
        user=story.user,
        form=ReviewFormat(told["format"]),
        held_on=clock.today(),
        event=None if is_meanwhile else story.event,
        **{name: told[name] for name in ("people", "kept", "changed", "answers")},
    )
    for key in told.get("raised", ()):
        actions.come_from(lesson=story.lesson(key), user=story.user, review=made)


def of_testimonies(story: Story, told: list[dict[str, Any]]) -> Iterator[Moment]:
    for one in told:
        yield ago(one["ago"]), partial(bring, story, one)
        if "published" in one:
            yield ago(one["published"]), partial(publish, story, one["key"])


def bring(story: Story, told: dict[str, Any]) -> None:
    channel = Channel(told.get("channel", Channel.FORM))
    made = actions.bring(
        territory=story.plan.territory,
        words=told["words"],
        speaker=Speaker(told["speaker"]),
        may_quote=told["quote"],
        event=story.event,
        channel=channel,
        pseudonym=told["pseudonym"],
        by=rules.STRANGER if channel == Channel.FORM else rules.By(user=story.user),
    )
    rows = Testimony.objects.select_related("contribution__territory")
    story.testimonies[told["key"]] = rows.get(pk=made.contribution.pk)


def publish(story: Story, key: str) -> None:
    lifecycle.publish(contribution=story.testimonies[key].contribution, by=rules.By(user=story.user))


def of_lessons(story: Story, told: list[dict[str, Any]]) -> Iterator[Moment]:
    for one in told:
        key = one["key"]
        yield ago(one["begun"]), partial(begin, story, one)
        yield ago(one["analysed"]), partial(analyse, story, one)
        yield ago(one["analysed"] - 0.1), partial(recommend, story, key, one["recommend"])
        if "decision" in one:
            yield ago(one["decision"]["ago"]), partial(decide, story, key, one["decision"])
        yield from of_actions(story, key, one)
        if "error" in one:
            yield ago(one["error"]["ago"]), partial(admit, story, key, one["error"]["words"])


def of_actions(story: Story, key: str, told: dict[str, Any]) -> Iterator[Moment]:
    for action in told.get("actions", ()):
        yield ago(action["ago"]), partial(act, story, key, action)
        if "done" in action:
            yield ago(action["done"]), partial(finish_task, story, action)
    for change in told.get("changes", ()):
        yield ago(change["ago"]), partial(note_change, story, key, change)
    if "finished" in told:
        yield ago(told["finished"]), partial(finish, story, key)
    if "check" in told:
        yield ago(told["check"]["ago"]), partial(check, story, key, told["check"])


def begin(story: Story, told: dict[str, Any]) -> None:
    place = territories.by_code(told["place"])
    assert place is not None, told["place"]
    story.lessons[told["key"]] = actions.begin(
        territory=place,
        user=story.user,
        title=told["title"],
        raw=told["raw"],
        event=story.event if told["event"] else None,
        testimonies=[story.testimonies[key] for key in told["testimonies"]],
        is_positive=told.get("positive", False),
    )


def analyse(story: Story, told: dict[str, Any]) -> None:
    row = story.lesson(told["key"])
    row = actions.change_text(lesson=row, user=story.user, content={name: told[name] for name in ANALYSIS})
    actions.publish(lesson=row, user=story.user)
    for key in told.get("learnt_from", ()):
        actions.learn_from(lesson=row, user=story.user, source=story.lesson(key).contribution)


def recommend(story: Story, key: str, text: str) -> None:
    actions.recommend(lesson=story.lesson(key), user=story.user, text=text)


def decide(story: Story, key: str, told: dict[str, Any]) -> None:
    fields = {name: told[name] for name in ("reason", "body", "words") if name in told}
    actions.decide(lesson=story.lesson(key), user=story.user, verdict=Verdict(told["verdict"]), **fields)


def act(story: Story, key: str, told: dict[str, Any]) -> None:
    actions.act(
        lesson=story.lesson(key),
        user=story.user,
        title=told["title"],
        role=told["role"],
        owner=story.keeper if told.get("owner") else None,
        due_at=clock.now() + timedelta(days=told["due"]),
        means=told.get("means", ""),
    )


def finish_task(story: Story, told: dict[str, Any]) -> None:
    task = Task.objects.get(title=told["title"], origin__kind="lesson")
    tasks.finish(task=task, by=story.keeper if told.get("owner") else story.user, evidence=told["evidence"])


def note_change(story: Story, key: str, told: dict[str, Any]) -> None:
    row = story.lesson(key)
    if "section" not in told:
        fields = {"words": told["words"], "evidence": told["evidence"]}
        actions.note_change(lesson=row, user=story.user, target=Target(told["target"]), **fields)
        return
    section = Contribution.objects.get(section__plan=story.plan, title=told["section"])
    versions = (section.number - 1, section.number)
    actions.note_change(lesson=row, user=story.user, target=Target.SECTION, section=section, revisions=versions)


def finish(story: Story, key: str) -> None:
    actions.finish(lesson=story.lesson(key), user=story.user)


def check(story: Story, key: str, told: dict[str, Any]) -> None:
    fields = {name: told[name] for name in ("evidence", "measure", "before", "after")}
    actions.check(lesson=story.lesson(key), user=story.user, method=Method(told["method"]), holds=True, **fields)


def admit(story: Story, key: str, words: str) -> None:
    actions.publish_error(lesson=story.lesson(key), user=story.user, words=words)


def plays(plan: Plan) -> Iterator[tuple[str, str]]:
    """The title and the path of what a visitor opens first."""
    yield "La boucle", reverse("lessons:loop", args=[plan.shared_with.get().slug])
    for row in Lesson.objects.filter(contribution__territory=plan.territory, stage="verified"):
        yield row.contribution.title, reverse("lessons:lesson", args=[row.contribution.reference])
