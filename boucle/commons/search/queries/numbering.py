"""The numbers of a page's rows, for people only: the cursor alone says where the page begins."""

from dataclasses import dataclass

from boucle.commons.search.queries.pages import Page
from boucle.commons.search.queries.reading import Query

HIGHEST = 6  # digits


@dataclass(frozen=True)
class Numbered:
    """The number of the first row, and the addresses of the pages beside, which say their own (`rang`); empty where
    there is nothing more."""

    first: int
    next: str
    previous: str


def numbered(page: Page, query: Query) -> Numbered:
    first = first_rank(query) if page.filter.after else 1
    before = first - page.filter.size
    return Numbered(
        first,
        next=f"{page.next}&rang={first + len(page.rows)}" if page.next else "",
        previous=f"{page.previous}&rang={before}" if page.previous and before > 1 else page.previous,
    )


def first_rank(query: Query) -> int:
    typed = str(query.get("rang", ""))
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) <= HIGHEST else 1
