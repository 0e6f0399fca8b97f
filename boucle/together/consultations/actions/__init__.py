"""The only writers of consultations. Callers say `from boucle.together.consultations import actions` and
`actions.open_round(…)`. Each takes keyword arguments, checks the rule, and writes in one transaction."""

from boucle.together.consultations.actions.content import apply_consultation, apply_statement
from boucle.together.consultations.actions.panel import Invitation, invite, leave, remind, renew
from boucle.together.consultations.actions.prepare import (
    add_group,
    add_item,
    change_item,
    create,
    remove_item,
    write_rule,
)
from boucle.together.consultations.actions.rounds import close, close_round, open_round, plan_round, turn_rounds
from boucle.together.consultations.actions.sheets import enter, join, keep, note_shown, send
from boucle.together.consultations.actions.statements import bring, take_statement
from boucle.together.consultations.actions.votes import cast

__all__ = [
    "Invitation",
    "add_group",
    "add_item",
    "apply_consultation",
    "apply_statement",
    "bring",
    "cast",
    "change_item",
    "close",
    "close_round",
    "create",
    "enter",
    "invite",
    "join",
    "keep",
    "leave",
    "note_shown",
    "open_round",
    "plan_round",
    "remind",
    "remove_item",
    "renew",
    "send",
    "take_statement",
    "turn_rounds",
    "write_rule",
]
