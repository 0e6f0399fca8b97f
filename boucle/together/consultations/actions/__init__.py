"""The only writers of consultations. Callers say `from boucle.together.consultations import actions` and
`actions.open_round(…)`. Each takes keyword arguments, checks the rule, and writes in one transaction."""

from boucle.together.consultations.actions.consent import (
    amend,
    answer_question,
    ask_question,
    begin,
    hear_again,
    lift,
    next_step,
    object_to,
    react,
    settle,
    write_proposal,
)
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
    "amend",
    "answer_question",
    "apply_consultation",
    "apply_statement",
    "ask_question",
    "begin",
    "bring",
    "cast",
    "change_item",
    "close",
    "close_round",
    "create",
    "enter",
    "hear_again",
    "invite",
    "join",
    "keep",
    "leave",
    "lift",
    "next_step",
    "note_shown",
    "object_to",
    "open_round",
    "plan_round",
    "react",
    "remind",
    "remove_item",
    "renew",
    "send",
    "settle",
    "take_statement",
    "turn_rounds",
    "write_proposal",
    "write_rule",
]
