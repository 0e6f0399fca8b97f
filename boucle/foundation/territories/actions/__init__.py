"""Writes of territories."""

from boucle.foundation.territories.actions.drawing import OutlineReport, set_outlines
from boucle.foundation.territories.actions.governing import (
    WrongBasin,
    bump_revision,
    bump_revisions,
    make_basin,
    open_territory,
)
from boucle.foundation.territories.actions.loading import LoadReport, UnknownPlace, load

__all__ = [
    "LoadReport",
    "OutlineReport",
    "UnknownPlace",
    "WrongBasin",
    "bump_revision",
    "bump_revisions",
    "load",
    "make_basin",
    "open_territory",
    "set_outlines",
]
