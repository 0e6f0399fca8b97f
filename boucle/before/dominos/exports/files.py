"""The files that a run can be computed again from: services, dependencies, schedule, measures. Hours as `1:30`.

The public ones hold open services only, and are the whole of what the public page is computed from.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from boucle.before.dominos.engine import reading
from boucle.before.dominos.enums import Change
from boucle.before.dominos.models import Dependency, Inventory, Part, Provenance, Schedule
from boucle.before.dominos.queries.heavy import is_there
from boucle.before.dominos.queries.towns import Town
from boucle.commons.opendata.exports import tables

SERVICES = (*reading.COLUMNS, "lat", "lon", "open", "source", "date", "confidence")
NEEDS = (
    "service", "supplier", "gate", "k", "group", "autonomy_min", "autonomy", "autonomy_max", "failure", "refill",
    "source", "date", "confidence",
)  # fmt: skip
SCHEDULE = ("event", "day", "season", "tranche", "service", "from", "to")
MEASURES = ("measure", "service", "supplier", "change", "value", "from", "price", "delay")


def services(town: Town) -> str:
    sources = last(Provenance.objects.filter(service__in=[one.pk for one in town.services], figure="people"))
    return table(
        SERVICES,
        (
            (
                one.code, one.name, one.kind, one.network, one.place.name if one.place else "", one.people,
                one.vulnerability, hours(one.restart), one.tranche, int(one.is_vital), plain(one.lat), plain(one.lon),
                int(one.is_open), *said(sources.get(one.pk)),
            )
            for one in town.services
        ),
    )  # fmt: skip


def needs(town: Town) -> str:
    sources = last(Provenance.objects.filter(dependency__in=[one.pk for one in town.needs], figure="autonomy"))
    return table(NEEDS, (need(town, one, sources) for one in town.needs))


def need(town: Town, one: Dependency, sources: dict[int, Provenance]) -> Sequence[Any]:
    service, supplier = (town.services[town.rows[pk]].code for pk in (one.service_id, one.supplier_id))
    times = (hours(one.low), hours(one.likely), hours(one.high))
    kept = (service, supplier, one.gate, one.need if one.gate == "some" else "", one.group, *times)
    return (*kept, f"{one.failure:g}", hours(one.refill), *said(sources.get(one.pk)))


def schedule(town: Town, row: Schedule) -> str:
    tranches = {one.tranche for one in town.services}
    cuts = [one for one in row.cuts.all() if (one.tranche in tranches if one.tranche else one.service_id in town.rows)]
    kept = (row.name, row.day.isoformat(), row.season)
    return table(
        SCHEDULE, ((*kept, one.tranche, code(town, one.service_id), hours(one.start), hours(one.end)) for one in cuts)
    )


def measures(town: Town, inventory: Inventory) -> str:
    """The price stands on the first row of each measure: it is that of the whole."""
    rows = []
    for one in inventory.measures.prefetch_related("parts"):
        parts = [part for part in one.parts.all() if is_there(town, part)]
        for at, part in enumerate(parts):
            price = one.cost if at == 0 and one.cost is not None else ""
            rows.append((one.name, *piece(town, part), price, one.delay))
    return table(MEASURES, rows)


def piece(town: Town, part: Part) -> tuple[str, ...]:
    value = f"{part.value:g}" if part.change == Change.FAILURE else hours(round(60 * part.value))
    shown = "" if part.change == Change.SHELTERED else value
    return (
        code(town, part.service_id),
        code(town, part.supplier_id),
        part.change,
        shown,
        hours(part.start) if part.start else "",
    )


def code(town: Town, pk: int | None) -> str:
    return town.services[town.rows[pk]].code if pk is not None else ""


def hours(minutes: int) -> str:
    """`1:30`: exact, where a decimal would be rounded."""
    return f"{minutes // 60}:{minutes % 60:02}"


def plain(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def last(found: Iterable[Provenance]) -> dict[int, Provenance]:
    ordered = sorted(found, key=lambda one: one.pk)
    return {one.service_id or one.dependency_id or 0: one for one in ordered}


def said(source: Provenance | None) -> tuple[str, str, str]:
    if source is None:
        return "", "", ""
    return source.source, source.dated_on.isoformat() if source.dated_on else "", source.confidence


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([tables.cell(cell) for cell in row] for row in rows)
    return text.getvalue()
