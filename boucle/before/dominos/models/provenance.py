"""Where a figure comes from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.dominos.enums import Confidence
from boucle.before.dominos.models.nodes import Dependency, Service


class Figure(models.TextChoices):
    """What can be sourced, and contested. The last two are figures of a dependency with `autonomy`."""

    PEOPLE = "people", _("people served")
    RESTART = "restart", _("time to restart")
    AUTONOMY = "autonomy", _("autonomy")
    FAILURE = "failure", _("probability that the backup fails")
    REFILL = "refill", _("time to refill")


OF_SERVICE = (Figure.PEOPLE, Figure.RESTART)
OF_DEPENDENCY = (Figure.AUTONOMY, Figure.FAILURE, Figure.REFILL)


class Provenance(models.Model):
    """One line each time a figure is said: the last one counts, the others are its history."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="provenances")
    dependency = models.ForeignKey(Dependency, models.CASCADE, null=True, blank=True, related_name="provenances")
    figure = models.CharField(max_length=10, choices=Figure.choices)
    value = models.CharField(max_length=60)  # as it was said then: "30", or "20/30/40" for an autonomy, minutes
    source = models.CharField(max_length=300)
    dated_on = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=False, dependency__isnull=True, figure__in=OF_SERVICE)
                | Q(service__isnull=True, dependency__isnull=False, figure__in=OF_DEPENDENCY),
                name="provenance_of_one_figure",
                violation_error_message=_("A source is about one figure of one service or of one dependency."),
            ),
            models.CheckConstraint(
                condition=~Q(source="") & Q(confidence__in=Confidence.values),
                name="provenance_sourced",
                violation_error_message=_("Say where the figure comes from, and how sure it is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.value}"
