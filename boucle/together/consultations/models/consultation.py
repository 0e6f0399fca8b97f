"""What is asked, of whom, and by which rule; and the statements that people bring to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.models import Contribution
from boucle.together.consultations.enums import Access, ConsentStep, Method, Stage

LEAST_CELL = 3  # a group of two tells each of them what the other said


class Consultation(models.Model):
    """Title, text, territory, situation and nature are those of its contribution."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="consultation")
    method = models.CharField(max_length=8, choices=Method.choices)
    access = models.CharField(max_length=6, choices=Access.choices, default=Access.PANEL)
    stage = models.CharField(max_length=7, choices=Stage.choices, default=Stage.DRAFT)
    step = models.CharField(max_length=9, choices=ConsentStep.choices, blank=True)  # of a consent process
    rule = models.JSONField(default=dict)  # see engine.delphi_rule and rules.sheet: written before the first round
    rule_hash = models.CharField(max_length=64, blank=True)  # SHA-256 of the rule as it was locked
    rule_locked_at = models.DateTimeField(null=True, blank=True)
    is_anonymous = models.BooleanField(default=True)  # nobody can ever join a voice to a panellist; never undone
    is_hidden = models.BooleanField(default=True)  # results stay hidden until the close
    is_fast = models.BooleanField(default=False)  # a crisis: one session and two short rounds
    minimum_cell = models.PositiveSmallIntegerField(default=5)  # people; smaller groups are hidden everywhere
    quorum = models.PositiveIntegerField(null=True, blank=True)  # people who must take part
    population = models.PositiveIntegerField(null=True, blank=True)  # whom it concerns, when not the territory's
    seed = models.PositiveIntegerField(default=1)  # public, of every draw
    is_open_to_statements = models.BooleanField(default=False)  # people may bring their own
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(method__in=Method.values, access__in=Access.values, stage__in=Stage.values),
                name="consultation_words_known",
                violation_error_message=_("A consultation has a known method, access and stage."),
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_cell__gte=LEAST_CELL),
                name="consultation_cell_hides",
                violation_error_message=_("Groups of fewer than three people are never shown."),
            ),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.DRAFT)
                | (models.Q(rule_locked_at__isnull=False) & ~models.Q(rule_hash="")),
                name="consultation_rule_before_round",
                violation_error_message=_("The rule of decision is locked before the first round."),
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=[Stage.CLOSED, Stage.DECIDED]) | models.Q(closed_at__isnull=False),
                name="consultation_closed_dated",
                violation_error_message=_("What is closed has a date."),
            ),
        ]

    def __str__(self) -> str:
        return self.contribution.title

    @property
    def is_over(self) -> bool:
        return self.stage in (Stage.CLOSED, Stage.DECIDED)


class Group(models.Model):
    """A family of stakeholders: carers, rescue services, residents."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    population = models.PositiveIntegerField(null=True, blank=True)  # of the census, to say who is missing

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "name"], name="group_name_once")]

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """What somebody brings to a consultation: moderated like every contribution, then asked like every item."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="statement")
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="statements")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.contribution.title
