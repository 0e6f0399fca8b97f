"""The winter of the demo in a browser, with scripts and without: what a visitor reads, what a coordinator ticks."""

import re

import pytest
from playwright.sync_api import Page, expect

from boucle.before.plans.models import Activation, Plan
from boucle.foundation.tasks.enums import Standing
from boucle.foundation.tasks.models import Task
from boucle.site.actions import demo, winter
from config import translations
from tests.factories import demo as story

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "Amener et essayer le groupe n° 2"


@pytest.fixture
def plan() -> Plan:
    translations.compile_all()
    return story.told_winter()


def prepare(page: Page, plan: Plan) -> None:
    read(page, plan)
    tick(page, plan)


def read(page: Page, plan: Plan) -> None:
    """From the plan to a section, to what changed in it, to what falls with the water, to why."""
    page.goto(f"/t/{plan.shared_with.get().slug}/plans/")
    page.get_by_role("link", name=plan.name).click()
    expect(page.get_by_text("Horloges légales")).to_be_visible()
    page.locator(".whole").get_by_role("link", name=re.compile(f"4.3 {winter.WATER}")).click()
    expect(page.get_by_role("heading", name=f"4.3 {winter.WATER}")).to_be_visible()
    expect(page.locator(".changed del")).to_contain_text("trois heures de coupure")
    expect(page.locator(".changed")).to_contain_text("Né de l’exercice du")
    page.get_by_role("link", name=re.compile("Le calcul entier")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Si la tranche 4 est coupée de 17 h à 20 h")
    expect(page.get_by_text("Pourquoi « Réservoir du Thier : eau » est-il perdu à 18 h 10 ?")).to_be_visible()


def tick(page: Page, plan: Plan) -> None:
    """The coordinator opens the board of the exercise and ticks a task."""
    activation = Activation.objects.get(scenario__plan=plan, ended_at=None)
    page.goto(f"/account/login/?next=/activations/{activation.pk}/board/")
    page.fill("input[name=login]", winter.MEMBERS[0].email)
    page.fill("input[name=password]", demo.PASSWORD)
    page.locator("form:has([name=password]) button").first.click()
    expect(page.get_by_text("Fait : 2 sur 11.")).to_be_visible()
    page.get_by_role("button", name=f"C’est fait : {TASK}").click()
    expect(page.get_by_text("Fait : 3 sur 11.")).to_be_visible()
    assert Task.objects.get(situation=activation.situation, title=TASK).standing == Standing.DONE


def test_the_winter_is_read_and_ticked_with_scripts(page: Page, plan: Plan) -> None:
    prepare(page, plan)


def test_the_winter_is_read_and_ticked_without_scripts(page_without_scripts: Page, plan: Plan) -> None:
    prepare(page_without_scripts, plan)


@pytest.mark.look
def test_the_pages_of_the_winter_fit_a_phone(page: Page, plan: Plan) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    water = winter.section(plan, winter.WATER).contribution.reference
    for path in (f"/plans/{plan.slug}/", f"/plans/{plan.slug}/law/", f"/plans/{plan.slug}/ways/", f"/s/{water}/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 375, path
