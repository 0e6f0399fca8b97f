"""Natures, phases and hazards of situations."""

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


class Hazard(models.TextChoices):
    """What a section prepares for, a sheet speaks of; left empty there, it means every hazard."""

    SHEDDING = "shedding", _("load shedding, power cut")
    FLOOD = "flood", _("flood")
    STORM = "storm", _("storm")
    SNOW = "snow", _("snow and ice")
    HEAT = "heat", _("heat wave")
    DROUGHT = "drought", _("drought, lack of water")
    FIRE = "fire", _("forest fire")
    GROUND = "ground", _("ground movement")
    QUAKE = "quake", _("earthquake")
    AVALANCHE = "avalanche", _("avalanche")
    INDUSTRY = "industry", _("industrial accident")
    TRANSPORT = "transport", _("transport of dangerous goods")
    NUCLEAR = "nuclear", _("nuclear accident")
    DAM = "dam", _("dam failure")
    HEALTH = "health", _("health crisis")
    CYBER = "cyber", _("cyberattack")
    OTHER = "other", _("other")
