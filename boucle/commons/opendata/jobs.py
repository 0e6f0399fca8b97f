"""What the worker does for imports."""

import time

from boucle.commons.opendata import actions, queries

AT_MOST = 2.0  # seconds in one go: letters and the outbox wait meanwhile


def work_imports() -> int:
    """Takes rows of the runs that wait, for two seconds at most; returns how many rows were looked at."""
    end, taken = time.monotonic() + AT_MOST, 0
    for run_id in queries.runs_to_do():
        while time.monotonic() < end:
            batch = actions.take_batch(run_id=run_id)
            taken += batch
            if not batch:
                break
    return taken
