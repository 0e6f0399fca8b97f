"""Lists: which rows, in which order, page after page."""

import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boucle.commons.search import queries
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.enums import Nature
from tests.factories import accounts, contributions, search

pytestmark = pytest.mark.django_db
SIZE = 20


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> search.Clock:
    return search.Clock(monkeypatch)


def many(time: search.Clock, number: int, **options: Any) -> list[str]:
    """Titles of that many published fiches, freshest first."""
    referent = accounts.coordinator(contributions.metropole())
    for index in range(number):
        time.later(minutes=1)
        contributions.contribution(State.PUBLISHED, decider=referent, title=f"Fiche {index}", **options)
    search.work()
    return [f"Fiche {index}" for index in reversed(range(number))]


def test_a_published_fiche_is_listed_wherever_its_commune_lies() -> None:
    row = search.published(title="Soupe de la gare", lat=45.733, lon=4.913)
    for place in (contributions.commune(), contributions.metropole()):
        [shown] = queries.page(search.ask(place)).rows
        assert (shown.reference, shown.title, shown.territory) == (row.reference, "Soupe de la gare", "Bron")
        assert shown.contribution == row
        assert shown.own == row.initiative  # type: ignore[attr-defined]
    assert search.titles(contributions.commune("Oullins")) == []


@pytest.mark.parametrize(
    "state",
    [state for state in State if state != State.PUBLISHED],
    ids=[state for state in State if state != "published"],
)
def test_what_is_not_published_is_on_no_list(state: State) -> None:
    contributions.contribution(state, title="Soupe")
    search.work()
    assert search.titles(contributions.commune()) == []
    assert search.titles(contributions.commune(), q="soupe") == []
    assert queries.page(search.ask(contributions.commune())).total == 0


def test_a_withdrawn_fiche_leaves_lists_before_the_worker_comes() -> None:
    made = contributions.proposed(title="Soupe", lat=45.733, lon=4.913)
    by = rules.By(user=accounts.coordinator(made.contribution.territory))
    row = lifecycle.publish(contribution=made.contribution, by=by)
    search.work()
    asked: list[dict[str, object]] = [{}, {"q": "soupe"}, {"ou": "Bron"}]
    assert [search.titles(contributions.commune(), **typed) for typed in asked] == [["Soupe"]] * 3
    lifecycle.withdraw(contribution=row, by=rules.By(secret=made.secret))
    assert [search.titles(contributions.commune(), **typed) for typed in asked] == [[]] * 3
    search.work()
    assert queries.page(search.ask(contributions.commune())).total == 0


def test_the_freshest_comes_first_and_a_check_brings_a_fiche_back_up(time: search.Clock) -> None:
    first, second, third = (search.published(title=title) for title in ("A", "B", "C") if time.later(minutes=1) is None)
    place = contributions.commune()
    assert search.titles(place) == ["C", "B", "A"]
    time.later(minutes=1)
    lifecycle.verify(contribution=first, by=rules.By(user=accounts.coordinator(place)))
    search.work()
    assert search.titles(place) == ["A", "C", "B"]
    assert {second.state, third.state} == {State.PUBLISHED}


def test_a_theme_holds_the_themes_below_it() -> None:
    themes = [contributions.theme()]
    child = themes[0].children.first()
    if child is None:
        from boucle.foundation.situations.models import Theme

        child = Theme.objects.create(slug="soupe-de-nuit", name_fr="Soupe", name_en="Soup", parent=themes[0])
    search.published(title="Under", theme=child.slug)
    search.published(title="Over", theme=themes[0].slug)
    search.published(title="Without", theme="")
    place = contributions.commune()
    assert sorted(search.titles(place, theme=child.slug)) == ["Under"]
    assert sorted(search.titles(place, theme=themes[0].slug)) == ["Over", "Under"]
    assert sorted(search.titles(place)) == ["Over", "Under", "Without"]


