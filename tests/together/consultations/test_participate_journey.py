"""Taking part in a real browser: with scripts and without, on a phone, without network."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, ViewportSize, expect

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Answer, Consultation, Item, Sheet, Vote
from boucle.together.consultations.queries import next_statement
from config import translations
from tests.factories import consultations as factory
from tests.site import axe

pytestmark = pytest.mark.django_db(transaction=True)
PHONE: ViewportSize = {"width": 375, "height": 800}


@pytest.fixture(autouse=True)
def fresh() -> None:
    translations.compile_all()
    cache.clear()
    next_statement.kept.clear()


def delphi(*asked: tuple[ItemType, dict[str, object]]) -> tuple[Consultation, list[Item]]:
    row = factory.consultation(minimum_cell=3)
    items = [factory.item(row, kind, settings=settings) for kind, settings in asked or ((ItemType.SCALE, {}),)]
    factory.open_round(row, items)
    return row, items


def walk(page: Page) -> None:
    """Joins, answers one question with a reason, one in their own words, sends, comes back, changes."""
    row, items = delphi((ItemType.SCALE, {}), (ItemType.OPEN, {}))
    page.set_viewport_size(PHONE)
    page.goto(f"/c/{row.contribution.reference}/join/")
    page.get_by_role("button", name="Participer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre code, à garder")
    page.get_by_role("link", name="Commencer").click()
    home = page.url
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("radio", name="7", exact=True).check()
    page.get_by_label("Votre raison").fill("Oui, si la liste est tenue par les soins.")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(items[1].text)
    page.get_by_label("Votre réponse").fill("Des lampes.")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("Vous avez répondu à tout.")).to_be_visible()
    page.get_by_role("button", name="Envoyer ma feuille").click()
    expect(page.get_by_text("Votre feuille compte")).to_be_visible()
    receipt = Sheet.objects.get().receipt
    expect(page.get_by_text(receipt[:8])).to_be_visible()
    page.goto(home)
    page.get_by_role("link", name=re.compile(re.escape(items[0].text))).click()
    expect(page.get_by_role("radio", name="7", exact=True)).to_be_checked()
    page.get_by_role("radio", name="Sans avis").check()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("Votre feuille compte")).to_be_visible()
    assert Answer.objects.get(item=items[0]).value is None
    assert Sheet.objects.get().receipt != receipt


def test_somebody_joins_answers_sends_and_changes_with_scripts(page: Page) -> None:
    walk(page)


def test_somebody_joins_answers_sends_and_changes_without_scripts(page_without_scripts: Page) -> None:
    walk(page_without_scripts)


def statements(number: int = 3) -> tuple[list[Item], str]:
    row = factory.consultation(Method.OPINIONS, is_open_to_statements=True)
    items = [factory.item(row, ItemType.STATEMENT) for _ in range(number)]
    factory.open_round(row, items)
    return items, f"/take-part/{factory.voice(row)[1]}/"


def vote_on_all(page: Page) -> None:
    _items, address = statements()
    page.set_viewport_size(PHONE)
    page.goto(f"{address}vote/")
    for left, answer in (("3 phrases restantes", "D’accord"), ("2 phrases restantes", "Pas d’accord")):
        expect(page.get_by_text(left)).to_be_visible()
        page.get_by_role("button", name=answer, exact=True).click()
    expect(page.get_by_text("Une phrase restante")).to_be_visible()
    page.get_by_role("button", name="Je passe").click()
    expect(page.get_by_text("Vous avez voté sur tout")).to_be_visible()
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 0, 1]
    page.get_by_role("link", name="Mes votes, pour en changer un").click()
    page.get_by_role("button", name=re.compile("Je passe$")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes votes")


def test_votes_with_scripts(page: Page) -> None:
    vote_on_all(page)


def test_votes_without_scripts(page_without_scripts: Page) -> None:
    vote_on_all(page_without_scripts)


def test_the_keyboard_votes_without_losing_its_place(page: Page) -> None:
    _items, address = statements()
    page.goto(f"{address}vote/")
    button = page.get_by_role("button", name="D’accord", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 phrases restantes")).to_be_visible()
    expect(button).to_be_focused()


def test_votes_without_network_are_kept_and_leave_when_it_is_back(page: Page) -> None:
    _items, address = statements()
    page.goto(f"{address}vote/")
    first = page.locator(".statement").inner_text()
    page.context.set_offline(True)
    page.get_by_role("button", name="D’accord", exact=True).click()
    expect(page.get_by_text("votre réponse est gardée sur cet appareil")).to_be_visible()
    expect(page.locator(".statement")).not_to_have_text(first)
    expect(page.get_by_text("2 phrases restantes")).to_be_visible()
    page.get_by_role("button", name="Pas d’accord").click()
    assert Vote.objects.count() == 0
    page.context.set_offline(False)
    expect(page.get_by_text("Le réseau est revenu")).to_be_visible()
    for _ in range(100):
        if page.evaluate("Object.keys(localStorage).length") == 0:
            break
        page.wait_for_timeout(100)
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 1]


def test_what_is_typed_survives_a_closed_page_until_the_server_has_it(page: Page) -> None:
    row, [item] = delphi((ItemType.OPEN, {}))
    address = f"/take-part/{factory.voice(row)[1]}/{item.number}/"
    page.goto(address)
    page.get_by_label("Votre réponse").fill("Une longue réponse.")
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_label("Votre réponse")).to_have_value("Une longue réponse.")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("Vous avez répondu à tout.")).to_be_visible()
    assert Answer.objects.get().value == "Une longue réponse."
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_an_answer_given_offline_leaves_when_the_network_is_back(page: Page) -> None:
    row, [item] = delphi()
    page.goto(f"/take-part/{factory.voice(row)[1]}/{item.number}/")
    page.get_by_role("radio", name="7", exact=True).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("votre réponse est gardée sur cet appareil")).to_be_visible()
    assert Answer.objects.count() == 0
    page.context.set_offline(False)
    expect(page.get_by_text("Le réseau est revenu")).to_be_visible()
    assert Answer.objects.get().value == 7


def dots() -> tuple[list[Item], str]:
    row = factory.consultation(Method.BUDGET)
    items = [factory.item(row, ItemType.OPTION) for _ in range(33)]
    factory.open_round(row, items)
    return items, f"/take-part/{factory.voice(row)[1]}/ballot/"


def test_dots_are_counted_as_the_finger_goes(page: Page) -> None:
    items, address = dots()
    page.set_viewport_size(PHONE)
    page.goto(address)
    more = page.get_by_role("button", name=f"Plus : {items[4].text}")
    more.click()
    expect(page.get_by_role("status").get_by_text("Il en reste 1")).to_be_visible()
    more.click()
    expect(page.get_by_text("Tout est placé")).to_be_visible()
    page.get_by_role("button", name=f"Plus : {items[5].text}").click()
    expect(page.get_by_text("1 de trop : reprenez-en")).to_be_visible()
    page.get_by_role("button", name=f"Moins : {items[5].text}").click()
    page.get_by_role("button", name="Envoyer mon bulletin").click()
    expect(page.get_by_text("Votre feuille compte")).to_be_visible()
    assert {answer.item_id: answer.value for answer in Answer.objects.all()} == {items[4].pk: 2}


def test_dots_without_scripts_are_refused_with_everything_still_there(page_without_scripts: Page) -> None:
    page = page_without_scripts
    items, address = dots()
    page.goto(address)
    for item in items[:3]:
        page.get_by_label(item.text).fill("1")
    page.get_by_role("button", name="Envoyer mon bulletin").click()
    expect(page.get_by_role("alert")).to_contain_text("reprenez-en")
    expect(page.get_by_label(items[2].text)).to_have_value("1")
    page.get_by_label(items[2].text).fill("0")
    page.get_by_role("button", name="Envoyer mon bulletin").click()
    expect(page.get_by_text("Votre feuille compte")).to_be_visible()


def test_a_ranking_is_moved_by_keyboard(page: Page) -> None:
    row, [item] = delphi((ItemType.RANKING, {"options": ["Eau", "Soins", "Logements"]}))
    page.goto(f"/take-part/{factory.voice(row)[1]}/{item.number}/")
    up = page.get_by_role("button", name="Monter : Soins")
    up.focus()
    page.keyboard.press("Enter")
    expect(up).to_be_focused()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("Vous avez répondu à tout.")).to_be_visible()
    assert Answer.objects.get().value == [1, 0, 2]


def test_a_press_on_the_picture_places_the_point(page: Page) -> None:
    row, [item] = delphi((ItemType.PLACEMENT, {"axes": [["cher", "gratuit"], ["lent", "vite"]]}))
    page.goto(f"/take-part/{factory.voice(row)[1]}/{item.number}/")
    frame = page.locator(".plane rect").bounding_box()
    assert frame
    page.mouse.click(frame["x"] + frame["width"] * 0.75, frame["y"] + frame["height"] * 0.25)
    across, up = page.locator("#id_across"), page.locator("#id_up")
    assert abs(int(across.input_value()) - 50) <= 2
    assert abs(int(up.input_value()) - 50) <= 2
    up.fill("-100")
    expect(page.locator("[data-point]")).to_have_attribute("cy", "-100")


TYPES: list[tuple[ItemType, dict[str, object]]] = [
    (ItemType.OPEN, {}),
    (ItemType.SCALE, {}),
    (ItemType.ESTIMATE, {"unit": "foyers"}),
    (ItemType.CHOICE, {"options": ["a", "b"]}),
    (ItemType.CHOICE, {"options": ["a", "b", "c"], "most": 2}),
    (ItemType.RANKING, {"options": ["a", "b"]}),
    (ItemType.PLACEMENT, {"axes": [["cher", "gratuit"], ["lent", "vite"]]}),
    (ItemType.PROPOSAL, {}),
]


def looked_at(page: Page, address: str) -> None:
    page.goto(address)
    axe.assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.look
def test_each_form_is_accessible_on_a_phone_empty_and_refused(page: Page) -> None:
    row, items = delphi(*TYPES)
    code = factory.voice(row)[1]
    page.set_viewport_size(PHONE)
    for item in items:
        looked_at(page, f"/take-part/{code}/{item.number}/")
        page.get_by_role("button", name="Enregistrer et continuer").click()
        if item.type != ItemType.RANKING:
            expect(page.locator(".why")).to_be_visible()
            axe.assert_accessible(page, dark=False)


@pytest.mark.look
def test_the_other_pages_are_accessible_on_a_phone(page: Page) -> None:
    row, items = delphi()
    round_ = row.rounds.get()
    for value in (6, 7, 8):
        factory.answered(round_, value)
    voice, code = factory.voice(row)
    actions.keep(voice=voice, item=items[0], value=5, reason="Qui paie ?")
    actions.send(voice=voice, code=code)
    factory.close_round(round_)
    factory.open_round(row, items)
    actions.add_group(consultation=row, user=factory.facilitator(row), name="Secours")
    page.set_viewport_size(PHONE)
    for step in ("", f"{items[0].number}/", "link/"):
        looked_at(page, f"/take-part/{code}/{step}")
    looked_at(page, f"/c/{row.contribution.reference}/join/")
    looked_at(page, "/take-part/7K4P-92QX-M3TD/")
    _statements, address = statements()
    for step in ("", "vote/", "votes/", "statement/"):
        looked_at(page, address + step)
    looked_at(page, dots()[1])
