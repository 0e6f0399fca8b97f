"""What is recommended, decided, changed and checked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boucle.after.lessons.enums import Method, Target, Verdict
from boucle.after.lessons.models.lesson import Lesson
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation

USER = settings.AUTH_USER_MODEL


class Recommendation(models.Model):
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="recommendations")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="recommendation_said",
                violation_error_message=_("Say what is recommended."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Decision(models.Model):
    """What those in charge answer, and why: everybody reads the reason."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    body = models.CharField(max_length=120)  # who decides: a council, a service
    words = models.TextField(max_length=2000, blank=True)  # what is decided, where it was amended
    reason = models.TextField(max_length=2000)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values),
                name="lesson_verdict_known",
                violation_error_message=_("A recommendation is accepted, amended or refused."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="lesson_decision_reasoned",
                violation_error_message=_("Say why: a decision without its reason is not published."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.AMENDED) | ~Q(words=""),
                name="lesson_amendment_said",
                violation_error_message=_("Say what is decided in the place of what was recommended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.verdict}"


class Change(models.Model):
    """What is not as it was before: a section of a plan by its revisions, anything else by its evidence."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="changes")
    target = models.CharField(max_length=9, choices=Target.choices)
    section = models.ForeignKey(Contribution, models.PROTECT, null=True, blank=True, related_name="lesson_changes")
    before = models.PositiveIntegerField(null=True, blank=True)  # numbers of the section's revisions
    after = models.PositiveIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)  # what changed, where no text shows it
    evidence = models.CharField(max_length=1000, blank=True)  # a report, an invoice, an attendance sheet
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__in=Target.values),
                name="lesson_target_known",
                violation_error_message=_("A lesson changes a section, a rule, a training or equipment."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(target=Target.SECTION, section__isnull=False, before__isnull=False, after__isnull=False)
                    & Q(after__gt=F("before"))
                )
                | (~Q(target=Target.SECTION) & Q(section__isnull=True) & ~Q(words="") & ~Q(evidence="")),
                name="lesson_change_shown",
                violation_error_message=_(
                    "A change of a section shows two revisions; any other says what changed and what proves it."
                ),
            ),
            models.UniqueConstraint(
                fields=["lesson", "section", "after"],
                condition=Q(section__isnull=False),
                name="lesson_change_once",
                violation_error_message=_("This change is written already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.target}"


class Check(models.Model):
    """Whether the change holds, and what shows it."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="checks")
    method = models.CharField(max_length=9, choices=Method.choices)
    event = models.ForeignKey(Situation, models.PROTECT, null=True, blank=True, related_name="lesson_checks")
    holds = models.BooleanField()
    evidence = models.CharField(max_length=1000)
    measure = models.CharField(max_length=120, blank=True)  # what is counted, with its unit: "minutes without water"
    before = models.FloatField(null=True, blank=True)
    after = models.FloatField(null=True, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=Method.values),
                name="lesson_method_known",
                violation_error_message=_("A check is an exercise, a test, a real event or an indicator."),
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="lesson_check_proved",
                violation_error_message=_("Say what shows it: a lesson closes only on evidence."),
            ),
            models.CheckConstraint(
                condition=Q(measure="", before__isnull=True, after__isnull=True)
                | (~Q(measure="") & Q(before__isnull=False, after__isnull=False)),
                name="lesson_check_measured",
                violation_error_message=_("A figure needs its name, and its value before and after."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.method}"
