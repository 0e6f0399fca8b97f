"""What somebody saw."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.after.lessons.enums import Channel, Speaker
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation


class Testimony(models.Model):
    """The contribution's text is what may be shown; `words` are those that came, for whoever draws lessons only."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="testimony")
    event = models.ForeignKey(Situation, models.PROTECT, null=True, blank=True, related_name="testimonies")
    speaker = models.CharField(max_length=9, choices=Speaker.choices)
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.FORM)
    pseudonym = models.CharField(max_length=60, blank=True)  # as they wish to be called
    seen_on = models.DateField(null=True, blank=True)
    may_quote = models.BooleanField(default=False)
    words = models.TextField(max_length=8000, blank=True)  # never in a revision, an export or an index
    is_inquired = models.BooleanField(default=False)  # an inquiry runs: nothing is shown until the embargo is lifted
    embargo_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-contribution"]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker__in=Speaker.values) & Q(channel__in=Channel.values),
                name="testimony_words_known",
                violation_error_message=_("A testimony says who speaks, and how it came."),
            ),
        ]

    def __str__(self) -> str:
        return self.contribution.title
