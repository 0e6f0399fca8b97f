"""Where everything stands in one minute: what is lost, what stands on a reserve, what breaks next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.before.dominos.models import Service
from boucle.before.dominos.queries import runs, words
from boucle.before.dominos.queries.runs import Ran

MOST_NAMES = 6


@dataclass(frozen=True)
class Group:
    mark: str  # of work.css: a shape and a colour
    title: str
    names: str


@dataclass(frozen=True)
class Moment:
    minute: int
    clock: str
    lost: list[int]  # rows
    standing: list[int]
    groups: list[Group]
    next_clock: str
    next_names: str


def moment(found: Ran, minute: int) -> Moment:
    down = found.losses.down_at(minute)
    standing = runs.reserve_at(found, minute)
    lost, on_reserve = (by_people(found, np.flatnonzero(flags).tolist()) for flags in (down, standing))
    count_up = len(found.town.services) - len(lost) - len(on_reserve)
    groups = [
        Group("stuck", stopped(len(lost)), names(found, lost)),
        Group("soon", reserves(len(on_reserve)), standing_names(found, on_reserve, minute)),
        Group("published", running(count_up), ""),
    ]
    return Moment(minute, words.clock(minute), lost, on_reserve, groups, *next_break(found, minute))


def by_people(found: Ran, rows: Sequence[int]) -> list[int]:
    """Vital ones first, then by the people served."""
    services = found.town.services
    return sorted((int(row) for row in rows), key=lambda row: (not services[row].is_vital, -services[row].people, row))


def stopped(count: int) -> str:
    return ngettext("%(count)s stopped", "%(count)s stopped", count) % {"count": words.whole(count)}


def reserves(count: int) -> str:
    return ngettext("%(count)s on a reserve", "%(count)s on a reserve", count) % {"count": words.whole(count)}


def running(count: int) -> str:
    return ngettext("%(count)s running", "%(count)s running", count) % {"count": words.whole(count)}


def names(found: Ran, rows: Sequence[int]) -> str:
    return shortened([found.town.services[row].name for row in rows])


def shortened(given: list[str]) -> str:
    if len(given) <= MOST_NAMES:
        return ", ".join(given)
    more = len(given) - MOST_NAMES + 1
    said = ngettext("and %(count)s other", "and %(count)s others", more) % {"count": words.whole(more)}
    return f"{', '.join(given[: MOST_NAMES - 1])} {said}"


def standing_names(found: Ran, rows: Sequence[int], minute: int) -> str:
    """With how long each still lasts, where it will be lost."""
    return shortened([with_rest(found.town.services[row], rest(found, row, minute)) for row in rows])


def with_rest(service: Service, minutes: int | None) -> str:
    if minutes is None:
        return service.name
    return _("%(name)s (%(time)s left)") % {"name": service.name, "time": words.lasting(minutes)}


def rest(found: Ran, row: int, minute: int) -> int | None:
    """Minutes until it is lost, when its reserve does not last until supply is back."""
    for start, end in runs.reserve_spans(found, row):
        if start <= minute < end:
            return end - minute if any(lost == end for lost, _ in runs.lost_spans(found, row)) else None
    return None


def next_break(found: Ran, minute: int) -> tuple[str, str]:
    """When the next service is lost, and which ones are lost then."""
    later = found.losses.start[found.losses.start > minute]
    if not len(later):
        return "", ""
    first = int(later.min())
    rows = found.losses.service[found.losses.start == first]
    return words.clock(first), names(found, by_people(found, rows.tolist()))
