"""One line of a list of territories, as the loader takes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    level: str  # a value of enums.Level
    country: str = "FR"
    slug: str = ""  # wanted; made from the name when empty
    within: tuple[str, ...] = ()  # codes of what it lies in, outward; the first is its parent
    population: int | None = None
    lat: float | None = None  # degrees, WGS 84: where its people live (the town hall)
    lon: float | None = None
    radius: float | None = None  # metres: of the circle of the same area
    postal_codes: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()  # merged communes, municipal districts, the other language
