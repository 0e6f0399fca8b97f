"""Tables of territories.

A `Territory` is a place with people in charge. Communes nest in an intercommunality, a département, a region and a
country; a basin groups communes freely. `Within` is the closure of that nesting: every territory is within itself.
A `PostalName` is a name or postal code under which people look for a territory.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.territories.enums import Level


class Territory(models.Model):
    code = models.CharField(
        max_length=20, unique=True
    )  # INSEE, NIS, SIREN (EPCI) or a slug (basin): FR-69 for 69
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=Level.choices)
    country = models.CharField(max_length=2, default="FR")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    population = models.PositiveIntegerField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True)  # GeoJSON geometry, WGS 84
    is_open = models.BooleanField(default=False)  # people are in charge here: it has a home of its own
    # Moves with each publication here or below: ETags, caches and static copies follow from it.
    revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values),
                name="territory_level_known",
                violation_error_message=_("This level of territory is not known."),
            ),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="territory_point_whole",
                violation_error_message=_("A point needs a latitude and a longitude, in degrees."),
            ),
        ]
        indexes = [models.Index(fields=["level", "name"], name="territory_level_name")]

    def __str__(self) -> str:
        return self.name


class Within(models.Model):
    inside = models.ForeignKey(Territory, models.CASCADE, related_name="outward")
    outside = models.ForeignKey(Territory, models.CASCADE, related_name="inward")
    distance = (
        models.PositiveSmallIntegerField()
    )  # steps outward: 0 is the territory itself; subsidiarity follows it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inside", "outside"], name="within_once")]
        indexes = [models.Index(fields=["outside", "inside"], name="within_outside")]

    def __str__(self) -> str:
        return f"{self.inside_id} ⊂ {self.outside_id}"


class PostalName(models.Model):
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="postal_names")
    postal_code = models.CharField(max_length=10, blank=True)
    folded = models.CharField(max_length=120)  # the name without accents, capitals or signs

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "postal_code", "folded"], name="postal_name_once")
        ]
        indexes = [
            models.Index(fields=["folded"], name="postal_name_folded"),
            models.Index(fields=["postal_code"], name="postal_name_code"),
        ]

    def __str__(self) -> str:
        return f"{self.postal_code} {self.folded}".strip()
