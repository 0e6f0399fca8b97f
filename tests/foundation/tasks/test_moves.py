"""A task moves by its verbs, each leaves a step, and the database keeps both straight."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.tasks import actions, queries, registry
from boucle.foundation.tasks.enums import Standing
from boucle.foundation.tasks.models import Step, Task
from tests.factories import accounts, contributions
from tests.factories import tasks as made
from tests.foundation.lifecycle.test_races import together

pytestmark = pytest.mark.django_db
Act = Callable[[Task, User], Any]

ACTS: dict[str, Act] = {
    "begin": lambda task, user: actions.begin(task=task, by=user),
    "finish": lambda task, user: actions.finish(task=task, by=user),
    "drop": lambda task, user: actions.drop(task=task, by=user, reason="La route est coupée."),
    "give": lambda task, user: actions.give(task=task, by=user, to=accounts.user()),
    "take": lambda task, user: actions.give(task=task, by=user, to=user),
}


def story(task: Task) -> list[tuple[str, str, str]]:
    return list(queries.steps(task).values_list("source", "target", "note"))


def test_a_task_is_begun_then_done_with_its_evidence() -> None:
    task, user = made.task(), accounts.coordinator(contributions.commune())
    actions.begin(task=task, by=user)
    row = actions.finish(task=task, by=user, evidence="Essayé à 15 h 40, il tient.")
    assert (row.standing, row.evidence, row.ended_by) == (Standing.DONE, "Essayé à 15 h 40, il tient.", user)
    assert story(task) == [
        ("", "to_do", ""),
        ("to_do", "under_way", ""),
        ("under_way", "done", "Essayé à 15 h 40, il tient."),
    ]


def test_a_tick_twice_is_one_tick_and_the_first_stays() -> None:
    task, place = made.task(), contributions.commune()
    first, second = accounts.referent(place), accounts.referent(place)
    actions.finish(task=task, by=first)
    assert actions.finish(task=task, by=second).ended_by == first
    assert len(story(task)) == 2


def test_evidence_is_added_after_the_tick() -> None:
    task, user = made.task(), accounts.coordinator(contributions.commune())
    ended = actions.finish(task=task, by=user).ended_at
    row = actions.finish(task=task, by=user, evidence="Une photo est au poste.")
    assert (row.evidence, row.ended_at) == ("Une photo est au poste.", ended)
    assert story(task)[-1] == ("done", "done", "Une photo est au poste.")


def test_a_dropped_task_says_why_and_is_not_ticked() -> None:
    task, user = made.task(), accounts.coordinator(contributions.commune())
    with pytest.raises(NotPossible):
        actions.drop(task=task, by=user, reason="  ")
    actions.drop(task=task, by=user, reason="La route est coupée.")
    assert actions.drop(task=task, by=user, reason="Autre chose.").reason == "La route est coupée."
    with pytest.raises(NotPossible):
        actions.finish(task=task, by=user)
    assert actions.reopen(task=task, by=user).standing == Standing.TO_DO


def test_a_tick_is_taken_back_and_the_story_keeps_it() -> None:
    task, user = made.task(), accounts.referent(contributions.commune())
    actions.finish(task=task, by=user, evidence="Vu.")
    row = actions.reopen(task=task, by=user)
    assert (row.standing, row.evidence, row.ended_at) == (Standing.TO_DO, "", None)
    assert [note for *_, note in story(task)] == ["", "Vu.", ""]
    assert len(story(actions.reopen(task=task, by=user))) == 3


def test_a_task_is_given_and_its_story_says_to_whom() -> None:
    task, user, to = made.task(), accounts.coordinator(contributions.commune()), accounts.user()
    actions.give(task=task, by=user, to=to, role="Secours")
    actions.give(task=task, by=user, to=to, role="Secours")
    assert list(queries.steps(task).values_list("role", "owner")) == [("Logistique", None), ("Secours", to.pk)]


def test_a_task_is_never_nobodys() -> None:
    place = contributions.commune()
    owned = made.task(place, owner=accounts.user())
    with pytest.raises(NotPossible):
        actions.give(task=owned, by=accounts.coordinator(place), to=None)
    with pytest.raises(NotPossible):
        made.task(place, role="")
    with pytest.raises(NotPossible):
        made.task(place, title=" ")


def test_a_form_sent_twice_makes_one_task() -> None:
    key = uuid.uuid4()
    assert made.task(form_key=key) == made.task(form_key=key)
    assert (Task.objects.count(), Step.objects.count()) == (1, 1)


def test_only_a_coordinator_makes_a_task() -> None:
    place = contributions.commune()
    assert made.task(place, by=accounts.coordinator(place)).created_by is not None
    with pytest.raises(NotAllowed):
        made.task(place, by=accounts.referent(place))


ALLOWED = {
    "owner": {"begin", "finish", "drop", "give", "take"},
    "coordinator": {"begin", "finish", "drop", "give", "take"},
    "member": {"begin", "finish", "take"},
    "blind": set(),
    "elsewhere": set(),
    "stranger": set(),
}


def people(task: Task) -> dict[str, User]:
    assert task.owner is not None
    oullins = contributions.commune("Oullins")
    return {
        "owner": task.owner,
        "coordinator": accounts.coordinator(task.territory),
        "member": accounts.referent(task.territory),
        "blind": accounts.referent(task.territory, rights=frozenset()),
        "elsewhere": accounts.coordinator(oullins, rights=frozenset({Right.SEE})),
        "stranger": accounts.stranger(),
    }


@pytest.mark.parametrize("who", ALLOWED)
def test_who_may_do_what(who: str) -> None:
    done = set()
    for name, act in ACTS.items():
        task = made.task(role="Logistique", owner=accounts.user())
        try:
            act(task, people(task)[who])
        except NotAllowed:
            continue
        done.add(name)
    assert done == ALLOWED[who]


def test_what_is_given_to_a_person_alone_is_not_the_members_to_tick() -> None:
    task = made.task(owner=accounts.user())
    with pytest.raises(NotAllowed):
        actions.finish(task=task, by=accounts.referent(task.territory))


def test_another_room_says_who_fills_a_role(monkeypatch: pytest.MonkeyPatch) -> None:
    task, neighbour = made.task(), accounts.stranger()
    monkeypatch.setattr(registry, "FILLS", {"test": lambda row, user: user == neighbour})
    assert actions.finish(task=task, by=neighbour).standing == Standing.DONE


@pytest.mark.parametrize(
    "sql", ["UPDATE tasks_step SET note = 'autre'", "UPDATE tasks_step SET number = 9", "DELETE FROM tasks_step"]
)
def test_the_database_refuses_to_change_or_delete_a_step(sql: str) -> None:
    made.task()
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(sql)


BROKEN: dict[str, dict[str, Any]] = {
    "task_standing_known": {"standing": "lost", "ended_at": clock.now()},
    "task_titled": {"title": ""},
    "task_owned": {"role": ""},
    "task_ended_dated": {"standing": Standing.DONE},
    "task_dropped_reasoned": {"standing": Standing.DROPPED, "ended_at": clock.now()},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_a_task_that_contradicts_itself(name: str) -> None:
    task = made.task()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**BROKEN[name])


@pytest.mark.parametrize(("number", "target"), [(1, "done"), (2, "lost")])
def test_the_database_refuses_a_step_twice_or_unknown(number: int, target: str) -> None:
    task = made.task()
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(task=task, number=number, target=target, at=clock.now())


def test_two_people_tick_at_once_and_one_step_is_written(transactional_db: None) -> None:
    task = made.task()
    both = [accounts.referent(task.territory) for _ in range(2)]
    results = together(*[lambda user=user: actions.finish(task=task, by=user) for user in both])
    assert [type(result) for result in results] == [Task, Task]
    assert [row.ended_by for row in results] == [Task.objects.get().ended_by] * 2
    assert story(task) == [("", "to_do", ""), ("to_do", "done", "")]


def test_one_ticks_while_another_drops_and_the_second_is_told(transactional_db: None) -> None:
    task = made.task()
    user = accounts.coordinator(task.territory)
    results = together(
        lambda: actions.finish(task=task, by=user), lambda: actions.drop(task=task, by=user, reason="Trop tard.")
    )
    assert sorted(type(result).__name__ for result in results) == ["NotPossible", "Task"]
    assert len(story(task)) == 2


def test_a_form_sent_twice_at_once_makes_one_task(transactional_db: None) -> None:
    key, place = uuid.uuid4(), contributions.commune()
    results = together(*[lambda: made.task(place, title="Ouvrir la salle", form_key=key)] * 3)
    assert {result.pk for result in results} == {Task.objects.get().pk}


def test_lists_are_short_whatever_their_length(django_assert_num_queries: Any) -> None:
    place, user = contributions.commune(), accounts.user()
    for _ in range(3):
        made.task(place, owner=user, due_at=clock.now() + timedelta(hours=1))
    with django_assert_num_queries(1):
        assert len({task.territory.name + str(task.owner) for task in queries.of(user)}) == 1
