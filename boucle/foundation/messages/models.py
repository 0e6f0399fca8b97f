"""Tables of what leaves.

A `Letter` waits until the worker sends it. A `Subscription` follows a theme of a territory, or
a saved search. A `MailboxMail` is a mail
of the demonstration, which sends none.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.core import ids
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.messages.enums import Rhythm, Template
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory


class Letter(models.Model):
    uid = models.UUIDField(unique=True, default=ids.uuid7, editable=False)  # of the Message-ID: a resent mail is known
    template = models.CharField(max_length=20, choices=Template.choices)
    language = models.CharField(max_length=5)
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="letters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="letters")
    reply_to = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    context = models.JSONField(default=dict)  # public facts only
    once = models.JSONField(default=dict)  # a private link, a visitor's words: emptied when the letter has left
    dedupe = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)  # null: sent, or given up
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=120, blank=True)  # kind and code of the last failure, never an address

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contact__isnull=True) ^ models.Q(user__isnull=True),
                name="letter_one_recipient",
                violation_error_message=_("A letter is for one person."),
            ),
            models.CheckConstraint(
                condition=models.Q(template__in=Template.values),
                name="letter_template_known",
                violation_error_message=_("This letter is not known."),
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(next_at__isnull=True),
                name="letter_sent_once",
                violation_error_message=_("A letter that has left is not sent again."),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=models.Q(next_at__isnull=False), name="letter_next")
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"


class Subscription(models.Model):
    contact = models.OneToOneField(Contact, models.CASCADE, related_name="subscription")
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="+")  # null: every theme
    search = models.TextField(blank=True)  # a saved search as its address writes it (`?q=…`); empty: all of the theme
    language = models.CharField(max_length=5)
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)  # what was published before is already told
    next_at = models.DateTimeField(null=True, blank=True)  # when it is looked at again; null: not confirmed

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rhythm__in=Rhythm.values),
                name="subscription_rhythm_known",
                violation_error_message=_("A subscription writes once a week, once a day or at once."),
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, told_until__isnull=True, next_at__isnull=True)
                | models.Q(confirmed_at__isnull=False, told_until__isnull=False, next_at__isnull=False),
                name="subscription_confirmed_followed",
                violation_error_message=_("Only a confirmed subscription is followed."),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="subscription_next")
        ]

    def __str__(self) -> str:
        return f"{self.territory}, {self.theme or '*'}"


class MailboxMail(models.Model):
    """Only in the demonstration, whose people are invented."""

    recipient = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject
