"""Work pages: a plan and its sections are written, published, moved, taken out; nobody else may."""

import uuid
from typing import Any

import pytest
from django.test import Client

from boucle.before.plans import actions
from boucle.before.plans.models import Measure, Plan, Section, StaffText
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, plan_pages, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    place = contributions.commune()
    Territory.objects.filter(pk=place.pk).update(is_open=True)
    return plans.plan(Territory.objects.get(pk=place.pk))


def coordinator(plan: Plan) -> Client:
    return plan_pages.signed(plans.keeper(plan))


def address(section: Section, part: str) -> str:
    return f"/s/{section.contribution.reference}/{part}/"


def test_a_coordinator_begins_a_plan_shared_by_name_and_by_code(plan: Plan) -> None:
    place, neighbour = plan.territory, contributions.commune("Oullins")
    metropole = contributions.metropole()
    sent = {"name": "Plan du bassin", "shared_with": f"{neighbour.name}\n{metropole.code}", "form_key": uuid.uuid4()}
    client = coordinator(plan)
    first, again = (client.post(f"/t/{place.slug}/plans/new/", sent) for _ in range(2))
    made = Plan.objects.get(name="Plan du bassin")
    assert (first["Location"], again["Location"]) == (f"/plans/{made.slug}/",) * 2
    assert (made.slug, made.is_open, set(made.shared_with.all())) == ("plan-du-bassin", False, {neighbour, metropole})


def test_a_place_that_is_not_known_is_named_and_nothing_is_lost(plan: Plan) -> None:
    sent = {"name": "Plan du bassin", "introduction": "Contre les crues.", "shared_with": "Zzyzx"}
    answer = coordinator(plan).post(f"/t/{plan.territory.slug}/plans/new/", sent)
    html = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422
    assert "« Zzyzx » n’est pas connu" in html
    assert "Contre les crues." in html
    assert not Plan.objects.filter(name="Plan du bassin").exists()


def test_a_plan_is_changed_and_opened(plan: Plan) -> None:
    closed = plans.plan(plan.territory, user=plans.keeper(plan), is_open=False)
    client = coordinator(plan)
    page = plan_pages.page(client, f"/plans/{closed.slug}/change/")
    assert closed.name in page
    client.post(f"/plans/{closed.slug}/change/", {"name": "Un autre nom", "introduction": "", "shared_with": ""})
    client.post(f"/plans/{closed.slug}/open/")
    closed.refresh_from_db()
    assert (closed.name, closed.is_open) == ("Un autre nom", True)


def test_the_work_list_says_what_waits(plan: Plan) -> None:
    section = plans.section(plan, title="Eau potable")
    plans.draft(plan)
    with clock.at(clock.now() - plan_pages.days(400)):
        plans.section(plan)
    plan_pages.note(section)
    keeper = plan_pages.keeper_of(section)
    actions.revise_section(section=section, user=keeper, content={"text": plan_pages.OTHER_TEXT})
    html = plan_pages.page(coordinator(plan), f"/t/{plan.territory.slug}/plans/work/")
    assert html.count("<dd>1</dd>") == 4
    assert f"/moderation/{section.contribution.reference}/" in html


STRANGERS = ("nobody", "stranger", "staff", "neighbour")
PLAN_PAGES = ("change", "out", "notes", "sections/new")
SECTION_PAGES = ("write", "arrange", "staff-text", "measures", "archive")


def somebody(who: str, plan: Plan) -> User | None:
    if who == "nobody":
        return None
    if who == "staff":
        return plan_pages.staff(plan)
    if who == "neighbour":
        return accounts.coordinator(contributions.commune("Oullins"))
    return accounts.stranger()


