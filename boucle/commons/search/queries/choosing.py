"""What a select of a list's page offers: drawn by `search/select.html`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Choice:
    value: str
    label: Any  # may be lazy
    is_chosen: bool


def choices(chosen: str, everything: Any, offered: Iterable[tuple[str, Any]]) -> list[Choice]:
    """The first one, `everything`, narrows nothing."""
    return choose(chosen, [("", everything), *offered])


def choose(chosen: str, offered: Iterable[tuple[str, Any]]) -> list[Choice]:
    return [Choice(value, label, value == chosen) for value, label in offered]
