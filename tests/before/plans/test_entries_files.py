"""Files and neighbours: open lines for everybody, all of them for the crisis staff who may take them out."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boucle.before.plans.enums import Content
from boucle.before.plans.models import Plan
from boucle.before.plans.queries import whole_plan
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.territories import actions as territories
from tests.factories import accounts, contributions, plan_entries, plans

STAFF = ("staff_stakes_geojson", "staff_means_geojson", "directory_csv", "means_csv")


@pytest.fixture
def plan(db: None) -> Plan:
    return plans.plan(territories.open_territory(territory=contributions.commune("Bron")))


def get(route: str, plan: Plan, somebody: User | None = None, query: str = "") -> Any:
    client = Client()
    if somebody is not None:
        client.force_login(somebody)
    return client.get(reverse(f"plans:{route}", args=[plan.slug]) + query)


def names(response: Any) -> list[str]:
    return [feature["properties"]["name"] for feature in response.json()["features"]]


def test_the_public_file_holds_open_stakes_and_the_staffs_holds_all(plan: Plan) -> None:
    section = plan_entries.section(Content.STAKES, of=plan)
    plan_entries.entry(section, lat=45.73, lon=4.91)
    plan_entries.entry(section, name="Station de pompage", variety="priority", is_open=False)
    plan_entries.entry(section, name="École", is_open=False)
    response = get("stakes_geojson", plan)
    assert response["Content-Type"] == "application/geo+json"
    [feature] = response.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [4.91, 45.73]}
    assert feature["properties"]["name"] == "Maison des Aulnes"
    assert names(get("staff_stakes_geojson", plan, plans.keeper(plan))) == [
        "Maison des Aulnes", "Station de pompage", "École",
    ]  # fmt: skip
    assert names(get("stakes_geojson", plan, plans.keeper(plan))) == ["Maison des Aulnes"]


def test_a_draft_and_a_closed_plan_give_nothing_to_the_public(plan: Plan) -> None:
    plan_entries.entry(plans.draft(plan, content="stakes"))
    assert names(get("stakes_geojson", plan)) == []
    closed = plans.plan(plan.territory, is_open=False)
    plan_entries.entry(plan_entries.section(Content.MEANS, of=closed), is_open=True)
    assert get("means_geojson", closed).status_code == 404
    assert get("neighbours", closed).status_code == 404
    assert list(whole_plan.public(whole_plan.Means, closed)) == []


@pytest.mark.parametrize("route", STAFF)
def test_files_of_the_staff_ask_for_the_right_to_export(plan: Plan, route: str) -> None:
    exporter = accounts.referent(plan.territory, rights=frozenset({Right.SEE, Right.EXPORT}))
    assert get(route, plan, exporter).status_code == 200
    assert "no-store" in get(route, plan, exporter)["Cache-Control"]
    assert get(route, plan, accounts.referent(plan.territory)).status_code == 403
    assert get(route, plan, accounts.stranger()).status_code == 403
    assert get(route, plan).status_code == 302


@pytest.mark.parametrize("route", [*STAFF, "stakes_geojson", "means_geojson", "neighbours"])
def test_a_plan_that_does_not_exist_is_not_found(plan: Plan, route: str) -> None:
    client = Client()
    client.force_login(plans.keeper(plan))
    assert client.get(reverse(f"plans:{route}", args=["nulle-part"])).status_code == 404


def test_the_directory_is_a_file_that_runs_no_formula(plan: Plan) -> None:
    section = plan_entries.section(Content.DIRECTORY, of=plan)
    mayor = plan_entries.entry(section, contact=plan_entries.SOMEBODY, rank=1)
    plan_entries.entry(section, function="=HYPERLINK(1)", stands_in_for=mayor)
    keeper = plans.keeper(plan)
    rows = list(csv.DictReader(io.StringIO(get("directory_csv", plan, keeper).content.decode())))
    assert [row["function"] for row in rows] == ["Bourgmestre", "'=HYPERLINK(1)"]
    assert [row["contact_phone"] for row in rows] == ["06 00 00 00 01", ""]
    assert [row["stands_in_for"] for row in rows] == ["", "Bourgmestre"]
    assert rows[0]["section"] == section.contribution.reference
    spreadsheet = get("directory_csv", plan, keeper, "?tableur").content.decode()
    assert spreadsheet.startswith("\ufeffrank;function;organisation")


def test_means_are_a_file_with_whom_to_call(plan: Plan) -> None:
    section = plan_entries.section(Content.MEANS, of=plan)
    plan_entries.entry(section, contact=plan_entries.SOMEBODY, ownership="private")
    [row] = csv.DictReader(io.StringIO(get("means_csv", plan, plans.keeper(plan)).content.decode()))
    assert (row["name"], row["quantity"], row["contact_name"]) == ("Groupe de 15 kVA", "2", "Anne Inventée")


def lend(plan: Plan, name: str, **fields: Any) -> None:
    section = plan.sections.filter(content="means").first() or plan_entries.section(Content.MEANS, of=plan)
    plan_entries.entry(section, name=name, **{"ownership": "pooled", "contact": plan_entries.SOMEBODY, **fields})


def lent(plan: Plan, *, is_staff: bool) -> list[tuple[str, list[str]]]:
    return [
        (lender.plan.territory.name, [means.name for means in lender.means])
        for lender in whole_plan.lenders(plan, is_staff=is_staff)
    ]


def test_neighbours_who_share_the_plan_show_together_what_they_pool(plan: Plan) -> None:
    oullins = territories.open_territory(territory=contributions.commune("Oullins"))
    beside = plans.plan(oullins, shared_with=[plan.territory])
    lend(beside, "Citerne", minutes=90, is_open=True)
    lend(beside, "Groupe fermé", minutes=20)
    lend(beside, "À nous seuls", ownership="own", is_open=True)
    lend(plan, "Tentes", is_open=True)
    assert lent(plan, is_staff=False) == [("Oullins", ["Citerne"]), ("Bron", ["Tentes"])]
    assert lent(plan, is_staff=True) == [("Oullins", ["Groupe fermé", "Citerne"]), ("Bron", ["Tentes"])]
    assert lent(beside, is_staff=False) == [("Bron", ["Tentes"]), ("Oullins", ["Citerne"])]
    page = get("neighbours", plan, plans.keeper(plan)).content.decode()
    assert ("Groupe fermé" in page, "90" in page, "Anne Inventée" in page) == (True, True, False)
    page = get("neighbours", plan, accounts.stranger()).content.decode()
    assert ("Groupe fermé" in page, "Citerne" in page) == (False, True)


def test_plans_of_one_basin_are_neighbours_and_others_are_not(plan: Plan) -> None:
    oullins = territories.open_territory(territory=contributions.commune("Oullins"))
    beside = plans.plan(oullins)
    lend(beside, "Citerne", is_open=True)
    assert lent(plan, is_staff=True) == []
    territories.make_basin(name="Bassin inventé", communes=[plan.territory, oullins])
    assert lent(plan, is_staff=False) == [("Oullins", ["Citerne"])]


def test_nothing_pooled_says_how_to_begin(plan: Plan) -> None:
    assert "Personne ne met rien en commun" in get("neighbours", plan).content.decode()
