"""The published columns: shared by every kind, then those of each kind. docs/reference/export-columns.md lists them."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from boucle.commons.opendata.queries.records import Record
from boucle.foundation.lifecycle import queries, registry
from boucle.foundation.lifecycle.registry import Column


def field(name: str) -> Callable[[Any], Any]:
    return attrgetter(name)


def url(record: Record) -> str:
    return settings.ORIGIN.rstrip("/") + queries.kind_address(record.kind, record.reference)


SHARED = (
    Column("id", _("identifier that never changes (UUIDv7)"), lambda record: str(record.uid)),
    Column("reference", _("short reference, said aloud or typed"), field("reference")),
    Column("kind", _("kind of fiche"), field("kind")),
    Column("title", _("title"), field("title")),
    Column("text", _("description, Markdown"), field("text")),
    Column("theme", _("theme, see /api/v1/themes"), field("theme")),
    Column("territory", _("code of the commune or territory (INSEE, NIS)"), field("territory_code")),
    Column("territory_name", _("its name"), field("territory_name")),
    Column("address", _("public address"), field("address")),
    Column("lat", _("latitude, degrees, WGS 84"), field("lat")),
    Column("lon", _("longitude, degrees, WGS 84"), field("lon")),
    Column("url", _("its page"), url),
    Column("state", _("state: always published in open data"), field("state")),
    Column("published_at", _("first published, UTC"), field("published_at")),
    Column("verified_at", _("last said to be true, UTC"), field("verified_at")),
    Column("review_on", _("day of its next check"), field("review_on")),
    Column("licence", _("licence, SPDX identifier"), field("licence")),
    Column("source", _("where it comes from"), field("source")),
    Column("nature", _("real or planned; exercises never leave"), field("nature")),
    Column("language", _("language of the text"), field("language")),
)

# https://hxlstandard.org: an optional second row by which humanitarian partners join files
HXL: Mapping[str, str] = {
    "id": "#meta+id",
    "reference": "#meta+code",
    "kind": "#activity+type",
    "title": "#activity+name",
    "text": "#description",
    "theme": "#sector",
    "territory": "#adm4+code",
    "territory_name": "#adm4+name",
    "address": "#loc+address",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "url": "#meta+url",
    "state": "#status",
    "published_at": "#date+published",
    "verified_at": "#date+verified",
    "review_on": "#date+review",
    "licence": "#meta+license",
    "source": "#meta+source",
    "language": "#meta+lang",
    "starts_on": "#date+start",
    "ends_on": "#date+end",
    "hours": "#loc+hours",
    "access": "#access",
    "organisation": "#org+name",
    "phone": "#contact+phone",
    "email": "#contact+email",
    "website": "#contact+url",
    "audiences": "#population+type",
}


def every() -> list[Column]:
    """The shared columns, then those of every kind in the order of their numbers; a name used twice is written once."""
    kinds = sorted(registry.KINDS.values(), key=lambda kind: kind.number)
    named = [*SHARED, *(column for kind in kinds for column in kind.columns)]
    return list({column.name: column for column in reversed(named)}.values())[::-1]


@lru_cache
def readers(kind: str) -> tuple[tuple[str, ...], tuple[Callable[[Any], Any], ...]]:
    """The names of the columns of a kind, and how to read each from a record."""
    own = {column.name: column.read for column in registry.kind(kind).columns}
    found = {**{column.name: column.read for column in SHARED}, **own}
    return tuple(found), tuple(found.values())


def values(record: Record) -> dict[str, Any]:
    """One record as names and values, in the order of the columns of its kind."""
    names, reads = readers(record.kind)
    return dict(zip(names, [read(record) for read in reads], strict=True))
