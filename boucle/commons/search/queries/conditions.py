"""What narrows a shelf beyond its address, as SQL that both engines read. `s` is the shelf's row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models.expressions import RawSQL

from boucle.commons.search import engine
from boucle.commons.search.queries.asked import Asked
from boucle.foundation.core import tiles


@dataclass
class Conditions:
    """Pieces of a WHERE joined by AND, with their parameters in order. Typed text is only ever a parameter."""

    pieces: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def add(self, piece: str, *parameters: Any) -> "Conditions":
        self.pieces.append(piece)
        self.parameters.extend(parameters)
        return self

    def join(self, other: "Conditions") -> "Conditions":
        return Conditions(self.pieces + other.pieces, self.parameters + other.parameters)

    @property
    def sql(self) -> str:
        return " AND ".join(self.pieces) or "1 = 1"


def address(asked: Asked) -> Conditions:
    lanes = asked.lanes
    lane = "s.lane = %s" if len(lanes) == 1 else f"s.lane IN ({','.join(['%s'] * len(lanes))})"
    return Conditions().add(f"{lane} AND s.territory_id = %s AND s.theme_id = %s", *lanes, *shelf(asked))


def shelf(asked: Asked) -> tuple[int, int]:
    """Territory and theme (0 for all) under which every row that fits stands."""
    return asked.narrowest.pk, asked.theme.pk if asked.theme else 0


def age(asked: Asked) -> Conditions:
    found, since, until = Conditions(), asked.since, asked.until
    if since is not None:
        found.add("s.rank >= %s", milliseconds(since))
    return found if until is None else found.add("s.rank < %s", milliseconds(until))


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def extras(asked: Asked) -> Conditions:
    """The filters of the kind, which speak of contributions, for that of the row."""
    found = Conditions()
    for rows in asked.fitting():
        sql, parameters = rows.filter(pk=RawSQL("s.contribution_id", ())).values("pk").query.sql_with_params()
        found.add(f"EXISTS ({sql})", *parameters)
    return found if len(found.pieces) < 2 else Conditions([f"({' OR '.join(found.pieces)})"], found.parameters)


def fitting(asked: Asked, inner: str, parameters: Sequence[Any], columns: str) -> tuple[str, list[Any]]:
    """The rows of a bounded query with, last, whether the filters of the kind keep them: however few they keep, no more
    is read than the query says."""
    kept = extras(asked)
    return f"SELECT {columns}, ({kept.sql}) FROM ({inner}) s", [*kept.parameters, *parameters]


def area(asked: Asked) -> Conditions:
    """The box of the map, and the box around the circle that is asked for."""
    found = Conditions()
    if asked.box is not None:
        found.add("+s.tile >= 0 AND +s.tile < %s", engine.APPROXIMATE)  # the sign keeps it off the index: see `over`
        found = found.join(in_box(asked.box))
    around = circle_box(asked)
    if around is not None:
        masked = in_box(around)
        found.add(f"(+s.tile = {engine.NOWHERE} OR {masked.sql})", *masked.parameters)
    return found


def circle_box(asked: Asked) -> tiles.Box | None:
    if asked.point is None or asked.distance is None:
        return None
    return tiles.around(*asked.point, asked.distance * 1000)


def in_box(box: tiles.Box) -> Conditions:
    """Exact to the tile (about 2 m): an order of masked Morton codes is an order of columns or rows."""
    left, right, top, bottom = engine.box_masks(box)
    found = Conditions().add("(s.tile & %s) BETWEEN %s AND %s", engine.COLUMN_BITS, left, right)
    return found.add("(s.tile & %s) BETWEEN %s AND %s", engine.ROW_BITS, top, bottom)


Ranges = list[tuple[int, int]]


def ranges(box: tiles.Box, *, is_exact: bool) -> Ranges:
    """The ranges of tiles that cover a box, and a little more; unless exact, with what only says its commune."""
    found = tiles.box_ranges(box)
    if is_exact:
        return found
    return found + [(first + engine.APPROXIMATE, last + engine.APPROXIMATE) for first, last in found]


def area_ranges(asked: Asked) -> Ranges | None:
    """The ranges of the smaller of the areas asked for, or None when nothing bounds the place."""
    if asked.box is not None:
        return ranges(asked.box, is_exact=True)
    around = circle_box(asked)
    return None if around is None else [*ranges(around, is_exact=False), (engine.NOWHERE, engine.NOWHERE)]


def over(some: Ranges) -> tuple[str, str]:
    """Tables and condition that read a shelf range after range. Written as a list of OR, SQLite would read it whole."""
    values = ",".join(f"({first},{last})" for first, last in some)
    tables = f"(VALUES {values}) r CROSS JOIN search_shelf s"
    return tables, "s.tile BETWEEN r.column1 AND r.column2"


def accepts(asked: Asked) -> Callable[[int], bool]:
    """Whether a tile lies in the circle asked for. What has no place at all is for everybody in the territory."""
    if asked.point is None or asked.distance is None:
        return lambda tile: True
    circle = engine.Circle(asked.point, asked.distance * 1000)
    return lambda tile: tile == engine.NOWHERE or circle.holds(tile)


def narrowed(asked: Asked) -> Conditions:
    """Age and area: what the shelf itself says. For the filters of the kind, see `fitting`."""
    return age(asked).join(area(asked))
