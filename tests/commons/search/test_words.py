"""By words: what is forgiven, what comes first, and what no typed text can do."""

import pytest

from boucle.commons.search import queries
from boucle.commons.search.queries import words
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.engine.places import Place
from boucle.foundation.territories.models import Territory
from tests.factories import contributions, search
from tests.factories import territories as places

pytestmark = pytest.mark.django_db
HOSTILE = [
    '"',
    "'",
    "soupe*",
    "soupe OR riz",
    "NEAR(soupe riz)",
    "title:soupe",
    "-soupe",
    "^soupe",
    "soupe AND NOT riz",
    "%",
    "_",
    "soupe\x00riz",
    "(((",
    "{a b}: soupe",
    "soupe'); DROP TABLE search_shelf;--",
    "\\",
    ":*",
    "&|!<->",
    "😀 soupe",
    "שלום soupe",
    "\u202esoupe",
    "soupe " * 500,
    "é" * 300,
    "_l1t1",
    "ﬃ ² Ⅷ ß",
    "a" * 10_000,
]


def test_accents_plurals_conjugations_beginnings_and_one_typo_are_forgiven() -> None:
    search.published(title="Recharge de téléphones", text="Pendant les coupures d’électricité, six multiprises.")
    place = contributions.commune()
    exact = ["téléphone", "telephones", "recharger", "electricite", "coupure electricité", "TÉLÉPHONE", "rechargez"]
    guessed = ["telephnoe", "tléphone", "telephonne", "téléphame", "multipri", "rech"]
    for q in exact + guessed[:3] + guessed[4:]:
        assert search.titles(place, q=q) == ["Recharge de téléphones"], q
    for q in ("piscine", "telefame", guessed[3]):
        assert search.titles(place, q=q) == [], q


@pytest.mark.parametrize(
    ("one", "many"), [("vélo", "vélos"), ("taxi", "taxis"), ("lieu", "lieux"), ("menu", "menus"), ("bureau", "bureaux")]
)
def test_singular_and_plural_find_each_other(one: str, many: str) -> None:
    search.published(title=f"Prêt : {one}")
    search.published(title=f"Prêts : {many}")
    assert len(search.titles(contributions.commune(), q=one)) == 2
    assert len(search.titles(contributions.commune(), q=many)) == 2


@pytest.mark.parametrize("q", HOSTILE)
def test_no_typed_text_is_an_operator_or_an_error(q: str) -> None:
    search.published(title="Soupe chaude", text="Du riz aussi.")
    asked, _ = queries.parse({"q": q}, contributions.commune())
    page = queries.page(asked)
    assert [row.title for row in page.rows] in ([], ["Soupe chaude"])
    assert [row.title for row in queries.rows(asked)] == [row.title for row in page.rows]
    assert len(queries.clusters(asked)) <= 1


def test_the_name_of_a_shelf_cannot_be_typed() -> None:
    row = search.published(title="Soupe")
    words = row.document.shelf.split()  # type: ignore[attr-defined]
    assert words
    for word in words:
        assert search.titles(contributions.commune(), q=word) == []


def test_a_word_in_the_title_counts_more_than_one_in_the_text() -> None:
    search.published(title="Repas chaud", text="Avec une soupe à la fin.")
    search.published(title="Soupe populaire", text="Un repas complet.")
    place = contributions.commune()
    assert search.titles(place, q="soupe") == ["Soupe populaire", "Repas chaud"]
    assert search.titles(place, q="repas") == ["Repas chaud", "Soupe populaire"]


def test_the_organisation_the_theme_and_the_commune_are_found_too() -> None:
    row = search.published(title="Midi", text="Servi debout.", organisation="Les Marmites")
    for q in ("marmite", str(row.theme.name_fr), "bron", "midi bron"):  # type: ignore[union-attr]
        assert search.titles(contributions.metropole(), q=q) == ["Midi"], q


def test_rows_that_say_every_word_come_first_and_those_that_come_close_follow() -> None:
    search.published(title="Prêt de vélos", text="Le samedi.")
    search.published(title="Vélo générateur", text="Pour recharger un téléphone.")
    page = queries.page(search.ask(contributions.commune(), q="vélo générateur"))
    assert [row.title for row in page.rows] == ["Vélo générateur", "Prêt de vélos"]
    assert page.is_close
    whole = queries.page(search.ask(contributions.commune(), q="vélo"))
    assert (len(whole.rows), whole.is_close) == (2, False)


