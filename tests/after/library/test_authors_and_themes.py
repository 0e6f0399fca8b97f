"""A sheet has several authors, who agreed to be named, and may be about several themes."""

import csv
import io
import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client

from boucle.after.library.actions import content
from boucle.after.library.forms.fields import AuthorsField
from boucle.after.library.models import Sheet, Subject
from boucle.after.library.queries import filters
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory
from tests.after.library.test_sheets import secret, typed
from tests.factories import accounts, contributions, library, search

pytestmark = pytest.mark.django_db

AUTHORS = "Pré, Léa\nVan der Berg, Jan\nAtelier du Pré\n"
NAMES = [
    {"family": "Pré", "given": "Léa"},
    {"family": "Van der Berg", "given": "Jan"},
    {"literal": "Atelier du Pré"},
]


@pytest.fixture
def place() -> Territory:
    return library.place()


@pytest.fixture
def offered() -> None:
    """`eau-potable` stands below `eau`."""
    contributions.theme()


def propose(place: Territory, status: int = 200, **changes: Any) -> str:
    answer = Client().post(f"/t/{place.slug}/library/propose/", typed(**changes))
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def publish(sheet: Sheet) -> str:
    sheet.contribution.refresh_from_db()
    by = rules.By(user=accounts.coordinator(sheet.contribution.territory))
    lifecycle.publish(contribution=sheet.contribution, by=by)
    return f"/b/{sheet.contribution.reference}/"


def read(address: str) -> str:
    return Client().get(address).content.decode().replace("\xa0", " ")


def test_a_sheet_names_its_authors_in_their_order_on_its_page_its_tags_and_its_citation(place: Territory) -> None:
    propose(place, authors=AUTHORS)
    sheet = Sheet.objects.get()
    assert sheet.authors == NAMES
    page = read(publish(sheet))
    assert "Léa Pré, Jan Van der Berg, Atelier du Pré" in page
    assert re.findall(r'<meta name="citation_author" content="(.+?)">', page) == [
        "Pré, Léa",
        "Van der Berg, Jan",
        "Atelier du Pré",
    ]
    assert "PRÉ, Léa, VAN DER BERG, Jan et ATELIER DU PRÉ" in page


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ("Pré, Léa\nlea@bron.example", "Seuls des noms se mettent ici"),
        ("\n".join(f"Atelier {number}" for number in range(21)), "au plus 20 auteurs"),
    ],
)
def test_what_is_no_list_of_authors_is_explained_and_kept(place: Territory, authors: str, said: str) -> None:
    page = propose(place, status=422, authors=authors)
    assert said in page
    assert authors.splitlines()[-1] in page
    assert Sheet.objects.count() == 0


def test_a_sheet_about_several_themes_is_found_under_each_and_above_it(place: Territory, offered: None) -> None:
    propose(place, theme="chaleur", themes=["eau-potable", "chaleur"])
    sheet = Sheet.objects.get()
    assert (sheet.contribution.theme_id is not None, sheet.themes) == (True, ["eau-potable"])
    page = read(publish(sheet))
    for slug in ("chaleur", "eau-potable"):
        assert f"?sujet={slug}" in page
    search.work()

    def is_listed(slug: str) -> bool:
        return "Une fontaine par quartier" in read(f"/t/{place.slug}/library/?sujet={slug}")

    assert [is_listed(slug) for slug in ("chaleur", "eau-potable", "eau")] == [True, True, True]
    library.sheet(territory=place, title="Sans rapport")
    search.work()
    assert "Sans rapport" not in read(f"/t/{place.slug}/library/?sujet=eau")


def about(sheet: Sheet) -> list[str]:
    return sorted(sheet.subjects.values_list("theme__slug", flat=True))


def test_the_themes_of_a_sheet_follow_its_corrections_and_leave_out_a_slug_without_a_theme(
    place: Territory, offered: None
) -> None:
    sheet = library.sheet(territory=place, theme="chaleur", themes=["eau", "eau-potable"])
    assert about(sheet) == ["eau", "eau-potable"]
    content.apply(sheet.contribution, {"themes": ["eau-potable", "ailleurs"]})
    assert about(sheet) == ["eau-potable"]
    content.apply(sheet.contribution, {"title": "Autre"})
    assert about(sheet) == ["eau-potable"]
    content.apply(sheet.contribution, {"themes": []})
    assert about(sheet) == []


