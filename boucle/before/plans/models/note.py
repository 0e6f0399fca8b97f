"""What people bring to a published section, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.plans.enums import NoteFate, NoteVariety, Speaker
from boucle.before.plans.models.section import Section
from boucle.foundation.lifecycle.models import Contribution

UNANSWERED = (NoteFate.WAITING,)


class Note(models.Model):
    """Its words are the text of its contribution, moderated like any other; its fate is the plan's answer."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="note")
    section = models.ForeignKey(Section, models.PROTECT, related_name="notes")
    revision = models.PositiveIntegerField(default=1)  # of the section, that its author read
    variety = models.CharField(max_length=6, choices=NoteVariety.choices, default=NoteVariety.REMARK)
    passage = models.CharField(max_length=300, blank=True)  # the words of the section that it is about
    proposed = models.TextField(max_length=8000, blank=True)  # Markdown: the section's text as it should be
    speaker = models.CharField(max_length=8, choices=Speaker.choices, default=Speaker.RESIDENT)
    fate = models.CharField(max_length=8, choices=NoteFate.choices, default=NoteFate.WAITING)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_into = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="notes_taken")

    class Meta:
        ordering = ["-contribution"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fate__in=UNANSWERED, answered_at__isnull=True)
                | (~Q(fate__in=UNANSWERED) & Q(answered_at__isnull=False)),
                name="note_answered_dated",
                violation_error_message=_("An answer has a date."),
            ),
            models.CheckConstraint(
                condition=Q(fate__in=[NoteFate.WAITING, NoteFate.TAKEN]) | ~Q(answer=""),
                name="note_answer_said",
                violation_error_message=_("Say why, to whoever wrote it."),
            ),
            models.CheckConstraint(
                condition=~Q(variety=NoteVariety.CHANGE) | ~Q(proposed=""),
                name="note_change_written",
                violation_error_message=_("A change comes with its text."),
            ),
            models.CheckConstraint(
                condition=Q(variety__in=NoteVariety.values, fate__in=NoteFate.values, speaker__in=Speaker.values),
                name="note_words_known",
                violation_error_message=_("A note is a remark or a change."),
            ),
        ]

    def __str__(self) -> str:
        return self.contribution.title
