"""Counters."""
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
COUNTS: dict[str, Counter[Any]] = {}
def count(name: str, key: Any) -> None:
    COUNTS.setdefault(name, Counter())[key] += 1
def register(*, revision: Callable[[int], int | None], visits: str, keepers: Mapping[str, Callable[[Mapping[Any, int]], None]]) -> None:
    """later"""
