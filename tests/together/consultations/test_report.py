"""The report of a Delphi: page, PDF, JSON; what the data cannot say is said to be missing."""

import pytest
from django.test import Client
from django.urls import reverse

from boucle.together.consultations.models import Consultation
from tests.factories import delphi

pytestmark = pytest.mark.django_db


def address(row: Consultation, name: str) -> str:
    return reverse(f"consultations:{name}", args=[row.contribution.reference])


def test_the_same_report_is_a_page_a_pdf_and_json(client: Client) -> None:
    row, items = delphi.two_rounds(groups=["Soins"] * 7)

    shown = client.get(address(row, "report")).content.decode()
    printed = client.get(address(row, "report_pdf"))
    found = client.get(address(row, "report_json")).json()

    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    assert found["title"] == row.contribution.title
    for item in items:
        assert item.text in shown
    for section in found["sections"]:
        assert section["title"] in shown.replace("&#x27;", "'")


def test_the_checklist_is_filled_from_the_data_and_says_what_it_cannot_know(client: Client) -> None:
    row, _items = delphi.two_rounds()

    found = client.get(address(row, "report_json")).json()["checklist"]

    filled = [line for line in found if line["said"]]
    assert 0 < len(filled) < len(found)
    assert row.rule_hash[:12] in " ".join(line["said"] for line in filled)


def test_a_report_of_too_few_people_gives_no_figure(client: Client) -> None:
    row, items = delphi.two_rounds([(9, 9, 9, 1)], [(9, 9, 9, 1)])

    found = client.get(address(row, "report_json")).json()

    tables = [section["table"] for section in found["sections"] if section["table"]]
    assert items[0].text not in str(tables)


def test_typed_signs_of_typst_stay_signs(client: Client) -> None:
    row, _items = delphi.two_rounds()
    row.contribution.title = '#panic("non") *gras* $x$ @ici'
    row.contribution.save()

    assert client.get(address(row, "report_pdf")).content.startswith(b"%PDF-")


def test_another_method_has_no_report_of_a_delphi(client: Client) -> None:
    assert client.get(reverse("consultations:report", args=["rien"])).status_code == 404
