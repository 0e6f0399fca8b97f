"""Tables of the lessons."""

from boucle.after.lessons.models.deciding import Change, Check, Decision, Recommendation
from boucle.after.lessons.models.lesson import Lesson, Move
from boucle.after.lessons.models.review import Review
from boucle.after.lessons.models.testimony import Testimony

__all__ = ["Change", "Check", "Decision", "Lesson", "Move", "Recommendation", "Review", "Testimony"]
