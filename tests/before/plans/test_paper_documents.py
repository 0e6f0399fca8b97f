"""Documents of a plan: what they hold, for whom, and that they are really set."""

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from boucle.before.plans import actions
from boucle.before.plans.enums import Content, Discipline
from boucle.before.plans.exports import paper
from boucle.before.plans.exports import paper_documents as documents
from boucle.before.plans.models import Card, Plan, Section
from boucle.before.plans.queries import packs, papers
from boucle.foundation.lifecycle.models import ContactReading
from tests.factories import accounts, plan_active, plan_entries, plan_paper, plans

pytestmark = pytest.mark.django_db
HOSTILE = '#panic("non") *gras* $x$ @ici `#read("/etc/passwd")` </script> \\ // /* [ ] { }'
PAGES = re.compile(rb"/Type\s*/Page[^s]")


@pytest.fixture
def plan() -> Plan:
    return plan_paper.whole()


def called(plan: Plan, content: Content) -> Section:
    return plan.sections.select_related("contribution").get(content=content.value)


def pages(printed: bytes) -> int:
    return len(PAGES.findall(printed))


def addresses(plan: Plan, staff: str = "") -> dict[str, str]:
    """Every document, for the public or, with `staff/`, for the crisis staff."""
    section, card = called(plan, Content.MESSAGES), Card.objects.get(section__plan=plan)
    return {
        "plan": f"/plans/{plan.slug}/{staff}plan.pdf",
        "role": f"/plans/{plan.slug}/{staff}role.pdf?role=Logistique",
        "discipline": f"/plans/{plan.slug}/{staff}role.pdf?role=d5",
        "sheet": f"/s/{section.contribution.reference}/{staff}sheet.pdf",
        "card": f"/s/{card.section.contribution.reference}/{staff}cards/{card.pk}.pdf",
    }


def test_everybody_prints_the_public_documents(client: Client, plan: Plan) -> None:
    for name, address in addresses(plan).items():
        response = client.get(address)
        assert (name, response.status_code, response["Content-Type"]) == (name, 200, "application/pdf")
        assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize("staff", ["", "staff/"])
def test_a_card_stands_on_one_page_however_long_it_is(client: Client, plan: Plan, staff: str) -> None:
    long = [f"Étape {number} : aller voir, compter les gens, dire ce qui manque, revenir." for number in range(1, 25)]
    Card.objects.update(steps=long)
    client.force_login(plans.keeper(plan))
    assert pages(client.get(addresses(plan, staff)["card"]).content) == 1


def test_the_crisis_staff_prints_its_own_documents_and_nobody_else_does(client: Client, plan: Plan) -> None:
    own = [*addresses(plan, "staff/").values(), f"/plans/{plan.slug}/staff/directory.pdf"]
    assert {client.get(address).status_code for address in own} == {302}
    client.force_login(accounts.stranger())
    assert {client.get(address).status_code for address in own} == {403}
    client.force_login(plans.keeper(plan))
    responses = [client.get(address) for address in own]
    assert [response.content[:5] for response in responses] == [b"%PDF-"] * len(own)
    assert {response["Cache-Control"] for response in responses} == {responses[0]["Cache-Control"]}
    assert "no-store" in responses[0]["Cache-Control"]


def test_a_plan_in_preparation_has_no_public_document(client: Client) -> None:
    plan = plan_paper.whole(plans.plan(is_open=False))
    known = [*addresses(plan).values(), f"/plans/{plan.slug}/paper/"]
    assert {client.get(address).status_code for address in known} == {404}
    client.force_login(plans.keeper(plan))
    assert client.get(f"/plans/{plan.slug}/paper/").status_code == 200
    assert client.get(f"/plans/{plan.slug}/plan.pdf").status_code == 404


@pytest.mark.parametrize(
    "address", ["/plans/rien/plan.pdf", "/plans/rien/paper/", "/s/RIEN/sheet.pdf", "/plans/rien/staff/plan.pdf"]
)
def test_what_is_not_there_has_no_document(client: Client, plan: Plan, address: str) -> None:
    client.force_login(plans.keeper(plan))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("asked", ["", "?role=", "?role=personne", "?role=" + "x" * 5000])
def test_a_role_that_the_plan_does_not_know_has_no_pack(client: Client, plan: Plan, asked: str) -> None:
    assert client.get(f"/plans/{plan.slug}/role.pdf{asked}").status_code == 404


