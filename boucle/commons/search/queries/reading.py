"""Reads a filter from a URL. Nothing that is typed there is an error: what is not understood is left out and said."""

import math
from typing import Any, Protocol

from django.utils.translation import gettext as _

from boucle.commons.search import engine
from boucle.commons.search.enums import AGES, DISTANCES, Sort
from boucle.commons.search.queries import cursor
from boucle.commons.search.queries.filter import Filter
from boucle.foundation.core import rows, text, tiles
from boucle.foundation.lifecycle import registry
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

LONGEST_QUESTION = 200
USUAL_RADIUS = 2000  # metres: the median commune of France
BEYOND = 2000  # metres over a commune's border: the next street may be in the next commune
AROUND_ME = 15  # kilometres
VIEWS = ("liste", "tableau", "carte")


class Query(Protocol):
    """What a QueryDict, or any mapping of texts, can do."""

    def get(self, key: str, default: str, /) -> Any: ...


def parse(query: Query, territory: Territory, kind: str = "") -> tuple[Filter, list[str]]:
    """The filter that a URL asks for in a territory, and one sentence for each thing that was left out."""
    reading = Reading(query, territory, kind or first_kind())
    return reading.filter(), reading.sentences


def first_kind() -> str:
    """The kind that lists show when none is named: the one of the least number."""
    return min(registry.KINDS.values(), key=lambda kind: kind.number).code


class Reading:
    """One URL being read: the fields found so far, and what has to be said about the others."""

    def __init__(self, query: Query, territory: Territory, kind: str) -> None:
        self.query = query
        self.territory = territory
        self.kind = kind
        self.sentences: list[str] = []

    def filter(self) -> Filter:
        fields: dict[str, Any] = {"q": self.text("q")[:LONGEST_QUESTION], "ou": self.text("ou")}
        fields |= self.where()
        fields |= {"theme": self.theme(), "extras": self.extras(), "situation": self.situation()}
        fields |= {"days": self.choice("depuis", AGES), "box": self.box(), "view": self.view()}
        fields |= self.distance(fields)
        fields |= self.sort(bool(fields["q"]), bool(fields.get("point")))
        return Filter(self.territory, self.kind, **fields, after=self.after(fields["sort"]))

    def text(self, name: str) -> str:
        typed = self.query.get(name, "")
        return text.clean_line(str(typed)[:1000]) if typed else ""

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def where(self) -> dict[str, Any]:
        """The point of the reader, or what they typed as a place."""
        lat, lon = engine.finite(self.text("lat")), engine.finite(self.text("lon"))
        if lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180:
            return {"point": (lat, lon), "is_around_me": True}
        if self.text("lat") or self.text("lon"):
            self.say(_("This point could not be read: a latitude and a longitude in degrees are needed."))
        typed = self.text("ou")
        return self.typed_place(typed) if typed else {}

    def typed_place(self, typed: str) -> dict[str, Any]:
        if text.fold(typed) == text.fold(self.territory.name):
            return {"place": self.territory, **self.middle(self.territory)}
        found = territories.find(typed, inside=self.territory)
        place = found.only
        if place is not None:
            if not territories.is_within(place.pk, self.territory.pk):
                self.say(
                    _("%(place)s is outside %(territory)s: the nearest fiches are shown.")
                    % {"place": place.name, "territory": self.territory.name}
                )
            return {"place": place, "point": found.point} if found.point else {"place": place, **self.middle(place)}
        if found.point:
            return {"point": found.point}
        if found.candidates:
            return {"candidates": found.candidates}
        self.say(
            _("No commune called “%(place)s” was found: check the name, or type a postal code.") % {"place": typed}
        )
        return {}

    def middle(self, place: Territory) -> dict[str, Any]:
        """A commune is a point to measure from; a wider place only narrows the list."""
        if place.level != Level.COMMUNE or place.lat is None or place.lon is None:
            return {}
        return {"point": (place.lat, place.lon)}

    def theme(self) -> Theme | None:
        slug = self.text("theme")
        theme = rows.by_key(Theme, "slug", slug) if slug else None
        if slug and theme is None:
            self.say(_("The theme “%(theme)s” does not exist: every theme is shown.") % {"theme": slug[:40]})
        return theme

    def extras(self) -> tuple[tuple[str, str], ...]:
        names = sorted(registry.kind(self.kind).filters)
        return tuple((name, self.text(name)[:40]) for name in names if self.text(name))

    def situation(self) -> Any:
        slug = self.text("situation")
        situation = situations.by_slug(self.territory, slug) if slug else None
        if slug and situation is None:
            self.say(_("The situation “%(situation)s” is not known here.") % {"situation": slug[:60]})
        return situation

    def distance(self, fields: dict[str, Any]) -> dict[str, Any]:
        """As chosen; else a commune reaches a little over its border, and words are looked for near the reader."""
        typed, point, place = self.text("distance"), fields.get("point"), fields.get("place")
        if typed and point is None:
            if typed != "0":
                self.say(_("Say from where the distance counts: a commune, a postal code or a point."))
            return {}
        if typed == "0":
            return {"is_distance_chosen": True}
        chosen = self.choice("distance", DISTANCES)
        if chosen:
            return {"distance": chosen, "is_distance_chosen": True}
        if place is not None and point is not None:
            return {"distance": nearest_distance((place.radius or USUAL_RADIUS) + BEYOND) or DISTANCES[-1]}
        return {"distance": AROUND_ME} if point and fields["q"] else {}

    def choice(self, name: str, offered: tuple[int, ...]) -> int | None:
        """One of the numbers offered, or the next one up."""
        typed = self.text(name)
        number = engine.finite(typed.removesuffix("km")) if typed else None
        if typed and (number is None or number <= 0):
            said = {"name": name, "values": ", ".join(map(str, offered))}
            self.say(_("“%(name)s” takes one of these values: %(values)s.") % said)
            return None
        return None if number is None else next((value for value in offered if value >= number), None)

    def box(self) -> tiles.Box | None:
        typed = self.text("zone")
        sides = [engine.finite(side) for side in typed.split(",")] if typed else []
        if not typed:
            return None
        if len(sides) == 4 and None not in sides:
            west, south, east, north = (side for side in sides if side is not None)
            if -90 <= south < north <= 90 and -180 <= west < east <= 180:
                return tiles.Box(south, west, north, east)
        self.say(_("The area of the map could not be read: the whole territory is shown."))
        return None

    def view(self) -> str:
        typed = self.text("vue")
        return typed if typed in VIEWS else ""

    def sort(self, has_words: bool, has_point: bool) -> dict[str, Any]:
        usual = Sort.RELEVANCE if has_words else Sort.DISTANCE if has_point else Sort.FRESHNESS
        typed = self.text("tri")
        possible = {Sort.FRESHNESS: True, Sort.RELEVANCE: has_words, Sort.DISTANCE: has_point}
        if typed not in Sort.values or not possible[Sort(typed)]:
            return {"sort": usual}
        return {"sort": Sort(typed), "is_sort_chosen": typed != usual}

    def after(self, sort: Sort) -> cursor.Cursor | None:
        typed = self.text("apres")
        read = cursor.read(typed) if typed else None
        if typed and (read is None or read.sort != sort):
            self.say(_("This page is no longer there: here is the first one."))
            return None
        return read


def nearest_distance(metres: float) -> int | None:
    """The least distance offered that reaches so far, in kilometres."""
    return next((value for value in DISTANCES if value >= math.ceil(metres / 1000)), None)
