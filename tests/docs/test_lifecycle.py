"""The reference page of the lifecycle says what the table says."""

import pytest
from django.core.management import CommandError, call_command

from boucle.foundation.lifecycle import transitions
from boucle.foundation.lifecycle.management.commands import lifecycle


def test_the_page_is_what_the_table_says() -> None:
    call_command("lifecycle", "--check")


def test_the_page_has_one_line_for_each_move() -> None:
    lines = [line for line in lifecycle.page().splitlines() if line.startswith("| `")]
    assert len(lines) == len(transitions.MOVES)


def test_a_page_that_is_out_of_date_is_named(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    with pytest.raises(CommandError, match="out of date"):
        call_command("lifecycle", "--check")
    call_command("lifecycle")
    call_command("lifecycle", "--check")
