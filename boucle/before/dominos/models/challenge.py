"""Somebody knows better: a figure is contested, with what they know, and told what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.dominos.models.nodes import Dependency, Service
from boucle.before.dominos.models.provenance import OF_DEPENDENCY, OF_SERVICE, Figure
from boucle.foundation.lifecycle.models import Contribution


class Fate(models.TextChoices):
    """What became of it, said to whoever brought it."""

    WAITING = "waiting", _("not answered yet")
    KEPT = "kept", _("the figure is kept")
    CHANGED = "changed", _("the figure is changed")


class Challenge(models.Model):
    """Its words are the text of its contribution. `value` as in a provenance; empty: the figure is doubted, no other
    is given. Its service is named; where the dependency goes away, it stays."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="challenge")
    service = models.ForeignKey(Service, models.CASCADE, related_name="challenges")
    dependency = models.ForeignKey(Dependency, models.SET_NULL, null=True, blank=True, related_name="challenges")
    figure = models.CharField(max_length=10, choices=Figure.choices)
    former = models.CharField(max_length=60, blank=True)  # the value that its author read
    value = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)
    fate = models.CharField(max_length=8, choices=Fate.choices, default=Fate.WAITING)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-contribution"]
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__in=[*OF_SERVICE, *OF_DEPENDENCY], fate__in=Fate.values),
                name="challenge_words_known",
                violation_error_message=_("A challenge is about a figure of the list."),
            ),
            models.CheckConstraint(
                condition=Q(fate=Fate.WAITING, answered_at__isnull=True)
                | (~Q(fate=Fate.WAITING) & Q(answered_at__isnull=False)),
                name="challenge_answered_dated",
                violation_error_message=_("An answer has a date."),
            ),
            models.CheckConstraint(
                condition=Q(fate=Fate.WAITING) | ~Q(answer=""),
                name="challenge_answer_said",
                violation_error_message=_("Say why, to whoever wrote it."),
            ),
        ]

    def __str__(self) -> str:
        return self.contribution.title
