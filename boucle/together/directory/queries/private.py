"""What an actor's private page shows: what is said of them, their ties, whom they could meet, questions on the way."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from boucle.commons.search import queries as search
from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Meeting, Tie
from boucle.foundation.actors.queries import asking, finding, suggestions
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories.models import Territory
from boucle.together.directory.queries import pages
from boucle.together.directory.queries.listing import Said

COMING_BACK = frozenset({State.WITHDRAWN, State.ARCHIVED})
# No and silence are told alike: nobody has to explain.
WORDS = {
    Answer.ASKED: _("waits for an answer"),
    Answer.ACCEPTED: _("you both said yes"),
    Answer.DECLINED: _("nothing came of it"),
    Answer.EXPIRED: _("nothing came of it"),
    Answer.ENDED: _("ended"),
}


@dataclass(frozen=True)
class Question:
    """A question between them and somebody, with where it stands in words."""

    row: Any
    other: Actor
    is_mine: bool
    words: Any  # lazy
    waits: bool


@dataclass(frozen=True)
class Shown:
    said: list[Said]
    ties: list[Question]
    meetings: list[Question]
    suggestions: list[suggestions.Suggestion]
    has_address: bool


def shown(actor: Actor) -> Shown:
    """As many queries whatever the number of actors."""
    is_public = actor.contribution.is_public
    return Shown(
        pages.said_of(actor),
        [question(each, actor) for each in asking.of(Tie, actor) if each.answer in {Answer.ASKED, Answer.ACCEPTED}],
        [question(each, actor) for each in asking.of(Meeting, actor)],
        suggestions.suggested(actor) if is_public else [],
        bool(finding.address(actor)),
    )


def question(row: Any, actor: Actor) -> Question:
    is_mine = row.asker_id == actor.pk
    answer = Answer(row.answer)
    return Question(row, row.asked if is_mine else row.asker, is_mine, WORDS[answer], answer == Answer.ASKED)


def named(actor: Actor, place: Territory, q: str) -> list[search.Row]:
    """Others of the directory whom some words find; none without words."""
    asked, _sentences = search.parse({"q": q}, place, "actor")
    return [row for row in search.page(asked).rows if row.id != actor.pk] if q else []


def reasons(actor: Actor, other: Actor) -> list[str]:
    """Why these two should meet, in sentences for the first; none when nothing says so."""
    return suggestions.between(actor, other)
