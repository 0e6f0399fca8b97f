"""Who was invited. No column here leads to what they say, unless the consultation keeps a key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.models import Contact
from boucle.together.consultations.models.asking import Round
from boucle.together.consultations.models.consultation import Consultation, Group


class Panellist(models.Model):
    """One invitation. Names and addresses are in `Contact`; days, never hours: an hour would join them to a sheet."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="panel")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="panel")
    contact = models.OneToOneField(Contact, models.SET_NULL, null=True, blank=True, related_name="panellist")
    code_hash = models.CharField(max_length=64, unique=True)  # of the code on paper, which is also the private link
    key = models.UUIDField(null=True, blank=True, unique=True)  # of their voice; always empty where anonymity is set
    invited_on = models.DateField(null=True, blank=True)
    came_on = models.DateField(null=True, blank=True)  # first opened the private link
    reminded_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)  # said that they stop, or was replaced

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.pk}"


class Attendance(models.Model):
    """That a panellist sent their sheet of a round; not when, not what."""

    panellist = models.ForeignKey(Panellist, models.CASCADE, related_name="attendances")
    round = models.ForeignKey(Round, models.CASCADE, related_name="attendances")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["panellist", "round"],
                name="attendance_once",
                violation_error_message=_("This person already took part in this round."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.panellist_id} {self.round_id}"
