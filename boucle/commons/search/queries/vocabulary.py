"""How the words of a question are understood: as written, as the beginning of a word, or with one typo forgiven."""

from collections.abc import Iterable, Sequence

from boucle.commons.search import engine
from boucle.commons.search.models import Neighbour, Term
from boucle.commons.search.queries.dialects import dialect
from boucle.commons.search.queries.found import fetch

MOST_WAYS = 6  # to say one word
SHORTEST_BEGINNING = 3
LIKELY, GUESSED = 700, 600  # thousandths of the weight of a word as written: its beginning, a typo away


def understand(question: str) -> tuple[engine.Group, ...]:
    """One group per telling word, rarest first; a word that nobody says gives an empty group."""
    words = engine.typed_words(question)
    written = [engine.forms(word) for word in words]
    counts = documents_of(stem for stems in written for stem in stems)
    everything = total()
    groups = []
    for stems in written:
        known = {stem: counts[stem] for stem in stems if counts.get(stem)}
        ways = [(stem, number, 1000) for stem, number in known.items()] or guesses(stems)
        rare = [engine.Word(stem, engine.rarity(number, everything) * share) for stem, number, share in ways]
        groups.append((sum(number for _, number, _ in ways), tuple(rare)))
    return tuple(group for _, group in sorted(groups, key=lambda pair: pair[0]))


def spoken(question: str) -> list[list[str]]:
    """The ways to say each telling word, those said by few documents first, for texts that are still to come: as
    written, and by what is known when nobody says it so far."""
    words = [engine.forms(word) for word in engine.typed_words(question)]
    counts = documents_of(stem for stems in words for stem in stems)
    found = []
    for stems in filter(None, words):
        number = sum(counts.get(stem, 0) for stem in stems)
        others = () if number else [(stem, said) for stem, said, _ in guesses(stems)]
        found.append((number + sum(said for _, said in others), [*stems, *(stem for stem, _ in others)]))
    return [list(dict.fromkeys(ways)) for _, ways in sorted(found, key=lambda pair: pair[0])]


def total() -> int:
    """How many documents there are, or nearly: only its order of magnitude counts."""
    (last,) = fetch("SELECT max(contribution_id) FROM search_document", [])[0]
    return last or 1


def documents_of(stems: Iterable[str]) -> dict[str, int]:
    """How many documents say each of them. Every search asks this: the ORM would compile it anew each time."""
    wanted = sorted(set(stems))
    marks = ",".join(["%s"] * len(wanted))
    sql = f"SELECT word, documents FROM search_term WHERE word IN ({marks}) AND documents > 0"
    return dict(fetch(sql, wanted)) if wanted else {}


def guesses(stems: Sequence[str]) -> list[tuple[str, int, int]]:
    """Known stems that begin so, else those one typo away: (stem, documents, thousandths), most frequent first."""
    for find, share in ((beginnings, LIKELY), (neighbours, GUESSED)):
        found = {word: number for stem in stems for word, number in find(stem)}
        if found:
            best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WAYS]
            return [(word, number, share) for word, number in best]
    return []


def beginnings(stem: str) -> list[tuple[str, int]]:
    if len(stem) < SHORTEST_BEGINNING:
        return []
    rows = dialect().beginning(Term.objects.filter(documents__gt=0), stem)
    return list(rows.order_by("-documents", "word").values_list("word", "documents")[:MOST_WAYS])


def neighbours(stem: str) -> list[tuple[str, int]]:
    keys = engine.shorter(stem)
    if not keys:
        return []
    near = Neighbour.objects.filter(key__in=[*keys, stem]).values_list("word", flat=True)
    candidates = {word for word in {*near, *keys} if engine.is_one_typo_away(word, stem)}
    return list(Term.objects.filter(word__in=candidates, documents__gt=0).values_list("word", "documents"))
