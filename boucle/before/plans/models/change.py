"""Who changed what in the entries of a section, and when: one line each time, never changed, never deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.plans.enums import Content, EntryVerb
from boucle.before.plans.models.section import Section


class EntryChange(models.Model):
    """`changed` holds each field with its values before and after, as texts. What concerns people in private (their
    contact, the lines of vulnerable people) is named there without its values."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="entry_changes")
    content = models.CharField(max_length=9, choices=Content.choices)
    entry = models.BigIntegerField()  # of the table of its content; the line itself may be gone
    name = models.CharField(max_length=160, blank=True)
    verb = models.CharField(max_length=8, choices=EntryVerb.choices)
    changed = models.JSONField(default=dict)  # {"quantity": ["1", "2"], "contact": []}
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=EntryVerb.values, content__in=Content.values),
                name="entry_change_words_known",
                violation_error_message=_("A line was added, changed, checked, moved or removed."),
            )
        ]
        indexes = [models.Index(fields=["section", "content", "entry"], name="entry_change_of")]

    def __str__(self) -> str:
        return f"{self.content} {self.entry} {self.verb}"
