"""The only writers of consultations. Callers say `from boucle.together.consultations import actions` and
`actions.open_round(…)`. Each takes keyword arguments, checks the rule, and writes in one transaction."""

from boucle.together.consultations.actions.change import change_settings
from boucle.together.consultations.actions.codes import print_letters
from boucle.together.consultations.actions.coding import (
    Words,
    add_code,
    change_code,
    code_answers,
    item_of_codes,
    remove_code,
    write_quotes,
)
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
    stand,
    write_proposal,
)
from boucle.together.consultations.actions.content import apply_consultation, apply_statement
from boucle.together.consultations.actions.decide import Choice, decide
from boucle.together.consultations.actions.drawing import (
    ask_draw,
    finish_draw,
    forget_drawn,
    refuse_draw,
    still_drawing,
    take_draw,
)
from boucle.together.consultations.actions.inviting import Taken, invite_many
from boucle.together.consultations.actions.naming import name_group, take_name_back
from boucle.together.consultations.actions.order import Many, add_many, move_item
from boucle.together.consultations.actions.panel import Invitation, invite, leave, remind, renew, strike
from boucle.together.consultations.actions.paper import enter_paper
from boucle.together.consultations.actions.prepare import (
    add_group,
    add_item,
    change_item,
    create,
    remove_item,
    write_rule,
)
from boucle.together.consultations.actions.receipts import receipt_of, said
from boucle.together.consultations.actions.rounds import close, close_round, open_round, plan_round, turn_rounds
from boucle.together.consultations.actions.schedule import change_round, extend
from boucle.together.consultations.actions.sheets import (
    enter,
    finish,
    join,
    keep,
    keep_ballot,
    note_shown,
    send,
)
from boucle.together.consultations.actions.statements import bring, take_statement
from boucle.together.consultations.actions.votes import cast

__all__ = [
    "Choice",
    "Invitation",
    "Many",
    "Taken",
    "Words",
    "add_code",
    "add_group",
    "add_item",
    "add_many",
    "amend",
    "answer_question",
    "apply_consultation",
    "apply_statement",
    "ask_draw",
    "ask_question",
    "begin",
    "bring",
    "cast",
    "change_code",
    "change_item",
    "change_round",
    "change_settings",
    "close",
    "close_round",
    "code_answers",
    "create",
    "decide",
    "enter",
    "enter_paper",
    "extend",
    "finish",
    "finish_draw",
    "forget_drawn",
    "hear_again",
    "invite",
    "invite_many",
    "item_of_codes",
    "join",
    "keep",
    "keep_ballot",
    "leave",
    "lift",
    "move_item",
    "name_group",
    "next_step",
    "note_shown",
    "object_to",
    "open_round",
    "plan_round",
    "print_letters",
    "react",
    "receipt_of",
    "refuse_draw",
    "remind",
    "remove_code",
    "remove_item",
    "renew",
    "said",
    "send",
    "settle",
    "stand",
    "still_drawing",
    "strike",
    "take_draw",
    "take_name_back",
    "take_statement",
    "turn_rounds",
    "write_proposal",
    "write_quotes",
    "write_rule",
]
