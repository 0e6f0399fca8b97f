"""What a text is close to: the contributions that say its most telling words, by stems and their lemmas.

Recurrences of a lesson, items related to a sheet: the same question, asked of the index that a search reads. Nothing
is computed beforehand for it, and no model is needed; see `meaning` for one that is given.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import meaning, projection, vocabulary, words
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import fetch
from boucle.commons.search.queries.projection import Row
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

MOST_WORDS = 12  # the most telling ones of the text
LONGEST = 20_000  # signs of a text that are read
LEAST = 0.2  # of what the text would score against itself in these words: under it, a row is close by chance
LEAST_MEANT = 0.1  # the same, where a model tells which of them mean the same
SHOWN = 5
EACH, ENOUGH = 30, 45  # rows that say one of these words, and in all: reading more would cost more than it tells


class Said(NamedTuple):
    """A document, as stems."""

    id: int
    title: str
    body: str


def close_to(
    text: str,
    territory: Territory,
    kind: str,
    *,
    exclude: int | None = None,
    situation: Situation | None = None,
    limit: int = SHOWN,
) -> list[Row]:
    """Published contributions of a kind in a territory that are close to a text, closest first. `exclude`: the id of
    the one that the text comes from. Few queries, whatever the number of contributions. Where a local model is given,
    its order and that of the words are joined."""
    groups, whole = telling(text, known_once=exclude is None)
    asked = Filter(territory, kind, sort=Sort.RELEVANCE, situation=situation)
    ids = [id_ for id_ in candidates(asked, groups) if id_ != exclude]
    documents = read(ids)
    if not meaning.is_ready():
        return projection.of(kind).rows(closest(groups, LEAST * whole, documents)[:limit])
    wider = closest(groups, LEAST_MEANT * whole, documents)
    return projection.of(kind).rows(engine.fused(wider, meaning.ordered(text, wider))[:limit])


def candidates(asked: Filter, groups: Sequence[engine.Group]) -> list[int]:
    """The newest that say the two rarest words together, then each word, rarest first, until there are enough."""
    found: dict[int, None] = {}
    for some in [groups[:2], *([group] for group in groups)]:
        if some and len(found) < ENOUGH:
            found |= dict.fromkeys(match.id for match in words.matching(asked, some, EACH))
    return list(found)


def read(ids: Sequence[int]) -> list[Said]:
    """What these documents say."""
    marks = ",".join(["%s"] * len(ids))
    sql = f"SELECT contribution_id, title, body FROM search_document WHERE contribution_id IN ({marks})"
    return [Said(*row) for row in fetch(sql, ids)] if ids else []


def closest(groups: Sequence[engine.Group], least: float, documents: Iterable[Said]) -> list[int]:
    """The ids of those that share at least so much of the telling words, in the order of a search for these words."""
    weights = {word.stem: word.weight for group in groups for word in group}
    kept = [one for one in documents if shared(weights, f"{one.title} {one.body}") >= least]
    scores = {one.id: engine.score(groups, one.title, one.body, "") for one in kept}
    return sorted(scores, key=lambda id_: (-scores[id_], id_))


def shared(weights: Mapping[str, int], stems: str) -> int:
    """The weight of the telling words that it says; how often does not count: texts are long or short."""
    return sum(weights[stem] for stem in weights.keys() & set(stems.split()))


def telling(text: str, *, known_once: bool = True) -> tuple[tuple[engine.Group, ...], int]:
    """The stems that tell most of a text and that others say: said often in it, rarely elsewhere; rarest first. And the
    weight of its most telling stems, said elsewhere or not: a text that shares one word of twelve is far.

    `known_once`: whether a stem that only one document says counts, which it does not when that document is the text's
    own.
    """
    said = Counter(engine.document_stems(text[:LONGEST]).split())
    return told(said, vocabulary.total(), known_once=known_once)


def told(said: Mapping[str, int], everything: int, *, known_once: bool) -> tuple[tuple[engine.Group, ...], int]:
    """The same of a text that is stems already, among so many documents; one query."""
    documents = vocabulary.documents_of(said)
    weights = {stem: 1000 * engine.rarity(documents.get(stem, 1), everything) for stem in said}
    ranked = sorted(said, key=lambda stem: (-weights[stem] * repeated(said[stem]), stem))
    least = 1 if known_once else 2
    chosen = [stem for stem in ranked if documents.get(stem, 0) >= least][:MOST_WORDS]
    groups = ((engine.Word(stem, weights[stem]),) for stem in sorted(chosen, key=lambda stem: (documents[stem], stem)))
    return tuple(groups), sum(weights[stem] for stem in ranked[:MOST_WORDS])


def repeated(times: int) -> float:
    """What saying a word again adds, less and less."""
    return 1 + 0.5 * min(times - 1, 3)