@pytest.mark.parametrize("who", STRANGERS)
def test_work_pages_open_for_nobody_else(plan: Plan, who: str) -> None:
    section = plans.section(plan)
    note = plan_pages.note(section)
    client = plan_pages.signed(somebody(who, plan))
    refused = 302 if who == "nobody" else 403
    paths = [f"/plans/{plan.slug}/{part}/" for part in PLAN_PAGES]
    paths += [address(section, part) for part in SECTION_PAGES]
    paths += [f"/t/{plan.territory.slug}/plans/{part}/" for part in ("new", "work")]
    paths += [f"/n/{note.contribution.reference}/{part}/" for part in ("answer", "take")]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, refused)
    buttons = [address(section, part) for part in ("publish", "verify", "archive", "restore", "write", "staff-text")]
    buttons += [f"/plans/{plan.slug}/open/", f"/plans/{plan.slug}/ways/choose/"]
    assert {path: client.post(path).status_code for path in buttons} == dict.fromkeys(buttons, refused)
    section.contribution.refresh_from_db()
    assert section.contribution.state == State.PUBLISHED


def test_every_work_page_opens_for_whoever_keeps_the_plan(plan: Plan) -> None:
    section = plans.section(plan)
    note = plan_pages.note(section)
    client = coordinator(plan)
    for path in [
        *(f"/plans/{plan.slug}/{part}/" for part in PLAN_PAGES),
        *(address(section, part) for part in SECTION_PAGES),
        *(f"/n/{note.contribution.reference}/{part}/" for part in ("answer", "take")),
        f"/t/{plan.territory.slug}/plans/work/",
    ]:
        plan_pages.page(client, path)


def new_section(**changes: Any) -> dict[str, Any]:
    return {"title": "Eau potable", "text": "Le réservoir tient.", "content": "text", "review_months": 6, **changes}


def test_a_section_is_added_below_another_once(plan: Plan) -> None:
    above = plans.section(plan)
    worker = accounts.user(email="eau@bron.example")
    sent = new_section(parent=above.pk, keeper="EAU@bron.example", hazard="flood", form_key=uuid.uuid4())
    for _ in range(2):
        coordinator(plan).post(f"/plans/{plan.slug}/sections/new/", sent)
    made = Section.objects.get(contribution__title="Eau potable")
    assert (made.parent, made.keeper, made.hazard, made.review_months) == (above, worker, "flood", 6)
    assert made.contribution.state == State.PROPOSED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Donnez un titre à la section."),
        ({"keeper": "personne@bron.example"}, "Personne n’a de compte avec l’adresse « personne@bron.example »"),
        ({"review_months": 61}, "60"),
        ({"parent": "999999"}, "999999"),
    ],
)
def test_a_section_that_cannot_be_says_why_and_keeps_what_was_typed(
    plan: Plan, changes: dict[str, Any], sentence: str
) -> None:
    answer = coordinator(plan).post(f"/plans/{plan.slug}/sections/new/", new_section(**changes))
    html = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422
    assert sentence in html
    assert "Le réservoir tient." in html
    assert not Section.objects.exists()


def test_whoever_keeps_the_plan_publishes_what_they_write(plan: Plan) -> None:
    section = plans.section(plan, text="Avant.")
    sent = plan_pages.form_of(section, text="Après.", why="Un essai.", holder="Service des travaux")
    coordinator(plan).post(address(section, "write"), sent)
    section.refresh_from_db()
    row = section.contribution
    row.refresh_from_db()
    assert (row.text, row.number, row.has_waiting_revision, section.holder) == (
        "Après.",
        2,
        False,
        "Service des travaux",
    )


def test_a_stale_form_is_told_so_and_nothing_is_lost(plan: Plan) -> None:
    section = plans.section(plan, text="Le réservoir tient une heure.")
    sent = plan_pages.form_of(section, text="Le réservoir tient deux heures.")
    actions.revise_section(section=section, user=plans.keeper(plan), content={"text": "Le réservoir tient un jour."})
    answer = coordinator(plan).post(address(section, "write"), sent)
    html = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 409
    assert "Le réservoir tient deux heures.</textarea>" in html
    assert '<del><span class="unseen">retiré : </span>un jour.</del>' in html
    again = sent | {"seen": answer.context["form"]["seen"].value()}
    assert coordinator(plan).post(address(section, "write"), again).status_code == 302
    section.contribution.refresh_from_db()
    assert section.contribution.text == "Le réservoir tient deux heures."


