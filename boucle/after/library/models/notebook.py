"""A watch notebook: contributions of every room, gathered in chapters by somebody who says why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory


class Notebook(models.Model):
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="notebooks")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    introduction = models.TextField(max_length=8000, blank=True)  # Markdown
    is_open = models.BooleanField(default=False)  # everybody reads it
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="notebook_titled",
                violation_error_message=_("Give the notebook a title."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """One contribution in a notebook; its words stay where they are, and follow their own corrections."""

    notebook = models.ForeignKey(Notebook, models.CASCADE, related_name="entries")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="notebook_entries")
    chapter = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=500, blank=True)  # the editor's words
    position = models.PositiveIntegerField()
    is_kept = models.BooleanField(default=True)  # False: a reader proposed it, its editors have not said yet

    class Meta:
        ordering = ["notebook", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notebook", "contribution"],
                name="entry_once",
                violation_error_message=_("This fiche is in the notebook already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.notebook_id}.{self.position}"
