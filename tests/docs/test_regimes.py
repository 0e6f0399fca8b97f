"""The reference page of the legal lists says what the files say; the command lists them and refuses what is wrong."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from boucle.before.plans.queries import regimes


@pytest.fixture
def read_again() -> Iterator[None]:
    """Files are read once: a test that changes the folder forgets them before and after."""
    regimes.every.cache_clear()
    yield
    regimes.every.cache_clear()


def test_the_page_is_what_the_files_say() -> None:
    call_command("plans", "regimes", "--check")


def test_a_page_that_is_out_of_date_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs/reference").mkdir(parents=True)
    with pytest.raises(CommandError, match="out of date: run boucle plans regimes --write"):
        call_command("plans", "regimes", "--check")
    call_command("plans", "regimes", "--write")
    call_command("plans", "regimes", "--check")


def test_the_command_lists_each_version_with_its_counts() -> None:
    said = StringIO()
    call_command("plans", "regimes", stdout=said)
    lines = [line.split("\t") for line in said.getvalue().splitlines()]
    assert [line[:3] for line in lines] == [
        [regime.code, regime.country, str(version.since)]
        for regime in regimes.every().values()
        for version in regime.versions
    ]
    assert lines[4][3:] == ["34", "5", "3", "Plan communal de sauvegarde"]


def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_again: None) -> None:
    (tmp_path / "bad.json").write_text('{"code": "bad"}', encoding="utf-8")
    monkeypatch.setattr(regimes, "FOLDER", tmp_path)
    with pytest.raises(CommandError, match="bad: KeyError: 'country'"):
        call_command("plans", "regimes")
