"""From a plan to a situation: scenarios, injects, activations, debriefs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.plans.enums import DebriefFormat, Hazard
from boucle.before.plans.models.plan import Plan
from boucle.before.plans.models.section import Measure
from boucle.foundation.situations.models import Situation, Template

USER = settings.AUTH_USER_MODEL


class Scenario(models.Model):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=120)
    introduction = models.TextField(max_length=4000, blank=True)  # Markdown: what is supposed to happen
    hazard = models.CharField(max_length=10, choices=Hazard.choices, blank=True)
    template = models.ForeignKey(Template, models.SET_NULL, null=True, blank=True, related_name="+")
    measures = models.ManyToManyField(Measure, related_name="scenarios", blank=True)
    version = models.PositiveIntegerField(default=1)  # moves with each change: a stale form is told so
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "name"], name="scenario_name_once")]

    def __str__(self) -> str:
        return self.name


class Inject(models.Model):
    """News that the exercise's staff plays at a minute of it."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="injects")
    minutes = models.PositiveIntegerField()  # after the beginning
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=2000, blank=True)  # Markdown
    role = models.CharField(max_length=60, blank=True)  # who receives it; empty: everybody
    expected = models.CharField(max_length=500, blank=True)  # what should happen then; for whoever runs the exercise
    is_retired = models.BooleanField(default=False)  # no longer played; past exercises keep it as it was
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["minutes", "id"]

    def __str__(self) -> str:
        return self.title


class Activation(models.Model):
    """One use of a scenario, in exercise or for real. `revisions`: of each section on that day, by reference."""

    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="activations")
    situation = models.OneToOneField(Situation, models.PROTECT, related_name="activation")
    revisions = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")),
                name="activation_ends_after_start",
                violation_error_message=_("An activation ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return str(self.situation)


class Played(models.Model):
    """An inject that was played, when, and what was seen to happen."""

    activation = models.ForeignKey(Activation, models.CASCADE, related_name="played")
    inject = models.ForeignKey(Inject, models.PROTECT, related_name="played")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    seen = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["activation", "inject"], name="inject_played_once")]

    def __str__(self) -> str:
        return f"{self.inject_id} {self.at:%H:%M}"


class Debrief(models.Model):
    """What was expected, what happened, why, what next (WHO, after action review, 2019)."""

    activation = models.OneToOneField(Activation, models.PROTECT, related_name="debrief")
    format = models.CharField(max_length=10, choices=DebriefFormat.choices, default=DebriefFormat.DEBRIEF)
    held_on = models.DateField()
    people = models.PositiveSmallIntegerField(default=0)  # who took part; a number, no names
    expected = models.TextField(max_length=4000)
    happened = models.TextField(max_length=4000)
    why = models.TextField(max_length=4000, blank=True)
    next = models.TextField(max_length=4000, blank=True)
    is_open = models.BooleanField(default=False)  # the public reads it
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(expected="") & ~Q(happened=""),
                name="debrief_said",
                violation_error_message=_("Say what was expected, and what happened."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activation_id} {self.held_on}"
