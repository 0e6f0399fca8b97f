"""Entries of the public navigation, each shown only where its route exists.

A room is current when the page's view lives in its folder of the house. Routes are named here and nowhere imported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from boucle.foundation.territories.models import Territory

MY_SPACE = ("accounts:space", "account_login")


@dataclass(frozen=True)
class Entry:
    label: Any  # lazy
    routes: tuple[str, ...]  # the first that exists
    folder: str = ""  # of the house: its views make the entry current
    query: str = ""
    in_territory: bool = True  # its route takes the territory's slug


@dataclass(frozen=True)
class Shown:
    label: Any
    url: str
    is_current: bool = False
    count: int | None = None


ROOMS = (
    Entry(_("Prepare"), ("plans:list",), "boucle.before"),
    Entry(_("Help one another"), ("initiatives:list",), "boucle.during"),
    Entry(_("Learn"), ("lessons:list", "library:list"), "boucle.after"),
    Entry(_("Take part"), ("consultations:list",), "boucle.together"),
)
OPEN_DATA = (
    Entry(_("All fiches: CSV"), ("initiatives:list",), query="format=csv"),
    Entry(_("All fiches: GeoJSON"), ("initiatives:list",), query="format=geojson"),
    Entry(_("Follow with Atom"), ("opendata:feed",)),
    Entry(_("Programming interface"), ("opendata:api",), in_territory=False),
)
HERE = (
    Entry(_("Who does what"), ("directory:list",)),
    Entry(_("Who runs this site"), ("site:about",), in_territory=False),
    Entry(_("Your details, your rights"), ("site:rights",), in_territory=False),
    Entry(_("How fiches are reviewed"), ("site:charter",), in_territory=False),
    Entry(_("Accessibility"), ("site:accessibility",), in_territory=False),
)
READ = (
    Entry(_("Follow by e-mail"), ("messages:subscribe",)),
    Entry(_("Search everywhere"), ("search:everywhere",)),
    Entry(_("User guide"), ("site:guides",), in_territory=False),
)
FOLLOW = (READ[0], OPEN_DATA[2])
FOOT: dict[str, Sequence[Entry]] = {"open_data": OPEN_DATA, "here": HERE, "read": READ, "follow": FOLLOW}


def find(routes: Iterable[str], *args: object) -> str:
    """The address of the first of these routes that exists, or nothing."""
    for route in routes:
        try:
            return reverse(route, args=args)
        except NoReverseMatch:
            continue
    return ""


def home(territory: Territory | None) -> str:
    return reverse("site:territory", args=[territory.slug]) if territory else reverse("site:home")


def shown(entries: Iterable[Entry], territory: Territory | None, folder: str = "") -> list[Shown]:
    """The entries whose route exists here; `folder` is the one of the page's view."""
    found = [(entry, address(entry, territory)) for entry in entries]
    return [
        Shown(entry.label, url, bool(entry.folder) and folder.startswith(entry.folder)) for entry, url in found if url
    ]


def address(entry: Entry, territory: Territory | None) -> str:
    if entry.in_territory and territory is None:
        return ""
    url = find(entry.routes, *([territory.slug] if entry.in_territory and territory else []))
    return f"{url}?{entry.query}" if url and entry.query else url


def folder_of(request: HttpRequest) -> str:
    """The package of the view that answers, as a dotted path."""
    match = request.resolver_match
    return getattr(match.func, "__module__", "") if match else ""
