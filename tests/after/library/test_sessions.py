"""A report becomes a draft, then sheets; then one document again."""

import io
import uuid
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from boucle.after.library import actions, jobs
from boucle.after.library.models import Draft, Sheet
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import LinkType, State
from boucle.foundation.lifecycle.models import Contribution, Link
from boucle.foundation.lifecycle.rules import NotPossible
from tests.factories import accounts, library

pytestmark = pytest.mark.django_db


def test_reading_a_report_publishes_nothing() -> None:
    made = library.draft()
    assert (made.title, made.published_at) == ("Rencontres de l'eau", None)
    assert Contribution.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_draft() -> None:
    place = library.place()
    keeper, key = accounts.coordinator(place), uuid.uuid4()
    common: dict[str, Any] = {"territory": place, "user": keeper, "words": library.REPORT, "form_key": key}
    assert actions.read_report(**common).pk == actions.read_report(**common).pk
    assert Draft.objects.count() == 1


def test_a_text_without_a_session_is_explained_and_not_kept() -> None:
    with pytest.raises(NotPossible, match="SESSION 1"):
        library.draft("Bonjour.")
    assert Draft.objects.count() == 0


def test_whoever_does_not_coordinate_brings_no_report() -> None:
    with pytest.raises(PermissionDenied):
        library.draft(user=accounts.user())


def test_a_report_becomes_linked_sheets() -> None:
    whole = library.session()
    first, second = whole.parts.order_by("position")
    assert (whole.variety, str(whole.held_on), whole.contribution.state) == ("session", "2031-02-04", "published")
    assert [str(each.held_on) for each in (first, second)] == ["2031-02-04", "2031-02-05"]
    assert list(first.parts.order_by("position").values_list("variety", flat=True)) == [
        "lead",
        "lead",
        "lead",
        "fieldwork",
        "reference",
        "reference",
    ]
    assert Link.objects.filter(target=first.pk, type=LinkType.LEARNT_FROM).count() == 4
    assert Link.objects.filter(target=first.pk, type=LinkType.SUPPORTS).count() == 2
    assert Sheet.objects.count() == 1 + 2 + 6 + 3


def test_a_report_is_published_once() -> None:
    place = library.place()
    keeper = accounts.coordinator(place)
    made = library.draft(territory=place, user=keeper)
    actions.publish_draft(draft=made, user=keeper)
    with pytest.raises(NotPossible, match="déjà"):
        actions.publish_draft(draft=made, user=keeper)
    assert Sheet.objects.filter(variety="session", session=None).count() == 1


def test_a_report_with_a_session_of_no_day_waits_for_it_and_publishes_nothing() -> None:
    place = library.place()
    keeper = accounts.coordinator(place)
    made = library.draft(
        library.REPORT.replace("5 FÉVRIER 2031", "").replace("5 Février 2031", ""), territory=place, user=keeper
    )
    made.found["sessions"][1]["date"] = ""
    made.save()
    with pytest.raises(NotPossible, match="Qui prévient qui"):
        actions.publish_draft(draft=made, user=keeper)
    assert Contribution.objects.count() == 0


def test_a_piece_too_long_for_a_sheet_is_named_and_nothing_is_cut() -> None:
    place = library.place()
    keeper = accounts.coordinator(place)
    made = library.draft(territory=place, user=keeper)
    made.found["sessions"][0]["pieces"][0] |= {"title": "Une piste sans fin", "text": "eau " * 2001}
    made.save()
    with pytest.raises(NotPossible, match="Une piste sans fin"):
        actions.publish_draft(draft=made, user=keeper)
    assert Contribution.objects.count() == 0


def test_nobody_is_named_without_their_agreement() -> None:
    library.session(agreed=False)
    said = str(list(Contribution.objects.values_list("title", "text"))) + str(
        list(Sheet.objects.values_list("speakers"))
    )
    assert "Tournebride" not in said
    assert "Loriot" not in said
    assert "fontainière" in said
    assert "Ce que une personne présente propose" in said


def test_those_who_agreed_are_named() -> None:
    first = library.session().parts.order_by("position")[0]
    assert first.speakers == [
        {"name": "Zélie Tournebride", "role": "fontainière, régie des eaux de Valbrune"},
        {"name": "Octave Grandpré", "role": "sociologue"},
    ]


def test_the_address_of_a_person_in_the_preface_is_not_published() -> None:
    assert "zelie@" not in library.session().contribution.text


def test_what_is_set_aside_does_not_come() -> None:
    place = library.place()
    keeper = accounts.coordinator(place)
    made = library.draft(territory=place, user=keeper)
    made.found["sessions"][0]["pieces"][0]["kept"] = False
    made.save()
    actions.publish_draft(draft=made, user=keeper)
    assert Sheet.objects.count() == 1 + 2 + 5 + 3