def test_words_are_searched_in_the_territory_only() -> None:
    search.published(title="Soupe à Bron")
    search.published(title="Soupe à Oullins", territory=contributions.commune("Oullins"))
    assert search.titles(contributions.commune("Oullins"), q="soupe") == ["Soupe à Oullins"]
    assert len(search.titles(contributions.metropole(), q="soupe")) == 2


def test_words_and_filters_meet() -> None:
    place = contributions.commune()
    search.published(title="Soupe", theme="manger", lat=45.733, lon=4.913, side="need")
    search.published(title="Soupe à porter", theme="manger", lat=45.70, lon=4.95, side="give")
    assert search.titles(place, q="soupe", theme="manger", cote="give") == ["Soupe à porter"]
    assert search.titles(place, q="soupe", zone="4.9,45.72,4.92,45.74") == ["Soupe"]
    assert search.titles(place, q="soupe", lat=45.733, lon=4.913, distance=1) == ["Soupe"]
    assert search.titles(place, q="soupe", lat=45.70, lon=4.95, tri="distance", distance=50) == [
        "Soupe à porter",
        "Soupe",
    ]


def test_a_changed_text_is_found_by_its_new_words_only() -> None:
    from boucle.foundation.lifecycle import actions as lifecycle
    from boucle.foundation.lifecycle import rules
    from tests.factories import accounts

    place = contributions.commune()
    row = search.published(title="Soupe")
    by = rules.By(user=accounts.coordinator(place))
    lifecycle.revise(contribution=row, content={"title": "Gratin", "text": "Au four."}, by=by)
    row.refresh_from_db()
    if row.has_waiting_revision:
        lifecycle.publish(contribution=row, by=by)
    search.work()
    assert search.titles(place, q="gratin four") == ["Gratin"]
    assert search.titles(place, q="soupe") == []


def test_words_are_found_at_every_level_and_only_there() -> None:
    """Inside a region its own words are searched; in a country, and in a situation, the plain ones."""
    region = Place("84", "Auvergne-Rhône-Alpes", "region")
    elsewhere = Place("53", "Bretagne", "region")
    department = Place("69", "Rhône", "department", within=("84",))
    bron = Place("69029", "Bron", "commune", within=("69", "84"), lat=45.733, lon=4.913, radius=1800)
    rennes = Place("35238", "Rennes", "commune", within=("53",), lat=48.117, lon=-1.678, radius=4000)
    territories.load(places=[region, elsewhere, department, bron, rennes])
    towns = [Territory.objects.get(code=code) for code in ("69029", "35238")]
    situation = contributions.situation(towns[0])
    search.published(territory=towns[0], title="Soupe de Bron", situation=situation)
    search.published(territory=towns[1], title="Soupe de Rennes")
    for code in ("84", "69", "69029"):
        assert search.titles(Territory.objects.get(code=code), q="soupe") == ["Soupe de Bron"], code
    assert search.titles(Territory.objects.get(code="53"), q="soupes") == ["Soupe de Rennes"]
    assert search.titles(towns[0], q="soupe", situation=situation.slug) == ["Soupe de Bron"]


def test_a_first_page_looks_at_fewer_rows_and_the_next_ones_lose_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "FIRST_READ", 21)
    monkeypatch.setattr(words, "NEWEST", 2)
    for number in range(23):
        search.published(title=f"Soupe {number}")
    place = contributions.commune()
    first = queries.page(search.ask(place, q="soupe"))
    assert (first.total, first.is_more) == (21, True)
    pages = search.walk(first)
    assert sorted(title for page in pages for title in page) == sorted(f"Soupe {number}" for number in range(23))


def test_words_are_found_on_both_sides_of_an_intercommunality_that_lies_in_two_departments() -> None:
    """Its own place is one department only; what its communes bring is found all the same."""
    across = ("200046977", "FR-01", "FR-R84", "FR")
    other = places.commune("01249", "Miribel", "01700", 10_000, 45.825, 4.953, within=across)
    territories.load(places=[*places.WIDER, *places.COMMUNES, other])
    metropole = Territory.objects.get(code="200046977")
    for code in ("69029", "01249"):
        search.published(title="Soupe du soir", territory=Territory.objects.get(code=code))
    assert len(search.titles(metropole, q="soupe")) == 2
    assert len(search.titles(Territory.objects.get(code="FR-01"), q="soupe")) == 1
    assert len(search.titles(Territory.objects.get(code="01249"), q="soupe")) == 1
