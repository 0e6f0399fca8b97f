"""What a text is close to: the contributions that say its most telling words, by stems and their lemmas.

Recurrences of a lesson, items related to a sheet: the same question, asked of the index that a search reads. Nothing
is computed beforehand for it, and no model is needed.
"""

from collections import Counter

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import projection, vocabulary, words
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.projection import Row
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

MOST_WORDS = 12  # the most telling ones of the text
LONGEST = 20_000  # signs of a text that are read
LEAST = 0.25  # of what the text would score against itself in these words: under it, a row is close by chance
SHOWN = 5


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
    ids = [match.id for match in words.closest(asked, groups, ())] if groups else []
    scores = {id_: score for id_, score in words.scored(groups, ids).items() if id_ != exclude}
    least = LEAST * whole
    kept = [id_ for id_, score in scores.items() if score >= least]
    best = sorted(kept, key=lambda id_: (-scores[id_], id_))[:limit]
    return projection.of(kind).rows(best)


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
