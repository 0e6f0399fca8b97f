"""What somebody asks of everything in a territory, and the address of what they may ask next."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import cursor
from boucle.commons.search.queries.filter import PAGE_SIZE
from boucle.foundation.core import tiles
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Phase
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.models import Territory
from boucle.foundation.territories.queries import Candidate

PHASE = "phase"  # the filter of a kind whose rows say it themselves


def kinds() -> list[registry.Kind]:
    """Those that have a page of their own, in the order of their numbers."""
    return sorted((kind for kind in registry.KINDS.values() if kind.url_name), key=lambda kind: kind.number)


@dataclass(frozen=True)
class Everywhere:
    """Which rows of which kinds, in which order, from where. `place` is a narrower territory than the page's."""

    territory: Territory
    q: str = ""
    ou: str = ""  # as typed
    place: Territory | None = None
    candidates: tuple[Candidate, ...] = ()  # what `ou` may mean, when several can
    point: tuple[float, float] | None = None
    distance: int | None = None  # kilometres
    is_distance_chosen: bool = False
    kind: str = ""  # empty: every kind
    besides: str = ""  # the kind that is left out, no part of an address
    phase: str = ""  # of the cycle
    theme: Theme | None = None
    situation: Situation | None = None
    first: date | None = None  # of the last check, days included
    last: date | None = None
    sort: Sort = Sort.FRESHNESS
    is_sort_chosen: bool = False
    view: str = ""
    after: cursor.Cursor | None = None
    size: int = PAGE_SIZE
    box: tiles.Box | None = None
    is_open_now: bool = False

    @property
    def kinds(self) -> list[registry.Kind]:
        """Those whose rows may fit."""
        chosen = [kind for kind in kinds() if self.kind in ("", kind.code) and kind.code != self.besides]
        return [kind for kind in chosen if not self.phase or kind.phase in ("", self.phase)]

    @property
    def lanes(self) -> tuple[int, ...]:
        """None of a kind that the moment leaves out: one lane that nothing stands in, when none is left."""
        situation = self.situation.pk if self.situation else 0
        return tuple(engine.lane(kind.number, situation) for kind in self.kinds) or (engine.NO_LANE,)

    @property
    def narrowest(self) -> Territory:
        """Where the rows must lie. A commune only says from where distances count."""
        return self.territory if self.place is None or self.point is not None else self.place

    @property
    def since(self) -> datetime | None:
        return None if self.first is None else midnight(self.first)

    @property
    def until(self) -> datetime | None:
        return None if self.last is None else midnight(self.last + timedelta(days=1))

    @property
    def extras(self) -> tuple[tuple[str, str], ...]:
        return ((PHASE, self.phase),) if self.telling() else ()

    def telling(self) -> list[registry.Kind]:
        """Kinds whose rows say themselves of which moment they are, where one is asked for."""
        return [kind for kind in self.kinds if PHASE in kind.filters] if self.phase else []

    def fitting(self) -> Sequence[QuerySet[Any]]:
        """The contributions that the moment keeps: those of other kinds, and of each that says it those of then."""
        telling = self.telling()
        every = Contribution.objects.order_by()
        said = [kind.filters[PHASE](every.filter(kind=kind.code), self.phase) for kind in telling]
        return [every.exclude(kind__in=[kind.code for kind in telling]), *said] if said else ()

    @property
    def is_narrowed(self) -> bool:
        """Somebody asked for less than everything here."""
        return bool(self.parameters(vue="", tri="", apres=""))

    def parameters(self, **changes: object) -> dict[str, str]:
        """The parameters of this search by name, in their one order, with some of them changed or emptied."""
        known = {
            "q": self.q,
            "ou": self.ou,
            "distance": str(self.distance or 0) if self.is_distance_chosen else "",
            "quoi": self.kind,
            "moment": self.phase,
            "theme": self.theme.slug if self.theme else "",
            "situation": self.situation.slug if self.situation else "",
            "du": self.first.isoformat() if self.first else "",
            "au": self.last.isoformat() if self.last else "",
            "tri": self.sort if self.is_sort_chosen else "",
            "vue": self.view,
            "apres": cursor.write(self.after) if self.after and not changes else "",
        }
        changed = {**known, **{name: "" if value is None else str(value) for name, value in changes.items()}}
        return {name: value for name, value in changed.items() if value}

    def to_query(self, **changes: object) -> str:
        """The shareable address of this search, `?` included; any change goes back to the first page."""
        return "?" + urlencode(self.parameters(**changes), safe=",")

    def changed(self, **fields: Any) -> "Everywhere":
        """A copy with other fields."""
        return dataclasses.replace(self, **fields)


def midnight(day: date) -> datetime:
    """The beginning of a day, where the platform lives."""
    return timezone.make_aware(datetime.combine(day, time()))


def phases() -> list[tuple[str, Any]]:
    return [(phase.value, phase.label) for phase in Phase]
