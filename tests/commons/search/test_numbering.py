"""The rows of a list keep their numbers from page to page; its selects say what is chosen."""

import pytest
from django.http import QueryDict

from boucle.commons.search import queries
from tests.factories import contributions, search

pytestmark = pytest.mark.django_db


def opened(address: str) -> tuple[queries.Page, queries.Numbered]:
    """A page of two rows, at an address that another one gave."""
    typed = QueryDict(address.removeprefix("?"))
    asked, _sentences = queries.parse(typed, contributions.commune())
    page = queries.page(asked.changed(size=2))
    return page, queries.numbered(page, typed)


def test_rows_are_numbered_on_from_page_to_page_and_back() -> None:
    for _time in range(5):
        search.published()
    _page, one = opened("?")
    assert (one.first, one.previous, one.next.endswith("&rang=3")) == (1, "", True)
    page, two = opened(one.next)
    assert (two.first, two.previous, two.next.endswith("&rang=5")) == (3, page.previous, True)
    _page, three = opened(two.next)
    assert (three.first, three.next, three.previous.endswith("&rang=3")) == (5, "", True)


@pytest.mark.parametrize("typed", ["x", "-3", "²", "1234567", "0", ""])
def test_a_number_that_no_page_wrote_begins_at_one(typed: str) -> None:
    for _time in range(3):
        search.published()
    first, _numbered = opened("?")
    assert opened(f"{first.next}&rang={typed}")[1].first == 1


def test_a_select_says_what_is_chosen_and_first_what_narrows_nothing() -> None:
    offered = [("a", "Un"), ("b", "Deux")]
    assert [(each.value, each.is_chosen) for each in queries.choices("b", "Tout", offered)] == [
        ("", False),
        ("a", False),
        ("b", True),
    ]
    assert queries.choices("", "Tout", offered)[0] == queries.Choice("", "Tout", True)
    assert [each.label for each in queries.choose("a", offered)] == ["Un", "Deux"]
