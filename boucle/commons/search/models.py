"""Tables of the search: all of them can be rebuilt from the contributions (`boucle reindex`), but the last two.

A `Shelf` row places one contribution under one address. A `Document` holds its stems, a `Term` counts those who say a
stem, a `Neighbour` is a stem less one letter. An `EmptySearch` counts searches that found nothing, a `Visit` pages
read.
"""

from django.db import models

from boucle.foundation.lifecycle.models import Contribution
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
