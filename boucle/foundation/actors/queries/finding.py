"""Actors by the names that people give them, and how to reach them."""

from django.db.models import QuerySet

from boucle.foundation.accounts.models import User
from boucle.foundation.actors.models import Actor
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.enums import Purpose, State
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory


def actors() -> QuerySet[Actor]:
    return Actor.objects.select_related(
        "contribution__territory", "contribution__theme", "contribution__situation", "contribution__merged_into"
    )


def public() -> QuerySet[Actor]:
    return actors().filter(contribution__state=State.PUBLISHED, contribution__nature__in=PUBLIC_NATURES)


def actor(reference: str) -> Actor | None:
    """Takes small letters, and the signs that people confuse."""
    return actor_of(lifecycle.by_reference(reference))


def actor_of(contribution: Contribution | None) -> Actor | None:
    """The actor of a contribution; None for another kind, or for one that was erased."""
    if contribution is None or contribution.kind != "actor":
        return None
    return actors().filter(pk=contribution.pk).first()


def of_user(user: User | None) -> QuerySet[Actor]:
    """Those whom a member presented while signed in, and whom everybody sees."""
    return public().filter(contribution__author=user).order_by("pk") if user is not None else Actor.objects.none()


def home(contribution: Contribution) -> Territory:
    """The closest open territory around an actor, itself included; its own when none is open."""
    return territories.open_around(contribution.territory)


def contact(actor: Actor) -> Contact | None:
    """Where they can be written to without an account."""
    rows = actor.contribution.contacts.filter(purpose=Purpose.AUTHOR).exclude(email="")
    return rows.order_by("id").first()


def address(actor: Actor) -> str:
    """Their e-mail: for a letter that they agreed to, and for nothing else."""
    found = contact(actor)
    if found is not None:
        return found.email
    user = actor.contribution.author
    return user.email if user is not None and user.is_active else ""
