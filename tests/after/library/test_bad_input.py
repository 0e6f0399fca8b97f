"""What is brought in and cannot be taken is explained, and nothing of it is lost."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boucle.after.library.engine import report
from boucle.after.library.models import Draft, Sheet
from boucle.foundation.territories.models import Territory
from tests.after.library.test_references import BIBTEX
from tests.factories import accounts, library

pytestmark = pytest.mark.django_db

UNDATED = library.REPORT.replace("4 février 2031\n", "").replace("CONNECTEUR – 5 FÉVRIER 2031", "")


@pytest.fixture
def place() -> Territory:
    return library.place()


@pytest.fixture
def client(place: Territory) -> Client:
    made = Client()
    made.force_login(accounts.coordinator(place))
    return made


def bring(client: Client, place: Territory, words: str) -> str:
    """The page where what was read is checked."""
    answer = client.post(f"/t/{place.slug}/library/import/", {"text": words})
    assert answer.status_code == 302
    return text(client.get(answer["Location"]))


def text(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def bring_file(client: Client, address: str, name: str, data: bytes) -> str:
    answer = client.post(address, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    return text(answer)


def test_a_report_without_a_day_is_read_whole_and_waits_for_it(place: Territory, client: Client) -> None:
    page = bring(client, place, UNDATED.replace("5 Février 2031\n", ""))
    assert "Le texte ne dit pas quel jour" in page
    assert page.count("Le texte ne dit pas quel jour") == 2
    assert [len(each["pieces"]) for each in Draft.objects.get().found["sessions"]] == [6, 3]


def test_a_link_without_its_scheme_is_completed_and_pointed_out(place: Territory, client: Client) -> None:
    page = bring(client, place, library.REPORT)
    assert "n’a pas de https:// dans le texte" in page
    assert "https://www.valbrune.example.fr/fontaine" in page


def test_a_session_that_stands_twice_is_told_and_its_pieces_are_together(place: Territory, client: Client) -> None:
    again = "\nSESSION 1 – Boire pendant une coupure\n\nPISTES\n\n→ Un ajout de dernière minute.\n"
    page = bring(client, place, library.REPORT.replace("CONNECTEUR –", f"{again}\nCONNECTEUR –"))
    assert "Cette session figure deux fois" in page
    assert "Un ajout de dernière minute" in page
    assert [each["title"] for each in Draft.objects.get().found["sessions"]] == [
        "Boire pendant une coupure",
        "Qui prévient qui",
    ]


def test_one_title_on_two_days_is_two_sessions() -> None:
    words = "4 février 2031\n\nSESSION 1 – Débat\n\nUn.\n\n5 février 2031\n\nSESSION 1 – Débat\n\nDeux.\n"
    found = report.read(words)
    assert [(each.date, each.introduction) for each in found.sessions] == [
        ("2031-02-04", "Un."),
        ("2031-02-05", "Deux."),
    ]


def test_broken_entries_of_a_file_are_there_whole_to_be_mended(place: Territory, client: Client) -> None:
    address = f"/t/{place.slug}/library/references/"
    page = text(client.post(address, {"text": BIBTEX}))
    assert "Les corriger ici" in page
    assert "@book{cassé title={Sans virgule}}" in page
    mended = client.post(address, {"text": "@book{casse, title={Sans virgule}}"})
    assert "1 référence prise" in text(mended)
    assert Sheet.objects.count() == 4


def test_a_file_without_a_mistake_offers_nothing_to_mend(place: Territory, client: Client) -> None:
    page = text(client.post(f"/t/{place.slug}/library/references/", {"text": "@misc{a, title={Une page}}"}))
    assert "Les corriger ici" not in page


def document() -> bytes:
    drawn = io.BytesIO()
    with zipfile.ZipFile(drawn, "w") as file:
        file.writestr("word/document.xml", "<w:document/>")
    return drawn.getvalue()


@pytest.mark.parametrize("part", ["import", "references"])
@pytest.mark.parametrize("data", [document(), b"%PDF-1.7\n", b"{\\rtf1 Bonjour}", b"\x00\x01\x02"])
def test_a_file_that_is_no_text_is_refused_with_what_to_do(
    place: Territory, client: Client, part: str, data: bytes
) -> None:
    page = bring_file(client, f"/t/{place.slug}/library/{part}/", "a.bin", data)
    assert "choisissez « Enregistrer sous », puis texte brut" in page
    assert Draft.objects.count() == 0


def test_a_text_in_the_letters_of_another_machine_is_read(place: Territory, client: Client) -> None:
    for encoding in ("cp1252", "utf-16"):
        words = library.REPORT.replace("→", "-").encode(encoding)
        answer = client.post(f"/t/{place.slug}/library/import/", {"file": SimpleUploadedFile("a.txt", words)})
        assert answer.status_code == 302
    assert [each.found["sessions"][0]["title"] for each in Draft.objects.all()] == ["Boire pendant une coupure"] * 2


def test_a_text_without_a_session_is_still_there_to_be_corrected(place: Territory, client: Client) -> None:
    answer = client.post(f"/t/{place.slug}/library/import/", {"text": "Un compte rendu sans session."})
    assert answer.status_code == 422
    page = text(answer)
    assert "Un compte rendu sans session.</textarea>" in page
    assert "SESSION 1" in page
