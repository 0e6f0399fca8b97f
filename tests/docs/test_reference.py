"""Docs are tests: every setting, command and route is in the reference, and nothing else is."""

import re
from pathlib import Path

from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def named_in(page: str) -> set[str]:
    """The words in code type that begin a row of a table."""
    return set(re.findall(r"^\| `([^`]+)`", (REFERENCE / page).read_text(encoding="utf-8"), re.M))


def test_every_setting_is_documented() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "config").glob("*.py"))
    used = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', text)) | set(re.findall(r'text\("([A-Z_]+)"', text))
    assert named_in("settings.md") == used


def test_every_command_is_documented() -> None:
    ours = {command for command, app in get_commands().items() if str(app).startswith("boucle.")}
    assert named_in("commands.md") == ours


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for each in patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            found |= routes(each.url_patterns, path)
        elif each.callback.__module__.startswith("boucle."):
            found.add("/" + path)
    return found


def test_every_route_is_documented() -> None:
    assert named_in("routes.md") == routes(get_resolver().url_patterns)
