"""A proposal on its way to consent: its versions, what is asked and felt about it, what stands against it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.together.consultations.enums import Fate, RemarkType
from boucle.together.consultations.models.consultation import Consultation
from boucle.together.consultations.models.voices import Voice


class Version(models.Model):
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=8000)  # Markdown
    note = models.CharField(max_length=300, blank=True)  # what changed, and because of which objections
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id}.{self.number}"


class Remark(models.Model):
    """A question of clarification, with its answer, or a reaction, which nobody answers."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="remarks")
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="remarks")
    type = models.CharField(max_length=8, choices=RemarkType.choices)
    text = models.CharField(max_length=1000)
    answer = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Objection(models.Model):
    """Why the proposal would do harm, who says so, what would lift it, and what became of it."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="objections")
    version = models.ForeignKey(Version, models.PROTECT, related_name="objections")
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="objections")  # its owner
    reason = models.CharField(max_length=1000)
    amendment = models.CharField(max_length=2000, blank=True)
    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.RAISED)
    resolution = models.CharField(max_length=1000, blank=True)
    resolved_in = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="integrated")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fate=Fate.RAISED) | ~models.Q(resolution=""),
                name="objection_resolved_said",
                violation_error_message=_("Say how the objection was resolved."),
            )
        ]

    def __str__(self) -> str:
        return self.reason
