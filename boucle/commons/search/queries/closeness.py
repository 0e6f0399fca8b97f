"""What a text is close to: the contributions that say its most telling words, by stems and their lemmas.

Recurrences of a lesson, items related to a sheet: the same question, asked of the index that a search reads. Nothing
is computed beforehand for it, and no model is needed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import projection, vocabulary, words
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import fetch
from boucle.commons.search.queries.projection import Row
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

MOST_WORDS = 12  # the most telling ones of the text
LONGEST = 20_000  # signs of a text that are read
LEAST = 0.25  # of what the text would score against itself in these words: under it, a row is close by chance
SHOWN = 5
EACH, ENOUGH = 30, 45  # rows that say one of these words, and in all: reading more would cost more than it tells


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
    the one that the text comes from. Three or four queries, whatever the number of contributions."""
    groups, whole = telling(text, known_once=exclude is None)
    asked = Filter(territory, kind, sort=Sort.RELEVANCE, situation=situation)
    scores = scored(groups, [id_ for id_ in candidates(asked, groups) if id_ != exclude])
    kept = [id_ for id_, score in scores.items() if score >= LEAST * whole]
    best = sorted(kept, key=lambda id_: (-scores[id_], id_))[:limit]
    return projection.of(kind).rows(best)


def candidates(asked: Filter, groups: Sequence[engine.Group]) -> list[int]:
    """The newest that say the two rarest words together, then each word, rarest first, until there are enough."""
    found: dict[int, None] = {}
    for some in [groups[:2], *([group] for group in groups)]:
        if some and len(found) < ENOUGH:
            found |= dict.fromkeys(match.id for match in words.matching(asked, some, EACH))
    return list(found)


def scored(groups: Sequence[engine.Group], ids: Sequence[int]) -> dict[int, int]:
    """The weight of the telling words that each says, by id; how often does not count: texts are long or short."""
    if not ids:
        return {}
    weights = {word.stem: word.weight for group in groups for word in group}
    marks = ",".join(["%s"] * len(ids))
    sql = f"SELECT contribution_id, title, body FROM search_document WHERE contribution_id IN ({marks})"
    return {id_: shared(weights, f"{title} {body}") for id_, title, body in fetch(sql, ids)}


def shared(weights: Mapping[str, int], stems: str) -> int:
    return sum(weights[stem] for stem in weights.keys() & set(stems.split()))


def telling(text: str, *, known_once: bool = True) -> tuple[tuple[engine.Group, ...], int]:
    """The stems that tell most of a text and that others say: said often in it, rarely elsewhere; rarest first. And the
    weight of its most telling stems, said elsewhere or not: a text that shares one word of twelve is far.

    `known_once`: whether a stem that only one document says counts, which it does not when that document is the text's
    own.
    """
    said = Counter(engine.document_stems(text[:LONGEST]).split())
    documents = vocabulary.documents_of(said)
    everything = vocabulary.total()
    weights = {stem: 1000 * engine.rarity(documents.get(stem, 1), everything) for stem in said}
    ranked = sorted(said, key=lambda stem: (-weights[stem] * repeated(said[stem]), stem))
    least = 1 if known_once else 2
    chosen = [stem for stem in ranked if documents.get(stem, 0) >= least][:MOST_WORDS]
    groups = ((engine.Word(stem, weights[stem]),) for stem in sorted(chosen, key=lambda stem: (documents[stem], stem)))
    return tuple(groups), sum(weights[stem] for stem in ranked[:MOST_WORDS])


def repeated(times: int) -> float:
    """What saying a word again adds, less and less."""
    return 1 + 0.5 * min(times - 1, 3)
