"""What somebody asked for in a URL, and the URL of what they may ask next."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import cursor
from boucle.foundation.core import clock, tiles
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.models import Territory
from boucle.foundation.territories.queries import Candidate

PAGE_SIZE = 20


@dataclass(frozen=True)
class Filter:
    """Which rows, in which order, from where. `territory` is that of the page; `place` a narrower one, if asked."""

    territory: Territory
    kind: str
    q: str = ""
    ou: str = ""  # as typed
    place: Territory | None = None  # what `ou` means, when only one place can be meant
    candidates: tuple[Candidate, ...] = ()  # what `ou` may mean, when several can
    point: tuple[float, float] | None = None  # latitude, longitude, from which distances count
    is_around_me: bool = False  # the point is the reader's own
    theme: Theme | None = None
    extras: tuple[tuple[str, str], ...] = ()  # filters of the kind, by name of URL parameter
    distance: int | None = None  # kilometres; None: as far as it takes
    is_distance_chosen: bool = False
    days: int | None = None  # since the last check
    situation: Situation | None = None
    box: tiles.Box | None = None
    sort: Sort = Sort.FRESHNESS
    is_sort_chosen: bool = False
    view: str = ""
    after: cursor.Cursor | None = None
    size: int = PAGE_SIZE

    @property
    def shelf(self) -> tuple[int, int, int]:
        """The address of the shelf on which every row that fits stands: lane, territory, theme."""
        situation = self.situation
        lane = engine.lane(registry.kind(self.kind).number, situation.pk if situation else 0)
        return lane, self.narrowest.pk, self.theme.pk if self.theme else 0

    @property
    def lanes(self) -> tuple[int, ...]:
        return self.shelf[:1]

    @property
    def narrowest(self) -> Territory:
        """Where the rows must lie. A commune only says from where distances count."""
        return self.territory if self.place is None or self.point is not None else self.place

    @property
    def since(self) -> datetime | None:
        return None if self.days is None else clock.now() - timedelta(days=self.days)

    @property
    def until(self) -> datetime | None:
        return None

    def fitting(self) -> Sequence[QuerySet[Any]]:
        """The contributions that the filters of the kind keep; nothing when they keep all."""
        known = registry.kind(self.kind).filters
        every = Contribution.objects.order_by()
        rows = every
        for name, value in self.extras:
            rows = known[name](rows, value)
        return () if rows is every else (rows,)

    @property
    def public(self) -> str:
        return self.extra("public")

    @property
    def side(self) -> str:
        return self.extra("cote")

    @property
    def variety(self) -> str:
        return self.extra("genre")

    @property
    def is_open_now(self) -> bool:
        return self.extra("ouvert") == "1"

    @property
    def is_narrowed(self) -> bool:
        """Somebody asked for less than everything here."""
        return bool(self.parameters(vue="", tri="", apres=""))

    def extra(self, name: str) -> str:
        return dict(self.extras).get(name, "")

    def parameters(self, **changes: object) -> dict[str, str]:
        """The parameters of this filter by name, in their one order, with some of them changed or emptied."""
        known = {
            "q": self.q,
            "ou": self.ou,
            "lat": f"{self.point[0]:.5f}" if self.point and self.is_around_me else "",
            "lon": f"{self.point[1]:.5f}" if self.point and self.is_around_me else "",
            "theme": self.theme.slug if self.theme else "",
            **{name: self.extra(name) for name in sorted(registry.kind(self.kind).filters)},
            "distance": str(self.distance or 0) if self.is_distance_chosen else "",
            "depuis": str(self.days or ""),
            "situation": self.situation.slug if self.situation else "",
            "zone": ",".join(f"{side:.5f}" for side in west_first(self.box)) if self.box else "",
            "tri": self.sort if self.is_sort_chosen else "",
            "vue": self.view,
            "apres": cursor.write(self.after) if self.after and not changes else "",
        }
        changed = {**known, **{name: "" if value is None else str(value) for name, value in changes.items()}}
        return {name: value for name, value in changed.items() if value}

    def to_query(self, **changes: object) -> str:
        """The shareable address of this list, `?` included; any change goes back to the first page."""
        return "?" + urlencode(self.parameters(**changes), safe=",")

    @property
    def without(self) -> dict[str, str]:
        """For each parameter that narrows the list, the address of the list without it."""
        together = {"lat": {"lat": "", "lon": ""}, "lon": {"lat": "", "lon": ""}}
        names = self.parameters(vue="", tri="", apres="")
        return {name: self.to_query(**together.get(name, {name: ""})) for name in names}

    def changed(self, **fields: Any) -> "Filter":
        """A copy with other fields."""
        return dataclasses.replace(self, **fields)


def west_first(box: tiles.Box) -> tuple[float, float, float, float]:
    """The order of GeoJSON: west, south, east, north."""
    return box.west, box.south, box.east, box.north
