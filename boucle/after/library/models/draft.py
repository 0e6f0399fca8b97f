"""A report that was read, and waits for somebody to check what was found in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.after.library.enums import DraftStage
from boucle.foundation.core import ids
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory


class Draft(models.Model):
    """Only those who coordinate its territory see it: it holds the names of people. Deleted after `keep_until`."""

    key = models.CharField(max_length=8, unique=True, default=ids.reference, editable=False)
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()  # as it came
    found = models.JSONField()  # see engine.report: what was read in it, with what was corrected since
    total = models.PositiveIntegerField(default=0)  # sheets that what was found makes
    form_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField()
    stage = models.CharField(max_length=8, choices=DraftStage.choices, default=DraftStage.CHECKING)
    problem = models.CharField(max_length=500, blank=True)  # why the worker gave it back
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    report = models.ForeignKey(Contribution, models.SET_NULL, null=True, blank=True, related_name="+")
    sessions_done = models.PositiveSmallIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)  # sheets looked at, those that were there already among them
    known = models.PositiveIntegerField(default=0)  # those that the same text had given before
    published_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=DraftStage.values),
                name="draft_stage_known",
                violation_error_message=_("A draft is to be checked, being published, or in the library."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, stage__in=[DraftStage.CHECKING, DraftStage.WAITING])
                | Q(published_at__isnull=False, stage=DraftStage.DONE),
                name="draft_done_dated",
                violation_error_message=_("A draft in the library has the moment when it came there."),
            ),
        ]
        indexes = [models.Index(fields=["keep_until"], name="library_draft_until")]

    @property
    def is_waiting(self) -> bool:
        return self.stage == DraftStage.WAITING

    @property
    def is_done(self) -> bool:
        return self.stage == DraftStage.DONE

    def __str__(self) -> str:
        return self.title
