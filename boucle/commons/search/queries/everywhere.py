"""One question asked of every kind: fiches, sheets, lessons, sections of plans… whatever the registry knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from boucle.commons.search.queries import pages, reading
from boucle.commons.search.queries.projection import Row
from boucle.foundation.lifecycle import registry
from boucle.foundation.territories.models import Territory

SHOWN = 5  # of each kind


@dataclass(frozen=True)
class Result:
    title: str
    summary: str
    place: str
    url: str


@dataclass(frozen=True)
class Found:
    """What a kind answers; `more` is the address of its own list, where it has one that takes words."""

    code: str
    label: Any  # lazy
    results: Sequence[Result]
    total: int
    is_more: bool  # there are more than `total`
    more: str


def ask(place: Territory, q: str) -> list[Found]:
    """Kinds that have an answer, in the order of their numbers; a few queries for each kind, whatever it holds."""
    kinds = sorted(registry.KINDS.values(), key=lambda kind: kind.number)
    asked = (found(kind, place, q) for kind in kinds if kind.url_name) if q else ()
    return [each for each in asked if each.results]


def found(kind: registry.Kind, place: Territory, q: str) -> Found:
    asked, _sentences = reading.parse({"q": q}, place, kind.code)
    page = pages.page(asked.changed(size=SHOWN))
    return Found(
        kind.code, kind.plural, [result(kind, row) for row in page.rows], page.total, page.is_more, more(kind, place, q)
    )


def result(kind: registry.Kind, row: Row) -> Result:
    return Result(row.title, row.summary, row.territory, reverse(kind.url_name, args=[row.reference]))


def more(kind: registry.Kind, place: Territory, q: str) -> str:
    """A kind with filters of its own has a list that takes words."""
    try:
        address = reverse(f"{kind.url_name.split(':')[0]}:list", args=[place.slug]) if kind.filters else ""
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode({'q': q})}" if address else ""
