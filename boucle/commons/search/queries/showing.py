"""What the page of a search of everything says of it: its heading, its choices, its rows by month, its picture."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.commons.search.enums import DISTANCES, Sort
from boucle.commons.search.queries.choosing import Choice, choices, choose
from boucle.commons.search.queries.everywhere import Everywhere, Months, Result, Share
from boucle.commons.search.queries.filter_everywhere import phases
from boucle.commons.search.queries.found import COUNTED
from boucle.foundation.figures.engine.bars import Bars, Series
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES

MOST_SITUATIONS = 12


@dataclass(frozen=True)
class Total:
    number: int
    is_more: bool


def heading(asked: Everywhere) -> str:
    """`« fontaine », près de Bron`."""
    what = _("“%(words)s”") % {"words": asked.q} if asked.q else _("Search everywhere")
    if asked.place is not None and asked.point is not None:
        return _("%(what)s, around %(place)s") % {"what": what, "place": asked.place.name}
    return f"{what}, {(asked.place or asked.territory).name}"


def order_words(asked: Everywhere) -> str:
    return _("what answers best first") if asked.sort == Sort.RELEVANCE else _("the last checked first")


def total(asked: Everywhere, shares: Sequence[Share], said: int | None) -> Total:
    """How many rows fit; a kind that was chosen among words is counted by itself."""
    if said is not None and asked.kind:
        return Total(min(said, COUNTED), said > COUNTED)
    chosen = [share for share in shares if asked.kind in ("", share.kind)]
    number = sum(share.count for share in chosen)
    return Total(min(number, COUNTED), number > COUNTED or any(share.is_more for share in chosen))


def fields(asked: Everywhere) -> dict[str, list[Choice]]:
    orders = [(sort.value, sort.label) for sort in (Sort.RELEVANCE, Sort.FRESHNESS)]
    themes = situations.indented(situations.theme_tree())
    return {
        "theme": choices(asked.theme.slug if asked.theme else "", _("All themes"), themes),
        "moment": choices(asked.phase, _("At any time"), phases()),
        "situation": choices(asked.situation.slug if asked.situation else "", _("Any situation"), lived(asked)),
        "distance": distances(asked),
        "tri": choose(asked.sort, orders) if asked.q and not asked.view else [],
    }


def lived(asked: Everywhere) -> list[tuple[str, str]]:
    """What the public lived here, newest first, and the situation that is asked for."""
    found = situations.of_territory(asked.territory).filter(nature__in=PUBLIC_NATURES)[:MOST_SITUATIONS]
    offered = {each.slug: each.name for each in found}
    if asked.situation:
        offered.setdefault(asked.situation.slug, asked.situation.name)
    return list(offered.items())


def distances(asked: Everywhere) -> list[Choice]:
    """Nothing to choose without a point to measure from."""
    if asked.point is None:
        return []
    offered = [(str(each), f"{each}\u00a0km") for each in DISTANCES]
    return choose(str(asked.distance or 0), [*offered, ("0", _("Everywhere here"))])


def by_month(rows: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """The rows of a page under the month of their last check."""

    def month(row: Result) -> str:
        return formats.date_format(timezone.localdate(row.verified_at), "F Y")

    return [(name, list(group)) for name, group in itertools.groupby(rows, month)]


def figure(asked: Everywhere, months: Months) -> Figure:
    names = [formats.date_format(each.first, "F Y") for each in months.rows]
    short = [formats.date_format(each.first, "b Y") for each in months.rows]
    counts = [each.count for each in months.rows]
    links = [each.url for each in months.rows]
    return Figure(
        key="mois",
        headline=busiest(names, counts),
        reading=_("What was checked last in each month, the last one of %(month)s. A bar leads to its month.")
        % {"month": names[-1]},
        title=_("What fits, month by month"),
        description=described(names, counts),
        picture=Bars(short, [Series(_("found"), counts)], most_named=5, links=links),
        table=Table(
            caption=_("What fits, month by month"),
            head=[_("Month"), _("How many")],
            rows=[
                (name, _("%(n)s and more") % {"n": each.count} if each.is_more else each.count)
                for name, each in zip(names, months.rows, strict=True)
            ],
            links=links,
        ),
    )


def busiest(names: Sequence[str], counts: Sequence[int]) -> str:
    most = max(counts)
    said = {"n": most, "month": names[counts.index(most)]}
    return ngettext("%(month)s has the most: %(n)s row.", "%(month)s has the most: %(n)s rows.", most) % said


def described(names: Sequence[str], counts: Sequence[int]) -> str:
    """Only the months that hold something: the table under the picture holds them all."""
    return ", ".join(f"{name}: {number}" for name, number in zip(names, counts, strict=True) if number)


def older(asked: Everywhere, months: Months) -> str:
    """The address of what comes before the picture, empty when nothing does."""
    if not months.has_older:
        return ""
    return asked.to_query(au=(months.rows[0].first - timedelta(days=1)).isoformat(), apres="")
