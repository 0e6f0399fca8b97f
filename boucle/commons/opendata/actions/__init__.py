"""Writes of the open-data door: files on their way in, keys of programs."""

from boucle.commons.opendata.actions.keys import count_call, create_key, drop_old_calls, revoke_key
from boucle.commons.opendata.actions.propose import follow_path, propose
from boucle.commons.opendata.actions.read import Choices, drop_run, drop_stale_runs, read_file, set_choices, stop
from boucle.commons.opendata.actions.take import finish, go, take_batch, try_run

__all__ = [
    "Choices",
    "count_call",
    "create_key",
    "drop_old_calls",
    "drop_run",
    "drop_stale_runs",
    "finish",
    "follow_path",
    "go",
    "propose",
    "read_file",
    "revoke_key",
    "set_choices",
    "stop",
    "take_batch",
    "try_run",
]
