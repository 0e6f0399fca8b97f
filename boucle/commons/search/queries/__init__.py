"""Reads of what was published. `queries.parse` gives a Filter; every other function takes one, or a territory."""

from boucle.commons.search.queries.alike import Similar, similar
from boucle.commons.search.queries.beside import beside
from boucle.commons.search.queries.choosing import Choice, choices, choose
from boucle.commons.search.queries.closeness import close_to
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.filter_everywhere import Everywhere
from boucle.commons.search.queries.grids import Cluster, clusters, territory_box
from boucle.commons.search.queries.home import (
    Figures,
    Searched,
    ThemeCount,
    empty_searches,
    everything,
    figures,
    latest,
    often_searched,
    revision,
    theme_counts,
    visits,
)
from boucle.commons.search.queries.numbering import Numbered, numbered
from boucle.commons.search.queries.pages import Page, count, page, rows
from boucle.commons.search.queries.projection import Row
from boucle.commons.search.queries.reading import parse

__all__ = [
    "Choice",
    "Cluster",
    "Everywhere",
    "Figures",
    "Filter",
    "Numbered",
    "Page",
    "Row",
    "Searched",
    "Similar",
    "ThemeCount",
    "beside",
    "choices",
    "choose",
    "close_to",
    "clusters",
    "count",
    "empty_searches",
    "everything",
    "figures",
    "latest",
    "numbered",
    "often_searched",
    "page",
    "parse",
    "revision",
    "rows",
    "similar",
    "territory_box",
    "theme_counts",
    "visits",
]
