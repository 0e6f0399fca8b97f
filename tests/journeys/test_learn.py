"""The loop of the demo in a browser, with scripts and without: from what somebody saw to the next activation."""

import re

import pytest
from playwright.sync_api import Page, expect

from boucle.after.lessons.models import Lesson, Review
from boucle.before.plans.models import Activation, Plan
from boucle.site.actions import demo, winter
from config import translations
from tests.factories import demo as story
from tests.site import axe

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "« Le réservoir tient trois heures » : il en tenait une"
SEEN = "Au 22, la pression était faible pendant tout l’essai."


@pytest.fixture
def plan() -> Plan:
    translations.compile_all()
    return story.told_winter()


def learn(page: Page, plan: Plan) -> None:
    place = plan.shared_with.get().slug
    read_the_loop(page, place)
    say_what_was_seen(page, place)
    read_the_section(page, plan)
    take_further(page, place)
    meet_it_again(page, plan)
    foresee_an_exercise(page)


def read_the_loop(page: Page, place: str) -> None:
    """The picture, the register, the reason of a refusal, an error that a service publishes."""
    page.goto(f"/t/{place}/lessons/loop/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce qu’on apprend change-t-il le plan ?")
    expect(page.get_by_role("img", name="La boucle")).to_be_visible()
    page.get_by_role("link", name="Lire les motifs").click()
    expect(page.get_by_text("62 000 € pour deux salles")).to_be_visible()
    page.get_by_role("link", name="Erreurs et bonnes surprises").click()
    expect(page.get_by_text("Ce que nous avons compris.")).to_be_visible()
    page.get_by_role("link", name="Registre public").click()
    page.get_by_role("link", name=re.compile("Le réservoir tient trois heures")).click()
    for words in ("Clos avec preuve", "Acceptée, amendée", "0 € au lieu de 31 000 €", "0, contre 185 avant"):
        expect(page.get_by_text(re.compile(words.replace(" ", r"\s"))).first).to_be_visible()
    expect(page.locator("del")).to_contain_text("trois heures de coupure")


def say_what_was_seen(page: Page, place: str) -> None:
    """Without an account; a name is pointed out and masked."""
    page.goto(f"/t/{place}/lessons/")
    page.get_by_role("link", name="Dire ce que vous avez vu").click()
    page.get_by_label("Ce que vous avez vu").fill(f"{SEEN} Demandez à Mme Lambert.")
    page.get_by_label("Mes mots peuvent être montrés à tout le monde.").check()
    page.get_by_label("J’accepte que ce que j’ai vu").check()
    page.wait_for_timeout(3100)  # nobody reads a form in less
    page.get_by_role("button", name="Envoyer ce que j’ai vu").click()
    page.get_by_label("Les masquer").check()
    page.get_by_role("button", name="Envoyer ce que j’ai vu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, ce que vous avez vu est bien arrivé")
    page.get_by_role("link", name="Le suivre").click()
    expect(page.get_by_text("Demandez à […].")).to_be_visible()
    page.get_by_role("link", name="Corriger mon témoignage").click()
    page.get_by_label("Ce que vous avez vu").fill("L’eau est revenue à 20 h, trouble.")
    page.get_by_role("button", name="Envoyer la correction").click()
    expect(page.get_by_text("L’eau est revenue à 20 h, trouble.")).to_be_visible()


def read_the_section(page: Page, plan: Plan) -> None:
    water = winter.section(plan, winter.WATER).contribution.reference
    page.goto(f"/s/{water}/")
    expect(page.get_by_role("heading", name="Ce qu’on en a appris")).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("Et la suite")).to_be_visible()


def take_further(page: Page, place: str) -> None:
    """The coordinator has a lesson decided; a refusal without its reason is sent back."""
    page.goto(f"/account/login/?next=/t/{place}/lessons/work/")
    page.fill("input[name=login]", winter.MEMBERS[0].email)
    page.fill("input[name=password]", demo.PASSWORD)
    page.locator("form:has([name=password]) button").first.click()
    page.get_by_role("link", name="Le dernier bus passe avant l’ouverture de la salle").click()
    page.get_by_role("link", name="Le faire décider").click()
    page.get_by_label("acceptée", exact=True).check()
    page.get_by_label("Qui décide").fill("Collège communal de Trooz")
    page.get_by_role("button", name="Écrire la décision").click()
    expect(page.get_by_text("une décision sans son motif n’est pas publiée").first).to_be_visible()
    page.get_by_label("Pourquoi").fill("Le bus ne changera pas d’horaire cet hiver.")
    page.get_by_role("button", name="Écrire la décision").click()
    expect(page.get_by_role("link", name="Donner une action")).to_be_visible()
    assert Lesson.objects.get(contribution__title__startswith="Le dernier bus").stage == "decided"


def meet_it_again(page: Page, plan: Plan) -> None:
    """The exercise that is open shows what the last one taught, and what is still open."""
    activation = Activation.objects.get(scenario__plan=plan, ended_at=None)
    page.goto(f"/activations/{activation.pk}/board/")
    expect(page.get_by_role("heading", name="Ce qu’on a appris, ce qui reste ouvert")).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(page.get_by_text("encore ouvert").first).to_be_visible()


def foresee_an_exercise(page: Page) -> None:
    """In one press, from a lesson that is still open; the lesson says so."""
    row = Lesson.objects.select_related("contribution").get(contribution__title__startswith="Le dernier bus")
    page.goto(f"/l/{row.contribution.reference}/")
    page.get_by_role("link", name="Le mettre à l’épreuve dans un exercice").click()
    page.get_by_role("button", name="Prévoir cet exercice").click()
    expect(page.get_by_text("L’exercice est prévu le")).to_be_visible()
    page.goto(f"/l/{row.contribution.reference}/")
    expect(page.get_by_role("link", name="Un exercice le met à l’épreuve")).to_be_visible()


def test_the_loop_is_read_and_taken_further_with_scripts(page: Page, plan: Plan) -> None:
    learn(page, plan)


def test_the_loop_is_read_and_taken_further_without_scripts(page_without_scripts: Page, plan: Plan) -> None:
    learn(page_without_scripts, plan)


def test_the_pages_of_the_loop_fit_a_phone_and_shut_nobody_out(page: Page, plan: Plan) -> None:
    place = plan.shared_with.get().slug
    row = Lesson.objects.select_related("contribution").get(contribution__title=TITLE)
    page.set_viewport_size({"width": 375, "height": 800})
    review = f"reviews/{Review.objects.get(format='debrief').pk}/"
    parts = ("", "loop/", "errors/", "reviews/", review, "formats/", "formats/debrief/", "testify/")
    for path in (*(f"/t/{place}/lessons/{part}" for part in parts), f"/l/{row.contribution.reference}/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 375, path
        axe.assert_accessible(page)
