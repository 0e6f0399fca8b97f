"""What stands beside a contribution: what says nearly the same, whatever its kind; four statements."""

from collections import Counter

from boucle.commons.search import engine
from boucle.commons.search.queries import closeness, everywhere, words
from boucle.commons.search.queries.dialects import dialect
from boucle.commons.search.queries.filter_everywhere import Everywhere
from boucle.commons.search.queries.found import fetch
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.territories.models import Territory

MOST_TELLING = 6  # words of which two must be said: fifteen pairs
READ = 60  # newest rows that say two of them
SHOWN = 4
LEAST = 0.35  # of its telling words, in weight: a page sends nobody to what is only near by chance

OWN = (
    "SELECT title, body, (SELECT max(contribution_id) FROM search_document)"
    " FROM search_document WHERE contribution_id = %s"
)


def beside(one: Contribution, place: Territory, *, besides: str = "", limit: int = SHOWN) -> list[everywhere.Result]:
    """Public contributions of a territory that say nearly the same as a public one, closest first. `besides`: a kind
    that its page shows already. Nothing beside an exercise, nor beside what the index does not hold."""
    if one.nature not in PUBLIC_NATURES:
        return []
    known = fetch(OWN, [one.pk])
    if not known:
        return []
    title, body, total = known[0]
    groups, whole = closeness.told(Counter(f"{title} {body}".split()), total, known_once=False)
    asked = Everywhere(place, besides=besides)
    found = [said for said in saying(asked, groups) if said.id != one.pk]
    return everywhere.results(closeness.closest(groups, LEAST * whole, found)[:limit])


def saying(asked: Everywhere, groups: tuple[engine.Group, ...]) -> list[closeness.Said]:
    """The newest rows that say two of the most telling words."""
    if len(groups) < 2:
        return []
    spoken = dialect()
    asking = spoken.two_of(groups[:MOST_TELLING], *words.shelves(asked))
    sql = (
        f"SELECT {spoken.ID}, s.title, s.body FROM {spoken.FROM} WHERE {spoken.CONDITION}"
        f" ORDER BY {spoken.NEWEST_FIRST} LIMIT {READ}"
    )
    return [closeness.Said(*row) for row in fetch(sql, [asking])]
