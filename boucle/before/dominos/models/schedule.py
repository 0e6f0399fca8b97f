"""When supply is cut: an evening of a rotation, or any outage that is imagined."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boucle.before.dominos.models.inventory import Inventory
from boucle.before.dominos.models.nodes import Service


class Schedule(models.Model):
    """Minutes count from the midnight that `day` begins with, by the clock on the wall. Schedules of one `season` make
    one rotation: whether it is fair is read over all of them."""

    inventory = models.ForeignKey(Inventory, models.CASCADE, related_name="schedules")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    season = models.CharField(max_length=60, blank=True)
    day = models.DateField()

    class Meta:
        ordering = ["inventory", "day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inventory", "slug"], name="schedule_slug_once"),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="schedule_named",
                violation_error_message=_("Give the schedule a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cut(models.Model):
    """A tranche, or one service, is out from minute `start` to minute `end`."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="cuts")
    tranche = models.CharField(max_length=40, blank=True)
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["schedule", "start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(service__isnull=True) & ~Q(tranche="")) | Q(service__isnull=False, tranche=""),
                name="cut_of_something",
                violation_error_message=_("A cut is of a tranche, or of one service."),
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="cut_ends_after_it_begins",
                violation_error_message=_("A cut ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tranche or self.service_id} {self.start}–{self.end}"
