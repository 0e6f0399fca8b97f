"""The dashboard in sentences: each says what the figures say, and nothing that they do not."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.commons.moderation.queries.dashboard import ENOUGH_FOR_NINE_IN_TEN, Dashboard, Delay
from boucle.commons.moderation.queries.dashboard_places import Commune
from boucle.foundation.territories.models import Territory

MINUTE, HOUR, DAY = 60, 3600, 86_400
HOURS_UP_TO = 96 * HOUR
NAMED = 3  # silent communes named in a title


def said(board: Dashboard) -> dict[str, Any]:
    """Every sentence of the page."""
    return {
        "lede": f"{speed(board.delay)} {burden(board)}",
        "median": amount(board.delay.median),
        "median_note": median_note(board),
        "ninth": amount(board.delay.ninth),
        "ninth_note": ninth_note(board),
        "searches_title": searches_title(board),
        "visits_said": visits_said(board),
    }


def amount(seconds: int | None) -> tuple[str, str] | None:
    """A delay as a figure and its unit: `("7", "heures")`; None when there is nothing to say."""
    if seconds is None:
        return None
    if seconds < HOUR:
        count = max(1, round(seconds / MINUTE))
        return str(count), ngettext("minute", "minutes", count)
    if seconds < HOURS_UP_TO:
        count = round(seconds / HOUR)
        return str(count), ngettext("hour", "hours", count)
    count = round(seconds / DAY)
    return str(count), ngettext("day", "days", count)


def phrase(seconds: int | None) -> str:
    """`7 heures`."""
    found = amount(seconds)
    return "\u00a0".join(found) if found else ""


def short(seconds: int | None) -> str:
    """`7 h`, beside a point of a picture."""
    if seconds is None:
        return ""
    if seconds < HOUR:
        return f"{max(1, round(seconds / MINUTE))}\u00a0min"
    return f"{round(seconds / HOUR)}\u00a0{pgettext('hours', 'h')}"


def speed(delay: Delay) -> str:
    if delay.median is None:
        return _("Nothing was decided in the last seven days.")
    if delay.decided == 1:
        return _("One fiche was decided in the last seven days, in %(time)s.") % {"time": phrase(delay.median)}
    return _("Half of the fiches are decided within %(time)s.") % {"time": phrase(delay.median)}


def burden(board: Dashboard) -> str:
    """What remains to be done, in the order in which it presses."""
    silent, stuck, searched = len(board.silent), board.stuck_total, len(board.searches)
    parts = []
    if stuck:
        parts.append(ngettext("one fiche is stuck", "%(count)d fiches are stuck", stuck) % {"count": stuck})
    if silent:
        parts.append(ngettext("one commune is silent", "%(count)d communes are silent", silent) % {"count": silent})
    if searched:
        parts.append(
            ngettext("one search finds nothing", "%(count)d searches find nothing", searched) % {"count": searched}
        )
    if not parts:
        return _("Nothing is stuck, and every commune has spoken.")
    sentence = get_text_list(parts, _("and"))
    return sentence[0].upper() + sentence[1:] + "."


def median_note(board: Dashboard) -> str:
    if board.delay.median is None:
        return _("no decision in seven days")
    if board.delay.decided == 1:
        return _("on one decision only")
    if board.before.median is None:
        return _("on %(count)d decisions") % {"count": board.delay.decided}
    return _("it was %(time)s the week before") % {"time": phrase(board.before.median)}


def ninth_note(board: Dashboard) -> str:
    if board.delay.ninth is None:
        return _("too few decisions to say: ten are needed, there are %(count)d") % {"count": board.delay.decided}
    return _("the limit that you set: %(hours)d h") % {"hours": board.scope.decision_hours}


def silent_title(communes: list[Commune]) -> str:
    """`Givors et Pierre-Bénite se taisent`."""
    if not communes:
        return _("Every commune has spoken")
    names = [commune.name for commune in communes[:NAMED]]
    more = len(communes) - len(names)
    if more:
        names.append(ngettext("one other commune", "%(count)d other communes", more) % {"count": more})
    listed = get_text_list(names, _("and"))
    return ngettext("%(names)s is silent", "%(names)s are silent", len(communes)) % {"names": listed}


def searches_title(board: Dashboard) -> str:
    if not board.searches:
        return _("Every frequent search finds something")
    first = board.searches[0]
    return ngettext(
        "“%(words)s” was searched once, without finding anything",
        "“%(words)s” was searched %(count)d times, without finding anything",
        first.times,
    ) % {"words": first.words, "count": first.times}


def visits_said(board: Dashboard) -> str:
    pages = sum(day.pages for day in board.visits)
    if not pages:
        return _("No page has been read in a fortnight, or nothing counts them yet.")
    today = board.visits[-1].pages
    return ngettext(
        "One page read in a fortnight, %(today)s of them today.",
        "%(pages)s pages read in a fortnight, %(today)s of them today.",
        pages,
    ) % {"pages": number_format(pages, force_grouping=True), "today": number_format(today, force_grouping=True)}


def call(searched: str, territory: Territory) -> dict[str, str]:
    """A call for what was searched: a title, a text to pass on, the address of the form filled in with them."""
    title = _("Wanted: %(words)s") % {"words": searched}
    text = _(
        "In %(place)s, people look for “%(words)s” and find nothing. Do you have it, or do you know who does? "
        "Say so in five minutes, without an account."
    ) % {"place": territory.name, "words": searched}
    query = urlencode({"q": title})
    try:
        address = reverse("initiatives:propose", args=[territory.slug])
    except NoReverseMatch:
        return {"title": title, "text": text, "address": "", "plain_address": ""}
    return {"title": title, "text": text, "address": f"{address}?{query}", "plain_address": address}


def is_enough(delay: Delay) -> bool:
    return delay.decided >= ENOUGH_FOR_NINE_IN_TEN
