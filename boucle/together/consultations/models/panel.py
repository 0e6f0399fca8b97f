"""Who was invited. No column here leads to what they say, unless the consultation keeps a key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.models import Contact
from boucle.together.consultations.models.asking import Round
from boucle.together.consultations.models.consultation import Consultation, Group


class Panellist(models.Model):
    """One invitation. Names and addresses are in `Contact`; days, never hours: an hour would join them to a sheet.

    Where anonymity is set a day would tell in which round they came or stopped: the day of the invitation stands there.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="panel")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="panel")
    contact = models.OneToOneField(Contact, models.SET_NULL, null=True, blank=True, related_name="panellist")
    code_hash = models.CharField(max_length=64, unique=True)  # of the code on paper, which is also the private link
    key = models.UUIDField(null=True, blank=True, unique=True)  # of their voice; always empty where anonymity is set
    invited_on = models.DateField(null=True, blank=True)
    came_on = models.DateField(null=True, blank=True)  # first opened the private link
    reminded_on = models.DateField(null=True, blank=True)  # emptied at the close of the round where anonymity is set
    left_on = models.DateField(null=True, blank=True)  # said that they stop, or was struck
    has_said = models.BooleanField(default=False)  # something that may be counted, in some round: no second code
    is_struck = models.BooleanField(default=False)  # by the facilitator, who sees it; who stops alone is not named

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_struck=False) | models.Q(left_on__isnull=False),
                name="panellist_struck_left",
                violation_error_message=_("Whoever is struck from the panel has left it."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.pk}"

    @property
    def is_out(self) -> bool:
        """Whether the facilitator may know that they left."""
        return self.is_struck if self.consultation.is_anonymous else self.left_on is not None


class Attendance(models.Model):
    """That a panellist sent their sheet of a round; not when, not what.

    Where anonymity is set the rows of a round last as long as it is open: its reminders need them, nothing after it.
    """

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


class Turnout(models.Model):
    """What is left of the attendances of a closed round where anonymity is set: how many of a family of the panel sent
    their sheet. Families too small to be told are counted together, without a group."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="turnouts")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    sent = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "group"], name="turnout_once"),
            models.UniqueConstraint(
                fields=["round"], condition=models.Q(group__isnull=True), name="turnout_without_group_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.group_id} {self.sent}"
