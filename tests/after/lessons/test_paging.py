"""Lists of lessons hold every lesson, page after page, and count all of them."""

import re

import pytest
from django.test import Client

from boucle.after.lessons.views import reading
from boucle.foundation.territories.models import Territory
from tests.factories import lesson_pages, lessons

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Territory:
    return lesson_pages.opened()


def test_the_register_holds_every_lesson_and_counts_them_all(place: Territory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ON_A_PAGE", 2)
    rows = [lessons.lesson(territory=place) for _ in range(5)]
    seen: list[str] = []
    for number in (1, 2, 3):
        page = Client().get(f"/t/{place.slug}/lessons/?page={number}").content.decode()
        assert "Tous (5)" in page
        seen += re.findall(r'<h2 class="as-h3"><a href="/l/(\w+)/', page)
    assert sorted(seen) == sorted(row.contribution.reference for row in rows)


def test_a_narrowed_register_keeps_its_group_from_page_to_page(
    place: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ON_A_PAGE", 2)
    for _ in range(3):
        lessons.lesson(territory=place)
    page = Client().get(f"/t/{place.slug}/lessons/?show=open").content.decode()
    assert '<a href="?show=open&amp;page=2" rel="next">' in page
