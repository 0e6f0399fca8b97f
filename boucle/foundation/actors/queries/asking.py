"""Questions between actors: those of one actor, the one that a link answers."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Q, QuerySet

from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Meeting, Tie
from boucle.foundation.core import ids

Question = TypeVar("Question", Tie, Meeting)


def by_secret(model: type[Question], secret: str) -> Question | None:
    """The question that a letter's link answers."""
    rows = joined(model._default_manager.all())
    return rows.filter(secret_hash=ids.digest(secret)).first() if secret else None


def joined(rows: QuerySet[Question]) -> QuerySet[Question]:
    return rows.select_related("asker__contribution__territory", "asked__contribution__territory")


def of(model: type[Question], actor: Actor) -> list[Question]:
    """Those that they asked or were asked, newest first."""
    return list(joined(model._default_manager.filter(Q(asker=actor) | Q(asked=actor))))


def waiting(model: type[Tie] | type[Meeting], actor: Actor) -> int:
    """How many of their own questions wait."""
    return model._default_manager.filter(asker=actor, answer=Answer.ASKED).count()


def met(actor: Actor, others: Iterable[int]) -> set[int]:
    """Those among them to whom a question went, or from whom one came: they are not suggested again."""
    known: set[int] = set()
    for model in (Tie, Meeting):
        rows = model._default_manager.filter(
            Q(asker=actor, asked__in=others) | Q(asked=actor, asker__in=others)
        ).values_list("asker_id", "asked_id")
        known |= {pk for pair in rows for pk in pair}
    return known - {actor.pk}
