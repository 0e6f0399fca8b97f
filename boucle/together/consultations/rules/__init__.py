"""Who may do what to a consultation, and which answers are answers."""

from boucle.together.consultations.rules.consent import (
    check_answered_at_the_end,
    check_consent,
    check_next,
    check_step,
    next_step,
)
from boucle.together.consultations.rules.method import START, check_rule
from boucle.together.consultations.rules.network import may_bring, may_join
from boucle.together.consultations.rules.sheet import check_ballot, check_open, check_value
from boucle.together.consultations.rules.who import (
    can_facilitate,
    check_can_change,
    check_facilitate,
    check_naming,
    check_running,
    check_voting,
)

__all__ = [
    "START",
    "can_facilitate",
    "check_answered_at_the_end",
    "check_ballot",
    "check_can_change",
    "check_consent",
    "check_facilitate",
    "check_naming",
    "check_next",
    "check_open",
    "check_rule",
    "check_running",
    "check_step",
    "check_value",
    "check_voting",
    "may_bring",
    "may_join",
    "next_step",
]
