"""Tables of the search: the first four can be rebuilt from the contributions (`boucle reindex`).

A `Shelf` row places one contribution under one address. A `Document` holds its stems, a `Term` counts those who say a
stem, a `Neighbour` is a stem less one letter. An `EmptySearch` counts searches that found nothing, a `Visit` pages
read. An `Alert` is a saved search as new contributions are compared with it, an `AlertKey` where they meet it, an
`AlertHit` one that fits and was told of, or will be.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages.models import Subscription
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.models import Territory


class Shelf(models.Model):
    lane = models.IntegerField()  # see engine.lane
    territory_id = models.IntegerField()  # the contribution's own, or one that it lies in
    theme_id = models.IntegerField()  # its own, one above it, or 0 for all themes
    rank = models.BigIntegerField()  # last check of its truth, in milliseconds since 1970: fresh first
    tile = models.BigIntegerField()  # see engine.shelf_tile
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="shelves")

    class Meta:
        ordering = ["-rank", "-contribution"]
        indexes = [
            models.Index(
                fields=["lane", "territory_id", "theme_id", "rank", "contribution", "tile"], name="shelf_rank"
            ),
            models.Index(
                fields=["lane", "territory_id", "theme_id", "tile", "rank", "contribution"], name="shelf_tile"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lane}/{self.territory_id}/{self.theme_id}: {self.contribution_id}"


class Document(models.Model):
    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="document")
    rank = models.BigIntegerField()  # as on its shelves
    tile = models.BigIntegerField()
    title = models.TextField(blank=True)  # stems, separated by spaces
    body = models.TextField(blank=True)
    names = models.TextField(blank=True)  # of its theme and of the places that it lies in
    shelf = models.TextField(blank=True)  # its addresses as words, see engine.address_word

    class Meta:
        ordering = ["contribution"]

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    word = models.CharField(max_length=40, unique=True)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class Neighbour(models.Model):
    """A term less one letter (symmetric deletion, W. Garbe 2012)."""

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        ordering = ["key", "word"]
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="neighbour_once")]

    def __str__(self) -> str:
        return f"{self.key} → {self.word}"


class EmptySearch(models.Model):
    """Counts only: no date finer than a day, no address, no number, nobody."""

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+")
    words = models.CharField(max_length=80)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "words"]
        constraints = [models.UniqueConstraint(fields=["territory", "words", "day"], name="empty_search_once")]

    def __str__(self) -> str:
        return f"{self.words} ({self.count})"


class Visit(models.Model):
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "territory"]
        constraints = [models.UniqueConstraint(fields=["territory", "day"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"


class Alert(models.Model):
    """Nothing of a person: the subscription beside it knows whom it is for."""

    subscription = models.OneToOneField(Subscription, models.CASCADE, primary_key=True, related_name="alert")
    kind = models.CharField(max_length=20, blank=True)  # empty: every kind
    phase = models.CharField(max_length=6, blank=True)  # empty: every moment
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="+")
    situation = models.ForeignKey(Situation, models.CASCADE, null=True, blank=True, related_name="+")
    lat = models.FloatField(null=True, blank=True)  # of the middle of a circle
    lon = models.FloatField(null=True, blank=True)
    kilometres = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.JSONField(default=list)  # for each word of the search, the stems by which it may be said

    class Meta:
        ordering = ["subscription"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True, kilometres__isnull=True)
                | models.Q(lat__isnull=False, lon__isnull=False, kilometres__isnull=False),
                name="alert_circle_whole",
                violation_error_message=_("A circle has a middle and a size."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}"


class AlertKey(models.Model):
    """A contribution meets an alert when it lies in this territory and says this stem, its rarest; or says anything."""

    stem = models.CharField(max_length=40, blank=True)  # empty: the search has no word
    territory_id = models.IntegerField()
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="keys")

    class Meta:
        ordering = ["alert", "stem"]
        constraints = [
            models.UniqueConstraint(fields=["stem", "territory_id", "alert"], name="alert_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stem} → {self.alert_id}"


class AlertHit(models.Model):
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="hits")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="alert_hits")
    told_at = models.DateTimeField(null=True, blank=True)  # null: in the next digest

    class Meta:
        ordering = ["alert", "contribution"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "contribution"],
                name="alert_hit_once",
                violation_error_message=_("An alert never names the same thing twice."),
            )
        ]
        indexes = [models.Index(fields=["alert"], condition=models.Q(told_at__isnull=True), name="alert_hit_waiting")]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.contribution_id}"
