"""The list of a territory: rows, filters, ways out, map, other formats."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boucle.commons.maps.queries import drawing
from boucle.commons.search.models import EmptySearch
from boucle.during.initiatives.queries import listing
from boucle.foundation.core import clock, counters
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.factories import contributions, search, territories
from tests.factories import initiatives as factory

pytestmark = pytest.mark.django_db
LIST = "/t/metropole-de-lyon/list/"


@pytest.fixture
def lyon() -> Territory:
    place = factory.metropole()
    assert place.slug == "metropole-de-lyon"
    return place


def page(client: Client, **query: Any) -> str:
    answer = client.get(LIST, query, headers={"accept-language": "fr"})
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def titles(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/f/\w+/">([^<]+)</a></h3>', html)


def test_a_published_fiche_is_listed_with_what_matters_now(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    html = page(client)
    assert titles(html) == [row.title]
    assert "<b>1 fiche</b>" in html
    assert "Ouvert jour et nuit" in html
    assert "Six multiprises sur groupe de secours." in html


def test_what_is_not_published_is_not_listed(lyon: Territory, client: Client) -> None:
    factory.proposed(lyon)
    search.work()
    assert titles(page(client)) == []


def test_an_exercise_is_only_listed_on_its_own_address_with_its_watermark(lyon: Territory, client: Client) -> None:
    situation = contributions.situation(lyon, nature=Nature.EXERCISE)
    row = factory.published(lyon, situation=situation)
    assert titles(page(client)) == []
    html = page(client, situation=situation.slug)
    assert titles(html) == [row.title]
    assert 'class="watermark"' in html
    assert '<span class="mark trial">Exercice</span>' in html


def test_filters_narrow_the_list(lyon: Territory, client: Client) -> None:
    one = factory.published(lyon, audiences=["families"], side="give", variety="resource", hours="")
    two = factory.published(lyon, audiences=["elderly"], theme="manger")
    assert titles(page(client, public="families")) == [one.title]
    assert titles(page(client, cote="give")) == [one.title]
    assert titles(page(client, cote="need")) == [two.title]
    assert titles(page(client, genre="resource")) == [one.title]
    assert titles(page(client, theme="manger")) == [two.title]
    assert titles(page(client, ouvert="1")) == [two.title]


def test_open_now_follows_hours_and_dates(lyon: Territory, client: Client) -> None:
    today = clock.today()
    factory.published(lyon, ends_on=(today - timedelta(days=1)).isoformat())
    factory.published(lyon, starts_on=(today + timedelta(days=1)).isoformat())
    factory.published(lyon, hours="off")
    kept = factory.published(lyon, starts_on=today.isoformat(), ends_on=today.isoformat())
    assert titles(page(client, ouvert="1")) == [kept.title]


def test_near_a_commune_the_nearest_comes_first_with_its_distance(lyon: Territory, client: Client) -> None:
    far = factory.published(lyon, lat=45.7705, lon=4.8889, territory="69266")
    near = factory.published(lyon)
    html = page(client, ou="Bron", distance="15")
    assert titles(html) == [near.title, far.title]
    assert "de la plus proche à la plus lointaine" in html
    assert "Villeurbanne, à 4,4 km" in html
    assert "près de Bron" in html


def test_pasted_coordinates_are_a_place(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    html = page(client, ou="45.7344, 4.9117", distance="1")
    assert titles(html) == [row.title]


def test_an_ambiguous_place_shows_the_candidates(client: Client) -> None:
    places = territories.load()
    from boucle.foundation.territories import actions

    place = actions.open_territory(territory=places["FR"])
    contributions.theme()
    answer = client.get(f"/t/{place.slug}/list/", {"ou": "Saint-Denis"}, headers={"accept-language": "fr"})
    html = answer.content.decode()
    assert "Quel « Saint-Denis » ?" in html.replace("\xa0", " ")
    assert html.count("ou=93066") == 1
    assert html.count("ou=01373") == 1


def test_a_page_follows_a_page_with_the_numbers_of_its_rows(lyon: Territory, client: Client) -> None:
    made = {row.title for row in factory.several(lyon, 25)}
    first = page(client)
    assert "1 à 20 sur 25" in first
    following = re.search(r'<a href="(\?[^"]+)" rel="next">Suivante</a>', first)
    assert following is not None
    second = client.get(LIST + following[1].replace("&amp;", "&"), headers={"accept-language": "fr"}).content.decode()
    assert "21 à 25 sur 25" in second.replace("\xa0", " ")
    assert '<li id="f21">' in second
    assert "Précédente" in second
    assert set(titles(first)) | set(titles(second)) == made
    assert set(titles(first)) & set(titles(second)) == set()


def test_an_empty_list_gives_ways_out_that_lead_somewhere(lyon: Territory, client: Client) -> None:
    factory.published(lyon, theme="manger", hours="", lat=45.7705, lon=4.8889, territory="69266")
    html = page(client, ou="Bron", distance="1", theme="manger")
    assert "Aucune fiche ne correspond, pour l’instant" in html
    assert "Chercher jusqu’à 5 km : 1 fiche" in html
    assert "Dire ce qui manque, ou le proposer" in html
    away = re.search(r'class="button" href="(\?[^"]+)">Chercher', html)
    assert away is not None
    assert len(titles(client.get(LIST + away[1].replace("&amp;", "&")).content.decode())) == 1
    assert "Retirer « ouvert maintenant » (1)" in page(client, theme="manger", ouvert="1")


def test_the_map_shows_the_rows_with_their_numbers(lyon: Territory, client: Client) -> None:
    factory.several(lyon, 3)
    html = page(client)
    assert re.findall(r'<a href="#(f\d)" aria-label="Fiche \d', html) == ["f1", "f2", "f3"]
    assert "Carte de 3 fiches" in html


def test_pins_never_hide_each_other_and_groups_count_the_rest(lyon: Territory) -> None:
    factory.several(lyon, 23, apart=0)
    drawn = drawing.of_page(page_of(lyon))
    assert drawn is not None
    spots = [(pin.x, pin.y) for pin in drawn.pins]
    assert len(spots) == 20
    close = [
        (one, other)
        for rank, one in enumerate(spots)
        for other in spots[:rank]
        if abs(one[0] - other[0]) < 20 and abs(one[1] - other[1]) < 20
    ]
    assert close == []
    assert sum(group.count for group in drawn.groups) == 3


def page_of(place: Territory) -> Any:
    from boucle.commons.search import queries

    return queries.page(search.ask(place))


def test_the_table_holds_the_same_rows_in_the_same_order(lyon: Territory, client: Client) -> None:
    factory.several(lyon, 3)
    html = page(client, vue="tableau")
    assert re.findall(r'<th scope="row"><a href="/f/\w+/">([^<]+)<', html) == titles(page(client))


@pytest.mark.parametrize(
    ("form", "kind"), [("json", "application/json"), ("csv", "text/csv"), ("geojson", "application/geo+json")]
)
def test_the_same_address_gives_the_same_rows_in_other_formats(
    lyon: Territory, client: Client, form: str, kind: str
) -> None:
    rows = factory.several(lyon, 2)
    answer = client.get(LIST, {"format": form, "theme": "recharge"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    said = answer.getvalue().decode()
    assert all(row.title in said for row in rows)
    assert "auteur@tilleuls.example" not in said


def test_an_unknown_format_is_refused(lyon: Territory, client: Client) -> None:
    assert client.get(LIST, {"format": "xls"}).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        {"q": "' OR 1=1 --"},
        {"q": '%_\\*"('},
        {"q": "\x00soupe"},
        {"q": "🍲 שלום"},
        {"theme": "licornes", "distance": "loin", "depuis": "x", "zone": "a,b", "apres": "forged", "lat": "x"},
        {"rang": "9" * 50},
        {"ou": "x" * 5000},
    ],
)
def test_hostile_addresses_give_a_page(lyon: Territory, client: Client, query: dict[str, str]) -> None:
    page(client, **query)


def test_a_territory_that_is_not_open_has_no_list(lyon: Territory, client: Client) -> None:
    assert client.get("/t/bron/list/").status_code == 404
    assert client.get("/t/nowhere/list/").status_code == 404


def test_clusters_are_where_the_list_says(lyon: Territory, client: Client) -> None:
    rows = factory.several(lyon, 4)
    answer = client.get("/t/metropole-de-lyon/clusters/", {"z": "10", "box": "4.5,45.5,5.2,46.0"}).json()
    assert sum(each["count"] for each in answer["clusters"]) == 4
    close = client.get("/t/metropole-de-lyon/clusters/", {"z": "18", "box": "4.909,45.733,4.913,45.738"}).json()
    assert {each["title"] for each in close["clusters"]} == {row.title for row in rows}
    assert client.get("/t/metropole-de-lyon/clusters/", {"z": "x", "box": "no"}).status_code == 200
    assert client.get("/t/metropole-de-lyon/outline/").json()["box"]


def test_a_list_asks_the_database_a_fixed_number_of_times(
    lyon: Territory, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    factory.several(lyon, 2)
    with django_assert_max_num_queries(17):
        page(client)
    factory.several(lyon, 15)
    with django_assert_max_num_queries(17):
        assert len(titles(page(client))) == 17


def test_the_heading_says_what_and_where_in_plain_words(lyon: Territory) -> None:
    from django.utils import translation

    contributions.theme("recharge")
    asked = {
        "Recharger un appareil, près de Bron": {"theme": "recharge", "ou": "Bron"},
        "« soupe », Métropole de Lyon": {"q": "soupe"},
        "Aide et entraide, Métropole de Lyon": {},
    }
    with translation.override("fr"):
        assert {
            listing.heading(search.ask(lyon, **typed)).replace("\xa0", " "): typed for typed in asked.values()
        } == asked


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("application/json", "application/json"),
        ("application/geo+json, application/json;q=0.5", "application/geo+json"),
        ("application/pdf", "text/html"),
    ],
)
def test_a_program_may_ask_for_its_format_by_the_accept_header(
    lyon: Territory, client: Client, accept: str, kind: str
) -> None:
    factory.published(lyon)
    assert client.get(LIST, headers={"accept": accept})["Content-Type"].startswith(kind)


def test_a_search_that_finds_nothing_is_counted_without_knowing_who(lyon: Territory, client: Client) -> None:
    page(client, q="couches 06 12 34 56 78 moi@ici.example")
    page(client, q="soupe", theme="manger")
    counters.flush()
    assert sorted(EmptySearch.objects.values_list("words", flat=True)) == ["couches", "soupe"]
