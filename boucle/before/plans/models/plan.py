"""A plan, the regimes that it answers to, and the dated facts of its life."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.before.plans.enums import MilestoneType, Stage
from boucle.foundation.territories.models import Territory

USER = settings.AUTH_USER_MODEL


class Plan(models.Model):
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="plans")  # who holds it: a commune, a basin…
    shared_with = models.ManyToManyField(Territory, related_name="shared_plans", blank=True)  # that share its hazards
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    introduction = models.TextField(max_length=4000, blank=True)  # Markdown
    model = models.CharField(max_length=12, blank=True)  # the way of planning that it follows, see data/models.json
    form_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)  # since when the public reads it

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None


class Regime(models.Model):
    """A legal checklist that a plan answers to, in the version of a date. Codes and dates: see data/regimes."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="regimes")
    code = models.CharField(max_length=12)
    version = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_regime_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Milestone(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="milestones")
    type = models.CharField(max_length=9, choices=MilestoneType.choices)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(type__in=MilestoneType.values),
                name="milestone_type_known",
                violation_error_message=_("This kind of date is not known."),
            ),
            models.UniqueConstraint(
                fields=["plan", "type", "on"],
                name="milestone_once",
                violation_error_message=_("This date is already there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.on}"


class Reminder(models.Model):
    """A letter left about a clock, a section past its review or an exercise that is planned, for this day at this
    stage: not twice."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reminders")
    regime = models.CharField(max_length=12, blank=True)  # of the clock; empty for a section or an exercise
    clock = models.CharField(max_length=20, blank=True)
    section = models.ForeignKey("plans.Section", models.CASCADE, null=True, blank=True, related_name="reminders")
    exercise = models.ForeignKey("plans.Exercise", models.CASCADE, null=True, blank=True, related_name="reminders")
    due_on = models.DateField()
    stage = models.CharField(max_length=5, choices=Stage.choices)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values),
                name="plan_reminder_stage_known",
                violation_error_message=_("A reminder is sent well ahead, shortly before, or once it is late."),
            ),
            models.CheckConstraint(
                condition=models.Q(section__isnull=False, exercise__isnull=True, regime="", clock="")
                | models.Q(section__isnull=True, exercise__isnull=False, regime="", clock="")
                | models.Q(section__isnull=True, exercise__isnull=True) & ~models.Q(regime="") & ~models.Q(clock=""),
                name="plan_reminder_one_subject",
                violation_error_message=_("A reminder is about a clock, a section or an exercise."),
            ),
            models.UniqueConstraint(
                fields=["plan", "regime", "clock", "due_on", "stage"],
                condition=models.Q(section__isnull=True, exercise__isnull=True),
                name="plan_reminder_once",
            ),
            models.UniqueConstraint(
                fields=["section", "due_on", "stage"],
                condition=models.Q(section__isnull=False),
                name="section_reminder_once",
            ),
            models.UniqueConstraint(
                fields=["exercise", "due_on", "stage"],
                condition=models.Q(exercise__isnull=False),
                name="exercise_reminder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.clock or self.section_id or self.exercise_id} {self.due_on} {self.stage}"
