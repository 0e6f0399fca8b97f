"""Sheets: proposed by anybody, read, cited, done again, compared version by version."""

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from boucle.after.library import actions
from boucle.after.library.models import Check, Picture, Sheet
from boucle.foundation.core import clock
from boucle.foundation.guard import forms as guard
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.messages import jobs as letters
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, library, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Territory:
    return library.place()


def typed(**changes: Any) -> dict[str, Any]:
    """What somebody who takes their time sends."""
    earlier = str(int(clock.now().timestamp()) - 60)
    sent = {
        "title": "Une fontaine par quartier",
        "variety": "method",
        "text": "Elle s’ouvre avec une clé[^1].\n\n[^1]: Deux voisins la gardent.",
        "redo": "Deux personnes, une heure.",
        "phase": "during",
        "hazard": "drought",
        "consent": "on",
        "stamp": guard.STAMP.sign(earlier),
    }
    return {**sent, **changes}


def secret(html: str) -> str:
    found = re.search(r'href="/sheet/([^/"]+)/"', html)
    assert found is not None
    return found[1]


def propose(place: Territory, status: int = 200, **changes: Any) -> str:
    answer = Client().post(f"/t/{place.slug}/library/propose/", typed(**changes))
    assert answer.status_code == status
    return answer.content.decode()


def read(sheet: Sheet, part: str = "", status: int = 200) -> str:
    answer = Client().get(f"/b/{sheet.contribution.reference}/{part}")
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def test_anybody_proposes_a_sheet_without_an_account(place: Territory) -> None:
    html = propose(place, email="lea@bron.example")
    sheet = Sheet.objects.get()
    row = sheet.contribution
    assert (row.title, row.state, sheet.variety, sheet.phase, sheet.hazard) == (
        "Une fontaine par quartier",
        "proposed",
        "method",
        "during",
        "drought",
    )
    assert row.reference in html
    letters.send_due()
    assert [letter.to for letter in mail.outbox] == [["lea@bron.example"]]


def test_a_sheet_without_agreement_is_not_sent_and_nothing_is_lost(place: Territory) -> None:
    html = propose(place, status=422, consent="")
    assert "sans votre accord, rien n’est envoyé" in html.lower().replace("\xa0", " ") or "Cochez" in html
    assert 'value="Une fontaine par quartier"' in html
    assert Sheet.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_sheet(place: Territory) -> None:
    sent = typed(key="0190c1d2-0000-7000-8000-000000000001")
    for _time in range(2):
        assert Client().post(f"/t/{place.slug}/library/propose/", sent).status_code == 200
    assert Sheet.objects.count() == 1


def test_a_link_without_scheme_gets_one(place: Territory) -> None:
    propose(place, link="exemple.fr/guide")
    assert Sheet.objects.get().link == "https://exemple.fr/guide"


def test_what_is_proposed_is_read_by_its_referents_only(place: Territory) -> None:
    sheet = library.sheet(State.PROPOSED, territory=place)
    read(sheet, status=404)
    client = Client()
    client.force_login(accounts.coordinator(place))
    assert client.get(f"/b/{sheet.contribution.reference}/").status_code == 200


def test_the_page_of_a_sheet_shows_footnotes_sources_and_a_citation(place: Territory) -> None:
    sheet = library.sheet(
        territory=place,
        title="Une fontaine par quartier",
        text="Une clé[^1].\n\n[^1]: Chez deux voisins.",
        sources="Régie des eaux.",
        authors=[{"family": "Pré", "given": "Léa"}, {"literal": "Atelier du Pré"}],
    )
    page = read(sheet)
    assert 'href="#fn-texte-1"' in page
    assert "Régie des eaux." in page
    assert "PRÉ, Léa et ATELIER DU PRÉ" in page
    assert '<meta name="citation_title" content="Une fontaine par quartier">' in page
    assert '<meta name="citation_author" content="Atelier du Pré">' in page
    assert 'class="Z3988" title="ctx_ver=Z39.88-2004' in page


