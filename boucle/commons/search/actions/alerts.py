"""Saved searches: kept as they were understood, then met by each contribution when it is published.

No search is run again: a new contribution looks up the alerts of its territories under the words that it says, and each
of those few is compared with it. Its cost follows from what it says, not from how many alerts there are.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from boucle.commons.search import engine
from boucle.commons.search.actions import indexing
from boucle.commons.search.actions.atlas import Atlas
from boucle.commons.search.models import Alert, AlertHit, AlertKey
from boucle.commons.search.queries import alerts, vocabulary
from boucle.commons.search.queries.filter_everywhere import PHASE, Everywhere
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution, Transition
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Rhythm
from boucle.foundation.messages.models import Subscription
from boucle.foundation.situations.enums import PUBLIC_NATURES

HITS_KEPT = timedelta(days=90)  # after that, a fiche that was taken back and is published again is news again


@transaction.atomic
def save(*, asked: Everywhere, email: str, rhythm: Rhythm, language: str) -> Subscription | None:
    """Keeps a search under an address, which must confirm; None when the address was asked too often already. The
    dates and the order of the search are left: it is about what will come."""
    coming = alerts.coming(asked)
    made = messages.subscribe(
        email=email,
        territory=coming.territory,
        theme=coming.theme,
        search=coming.to_query() or "?",
        rhythm=rhythm,
        language=language,
    )
    if made is not None:
        understand(made, coming)
    return made


def understand(made: Subscription, asked: Everywhere) -> Alert:
    """The search as contributions are compared with it, under the stems of its rarest word."""
    words = vocabulary.spoken(asked.q)
    lat, lon = asked.point if asked.point and asked.distance else (None, None)
    alert = Alert.objects.create(
        subscription=made,
        kind=asked.kind,
        phase=asked.phase,
        theme=asked.theme,
        situation=asked.situation,
        lat=lat,
        lon=lon,
        kilometres=asked.distance if lat is not None else None,
        words=words,
    )
    place = asked.narrowest.pk
    keys = [AlertKey(stem=stem, territory_id=place, alert=alert) for stem in (words[0] if words else [""])]
    AlertKey.objects.bulk_create(keys)
    return alert


@transaction.atomic
def match(*, transition: Transition) -> int:
    """Notes a contribution that was just published for the alerts that it fits; returns how many. Never an exercise."""
    row = next(indexing.published([transition.contribution_id]), None)
    if row is None or row.nature not in PUBLIC_NATURES:
        return 0
    new = seen(row)
    found = [each for each in alerts.met(new, transition.at) if fits(each, new)]
    AlertHit.objects.bulk_create([AlertHit(alert=each, contribution=row) for each in found], ignore_conflicts=True)
    return len(found)


def seen(row: Contribution) -> alerts.New:
    atlas = Atlas()
    atlas.read([row])
    said = indexing.document(row, atlas)
    return alerts.New(
        kind=row.kind,
        situation_id=row.situation_id,
        territories=atlas.outward[row.territory_id],
        themes=atlas.chain(row.theme_id),
        phases=moments(row),
        stems=frozenset(f"{said.title} {said.body} {said.names}".split()),
        tile=said.tile,
    )


def moments(row: Contribution) -> frozenset[str]:
    """The moments of the cycle that it is of: those of its kind, unless it says it itself."""
    kind = registry.kind(row.kind)
    narrow = kind.filters.get(PHASE)
    every = frozenset(alerts.PHASES)
    if narrow is not None:
        own = Contribution.objects.filter(pk=row.pk)
        return frozenset(phase for phase in every if narrow(own, phase).exists())
    return frozenset([kind.phase]) if kind.phase else every


def fits(alert: Alert, new: alerts.New) -> bool:
    """Whether the page of a search that it met would show this contribution: all its words, in its circle."""
    return engine.says(alert.words, new.stems) and is_near(alert, new.tile)


def is_near(alert: Alert, tile: int) -> bool:
    """What has no place at all is for everybody in the territory."""
    if alert.lat is None or alert.lon is None or alert.kilometres is None or tile == engine.NOWHERE:
        return True
    return engine.Circle((alert.lat, alert.lon), alert.kilometres * 1000).holds(tile)


@transaction.atomic
def note_told(subscription: Subscription, told: Sequence[Contribution]) -> None:
    """What a digest named, or counted, is not named again."""
    waiting = AlertHit.objects.filter(alert=subscription.pk, contribution__in=[row.pk for row in told])
    waiting.update(told_at=clock.now())


def purge_hits() -> int:
    """Forgets what was told long ago, and what went before it could be told; returns how many."""
    old = clock.now() - HITS_KEPT
    gone = Q(told_at__isnull=True, contribution__published_at__lt=old) & ~Q(contribution__state=State.PUBLISHED)
    count, _details = AlertHit.objects.filter(Q(told_at__lt=old) | gone).delete()
    return count
