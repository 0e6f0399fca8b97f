"""What changes by the hand of those who decide and coordinate."""

from boucle.commons.moderation.actions.climb import ask_the_present, climb_overdue
from boucle.commons.moderation.actions.decide import Outcome, decide, decide_many
from boucle.commons.moderation.actions.review import archive_silent, ask_reviews, confirm

__all__ = [
    "Outcome",
    "archive_silent",
    "ask_reviews",
    "ask_the_present",
    "climb_overdue",
    "confirm",
    "decide",
    "decide_many",
]
