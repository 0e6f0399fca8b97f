"""What the last visit of a link said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.after.library.enums import LinkState


class Check(models.Model):
    """One per address, however many sheets lead there."""

    address = models.CharField(max_length=1000, unique=True)
    state = models.CharField(max_length=7, choices=LinkState.choices)
    answer = models.CharField(max_length=120, blank=True)  # "404", or what the network said
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    at = models.DateTimeField()

    class Meta:
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LinkState.values),
                name="check_state_known",
                violation_error_message=_("A link answers, has moved, or no longer answers."),
            )
        ]
        indexes = [models.Index(fields=["at"], name="library_check_at")]

    def __str__(self) -> str:
        return f"{self.state} {self.address}"
