"""A section of a plan, what it answers in the law, what its roles do, what only the crisis staff reads."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boucle.before.plans.enums import Content, Discipline, Hazard
from boucle.before.plans.models.plan import Plan
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Phase

USER = settings.AUTH_USER_MODEL


class Section(models.Model):
    """Title, public text, state and review date are those of its contribution."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="section")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sections")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=1)  # among its sisters, from 1
    phase = models.CharField(max_length=6, choices=Phase.choices, blank=True)
    hazard = models.CharField(max_length=10, choices=Hazard.choices, blank=True)
    discipline = models.CharField(max_length=7, choices=Discipline.choices, blank=True)
    content = models.CharField(max_length=9, choices=Content.choices, default=Content.TEXT)
    holder = models.CharField(max_length=120, blank=True)  # the service that keeps it
    keeper = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")  # who is written to
    review_months = models.PositiveSmallIntegerField(default=12)  # from a check to the next one
    evidence = models.CharField(max_length=500, blank=True)  # what it rests on: a visit, an exercise, a text

    class Meta:
        ordering = ["position", "contribution"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("contribution")),
                name="section_not_below_itself",
                violation_error_message=_("A section cannot stand below itself."),
            ),
            models.CheckConstraint(
                condition=Q(content__in=Content.values)
                & Q(phase__in=["", *Phase.values])
                & Q(hazard__in=["", *Hazard.values])
                & Q(discipline__in=["", *Discipline.values]),
                name="section_words_known",
                violation_error_message=_("A section uses the phases, hazards, roles and contents of the list."),
            ),
            models.CheckConstraint(
                condition=Q(review_months__gte=1, review_months__lte=60),
                name="section_reviewed",
                violation_error_message=_("A section is looked at again after one month at least, five years at most."),
            ),
        ]
        indexes = [models.Index(fields=["plan", "parent", "position"], name="section_tree")]

    def __str__(self) -> str:
        return self.contribution.title


class Point(models.Model):
    """A point of a legal checklist that a section answers, wholly or in part."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="points")
    regime = models.CharField(max_length=12)
    code = models.CharField(max_length=30)
    is_partial = models.BooleanField(default=False)

    class Meta:
        ordering = ["regime", "code"]
        constraints = [models.UniqueConstraint(fields=["section", "regime", "code"], name="section_point_once")]

    def __str__(self) -> str:
        return f"{self.regime} {self.code}"


class StaffText(models.Model):
    """What only the crisis staff reads, beside the public text; each version is kept, the last one counts."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="staff_texts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=8000, blank=True)  # Markdown
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["section", "-number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="staff_text_once")]

    def __str__(self) -> str:
        return f"{self.section_id}.{self.number}"


class Measure(models.Model):
    """What a role does when the plan is activated: a task of each activation whose scenario holds it."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    detail = models.TextField(max_length=2000, blank=True)  # Markdown
    role = models.CharField(max_length=60)
    discipline = models.CharField(max_length=7, choices=Discipline.choices, blank=True)
    moment = models.CharField(max_length=60, blank=True)  # as people say it: "before 4 p.m.", "the evening before"
    minutes = models.IntegerField(null=True, blank=True)  # due so long after the activation; none: no deadline
    is_retired = models.BooleanField(default=False)  # no longer taken by new activations; old ones keep it

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(role=""),
                name="measure_said_whose",
                violation_error_message=_("A measure says what is done, and which role does it."),
            )
        ]

    def __str__(self) -> str:
        return self.title
