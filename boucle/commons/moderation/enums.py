"""Parts of the queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tab(models.TextChoices):
    """The value is what the address says: `?vue=perimetre`."""

    MINE = "moi", _("Mine")
    SCOPE = "perimetre", _("Scope")
    HELD = "prises", _("Claims")
