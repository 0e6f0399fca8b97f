"""Posts that a member can hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.TextChoices):
    REFERENT = "referent", _("referent")
    COORDINATOR = "coordinator", _("coordinator")
