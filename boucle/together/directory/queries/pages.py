"""What the pages of one actor show."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from boucle.foundation.actors.models import Actor, Tie
from boucle.foundation.actors.queries import joined
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.together.directory.queries import listing
from boucle.together.directory.queries.listing import Said


@dataclass(frozen=True)
class Partner:
    """Somebody they work with, and on what."""

    tie: Tie
    actor: Actor


@dataclass(frozen=True)
class Linked:
    """A contribution of another room that they are joined to."""

    kind: Any  # lazy
    title: str
    url: str


@dataclass(frozen=True)
class Shown:
    said: list[Said]
    partners: list[Partner]
    links: list[Linked]


def shown(actor: Actor) -> Shown:
    """As many queries whatever hangs on it."""
    return Shown(said_of(actor), partners(actor), links(actor.contribution))


def said_of(actor: Actor) -> list[Said]:
    return listing.said(actor, listing.themes_of([actor.pk]).get(actor.pk, {}))


def partners(actor: Actor) -> list[Partner]:
    return [Partner(tie, joined.other(tie, actor)) for tie in joined.of_actor(actor)]


def links(row: Contribution) -> list[Linked]:
    """What other rooms joined to them, in one direction or the other; partners stand apart."""
    ends = [*row.links_out.values_list("target", flat=True)]
    ends += row.links_in.values_list("source", flat=True)
    others = Contribution.objects.filter(pk__in=ends, state=State.PUBLISHED).order_by("title", "pk")
    kinds = registry.KINDS
    return [
        Linked(kinds[each.kind].label, each.title, reverse(kinds[each.kind].url_name, args=[each.reference]))
        for each in others
        if each.kind in kinds and kinds[each.kind].url_name
    ]
