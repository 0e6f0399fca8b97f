"""What a territory knows of its services and of what they depend on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.territories.models import Territory


class Inventory(models.Model):
    """`revision` moves with each write: what was computed from the one before is computed again."""

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="inventories")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    introduction = models.TextField(max_length=4000, blank=True)  # Markdown
    form_key = models.UUIDField(null=True, blank=True, unique=True)
    revision = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)  # since when the public reads it

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="inventory_named",
                violation_error_message=_("Give the inventory a name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None
