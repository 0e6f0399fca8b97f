"""What one actor asks another: to say that they work together, to be introduced."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from boucle.foundation.actors.enums import Answer
from boucle.foundation.actors.models.actor import Actor
from boucle.foundation.situations.models import Theme


def rules_of(name: str) -> list[Any]:
    """What holds of every question between two actors."""
    return [
        models.CheckConstraint(
            condition=~Q(asker=F("asked")),
            name=f"{name}_between_two",
            violation_error_message=_("Nobody asks themselves."),
        ),
        models.CheckConstraint(
            condition=Q(answer__in=Answer.values),
            name=f"{name}_answer_known",
            violation_error_message=_("A question waits, or has one of the known answers."),
        ),
        models.CheckConstraint(
            condition=Q(answer=Answer.ASKED, answered_at__isnull=True)
            | (~Q(answer=Answer.ASKED) & Q(answered_at__isnull=False)),
            name=f"{name}_answer_dated",
            violation_error_message=_("An answer has its date, and a question that waits has none."),
        ),
    ]


class Tie(models.Model):
    """Two actors who work with one another. Shown, as a link between their contributions, once both have said so."""

    asker = models.ForeignKey(Actor, models.CASCADE, related_name="ties_asked")
    asked = models.ForeignKey(Actor, models.CASCADE, related_name="ties_received")
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+"
    )  # on what; null: in general
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.ASKED)
    asked_at = models.DateTimeField()
    expires_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)  # of the link by which the other one answers

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            *rules_of("tie"),
            models.UniqueConstraint(
                Least("asker", "asked"),
                Greatest("asker", "asked"),
                condition=Q(answer__in=[Answer.ASKED, Answer.ACCEPTED]),
                name="tie_one_at_a_time",
                violation_error_message=_("These two are joined already, or one of them was asked."),
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], condition=Q(answer=Answer.ASKED), name="tie_expires")]

    def __str__(self) -> str:
        return f"{self.asker_id} – {self.asked_id}"


class Meeting(models.Model):
    """A message to somebody whose address one does not know. It is emptied with the answer, or when none came."""

    asker = models.ForeignKey(Actor, models.CASCADE, related_name="meetings_asked")
    asked = models.ForeignKey(Actor, models.CASCADE, related_name="meetings_received")
    words = models.CharField(max_length=1000, blank=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.ASKED)
    asked_at = models.DateTimeField()
    expires_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    form_key = models.UUIDField(unique=True)  # a form sent twice asks once

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            *rules_of("meeting"),
            models.CheckConstraint(
                condition=Q(answer=Answer.ASKED) | Q(words=""),
                name="meeting_words_forgotten",
                violation_error_message=_("A message is emptied with its answer."),
            ),
            models.UniqueConstraint(
                Least("asker", "asked"),
                Greatest("asker", "asked"),
                condition=Q(answer=Answer.ASKED),
                name="meeting_one_at_a_time",
                violation_error_message=_("One of these two has asked already."),
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], condition=Q(answer=Answer.ASKED), name="meeting_expires")]

    def __str__(self) -> str:
        return f"{self.asker_id} → {self.asked_id}"
