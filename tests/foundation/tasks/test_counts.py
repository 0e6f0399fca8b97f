"""What is counted over tasks, on plain values; facts that rooms tell of a situation."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from boucle.foundation.lifecycle import registry
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import engine, queries
from tests.factories import accounts, contributions
from tests.factories import tasks as made

NOON = datetime(2027, 1, 19, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    standing: str
    due_at: datetime | None = None
    ended_at: datetime | None = None


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


ROWS = [
    Row("done", at(30), at(20)),
    Row("done", at(30), at(30)),
    Row("done", at(30), at(31)),
    Row("done", None, at(5)),
    Row("to_do", at(10)),
    Row("under_way", at(90)),
    Row("to_do"),
    Row("dropped", at(10), at(40)),
]


def test_each_task_is_counted_where_it_stands() -> None:
    assert engine.tally(ROWS, at(60)) == engine.Tally(
        total=8, done=4, on_time=2, late_done=1, late_open=1, under_way=1, to_do=2, dropped=1
    )


def test_nothing_counts_for_nothing() -> None:
    none = engine.tally([], NOON)
    assert (none, none.share(none.done), none.open, none.late) == (engine.Tally(), 0.0, 0, 0)


def test_the_first_tick_is_counted_in_whole_minutes() -> None:
    assert engine.minutes_to_first(ROWS, NOON) == 5
    assert engine.minutes_to_first(ROWS, at(6)) == 0
    assert engine.minutes_to_first([Row("to_do")], NOON) is None


@pytest.mark.django_db
def test_tasks_are_grouped_by_role_and_peoples_own_stand_last() -> None:
    place = contributions.commune()
    for fields in ({"role": "Secours"}, {"owner": accounts.user()}, {"role": "École"}, {"role": "Logistique"}):
        made.task(place, **fields)
    groups = queries.grouped(queries.rows())
    assert [(group.role, group.tally.to_do) for group in groups] == [
        ("École", 1),
        ("Logistique", 1),
        ("Secours", 1),
        ("", 1),
    ]


@pytest.mark.django_db
def test_tasks_are_found_by_what_they_come_from_and_those_due_first_come_first() -> None:
    origin = contributions.contribution()
    later = made.task(origin=origin)
    first = made.late(origin=origin)
    made.task()
    assert list(queries.of_origin(origin)) == [first, later]
    assert list(queries.late()) == [first]


@pytest.mark.django_db
def test_a_room_registers_the_facts_of_a_situation(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = contributions.situation(contributions.commune())
    monkeypatch.setattr(registry, "FACTS", {})

    def read(of: Situation) -> list[registry.Fact]:
        return [registry.Fact("tasks done", 3, of.name, "/board/")]

    registry.register_facts("plans", read)
    registry.register_facts("dominos", lambda of: [registry.Fact("services down", 2, "services", "/down/")])
    assert registry.facts(situation) == [
        registry.Fact("services down", 2, "services", "/down/"),
        registry.Fact("tasks done", 3, situation.name, "/board/"),
    ]
