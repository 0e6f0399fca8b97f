"""What a person sees of a group: figures of one item in one round, without names."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """A family of participants, or a part of an estimate; `n` and the figures are None where they are hidden."""

    name: str
    n: int | None
    q1: float | None
    median: float | None
    q3: float | None
    is_hidden: bool


@dataclass(frozen=True)
class Said:
    """Words that may be shown, by how many they were said; `group` is empty where it is too small to be named."""

    text: str
    said: int
    group: str


@dataclass(frozen=True)
class Feedback:
    """`distribution` by type: (mark, people), (option, people), (option, mean rank), (axis, people) being left empty.

    `cloud` holds (across, up, people). `n` counts opinions, `no_opinion` the others; `is_hidden`: too few to be shown.
    """

    type: str
    round: int
    own: Any
    n: int
    no_opinion: int
    invited: int
    minimum_cell: int
    method: str
    scale: tuple[float, float, float]  # low, high, step
    is_hidden: bool = False
    distribution: tuple[tuple[float | str, float], ...] = ()
    cloud: tuple[tuple[float, float, int], ...] = ()
    q1: float | None = None
    median: float | None = None
    q3: float | None = None
    groups: tuple[Line, ...] = ()
    parts: tuple[Line, ...] = ()  # of an estimate: low, best, high
    concordance: float | None = None  # Kendall's W of a ranking
    quotes_for: tuple[Said, ...] = ()
    quotes_against: tuple[Said, ...] = ()
    origin_count: int = 0  # open answers that the item was born of
    number: int = 0  # of the item
    options: tuple[str, ...] = ()
    axes: tuple[tuple[str, str], ...] = ()
    unit: str = ""  # of an estimate

    def as_json(self) -> dict[str, Any]:
        """What was shown, as it is kept with the answer."""
        return {name: value for name, value in asdict(self).items() if value not in (None, ()) or name == "own"}
