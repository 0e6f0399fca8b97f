"""Tables of initiatives.

An `Initiative` is what its contribution adds for an initiative or a practical resource: which way help goes, for
whom, when, and how to reach the people who hold it. An `OpenSpan` is one stretch of opening in a week, so that "open
now" is an index range. A `Photo` is re-encoded and carries no metadata; a new one waits with its revision. A `Report`
says that a fiche has a problem. A `Claim` says whose it is. A `Waiting` proposal exists once its sender confirms it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.during.initiatives.enums import Side, Variety
from boucle.foundation.lifecycle.models import Contribution

MINUTES_IN_WEEK = 7 * 24 * 60


class Initiative(models.Model):
    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="initiative")
    variety = models.CharField(max_length=10, choices=Variety.choices, default=Variety.INITIATIVE)
    side = models.CharField(max_length=4, choices=Side.choices, default=Side.NEED)
    audiences = models.PositiveSmallIntegerField(default=0)  # bits of enums.Audience; 0 is everybody
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    hours = models.CharField(max_length=300, blank=True)  # OpenStreetMap opening_hours
    has_varying_hours = models.BooleanField(default=False)  # seasons, holidays: its spans are cut anew every week
    access = models.CharField(max_length=500, blank=True)  # how to come in: steps, doors, parking
    organisation = models.CharField(max_length=120, blank=True)  # shown; an individual leaves it empty
    public_phone = models.CharField(max_length=30, blank=True)
    public_email = models.EmailField(blank=True)
    public_url = models.URLField(max_length=300, blank=True)
    is_full = models.BooleanField(default=False)  # "enough helpers, thank you"
    photo_key = models.CharField(max_length=64, blank=True)  # of the photo that it shows

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side__in=Side.values, variety__in=Variety.values),
                name="initiative_words_known",
                violation_error_message=_("An initiative helps, or looks for helpers."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="initiative_dates_in_order",
                violation_error_message=_("The end comes before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.contribution)


class OpenSpan(models.Model):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="spans")
    opens = models.PositiveSmallIntegerField()  # minutes since Monday 0:00, local time
    closes = models.PositiveSmallIntegerField()  # excluded; a stretch over Sunday midnight is cut in two

    class Meta:
        ordering = ["initiative", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes"), closes__lte=MINUTES_IN_WEEK),
                name="open_span_in_week",
                violation_error_message=_("An opening ends after it begins, within a week."),
            )
        ]
        indexes = [models.Index(fields=["initiative", "opens", "closes"], name="open_span_week")]

    def __str__(self) -> str:
        return f"{self.opens}–{self.closes}"


class Photo(models.Model):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="photos")
    key = models.CharField(max_length=64)  # SHA-256 of the bytes, in hexadecimal
    image = models.BinaryField()  # WebP, at most 1,600 pixels on its longer side
    description = models.CharField(max_length=200)  # for whoever does not see it
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["initiative", "id"]
        constraints = [models.UniqueConstraint(fields=["initiative", "key"], name="photo_once")]

    def __str__(self) -> str:
        return self.description


class Report(models.Model):
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="reports")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.text[:40]


class Claim(models.Model):
    """An organisation says that a fiche is theirs; a referent decides. Its contact is of purpose claimant."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="claims")
    contact = models.OneToOneField("lifecycle.Contact", models.SET_NULL, null=True, related_name="+")
    organisation = models.CharField(max_length=120)
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)
    is_approved = models.BooleanField(null=True)  # null: nobody has decided yet
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_approved__isnull=True, decided_at__isnull=True)
                | models.Q(is_approved__isnull=False, decided_at__isnull=False),
                name="claim_decided_at",
                violation_error_message=_("A decision about a claim has a date."),
            )
        ]

    def __str__(self) -> str:
        return self.organisation


class Waiting(models.Model):
    """A proposal whose sender must open a link that was mailed: the way in without script when a network sends a lot.

    Its contact is personal data, apart; what is not confirmed in time is deleted with it.
    """

    secret_hash = models.CharField(max_length=64, unique=True)
    territory = models.ForeignKey("territories.Territory", models.CASCADE, related_name="+")
    situation = models.ForeignKey("situations.Situation", models.CASCADE, null=True, related_name="+")
    content = models.JSONField()
    photo = models.BinaryField(null=True)  # re-encoded already
    contact = models.ForeignKey("lifecycle.Contact", models.CASCADE, related_name="+")
    form_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["created_at"], name="waiting_created")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
