"""Posts that a member can hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.TextChoices):
    REFERENT = "referent", _("referent")
    COORDINATOR = "coordinator", _("coordinator")


class Right(models.TextChoices):
    """Four separate rights; the value names the column `can_<value>` of a scope."""

    SEE = "see", _("see")
    DECIDE = "decide", _("decide")
    EDIT = "edit", _("edit")
    EXPORT = "export", _("export")
