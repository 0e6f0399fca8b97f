"""Borders loaded from GeoJSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from boucle.foundation.core import text
from boucle.foundation.territories.actions import governing
from boucle.foundation.territories.engine import names, outlines
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Outline, PostalName, Territory

# Names under which public files of borders give the official code.
FRENCH = ("code_insee", "insee_com", "insee", "codgeo", "code", "siren_epci", "siren")
BELGIAN = ("code_nis", "nis", "nis_code", "nsi", "refnis", "cd_munty_refnis")
NAMES = ("nom", "name", "nom_com", "nom_fr", "libelle")


@dataclass(frozen=True)
class OutlineReport:
    """What became of each feature, by its label in the file."""

    drawn: tuple[str, ...]
    repaired: tuple[str, ...]  # among `drawn`: their geometry was not valid
    unknown: tuple[str, ...]  # no territory has this code or this name
    refused: tuple[str, ...]  # their geometry is not a surface on the Earth
    doubled: tuple[str, ...]  # a second border of the same territory; the first one stays


@transaction.atomic
def set_outlines(*, features: Sequence[Mapping[str, Any]]) -> OutlineReport:
    """Keeps the border of each GeoJSON feature whose territory is known, repaired and lightened."""
    territories = matches(features)
    shapes: dict[int, outlines.Border] = {}
    said: dict[str, list[str]] = {"drawn": [], "repaired": [], "unknown": [], "refused": [], "doubled": []}
    for number, feature in enumerate(features):
        word = take(feature, territories.get(number), shapes)
        said[word].append(label(feature, number))
        if word == "drawn" and shapes[territories[number]].was_repaired:
            said["repaired"].append(label(feature, number))
    keep(shapes)
    return OutlineReport(**{word: tuple(labels) for word, labels in said.items()})


def take(feature: Mapping[str, Any], territory_id: int | None, shapes: dict[int, outlines.Border]) -> str:
    if territory_id is None:
        return "unknown"
    if territory_id in shapes:
        return "doubled"
    try:
        shapes[territory_id] = outlines.read(feature.get("geometry"))
    except outlines.WrongGeometry:
        return "refused"
    return "drawn"


def keep(shapes: dict[int, outlines.Border]) -> None:
    light = outlines.lighten([border.shape for border in shapes.values()])
    rows = [row(territory_id, shape) for territory_id, shape in zip(shapes, light, strict=True)]
    Outline.objects.filter(territory__in=list(shapes)).delete()
    Outline.objects.bulk_create(rows, batch_size=200)
    governing.bump_revisions(territory_ids=list(shapes))


def row(territory_id: int, shape: Any) -> Outline:
    geometry = outlines.geojson(shape)
    return Outline(territory_id=territory_id, geometry=geometry, **outlines.box(geometry)._asdict())


def matches(features: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Position of each feature → id of its territory: by code, else by a name that only one commune has."""
    wanted = {number: codes(properties(feature)) for number, feature in enumerate(features)}
    known = dict(Territory.objects.values_list("code", "pk").filter(code__in=set().union(*wanted.values())))
    found = {
        number: next(known[code] for code in tried if code in known)
        for number, tried in wanted.items()
        if any(code in known for code in tried)
    }
    nameless = {
        number: names.fold(str(first(properties(feature), NAMES)))
        for number, feature in enumerate(features)
        if number not in found and not wanted[number]
    }
    by_name = lone_names(set(nameless.values()))
    return found | {number: by_name[name] for number, name in nameless.items() if name in by_name}


def properties(feature: Mapping[str, Any]) -> dict[str, Any]:
    given = feature.get("properties")
    return {str(key).lower(): value for key, value in given.items()} if isinstance(given, Mapping) else {}


def codes(given: Mapping[str, Any]) -> list[str]:
    belgian, french = first(given, BELGIAN), first(given, FRENCH)
    tried = [f"BE-{belgian}"] if belgian else [french, f"FR-{french}"] if french else []
    return [code for code in tried if code.isascii() and code.isprintable()]


def first(given: Mapping[str, Any], keys: Iterable[str]) -> str:
    return next((str(given[key]).strip() for key in keys if given.get(key) not in (None, "")), "")


def lone_names(folded: set[str]) -> dict[str, int]:
    rows = PostalName.objects.filter(folded__in=folded - {""}, territory__level=Level.COMMUNE)
    owners: dict[str, set[int]] = {}
    for name, territory_id in rows.values_list("folded", "territory_id"):
        owners.setdefault(name, set()).add(territory_id)
    return {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}


def label(feature: Mapping[str, Any], number: int) -> str:
    given = properties(feature)
    told = " ".join(filter(None, [first(given, (*BELGIAN, *FRENCH)), first(given, NAMES)]))
    return text.clean_line(told.encode("utf-8", "replace").decode())[:80] or f"#{number + 1}"
