"""The hash chain: what the database refuses, and what is noticed when somebody goes around it."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from boucle.foundation.lifecycle import queries
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from tests.factories import contributions


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def behind_the_triggers(sql: str, *values: Any) -> None:
    """What somebody with the keys of the database could do. Undone with the test's transaction."""
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        execute("ALTER TABLE lifecycle_transition DISABLE TRIGGER USER")
    else:
        execute("DROP TRIGGER lifecycle_transition_no_update")
        execute("DROP TRIGGER lifecycle_transition_no_delete")
    execute(sql, *values)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE lifecycle_transition SET note = 'autre chose'",
        "UPDATE lifecycle_transition SET hash = ''",
        "DELETE FROM lifecycle_transition",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_line(db: None, sql: str) -> None:
    contributions.contribution()
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        execute(sql)


def test_a_history_holds_after_every_verb(db: None) -> None:
    for state in State:
        row = contributions.contribution(state)
        assert queries.broken_line(row) is None
        hashes = list(row.transitions.order_by("number").values_list("previous_hash", "hash"))
        assert [previous for previous, _ in hashes] == ["", *[each for _, each in hashes[:-1]]]


@pytest.mark.parametrize(
    "change",
    [
        "note = 'autre chose'",
        "reason = 'abusive'",
        "verb = 'merge'",
        "target = 'rejected'",
        "role = 'system'",
        "at = '2020-01-01 00:00:00+00:00'",
        "changed = '[\"title\"]'",
        "actor_id = NULL",
        "previous_hash = 'f'",
    ],
)
def test_a_changed_line_is_named(db: None, change: str) -> None:
    row = contributions.contribution(State.ARCHIVED)
    behind_the_triggers(f"UPDATE lifecycle_transition SET {change} WHERE number = 2")
    assert queries.broken_line(row) == 2


def test_a_line_taken_out_of_the_middle_is_named(db: None) -> None:
    row = contributions.contribution(State.ARCHIVED)
    execute("DELETE FROM lifecycle_delivery")
    behind_the_triggers("DELETE FROM lifecycle_transition WHERE number = 2")
    assert queries.broken_line(row) == 2


def test_a_line_taken_off_the_end_is_named(db: None) -> None:
    row = contributions.contribution(State.ARCHIVED)
    execute("DELETE FROM lifecycle_delivery")
    behind_the_triggers("DELETE FROM lifecycle_transition WHERE number = 3")
    assert queries.broken_line(row) == 3


def test_a_state_that_no_line_explains_is_named(db: None) -> None:
    row = contributions.contribution()
    Contribution.objects.filter(pk=row.pk).update(state=State.REJECTED)
    row.refresh_from_db()
    assert queries.broken_line(row) == 2


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("history", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_that_all_histories_hold(db: None) -> None:
    contributions.contribution(State.PUBLISHED)
    row = contributions.contribution()
    assert run() == "2 histories hold.\n"
    assert run(row.reference.lower()) == "1 history holds.\n"


def test_the_command_names_the_broken_histories_and_fails(db: None) -> None:
    contributions.contribution()
    row = contributions.contribution(State.PUBLISHED)
    behind_the_triggers("UPDATE lifecycle_transition SET note = 'x' WHERE contribution_id = %s AND number = 2", row.pk)
    out = StringIO()
    with pytest.raises(CommandError, match=r"1 history of 2 was tampered with\."):
        call_command("history", stdout=out)
    assert out.getvalue() == f"{row.reference}: line 2 does not follow from the one before.\n"


def test_the_command_refuses_an_unknown_reference_in_a_sentence(db: None) -> None:
    with pytest.raises(CommandError, match="No contribution has the reference 0000000"):
        run("0000000")


def test_the_command_reads_all_histories_in_few_queries(db: None, django_assert_num_queries: Any) -> None:
    for _ in range(5):
        contributions.contribution(State.PUBLISHED)
    with django_assert_num_queries(3):
        run()
