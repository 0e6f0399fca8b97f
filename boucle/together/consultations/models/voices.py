"""What was said, without a name. Keys are random, so that no order tells who came when."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.together.consultations.enums import VOTES
from boucle.together.consultations.models.asking import Item, Round
from boucle.together.consultations.models.consultation import Consultation, Group


class Voice(models.Model):
    """A participant. Only whoever holds the code can find it: `code_hash` here is not the panellist's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="voices")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="voices")
    code_hash = models.CharField(max_length=64, unique=True)
    is_paper = models.BooleanField(default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["consultation", "id"], name="voice_consultation")]

    def __str__(self) -> str:
        return str(self.pk)


class Sheet(models.Model):
    """One voice in one round. Kept at each step, counted once it is sent, changed until the close."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="sheets")
    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets")
    is_sent = models.BooleanField(default=False)
    salt = models.CharField(max_length=32, blank=True)  # given to its owner, never published
    receipt = models.CharField(max_length=64, blank=True)  # SHA-256 of the salt and the answers; published at the close

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "round"],
                name="sheet_once",
                violation_error_message=_("This person already answers this round."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_sent=False) | ~models.Q(receipt=""),
                name="sheet_sent_receipt",
                violation_error_message=_("What is sent has a receipt."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """`value` by type: text, number or null (no opinion), {"low", "best", "high"}, a list of options, an order, [x, y],
    a number of dots or points, true for an option taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, models.CASCADE, related_name="answers")
    value = models.JSONField(null=True)
    reason = models.TextField(max_length=2000, blank=True)
    may_quote = models.BooleanField(default=False)  # its words may be shown to others, without a name

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sheet", "item"], name="answer_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Shown(models.Model):
    """What somebody saw of the group before they answered: feedback steers, so it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="shown")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    feedback = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sheet", "item"], name="shown_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Vote(models.Model):
    """One line of an opinion map, never changed: the last one of a voice on a statement counts."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="votes")
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="votes")
    item = models.ForeignKey(Item, models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()  # 1 agree, 0 pass, -1 disagree

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__in=VOTES),
                name="vote_known",
                violation_error_message=_("A vote is agree, disagree or pass."),
            )
        ]
        indexes = [
            models.Index(fields=["consultation", "id"], name="vote_consultation"),
            models.Index(fields=["voice", "item"], name="vote_voice"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.value}"
