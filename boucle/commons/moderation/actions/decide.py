"""Decisions: one verb on one item, or on many, each item for itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution

HOLD = "hold"


@dataclass(frozen=True)
class Outcome:
    """What became of one item: done, or why not."""

    row: Contribution
    refusal: str = ""


def decide(
    *,
    contribution: Contribution,
    verb: str,
    user: User,
    seen: int | None = None,
    question: str = "",
    reason: str = "",
    note: str = "",
) -> Contribution:
    """Does one verb. Raises what the lifecycle raises: rules.NotAllowed, NotPossible, Stale."""
    words: dict[Verb, dict[str, str]] = {
        Verb.RETURN: {"question": question},
        Verb.REJECT: {"reason": reason, "note": note},
        Verb.ARCHIVE: {"reason": reason, "note": note},
    }
    verbs: dict[Verb, Callable[..., Contribution]] = {
        Verb.PUBLISH: lifecycle.publish,
        Verb.RETURN: lifecycle.return_to_author,
        Verb.REJECT: lifecycle.reject,
        Verb.VERIFY: lifecycle.verify,
        Verb.ARCHIVE: lifecycle.archive,
        Verb.RESTORE: lifecycle.restore,
    }
    wanted = Verb(verb)
    extra: dict[str, Any] = words.get(wanted, {"note": note})
    return verbs[wanted](contribution=contribution, by=rules.By(user=user), seen=seen, **extra)


def decide_many(
    *, rows: Sequence[Contribution], seen: Sequence[int | None], verb: str, user: User, reason: str = ""
) -> list[Outcome]:
    """The same on many: each row has its own transaction and its own rule, and one refusal stops no other."""
    return [
        attempt(row, verb=verb, user=user, seen=number, reason=reason) for row, number in zip(rows, seen, strict=True)
    ]


def attempt(row: Contribution, *, verb: str, user: User, seen: int | None, reason: str) -> Outcome:
    try:
        if verb == HOLD:
            return Outcome(lifecycle.hold(contribution=row, user=user))
        return Outcome(decide(contribution=row, verb=verb, user=user, seen=seen, reason=reason))
    except (rules.NotAllowed, rules.NotPossible) as refusal:
        return Outcome(row, str(refusal))


def done(outcomes: Iterable[Outcome]) -> int:
    return sum(1 for outcome in outcomes if not outcome.refusal)
