"""Writes of the lessons. Callers say `lessons.decide(…)`."""

from boucle.after.lessons.actions.correcting import correct
from boucle.after.lessons.actions.lesson import (
    begin,
    change_text,
    come_from,
    learn_from,
    publish,
    publish_error,
    reopen,
)
from boucle.after.lessons.actions.proving import check, finish, note_change
from boucle.after.lessons.actions.review import write_review
from boucle.after.lessons.actions.settling import act, decide, recommend
from boucle.after.lessons.actions.testimony import bring, embargo

__all__ = [
    "act",
    "begin",
    "bring",
    "change_text",
    "check",
    "come_from",
    "correct",
    "decide",
    "embargo",
    "finish",
    "learn_from",
    "note_change",
    "publish",
    "publish_error",
    "recommend",
    "reopen",
    "write_review",
]
