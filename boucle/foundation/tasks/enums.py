"""Where a task stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    TO_DO = "to_do", _("to do")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


OPEN = (Standing.TO_DO, Standing.UNDER_WAY)
