"""Plans in a real browser, with scripts and without: a resident annotates and follows, a coordinator revises."""

import re

import pytest
from playwright.sync_api import Page, expect

from boucle.before.plans import actions
from boucle.before.plans.enums import NoteFate
from boucle.before.plans.models import Note, Plan, Section
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, plan_pages, plans
from tests.site import axe

pytestmark = pytest.mark.django_db(transaction=True)
READING = 3200  # milliseconds: nobody reads a form in less than three seconds


@pytest.fixture
def section() -> Section:
    place = contributions.commune()
    Territory.objects.filter(pk=place.pk).update(is_open=True)
    plan = plans.plan(Territory.objects.get(pk=place.pk))
    plans.section(plan, title="Alerter")
    row = plans.section(plan, title="Eau potable", text=plan_pages.TEXT, hazard="shedding", holder="Travaux")
    actions.add_measure(section=row, user=plans.keeper(plan), title="Amener le groupe", role="Équipe travaux")
    return row


def annotate_and_follow(page: Page, section: Section) -> None:
    page.goto(f"/t/{section.plan.territory.slug}/plans/")
    page.get_by_role("link", name=section.plan.name).click()
    page.locator(".whole").get_by_role("link", name=re.compile("2 Eau potable")).click()
    page.get_by_role("link", name="Annoter cette section").click()
    page.get_by_label("Ce qu’il faut savoir").fill("Au 14, l’eau manque la première.")
    page.get_by_label("À propos de quels mots").fill("Le réservoir tient une heure.")
    page.get_by_label("équipe de terrain").check()
    page.get_by_label("J’accepte que ma note soit publiée").check()
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Envoyer ma note").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre note est bien arrivée")
    page.get_by_role("link", name="Suivre ma note").click()
    followed = page.url
    note = Note.objects.select_related("contribution", "section__contribution", "section__plan").get()
    keeper = plans.keeper(section.plan)
    lifecycle.publish(contribution=note.contribution, by=rules.By(user=keeper))
    actions.answer_note(note=note, user=keeper, fate=NoteFate.ANSWERED, words="Une citerne y va.")
    page.goto(followed)
    expect(page.get_by_text("Une citerne y va.")).to_be_visible()
    page.get_by_role("link", name="La retirer").click()
    page.get_by_role("button", name="La retirer").click()
    expect(page.get_by_text("Votre note est retirée")).to_be_visible()


def test_a_resident_annotates_and_follows_with_scripts(page: Page, section: Section) -> None:
    annotate_and_follow(page, section)


def test_a_resident_annotates_and_follows_without_scripts(page_without_scripts: Page, section: Section) -> None:
    annotate_and_follow(page_without_scripts, section)


def revise(page: Page, section: Section) -> None:
    keeper = plans.keeper(section.plan)
    page.goto(f"/account/login/?next=/s/{section.contribution.reference}/")
    page.fill("input[name=login]", keeper.email)
    page.fill("input[name=password]", accounts.PASSWORD)
    page.locator("form:has([name=password]) button").first.click()
    page.get_by_role("link", name="Écrire une autre version").click()
    page.get_by_label("Ce que tout le monde lit").fill(plan_pages.OTHER_TEXT)
    page.get_by_label("Pourquoi elle change").fill("L’exercice l’a montré.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La nouvelle version est publique.")).to_be_visible()
    expect(page.locator("del").first).to_contain_text("une heure.")
    expect(page.locator("ins").first).to_contain_text("70 minutes.")
    page.get_by_role("link", name="Comparer deux versions côte à côte").click()
    expect(page.get_by_role("heading", name="Révision 1 à côté de la révision 2")).to_be_visible()


def test_a_coordinator_revises_and_the_difference_shows_with_scripts(page: Page, section: Section) -> None:
    revise(page, section)


def test_a_coordinator_revises_and_the_difference_shows_without_scripts(
    page_without_scripts: Page, section: Section
) -> None:
    revise(page_without_scripts, section)


def place(page: Page, plan: Plan) -> None:
    page.goto(f"/plans/{plan.slug}/ways/")
    group = page.get_by_role("group", name="Par le laboratoire vivant")
    group.get_by_label("Du haut vers le bas, ou du bas vers le haut").fill("70")
    page.get_by_role("button", name="Garder mes places").click()
    expect(page.get_by_text("Vos places sont gardées.")).to_be_visible()
    expect(group.get_by_role("checkbox")).to_be_checked()
    assert list(plan.placements.values_list("model", "x", "y")) == [("lab", 70, 0)]


def test_somebody_places_a_way_of_planning_with_scripts(page: Page, section: Section) -> None:
    place(page, section.plan)


def test_somebody_places_a_way_of_planning_without_scripts(page_without_scripts: Page, section: Section) -> None:
    place(page_without_scripts, section.plan)


@pytest.mark.look
def test_the_pages_are_accessible_and_fit_a_phone(page: Page, section: Section) -> None:
    note = plan_pages.change(section)
    actions.revise_section(section=section, user=plans.keeper(section.plan), content={"text": plan_pages.OTHER_TEXT})
    for rank in range(5):
        actions.place_ways(plan=section.plan, voice=f"voix {rank}", points={"norms": (-80, 5 * rank)})
    reference = section.contribution.reference
    for path in (
        f"/t/{section.plan.territory.slug}/plans/",
        f"/plans/{section.plan.slug}/",
        f"/s/{reference}/",
        f"/s/{reference}/versions/",
        f"/s/{reference}/propose/",
        f"/n/{note.contribution.reference}/",
        f"/plans/{section.plan.slug}/ways/",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        axe.assert_accessible(page)
        page.set_viewport_size({"width": 375, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == 375, path
        axe.assert_accessible(page, dark=False)


@pytest.mark.look
def test_the_work_pages_are_accessible(page: Page, section: Section) -> None:
    note = plan_pages.change(section)
    keeper = plans.keeper(section.plan)
    actions.write_staff_text(section=section, user=keeper, text="Clé au dépôt.")
    reference = section.contribution.reference
    page.goto(f"/account/login/?next=/s/{reference}/")
    page.fill("input[name=login]", keeper.email)
    page.fill("input[name=password]", accounts.PASSWORD)
    page.locator("form:has([name=password]) button").first.click()
    expect(page.get_by_role("heading", name="La tenir à jour")).to_be_visible()
    axe.assert_accessible(page)
    parts = ("write", "arrange", "staff-text", "measures")
    work = [f"/s/{reference}/{part}/" for part in parts]
    work += [f"/t/{section.plan.territory.slug}/plans/work/", f"/n/{note.contribution.reference}/take/"]
    for path in work:
        page.goto(path)
        axe.assert_accessible(page, dark=False)
