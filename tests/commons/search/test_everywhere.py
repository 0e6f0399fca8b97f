"""One question over every kind: what is public, and nothing else, by any filter and in any format."""

import csv
import io
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.db import connection
from django.test import Client

from boucle.commons.opendata.queries import records
from boucle.commons.search.models import EmptySearch
from boucle.commons.search.queries import everywhere, walk
from boucle.commons.search.queries.found import Found
from boucle.foundation.core import counters
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import contributions, library, search

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def place() -> Territory:
    return library.place()


def read(place: Territory, query: str = "") -> str:
    answer = Client().get(f"/t/{place.slug}/search/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def ask(place: Territory, **typed: object) -> everywhere.Everywhere:
    asked, sentences = everywhere.parse({name: str(value) for name, value in typed.items()}, place)
    assert sentences == []
    return asked


def titles(place: Territory, **typed: object) -> list[str]:
    return [row.title for row in everywhere.page(ask(place, **typed)).rows]


@pytest.fixture
def some(place: Territory) -> Territory:
    """A sheet, a fiche and a section, in the order in which they are listed."""
    for kind, title in (("section", "Eau de secours"), ("initiative", "Eau du Pré"), ("sheet", "Eau à clé")):
        contributions.contribution(State.PUBLISHED, kind=kind, territory=place, title=title)
    search.work()
    return place


def test_one_question_finds_every_kind_that_says_it(place: Territory) -> None:
    library.sheet(territory=place, title="Une fontaine à clé")
    contributions.contribution(State.PUBLISHED, territory=place, title="La fontaine du Pré")
    library.sheet(State.PROPOSED, territory=place, title="Une fontaine secrète")
    search.work()
    page = read(place, "?q=fontaine")
    assert "Une fontaine à clé" in page
    assert "La fontaine du Pré" in page
    assert "Une fontaine secrète" not in page


def test_nothing_found_is_said_and_counted_and_nothing_asked_is_everything(some: Territory) -> None:
    assert "Rien de public ne le dit ici" in read(some, "?q=introuvable")
    counters.flush()
    assert EmptySearch.objects.get().words == "introuvable"
    page = read(some)
    assert all(title in page for title in ("Eau de secours", "Eau du Pré", "Eau à clé"))


def test_a_closed_territory_is_not_searched() -> None:
    closed = contributions.commune("Oullins")
    assert Client().get(f"/t/{closed.slug}/search/?q=eau").status_code == 404


def test_each_kind_says_how_much_it_holds_and_narrows_the_list(some: Territory) -> None:
    for typed in ({}, {"q": "eau"}):
        shares = everywhere.shares(ask(some, **typed), everywhere.said(ask(some, **typed)))
        assert [(share.kind, share.count) for share in shares] == [("initiative", 1), ("section", 1), ("sheet", 1)]
        assert titles(some, **typed, quoi="sheet") == ["Eau à clé"]


def test_a_moment_keeps_its_kinds_and_the_sheets_of_that_time(some: Territory) -> None:
    library.sheet(territory=some, title="Eau avant", phase="before")
    library.sheet(territory=some, title="Eau après", phase="after")
    search.work()
    assert set(titles(some, moment="before")) == {"Eau avant", "Eau de secours", "Eau à clé"}
    assert set(titles(some, moment="during", q="eau")) == {"Eau du Pré", "Eau à clé"}
    assert titles(some, moment="before", quoi="initiative") == []
    counted = {share.kind: share.count for share in everywhere.shares(ask(some, moment="after"), None)}
    assert counted == {"sheet": 2}


def test_a_theme_holds_the_themes_below_it_for_every_kind(place: Territory) -> None:
    library.sheet(territory=place, title="Repas", theme="repas-chauds")
    contributions.contribution(State.PUBLISHED, territory=place, title="Vélos", theme="trajets")
    search.work()
    assert titles(place, theme="manger") == ["Repas"]
    assert titles(place, theme="manger", q="repas vélos") == ["Repas"]


def test_around_a_commune_come_the_rows_of_its_circle(place: Territory) -> None:
    around = territories.open_territory(territory=contributions.metropole())
    near = {"lat": 45.734, "lon": 4.912}
    far = {"lat": 45.60, "lon": 4.70}
    contributions.contribution(State.PUBLISHED, territory=place, title="Près", **near)
    contributions.contribution(State.PUBLISHED, territory=place, title="Loin", **far)
    library.sheet(territory=contributions.commune("Oullins"), title="À Oullins")
    search.work()
    assert titles(around, ou="Bron", distance=5) == ["Près"]
    assert set(titles(around, ou="Bron", distance=50)) == {"Près", "Loin", "À Oullins"}
    assert [share.count for share in everywhere.shares(ask(around, ou="Bron", distance=5), None)] == [1]


def test_dates_keep_what_was_checked_between_them(some: Territory, monkeypatch: pytest.MonkeyPatch) -> None:
    from boucle.foundation.core import clock

    today = clock.today().isoformat()
    assert len(titles(some, du=today, au=today)) == 3
    assert titles(some, au="2020-12-31") == []
    assert titles(some, du="01/01/2000", q="eau secours", au="31/12/2019") == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?quoi=soupe", "Rien ne s’appelle « soupe » ici"),
        ("?moment=hier", "Le moment est l’un de ceux-ci"),
        ("?du=32/01/2026", "« 32/01/2026 » n’est pas une date"),
        ("?au=demain", "« demain » n’est pas une date"),
        ("?du=2026-02-01&amp;au=2026-01-01".replace("&amp;", "&"), "nous les avons échangés"),
        ("?theme=nulle-part", "Le thème « nulle-part » n’existe pas"),
        ("?distance=5", "Dites d’où compter la distance"),
        ("?apres=inventé", "Cette page n’est plus là"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_lost(some: Territory, query: str, said: str) -> None:
    assert said in read(some, query)


def test_an_address_comes_out_as_it_went_in(some: Territory) -> None:
    typed = {"q": "eau", "quoi": "sheet", "moment": "before", "theme": "manger", "du": "2026-01-01", "au": "2030-01-01"}
    asked = ask(some, **typed)
    assert asked.to_query() == ("?q=eau&quoi=sheet&moment=before&theme=manger&du=2026-01-01&au=2030-01-01")


@pytest.mark.parametrize("typed", [{}, {"q": "soupe"}, {"q": "soupe", "tri": "fraicheur"}, {"moment": "during"}])
def test_pages_never_repeat_nor_skip_a_row(place: Territory, typed: dict[str, str]) -> None:
    expected = set()
    for number in range(45):
        kind = "sheet" if number % 3 else "initiative"
        contributions.contribution(State.PUBLISHED, kind=kind, territory=place, title=f"Soupe {number}")
        expected.add(f"Soupe {number}")
    search.work()
    pages = [everywhere.page(ask(place, **typed))]
    while pages[-1].next:
        if len(pages) == 1:  # what comes meanwhile moves nothing
            search.published(territory=place, title="Soupe de minuit", kind="sheet")
        pages.append(follow(place, pages[-1].next))
    found = [row.title for page in pages for row in page.rows if row.title != "Soupe de minuit"]
    assert len(found) == 45
    assert set(found) == expected
    back = follow(place, pages[-1].previous)
    assert [row.title for row in back.rows] == [row.title for row in pages[-2].rows]


def follow(place: Territory, address: str) -> everywhere.Page:
    from django.http import QueryDict

    asked, sentences = everywhere.parse(QueryDict(address.removeprefix("?")), place)
    assert sentences == []
    return everywhere.page(asked)


def test_the_same_address_gives_the_same_rows_in_every_format(some: Territory) -> None:
    wanted = titles(some, q="eau", tri="fraicheur")
    address = f"/t/{some.slug}/search/?q=eau&tri=fraicheur&format="
    assert [item["title"] for item in Client().get(address + "json").json()["items"]] == wanted
    table = Client().get(address + "csv").getvalue().decode()
    assert [row["title"] for row in csv.DictReader(io.StringIO(table))] == wanted
    feed = Xml.fromstring(Client().get(address + "atom").content)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == wanted
    assert Client().get(address + "pdf").status_code == 400


def test_an_exercise_is_shown_as_one_and_never_leaves(some: Territory) -> None:
    drill = contributions.situation(some, nature=Nature.EXERCISE)
    search.published(title="Eau d’exercice", situation=drill, territory=some)
    assert "Eau d’exercice" not in read(some, "?q=eau")
    page = read(some, f"?q=eau&situation={drill.slug}")
    assert "Eau d’exercice" in page
    assert "Eau du Pré" not in page
    for form in ("json", "csv", "atom", "geojson"):
        address = f"/t/{some.slug}/search/?q=eau&format={form}"
        assert Client().get(f"{address}&situation={drill.slug}").status_code == 403
        body = b"".join(Client().get(address)).decode()
        assert "exercice" not in body


def test_what_is_withdrawn_leaves_before_the_worker_comes(place: Territory) -> None:
    from boucle.foundation.lifecycle import actions as lifecycle
    from boucle.foundation.lifecycle import rules

    row = search.published(title="Soupe", territory=place)
    lifecycle.archive(contribution=row, by=rules.SYSTEM)
    assert "Soupe" not in read(place)


def test_a_search_everywhere_takes_as_many_queries_for_many_kinds_as_for_one(
    some: Territory, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        library.sheet(territory=some, title=f"Eau {number}")
    search.work()
    by_words = {"?q=eau": 11, "?q=eau&vue=dates&tri=pertinence": 9, "?q=eau+clé+introuvable": 14}
    of_one_kind = {"?q=eau&quoi=sheet": 12, "?q=eau+clé+introuvable&quoi=sheet": 17}
    for query, most in {"": 7, "?vue=dates": 10, **by_words, **of_one_kind}.items():
        with django_assert_max_num_queries(most):
            read(some, query)


def test_months_lead_to_their_rows_and_hold_them_all(place: Territory, monkeypatch: pytest.MonkeyPatch) -> None:
    time = search.Clock(monkeypatch)
    for days in (0, 40, 1):
        time.later(days=days)
        search.published(title=f"Soupe {days}", territory=place)
    for typed in ({}, {"q": "soupe"}, {"moment": "during"}):
        asked = ask(place, **typed, vue="dates")
        found = everywhere.months(asked, everywhere.said(asked))
        assert sum(month.count for month in found.rows) == 3
        for month in found.rows:
            assert bool(month.url) == bool(month.count)
            assert not month.count or len(follow(place, month.url).rows) == month.count
        assert not found.has_older


def test_the_page_by_date_draws_its_months_with_their_figures(some: Territory) -> None:
    page = read(some, "?q=eau&vue=dates")
    assert "Ce qui répond, mois par mois" in page
    assert "Les mêmes chiffres en tableau" in page
    assert page.count('role="group"') == 1
    assert page.count("vue=dates") > 2


def plan(statement: tuple[str, list[Any]]) -> str:
    """How the engine says that it reads a statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement[0]}", statement[1])
            return "\n".join(str(row[3]) for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = off")  # with so few rows it would read the table whole
        cursor.execute(f"EXPLAIN {statement[0]}", statement[1])
        return "\n".join(str(row[0]) for row in cursor.fetchall())


def test_every_lane_is_one_range_of_the_index(some: Territory) -> None:
    asked = ask(some, du="2020-01-01", au="2030-01-01")
    steps = plan(walk.statement(asked, "<", "DESC", Found(2**60, 2**40), 21))
    assert steps.count("shelf_rank") == len(asked.lanes)
    assert "SCAN search_shelf" not in steps
    assert "Seq Scan" not in steps


def test_an_export_goes_on_where_a_long_walk_ended(place: Territory, monkeypatch: pytest.MonkeyPatch) -> None:
    library.sheet(territory=place, title="La plus ancienne", phase="after")
    for number in range(6):
        library.sheet(territory=place, title=f"Avant {number}", phase="before")
    search.work()
    monkeypatch.setattr(walk, "MOST_WALKED", 2)
    monkeypatch.setattr(walk, "FIRST_STEP", 2)
    for size in ("FIRST", "CHUNK"):
        monkeypatch.setattr(records, size, 1)
    table = b"".join(Client().get(f"/t/{place.slug}/search/?moment=after&format=csv"))
    assert [row["title"] for row in csv.DictReader(io.StringIO(table.decode()))] == ["La plus ancienne"]
