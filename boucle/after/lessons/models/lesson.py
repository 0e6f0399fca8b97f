"""What is understood, and each step of its way round."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.after.lessons.enums import Degree, Loop, Stage
from boucle.after.lessons.models.review import Review
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation

USER = settings.AUTH_USER_MODEL
OPEN_DEGREES = [0, *Degree.values]


class Lesson(models.Model):
    """Title and validated text are those of its contribution. The days of the way round are kept for the picture of
    the loop: each is the first time that the lesson came there, since it was taken up again if it was; its moves hold
    the whole story."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="lesson")
    event = models.ForeignKey(Situation, models.PROTECT, null=True, blank=True, related_name="lessons")
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="lessons")  # that raised it
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.OBSERVED)
    raw = models.TextField(max_length=8000, blank=True)  # as it was said or noted; for the staff, beside the text
    expected = models.TextField(max_length=4000, blank=True)
    happened = models.TextField(max_length=4000, blank=True)
    why = models.TextField(max_length=4000, blank=True)
    next = models.TextField(max_length=4000, blank=True)
    novelty = models.PositiveSmallIntegerField(choices=Degree.choices, default=0)  # 0: not said yet
    severity = models.PositiveSmallIntegerField(choices=Degree.choices, default=0)
    loop = models.CharField(max_length=8, choices=Loop.choices, blank=True)
    is_positive = models.BooleanField(default=False)  # it went well, and others may do the same
    is_error = models.BooleanField(default=False)  # its service publishes it in the register of errors
    error_words = models.TextField(max_length=4000, blank=True)  # what the register says, without blame
    observed_on = models.DateField()  # the first testimony, or the day when it was noted
    analysed_on = models.DateField(null=True, blank=True)
    reopened_on = models.DateField(null=True, blank=True)  # the last time that it was taken up again
    decided_on = models.DateField(null=True, blank=True)
    acted_on = models.DateField(null=True, blank=True)
    changed_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-contribution"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values) & Q(loop__in=["", *Loop.values]),
                name="lesson_words_known",
                violation_error_message=_("A lesson uses the stages and loops of the list."),
            ),
            models.CheckConstraint(
                condition=Q(novelty__in=OPEN_DEGREES) & Q(severity__in=OPEN_DEGREES),
                name="lesson_degrees_known",
                violation_error_message=_("Novelty and severity go from 1 to 3."),
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.VERIFIED) | Q(changed_on__isnull=False, verified_on__isnull=False),
                name="lesson_closed_proved",
                violation_error_message=_("A lesson closes only on evidence: a change, and a check that it holds."),
            ),
            models.CheckConstraint(
                condition=~Q(is_error=True) | ~Q(error_words=""),
                name="lesson_error_told",
                violation_error_message=_("An error that is published says what happened and what was understood."),
            ),
        ]
        indexes = [models.Index(fields=["stage"], name="lesson_stage")]

    def __str__(self) -> str:
        return self.contribution.title

    @property
    def is_open(self) -> bool:
        return self.stage not in (Stage.VERIFIED, Stage.REFUSED)


class Move(models.Model):
    """One step of a lesson on its way round, never changed nor deleted."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()  # 1 is its beginning
    source = models.CharField(max_length=9, choices=Stage.choices, blank=True)
    target = models.CharField(max_length=9, choices=Stage.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["lesson", "number"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "number"], name="lesson_move_once"),
            models.CheckConstraint(
                condition=Q(target__in=Stage.values),
                name="lesson_move_known",
                violation_error_message=_("A lesson uses the stages and loops of the list."),
            ),
            models.CheckConstraint(
                condition=~Q(target=Stage.REFUSED) | ~Q(why=""),
                name="lesson_refused_reasoned",
                violation_error_message=_("Say why it is refused: everybody reads the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id}.{self.number} {self.target}"
