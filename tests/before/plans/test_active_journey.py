"""An exercise from its activation to its debrief, in a real browser: with scripts, and without."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.before.plans import actions
from boucle.before.plans.models import Activation, Scenario
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.territories import actions as territories
from tests.conftest import opened
from tests.factories import accounts, contributions, plans
from tests.factories import plan_active as made
from tests.site import axe

PHONE = {"width": 375, "height": 760}
INJECT = "La maison de repos appelle : plus de chauffage depuis midi"


@pytest.fixture
def scenario(transactional_db: None) -> Scenario:
    place = territories.open_territory(territory=contributions.commune("Bron"))
    row = made.scenario(plans.plan(place), name="Coupure un soir d’hiver")
    made.inject(row, minutes=0, title=INJECT, expected="La citerne part avant 17 h.")
    return row


def sign_in(page: Page, live_server: LiveServer, somebody: User) -> None:
    client = Client()
    client.force_login(somebody)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def activate(page: Page, scenario: Scenario) -> Activation:
    """In exercise; a form without its nature is refused, and keeps its name."""
    page.goto(f"/plans/{scenario.plan.slug}/scenarios/")
    page.get_by_role("link", name="Activer :").click()
    page.get_by_label("Nom de la situation").fill("Nuit noire")
    page.get_by_role("button", name="Activer maintenant").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites si c’est un exercice")
    expect(page.get_by_label("Nom de la situation")).to_have_value("Nuit noire")
    page.get_by_role("radio", name="Exercice").check()
    page.get_by_role("button", name="Activer maintenant").click()
    expect(page.get_by_role("heading", name="Nuit noire")).to_be_visible()
    expect(page.locator(".ribbon")).to_contain_text("EXERCICE")
    return Activation.objects.get()


def play(page: Page) -> None:
    page.get_by_role("link", name="Jouer les événements").click()
    page.get_by_role("button", name="Jouer maintenant").click()
    expect(page.locator(".cues .mark").first).to_contain_text("joué à")
    page.get_by_label("Ce qu’on a vu se passer").fill("La citerne est partie à 16 h 50.")
    page.get_by_role("button", name="Garder pour le débriefing").click()
    expect(page.get_by_role("status")).to_contain_text("enregistré")


def debrief(page: Page, row: Activation) -> None:
    page.goto(f"/activations/{row.pk}/board/")
    page.get_by_role("link", name="Terminer et débriefer").click()
    expect(page.get_by_label("Pourquoi on les abandonne")).to_have_value("L’exercice est terminé.")
    page.get_by_role("checkbox", name="Tenir le standard").uncheck()
    page.get_by_role("button", name="Terminer l’activation").click()
    page.get_by_label("Combien de personnes y étaient").fill("12")
    page.get_by_label("Que devait-il se passer ?").fill("La citerne part avant 17 h.")
    page.get_by_label("Que s’est-il passé ?").fill("Elle est partie à 16 h 50.")
    page.get_by_label("Et maintenant ?").fill("Essayer le groupe chaque mois.")
    page.get_by_label("Tout le monde peut le lire").check()
    page.get_by_role("button", name="Enregistrer le débriefing").click()
    expect(page.get_by_role("heading", name="Débriefing de « Nuit noire »")).to_be_visible()
    expect(page.locator(".counts")).to_contain_text("2 / 4")


def phone(browser: Browser, live_server: LiveServer, user: User, *, scripts: bool) -> Iterator[Page]:
    with opened(browser, live_server, viewport=PHONE, java_script_enabled=scripts) as page:
        sign_in(page, live_server, user)
        yield page


@pytest.mark.parametrize("scripts", [True, False])
def test_an_exercise_from_its_activation_to_its_debrief(
    browser: Browser, live_server: LiveServer, scenario: Scenario, scripts: bool
) -> None:
    keeper, member = plans.keeper(scenario.plan), accounts.referent(scenario.plan.territory, name="Équipe travaux")
    with opened(browser, live_server, java_script_enabled=scripts) as desk:
        sign_in(desk, live_server, keeper)
        row = activate(desk, scenario)
        for hand in phone(browser, live_server, member, scripts=scripts):
            hand.goto(f"/activations/{row.pk}/board/?role=Logistique")
            expect(hand.get_by_text(INJECT)).to_have_count(0)
            tick_two(hand)
            play(desk)
            hand.get_by_role("link", name="Rafraîchir").click()
            expect(hand.get_by_text(INJECT)).to_be_visible()
            assert hand.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        debrief(desk, row)
        desk.goto(f"/plans/{scenario.plan.slug}/scenarios/{scenario.pk}/activate/")
        expect(desk.get_by_text("Essayer le groupe chaque mois.")).to_be_visible()
        expect(desk.get_by_role("link", name="Tenir le standard")).to_be_visible()


def tick_two(page: Page) -> None:
    for number, title in enumerate(("Amener et essayer le groupe n° 2", "Citerne à la maison de repos"), start=1):
        button = page.get_by_role("button", name=f"C’est fait : {title}")
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        button.click()
        expect(page.get_by_text(f"Fait : {number} sur 4")).to_be_visible()
        line = page.locator("li").filter(has=page.get_by_role("link", name=title))
        expect(line).to_contain_text("Équipe travaux")
        assert page.url.endswith("?role=Logistique")


def test_a_tick_keeps_the_focus_on_its_task_and_others_appear_by_themselves(
    page: Page, live_server: LiveServer, scenario: Scenario
) -> None:
    row = made.activation(scenario)
    first, second, *_ = made.tasks(row)
    keeper = plans.keeper(scenario.plan)
    sign_in(page, live_server, keeper)
    page.goto(f"/activations/{row.pk}/board/")
    page.locator(f"#fait-{first.pk}").click()
    expect(page.locator(f"#tache-{first.pk}")).to_be_focused()
    tasks.finish(task=second, by=keeper)
    page.evaluate("window.htmx.trigger('#live', 'refresh')")
    expect(page.get_by_text("Fait : 2 sur 4", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name=f"Décocher : {second.title}")).to_be_visible()


def test_a_page_whose_reader_was_signed_out_says_so_whole(
    page: Page, live_server: LiveServer, scenario: Scenario
) -> None:
    row = made.activation(scenario)
    sign_in(page, live_server, plans.keeper(scenario.plan))
    page.goto(f"/activations/{row.pk}/board/")
    page.context.clear_cookies()
    page.evaluate("window.htmx.trigger('#live', 'refresh')")
    page.wait_for_url("**/account/login/**")
    expect(page.locator("main")).to_have_count(1)


@pytest.mark.look
def test_pages_are_accessible(page: Page, live_server: LiveServer, scenario: Scenario) -> None:
    keeper = plans.keeper(scenario.plan)
    row = made.activation(scenario)
    first, second, *_ = made.tasks(row)
    tasks.finish(task=first, by=keeper)
    tasks.begin(task=second, by=keeper)
    actions.play(activation=row, inject=scenario.injects.get(), user=keeper)
    sign_in(page, live_server, keeper)
    here = f"/plans/{scenario.plan.slug}/scenarios/"
    for address in (
        f"/activations/{row.pk}/board/",
        f"/tasks/{second.uid}/",
        "/tasks/",
        f"/activations/{row.pk}/injects/",
        f"/activations/{row.pk}/end/",
        f"{here}{scenario.pk}/",
        f"{here}{scenario.pk}/change/",
        f"{here}{scenario.pk}/activate/",
    ):
        page.goto(address)
        axe.assert_accessible(page)
    ended = made.ended(row)
    actions.write_debrief(
        activation=ended, user=keeper, held_on=clock.today(), expected="Une heure.", happened="Deux.", next="Un essai."
    )
    assert ended.ended_at is not None
    assert ended.ended_at - ended.started_at < timedelta(hours=1)
    for address in (here, f"/activations/{row.pk}/debrief/", f"/activations/{row.pk}/debrief/empty/"):
        page.goto(address)
        axe.assert_accessible(page)
