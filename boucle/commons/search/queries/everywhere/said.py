"""By words: the rows that say them, found once for the page, for the numbers of each kind and for the months."""

from dataclasses import dataclass

from boucle.commons.search.queries import words
from boucle.commons.search.queries.filter_everywhere import Everywhere


@dataclass(frozen=True)
class Said:
    own: words.Matches  # of the kind that is chosen; of every kind when none is
    every: words.Matches


def said(asked: Everywhere) -> Said | None:
    """None where nothing is asked by words. A chosen kind is asked for by itself: what comes close to the words is told
    among its own rows."""
    if not asked.q:
        return None
    groups = words.understood(asked, asked.after)
    every = words.saying(asked.changed(kind=""), groups)
    return Said(words.saying(asked, groups) if asked.kind else every, every)