def test_a_draft_is_deleted_on_its_date_and_what_was_published_stays() -> None:
    whole = library.session()
    Draft.objects.update(keep_until=clock.today() - timedelta(days=1))
    assert actions.purge_drafts() == 1
    assert Draft.objects.count() == 0
    assert Contribution.objects.get(pk=whole.pk).state == State.PUBLISHED


# Pages


def keeper_client(place: Any) -> Client:
    client = Client()
    client.force_login(accounts.coordinator(place))
    return client


def test_a_report_is_read_checked_and_published_through_its_pages() -> None:
    place = library.place()
    client = keeper_client(place)
    answer = client.post(f"/t/{place.slug}/library/import/", {"text": library.REPORT})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Boire pendant une coupure" in page
    assert "valbrune.example.fr" in page
    sent = {
        "title": "Rencontres de l’eau",
        "preface": "Deux jours.",
        "s0-title": "Boire pendant une coupure",
        "s0-date": "2031-02-04",
        "s0-agreed": ["0"],
        "s0-aside": ["2"],
        "s1-title": "Qui prévient qui",
        "s1-date": "2031-02-05",
    }
    kept = client.post(answer["Location"], sent)
    assert (kept.status_code, kept["Location"]) == (302, answer["Location"])
    assert Contribution.objects.count() == 0
    done = client.post(answer["Location"], {**sent, "publish": "1"})
    assert done["Location"] == answer["Location"]
    assert 'max="11" value="0"' in client.get(answer["Location"]).content.decode()
    while jobs.publish_drafts():
        pass
    whole = Sheet.objects.get(variety="session", session=None)
    assert f'href="/b/{whole.contribution.reference}/"' in client.get(answer["Location"]).content.decode()
    assert whole.contribution.title == "Rencontres de l’eau"
    assert [each["name"] for each in whole.parts.order_by("position")[0].speakers] == ["Zélie Tournebride", ""]
    assert Sheet.objects.count() == 1 + 2 + 5 + 3


def test_a_draft_without_a_day_says_so_and_keeps_what_was_typed() -> None:
    place = library.place()
    client = keeper_client(place)
    made = library.draft(territory=place)
    sent = {
        "title": "T",
        "preface": "",
        "s0-title": "Autre titre",
        "s0-date": "",
        "s1-title": "B",
        "s1-date": "2031-02-05",
    }
    answer = client.post(f"/library/drafts/{made.key}/", {**sent, "publish": "1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Autre titre"' in page
    assert "Dites quel jour" in page


def test_a_draft_shows_nothing_to_a_stranger() -> None:
    made = library.draft()
    client = Client()
    client.force_login(accounts.user())
    assert client.get(f"/library/drafts/{made.key}/").status_code == 404
    assert Client().get(f"/library/drafts/{made.key}/").status_code == 302


def test_a_draft_is_thrown_away() -> None:
    place = library.place()
    made = library.draft(territory=place)
    assert keeper_client(place).post(f"/library/drafts/{made.key}/discard/").status_code == 302
    assert Draft.objects.count() == 0


def test_the_page_of_a_session_shows_its_parts() -> None:
    first = library.session().parts.order_by("position")[0]
    page = Client().get(f"/b/{first.contribution.reference}/").content.decode()
    for said in ("Garder de l&#x27;eau chez soi", "Zélie Tournebride", "La soif des villes", "revue.example.org"):
        assert said in page


@pytest.mark.parametrize(
    ("name", "start", "type_"),
    [
        ("html", b"<!doctype html>", "text/html; charset=utf-8"),
        ("pdf", b"%PDF-", "application/pdf"),
        ("odt", b"PK", "application/vnd.oasis.opendocument.text"),
        ("epub", b"PK", "application/epub+zip"),
    ],
)
def test_a_report_becomes_one_document_again(name: str, start: bytes, type_: str) -> None:
    whole = library.session()
    answer = Client().get(f"/b/{whole.contribution.reference}/document/{name}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, type_)
    assert answer.content.lstrip().startswith(start) or start in answer.content[:400]


def test_the_documents_hold_every_piece() -> None:
    whole = library.session()
    address = f"/b/{whole.contribution.reference}/document/"
    odt = zipfile.ZipFile(io.BytesIO(Client().get(address + "odt/").content)).read("content.xml").decode()
    epub = zipfile.ZipFile(io.BytesIO(Client().get(address + "epub/").content))
    book = "".join(epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml"))
    html = Client().get(address + "html/").content.decode()
    for said in ("Compter ensemble", "une clé chez deux voisins", "La soif des villes", "Barnabé Loriot"):
        assert [said in each for each in (odt, book, html)] == [True, True, True]


def test_only_a_session_is_a_document() -> None:
    one = library.sheet()
    assert Client().get(f"/b/{one.contribution.reference}/document/pdf/").status_code == 404
