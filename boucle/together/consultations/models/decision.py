"""What was decided: what is kept, what is not, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.together.consultations.models.asking import Item
from boucle.together.consultations.models.consultation import Consultation


class Decision(models.Model):
    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="decision")
    text = models.TextField(max_length=8000)  # Markdown
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    review_on = models.DateField()

    class Meta:
        ordering = ["-decided_at"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.decided_at:%Y-%m-%d}"


class Outcome(models.Model):
    """Of one item: an idea that is not kept has its reason too."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="outcomes")
    item = models.OneToOneField(Item, models.CASCADE, related_name="outcome")
    is_kept = models.BooleanField()
    reason = models.CharField(max_length=1000)

    class Meta:
        ordering = ["item__number"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="outcome_reasoned",
                violation_error_message=_("Say why, for what is kept and for what is not."),
            )
        ]

    def __str__(self) -> str:
        return self.reason
