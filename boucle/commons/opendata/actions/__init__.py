"""Writes of the open-data door: files on their way in, keys of programs."""

from boucle.commons.opendata.actions.read import Choices, drop_run, drop_stale_runs, read_file, set_choices, stop
from boucle.commons.opendata.actions.take import finish, go, take_batch, try_run

__all__ = [
    "Choices",
    "drop_run",
    "drop_stale_runs",
    "finish",
    "go",
    "read_file",
    "set_choices",
    "stop",
    "take_batch",
    "try_run",
]
