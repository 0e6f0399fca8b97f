"""Natures and phases of situations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    REAL = "real", _("real")
    EXERCISE = "exercise", _("exercise")
    TEST = "test", _("test")
    PLANNED = "planned", _("planned event")


# What the public sees and open data carries; an exercise or a test is never mistaken for the real thing.
PUBLIC_NATURES = (Nature.REAL, Nature.PLANNED)


class Phase(models.TextChoices):
    BEFORE = "before", _("before")
    DURING = "during", _("during")
    AFTER = "after", _("after")
