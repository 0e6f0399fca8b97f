"""Levels of territories, from the widest to the closest."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    DEPARTMENT = "department", _("département or province")
    EPCI = "epci", _("intercommunality")
    BASIN = "basin", _("basin: communes that share a risk")
    COMMUNE = "commune", _("commune")
