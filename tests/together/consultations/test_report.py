"""The report of a Delphi, and what the reports of all methods share: page, PDF, JSON, refusals."""

import hashlib
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.text import capfirst

from boucle.foundation.situations.enums import Nature
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Consultation
from tests.factories import accounts, consultations, contributions, delphi
from tests.together.consultations import consent_story as story
from tests.together.consultations import conversations

pytestmark = pytest.mark.django_db
NAMES = ("report", "report_pdf", "report_json")


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


def test_what_is_not_there_has_no_report(client: Client) -> None:
    assert client.get(reverse("consultations:report", args=["rien"])).status_code == 404


def begun(method: Method, **settings: Any) -> Consultation:
    """One that takes answers, of any method."""
    if method == Method.CONSENT:
        return story.begun(**settings)
    if method == Method.OPINIONS:
        return conversations.opened(**({"is_hidden": True} | settings))[0]
    row = consultations.consultation(method, **settings)
    kinds = {Method.DELPHI: ItemType.SCALE, Method.BUDGET: ItemType.OPTION, Method.VOTE: ItemType.PROPOSAL}
    consultations.open_round(row, [consultations.item(row, kinds[method])])
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", list(Method))
def test_while_results_are_hidden_there_is_no_report(client: Client, method: Method, name: str) -> None:
    row = begun(method)

    client.force_login(accounts.stranger())

    assert client.get(address(row, name)).status_code == 403


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", list(Method))
def test_an_exercise_has_no_report(client: Client, method: Method, name: str) -> None:
    place = contributions.commune()
    situation = contributions.situation(place, nature=Nature.EXERCISE)
    row = consultations.close(begun(method, territory=place, situation=situation))

    assert client.get(address(row, name)).status_code == 403


@pytest.mark.parametrize("method", list(Method))
def test_nobody_took_part_and_the_report_says_so(client: Client, method: Method) -> None:
    cache.clear()
    row = consultations.close(begun(method))

    shown, found = client.get(address(row, "report")), client.get(address(row, "report_json")).json()

    assert shown.status_code == 200
    assert client.get(address(row, "report_pdf")).content.startswith(b"%PDF-")
    assert found["method"] == capfirst(row.get_method_display())
    assert "ballots_csv" not in str(found) and "answers.csv" not in str(found) and "votes.csv" not in str(found)


@pytest.mark.parametrize("method", list(Method))
def test_the_rule_that_leaves_is_the_one_whose_print_the_report_gives(client: Client, method: Method) -> None:
    row = consultations.close(begun(method))

    found = client.get(address(row, "report_json")).json()
    rule = client.get(address(row, "rule_json")).content

    said = " ".join(next(section["paragraphs"] for section in found["sections"] if section["title"] == "La règle"))
    assert hashlib.sha256(rule).hexdigest() in said


def test_a_checklist_names_what_it_was_made_after_and_no_other_standard(client: Client) -> None:
    sources = {method: client_source(client, begun(method)) for method in Method}

    assert {method for method, source in sources.items() if "DELPHISTAR" in source} == {Method.DELPHI}
    assert {method for method, source in sources.items() if "ACCORD" in source} == {Method.DELPHI, Method.CONSENT}
    assert {method for method, source in sources.items() if "pas de norme" in source} == set(Method) - {Method.DELPHI}


def client_source(client: Client, row: Consultation) -> str:
    return str(client.get(address(consultations.close(row), "report_json")).json()["checklist_source"])
