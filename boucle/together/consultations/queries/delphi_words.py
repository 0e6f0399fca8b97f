"""Numbers, shares and counts of a Delphi in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.together.consultations.queries.delphi_seen import Feedback

MOST_PLACES = 2


def said(number: float | None) -> str:
    """In the reader's manner: 1 250, 6,5; a dash for what is not defined."""
    if number is None:
        return "–"
    rounded = round(number, MOST_PLACES)
    places = 0 if rounded == int(rounded) else len(f"{rounded:g}".partition(".")[2])
    return number_format(rounded, places, use_l10n=True, force_grouping=True)


def percent(share: float | None) -> str:
    return "–" if share is None else _("%(share)s %%") % {"share": said(round(100 * share))}


def part_name(name: str) -> str:
    return {"low": _("Lowest"), "best": _("Most likely"), "high": _("Highest")}[name]


def answers(count: int) -> str:
    return ngettext("%(count)s answer", "%(count)s answers", count) % {"count": count}


def reading(found: Feedback) -> str:
    """Which round, how many answers, of how many people."""
    if found.invited:
        told = {"round": found.round, "answers": answers(found.n), "invited": found.invited}
        return _("Round %(round)s, %(answers)s of %(invited)s people invited.") % told
    return _("Round %(round)s, %(answers)s.") % {"round": found.round, "answers": answers(found.n)}