def test_a_card_of_another_section_is_not_found(client: Client, plan: Plan) -> None:
    card = Card.objects.get()
    other = called(plan, Content.MESSAGES).contribution.reference
    assert client.get(f"/s/{other}/cards/{card.pk}.pdf").status_code == 404


def test_a_draft_has_no_sheet_for_the_public(client: Client, plan: Plan) -> None:
    draft = plan.sections.get(contribution__title="Foyers sous appareil")
    assert client.get(f"/s/{draft.contribution.reference}/sheet.pdf").status_code == 404
    client.force_login(plans.keeper(plan))
    assert client.get(f"/s/{draft.contribution.reference}/staff/sheet.pdf").status_code == 200


def test_whose_details_leave_on_paper_is_noted_once_each(client: Client, plan: Plan) -> None:
    keeper = plans.keeper(plan)
    client.force_login(keeper)
    client.get(f"/plans/{plan.slug}/staff/plan.pdf")
    of_plan = ContactReading.objects.filter(reader=keeper).count()
    assert of_plan == 6  # four of the directory, a stake, means
    client.get(f"/plans/{plan.slug}/staff/directory.pdf")
    assert ContactReading.objects.filter(reader=keeper).count() == of_plan + 4
    client.get(addresses(plan)["plan"])
    client.get(addresses(plan, "staff/")["card"])
    assert ContactReading.objects.filter(reader=keeper).count() == of_plan + 4


def test_what_people_typed_is_never_run(client: Client, plan: Plan) -> None:
    section = plans.section(plan, title=HOSTILE, text=HOSTILE, evidence=HOSTILE, holder=HOSTILE)
    user = plans.keeper(plan)
    actions.add_measure(section=section, user=user, title=HOSTILE, role=HOSTILE[:60], moment=HOSTILE[:60])
    messages = called(plan, Content.MESSAGES)
    plan_entries.entry(messages, title=HOSTILE, text=HOSTILE, is_open=True)
    plan_entries.entry(called(plan, Content.CARDS), title=HOSTILE, steps=[HOSTILE], trigger=HOSTILE, is_open=True)
    printed = client.get(f"/plans/{plan.slug}/plan.pdf")
    assert printed.content.startswith(b"%PDF-")
    told = paper.content(documents.plan(papers.whole(plan, is_staff=False)))["paper"]["parts"]
    assert [part["title"] for part in told if part["title"].startswith("#")] == [HOSTILE]


@pytest.mark.parametrize(
    "text", ["*" * 3000, "> " * 500, "- " * 500, "[" * 4000, "1. a\n" * 300, "`" * 999, "\x00\ufeff"]
)
def test_any_text_of_markdown_is_set(plan: Plan, text: str) -> None:
    section = plans.section(plan, text=text)
    whole = papers.whole(plan, is_staff=False)
    placed = papers.part(whole, section)
    assert placed is not None
    assert paper.pdf(documents.sheet(whole, placed)).startswith(b"%PDF-")


def test_numbers_are_the_same_for_everybody_drafts_counted(plan: Plan) -> None:
    plans.section(plan, title="Après le brouillon")
    numbers: dict[bool, dict[str, str]] = {
        is_staff: {
            placed.section.contribution.title: placed.number
            for placed in papers.whole(plan, is_staff=is_staff).sections
        }
        for is_staff in (True, False)
    }
    assert numbers[True]["Foyers sous appareil"] == "2"
    assert "Foyers sous appareil" not in numbers[False]
    assert numbers[False]["Après le brouillon"] == numbers[True]["Après le brouillon"] == "3"


