"""The outline of a group of places: the corners of its convex hull (Andrew, Information Processing Letters 9, 1979)."""

from collections.abc import Sequence

Point = tuple[float, float]

ROOM = 0.05  # left around the places, so that no point stands on the line


def outline(places: Sequence[Point], room: float = ROOM) -> list[Point]:
    """Corners in order, anticlockwise, a little outside of the places; a small square where they are all one."""
    around = [(x + across, y + up) for x, y in places for across in (-room, room) for up in (-room / 2, room / 2)] + [
        (x + across, y + up) for x, y in places for across in (-room / 2, room / 2) for up in (-room, room)
    ]
    corners = sorted(set(around))
    return half(corners) + half(corners[::-1])


def half(corners: Sequence[Point]) -> list[Point]:
    """One side, its last corner left to the other one."""
    found: list[Point] = []
    for corner in corners:
        while len(found) > 1 and turn(found[-2], found[-1], corner) <= 0:
            found.pop()
        found.append(corner)
    return found[:-1]


def turn(one: Point, two: Point, three: Point) -> float:
    """Positive to the left."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
