"""Who reads, writes and moves a lesson, and what a testimony may show. Callers say `rules.check_keep(…)`."""

from boucle.after.lessons.rules.shown import check_verb, is_embargoed
from boucle.after.lessons.rules.ways import (
    check_actable,
    check_closing,
    check_done,
    check_no_circle,
    check_stage,
    check_way,
)
from boucle.after.lessons.rules.who import can_keep, can_open_facts, can_read_words, can_see, check_keep

__all__ = [
    "can_keep",
    "can_open_facts",
    "can_read_words",
    "can_see",
    "check_actable",
    "check_closing",
    "check_done",
    "check_keep",
    "check_no_circle",
    "check_stage",
    "check_verb",
    "check_way",
    "is_embargoed",
]
