"""How many rows of each kind fit a search: what somebody may narrow it to."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from boucle.commons.search import engine
from boucle.commons.search.queries import conditions, walk, words
from boucle.commons.search.queries.everywhere.said import Said
from boucle.commons.search.queries.filter_everywhere import Everywhere, kinds
from boucle.commons.search.queries.found import COUNTED, fetch
from boucle.foundation.lifecycle.models import Contribution


@dataclass(frozen=True)
class Share:
    """One kind with what it holds of the search; `count` stops at 1,000."""

    kind: str
    label: Any  # lazy, plural where there are several
    count: int
    is_more: bool
    url: str
    is_chosen: bool


def shares(asked: Everywhere, said: Said | None) -> list[Share]:
    """Kinds that have rows for it, whichever is chosen, in the order of their numbers; one query. `said`: the rows that
    say its words, where it asks for some."""
    counted = standing(asked.changed(kind="", after=None)) if said is None else by_kind(said.every)
    return [
        Share(
            kind.code,
            kind.plural if counted[kind.code] > 1 else kind.label,
            min(counted[kind.code], COUNTED),
            counted[kind.code] > COUNTED,
            asked.to_query(quoi="" if kind.code == asked.kind else kind.code, apres=""),
            kind.code == asked.kind,
        )
        for kind in kinds()
        if counted[kind.code]
    ]


def by_kind(matches: words.Matches) -> Counter[str]:
    found = Contribution.objects.filter(pk__in=[row.id for row in matches.rows]).order_by()
    return Counter(found.values_list("kind", flat=True))


def standing(every: Everywhere) -> Counter[str]:
    """Each lane counted up to COUNTED + 1, in one query."""
    codes = {kind.number: kind.code for kind in kinds()}
    if conditions.area_ranges(every) is None and not every.extras:
        return Counter({codes[lane % engine.KINDS]: number for lane, number in fetch(*counting(every)) if number})
    sql, parameters = walk.to_count(every)
    accepts = conditions.accepts(every)
    rows = fetch(*conditions.fitting(every, sql, parameters, "s.lane, s.tile"))
    return Counter(codes[lane % engine.KINDS] for lane, tile, fits in rows if fits and accepts(tile))


def counting(every: Everywhere) -> tuple[str, list[Any]]:
    where = conditions.Conditions().add("s.territory_id = %s AND s.theme_id = %s", *conditions.shelf(every))
    where = where.join(conditions.age(every))
    one = f"SELECT 1 FROM search_shelf s WHERE s.lane = %s AND {where.sql} LIMIT {COUNTED + 1}"
    each = f"SELECT %s, count(*) FROM ({one}) capped"
    parameters = [value for lane in every.lanes for value in (lane, lane, *where.parameters)]
    return " UNION ALL ".join([each] * len(every.lanes)), parameters
