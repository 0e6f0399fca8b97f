"""The shipped lists: France (INSEE) and Belgium (Statbel) as facts. ATTRIBUTION.md says whence, build.py how."""

import csv
import gzip
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from django.utils.text import slugify

from boucle.foundation.territories.engine import names
from boucle.foundation.territories.engine.places import Place

FOLDER = Path(__file__).parent
COUNTRIES = {"FR": "France", "BE": "Belgique"}
LEVELS = {"departments": "department", "regions": "region", "epci": "epci"}
Row = dict[str, str]


class NotInLists(ValueError):
    """A country or département that the lists do not hold; the argument is its code."""


def places(*, countries: Collection[str] = ("FR", "BE"), departments: Collection[str] = ()) -> list[Place]:
    """The lists from the widest to the communes; `departments` keeps only some of France, with what holds them.

    Raises `NotInLists`.
    """
    unknown = sorted(set(countries) - set(COUNTRIES)) or sorted(
        set(departments) - {row["code"] for row in read("departments")}
    )
    if unknown:
        raise NotInLists(unknown[0])
    listed: list[Place] = []
    if "FR" in countries:
        listed += narrowed(france(), departments) if departments else france()
    if "BE" in countries and not departments:
        listed += belgium()
    return listed


def narrowed(listed: Collection[Place], departments: Collection[str]) -> list[Place]:
    """The communes of some départements and whatever they lie in."""
    wanted = {f"FR-{code}" for code in departments}
    communes = [place for place in listed if place.level == "commune" and wanted & set(place.within)]
    holders = {code for place in communes for code in place.within}
    holders |= {code for place in listed if place.code in holders for code in place.within}
    return [place for place in listed if place.code in holders] + communes


def france() -> list[Place]:
    regions = {row["code"]: ("FR",) for row in read("regions")}
    departments = {row["code"]: (f"FR-R{row['outside']}", "FR") for row in read("departments")}
    groups = {row["code"]: lies_in(row["outside"], departments) for row in read("epci")}
    wide = [
        Place(code="FR", name="France", level="country", slug="france"),
        *(wider("regions", row, f"FR-R{row['code']}", regions[row["code"]]) for row in read("regions")),
        *(wider("departments", row, f"FR-{row['code']}", departments[row["code"]]) for row in read("departments")),
        *(wider("epci", row, row["code"], groups[row["code"]]) for row in read("epci")),
    ]
    return wide + list(communes(departments))


def lies_in(department: str, departments: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    return (f"FR-{department}", *departments[department])


def communes(departments: dict[str, tuple[str, str]]) -> Iterator[Place]:
    """A commune lies in its EPCI, then in its own département and region, even when its EPCI leans on another."""
    others = old_names()
    for row in read("communes"):
        group = (row["epci"],) if row["epci"] else ()
        yield Place(
            code=row["code"],
            name=row["name"],
            level="commune",
            slug=commune_slug(row),
            within=(*group, *lies_in(row["department"], departments)),
            population=whole(row["population"]),
            lat=decimal(row["lat"]),
            lon=decimal(row["lon"]),
            radius=decimal(row["radius"]),
            postal_codes=tuple(row["postal_codes"].split()),
            other_names=tuple(others.get(row["code"], ())),
        )


def commune_slug(row: Row) -> str:
    """`villeurbanne`; `saint-denis-93` where several communes share the name; the INSEE code where even that is
    shared."""
    plain = slugify(names.fold(row["name"]))
    if namesakes()[plain] == 1:
        return plain
    with_department = f"{plain}-{row['department'].lower()}"
    return with_department if namesakes()[with_department] == 1 else f"{plain}-{row['code'].lower()}"


@cache
def namesakes() -> Counter[str]:
    """How many French communes share a slug, without and with their département."""
    rows = read("communes")
    plain = [slugify(names.fold(row["name"])) for row in rows]
    return Counter(plain) + Counter(
        f"{slug}-{row['department'].lower()}" for slug, row in zip(plain, rows, strict=True)
    )


def wider(listed: str, row: Row, code: str, within: tuple[str, ...]) -> Place:
    """A département or region is told from the commune of the same name: `paris-departement`, `la-reunion-region`."""
    slug = slugify(names.fold(row["name"]))
    if listed != "epci" and (namesakes()[slug] or slug in shared_wider()):
        slug += "-departement" if listed == "departments" else "-region"
    return Place(
        code=code,
        name=row["name"],
        level=LEVELS[listed],
        slug=slug,
        within=within,
        population=whole(row["population"]),
        lat=decimal(row["lat"]),
        lon=decimal(row["lon"]),
        radius=decimal(row["radius"]),
    )


@cache
def shared_wider() -> frozenset[str]:
    """Names that a département shares with a region."""
    departments, regions = ({row["name"] for row in read(listed)} for listed in ("departments", "regions"))
    return frozenset(slugify(names.fold(name)) for name in departments & regions)


def belgium() -> list[Place]:
    """Communes lie in their province (Brussels has none), then in their region."""
    rows = read("belgium")
    regions = {row["code"]: row["outside"] for row in rows if row["level"] == "department"}
    country = Place(code="BE", name=COUNTRIES["BE"], level="country", country="BE", slug="belgique")
    order = ("region", "department", "commune")
    return [country, *(belgian(row, regions) for row in sorted(rows, key=lambda row: order.index(row["level"])))]


def belgian(row: Row, regions: dict[str, str]) -> Place:
    outward = [code for code in (row["outside"], regions.get(row["outside"], "")) if code]
    return Place(
        code=f"BE-{row['code']}",
        name=row["name"],
        level=row["level"],
        country="BE",
        slug=belgian_slug(row),
        within=(*(f"BE-{code}" for code in outward), "BE"),
        population=whole(row["population"]),
        lat=decimal(row["lat"]),
        lon=decimal(row["lon"]),
        postal_codes=tuple(row["postal_codes"].split()),
        other_names=tuple(filter(None, row["other_names"].split("|"))),
    )


def belgian_slug(row: Row) -> str:
    slug = slugify(names.fold(row["name"]))
    if row["level"] == "department":
        return f"province-{slug}"
    return f"{slug}-be" if namesakes()[slug] else slug


def old_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in read("old_names"):
        found.setdefault(row["code"], []).append(row["name"])
    return found


@cache
def read(name: str) -> list[Row]:
    with gzip.open(FOLDER / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def whole(written: str) -> int | None:
    return int(written) if written else None


def decimal(written: str) -> float | None:
    return float(written) if written else None