@pytest.mark.parametrize("nature", [Nature.EXERCISE, Nature.TEST])
def test_an_exercise_is_only_ever_on_the_list_of_its_situation(nature: Nature) -> None:
    place = contributions.commune()
    drill = contributions.situation(place, nature=nature)
    search.published(title="Exercice", situation=drill, lat=45.733, lon=4.913)
    search.published(title="Vraie", lat=45.733, lon=4.913)
    for typed in ({}, {"q": "exercice vraie"}, {"ou": "Bron"}, {"zone": "4.8,45.6,5.0,45.9"}, {"theme": "manger"}):
        assert search.titles(place, **typed) == ["Vraie"]
        assert search.titles(place, **typed, situation=drill.slug) == ["Exercice"]
    assert [row.title for row in queries.latest(place)] == ["Vraie"]
    assert [cluster.count for cluster in queries.clusters(search.ask(place))] == [1]


def test_a_situation_lists_its_fiches_within_its_territory_only() -> None:
    place, other = contributions.commune(), contributions.commune("Oullins")
    flood = contributions.situation(contributions.metropole())
    for where in (place, other):
        search.published(title=where.name, situation=flood, territory=where)
    search.published(title="Hors situation")
    assert search.titles(place, situation=flood.slug) == ["Bron"]
    assert sorted(search.titles(contributions.metropole(), situation=flood.slug)) == ["Bron", "Oullins"]
    assert len(search.titles(contributions.metropole())) == 3


def test_pages_hold_every_row_once_forward_and_back(time: search.Clock) -> None:
    expected = many(time, 2 * SIZE + 3)
    place = contributions.commune()
    first = queries.page(search.ask(place))
    assert (first.previous, first.total, first.is_more) == ("", 43, False)
    assert [title for titles in search.walk(first) for title in titles] == expected
    second = search.follow(place, first.next)
    third = search.follow(place, second.next)
    assert third.next == ""
    back = search.follow(place, third.previous)
    assert [row.title for row in back.rows] == [row.title for row in second.rows]
    start = search.follow(place, back.previous)
    assert [row.title for row in start.rows] == expected[:SIZE]
    assert (start.previous, bool(start.next)) == ("", True)


@pytest.mark.parametrize("typed", [{}, {"q": "fiche"}, {"ou": "Bron"}, {"q": "fiche", "tri": "fraicheur"}])
def test_rows_published_between_two_pages_repeat_and_skip_nothing(time: search.Clock, typed: dict[str, str]) -> None:
    place, chance = contributions.commune(), random.Random(7)
    points = [{"lat": 45.733 + chance.gauss(0, 0.003), "lon": 4.913 + chance.gauss(0, 0.003)} for _ in range(45)]
    referent = accounts.coordinator(place)
    for index, point in enumerate(points):
        time.later(minutes=1)
        contributions.contribution(State.PUBLISHED, decider=referent, title=f"Fiche {index}", **point)
    search.work()
    page = queries.page(search.ask(place, **typed))
    seen = [row.title for row in page.rows]
    while page.next:
        search.published(title="Nouvelle fiche", lat=45.7331, lon=4.9131, decider=referent)
        page = search.follow(place, page.next)
        seen += [row.title for row in page.rows if row.title != "Nouvelle fiche"]
    assert sorted(seen) == sorted(f"Fiche {index}" for index in range(45))


