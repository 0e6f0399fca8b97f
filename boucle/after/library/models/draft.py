"""A report that was read, and waits for somebody to check what was found in it."""

from django.conf import settings
from django.db import models

from boucle.foundation.core import ids
from boucle.foundation.territories.models import Territory


class Draft(models.Model):
    """Only those who coordinate its territory see it: it holds the names of people. Deleted after `keep_until`."""

    key = models.CharField(max_length=8, unique=True, default=ids.reference, editable=False)
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()  # as it came
    found = models.JSONField()  # see engine.report: what was read in it, with what was corrected since
    form_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["keep_until"], name="library_draft_until")]

    def __str__(self) -> str:
        return self.title
