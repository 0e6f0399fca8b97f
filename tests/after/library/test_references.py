"""References in and out: what is broken is said row by row, the rest is taken; citations in French."""

from typing import Any

import pytest
from django.test import Client

from boucle.after.library import actions
from boucle.after.library.engine import citing, formats, items
from boucle.after.library.models import Sheet
from tests.factories import accounts, library, search

BIBTEX = r"""@article{soif, title={La soif des {Villes}}, author={Grandpr{\'e}, Octave and {Ville de Bron}},
  journal={Revue des eaux}, year=2029, month=may, pages={11--18}}
@book{cassé title={Sans virgule}}

@misc{page, title={Une page}, url={https://page.example.org/a}}
@misc{page, title={Une autre, même clé}, author={Loriot, Barnab\'e}}
@misc{vide, author={Loriot, Barnab\'e}}
@article{encore, title={La Soif des villes}, author={Grandpré, Octave}, year=2029}
"""
RIS = """TY  - JOUR
TI  - La soif des villes
AU  - Grandpré, Octave
PY  - 2029
ER  -

TY  - BOOK
AU  - Sans titre
ER  -

XX  - rien
"""


def test_a_bibtex_file_gives_what_can_be_read_and_says_the_rest() -> None:
    found = formats.FORMATS["bibtex"].read(BIBTEX)
    assert [(each.line, each.item["title"]) for each in found.entries] == [
        (1, "La soif des Villes"),
        (5, "Une page"),
        (6, "Une autre, même clé"),
    ]
    assert [(each.line, each.why) for each in found.refusals] == [(3, "syntax"), (7, "title"), (8, "twice")]


def test_latex_and_braces_become_plain_words() -> None:
    article = formats.FORMATS["bibtex"].read(BIBTEX).items[0]
    assert article == {
        "id": "soif",
        "type": "article-journal",
        "title": "La soif des Villes",
        "container-title": "Revue des eaux",
        "page": "11-18",
        "author": [{"family": "Grandpré", "given": "Octave"}, {"literal": "Ville de Bron"}],
        "issued": {"date-parts": [[2029, 5]]},
        "language": "fr",
    }


def test_a_ris_file_gives_what_can_be_read_and_says_the_rest() -> None:
    found = formats.FORMATS["ris"].read(RIS)
    assert [each.item["title"] for each in found.entries] == ["La soif des villes"]
    assert [each.why for each in found.refusals] == ["title", "syntax"]


def test_a_csl_file_gives_what_can_be_read_and_says_the_rest() -> None:
    found = formats.FORMATS["csl"].read('[{"title": "Une page", "type": "inconnu"}, 3, {}]')
    assert found.items == [{"id": "ref", "type": "document", "title": "Une page", "language": "fr"}]
    assert [each.why for each in found.refusals] == ["syntax", "title"]
    assert [each.why for each in formats.FORMATS["csl"].read("[{").refusals] == ["syntax"]


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_what_is_written_in_a_format_is_read_again(name: str) -> None:
    form = formats.FORMATS[name]
    given = formats.FORMATS["bibtex"].read(BIBTEX).items
    again = form.read(form.write(given))
    assert again.refusals == []
    assert [{**each, "id": ""} for each in again.items] == [{**each, "id": ""} for each in given]


def test_the_format_of_a_text_is_found_by_its_first_signs() -> None:
    assert [formats.guess(each).name for each in (BIBTEX, RIS, '\ufeff [{"title": "x"}]')] == ["bibtex", "ris", "csl"]


def test_a_text_without_any_reference_says_so() -> None:
    _form, found = formats.read("Bonjour à tous.")
    assert [(each.why, each.words) for each in found.refusals] == [("empty", "Bonjour à tous.")]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [("2020-05-12", [2020, 5, 12]), ("2020/05", [2020, 5]), ("2020-13", [2020]), ("mai 2020", [2020]), ("s. d.", [])],
)
def test_dates_are_read_as_far_as_they_are_known(typed: str, parts: list[int]) -> None:
    assert items.read_date(typed) == parts


