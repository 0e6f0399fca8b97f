"""Tables of territories.

A `Territory` is a place with people in charge. Communes nest in an intercommunality, a département, a region and a
country; a basin groups communes freely. `Within` is the closure of that nesting: every territory is within itself.
A `PostalName` is a name or postal code under which people look for a territory. An `Outline` is its drawn border.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.territories.enums import Level


class Territory(models.Model):
    code = models.CharField(max_length=20, unique=True)  # see the package's introduction
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=Level.choices)
    country = models.CharField(max_length=2, default="FR")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    population = models.PositiveIntegerField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    radius = models.FloatField(null=True, blank=True)  # metres: of the circle of the same area
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
                | models.Q(
                    # A comparison with NULL is neither true nor false, and a check lets it pass.
                    lat__isnull=False,
                    lon__isnull=False,
                    lat__range=(-90, 90),
                    lon__range=(-180, 180),
                ),
                name="territory_point_whole",
                violation_error_message=_("A point needs a latitude and a longitude, in degrees."),
            ),
        ]
        indexes = [
            models.Index(fields=["level", "name"], name="territory_level_name"),
            models.Index(fields=["lat", "lon"], name="territory_point"),
        ]

    def __str__(self) -> str:
        return self.name


class Within(models.Model):
    inside = models.ForeignKey(Territory, models.CASCADE, related_name="outward")
    outside = models.ForeignKey(Territory, models.CASCADE, related_name="inward")
    distance = models.PositiveSmallIntegerField()  # steps outward: 0 is the territory itself; subsidiarity follows it

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
        constraints = [models.UniqueConstraint(fields=["territory", "postal_code", "folded"], name="postal_name_once")]
        indexes = [
            # The operator class lets PostgreSQL look for a beginning; SQLite ignores it.
            models.Index(fields=["folded"], name="postal_name_folded", opclasses=["text_pattern_ops"]),
            models.Index(fields=["postal_code"], name="postal_name_code", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.postal_code} {self.folded}".strip()


class Outline(models.Model):
    """Apart from `Territory`: a page that names forty territories must not load forty borders."""

    territory = models.OneToOneField(Territory, models.CASCADE, primary_key=True, related_name="drawn")
    geometry = models.JSONField()  # GeoJSON Polygon or MultiPolygon, WGS 84, valid
    south = models.FloatField()
    west = models.FloatField()
    north = models.FloatField()
    east = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    south__gte=-90,
                    north__lte=90,
                    west__gte=-180,
                    east__lte=180,
                    south__lte=models.F("north"),
                    west__lte=models.F("east"),
                ),
                name="outline_box_whole",
                violation_error_message=_("The box of an outline goes from south to north and from west to east."),
            )
        ]
        indexes = [models.Index(fields=["south", "north"], name="outline_box")]

    def __str__(self) -> str:
        return str(self.territory)
