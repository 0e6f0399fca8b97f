"""Lessons that say the same elsewhere or before: by the words that they share, whatever the territory and the event."""

from dataclasses import dataclass

from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import finding
from boucle.commons.search import queries as search
from boucle.foundation.core import text
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

MOST_SHOWN, MOST_READ = 3, 40
ALIKE = 0.22  # share of the telling words of the shorter one that the other has too
TAGGED = 0.1  # what the same theme, or the same loop, adds


@dataclass(frozen=True)
class Alike:
    """`share`: of the telling words of the shorter one, with what their tags add; 1 at most."""

    lesson: Lesson
    share: float


def public(row: Lesson) -> list[Alike]:
    """Published lessons that look like it, likeliest first; those joined to it already are left out."""
    told = words_of(row)
    mine = frozenset(text.stems(told))
    joined = set(row.contribution.links_out.values_list("target", flat=True))
    joined |= set(row.contribution.links_in.values_list("source", flat=True))
    found = [compared(row, mine, other) for other in candidates(row, told) if other.pk not in joined]
    kept = sorted((one for one in found if one.share >= ALIKE), key=lambda one: (-one.share, one.lesson.pk))
    return kept[:MOST_SHOWN]


def words_of(row: Lesson) -> str:
    return " ".join((row.contribution.title, row.contribution.text, row.happened, row.why, row.next))


def candidates(row: Lesson, told: str) -> list[Lesson]:
    """What the index finds close in the whole country."""
    found = search.close_to(told, country(row), "lesson", exclude=row.pk, limit=MOST_READ)
    return list(finding.lessons().filter(pk__in=[each.id for each in found]))


def country(row: Lesson) -> Territory:
    """The widest territory around it."""
    widest = territories.ancestors(row.contribution.territory_id)[-1]
    return Territory.objects.get(pk=widest)


def compared(row: Lesson, mine: frozenset[str], other: Lesson) -> Alike:
    theirs = frozenset(text.stems(words_of(other)))
    shorter = min(len(mine), len(theirs)) or 1
    share = len(mine & theirs) / shorter
    share += TAGGED * (
        row.contribution.theme_id is not None and row.contribution.theme_id == other.contribution.theme_id
    )
    share += TAGGED * (bool(row.loop) and row.loop == other.loop) * bool(share)
    return Alike(other, min(1.0, share))