def test_a_citation_follows_iso_690_in_french() -> None:
    article, page, other = citing.cite(formats.FORMATS["bibtex"].read(BIBTEX).items)
    assert article.replace("\xa0", " ").replace("&nbsp;", " ") == (
        "GRANDPRÉ, Octave et VILLE DE BRON, 2029. La soif des Villes. <i>Revue des eaux</i>. mai 2029. pp. 11‑18."
    )
    assert page.endswith('<a href="https://page.example.org/a" rel="nofollow noopener">https://page.example.org/a</a>')
    assert other.startswith("LORIOT, Barnabé, [sans date]")


def test_a_citation_keeps_the_capitals_of_a_french_title_whatever_its_language_says() -> None:
    english = {"id": "a", "type": "book", "title": "Tenir sans pompe", "language": "en"}
    assert "Tenir sans pompe" in citing.cite([english])[0]


def test_a_citation_holds_no_markup_of_whoever_typed_it() -> None:
    evil = {"id": "a", "type": "book", "title": "<script>alert(1)</script> <img src=x>"}
    assert "<script" not in citing.cite([evil])[0]
    assert "<img" not in citing.cite([evil])[0]


def test_coins_and_tags_say_what_reference_managers_read() -> None:
    article = formats.FORMATS["bibtex"].read(BIBTEX).items[0]
    said = citing.coins(article, "boucle")
    assert said.startswith("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal")
    assert "rft.atitle=La+soif+des+Villes" in said
    assert citing.tags(article)[:4] == [
        ("citation_title", "La soif des Villes"),
        ("citation_author", "Grandpré, Octave"),
        ("citation_author", "Ville de Bron"),
        ("citation_publication_date", "2029/05"),
    ]


# Pages


@pytest.fixture
def place(db: None) -> Any:
    return library.place()


def keeper(place: Any) -> Client:
    client = Client()
    client.force_login(accounts.coordinator(place))
    return client


def test_a_file_of_references_is_taken_and_told_row_by_row(place: Any) -> None:
    page = keeper(place).post(f"/t/{place.slug}/library/references/", {"text": BIBTEX}).content.decode()
    assert "3 références prises" in page
    assert "3 ont été écartées, chacune avec sa raison." in page
    assert "il manque une virgule, une accolade ou sa fin" in page
    assert list(Sheet.objects.order_by("pk").values_list("variety", "link")) == [
        ("reference", ""),
        ("reference", "https://page.example.org/a"),
        ("reference", ""),
    ]


def test_the_same_file_again_brings_nothing_twice(place: Any) -> None:
    client = keeper(place)
    client.post(f"/t/{place.slug}/library/references/", {"text": BIBTEX})
    page = client.post(f"/t/{place.slug}/library/references/", {"text": BIBTEX}).content.decode()
    assert "Déjà là" in page
    assert Sheet.objects.count() == 3


def test_an_empty_form_is_told_so(place: Any) -> None:
    answer = keeper(place).post(f"/t/{place.slug}/library/references/", {"text": " "})
    assert answer.status_code == 422
    assert "Choisissez un fichier, ou collez son texte." in answer.content.decode()


def test_whoever_does_not_coordinate_brings_no_reference(place: Any) -> None:
    client = Client()
    client.force_login(accounts.user())
    assert client.get(f"/t/{place.slug}/library/references/").status_code == 403


def test_the_references_of_a_list_leave_in_each_format(place: Any) -> None:
    user = accounts.coordinator(place)
    for entry in formats.FORMATS["bibtex"].read(BIBTEX).entries:
        actions.take_reference(territory=place, user=user, item=entry.item)
    search.work()
    for name, sign in (("bibtex", "@article{"), ("ris", "TY  - JOUR"), ("csl", '"container-title"')):
        answer = Client().get(f"/t/{place.slug}/library/references/{name}/?type=reference")
        assert answer.status_code == 200
        assert sign in answer.content.decode()
    assert Client().get(f"/t/{place.slug}/library/references/marc/").status_code == 404


def test_a_session_is_cited_with_the_references_given_there(db: None) -> None:
    first = library.session().parts.order_by("position")[0]
    written = Client().get(f"/b/{first.contribution.reference}/cite/bibtex/").content.decode()
    assert written.count("@") == 3
    assert "La soif des villes" in written
