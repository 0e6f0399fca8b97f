"""What could be done beforehand, and what it changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.dominos.enums import Change
from boucle.before.dominos.models.inventory import Inventory
from boucle.before.dominos.models.nodes import Service


class Measure(models.Model):
    inventory = models.ForeignKey(Inventory, models.CASCADE, related_name="measures")
    name = models.CharField(max_length=120)
    cost = models.PositiveIntegerField(null=True, blank=True)  # euros
    delay = models.CharField(max_length=60, blank=True)  # as people say it: "this evening", "in spring"

    class Meta:
        ordering = ["inventory", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inventory", "name"],
                name="domino_measure_once",
                violation_error_message=_("Another measure has this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="domino_measure_named",
                violation_error_message=_("Give the measure a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """One change to one service; `supplier` says behind which supply, none: behind all."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="parts")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="+")
    change = models.CharField(max_length=10, choices=Change.choices)
    start = models.PositiveIntegerField(default=0)  # minutes from the midnight of the schedule: it holds from then on
    value = models.FloatField(default=0)  # hours; a probability for a failure; nothing for what is sheltered

    class Meta:
        ordering = ["measure", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(change__in=Change.values, value__gte=0) & (~Q(change=Change.FAILURE) | Q(value__lte=1)),
                name="part_possible",
                violation_error_message=_("A change is one of the list, with hours or a probability from 0 to 1."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.change} {self.value}"
