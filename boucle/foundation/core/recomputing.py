"""What `boucle recompute` can give again: each room registers its subjects in `apps.ready`.

A subject is a module with `HELP`, `add_arguments(parser)` and `run(options)`, which returns what is printed as JSON. It
is loaded when the command is asked for: each brings its share of numerical libraries.
"""

from importlib import import_module
from typing import Any

subjects: dict[str, str] = {}


def register(name: str, module: str) -> None:
    subjects[name] = module


def load(name: str) -> Any:
    return import_module(subjects[name])
