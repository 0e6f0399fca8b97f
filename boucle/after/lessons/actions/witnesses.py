"""Witnesses hear what became of what they saw: one letter when a lesson that comes from it is closed, or refused."""

from django.db import transaction
from django.urls import reverse

from boucle.after.lessons.enums import ENDED, Stage
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import witnesses
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Template


@transaction.atomic
def tell(*, lesson: Lesson) -> int:
    """Writes to those who left an address; returns how many letters are there. Nothing before its end, nor while only
    the staff reads it. The same end again, after a reopening, writes to nobody twice."""
    row = lesson.contribution
    if lesson.stage not in ENDED or not row.is_public:
        return 0
    last = lesson.moves.order_by("-number").first()
    known = {
        "end": Stage(lesson.stage).value,
        "lesson": row.title,
        "why": last.why if last else "",
        "lesson_path": reverse("lessons:lesson", args=[row.reference]),
    }
    letters = [
        messages.tell_of(
            contribution=one.contribution,
            template=Template.TESTIMONY_BECAME,
            dedupe=f"became:{one.contribution.uid}:{row.uid}:{lesson.stage}",
            context=known,
            once={"private_path": witnesses.became_path(one)},
        )
        for one in witnesses.of_lesson(lesson)
    ]
    return sum(letter is not None for letter in letters)
