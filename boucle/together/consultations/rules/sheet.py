"""Which answers are answers: one check per type of item, with a sentence for people."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations.enums import VOTES, BallotType, ItemType
from boucle.together.consultations.models import Answer, Consultation, Item, Round

LONGEST_ANSWER = 4000
USUAL_SCALE = (1, 9)
MOST = 10**12  # of an estimate


def check_open(round_: Round | None) -> Round:
    """Raises NotPossible when no round takes answers at this moment."""
    if round_ is None or not round_.is_open:
        raise NotPossible(_("No round is open: answers are no longer taken, those that were sent are kept."))
    if round_.closes_at is not None and clock.now() >= round_.closes_at:
        raise NotPossible(_("This round has ended: answers are no longer taken, those that were sent are kept."))
    return round_


def check_value(item: Item, value: Any) -> Any:
    """The value as it is kept; None is "no opinion", which every type allows.

    Raises NotPossible with a sentence that says what this item takes.
    """
    if value is None or value == "":
        return None
    return CHECKS[ItemType(item.type)](item, value)


def open_text(item: Item, value: Any) -> str:
    cleaned = texts.clean(str(value))
    if len(cleaned) > LONGEST_ANSWER:
        raise NotPossible(_("Shorten your answer: it has more than 4,000 signs."))
    return cleaned


def number(value: Any) -> float:
    try:
        found = float(str(value).replace(",", ".").replace(" ", "").replace("\u202f", ""))
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or abs(found) > MOST:
        raise NotPossible(_("“%(value)s” is not a number.") % {"value": str(value)[:40]})
    return int(found) if found == int(found) else found


def scale(item: Item, value: Any) -> float:
    low, high = item.settings.get("scale", USUAL_SCALE)
    found = number(value)
    if not low <= found <= high or found != int(found):
        raise NotPossible(_("Choose a whole number from %(low)s to %(high)s.") % {"low": low, "high": high})
    return found


def estimate(item: Item, value: Any) -> dict[str, float]:
    given = value if isinstance(value, dict) else {}
    if not {"low", "best", "high"} <= set(given):
        raise NotPossible(_("Give three numbers: the lowest, the most likely, the highest."))
    found = {name: number(given[name]) for name in ("low", "best", "high")}
    if not found["low"] <= found["best"] <= found["high"]:
        raise NotPossible(_("The lowest comes first, then the most likely, then the highest."))
    return found


def choice(item: Item, value: Any) -> list[int]:
    options, most = len(item.settings.get("options", [])), int(item.settings.get("most", 1))
    found = sorted({int(number(one)) for one in (value if isinstance(value, list) else [value])})
    if not all(0 <= one < options for one in found):
        raise NotPossible(_("Choose among the answers that are proposed."))
    if len(found) > most:
        raise NotPossible(_("Choose %(most)s answers at most.") % {"most": most})
    return found


def ranking(item: Item, value: Any) -> list[int]:
    """Options from the first to the last."""
    options = len(item.settings.get("options", []))
    found = [int(number(one)) for one in (value if isinstance(value, list) else [])]
    if sorted(found) != list(range(options)):
        raise NotPossible(_("Give each line a rank of its own."))
    return found


def placement(item: Item, value: Any) -> list[float]:
    """Across and up, from -100 to 100."""
    found = [number(one) for one in (value if isinstance(value, list) else [])]
    if len(found) != 2 or not all(-100 <= one <= 100 for one in found):
        raise NotPossible(_("Place the point inside the picture: from -100 to 100 on each axis."))
    return found


def vote(item: Item, value: Any) -> int:
    found = int(number(value))
    if found not in VOTES:
        raise NotPossible(_("Answer agree, disagree or pass."))
    return found


def amount(item: Item, value: Any) -> int:
    """Dots, points or a cross; what they add up to is checked when the sheet is sent."""
    found = number(value)
    if found < 0 or found != int(found):
        raise NotPossible(_("Give a whole number of dots, zero or more."))
    return int(found)


def check_ballot(consultation: Consultation, answers: Sequence[Answer]) -> None:
    """What dots, points, ranks or a basket add up to. Raises NotPossible with what is too many."""
    rule = consultation.rule
    amounts = [int(answer.value or 0) for answer in answers if answer.item.type == ItemType.OPTION]
    ballot, points, per_item = rule.get("ballot"), rule.get("points"), rule.get("per_item")
    if ballot == BallotType.KNAPSACK:
        check_basket(answers, rule.get("budget", 0))
    elif ballot == BallotType.RANKING:
        check_ranks([amount for amount in amounts if amount], points)
    else:
        check_dots(amounts, points, per_item)


def check_dots(amounts: Sequence[int], points: int | None, per_item: int | None) -> None:
    if points is not None and sum(amounts) > points:
        raise NotPossible(
            _("You placed %(placed)s and have %(points)s: take some back.") % {"placed": sum(amounts), "points": points}
        )
    if per_item is not None and max(amounts, default=0) > per_item:
        raise NotPossible(_("Place %(most)s at most on one line.") % {"most": per_item})


def check_basket(answers: Sequence[Answer], budget: int) -> None:
    cost = sum(answer.item.cost or 0 for answer in answers if answer.value)
    if cost > budget:
        raise NotPossible(_("Your basket costs %(over)s too much.") % {"over": cost - budget})


def check_ranks(ranks: Sequence[int], places: int | None) -> None:
    """1 for the first line, 2 for the second…; 0 for a line without a rank."""
    if len(set(ranks)) < len(ranks):
        raise NotPossible(_("Two lines have the same rank: give each its own."))
    most = min(places or len(ranks), len(ranks))
    if ranks and max(ranks) > most:
        raise NotPossible(_("Use the ranks from 1 to %(most)s, without a gap.") % {"most": most})


CHECKS: dict[ItemType, Callable[[Item, Any], Any]] = {
    ItemType.OPEN: open_text,
    ItemType.SCALE: scale,
    ItemType.ESTIMATE: estimate,
    ItemType.CHOICE: choice,
    ItemType.RANKING: ranking,
    ItemType.PLACEMENT: placement,
    ItemType.STATEMENT: vote,
    ItemType.OPTION: amount,
    ItemType.PROPOSAL: vote,
}
