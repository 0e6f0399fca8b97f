"""Testimonies and lessons that reach their stage by the real actions."""

import itertools
from datetime import timedelta
from typing import Any

from boucle.after.lessons import actions
from boucle.after.lessons.enums import Method, Speaker, Stage, Target, Verdict
from boucle.after.lessons.models import Lesson, Testimony
from boucle.before.plans import actions as plans_actions
from boucle.before.plans.models import Section
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks.models import Task
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, plans

numbers = itertools.count(1)
WORDS = "Plus rien au robinet dès six heures dix. On nous avait dit que le réservoir suffirait."
ORDER = (Stage.OBSERVED, Stage.ANALYSED, Stage.DECIDED, Stage.UNDER_WAY, Stage.DONE, Stage.VERIFIED)
ANALYSIS: dict[str, Any] = {
    "text": "Le réservoir se vide en une heure.",
    "expected": "Que le réservoir couvre trois heures.",
    "happened": "Il s’est vidé en 70 minutes.",
    "why": "Le pompage n’a pas de secours.",
    "next": "Amener un groupe au pompage avant 16 h.",
    "novelty": 2,
    "severity": 3,
    "loop": "double",
}


def brought(territory: Territory | None = None, **fields: Any) -> lifecycle.Proposed:
    known = {"words": WORDS, "speaker": Speaker.RESIDENT, "may_quote": True, **fields}
    return actions.bring(territory=territory or contributions.commune(), **known)


def testimony(territory: Territory | None = None, **fields: Any) -> Testimony:
    made = brought(territory, **fields).contribution
    return Testimony.objects.select_related("contribution__territory", "event").get(pk=made.pk)


def published(territory: Territory | None = None, **fields: Any) -> Testimony:
    row = testimony(territory, **fields)
    keeper = accounts.coordinator(row.contribution.territory)
    lifecycle.publish(contribution=row.contribution, by=rules.By(user=keeper))
    return Testimony.objects.select_related("contribution__territory", "event").get(pk=row.pk)


def keeper(lesson: Lesson) -> User:
    """Who noted it, and coordinates its territory."""
    author = lesson.contribution.author
    assert author is not None
    return author


def begun(territory: Territory | None = None, *, user: User | None = None, **fields: Any) -> Lesson:
    place = territory or contributions.commune()
    known = {"title": f"« Le réservoir tient trois heures » {next(numbers)}", "raw": WORDS, **fields}
    return actions.begin(territory=place, user=user or accounts.coordinator(place), **known)


def lesson(
    stage: Stage = Stage.ANALYSED,
    territory: Territory | None = None,
    *,
    is_public: bool = True,
    section: Section | None = None,
    **fields: Any,
) -> Lesson:
    """One at a stage of its way round, published as soon as it is understood."""
    row = begun(territory, **fields)
    if stage == Stage.OBSERVED:
        return row
    user = keeper(row)
    row = actions.change_text(lesson=row, user=user, content=ANALYSIS)
    if is_public:
        row = actions.publish(lesson=row, user=user)
    if stage == Stage.REFUSED:
        decide(row, Verdict.REFUSED, reason="Deux groupes de plus coûtent 31 000 €.")
        return fresh(row)
    for step in ORDER[2 : ORDER.index(stage) + 1]:
        STEPS[step](row, section)
    return fresh(row)


def fresh(row: Lesson) -> Lesson:
    return Lesson.objects.select_related("contribution__territory", "contribution__author", "event").get(pk=row.pk)


def decide(row: Lesson, verdict: Verdict = Verdict.ACCEPTED, **fields: Any) -> Any:
    known = {"reason": "Le groupe est déjà à nous.", "body": "Collège communal", **fields}
    return actions.decide(lesson=row, user=keeper(row), verdict=verdict, **known)


def act(row: Lesson, **fields: Any) -> Task:
    known = {
        "title": "Poser la prise de raccordement",
        "role": "Service des travaux",
        "due_at": clock.now() + timedelta(days=10),
        **fields,
    }
    return actions.act(lesson=row, user=keeper(row), **known)


def changed_section(territory: Territory, user: User | None = None) -> Section:
    """A section whose text the public has seen change."""
    plan = plans.plan(territory, user=user)
    section = plans.section(plan, text="Le réservoir couvre trois heures.")
    content = {"text": "Le réservoir tient 70 minutes."}
    return plans_actions.revise_section(section=section, user=plans.keeper(plan), content=content)


def change(row: Lesson, section: Section | None = None, **fields: Any) -> Any:
    user = keeper(row)
    if section is None:
        known = {
            "target": Target.EQUIPMENT,
            "words": "Une prise au pompage",
            "evidence": "Procès-verbal du 18",
            **fields,
        }
        return actions.note_change(lesson=row, user=user, **known)
    source: Contribution = section.contribution
    known = {"target": Target.SECTION, "section": source, "revisions": (source.number - 1, source.number), **fields}
    return actions.note_change(lesson=row, user=user, **known)


def done(row: Lesson, section: Section | None = None) -> None:
    for task in Task.objects.filter(origin=row.pk):
        tasks.finish(task=task, by=keeper(row), evidence="Essayé dix minutes.")
    change(row, section)
    actions.finish(lesson=row, user=keeper(row))


def check(row: Lesson, **fields: Any) -> Any:
    known = {"method": Method.EXERCISE, "holds": True, "evidence": "Relevé du réservoir", **fields}
    return actions.check(lesson=row, user=keeper(row), **known)


STEPS: dict[Stage, Any] = {
    Stage.DECIDED: lambda row, section: decide(row),
    Stage.UNDER_WAY: lambda row, section: act(row),
    Stage.DONE: done,
    Stage.VERIFIED: lambda row, section: check(row),
}
