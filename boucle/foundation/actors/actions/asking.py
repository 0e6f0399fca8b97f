"""What both questions have in common: they are asked by mail, answered once, and forgotten."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.conf import settings

from boucle.foundation.actors import rules
from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Meeting, Tie
from boucle.foundation.actors.queries import asking, finding
from boucle.foundation.core import clock
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Template

Address = Callable[[str], str]  # a secret → the path of its page
WAITS = timedelta(days=30)
Question = TypeVar("Question", Tie, Meeting)


def expiry() -> date:
    return clock.today() + WAITS


def latest(question: Question) -> Question:
    """The row as it is now, locked."""
    rows = type(question)._default_manager.select_for_update().filter(pk=question.pk).values_list("pk")
    list(rows)
    return asking.joined(type(question)._default_manager.filter(pk=question.pk)).get()


def locked(question: Question) -> Question:
    """The same, if it still waits. Raises NotPossible."""
    found = latest(question)
    rules.check_open(found)
    return found


def settle(question: Question, answer: Answer) -> Question:
    question.answer, question.answered_at = answer, clock.now()
    question.save()
    return question


def write(to: Actor, template: Template, dedupe: str, *, once: dict[str, Any], about: Actor) -> None:
    """One letter to an actor about another: what only they may read leaves the table with it."""
    contact = finding.contact(to)
    messages.send(
        template=template,
        dedupe=dedupe,
        contact=contact,
        user=None if contact is not None else to.contribution.author,
        context={"name": to.contribution.title, **messages.facts(about.contribution)},
        once=once,
        language=to.contribution.language or settings.LANGUAGE_CODE,
    )
