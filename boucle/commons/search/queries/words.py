"""By words: the rows that say all of them; where those are few, the rows that come close too."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import around, conditions, vocabulary
from boucle.commons.search.queries.asked import Asked
from boucle.commons.search.queries.cursor import Cursor
from boucle.commons.search.queries.dialects import dialect
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import COUNTED, Found, fetch

SCORED = 120  # rows that come close and are scored: reading more of them would cost more than relevance tells
NEWEST = 40  # the same, of rows that say every word: two pages
FIRST_READ = 300  # rows that a first page looks for, and that a search by words counts
ENOUGH = 5  # rows that say every word; with fewer, those that come close are shown too
WHOLE = 1 << 40  # added to the score of a row that says every word: such rows come first
MOST_LOOKED_AT = 5000  # newest rows that match and are asked whether they fit the filters of the kind
COLUMNS = "s.rank, s.tile"
CLOSE = 0.35  # of the best score, for a row that only comes close


class Match(NamedTuple):
    id: int
    rank: int
    tile: int


class Matches(NamedTuple):
    rows: list[Found]  # in no order
    total: int  # up to COUNTED + 1
    is_close: bool  # some rows do not say every word
    groups: tuple[engine.Group, ...]


def find(asked: Asked, after: Cursor | None = None) -> Matches:
    """Every row that matches, up to COUNTED + 1 of them; for a first page by relevance, up to FIRST_READ + 1, which
    come in the same order: beyond the newest, rows follow by age."""
    is_first = after is None and asked.sort == Sort.RELEVANCE
    return saying(asked, understood(asked, after), FIRST_READ if is_first else COUNTED)


def understood(asked: Asked, after: Cursor | None) -> tuple[engine.Group, ...]:
    """The words of the question, as they were understood on the first page."""
    return after.groups if after and after.groups else vocabulary.understand(asked.q)


def saying(asked: Asked, groups: tuple[engine.Group, ...], limit: int = COUNTED) -> Matches:
    """Every row that says words so understood, up to one more than the limit."""
    said = [group for group in groups if group]
    whole = matching(asked, said, limit + 1) if said and len(said) == len(groups) else []
    close = closest(asked, said, whole) if len(whole) < ENOUGH and len(groups) > 1 else []
    rows = keyed(asked, groups, whole, close)
    return Matches(rows, len(rows), len(rows) > len(whole), groups)


def located(asked: Filter) -> list[Match]:
    """Every row that `find` gives, with its tile."""
    matches = find(asked.changed(sort=Sort.FRESHNESS))
    ids = [row.id for row in matches.rows]
    marks = ",".join(["%s"] * len(ids))
    sql = f"SELECT contribution_id, rank, tile FROM search_document WHERE contribution_id IN ({marks})"
    return [Match(*row) for row in fetch(sql, ids)] if ids else []


def matching(asked: Asked, groups: Sequence[engine.Group], limit: int) -> list[Match]:
    """The newest rows that say a word of each group and fit the filter."""
    words = dialect()
    where = conditions.Conditions().add(words.CONDITION, words.expression(groups, *shelves(asked)))
    where = where.join(conditions.narrowed(asked))
    is_alone = len(where.pieces) == 1 and asked.sort == Sort.RELEVANCE and not asked.extras
    columns, tables = ("0, 0", words.ALONE) if is_alone else (COLUMNS, words.FROM)
    read_to = MOST_LOOKED_AT if asked.extras else limit
    read = f"SELECT {words.ID}, {columns} FROM {tables} WHERE {where.sql}"
    sql = f"{read} ORDER BY {words.NEWEST_FIRST} LIMIT {read_to}"
    if asked.extras:
        inner = sql.replace(words.ID, "s.contribution_id", 1)
        sql, where.parameters = conditions.fitting(asked, inner, where.parameters, f"s.contribution_id, {COLUMNS}")
        found = [Match(*row[:3]) for row in fetch(sql, where.parameters) if row[3]]
    else:
        found = [Match(*row) for row in fetch(sql, where.parameters)]
    accepts = conditions.accepts(asked)
    return [match for match in found if accepts(match.tile)][:limit]


def shelves(asked: Asked) -> tuple[list[list[str]], list[str]]:
    """The words of the shelves that a row must stand on, each one of several, and the endings of its words' own place.
    A whole region or department needs no shelf: its words stand nowhere else."""
    territory, theme = conditions.shelf(asked)
    themes = [[engine.theme_word(theme)]] if theme else []
    large = around.holder(asked.narrowest) if all(map(engine.is_public, asked.lanes)) else None
    place = [] if large == territory else [[engine.address_word(lane, territory) for lane in asked.lanes]]
    return place + themes, [engine.local_ending(lane, large) for lane in asked.lanes] if large else [""]


def closest(asked: Asked, groups: Sequence[engine.Group], whole: Iterable[Match]) -> list[Match]:
    """Rows that say the rarest words together, then each word, rarest first, until there are enough to score."""
    found: dict[int, Match] = {}
    asked_together = [groups[:2]] if len(groups) > 2 else []
    for some in [*asked_together, *([group] for group in groups)]:
        if len(found) < SCORED:
            found |= {match.id: match for match in matching(asked, some, SCORED)}
    already = {match.id for match in whole}
    return [match for id_, match in found.items() if id_ not in already]


def keyed(asked: Asked, groups: Sequence[engine.Group], whole: Sequence[Match], close: Sequence[Match]) -> list[Found]:
    """Matches with what the order compares; those that hardly come close are left out."""
    newest = whole[:NEWEST] if asked.sort == Sort.RELEVANCE else []
    scores = scored(groups, [match.id for match in [*newest, *close]])
    least = CLOSE * max((scores[match.id] for match in close), default=0)
    kept = [*whole, *(match for match in close if scores[match.id] >= least)]
    if asked.sort == Sort.FRESHNESS:
        return [Found(match.rank, match.id) for match in kept]
    if asked.sort == Sort.DISTANCE and asked.point:
        return [Found(-engine.decimetres(asked.point, match.tile), match.id) for match in kept]
    entire = {match.id for match in whole}
    return [Found(scores.get(match.id, 0) + WHOLE * (match.id in entire), match.id) for match in kept]


def scored(groups: Sequence[engine.Group], ids: Sequence[int]) -> dict[int, int]:
    """The relevance of documents, by id."""
    if not ids:
        return {}
    marks = ",".join(["%s"] * len(ids))
    sql = f"SELECT contribution_id, title, body, names FROM search_document WHERE contribution_id IN ({marks})"
    return {id_: engine.score(groups, title, body, names) for id_, title, body, names in fetch(sql, ids)}
