"""Independent pieces of work over the processes of a machine, or over machines: the same answers, whatever the number.

What is random takes its seed from its own number, never from who does it.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Task = TypeVar("Task")
Found = TypeVar("Found")

given: dict[str, Any] = {}  # in a process of the pool: what every task reads, sent once


def spread(
    work: Callable[[Shared, Task], Found],
    shared: Shared,
    tasks: Sequence[Task],
    *,
    workers: int | None = 1,
    cluster: Any = None,
) -> list[Found]:
    """`work(shared, task)` for each task, in their order.

    In this process with one worker; in so many processes otherwise, None for one per processor. With `cluster`, a
    Dask client, on its machines (`pip install boucle[cluster]`).
    """
    if cluster is not None:
        return on_cluster(work, shared, tasks, cluster)
    count = min(workers or os.cpu_count() or 1, len(tasks))
    if count <= 1:
        return [work(shared, task) for task in tasks]
    # Started afresh: a process that was copied from one with threads may hold a lock that nobody opens.
    with ProcessPoolExecutor(count, get_context("spawn"), receive, (work, shared)) as pool:
        return list(pool.map(do, tasks))


def on_cluster(
    work: Callable[[Shared, Task], Found], shared: Shared, tasks: Sequence[Task], cluster: Any
) -> list[Found]:
    there = cluster.scatter(shared, broadcast=True, hash=False)
    futures = [cluster.submit(work, there, task, pure=False) for task in tasks]
    found: list[Found] = cluster.gather(futures)
    return found


def receive(work: Callable[..., Any], shared: Any) -> None:
    given["work"], given["shared"] = work, shared


def do(task: Any) -> Any:
    return given["work"](given["shared"], task)
