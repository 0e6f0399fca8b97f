"""Figures of a service or of a dependency: as kept in a history, as said in a page, with where each comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from boucle.before.dominos.models import Dependency, Provenance, Service
from boucle.before.dominos.models.provenance import OF_DEPENDENCY, OF_SERVICE, Figure
from boucle.before.dominos.queries import words

LONGEST = 366 * 24 * 60  # minutes


@dataclass(frozen=True)
class Told:
    figure: Figure
    label: str
    words: str
    source: Provenance | None


def values(row: Service | Dependency) -> dict[str, str]:
    """Each figure as a history keeps it: minutes, people, a probability."""
    if isinstance(row, Service):
        return {Figure.PEOPLE: str(row.people), Figure.RESTART: str(row.restart)}
    return {
        Figure.AUTONOMY: f"{row.low}/{row.likely}/{row.high}",
        Figure.FAILURE: f"{row.failure:g}",
        Figure.REFILL: str(row.refill),
    }


def said(figure: str, value: str) -> str:
    """A kept value in words; an empty one is a doubt."""
    if not value:
        return _("not that")
    if figure == Figure.PEOPLE:
        return words.people(int(value))
    if figure == Figure.FAILURE:
        return words.percent(float(value))
    if figure == Figure.AUTONOMY:
        low, likely, high = (int(part) for part in value.split("/"))
        return words.autonomy(low, likely, high)
    if figure == Figure.REFILL and not int(value):
        return _("at once")
    return words.lasting(int(value))


def told(row: Service | Dependency, sources: Iterable[Provenance]) -> list[Told]:
    """Every figure, with the last line of its history."""
    last: dict[str, Provenance] = {}
    for one in sources:
        if one.figure not in last or one.pk > last[one.figure].pk:
            last[one.figure] = one
    kept = values(row)
    names = OF_SERVICE if isinstance(row, Service) else OF_DEPENDENCY
    return [Told(name, str(name.label), said(name, kept[name]), last.get(name)) for name in names]


def parsed(figure: str, value: str) -> dict[str, int | float]:
    """A kept value as fields of its row."""
    if figure == Figure.AUTONOMY:
        low, likely, high = (int(part) for part in value.split("/"))
        return {"low": low, "likely": likely, "high": high}
    return {figure: float(value) if figure == Figure.FAILURE else int(value)}
