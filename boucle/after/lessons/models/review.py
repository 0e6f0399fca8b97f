"""A meeting that looks back, after the event or while it lasts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from boucle.after.lessons.enums import ReviewFormat
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory


class Review(models.Model):
    """`answers`: the questions of engine.validity that hold for it. No names: how many people, and of which roles."""

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="reviews")
    event = models.ForeignKey(Situation, models.PROTECT, null=True, blank=True, related_name="reviews")
    format = models.CharField(max_length=10, choices=ReviewFormat.choices)
    held_on = models.DateField()
    people = models.PositiveSmallIntegerField(default=0)
    kept = models.TextField(max_length=4000, blank=True)  # what goes well, and must be kept
    changed = models.TextField(max_length=4000)  # what changes from now on, or is to be learnt
    answers = models.JSONField(default=list)
    form_key = models.UUIDField(null=True, blank=True, unique=True)  # a form sent twice makes one review
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=ReviewFormat.values),
                name="review_format_known",
                violation_error_message=_("A review is a debrief, a working group, interviews, or held meanwhile."),
            ),
            models.CheckConstraint(
                condition=~Q(changed=""),
                name="review_said",
                violation_error_message=_("Say what changes, or what is to be learnt."),
            ),
        ]

    @property
    def lines(self) -> list[str]:
        """What changes, one thing a line."""
        return [line.strip(" -•") for line in self.changed.splitlines() if line.strip(" -•")]

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {date_format(self.held_on, 'j F Y')}, {self.territory.name}"
