"""Words of imports and keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    READ = "read", _("read, its columns wait for you")
    TRYING = "trying", _("tried, nothing is written")
    TRIED = "tried", _("tried: nothing was written")
    WAITING = "waiting", _("waits for the worker")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


class Outcome(models.TextChoices):
    TAKEN = "taken", _("taken")
    REVISED = "revised", _("changed since: corrected")
    KNOWN = "known", _("already there")
    ASIDE = "aside", _("set aside")
