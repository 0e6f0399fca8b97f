"""The timeline of a run: a line for each service that moves, and the table of them all."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.before.dominos.engine import tally
from boucle.before.dominos.models import Service
from boucle.before.dominos.queries import runs, words
from boucle.before.dominos.queries.runs import Ran, Span
from boucle.foundation.figures.engine import timeline
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.timeline import Line, Timeline

DRAWN, TOLD = 10, 60  # lines of the picture, of the table
CLOSE_TICKS, FAR_TICKS, MANY_HOURS = 60, 240, 12
PHONE_TICKS = 6


@dataclass(frozen=True)
class Moved:
    """What happened to one service. Person-hours are those of its losses."""

    row: int
    service: Service
    lost: list[Span]
    reserve: list[Span]
    wave: int  # of its first loss; -1 when it holds
    person_hours: float


def moved(found: Ran) -> list[Moved]:
    """What is lost or stands on a reserve: what the cuts hit first, then by what it costs."""
    cost = np.bincount(found.losses.service, tally.cost(found.town.model, found.losses), len(found.town.services))
    waves = {int(found.losses.service[at]): int(found.losses.wave[at]) for at in found.losses.first()[::-1]}
    rows = np.flatnonzero(runs.touched(found)).tolist()
    told = [
        Moved(
            row,
            found.town.services[row],
            runs.lost_spans(found, row),
            runs.reserve_spans(found, row),
            waves.get(row, -1),
            float(cost[row]) / tally.HOUR,
        )
        for row in rows
    ]
    return sorted(told, key=rank)


def rank(one: Moved) -> tuple[bool, bool, bool, float, int]:
    """Direct losses, then other losses, vital ones and costly ones first, then what holds on a reserve."""
    return (one.wave != 0, not one.lost, not one.service.is_vital, -one.person_hours, one.row)


def drawn(told: list[Moved]) -> list[Moved]:
    """The lines of the picture: a few of each sort, in the order in which they are lost."""
    direct = [one for one in told if one.wave == 0][:2]
    chained = [one for one in told if one.wave > 0][: DRAWN - 3]
    holding = [one for one in told if one.wave < 0][: DRAWN - len(direct) - len(chained)]
    return direct + sorted(chained, key=lambda one: (one.lost[0][0], one.row)) + holding


def figure(found: Ran, told: list[Moved], minute: int) -> Figure:
    start, end = runs.window(found)
    shown = drawn(told)
    picture = Timeline(
        [line(one, tints(found)) for one in shown],
        start,
        end,
        ticks(start, end),
        [
            ("l-loop", _("running")),
            (timeline.HATCH, _("on a reserve")),
            ("f-clay", _("stopped")),
            ("f-warm", _("time of the cut")),
        ],
        (minute, words.clock(minute)),
    )
    return Figure(
        key="timeline",
        headline=headline(found, told),
        reading=reading(found, told, shown),
        title=_("Timeline of the services"),
        description=description(told),
        picture=picture,
        table=table(told),
    )


def tints(found: Ran) -> list[Span]:
    return runs.joined((cut.start, cut.end) for cut in found.cuts)


def line(one: Moved, tinted: list[Span]) -> Line:
    spans = [timeline.Span(low, high, timeline.HATCH) for low, high in one.reserve]
    spans += [timeline.Span(low, high, "f-clay") for low, high in one.lost]
    return Line(one.service.name, state(one), spans, tinted, bool(one.lost))


def state(one: Moved) -> str:
    minutes = sum(high - low for low, high in one.lost)
    if not minutes:
        return _("holds")
    return _("stopped %(time)s") % {"time": words.lasting(minutes)}


def ticks(start: int, end: int) -> list[tuple[float, str]]:
    """Whole hours, few enough that a phone shows them apart."""
    hours = (end - start) // 60
    step = 60 * max(1, -(-hours // PHONE_TICKS))
    first = start + (-start % step)
    return [(minute, words.clock(minute % (24 * 60))) for minute in range(first, end + 1, step)]


def headline(found: Ran, told: list[Moved]) -> str:
    """How long the cut lasts, and until when something is missing."""
    if not told:
        return _("Nothing falls: this schedule cuts no service of the inventory.")
    minutes = max(high - low for low, high in tints(found))
    last = max((high for one in told for _low, high in one.lost), default=0)
    if last >= found.horizon:
        said = _("The cut lasts %(time)s, and not everything comes back")
        return said % {"time": words.lasting(minutes)}
    said = _("The cut lasts %(time)s, something is missing until %(end)s")
    return said % {"time": words.lasting(minutes), "end": words.clock(last)}


def reading(found: Ran, told: list[Moved], shown: list[Moved]) -> str:
    start, end = runs.window(found)
    values = {
        "shown": words.whole(len(shown)),
        "moved": words.whole(len(told)),
        "total": words.whole(len(found.town.services)),
        "start": words.clock(start),
        "end": words.clock(end),
    }
    if len(shown) < len(told):
        said = _(
            "%(shown)s services of the %(moved)s that move, out of %(total)s, from %(start)s to %(end)s;"
            " the others are in the table."
        )
    else:
        said = _("%(shown)s services move out of %(total)s, from %(start)s to %(end)s.")
    return said % values


def description(told: list[Moved]) -> str:
    lost = [one for one in told if one.lost]
    parts = [
        _("%(name)s stops at %(time)s") % {"name": one.service.name, "time": words.clock(one.lost[0][0])}
        for one in drawn(lost)
    ]
    return f"{' ; '.join(parts)}." if parts else _("No service stops.")


def table(told: list[Moved]) -> Table:
    rows = [(one.service.name, words.whole(one.service.people), states(one), hours(one)) for one in told[:TOLD]]
    caption = _("Likely values. Times to the minute.")
    if len(told) > TOLD:
        more = len(told) - TOLD
        said = ngettext("%(count)s other is in the file.", "%(count)s others are in the file.", more)
        caption = f"{caption} {said % {'count': words.whole(more)}}"
    head = (_("Service"), _("People"), _("States"), _("Person-hours"))
    return Table(caption, head, rows, texts=(2,))


def states(one: Moved) -> str:
    spans = sorted([(*span, _("reserve")) for span in one.reserve] + [(*span, _("stopped")) for span in one.lost])
    return " ; ".join(f"{word} {words.clock(low)}–{words.clock(high)}" for low, high, word in spans)


def hours(one: Moved) -> str:
    said = words.whole(one.person_hours)
    return _("%(count)s (direct)") % {"count": said} if one.wave == 0 and one.person_hours else said
