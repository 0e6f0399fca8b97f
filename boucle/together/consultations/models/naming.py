"""Names that the facilitator gives to the groups of an opinion map."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.together.consultations.models.consultation import Consultation

LONGEST_NAME, LONGEST_SENTENCE = 60, 240


class GroupName(models.Model):
    """`leans` are those of the whole group when it was named (see engine.naming), never anybody's votes: by them the
    name finds its group on later maps."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="group_names")
    name = models.CharField(max_length=LONGEST_NAME)
    sentence = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    leans = models.JSONField()
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "name"],
                name="group_name_given_once",
                violation_error_message=_("Another group has this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
