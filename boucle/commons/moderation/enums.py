"""Parts of the queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tab(models.TextChoices):
    """The value is what the address says: `?vue=perimetre`."""

    MINE = "moi", _("For me")
    SCOPE = "perimetre", _("My scope")
    HELD = "prises", _("Claimed")
