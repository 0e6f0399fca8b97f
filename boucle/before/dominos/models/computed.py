"""What takes longer than a page may: computed by the worker, kept, attached to a section of a plan."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.dominos.models.schedule import Schedule
from boucle.before.plans.models import Section


class Stage(models.TextChoices):
    WAITING = "waiting", _("waits its turn")
    RUNNING = "running", _("is being computed")
    DONE = "done", _("computed")
    FAILED = "failed", _("could not be computed")


class Computed(models.Model):
    """Bands, rankings and tornado of a schedule, for one revision of its inventory. `result`: see queries.heavy."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="computed")
    is_whole = models.BooleanField(default=False)  # with the closed services: for the crisis staff only
    revision = models.PositiveBigIntegerField()
    seed = models.PositiveIntegerField()
    draws = models.PositiveIntegerField()
    stage = models.CharField(max_length=7, choices=Stage.choices, default=Stage.WAITING)
    steps_done = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    asked_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "is_whole", "revision", "seed", "draws"], name="computed_once"),
            models.CheckConstraint(
                condition=Q(stage=Stage.DONE, computed_at__isnull=False, result__isnull=False)
                | (Q(stage__in=[Stage.WAITING, Stage.RUNNING, Stage.FAILED]) & Q(computed_at__isnull=True)),
                name="computed_dated",
                violation_error_message=_("A result has its date."),
            ),
            models.CheckConstraint(
                condition=Q(draws__gte=100, draws__lte=10_000),
                name="computed_draws",
                violation_error_message=_("Between 100 and 10,000 draws."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.revision} {self.stage}"


class Attachment(models.Model):
    """A run that a section of a plan rests on: the section shows its figures, always those of today."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="attachments")
    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "section"],
                name="attachment_once",
                violation_error_message=_("This section shows this run already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} → {self.section_id}"
