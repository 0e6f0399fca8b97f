"""The copy of a plan for a device without a network: who gets it, what is in it, for how long."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from boucle.before.plans.models import Plan
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.models import ContactReading
from tests.factories import accounts, plan_entries, plan_paper, plans

pytestmark = pytest.mark.django_db
PAGES = ("offline", "offline_copy", "offline_lasting")


@pytest.fixture
def plan() -> Plan:
    return plan_paper.whole()


def address(plan: Plan, name: str) -> str:
    return reverse(f"plans:{name}", args=[plan.slug])


@pytest.mark.parametrize("name", PAGES)
def test_only_the_crisis_staff_takes_a_copy(client: Client, plan: Plan, name: str) -> None:
    assert client.get(address(plan, name)).status_code == 302
    client.force_login(accounts.stranger())
    assert client.get(address(plan, name)).status_code == 403
    client.force_login(plans.keeper(plan))
    response = client.get(address(plan, name))
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert "no-store" in response["Cache-Control"]
    assert client.get(reverse(f"plans:{name}", args=["rien"])).status_code == 404


def test_the_copy_is_one_page_that_asks_for_nothing_but_its_styles(client: Client, plan: Plan) -> None:
    client.force_login(plans.keeper(plan))
    shown = client.get(address(plan, "offline_copy")).content.decode()
    for word in ("Foyers sous appareil", "concierge", "04 111 22 33", plan_entries.SOMEBODY.name, "Coupure annoncée"):
        assert word in shown
    for forbidden in ("<script", "<img", "<form", "<button", "<input", " style="):
        assert forbidden not in shown
    assert f"{settings.ORIGIN}/plans/{plan.slug}/" in shown


def test_a_copy_says_until_when_it_names_people(client: Client, plan: Plan) -> None:
    client.force_login(plans.keeper(plan))
    response = client.get(address(plan, "offline_copy"))
    until = datetime.fromisoformat(response["X-Contacts-Until"])
    assert timedelta(days=6, hours=23) < until - clock.now() <= timedelta(days=7)
    assert "X-Contacts-Until" not in client.get(address(plan, "offline_lasting"))


def test_what_stays_afterwards_names_nobody(client: Client, plan: Plan) -> None:
    client.force_login(plans.keeper(plan))
    shown = client.get(address(plan, "offline_lasting")).content.decode()
    assert plan_entries.SOMEBODY.name not in shown and plan_entries.SOMEBODY.phone not in shown
    assert "L’annuaire et les coordonnées ne sont plus dans cette copie" in shown
    assert "Maison des Aulnes" in shown


def test_each_copy_leaves_one_trace_per_person(client: Client, plan: Plan) -> None:
    client.force_login(plans.keeper(plan))
    client.get(address(plan, "offline_copy"))
    readings = ContactReading.objects.filter(reader=plans.keeper(plan))
    assert sorted(readings.values_list("contact", flat=True)) == sorted(set(readings.values_list("contact", flat=True)))
    assert readings.count() == 6
    client.get(address(plan, "offline_lasting"))
    client.get(address(plan, "offline"))
    assert readings.count() == 6


def test_the_worker_is_served_where_it_may_answer_for_plans(client: Client) -> None:
    response = client.get("/plans/offline.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert b"fetch" in response.content
    assert client.post("/plans/offline.js").status_code == 405


def test_signing_out_empties_what_the_device_kept(client: Client, plan: Plan) -> None:
    client.force_login(plans.keeper(plan))
    response = client.post(reverse("account_logout"))
    assert (response.status_code, response["Clear-Site-Data"]) == (302, '"storage"')