def test_a_theme_is_looked_for_once_however_many_stand_below_it(place: Territory, offered: None) -> None:
    sheet = library.sheet(territory=place, theme="chaleur", themes=["eau-potable"])
    kept = filters.subject(Contribution.objects.all(), "eau")
    assert list(kept) == [sheet.contribution]
    assert (str(kept.query).count("EXISTS"), str(kept.query).count("LIKE")) == (1, 0)


def test_a_sheet_is_about_a_theme_once(place: Territory, offered: None) -> None:
    sheet = library.sheet(territory=place, themes=["eau"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.create(sheet=sheet, theme=sheet.subjects.get().theme)


def test_sheets_from_before_keep_the_themes_that_they_are_about(place: Territory, offered: None) -> None:
    sheets = [library.sheet(territory=place, themes=each) for each in (["eau", "chaleur"], [])]
    sheets.append(library.sheet(territory=place))
    Sheet.objects.filter(pk=sheets[2].pk).update(themes=["eau", "ailleurs", "eau"])
    Subject.objects.all().delete()
    import_module("boucle.after.library.migrations.0007_subjects_of_sheets").fill(apps, None)
    assert [about(each) for each in sheets] == [["chaleur", "eau"], [], ["eau"]]


def test_a_theme_that_nobody_offers_and_too_many_of_them_are_refused(place: Territory, offered: None) -> None:
    slugs = ["recharge", "telephones", "manger", "soins", "enfants", "fraicheur", "internet"]
    assert "au plus 6 autres thèmes" in propose(place, status=422, themes=slugs)
    propose(place, status=422, themes=["inconnu"])
    assert Sheet.objects.count() == 0


def test_a_correction_of_authors_and_themes_shows_what_changes(place: Territory, offered: None) -> None:
    key = secret(propose(place, authors="Pré, Léa", themes=["eau"]))
    sheet = Sheet.objects.get()
    address = publish(sheet)
    form = read(f"/sheet/{key}/revise/")
    assert ">\nPré, Léa</textarea>" in form
    assert re.search(r'name="themes" value="eau"[^>]* checked', form)
    seen = re.search(r'name="seen" value="(\d+)"', form)
    assert seen is not None
    sent = typed(authors=AUTHORS, themes=["eau", "chaleur"], seen=seen[1], note="Nous étions trois.")
    assert Client().post(f"/sheet/{key}/revise/", sent).status_code == 302
    publish(sheet)
    versions = read(f"{address}versions/")
    assert "Auteurs" in versions
    assert "Autres thèmes" in versions
    assert re.search(r"<ins>.*?Atelier.*?</ins>", versions, re.DOTALL)


def test_authors_and_themes_leave_as_columns(place: Territory, offered: None) -> None:
    sheet = library.sheet(territory=place, theme="chaleur", themes=["eau"], authors=NAMES)
    search.work()
    row = Client().get(f"/t/{place.slug}/library/?format=json").json()["items"][0]
    assert (row["themes"], row["authors"]) == (["chaleur", "eau"], ["Pré, Léa", "Van der Berg, Jan", "Atelier du Pré"])
    answer = Client().get(f"/t/{place.slug}/library/?format=csv")
    written = answer.getvalue().decode()
    line = next(csv.DictReader(io.StringIO(written)))
    assert (line["reference"], line["themes"], line["authors"]) == (
        sheet.contribution.reference,
        "chaleur|eau",
        "Pré, Léa|Van der Berg, Jan|Atelier du Pré",
    )


def test_a_revision_that_waited_with_its_authors_on_one_line_keeps_them(place: Territory) -> None:
    sheet = library.sheet(territory=place)
    content.apply(sheet.contribution, {"byline": "Léa Pré, Atelier du Pré"})
    assert Sheet.objects.get().authors == [{"literal": "Léa Pré"}, {"literal": "Atelier du Pré"}]


def test_a_program_sends_authors_as_a_list() -> None:
    sent = ["Pré, Léa", {"literal": "Atelier du Pré"}, "Pré, Léa"]
    assert AuthorsField(required=False).clean(sent) == [NAMES[0], NAMES[2]]
