"""Ways of planning: four side by side, a place per person without a name, nothing shown of fewer than five."""

import re

import pytest
from django.test import Client

from boucle.before.plans import actions
from boucle.before.plans.models import Placement, Plan, Section
from boucle.before.plans.queries import ways
from boucle.before.plans.views.ways import COOKIE
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, plan_pages, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    place = contributions.commune()
    Territory.objects.filter(pk=place.pk).update(is_open=True)
    return plans.plan(Territory.objects.get(pk=place.pk))


def address(plan: Plan) -> str:
    return f"/plans/{plan.slug}/ways/"


def people(plan: Plan, number: int) -> None:
    for rank in range(number):
        actions.place_ways(plan=plan, voice=f"voix {rank}", points={"norms": (-80 + 10 * rank, -50), "": (0, 30)})


def test_the_four_stand_side_by_side_on_one_grid(client: Client, plan: Plan) -> None:
    html = plan_pages.page(plan_pages.signed(), address(plan))
    heads = re.findall(r'<th scope="col"><span class="as-h3">([^<]+)</span>', html)
    assert heads == [
        "Par la norme",
        "Par l’écoute du public",
        "Par le pilotage coopératif",
        "Par le laboratoire vivant",
    ]
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td>', html)[:6]
    assert rows == ["Les enjeux", "Qui participe", "Comment ça marche", "Comment ça change", "Les plus", "Les moins"]
    english = client.get(address(plan), headers={"accept-language": "en"}).content.decode()
    assert "By the living lab" in english


def test_a_person_places_what_they_know_and_changes_their_mind(plan: Plan) -> None:
    client = plan_pages.signed()
    client.post(address(plan), {"x-norms": -80, "y-norms": -60, "box-lab": "on", "x-lab": 0, "y-lab": 0})
    assert list(Placement.objects.values_list("model", "x", "y")) == [("lab", 0, 0), ("norms", -80, -60)]
    cookie = client.cookies[COOKIE]
    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["path"]) == (True, "Lax", address(plan))
    voice = cookie.value.split(":")[0]
    assert not Placement.objects.filter(voice_hash__contains=voice).exists()
    html = plan_pages.page(client, address(plan))
    assert 'name="x-norms" value="-80"' in html
    client.post(address(plan), {"box-norms": "on", "x-norms": -70, "y-norms": -60, "x-lab": 0, "y-lab": 0})
    assert list(Placement.objects.values_list("model", "x", "y")) == [("norms", -70, -60)]


def test_two_browsers_are_two_people_and_two_plans_know_nothing_of_each_other(plan: Plan) -> None:
    other = plans.plan(plan.territory, user=plans.keeper(plan))
    for client in (plan_pages.signed(), plan_pages.signed()):
        client.post(address(plan), {"x-norms": -80, "y-norms": 0})
    assert Placement.objects.filter(plan=plan).count() == 2
    assert ways.voice_hash(plan, "voix") != ways.voice_hash(other, "voix")


def test_a_forged_cookie_is_another_person(plan: Plan) -> None:
    client = plan_pages.signed()
    client.cookies[COOKIE] = "voix:forged"
    client.post(address(plan), {"x-norms": -80, "y-norms": 0})
    assert not Placement.objects.filter(voice_hash=ways.voice_hash(plan, "voix")).exists()


def test_four_people_are_not_shown_and_five_are(plan: Plan) -> None:
    people(plan, 4)
    html = plan_pages.page(plan_pages.signed(), address(plan))
    assert "Rien n’est montré tant que 5 personnes" in html
    assert '<svg class="chart' not in html
    people(plan, 5)
    html = plan_pages.page(plan_pages.signed(), address(plan))
    assert "Ce plan se fait plutôt du bas vers le haut et avance plutôt en boucle : c’est l’avis médian de 5" in html
    table = re.findall(r'<tr><th scope="row">Par la norme</th>(.*?)</tr>', html)[-1]
    assert re.findall(r">([^<]+)</td>", table) == ["5", "-60", "-70 à -50", "-50", "-50 à -50"]
    hidden = re.findall(r'<tr><th scope="row">Par le laboratoire vivant</th>(.*?)</tr>', html)[-1]
    assert re.findall(r">([^<]+)</td>", hidden) == ["moins de 5"]


@pytest.mark.parametrize("value", ["101", "-101", "beaucoup"])
def test_a_place_off_the_axes_is_refused(plan: Plan, value: str) -> None:
    answer = plan_pages.signed().post(address(plan), {"x-norms": value, "y-norms": 0})
    assert (answer.status_code, Placement.objects.count()) == (422, 0)
    with pytest.raises(NotPossible):
        actions.place_ways(plan=plan, voice="voix", points={"norms": (101, 0)})
    with pytest.raises(NotPossible):
        actions.place_ways(plan=plan, voice="voix", points={"rien": (1, 0)})


def test_a_network_that_sends_too_much_waits(plan: Plan) -> None:
    for _ in range(guard_rules.HOT):
        guard.count_sending(network=guard_rules.network_hash("127.0.0.1"))
    answer = plan_pages.signed().post(address(plan), {"x-norms": -80, "y-norms": 0})
    assert (answer.status_code, Placement.objects.count()) == (429, 0)


def test_a_plan_follows_one_way_whose_steps_become_one_draft(plan: Plan) -> None:
    client = plan_pages.signed(plans.keeper(plan))
    for _ in range(2):
        client.post(f"{address(plan)}choose/", {"way": "lab", "steps": "on"})
    plan.refresh_from_db()
    draft = Section.objects.get()
    assert (plan.model, draft.contribution.title) == ("lab", "Comment ce plan se fait : Par le laboratoire vivant")
    assert draft.contribution.text.count("\n") == 3
    assert "Ce plan dit qu’il se fait ainsi : Par le laboratoire vivant." in plan_pages.page(
        plan_pages.signed(), address(plan)
    )
    answer = client.post(f"{address(plan)}choose/", {"way": "rien"}, follow=True)
    assert "Choisissez l’une des quatre façons de planifier." in answer.content.decode()


def test_nobody_else_chooses_for_a_plan(plan: Plan) -> None:
    with pytest.raises(NotAllowed):
        actions.choose_way(plan=plan, user=accounts.stranger(), code="lab")


def test_the_page_is_kept_by_no_cache_for_it_shows_one_s_own_places(plan: Plan) -> None:
    assert "no-store" in plan_pages.signed().get(address(plan))["Cache-Control"]
