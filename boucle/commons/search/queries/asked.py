"""What every strategy of the search needs to know of a filter, be it of one kind or of all of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from boucle.commons.search.enums import Sort
from boucle.commons.search.queries.cursor import Cursor
from boucle.foundation.core import tiles
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.models import Territory


class Asked(Protocol):
    """Rows of some lanes, in one territory and under one theme, and what narrows them."""

    @property
    def q(self) -> str: ...

    @property
    def territory(self) -> Territory: ...  # of the page

    @property
    def narrowest(self) -> Territory: ...  # where the rows must lie

    @property
    def lanes(self) -> tuple[int, ...]: ...  # see engine.lane

    @property
    def theme(self) -> Theme | None: ...

    @property
    def situation(self) -> Situation | None: ...

    @property
    def point(self) -> tuple[float, float] | None: ...

    @property
    def distance(self) -> int | None: ...  # kilometres

    @property
    def box(self) -> tiles.Box | None: ...

    @property
    def since(self) -> datetime | None: ...  # of the last check

    @property
    def until(self) -> datetime | None: ...  # of the last check, not included

    @property
    def extras(self) -> tuple[tuple[str, str], ...]: ...

    @property
    def sort(self) -> Sort: ...

    @property
    def size(self) -> int: ...

    @property
    def after(self) -> Cursor | None: ...

    def fitting(self) -> Sequence[QuerySet[Any]]: ...  # contributions that the extras keep, in pieces; none: all

    def to_query(self, **changes: object) -> str: ...
