"""The import in the browser's pages: for coordinators only, and every mistake is a sentence."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boucle.commons.opendata import jobs
from boucle.commons.opendata.models import ImportRun
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory
from tests.factories import accounts

TEXT = "Nom;Description;Catégorie\nSoupe;Une soupe chaude.;nourriture\nSommeil;Mieux dormir.;chronobiologie\n"


@pytest.fixture
def office(bron: Territory, client: Client) -> Client:
    client.force_login(accounts.coordinator(bron))
    return client


def upload(client: Client, territory: Territory, text: str = TEXT, name: str = "fiches.csv") -> Any:
    file = SimpleUploadedFile(name, text.encode("cp1252"))
    return client.post(f"/t/{territory.slug}/import/", {"file": file, "situation": "", "kind": "initiative"})


def chosen(client: Client, address: str) -> dict[str, Any]:
    """The form of the columns, filled in as it was guessed."""
    form = client.get(address).context["form"]
    return {bound.html_name: bound.value() or "" for bound in form if bound.value() not in (None, False)}


def test_a_file_goes_from_upload_to_report(bron: Territory, office: Client) -> None:
    answer = upload(office, bron)
    assert answer.status_code == 302
    address = answer["Location"]
    typed = chosen(office, address)
    assert (typed["column_0"], typed["column_2"], typed["theme_0"]) == ("title", "theme", "manger")
    assert office.post(address, {**typed, "try": "1"}).status_code == 302
    assert b"<progress" in office.get(address).content
    jobs.work_imports()
    assert Contribution.objects.count() == 0
    tried = office.get(address)
    assert "chronobiologie" in tried.content.decode()
    office.post(address, {**typed, "theme_1": "soins", "go": "1"})
    jobs.work_imports()
    report = office.get(address)
    assert report.status_code == 200
    assert Contribution.objects.count() == 2
    table = office.get(f"{address}report.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(table.streaming_content).decode())))
    assert [row["outcome"] for row in rows] == ["taken", "taken"]


def test_the_progress_leads_to_the_report_when_it_is_done(bron: Territory, office: Client) -> None:
    address = upload(office, bron)["Location"]
    office.post(address, {**chosen(office, address), "go": "1"})
    assert "HX-Redirect" not in office.get(f"{address}progress/").headers
    jobs.work_imports()
    assert office.get(f"{address}progress/")["HX-Redirect"] == address


def test_a_title_column_is_needed(bron: Territory, office: Client) -> None:
    address = upload(office, bron)["Location"]
    answer = office.post(address, {**chosen(office, address), "column_0": "", "go": "1"})
    assert answer.status_code == 422
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(("text", "name"), [("", "a.csv"), ("titre\n", "a.csv"), ("{", "a.geojson")])
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    bron: Territory, office: Client, text: str, name: str
) -> None:
    answer = upload(office, bron, text, name)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


def test_a_file_can_be_stopped_and_forgotten(bron: Territory, office: Client) -> None:
    address = upload(office, bron)["Location"]
    office.post(address, {**chosen(office, address), "go": "1"})
    office.post(f"{address}forget/")
    assert ImportRun.objects.get().stage == "stopped"
    office.post(f"{address}forget/")
    assert ImportRun.objects.count() == 0


def test_strangers_and_referents_import_nothing(bron: Territory, office: Client) -> None:
    address = upload(office, bron)["Location"]
    for somebody in (accounts.stranger(), accounts.referent(bron)):
        client = Client()
        client.force_login(somebody)
        for page in (f"/t/{bron.slug}/import/", address, f"{address}progress/", f"{address}report.csv"):
            assert client.get(page).status_code == 403, page
        assert client.post(address, {"go": "1"}).status_code == 403
        assert client.post(f"{address}forget/").status_code == 403
    assert Client().get(address).status_code == 302
    assert office.get("/t/nowhere/import/").status_code == 404


def test_the_file_of_another_territory_is_not_there(bron: Territory, office: Client) -> None:
    from tests.factories import contributions

    address = upload(office, bron)["Location"]
    other = contributions.commune("Oullins")
    client = Client()
    client.force_login(accounts.coordinator(other))
    assert client.get(address.replace(bron.slug, other.slug)).status_code == 404
