"""Orders of a list, and the few distances and ages that a filter offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    FRESHNESS = "fraicheur", _("Freshest first")
    RELEVANCE = "pertinence", _("Most relevant first")
    DISTANCE = "distance", _("Nearest first")


DISTANCES = (1, 5, 15, 50)  # kilometres
AGES = (1, 7, 30, 90)  # days since the last check