def test_a_whole_plan_takes_as_many_queries_for_sixty_sections_as_for_twelve(
    plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = Plan.objects.select_related("territory").get(pk=plan.pk)
    with django_assert_num_queries(12):  # sections, nine contents, measures, staff texts
        papers.whole(plan, is_staff=True)
    for _number in range(10):
        plan_paper.filled(plan, Content.REFUGES, plans.section(plan))
    with django_assert_num_queries(12):
        papers.whole(plan, is_staff=True)


def test_a_pack_says_what_to_do_in_the_order_of_time(plan: Plan) -> None:
    whole = papers.whole(plan, is_staff=True)
    made = packs.pack(whole, "LOGISTIQUE")
    assert made is not None
    told = documents.pack(whole, made)
    first = told.parts[0].blocks[0]
    assert isinstance(first, paper.Table)
    assert [row[1] for row in first.rows] == [
        "Amener et essayer le groupe n° 2",
        "Citerne à la maison de repos\nDix mètres cubes, raccord DN 45.",
    ]
    assert [row.entry.function for row in made.people] == ["Chef des travaux"]  # type: ignore[attr-defined]  # people
    assert [card.title for card in made.cards] == ["Ouvrir la salle"]


def test_those_who_inform_have_every_message(plan: Plan) -> None:
    made = packs.pack(papers.whole(plan, is_staff=True), "d5")
    assert made is not None
    assert made.role == str(Discipline.D5.label)
    assert [row.entry.title for row in made.messages] == ["La veille"]  # type: ignore[attr-defined]  # messages


def test_a_role_written_in_two_ways_has_one_pack(plan: Plan) -> None:
    section = plans.section(plan)
    actions.add_measure(section=section, user=plans.keeper(plan), title="Charger le camion", role="LOGISTIQUE ")
    assert papers.whole(plan, is_staff=True).roles == ["Communication", "Logistique", "Réserve citoyenne"]
    assert papers.roles(plan, is_staff=False) == ["Communication", "Logistique", "Réserve citoyenne"]
    assert papers.roles(plan, section, is_staff=False) == ["LOGISTIQUE"]


def test_what_stands_around_is_in_the_language_of_the_reader(plan: Plan) -> None:
    public, staff = (documents.plan(papers.whole(plan, is_staff=is_staff)) for is_staff in (False, True))
    assert (public.audience, staff.audience) == ("Version publique", "Pour l’équipe de crise : ne pas publier")
    with translation.override("en"):
        assert paper.content(public)["words"]["contents"] == "Contents"
        assert public.audience == "Public version"


def test_the_whole_plan_says_what_the_law_finds(plan: Plan) -> None:
    last = documents.plan(papers.whole(plan, is_staff=False)).parts[-1]
    assert last.title == "Ce que demande la loi"
    assert [block.kind for block in last.blocks] == ["prose", "table"]


def test_a_plan_without_a_section_is_set_too(client: Client) -> None:
    plan = plans.plan()
    assert pages(client.get(f"/plans/{plan.slug}/plan.pdf").content) == 2
    client.force_login(plans.keeper(plan))
    assert client.get(f"/plans/{plan.slug}/staff/directory.pdf").status_code == 404


def test_the_form_of_a_debrief_is_for_those_who_took_part(client: Client, plan: Plan) -> None:
    activation = plan_active.activation(plan_active.scenario(plan))
    address = f"/activations/{activation.pk}/debrief/empty.pdf"
    client.force_login(accounts.stranger())
    assert client.get(address).status_code == 403
    client.force_login(plans.keeper(plan))
    assert pages(client.get(address).content) == 3
    assert client.get("/activations/999/debrief/empty.pdf").status_code == 404


def test_the_page_of_papers_lists_every_document_and_each_opens(client: Client, plan: Plan) -> None:
    for user, fewest in ((None, 12), (plans.keeper(plan), 26)):
        if user is not None:
            client.force_login(user)
        shown = client.get(f"/plans/{plan.slug}/paper/").content.decode()
        found: list[Any] = re.findall(r'href="([^"]+\.pdf[^"]*)"', shown)
        assert len(found) >= fewest
        assert {client.get(address.replace("&amp;", "&")).status_code for address in found} == {200}


@pytest.mark.parametrize("is_staff", [False, True])
def test_a_page_of_the_plan_offers_its_documents_in_two_queries(
    client: Client, plan: Plan, is_staff: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    section = called(plan, Content.CARDS)
    with django_assert_num_queries(2):
        shown = render_to_string("plans/paper/documents.html", {"plan": plan, "section": section, "is_staff": is_staff})
    assert "Pack du rôle Logistique" in shown and "Pack du rôle Communication" not in shown
    assert ("Pour l’équipe" in shown or "pour l’équipe de crise" in shown) is is_staff
    assert (f"/plans/{plan.slug}/staff/plan.pdf" in shown) is is_staff
    client.force_login(plans.keeper(plan))
    for address in re.findall(r'href="([^"]+)"', shown):
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_a_plan_in_preparation_offers_nothing_to_the_public() -> None:
    plan = plans.plan(is_open=False)
    assert render_to_string("plans/paper/documents.html", {"plan": plan, "is_staff": False}).strip() == ""
