"""A scenario is written, activated, ended: by its actions."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from boucle.before.plans import actions
from boucle.before.plans.engine import changes
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Activation, Debrief, Played, Scenario
from boucle.before.plans.queries import scenarios as queries
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks.enums import Standing
from boucle.foundation.tasks.models import Task
from tests.factories import accounts, contributions, plans
from tests.factories import plan_active as made
from tests.foundation.lifecycle.test_races import together

pytestmark = pytest.mark.django_db
EVENING = datetime(2027, 1, 19, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))


def test_one_action_opens_a_situation_with_a_task_for_each_measure() -> None:
    scenario = made.scenario()
    with clock.at(EVENING):
        row = made.activation(scenario, nature=Nature.REAL, name="Coupure du 19 janvier")
    assert (row.situation.name, row.situation.nature, row.situation.territory) == (
        "Coupure du 19 janvier",
        Nature.REAL,
        scenario.plan.territory,
    )
    assert [(task.title, task.role, task.due_at) for task in made.tasks(row)] == [
        (title, role, EVENING + timedelta(minutes=minutes) if minutes is not None else None)
        for title, role, minutes in made.MEASURES
    ]
    sections = {task.origin for task in made.tasks(row)}
    assert sections == {section.contribution for section in scenario.plan.sections.select_related("contribution")}


def test_deadlines_count_from_the_start_that_was_given() -> None:
    with clock.at(EVENING):
        row = made.activation(starts_at=EVENING - timedelta(hours=2))
    assert row.started_at == EVENING - timedelta(hours=2)
    assert made.tasks(row)[0].due_at == EVENING - timedelta(hours=1)


def test_it_keeps_the_revision_of_every_section() -> None:
    scenario = made.scenario()
    section = plans.section(scenario.plan)
    actions.revise_section(section=section, user=plans.keeper(scenario.plan), content={"text": "Autre texte."})
    row = made.activation(scenario)
    assert row.revisions == {
        one.contribution.reference: one.contribution.number
        for one in scenario.plan.sections.select_related("contribution")
    }
    assert row.revisions[section.contribution.reference] == 2


def test_measures_that_were_retired_or_whose_section_is_archived_are_left_out() -> None:
    plan = plans.plan()
    first, *others = made.measured(plan)
    gone = made.measured(plan)
    scenario = made.scenario(plan, measures=[first, *others, *gone])
    first.is_retired = True
    first.save()
    by = lifecycle_rules.By(user=plans.keeper(plan))
    lifecycle.archive(contribution=gone[0].section.contribution, by=by, reason="outdated")  # type: ignore[arg-type]  # a value of its list
    assert [task.title for task in made.tasks(made.activation(scenario))] == [one.title for one in others]


def test_a_form_sent_twice_activates_once() -> None:
    scenario, key = made.scenario(), uuid.uuid4()
    assert made.activation(scenario, form_key=key) == made.activation(scenario, form_key=key)
    assert (Activation.objects.count(), Situation.objects.count(), Task.objects.count()) == (1, 1, 4)


def test_a_double_click_activates_once(transactional_db: None) -> None:
    scenario, key = made.scenario(), uuid.uuid4()
    results = together(*[lambda: made.activation(scenario, form_key=key, name="Nuit noire")] * 3)
    assert {result.pk for result in results} == {Activation.objects.get().pk}
    assert (Situation.objects.count(), Task.objects.count()) == (1, 4)


@pytest.mark.parametrize("name", ["", "n" * 121])
def test_a_name_that_cannot_be_leaves_nothing_behind(name: str) -> None:
    with pytest.raises((ValidationError, NotPossible)), transaction.atomic():
        made.activation(name=name)
    assert (Activation.objects.count(), Situation.objects.count(), Task.objects.count()) == (0, 0, 0)


def test_what_cannot_be_activated_says_why() -> None:
    scenario = made.scenario()
    for fields in ({"nature": Nature.TEST}, {"starts_at": clock.now() + timedelta(days=400)}):
        with pytest.raises(NotPossible):
            made.activation(scenario, **fields)  # type: ignore[arg-type]  # one field at a time
    with pytest.raises(NotPossible):
        made.activation(made.scenario(measures=[]))


def test_only_whoever_keeps_the_plan_activates_it() -> None:
    scenario = made.scenario()
    for user in (accounts.stranger(), accounts.referent(scenario.plan.territory)):
        with pytest.raises(PermissionDenied):
            actions.activate(
                scenario=scenario, user=user, nature=Nature.REAL, name="Faux départ", end_review_on=clock.today()
            )
    assert not Situation.objects.exists()


def test_an_exercise_never_reaches_the_public_pages() -> None:
    scenario = made.scenario()
    made.activation(scenario)
    place = scenario.plan.territory
    assert situations.current(place) is None
    real = made.activation(scenario, nature=Nature.REAL)
    assert situations.current(place) == real.situation


def test_the_end_drops_what_was_chosen_and_keeps_the_rest_open() -> None:
    row = made.activation()
    first, second, *_ = made.tasks(row)
    user = plans.keeper(row.scenario.plan)
    tasks.finish(task=first, by=user)
    ended = made.ended(row, dropped=[first.pk, second.pk], reason="L’exercice est terminé.")
    standings = [(task.standing, task.reason) for task in made.tasks(row)]
    assert standings == [
        (Standing.DONE, ""),
        (Standing.DROPPED, "L’exercice est terminé."),
        (Standing.TO_DO, ""),
        (Standing.TO_DO, ""),
    ]
    assert (ended.ended_at is not None, ended.ended_by) == (True, user)
    assert made.ended(row).ended_at == ended.ended_at


def test_an_end_without_a_reason_leaves_everything_as_it_was() -> None:
    row = made.activation()
    with pytest.raises(NotPossible), transaction.atomic():
        made.ended(row, dropped=[made.tasks(row)[0].pk])
    row.refresh_from_db()
    assert row.ended_at is None


@pytest.mark.parametrize(("nature", "count"), [(Nature.EXERCISE, 1), (Nature.REAL, 1), (Nature.PLANNED, 0)])
def test_an_exercise_and_a_real_use_are_dated_facts_of_the_plan(nature: Nature, count: int) -> None:
    with clock.at(EVENING):
        row = made.activation(nature=nature)
    with clock.at(EVENING + timedelta(days=1)):
        made.ended(row)
        made.ended(row)
    facts = list(row.scenario.plan.milestones.values_list("type", "on", "note"))
    assert facts == [(MilestoneType.EXERCISED, date(2027, 1, 19), row.situation.name)] * count


def test_one_called_off_before_it_began_is_no_exercise() -> None:
    row = made.ended(made.activation(starts_at=clock.now() + timedelta(days=2)))
    assert (row.ended_at, row.scenario.plan.milestones.count()) == (row.started_at, 0)


def test_only_whoever_keeps_the_plan_ends_it() -> None:
    row = made.activation()
    with pytest.raises(PermissionDenied):
        actions.end(activation=row, user=accounts.referent(row.scenario.plan.territory))


def test_a_scenario_is_written_once_however_often_its_form_is_sent() -> None:
    plan, key = plans.plan(), uuid.uuid4()
    assert made.scenario(plan, name="Crue", form_key=key) == made.scenario(plan, name="Crue", form_key=key)
    with pytest.raises(NotPossible):
        made.scenario(plan, name="Crue")
    with pytest.raises(NotPossible):
        made.scenario(plan, name=" ")


def test_a_measure_of_another_plan_is_refused() -> None:
    with pytest.raises(NotPossible):
        made.scenario(measures=made.measured(plans.plan()))


def test_a_stale_form_is_told_and_the_same_form_twice_is_not() -> None:
    row = made.scenario()
    user = plans.keeper(row.plan)

    def save(name: str, seen: int) -> Scenario:
        return actions.change_scenario(scenario=row, user=user, name=name, measures=row.measures.all(), seen=seen)

    assert save("Crue de la Vesdre", 1).version == 2
    assert save("Crue de la Vesdre", 1).version == 2
    with pytest.raises(NotPossible):
        save("Autre crue", 1)
    assert Scenario.objects.get().name == "Crue de la Vesdre"


def test_strangers_write_no_scenario() -> None:
    row = made.scenario()
    for user in (accounts.stranger(), accounts.referent(row.plan.territory)):
        with pytest.raises(PermissionDenied):
            actions.create_scenario(plan=row.plan, user=user, name="Faux")
        with pytest.raises(PermissionDenied):
            actions.change_scenario(scenario=row, user=user, name="Faux", measures=[])


def test_what_moved_in_the_plan_since_the_last_use_is_found() -> None:
    before, now = {"A": 1, "B": 2, "Z": 1, "C": 1}, {"B": 3, "A": 1, "D": 1}
    assert changes.between(before, now) == changes.Changes(revised=("B",), new=("D",), gone=("C", "Z"))


def test_the_next_use_inherits_what_the_last_one_left() -> None:
    scenario = made.scenario()
    user = plans.keeper(scenario.plan)
    section = plans.section(scenario.plan)
    first = made.ended(made.activation(scenario))
    actions.write_debrief(
        activation=first, user=user, held_on=clock.today(), expected="Une heure.", happened="Deux.", next="Un essai."
    )
    actions.revise_section(section=section, user=user, content={"text": "Le groupe est essayé chaque mois."})
    new = plans.section(scenario.plan)
    found = queries.changed(scenario.plan, queries.last(scenario))
    assert [(one.reference, one.was) for one in found] == [
        (section.contribution.reference, 1),
        (new.contribution.reference, None),
    ]
    assert [task.situation for task in queries.left_over(scenario)] == [first.situation] * 4
    assert [one.next for one in queries.last_said(scenario)] == ["Un essai."]
    second = made.activation(scenario)
    assert queries.last(scenario, second) == first
    assert len(queries.left_over(scenario, second)) == 4


def test_facts_are_told_to_whoever_draws_lessons() -> None:
    with clock.at(EVENING):
        row = made.activation()
        made_inject = made.inject(row.scenario)
        user = plans.keeper(row.scenario.plan)
        actions.play(activation=row, inject=made_inject, user=user)
    first, second, _third, _fourth = made.tasks(row)
    with clock.at(EVENING + timedelta(minutes=12)):
        tasks.finish(task=first, by=user)
    with clock.at(EVENING + timedelta(minutes=95)):
        tasks.finish(task=second, by=user)
        made.ended(row)
    read = registry.FACTS["plans"]
    assert [(str(fact.what), fact.figure) for fact in read(row.situation)] == [
        ("Mesures du plan", 4),
        ("Faites à temps", 1),
        ("Faites en retard, ou en retard à la fin", 2),
        ("Abandonnées", 0),
        ("De l’activation à la première case cochée", 12),
        ("Événements joués", 1),
        ("Faites à temps\u00a0: Logistique", 1),
        ("Faites à temps\u00a0: Mairie", 0),
        ("Faites à temps\u00a0: Réserve citoyenne", 0),
    ]
    assert read(contributions.situation(row.scenario.plan.territory)) == []


def test_the_database_refuses_a_use_that_ends_before_it_begins() -> None:
    row = made.activation()
    with pytest.raises(IntegrityError, match="activation_ends_after_start"), transaction.atomic():
        Activation.objects.filter(pk=row.pk).update(ended_at=row.started_at - timedelta(minutes=1))


def test_the_database_refuses_doubles() -> None:
    row = made.activation()
    one = made.inject(row.scenario)
    played = {"activation": row, "inject": one, "at": clock.now()}
    Played.objects.create(**played)
    doubles: list[Any] = [
        lambda: Played.objects.create(**played),
        lambda: Scenario.objects.create(plan=row.scenario.plan, name=row.scenario.name),
        lambda: Activation.objects.create(scenario=row.scenario, situation=row.situation, started_at=clock.now()),
    ]
    for double in doubles:
        with pytest.raises(IntegrityError), transaction.atomic():
            double()


def test_the_database_refuses_an_empty_debrief() -> None:
    row = made.ended()
    with pytest.raises(IntegrityError, match="debrief_said"), transaction.atomic():
        Debrief.objects.create(
            activation=row, held_on=clock.today(), expected="", happened="Rien.", written_at=clock.now()
        )


def test_an_activation_asks_the_database_as_often_for_many_measures_as_for_few() -> None:
    def asked(scenario: Scenario) -> int:
        with CaptureQueriesContext(connection) as captured:
            made.activation(scenario)
        return len(captured)

    plan = plans.plan()
    few = made.scenario(plan)
    many = made.scenario(plan, measures=[one for _ in range(4) for one in made.measured(plan)])
    assert asked(many) - asked(few) == 0
