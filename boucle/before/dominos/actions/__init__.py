"""What changes an inventory. Callers say `from boucle.before.dominos import actions` and `actions.create(…)`."""

from boucle.before.dominos.actions.attaching import (
    attach,
    detach,
    note_key,
    take_as_measure,
    take_as_note,
    take_as_section,
)
from boucle.before.dominos.actions.challenge import answer, bring
from boucle.before.dominos.actions.computing import ask_again
from boucle.before.dominos.actions.importing import take
from boucle.before.dominos.actions.inventory import change, create, open_to_public
from boucle.before.dominos.actions.library import apply_rules
from boucle.before.dominos.actions.measure import Piece, remove_measure, write_measure
from boucle.before.dominos.actions.nodes import remove_need, remove_service, write_need, write_service
from boucle.before.dominos.actions.schedule import add_cut, add_rotation, remove_schedule, write_schedule

__all__ = [
    "Piece",
    "add_cut",
    "add_rotation",
    "answer",
    "apply_rules",
    "ask_again",
    "attach",
    "bring",
    "change",
    "create",
    "detach",
    "note_key",
    "open_to_public",
    "remove_measure",
    "remove_need",
    "remove_schedule",
    "remove_service",
    "take",
    "take_as_measure",
    "take_as_note",
    "take_as_section",
    "write_measure",
    "write_need",
    "write_schedule",
    "write_service",
]
