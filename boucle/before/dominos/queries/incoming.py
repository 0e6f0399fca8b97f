"""Reads files into rows that could be written, and says of each other row why not. Writes nothing."""

import csv
import io
from typing import Any, BinaryIO

import orjson
from django.utils.translation import gettext as _

from boucle.before.dominos.engine import cells, reading, sheets
from boucle.before.dominos.engine.model import Services
from boucle.before.dominos.engine.sheets import Problem
from boucle.before.dominos.enums import Kind, Vulnerability
from boucle.before.dominos.models import Inventory, Service
from boucle.before.dominos.queries import figures, incoming_cuts, incoming_needs
from boucle.before.dominos.queries.incoming_shapes import EXTRA_NAMES, SOURCE, Incoming, known, source_of
from boucle.foundation.core import sentences, tiles
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

EXTRA = ("lat", "lon", "open", *SOURCE)


def read(
    inventory: Inventory,
    services: BinaryIO | None,
    needs: BinaryIO | None,
    source: str,
    cuts: BinaryIO | None = None,
) -> Incoming:
    """What the files hold for this inventory; `refusal` is said when a file cannot be read at all."""
    found = Incoming(source)
    there = {one.code: one for one in inventory.services.select_related("place")}
    try:
        if services is not None:
            read_services(inventory, there, as_table(services), found)
        if needs is not None:
            incoming_needs.read_needs(there, needs, found)
        if cuts is not None:
            incoming_cuts.read_cuts(inventory, there, cuts, found)
    except sentences.Refusal as refused:
        found.refusal = _(refused.sentence) % refused.values
    return found


def as_table(file: BinaryIO) -> BinaryIO:
    """GeoJSON as a table: properties as columns, the point as `lat` and `lon`; any other file as it is."""
    start = file.read(1)
    file.seek(0)
    if start != b"{":
        return file
    try:
        features = orjson.loads(file.read())["features"]
        rows = [flat(feature) for feature in features]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        raise sentences.Refusal(sheets.UNREADABLE) from None
    return table(rows)


def flat(feature: dict[str, Any]) -> dict[str, str]:
    row = {name: "" if value is None else str(value) for name, value in (feature.get("properties") or {}).items()}
    point = feature.get("geometry") or {}
    if point.get("type") == "Point":
        row["lon"], row["lat"] = (str(side) for side in point["coordinates"][:2])
    if feature.get("id") is not None:
        row.setdefault("id", str(feature["id"]))
    return row


def table(rows: list[dict[str, str]]) -> BinaryIO:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())


def read_services(inventory: Inventory, there: dict[str, Service], file: BinaryIO, found: Incoming) -> None:
    problems: list[Problem] = []
    given, lines = reading.services(file, problems)
    file.seek(0)
    more = extras(file)
    places = Places(inventory.territory)
    for row, code in enumerate(given.ids):
        try:
            take_row(inventory, there, given, row, more.get(lines[row], {}), places, found)
        except sentences.Refusal as refused:
            problems.append(Problem(lines[row], refused.sentence, {**refused.values, "id": code}))
    found.problems += [("services", one) for one in sorted(problems, key=lambda one: one.line)]


def extras(file: BinaryIO) -> dict[int, dict[str, str]]:
    """The columns that the engine does not need, by line."""
    rows: dict[int, dict[str, str]] = {}
    for block in sheets.blocks(file, {**reading.NAMES, **EXTRA_NAMES}, ("id",), []):
        names = [name for name in (*EXTRA, *reading.COLUMNS) if name in block.columns]
        for at, line in enumerate(block.lines.tolist()):
            rows[line] = {name: block.get(name)[at] for name in names}
    return rows


KIND = sentences.gettext_noop("“%(value)s” is no kind of service: see the list beside the form.")
WHO = sentences.gettext_noop("“%(value)s” is no vulnerability of the list.")
PLACE = sentences.gettext_noop("“%(value)s” is no commune of this territory.")
POINT = sentences.gettext_noop("“%(value)s” is no latitude and longitude in degrees.")


class Places:
    """Communes by name or code, each looked for once."""

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self.known: dict[str, Territory | None] = {"": None}

    def find(self, name: str) -> Territory | None:
        if name not in self.known:
            inside = [one for one in territories.find(name, inside=self.territory).candidates if one.is_inside]
            exact = [one for one in inside if one.is_exact] or inside
            by_code = territories.by_code(name)
            if by_code is not None and territories.is_within(by_code.pk, self.territory.pk):
                self.known[name] = by_code
            elif len(exact) == 1:
                self.known[name] = exact[0].territory
            else:
                raise sentences.Refusal(PLACE, value=name)
        return self.known[name]


def take_row(
    inventory: Inventory,
    there: dict[str, Service],
    given: Services,
    row: int,
    cell: dict[str, str],
    places: Places,
    found: Incoming,
) -> None:
    code = given.ids[row][:40]
    one = there.get(code)
    former, before = (figures.values(one), state(one)) if one is not None else (None, None)
    fields = fields_of(given, row, cell, places)
    source = source_of(found.source, cell)
    if one is None:
        one = Service(inventory=inventory, code=code, **{"name": code, "kind": Kind.OTHER, **fields})
        one.is_open = fields.get("is_open", True)
        there[code] = one
    else:
        for name, value in fields.items():
            setattr(one, name, value)
    if before is not None and before == state(one):
        found.unchanged += 1
        return
    if former is not None:
        found.former[code] = former
    one.by_rule = ""
    found.said[code] = source
    found.services.append(one)


def state(one: Service) -> tuple[Any, ...]:
    return (*figures.values(one).values(), one.name, one.kind, one.network, one.place_id, one.lat, one.lon,
            one.vulnerability, one.tranche, one.is_vital, one.is_open)  # fmt: skip


def fields_of(given: Services, row: int, cell: dict[str, str], places: Places) -> dict[str, Any]:
    """What the file says of a service; a column that it lacks says nothing."""

    def word(name: str) -> str:
        column = getattr(given, name)
        return str(column.names[column.codes[row]])

    said = {
        "name": given.names[row][:120],
        "network": word("network")[:40],
        "tranche": word("tranche")[:40],
        "people": int(given.people[row]),
        "restart": int(given.restart[row]),
        "is_vital": bool(given.is_vital[row]),
        "kind": known(Kind.values, word("kind") or Kind.OTHER, KIND),
        "vulnerability": known(Vulnerability.values, word("vulnerability") or Vulnerability.EVERYBODY, WHO),
        "place": places.find(word("place")) if "place" in cell else None,
    }
    columns = {"is_vital": "vital"}
    kept = {name: value for name, value in said.items() if columns.get(name, name) in cell}
    if "is_vital" not in kept and "kind" in kept:
        kept["is_vital"] = said["is_vital"]
    if "open" in cell:
        kept["is_open"] = reading.yes(cell["open"]) != 0
    return {**kept, **point(cell)}


def point(cell: dict[str, str]) -> dict[str, Any]:
    typed = (cell.get("lat", ""), cell.get("lon", ""))
    if not any(typed):
        return {}
    lat, lon = (cells.number(one) for one in typed)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise sentences.Refusal(POINT, value=" ".join(typed).strip())
    return {"lat": lat, "lon": lon, "tile": tiles.encode(lat, lon)}
