"""The pictures of the dashboard, each with the sentence that reads it and its table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.commons.moderation.queries.dashboard import Dashboard, Delay
from boucle.commons.moderation.queries.dashboard_flow import Day
from boucle.commons.moderation.queries.dashboard_places import Commune
from boucle.commons.moderation.views import dashboard_words as words
from boucle.foundation.figures.engine.bars import Bars, Series
from boucle.foundation.figures.engine.dots import Dots, Lane
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.ranges import Range, Ranges

HOUR = 3600
LANES = 9
QUIET_DAYS = 3  # a commune that spoke, then not for so long, is named


def drawn(board: Dashboard) -> dict[str, Any]:
    """The figures of the page; None where there is nothing to draw."""
    return {
        "flow_figure": flow(board.flow),
        "delays_figure": delays(board) if board.by_theme else None,
        "places_figure": places(board) if board.communes else None,
    }


def flow(span: Sequence[Day]) -> Figure:
    proposed, published = sum(day.proposed for day in span), sum(day.published for day in span)
    top = max(span, key=lambda day: (day.proposed, day.day))
    marked = span.index(top) if top.proposed else None
    return Figure(
        key="flux",
        headline=flow_title(proposed, published),
        reading=_("Fiches proposed and published each day, %(from)s to %(to)s.") % ends([day.day for day in span]),
        title=_("Fiches proposed and published by day"),
        description=_("%(proposed)d proposed and %(published)d published; the most on %(day)s: %(top)d proposed.")
        % {"proposed": proposed, "published": published, "day": long(top.day), "top": top.proposed},
        picture=Bars(
            [str(day.day.day) for day in span],
            [
                Series(_("proposed"), [day.proposed for day in span], "o-soft"),
                Series(_("published"), [day.published for day in span], "f-loop"),
            ],
            marked=marked,
        ),
        table=Table(
            _("Remaining: fiches without a decision at midnight."),
            [_("Day"), pgettext("column", "Proposed"), pgettext("column", "Published"), _("Remaining")],
            [[long(day.day), day.proposed, day.published, day.rest] for day in span],
        ),
    )


def flow_title(proposed: int, published: int) -> str:
    if not proposed:
        return _("Nothing came in")
    if published >= proposed:
        return _("As much goes out as comes in")
    late = proposed - published
    return ngettext("One fiche more came in than went out", "%(count)d fiches more came in than went out", late) % {
        "count": late
    }


def delays(board: Dashboard) -> Figure:
    limit = board.scope.decision_hours
    slowest = max(board.by_theme, key=lambda one: one.ninth or one.median or 0)
    return Figure(
        key="delai",
        headline=delays_title(slowest, limit),
        reading=_("Time between the deposit and the first decision, by theme, over seven days."),
        title=_("Median and ninth decile of the time to decide, by theme"),
        description=_("The slowest theme: %(theme)s, median %(time)s.")
        % {"theme": slowest.theme, "time": words.phrase(slowest.median)},
        picture=Ranges(
            [delay_range(one) for one in board.by_theme],
            typical=_("half are decided"),
            extreme=_("nine out of ten are"),
            unit="h",
            limit=float(limit),
            limit_label=_("%(hours)d h: goes up") % {"hours": limit},
        ),
        table=Table(
            _("Ninth decile by nearest rank, said from ten decisions on."),
            [_("Theme"), _("Median"), _("9 out of 10"), _("Decisions")],
            [
                [str(one.theme), words.phrase(one.median), words.phrase(one.ninth) or "–", one.decided]
                for one in board.by_theme
            ],
        ),
    )


def delays_title(slowest: Delay, limit: int) -> str:
    if slowest.ninth is not None and slowest.ninth > limit * HOUR:
        return _("%(theme)s: one fiche out of ten waits more than %(time)s") % {
            "theme": slowest.theme,
            "time": words.phrase(slowest.ninth),
        }
    return _("The slowest theme is %(theme)s: half within %(time)s") % {
        "theme": slowest.theme,
        "time": words.phrase(slowest.median),
    }


def delay_range(one: Delay) -> Range:
    """With too few decisions both marks stand on the median: nothing is invented."""
    extreme = one.ninth if one.ninth is not None else one.median
    typical = (one.median or 0) / HOUR
    return Range(str(one.theme), typical, max(typical, (extreme or 0) / HOUR), words.short(extreme))


def places(board: Dashboard) -> Figure:
    span = [day.day for day in board.flow[-len(board.communes[0].by_day) :]]
    shown = lanes(board.communes)
    quiet = [one for one in shown if note(one)]
    most = max((max(one.by_day) for one in shown), default=0)
    return Figure(
        key="muettes",
        headline=words.silent_title(board.silent),
        reading=_(
            "Fiches received by commune and by day. A commune that keeps silent during a crisis is a signal, not a "
            "good result."
        ),
        title=_("Fiches received by commune and by day"),
        description=_("Circles grow with the number of fiches. Silent: %(names)s.")
        % {"names": ", ".join(one.name for one in quiet) or _("none")},
        picture=Dots(
            [str(day.day) for day in span],
            [Lane(one.name, one.by_day, note(one)) for one in shown],
            one=_("1 fiche"),
            many=ngettext("%(count)d fiche", "%(count)d fiches", most) % {"count": most},
            silent=_("silent"),
        ),
        table=Table(
            _("%(from)s to %(to)s.") % ends(span),
            [_("Commune"), *(str(day.day) for day in span), _("In all")],
            [[one.name, *one.by_day, one.total] for one in shown],
        ),
    )


def lanes(communes: Sequence[Commune]) -> list[Commune]:
    """The most talkative, then the most populated of the silent ones: at most nine."""
    silent = [one for one in communes if one.is_silent][:3]
    talkative = sorted((one for one in communes if not one.is_silent), key=lambda one: (-sum(one.by_day), -one.total))
    return talkative[: LANES - len(silent)] + silent


def note(one: Commune) -> str:
    if one.is_silent:
        return _("never anything received")
    if not any(one.by_day):
        return _("nothing for a week")
    if any(one.by_day[-QUIET_DAYS:]) or one.last is None:
        return ""
    return _("nothing since %(day)s") % {"day": one.last.day}


def ends(span: Sequence[date]) -> dict[str, str]:
    return {"from": long(span[0]), "to": long(span[-1])}


def long(day: date) -> str:
    """`19 janvier`."""
    return date_format(day, "j F")


def grouped(value: int | None) -> str:
    return "–" if value is None else number_format(value, force_grouping=True)
