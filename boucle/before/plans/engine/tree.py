"""Numbers of a tree (4, 4.3, 4.3.1), from rows that only know their parent and their place among their sisters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Row(NamedTuple):
    id: int
    parent: int | None
    position: int


class Place(NamedTuple):
    id: int
    number: str
    depth: int  # 1 at the top
    above: tuple[int, ...]  # from the top


def places(rows: Iterable[Row]) -> list[Place]:
    """In reading order. What stands below a row that is not there stands at the top; a circle comes last."""
    known = {row.id: row for row in rows}
    sisters: defaultdict[int | None, list[Row]] = defaultdict(list)
    for row in known.values():
        sisters[row.parent if row.parent in known else None].append(row)
    for group in sisters.values():
        group.sort(key=lambda row: (row.position, row.id))
    found = list(walk(sisters, None, (), ""))
    lost = [row for row in known.values() if row.id not in {place.id for place in found}]
    first = len(sisters[None])
    return found + [Place(row.id, str(first + rank), 1, ()) for rank, row in enumerate(lost, start=1)]


def walk(
    sisters: dict[int | None, list[Row]], parent: int | None, above: tuple[int, ...], before: str
) -> Iterator[Place]:
    for rank, row in enumerate(sisters.get(parent, ()), start=1):
        number = f"{before}{rank}"
        yield Place(row.id, number, len(above) + 1, above)
        yield from walk(sisters, row.id, (*above, row.id), f"{number}.")