def test_a_keeper_proposes_a_version_that_waits_and_the_coordination_decides(plan: Plan) -> None:
    section = plans.section(plan, text="Le réservoir tient une heure.")
    keeper = plan_pages.signed(plan_pages.keeper_of(section))
    plan_pages.page(keeper, address(section, "write"))
    keeper.post(address(section, "write"), plan_pages.form_of(section, text="Le réservoir tient 70 minutes."))
    assert "Le réservoir tient une heure." in plan_pages.page(
        plan_pages.signed(), f"/s/{section.contribution.reference}/"
    )
    seen = plan_pages.page(coordinator(plan), f"/s/{section.contribution.reference}/")
    assert "Une version attend la coordination" in seen
    desk = plan_pages.page(coordinator(plan), f"/moderation/{section.contribution.reference}/")
    assert ">70 minutes." in desk
    last = section.contribution.transitions.order_by("-number").first()
    assert last is not None
    sent = {"verb": "return", "question": "Qui l’a mesuré ?", "seen": last.number}
    coordinator(plan).post(f"/moderation/{section.contribution.reference}/decide/", sent)
    assert "Qui l’a mesuré ?" in plan_pages.page(keeper, f"/s/{section.contribution.reference}/")
    sent = {"verb": "publish", "seen": last.number + 1}
    coordinator(plan).post(f"/moderation/{section.contribution.reference}/decide/", sent)
    public = plan_pages.page(plan_pages.signed(), f"/s/{section.contribution.reference}/")
    assert "<p>Le réservoir tient 70 minutes.</p>" in public


def test_a_keeper_says_that_it_is_still_true_and_does_nothing_else(plan: Plan) -> None:
    with clock.at(clock.now() - plan_pages.days(400)):
        section = plans.section(plan)
    keeper = plan_pages.keeper_of(section)
    client = plan_pages.signed(keeper)
    assert client.post(address(section, "verify")).status_code == 302
    section.contribution.refresh_from_db()
    assert section.contribution.review_on is not None
    assert section.contribution.review_on > clock.today()
    for part in ("publish", "archive", "restore", "arrange"):
        assert client.post(address(section, part)).status_code == 403
    with pytest.raises(NotAllowed):
        actions.archive_section(section=section, user=keeper)


def test_a_button_pressed_on_an_old_page_does_nothing(plan: Plan) -> None:
    draft = plans.draft(plan)
    actions.revise_section(section=draft, user=plans.keeper(plan), content={"text": "Autre chose."})
    answer = coordinator(plan).post(address(draft, "publish"), {"seen": 1}, follow=True)
    assert "Rien de ce que vous avez écrit n’est perdu." in answer.content.decode()
    draft.contribution.refresh_from_db()
    assert draft.contribution.state == State.PROPOSED
    coordinator(plan).post(address(draft, "publish"), {"seen": "٣"})
    draft.contribution.refresh_from_db()
    assert draft.contribution.state == State.PUBLISHED


def test_no_door_publishes_a_section_of_a_closed_plan(plan: Plan) -> None:
    closed = plans.plan(plan.territory, user=plans.keeper(plan), is_open=False)
    draft = plans.draft(closed)
    with pytest.raises(NotPossible, match="Ouvrez d’abord le plan au public"):
        actions.publish_section(section=draft, user=plans.keeper(plan))
    coordinator(plan).post(f"/moderation/{draft.contribution.reference}/decide/", {"verb": "publish", "seen": 1})
    draft.contribution.refresh_from_db()
    assert draft.contribution.state == State.PROPOSED


def test_a_section_moves_and_its_number_with_it(plan: Plan) -> None:
    first, second = plans.section(plan, title="Alerter"), plans.section(plan, title="Protéger")
    sent = {"parent": "", "position": 1, "keeper": accounts.user(email="eau@bron.example").email}
    coordinator(plan).post(address(second, "arrange"), sent)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.position, second.position, second.keeper_id is not None) == (2, 1, True)
    coordinator(plan).post(address(first, "arrange"), {"parent": second.pk, "position": 1, "keeper": ""})
    first.refresh_from_db()
    assert (first.parent, first.keeper) == (second, None)
    answer = coordinator(plan).post(address(second, "arrange"), {"parent": first.pk, "position": 1})
    assert (answer.status_code, "ne peut pas être placée sous elle-même" in answer.content.decode()) == (422, True)