def test_everything_is_streamed_in_the_order_of_the_list(time: search.Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    from boucle.commons.search.queries import pages

    monkeypatch.setattr(pages, "CHUNK", 7)
    expected = many(time, 23)
    assert [row.title for row in queries.rows(search.ask(contributions.commune()))] == expected


def test_a_tampered_page_leads_to_the_first_one_with_a_sentence(time: search.Clock) -> None:
    expected = many(time, SIZE + 1)
    place = contributions.commune()
    cursor = queries.page(search.ask(place)).next.removeprefix("?apres=")
    forged = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    for typed in (forged, "x", "é", cursor[:-3], "A" * 5000, "....", "=" * 8):
        asked, sentences = queries.parse({"apres": typed}, place)
        assert [row.title for row in queries.page(asked).rows] == expected[:SIZE]
        assert len(sentences) == 1
    asked, sentences = queries.parse({"apres": cursor, "q": "fiche"}, place)
    assert len(sentences) == 1
    assert asked.after is None


def test_a_page_costs_three_queries_whatever_its_size(time: search.Clock) -> None:
    many(time, 5)
    place = contributions.commune()
    for typed in ({}, {"theme": "manger"}, {"public": "families", "ouvert": "1"}):
        asked = search.ask(place, **typed)
        with CaptureQueriesContext(connection) as run:
            page = queries.page(asked)
            [row.contribution.territory.name + str(row.theme) + str(row.own) for row in page.rows]
        assert len(run) == (3 if page.rows else 2), [query["sql"] for query in run.captured_queries]


def test_counts_stop_at_a_thousand(time: search.Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    from boucle.commons.search.queries import pages, walk

    for module in (pages, walk):
        monkeypatch.setattr(module, "COUNTED", 4)
    many(time, 6)
    page = queries.page(search.ask(contributions.commune()))
    assert (page.total, page.is_more) == (4, True)


def test_a_list_can_be_narrowed_to_what_was_checked_lately(time: search.Clock) -> None:
    search.published(title="Ancienne")
    time.later(days=10)
    search.published(title="Récente")
    place = contributions.commune()
    assert search.titles(place, depuis=7) == ["Récente"]
    assert search.titles(place, depuis=30) == ["Récente", "Ancienne"]
    assert search.titles(place, depuis=7, q="ancienne") == []


@pytest.mark.parametrize("typed", [{}, {"ou": "Bron", "tri": "fraicheur"}])
def test_a_walk_that_meets_few_rows_ends_its_page_and_the_next_goes_on(
    time: search.Clock, monkeypatch: pytest.MonkeyPatch, typed: dict[str, str]
) -> None:
    from boucle.commons.search.queries import walk

    for name in ("MOST_WALKED", "FIRST_STEP", "LONGEST_STEP", "FEW"):
        monkeypatch.setattr(walk, name, 3)
    place, referent = contributions.commune(), accounts.coordinator(contributions.metropole())
    for index in range(60):
        time.later(minutes=1)
        side = "give" if index % 25 == 7 else "need"
        options = {"side": side, "lat": 45.733, "lon": 4.913}
        contributions.contribution(State.PUBLISHED, decider=referent, title=f"Fiche {index}", **options)
    search.work()
    monkeypatch.setattr(walk, "FIRST_STEP", 3)
    asked = search.ask(place, cote="give", **typed)
    expected = ["Fiche 57", "Fiche 32", "Fiche 7"]
    pages = search.walk(queries.page(asked))
    assert [title for titles in pages for title in titles] == expected
    assert len(pages) > 1
    assert [row.title for row in queries.rows(asked)] == expected
    assert queries.page(asked).total == 3
    last = queries.page(asked)
    while last.next:
        last = search.follow(place, last.next)
    seen = [row.title for row in last.rows]
    while last.previous:
        last = search.follow(place, last.previous)
        seen = [row.title for row in last.rows] + seen
    assert seen == expected


def test_filters_of_a_kind_narrow_every_order(time: search.Clock) -> None:
    place = contributions.commune()
    for side in ("need", "give", "both"):
        time.later(minutes=1)
        search.published(title=f"Soupe {side}", side=side, lat=45.733, lon=4.913)
    search.published(title="Soupe partout", side="need", territory=contributions.metropole())
    for typed in ({}, {"q": "soupe"}, {"ou": "Bron"}, {"zone": "4.9,45.7,4.95,45.75"}, {"q": "soupe", "ou": "Bron"}):
        asked = search.ask(contributions.metropole(), cote="give", **typed)
        page = queries.page(asked)
        assert ({row.title for row in page.rows}, page.total) == ({"Soupe give", "Soupe both"}, 2), typed
        assert sum(cluster.count for cluster in queries.clusters(asked)) == 2
    assert sorted(search.titles(place, cote="need")) == ["Soupe both", "Soupe need"]
