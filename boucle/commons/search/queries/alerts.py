"""Reads of saved searches: what they follow, in words, and what they were not told of yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.commons.search.enums import Sort
from boucle.commons.search.models import Alert, AlertKey
from boucle.commons.search.queries import everywhere
from boucle.commons.search.queries.filter_everywhere import Everywhere
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages.models import Subscription
from boucle.foundation.situations.enums import PUBLIC_NATURES, Phase

PHASES = tuple(Phase.values)


@dataclass(frozen=True)
class New:
    """A contribution that was just published, as saved searches look at it."""

    kind: str
    situation_id: int | None
    territories: Collection[int]  # its own, and those that hold it
    themes: Collection[int]  # its own, and those above
    phases: Collection[str]
    stems: Collection[str]
    tile: int


def coming(asked: Everywhere) -> Everywhere:
    """The same search of what will come: without dates, order nor page."""
    usual = Sort.RELEVANCE if asked.q else Sort.FRESHNESS
    return asked.changed(first=None, last=None, sort=usual, is_sort_chosen=False, view="", after=None)


def path(subscription: Subscription) -> str:
    """The page of a saved search."""
    query = subscription.search.removesuffix("?") if subscription.search == "?" else subscription.search
    return reverse("search:everywhere", args=[subscription.territory.slug]) + query


def words(subscription: Subscription) -> str:
    """What a saved search follows, in the language in force."""
    query = QueryDict(subscription.search.removeprefix("?"))
    asked, _sentences = everywhere.parse(query, subscription.territory)
    return described(asked)


def described(asked: Everywhere) -> str:
    """`« fontaine », fiches de la bibliothèque, Boire, autour de Bron (5 km)`; its territory is said beside it."""
    pieces = [_("“%(words)s”") % {"words": asked.q}] if asked.q else []
    pieces += [str(registry.kind(asked.kind).plural)] if asked.kind else []
    pieces += [asked.theme.name] if asked.theme else []
    pieces += [str(Phase(asked.phase).label)] if asked.phase else []
    pieces += [asked.situation.name] if asked.situation else []
    pieces += [where(asked)] if asked.ou and asked.place else []
    return ", ".join(pieces) or _("all that is new")


def where(asked: Everywhere) -> str:
    assert asked.place is not None, "asked for where a place is known"
    if asked.point is None or asked.distance is None:
        return asked.place.name
    return _("around %(place)s (%(distance)s km)") % {"place": asked.place.name, "distance": asked.distance}


def met(new: New, at: datetime) -> list[Alert]:
    """The alerts, confirmed by then, that ask for its kind, moment, theme and situation in its territories, and whose
    rarest word it says: one that has no word and asks for something else is not even read."""
    keys = AlertKey.objects.filter(stem__in=["", *sorted(new.stems)], territory_id__in=list(new.territories))
    asked = Alert.objects.filter(kind__in=["", new.kind], phase__in=["", *sorted(new.phases)])
    asked = asked.filter(Q(theme__isnull=True) | Q(theme__in=list(new.themes)))
    asked = asked.filter(Q(situation__isnull=True) | Q(situation=new.situation_id))
    return list(asked.filter(subscription__confirmed_at__lte=at, pk__in=keys.order_by().values("alert")))


def news(subscription: Subscription, until: datetime, limit: int) -> list[Contribution]:
    """What fits a saved search and was not told of yet, still public, newest first; never of an exercise."""
    rows = Contribution.objects.filter(
        alert_hits__alert=subscription.pk,
        alert_hits__told_at__isnull=True,
        state=State.PUBLISHED,
        nature__in=PUBLIC_NATURES,
        published_at__lte=until,
    )
    return list(rows.select_related("territory", "theme").order_by("-published_at", "-id")[:limit])