def test_a_page_of_the_library_takes_as_many_queries_whatever_hangs_on_it(
    place: Territory, django_assert_max_num_queries: Any
) -> None:
    sheet = library.sheet(territory=place)
    for _time in range(3):
        library.sheet(territory=place, reuse_of=sheet.contribution.reference, variety="fieldwork")
    with django_assert_max_num_queries(30):
        read(sheet)


def test_a_reuse_says_what_changed_and_stands_beside_the_first(place: Territory) -> None:
    first = library.sheet(territory=place, title="Une fontaine par quartier")
    sent = typed(title="À Oullins, une fontaine par rue", variety="kit")
    answer = Client().post(f"/b/{first.contribution.reference}/reuse/", sent)
    assert answer.status_code == 200
    again = first.reuses.get()
    assert again.variety == "fieldwork"
    assert "À Oullins" not in read(first)
    lifecycle.publish(contribution=again.contribution, by=rules.By(user=accounts.coordinator(place)))
    assert "À Oullins, une fontaine par rue" in read(first)
    assert "Refait une fois" in read(first)
    assert "A refait ce que dit « Une fontaine par quartier »" in read(again)


def test_how_often_a_sheet_was_done_again_is_counted_in_the_list_and_in_the_exports(place: Territory) -> None:
    first = library.sheet(territory=place, title="Une fontaine", redo="Deux personnes, une heure.")
    library.sheet(territory=place, title="Une digue", redo="Des sacs.")
    for state in (State.PUBLISHED, State.PUBLISHED, State.PROPOSED):
        library.sheet(state, territory=place, reuse_of=first.contribution.reference, variety="fieldwork", redo="")
    search.work()
    address = f"/t/{place.slug}/library/"
    page = Client().get(address).content.decode()
    assert (page.count("Refait 2 fois"), page.count("dit comment le refaire")) == (1, 1)
    rows = {each["title"]: each for each in Client().get(f"{address}?format=json").json()["items"]}
    assert [rows[title]["reuses"] for title in ("Une fontaine", "Une digue")] == [2, 0]
    assert rows["Une fontaine"]["redo"] == "Deux personnes, une heure."


def test_nobody_does_again_a_sheet_that_is_not_public(place: Territory) -> None:
    waiting = library.sheet(State.PROPOSED, territory=place)
    assert Client().get(f"/b/{waiting.contribution.reference}/reuse/").status_code == 404
    with pytest.raises(rules.NotPossible):
        actions.propose(territory=place, content={}, by=rules.STRANGER, reuse_of=waiting)


def test_a_correction_waits_then_shows_its_difference(place: Territory) -> None:
    html = propose(place, email="")
    key = secret(html)
    sheet = Sheet.objects.get()
    by = rules.By(user=accounts.coordinator(place))
    lifecycle.publish(contribution=sheet.contribution, by=by)
    page = Client().get(f"/sheet/{key}/revise/").content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    answer = Client().post(
        f"/sheet/{key}/revise/", typed(redo="Trois personnes, une heure.", seen=seen[1], note="Une de plus.")
    )
    assert answer.status_code == 302
    assert "Deux personnes" in read(sheet)
    sheet.contribution.refresh_from_db()
    lifecycle.publish(contribution=sheet.contribution, by=by)
    versions = read(sheet, "versions/")
    assert re.search(r"<del>.*?Deux.*?</del>", versions)
    assert re.search(r"<ins>.*?Trois.*?</ins>", versions)
    assert "Une de plus." in versions


def test_a_stale_correction_is_told_and_keeps_what_was_typed(place: Territory) -> None:
    key = secret(propose(place))
    sheet = Sheet.objects.get()
    lifecycle.publish(contribution=sheet.contribution, by=rules.By(user=accounts.coordinator(place)))
    answer = Client().post(f"/sheet/{key}/revise/", typed(redo="Trop tard.", seen="1"))
    assert answer.status_code == 409
    assert "Trop tard." in answer.content.decode()


