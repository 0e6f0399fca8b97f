"""What else than a theme can be followed: the commons say how a saved search is read, and never the other way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages.models import Subscription


@dataclass(frozen=True)
class Searches:
    """How the saved search of a subscription is read."""

    words: Callable[[Subscription], str]  # what is followed, in the language in force
    path: Callable[[Subscription], str]  # of its page
    news: Callable[[Subscription, datetime, int], list[Contribution]]
    # what it was not told of yet, at most so many, newest first; never of an exercise
    tell: Callable[[Subscription, Sequence[Contribution]], None]  # notes that it was told of them


SEARCHES: list[Searches] = []


def register_searches(searches: Searches) -> None:
    SEARCHES[:] = [searches]


def searches() -> Searches:
    return SEARCHES[0]
