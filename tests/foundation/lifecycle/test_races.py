"""Two people at the same moment: real threads, each with a connection of its own."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import jobs, queries, registry, rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution, Delivery
from tests.factories import accounts, contributions


def together(*calls: Callable[[], Any]) -> list[Any]:
    """What each call gave, or the exception that it raised; all start at once."""
    results: list[Any] = [None] * len(calls)
    gate = threading.Barrier(len(calls))

    def run(index: int, call: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[index] = call()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, call)) for index, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_that_publish_at_once_one_wins_and_the_other_is_told(transactional_db: None) -> None:
    row = contributions.contribution()
    people = [rules.By(user=accounts.coordinator(row.territory)) for _ in range(2)]
    results = together(*[lambda by=by: lifecycle.publish(contribution=row, by=by, seen=1) for by in people])
    assert sorted(type(result) for result in results if not isinstance(result, Contribution)) == [rules.Stale]
    row.refresh_from_db()
    assert (row.state, row.transitions.count(), queries.broken_line(row)) == (State.PUBLISHED, 2, None)


def test_without_a_form_the_second_one_is_told_that_it_is_done(transactional_db: None) -> None:
    row = contributions.contribution()
    by = rules.By(user=accounts.coordinator(row.territory))
    results = together(*[lambda: lifecycle.publish(contribution=row, by=by)] * 2)
    assert [type(result) for result in results if not isinstance(result, Contribution)] == [rules.NotPossible]


def test_of_two_that_claim_at_once_one_holds(transactional_db: None) -> None:
    row = contributions.contribution()
    people = [accounts.referent(row.territory) for _ in range(2)]
    results = together(*[lambda user=user: lifecycle.hold(contribution=row, user=user) for user in people])
    assert [type(result) for result in results if not isinstance(result, Contribution)] == [rules.NotPossible]


def test_a_form_sent_twice_at_once_makes_one_row(transactional_db: None) -> None:
    bron, key = contributions.commune(), uuid.uuid4()
    content = contributions.content(bron)

    def send() -> lifecycle.Proposed:
        return lifecycle.propose(kind="initiative", territory=bron, content=content, by=rules.STRANGER, form_key=key)

    results = together(send, send, send)
    assert sorted(result.is_new for result in results) == [False, False, True]
    assert Contribution.objects.count() == 1


def test_merging_each_into_the_other_at_once_ends_with_one_survivor(transactional_db: None) -> None:
    one, other = contributions.contribution(State.PUBLISHED), contributions.contribution(State.PUBLISHED)
    by = rules.By(user=accounts.coordinator(one.territory))
    results = together(
        lambda: lifecycle.merge(contribution=one, into=other, by=by),
        lambda: lifecycle.merge(contribution=other, into=one, by=by),
    )
    assert [type(result) for result in results if not isinstance(result, Contribution)] == [rules.NotPossible]
    assert Contribution.objects.filter(state=State.PUBLISHED).count() == 1


def test_two_workers_never_do_the_same_delivery(transactional_db: None, monkeypatch: Any) -> None:
    done: list[int] = []
    monkeypatch.setattr(registry, "JOBS", {"counted": registry.Job("counted", done.append)})
    for _ in range(5):
        contributions.contribution()
    taken = together(jobs.work, jobs.work)
    assert (sum(taken), len(set(done)), Delivery.objects.count()) == (5, 5, 0)


def test_a_writer_that_gives_up_leaves_the_row_to_the_next(transactional_db: None) -> None:
    row = contributions.contribution()
    by = rules.By(user=accounts.coordinator(row.territory))

    def gives_up() -> None:
        with transaction.atomic():
            lifecycle.publish(contribution=row, by=by)
            raise InterruptedError

    results = together(gives_up)
    assert isinstance(results[0], InterruptedError)
    assert lifecycle.publish(contribution=row, by=by).state == State.PUBLISHED
