"""Rounds and items: what was asked once is never asked otherwise."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.models import Contribution
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models.consultation import Consultation


class Round(models.Model):
    """Append-only: a round that was opened stays, and so does what was asked in it."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    introduction = models.TextField(max_length=4000, blank=True)  # Markdown
    opens_at = models.DateTimeField(null=True, blank=True)  # planned
    closes_at = models.DateTimeField(null=True, blank=True)  # planned; after it no answer is taken
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="round_number_once"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="round_ends_after_start",
                violation_error_message=_("A round ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="round_opened_before_closed",
                violation_error_message=_("Only a round that was opened can be closed."),
            ),
            models.UniqueConstraint(
                fields=["consultation"],
                condition=Q(opened_at__isnull=False, closed_at__isnull=True),
                name="round_one_open",
                violation_error_message=_("One round is open at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}.{self.number}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Item(models.Model):
    """One thing that is asked. `settings` holds what its type needs, see queries.items."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=9, choices=ItemType.choices)
    text = models.CharField(max_length=600)
    detail = models.TextField(max_length=4000, blank=True)  # Markdown
    settings = models.JSONField(default=dict)
    cost = models.PositiveBigIntegerField(null=True, blank=True)  # of an option, in whole units of money
    origins = models.ManyToManyField("consultations.Code", related_name="items", blank=True)  # the codes it came from
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)  # its lineage
    source = models.OneToOneField(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="asked_as"
    )  # the statement that somebody brought
    verdict = models.CharField(max_length=14, blank=True)  # by the rule, at the close of the round that settled it
    settled_in = models.ForeignKey(Round, models.SET_NULL, null=True, blank=True, related_name="settled")
    is_withdrawn = models.BooleanField(default=False)  # set aside by moderation: no longer asked, still in the counts

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="item_number_once"),
            models.CheckConstraint(
                condition=Q(type__in=ItemType.values),
                name="item_type_known",
                violation_error_message=_("This type of question is not known."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Asked(models.Model):
    """An item in a round, at a place that no answer moves."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="asked")
    item = models.ForeignKey(Item, models.CASCADE, related_name="asked")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.round_id}.{self.item_id}"