def test_its_author_takes_a_sheet_back_and_erases_it(place: Territory) -> None:
    key = secret(propose(place))
    assert Client().post(f"/sheet/{key}/withdraw/").status_code == 302
    assert Client().post(f"/sheet/{key}/erase/").status_code == 200
    assert Sheet.objects.count() == 0
    assert Client().get(f"/sheet/{key}/").status_code == 410


def test_the_list_filters_by_type_phase_hazard_and_words(place: Territory) -> None:
    library.sheet(territory=place, title="Une fontaine", variety="method", phase="during", hazard="drought")
    library.sheet(territory=place, title="Une digue", variety="lead", phase="before", hazard="flood")
    library.sheet(territory=place, title="Un carnet", variety="kit", phase="", hazard="")
    search.work()

    def titles(query: str) -> set[str]:
        page = Client().get(f"/t/{place.slug}/library/{query}").content.decode()
        return {each for each in ("Une fontaine", "Une digue", "Un carnet") if f">{each}<" in page}

    assert titles("") == {"Une fontaine", "Une digue", "Un carnet"}
    assert titles("?type=kit") == {"Un carnet"}
    assert titles("?phase=before") == {"Une digue", "Un carnet"}
    assert titles("?alea=drought") == {"Une fontaine", "Un carnet"}
    assert titles("?q=digue") == {"Une digue"}
    assert titles("?q=introuvable") == set()


def test_a_list_takes_as_many_queries_for_three_sheets_as_for_one(
    place: Territory, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        library.sheet(territory=place, title=f"Fiche {number}")
    search.work()
    with django_assert_max_num_queries(18):
        Client().get(f"/t/{place.slug}/library/")


def test_the_list_gives_the_same_rows_as_data(place: Territory) -> None:
    sheet = library.sheet(territory=place, title="Une fontaine", variety="method")
    search.work()
    rows = Client().get(f"/t/{place.slug}/library/?format=json").json()
    assert sheet.contribution.reference in str(rows)
    csv = Client().get(f"/t/{place.slug}/library/?format=csv").getvalue().decode()
    assert "Une fontaine" in csv


def test_a_dead_link_is_said_beside_it(place: Territory) -> None:
    sheet = library.sheet(
        territory=place, link="https://perdu.example.org/a", archived_link="https://archive.example.org/a"
    )
    Check.objects.create(address=sheet.link, state="gone", at=timezone.now())
    page = read(sheet)
    assert "ne répond plus" in page
    assert 'href="https://archive.example.org/a"' in page


# Constraints


@pytest.mark.parametrize(
    "fields",
    [{"variety": "novel"}, {"phase": "never"}, {"hazard": "boredom"}, {"licence": "mine"}, {"review_months": 0}],
)
def test_the_database_refuses_what_a_sheet_cannot_be(place: Territory, fields: dict[str, Any]) -> None:
    sheet = library.sheet(territory=place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(**fields)


@pytest.mark.parametrize("field", ["session", "reuse_of"])
def test_a_sheet_is_neither_its_own_part_nor_its_own_reuse(place: Territory, field: str) -> None:
    sheet = library.sheet(territory=place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(**{field: sheet.pk})


def test_a_check_has_a_known_state() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.create(address="https://a.example", state="perhaps", at=timezone.now())


def test_a_picture_is_kept_once_and_has_a_description(place: Territory) -> None:
    row = library.sheet(territory=place).contribution
    fields = {"contribution": row, "image": b"", "width": 1, "height": 1, "key": "k"}
    Picture.objects.create(description="Une porte", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(description="Une autre", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(description="", **{**fields, "key": "l"})


def test_a_sheet_keeps_its_day_and_its_licence(place: Territory) -> None:
    sheet = library.sheet(territory=place, held_on="2031-02-04", licence="CC-BY-4.0")
    assert (sheet.held_on, sheet.contribution.licence) == (date(2031, 2, 4), "CC-BY-4.0")
    assert contributions.kinds().count("sheet") == 1
