"""Where people see a way of planning, on two axes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.plans.models.plan import Plan

EDGE = 100  # the axes go from -100 to 100


class Placement(models.Model):
    """x: from the top down (-100) to the bottom up (100); y: linear (-100) to circular (100).

    `model` is one of the four of data/models.json, or empty for the plan as it is made today. `voice_hash` keeps one
    placement per person, without a name."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="placements")
    model = models.CharField(max_length=12, blank=True)
    voice_hash = models.CharField(max_length=64)
    x = models.SmallIntegerField()
    y = models.SmallIntegerField()
    day = models.DateField()  # no hour: nobody is recognised by it

    class Meta:
        ordering = ["plan", "model", "voice_hash"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "model", "voice_hash"], name="placement_once"),
            models.CheckConstraint(
                condition=Q(x__range=(-EDGE, EDGE), y__range=(-EDGE, EDGE)),
                name="placement_on_axes",
                violation_error_message=_("A place on the axes goes from -100 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.x},{self.y}"
