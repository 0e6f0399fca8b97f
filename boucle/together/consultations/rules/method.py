"""The rule of decision: what each method needs written before its first round."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations.engine import delphi_rule, sentences
from boucle.together.consultations.enums import BallotType, Method

ALLOCATIONS = ("most-votes", "greedy", "greedy-no-skip", "equal-shares")
MAJORITIES = ("simple", "absolute", "two-thirds")
START: dict[Method, dict[str, Any]] = {
    Method.DELPHI: {
        "scale": [1, 9],
        "quantile": "linear",
        "agreement": {"median_at_least": 7},
        "disagreement": {"median_at_most": 3},
        "consensus": {"iqr_at_most": 3},
        "stability": {"histogram_below": 0.15},
        "minimum_answers": 5,
    },
    Method.OPINIONS: {"minimum_votes": 7, "minimum_group": 5, "resamples": 100},
    Method.BUDGET: {"ballot": "dots", "points": 2, "per_item": 2, "allocation": "most-votes", "winners": 4},
    Method.CONSENT: {"review_months": 12},
    Method.VOTE: {"majority": "simple"},
}  # what a new consultation starts from, to be read and changed before the first round


def check_rule(method: Method, rule: Any) -> dict[str, Any]:
    """The rule as it is kept. Raises NotPossible with a sentence that names what is wrong."""
    if not isinstance(rule, dict):
        raise NotPossible(_("The rule is a list of names and values."))
    CHECKS[method](rule)
    return rule


def delphi(rule: Mapping[str, Any]) -> None:
    try:
        delphi_rule.parse(dict(rule))
    except sentences.Refusal as refusal:
        raise NotPossible(_(refusal.sentence) % refusal.values) from refusal


def opinions(rule: Mapping[str, Any]) -> None:
    known(rule, {"minimum_votes", "minimum_group", "resamples"})
    whole(rule, "minimum_votes", 1, 100)
    whole(rule, "minimum_group", 2, 1000)
    whole(rule, "resamples", 0, 1000)


def budget(rule: Mapping[str, Any]) -> None:
    known(rule, {"ballot", "points", "per_item", "allocation", "winners", "budget", "minimum_votes", "incompatible"})
    among(rule, "ballot", BallotType.values)
    among(rule, "allocation", ALLOCATIONS)
    whole(rule, "points", 1, 1000)
    whole(rule, "per_item", 1, 1000)
    whole(rule, "minimum_votes", 0, 10**9)
    if rule["allocation"] == "most-votes":
        whole(rule, "winners", 1, 1000, is_needed=True)
    else:
        whole(rule, "budget", 1, 10**12, is_needed=True)


def consent(rule: Mapping[str, Any]) -> None:
    known(rule, {"review_months"})
    whole(rule, "review_months", 1, 60, is_needed=True)


def vote(rule: Mapping[str, Any]) -> None:
    known(rule, {"majority", "quorum_share"})
    among(rule, "majority", MAJORITIES)
    whole(rule, "quorum_share", 1, 100)


def known(rule: Mapping[str, Any], names: set[str]) -> None:
    strange = sorted(set(rule) - names)
    if strange:
        raise NotPossible(_("The rule does not know “%(name)s”.") % {"name": strange[0]})


def among(rule: Mapping[str, Any], name: str, values: Any) -> None:
    if rule.get(name) not in values:
        raise NotPossible(_("“%(name)s” is one of: %(values)s.") % {"name": name, "values": ", ".join(values)})


def whole(rule: Mapping[str, Any], name: str, low: int, high: int, *, is_needed: bool = False) -> None:
    value = rule.get(name)
    if value is None and not is_needed:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        sentence = _("“%(name)s” is a whole number from %(low)s to %(high)s.")
        raise NotPossible(sentence % {"name": name, "low": low, "high": high})


CHECKS: dict[Method, Callable[[Mapping[str, Any]], None]] = {
    Method.DELPHI: delphi,
    Method.OPINIONS: opinions,
    Method.BUDGET: budget,
    Method.CONSENT: consent,
    Method.VOTE: vote,
}