def test_a_section_leaves_and_comes_back(plan: Plan) -> None:
    section, draft = plans.section(plan, title="Eau potable"), plans.draft(plan, title="Brouillon perdu")
    client = coordinator(plan)
    for each in (section, draft):
        client.post(address(each, "archive"), {"why": "Remplacée."})
    out = plan_pages.page(client, f"/plans/{plan.slug}/out/")
    assert ["Eau potable" in out, "Brouillon perdu" in out] == [True, True]
    assert "Aucune section" in plan_pages.page(client, f"/plans/{plan.slug}/")
    states = []
    for each in (section, draft):
        client.post(address(each, "restore"))
        each.contribution.refresh_from_db()
        states.append(each.contribution.state)
    assert states == [State.PUBLISHED, State.PROPOSED]


def test_each_version_of_the_staff_text_is_kept_and_a_stale_one_is_told(plan: Plan) -> None:
    section = plans.section(plan)
    client = coordinator(plan)
    client.post(address(section, "staff-text"), {"text": "Clé au dépôt.", "seen": 0})
    client.post(address(section, "staff-text"), {"text": "Clé au dépôt.", "seen": 1})
    client.post(address(section, "staff-text"), {"text": "Clé à la mairie.", "seen": 1})
    assert list(StaffText.objects.values_list("number", "text").order_by("number")) == [
        (1, "Clé au dépôt."),
        (2, "Clé à la mairie."),
    ]
    answer = client.post(address(section, "staff-text"), {"text": "Clé perdue.", "seen": 1})
    html = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422
    assert "Quelqu’un a écrit une autre version entre-temps" in html
    assert "Clé perdue.</textarea>" in html
    assert '<del><span class="unseen">retiré : </span>Clé au dépôt.</del>' in html


def test_measures_are_added_changed_put_in_order_and_retired(plan: Plan) -> None:
    section = plans.section(plan)
    client = coordinator(plan)
    for title in ("Amener le groupe", "Afficher la consigne", "Remplir la citerne"):
        client.post(address(section, "measures"), {"title": title, "role": "Logistique"})
    last = Measure.objects.get(title="Remplir la citerne")
    path = f"{address(section, 'measures')}{last.pk}/"
    assert "Remplir la citerne" in plan_pages.page(client, path)
    client.post(path, {"title": "Remplir la citerne", "role": "Secours", "minutes": 30, "position": 1})
    assert list(Measure.objects.values_list("title", "role", "minutes")) == [
        ("Remplir la citerne", "Secours", 30),
        ("Amener le groupe", "Logistique", None),
        ("Afficher la consigne", "Logistique", None),
    ]
    client.post(f"{path}retire/", {"do": "retire"})
    assert Measure.objects.get(pk=last.pk).is_retired
    client.post(f"{path}retire/", {"do": "return"})
    assert not Measure.objects.get(pk=last.pk).is_retired
    answer = client.post(address(section, "measures"), {"title": "", "role": "", "detail": "Comment faire"})
    assert (answer.status_code, "Dites quel rôle le fait." in answer.content.decode()) == (422, True)


def test_a_measure_of_another_section_is_not_found(plan: Plan) -> None:
    section, other = plans.section(plan), plans.section(plan)
    measure = actions.add_measure(section=other, user=plans.keeper(plan), title="Amener", role="Travaux")
    client = coordinator(plan)
    assert client.get(f"{address(section, 'measures')}{measure.pk}/").status_code == 404
    assert client.get(f"{address(section, 'measures')}{2**70}/").status_code == 404


def test_the_duty_stands_in_the_work_navigation_of_coordinators(plan: Plan) -> None:
    html = plan_pages.page(coordinator(plan), f"/t/{plan.territory.slug}/plans/work/")
    assert f'<a href="/t/{plan.territory.slug}/plans/work/" aria-current="page">Plans</a>' in html
    referent = plan_pages.page(plan_pages.signed(plan_pages.staff(plan)), f"/plans/{plan.slug}/")
    assert "/plans/work/" not in referent
