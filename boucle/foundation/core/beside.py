"""Work that goes on beside the worker's turn: on a thread of its own, one at a time under each name.

A turn holds a transaction, and on SQLite the right to write: what computes for seconds or minutes must hold neither.
"""

import threading
from collections.abc import Callable

from django.db import connection, transaction

threads: dict[str, threading.Thread] = {}


def is_busy(name: str) -> bool:
    return name in threads and threads[name].is_alive()


def start(name: str, work: Callable[[], object]) -> None:
    """Begins once the turn has written what it writes: earlier, the thread would not find it."""
    threads[name] = threading.Thread(target=run, args=[work], name=name, daemon=True)
    transaction.on_commit(threads[name].start)


def run(work: Callable[[], object]) -> None:
    """By a connection of its own."""
    try:
        work()
    finally:
        connection.close()


def wait() -> int:
    """Until everything that began is done; how many there were to wait for."""
    running = [thread for thread in threads.values() if thread.is_alive()]
    for thread in running:
        thread.join()
    return len(running)
