"""Pages from a plan to a situation: for whoever keeps it, for its staff, for a stranger."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boucle.before.plans import actions
from boucle.before.plans.models import Activation, Debrief, Inject, Plan, Scenario
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks.enums import Standing
from tests.factories import accounts, contributions, plans
from tests.factories import plan_active as made

pytestmark = pytest.mark.django_db
LANE = re.compile(r'id="voie-\d+" class="as-h3">([^<]+) <')
WEIGHT = 50_000  # bytes, before they are compressed


def reading(user: User | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client


def keeping(of: Plan | Scenario | Activation) -> Client:
    plan = of if isinstance(of, Plan) else of.plan if isinstance(of, Scenario) else of.scenario.plan
    return reading(plans.keeper(plan))


def staff(plan: Plan) -> User:
    return accounts.referent(plan.territory, rights=frozenset({Right.SEE}))


def at(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=args)


def of_scenario(name: str, row: Scenario, *more: object) -> str:
    return at(name, row.plan.slug, row.pk, *more)


def text(page: Any) -> str:
    return str(page.content.decode())


def test_a_scenario_is_written_by_page_with_the_measures_that_were_ticked() -> None:
    plan = plans.plan()
    measures = made.measured(plan)
    client = keeping(plan)
    page = client.get(at("scenario_new", plan.slug))
    assert all(measure.title in text(page) for measure in measures)
    key = page.context["form"]["form_key"].value()
    typed = {"name": "Coupure", "hazard": "shedding", "measures": [measures[0].pk, measures[2].pk], "form_key": key}
    first, second = (client.post(at("scenario_new", plan.slug), typed) for _ in range(2))
    row = Scenario.objects.get()
    assert (first.status_code, second.url) == (302, of_scenario("scenario", row))  # type: ignore[attr-defined]  # a redirection
    assert set(row.measures.all()) == {measures[0], measures[2]}
    shown = text(client.get(of_scenario("scenario", row)))
    assert (measures[0].title in shown, measures[1].title in shown) == (True, False)


def test_a_scenario_without_a_name_keeps_what_was_ticked() -> None:
    plan = plans.plan()
    measure = made.measured(plan)[1]
    page = keeping(plan).post(at("scenario_new", plan.slug), {"name": "", "measures": [measure.pk]})
    assert (page.status_code, "Give the scenario a name" in text(page)) == (422, True)
    assert re.search(rf'value="{measure.pk}" checked', text(page))


def test_a_stale_scenario_form_says_so_and_loses_nothing() -> None:
    row = made.scenario()
    client = keeping(row)
    held = [measure.pk for measure in row.measures.all()]
    client.post(of_scenario("scenario_change", row), {"name": "Crue", "measures": held, "seen": 1})
    page = client.post(of_scenario("scenario_change", row), {"name": "Autre", "measures": held, "seen": 1})
    assert (page.status_code, "Somebody changed this scenario" in text(page), 'value="Autre"' in text(page)) == (
        422,
        True,
        True,
    )


PAGES = {
    "scenarios": lambda row: at("scenarios", row.scenario.plan.slug),
    "scenario": lambda row: of_scenario("scenario", row.scenario),
    "board": lambda row: at("board", row.pk),
    "debrief": lambda row: at("debrief", row.pk),
    "debrief_empty": lambda row: at("debrief_empty", row.pk),
}
KEPT = {
    "scenario_new": lambda row: at("scenario_new", row.scenario.plan.slug),
    "scenario_change": lambda row: of_scenario("scenario_change", row.scenario),
    "activate": lambda row: of_scenario("activate", row.scenario),
    "inject_new": lambda row: of_scenario("inject_new", row.scenario),
    "conduct": lambda row: at("conduct", row.pk),
    "end": lambda row: at("end", row.pk),
}


@pytest.mark.parametrize("name", [*PAGES, *KEPT])
def test_each_page_opens_for_its_people_and_for_nobody_else(name: str) -> None:
    row = made.activation()
    plan = row.scenario.plan
    address = (PAGES | KEPT)[name](row)
    may_staff = 200 if name in PAGES else 403
    people = (plans.keeper(plan), staff(plan), accounts.stranger())
    assert [reading(user).get(address).status_code for user in people] == [200, may_staff, 403]
    assert reading().get(address).status_code == (403 if name == "debrief" else 302)


def test_what_is_not_there_is_not_found() -> None:
    row = made.activation()
    client = keeping(row)
    other = made.scenario(plans.plan(user=plans.keeper(row.scenario.plan)))
    addresses = [
        at("scenarios", "nowhere"),
        at("scenario", row.scenario.plan.slug, other.pk),
        at("board", row.pk + 99),
        of_scenario("inject", row.scenario, 99),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert client.post(at("play", row.pk, made.inject(other).pk)).status_code == 404


def activate(client: Client, row: Scenario, **typed: Any) -> Any:
    page = client.get(of_scenario("activate", row))
    known = {name: page.context["form"][name].value() for name in ("name", "end_review_on", "form_key")}
    return client.post(of_scenario("activate", row), known | {"nature": "exercise"} | typed)


def test_activating_by_page_leads_to_the_board() -> None:
    row = made.scenario()
    page = activate(keeping(row), row, name="Nuit noire")
    made_one = Activation.objects.get()
    assert (page.url, made_one.situation.nature) == (at("board", made_one.pk), Nature.EXERCISE)


def test_the_same_form_again_leads_to_the_same_board() -> None:
    row = made.scenario()
    client = keeping(row)
    key = "0190f5a0-0000-7000-8000-000000000001"
    assert {activate(client, row, form_key=key).url for _ in range(2)} == {at("board", Activation.objects.get().pk)}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"nature": ""}, "nature"),
        ({"nature": "test"}, "nature"),
        ({"name": ""}, "name"),
        ({"end_review_on": "2020-01-01"}, "end_review_on"),
        ({"end_review_on": "le 3"}, "end_review_on"),
        ({"starts_at": "hier"}, "starts_at"),
        ({"starts_at": "2012-01-01T10:00"}, "__all__"),
    ],
)
def test_what_is_wrong_in_the_form_is_named_and_opens_nothing(typed: dict[str, str], field: str) -> None:
    row = made.scenario()
    page = activate(keeping(row), row, **typed)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert not Situation.objects.exists()


def test_the_next_activation_shows_what_the_last_one_taught() -> None:
    row = made.scenario()
    first = made.ended(made.activation(row))
    user = plans.keeper(row.plan)
    actions.write_debrief(
        activation=first,
        user=user,
        held_on=clock.today(),
        expected="Une heure.",
        happened="Deux.",
        next="Essayer le **groupe** avant 16 h.",
    )
    section = plans.section(row.plan, title="Ordre d’appel")
    html = text(reading(user).get(of_scenario("activate", row)))
    assert "Essayer le <strong>groupe</strong> avant 16 h." in html
    assert section.contribution.title in html
    assert len(re.findall(r'href="/tasks/[0-9a-f-]{36}/', html)) == 4


def test_the_board_groups_by_role_and_an_address_keeps_the_role() -> None:
    row = made.activation()
    client = reading(staff(row.scenario.plan))
    everything = text(client.get(at("board", row.pk)))
    assert re.findall(r'id="voie-\d+" class="as-h3">([^<]+) <', everything) == [
        "Logistique",
        "Mairie",
        "Réserve citoyenne",
    ]
    one = text(client.get(at("board", row.pk), {"role": "mairie"}))
    assert re.findall(r'id="voie-\d+" class="as-h3">([^<]+) <', one) == ["Mairie"]
    none = client.get(at("board", row.pk), {"role": "<b>personne"})
    assert (none.status_code, "No role is called “&lt;b&gt;personne” here." in text(none)) == (200, True)


def test_the_board_says_who_ticked_when_and_counts_it() -> None:
    row = made.activation()
    user = staff(row.scenario.plan)
    client = reading(user)
    first = made.tasks(row)[0]
    page = client.post(
        reverse("tasks:move", args=[first.uid]), {"do": "finish", "next": at("board", row.pk)}, follow=True
    )
    assert ("1 done out of 4" in text(page), str(user) in text(page)) == (True, True)


def test_to_a_script_the_board_gives_the_part_that_moves() -> None:
    row = made.activation()
    client = keeping(row)
    part = text(client.get(at("board", row.pk), headers={"HX-Request": "true"}))
    assert ("<html" in part, "Amener et essayer" in part, 'class="button"' in part) == (False, True, True)


def test_the_owner_of_a_task_follows_the_board_and_ticks_only_theirs() -> None:
    row = made.activation()
    owner = accounts.stranger()
    task = made.tasks(row)[0]
    tasks.give(task=task, by=plans.keeper(row.scenario.plan), to=owner)
    page = text(reading(owner).get(at("board", row.pk)))
    assert (page.count('value="finish"'), "What the last times left" in page) == (1, False)


def test_the_staff_of_a_place_that_shares_the_plan_ticks_too() -> None:
    neighbour = contributions.commune("Oullins")
    plan = plans.plan(shared_with=[neighbour])
    row = made.activation(made.scenario(plan))
    client = reading(accounts.referent(neighbour))
    assert client.get(at("board", row.pk)).status_code == 200
    task = made.tasks(row)[0]
    client.post(reverse("tasks:move", args=[task.uid]), {"do": "finish"})
    task.refresh_from_db()
    assert task.standing == Standing.DONE


def test_an_exercise_wears_its_watermark_and_a_real_use_does_not() -> None:
    scenario = made.scenario()
    exercise, real = made.activation(scenario), made.activation(scenario, nature=Nature.REAL)
    client = keeping(scenario)
    for name in ("board", "end", "debrief", "debrief_empty"):
        assert ["watermark" in text(client.get(at(name, one.pk))) for one in (exercise, real)] == [True, False]


def test_two_hundred_tasks_are_read_in_as_many_queries_as_four() -> None:
    def asked(row: Activation) -> int:
        client = keeping(row)
        client.get(at("board", row.pk))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(at("board", row.pk))
        assert page.status_code == 200
        return len(captured)

    plan = plans.plan()
    few = made.activation(made.scenario(plan))
    measures = [one for _ in range(50) for one in made.measured(plan)]
    many = made.activation(made.scenario(plan, measures=measures))
    assert len(made.tasks(many)) == 200
    assert asked(many) == asked(few) <= 22


def test_the_board_of_four_tasks_is_light() -> None:
    row = made.activation()
    assert len(keeping(row).get(at("board", row.pk)).content) < WEIGHT


def test_an_inject_is_written_changed_and_removed_by_page() -> None:
    row = made.scenario()
    client = keeping(row)
    typed = {"minutes": 20, "title": "Un ascenseur est bloqué", "role": "Secours", "expected": "Appeler."}
    assert client.post(of_scenario("inject_new", row), typed).status_code == 302
    one = Inject.objects.get()
    assert client.post(of_scenario("inject", row, one.pk), typed | {"minutes": 25}).status_code == 302
    one.refresh_from_db()
    assert (one.minutes, one.title) == (25, "Un ascenseur est bloqué")
    refused = client.post(of_scenario("inject", row, one.pk), typed | {"minutes": -1})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["minutes"])
    client.post(of_scenario("inject_remove", row, one.pk))
    assert not Inject.objects.exists()


def test_no_player_reads_an_inject_before_it_is_played() -> None:
    scenario = made.scenario()
    title = "La sirène ne marche plus"
    secret = made.inject(scenario, title=title, text="Elle est rouillée.", expected="Passer dans les rues.")
    row = made.activation(scenario)
    player = reading(staff(scenario.plan))
    before = [
        at("board", row.pk),
        of_scenario("scenario", scenario),
        at("debrief", row.pk),
        at("scenarios", scenario.plan.slug),
    ]
    assert [title in text(player.get(address)) for address in before] == [False] * 4
    assert player.post(at("play", row.pk, secret.pk)).status_code == 403
    keeping(scenario).post(at("play", row.pk, secret.pk))
    html = text(player.get(at("board", row.pk)))
    assert (title in html, "Elle est rouillée." in html, "Passer dans les rues." in html) == (True, True, False)
    assert title in text(player.get(at("board", row.pk), {"role": "logistique"}))
    assert title not in text(player.get(at("board", row.pk), {"role": "Mairie"}))


def test_whoever_runs_the_exercise_sees_what_is_due_and_keeps_what_was_seen() -> None:
    scenario = made.scenario()
    now, later = made.inject(scenario, minutes=0, expected="Appeler."), made.inject(scenario, minutes=300)
    row = made.activation(scenario)
    client = keeping(row)
    cues = client.get(at("conduct", row.pk)).context["cues"]
    assert [(cue.inject, cue.is_due) for cue in cues] == [(now, True), (later, False)]
    client.post(at("play", row.pk, now.pk))
    client.post(at("seen", row.pk, now.pk), {"seen": "Personne n’a décroché."})
    assert row.played.get().seen == "Personne n’a décroché."
    assert "Personne n’a décroché." in text(client.get(at("debrief", row.pk)))
    assert client.post(at("seen", row.pk, later.pk), {"seen": "Trop tôt."}).status_code == 404


def test_a_real_use_plays_no_inject_and_says_why() -> None:
    scenario = made.scenario()
    one = made.inject(scenario)
    row = made.activation(scenario, nature=Nature.REAL)
    page = keeping(row).post(at("play", row.pk, one.pk), follow=True)
    assert ("played in an exercise only" in text(page), row.played.count()) == (True, 0)


def test_the_end_lets_one_choose_task_by_task() -> None:
    row = made.activation(nature=Nature.REAL)
    client = keeping(row)
    first, *others = made.tasks(row)
    assert " checked" not in text(client.get(at("end", row.pk)))
    refused = client.post(at("end", row.pk), {"dropped": [first.pk], "reason": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    page = client.post(at("end", row.pk), {"dropped": [first.pk], "reason": "La route est coupée."})
    assert page.url == at("debrief_write", row.pk)  # type: ignore[attr-defined]  # a redirection
    assert [task.standing for task in made.tasks(row)] == ["dropped", *["to_do" for _ in others]]
    assert client.get(at("end", row.pk)).status_code == 302


def test_a_task_that_somebody_ticked_meanwhile_does_not_stop_the_end() -> None:
    row = made.activation()
    first = made.tasks(row)[0]
    tasks.finish(task=first, by=plans.keeper(row.scenario.plan))
    everything = [task.pk for task in made.tasks(row)]
    assert keeping(row).post(at("end", row.pk), {"dropped": everything, "reason": "Fini."}).status_code == 302
    assert [task.standing for task in made.tasks(row)] == ["done", "dropped", "dropped", "dropped"]


SAID = {"format": "debrief", "people": 12, "expected": "Une heure.", "happened": "Deux heures.", "why": "", "next": ""}


def written(client: Client, row: Activation, **changes: Any) -> Any:
    return client.post(at("debrief_write", row.pk), {**SAID, "held_on": clock.today(), "seen": "", **changes})


def test_a_debrief_is_asked_after_the_end_only() -> None:
    row = made.activation()
    assert written(keeping(row), row).url == at("end", row.pk)
    assert not Debrief.objects.exists()


def test_a_debrief_is_for_the_staff_until_it_is_opened() -> None:
    row = made.ended()
    client = keeping(row)
    assert written(client, row).url == at("debrief", row.pk)
    assert [reading(user).get(at("debrief", row.pk)).status_code for user in (None, accounts.stranger())] == [403, 403]
    stamp = Debrief.objects.get().written_at.isoformat()
    written(client, row, is_open="on", seen=stamp)
    html = text(reading().get(at("debrief", row.pk)))
    assert ("Deux heures." in html, "12 people took part" in html, "watermark" in html) == (True, True, True)


def test_the_public_debrief_names_nobody_and_tells_no_inject() -> None:
    row = made.activation()
    keeper = plans.keeper(row.scenario.plan)
    one = made.inject(row.scenario, title="La sirène ne marche plus")
    actions.play(activation=row, inject=one, user=keeper, seen="Personne n’a bougé.")
    tasks.finish(task=made.tasks(row)[0], by=keeper, evidence="Vu par Léa.")
    made.ended(row)
    written(keeping(row), row, is_open="on")
    html = text(reading().get(at("debrief", row.pk)))
    said = (str(keeper), "Vu par Léa.", "La sirène", "Personne n’a bougé.")
    assert [words in html for words in said] == [False] * 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"happened": ""}, "happened"), ({"people": -1}, "people"), ({"held_on": "2019-01-01"}, "__all__")],
)
def test_a_debrief_that_cannot_be_keeps_what_was_typed(changes: dict[str, Any], field: str) -> None:
    row = made.ended()
    page = written(keeping(row), row, **changes)
    assert (page.status_code, list(page.context["form"].errors), "Une heure." in text(page)) == (422, [field], True)


def test_two_who_write_the_debrief_are_told_and_lose_nothing() -> None:
    row = made.ended()
    client = keeping(row)
    assert [written(client, row).status_code for _ in range(2)] == [302, 302]
    page = written(client, row, happened="Trois heures.")
    assert (page.status_code, "Somebody wrote this debrief" in text(page), "Trois heures." in text(page)) == (
        422,
        True,
        True,
    )
    assert Debrief.objects.get().happened == "Deux heures."


def test_after_the_end_the_close_of_the_situation_is_offered() -> None:
    row = made.ended()
    place = row.situation.territory
    address = reverse("moderation:situation_close", args=[place.slug, row.situation.slug])
    assert address in text(keeping(row).get(at("debrief", row.pk)))


def test_the_measures_of_a_section_leave_out_those_that_were_retired() -> None:
    from django.template.loader import render_to_string

    plan = plans.plan()
    first, *others = made.measured(plan)
    first.is_retired = True
    first.save()
    html = render_to_string("plans/active/measures.html", {"section": first.section})
    assert [one.title in html for one in (first, *others)] == [False, True, True, True]
