"""Who works with whom: ties that both have confirmed, between actors whom everybody sees."""

from django.db.models import Q, QuerySet

from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models import Actor, Tie
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

MOST = 500  # ties read for the picture of a territory


def ties() -> QuerySet[Tie]:
    rows = Tie.objects.filter(
        answer=Answer.ACCEPTED,
        asker__contribution__state=State.PUBLISHED,
        asked__contribution__state=State.PUBLISHED,
    )
    return rows.select_related("asker__contribution__territory", "asked__contribution__territory", "theme")


def of_actor(actor: Actor) -> list[Tie]:
    """Theirs, the oldest first."""
    return list(ties().filter(Q(asker=actor) | Q(asked=actor)).order_by("answered_at", "id"))


def of_territory(place: Territory) -> list[Tie]:
    """Those of which one end at least is in a territory; one query."""
    inside = territories.descendants_ids(place)
    here = Q(asker__contribution__territory__in=inside) | Q(asked__contribution__territory__in=inside)
    return list(ties().filter(here).order_by("answered_at", "id")[:MOST])


def other(tie: Tie, actor: Actor) -> Actor:
    return tie.asked if tie.asker_id == actor.pk else tie.asker
