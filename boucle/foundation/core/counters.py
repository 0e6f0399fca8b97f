"""Counters in memory: pages read, searches in vain. A GET writes nothing; a thread does, every few seconds.

A key says what is counted, and never who: no address, no cookie, no moment finer than a day.
"""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.db import close_old_connections

EVERY = 5.0  # seconds
Keeper = Callable[[Mapping[Any, int]], None]

logger = logging.getLogger("boucle.counters")
lock = threading.Lock()
counts: dict[str, Counter[Any]] = {}
keepers: dict[str, Keeper] = {}


def register(name: str, keeper: Keeper) -> None:
    """Says who writes the counts of a name: called with those of the last seconds, in one transaction."""
    keepers[name] = keeper


def count(name: str, key: Hashable, number: int = 1) -> None:
    with lock:
        counts.setdefault(name, Counter())[key] += number


def flush() -> None:
    """Hands every count to its keeper; what cannot be written now is kept for the next time."""
    with lock:
        taken = {name: counter for name, counter in counts.items() if counter}
        counts.clear()
    for name, counter in taken.items():
        try:
            keepers[name](counter)
        except Exception as error:  # a page must never fail for a count; the log says why it waits
            logger.warning("counts wait", extra={"counter": name, "error": type(error).__name__})
            for key, number in counter.items():
                count(name, key, number)


def start() -> None:
    """Flushes from now on, in a thread that ends with the process."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(EVERY):
            flush()
            close_old_connections()

    threading.Thread(target=run, name="counters", daemon=True).start()
    atexit.register(flush)
