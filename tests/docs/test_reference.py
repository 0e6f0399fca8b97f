"""Docs are tests: every setting, command and route is in the reference, and nothing else is."""

import re
from pathlib import Path

from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def named_in(page: str) -> set[str]:
    """The words in code type that begin a row of a table."""
    return set(re.findall(r"^\| `([^`]+)`", (REFERENCE / page).read_text(encoding="utf-8"), re.M))


def test_every_setting_is_documented() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "config").glob("*.py"))
    used = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', text)) | set(re.findall(r'text\("([A-Z_]+)"', text))
    assert named_in("settings.md") == used


def test_routes_and_commands_are_what_the_code_has() -> None:
    call_command("reference", "--check")


def test_every_command_says_what_it_does() -> None:
    commands = (REFERENCE / "commands.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in commands if line.startswith("| `") and line.endswith("|  |")] == []
