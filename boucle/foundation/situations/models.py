"""Tables of situations.

A `Theme` is a category, in a tree. A `Situation` is a crisis, an exercise, a planned event or a standing risk on a
territory; activating it opens its themes, forms, referents and texts. A `Template` is a situation ready to activate.
An `ArchiveRow` is one published fiche as it was when its situation closed.
"""

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from boucle.foundation.situations.enums import Nature, Phase
from boucle.foundation.territories.models import Territory


class Theme(models.Model):
    slug = models.SlugField(max_length=40, unique=True)
    name_fr = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    icon = models.CharField(max_length=20, default="liens")  # a symbol of site/icons
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    rank = models.PositiveSmallIntegerField(default=0)
    inclusion = models.CharField(max_length=120, blank=True)  # the closest "thématique" of data·inclusion, for exports

    class Meta:
        ordering = ["rank", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="theme_not_above_itself",
                violation_error_message=_("A theme cannot be placed below itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if (translation.get_language() or "").startswith("en") else self.name_fr


class Template(models.Model):
    slug = models.SlugField(max_length=40, unique=True)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    content = models.JSONField(default=dict)  # themes, texts, delays: see actions.activate

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_en if (translation.get_language() or "").startswith("en") else self.name_fr


class Situation(models.Model):
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="situations")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    nature = models.CharField(max_length=8, choices=Nature.choices)
    phase = models.CharField(max_length=6, choices=Phase.choices, default=Phase.DURING)
    introduction = models.TextField(blank=True)  # Markdown, on the home of the territory
    banner = models.CharField(max_length=200, blank=True)
    instructions = models.JSONField(default=list)  # "what to do now", short sentences of Markdown
    revised_at = models.DateTimeField(null=True, blank=True)  # when these texts were last read over
    common_searches = models.JSONField(default=list)
    asked_fields = models.JSONField(default=list)  # optional fields that the form asks for
    themes = models.ManyToManyField(Theme, related_name="situations")
    decision_hours = models.PositiveSmallIntegerField(default=48)  # then an item climbs one level
    review_days = models.PositiveSmallIntegerField(default=30)  # a published fiche is checked again after that
    end_review_on = models.DateField()  # the day on which somebody decides whether it ends
    reminded_for = models.DateField(null=True, blank=True)  # the end review that its coordinators were written about
    form_key = models.UUIDField(null=True, blank=True, unique=True)  # a form sent twice activates once
    activated_at = models.DateTimeField()
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    report = models.JSONField(default=dict, blank=True)  # figures of the day it closed
    settled_at = models.DateTimeField(null=True, blank=True)  # each of its fiches is archived, or handed over

    class Meta:
        ordering = ["-activated_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "slug"],
                name="situation_slug_once",
                violation_error_message=_("This territory already has a situation with this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(nature__in=Nature.values),
                name="situation_nature_known",
                violation_error_message=_("A situation is real, an exercise, a test or planned."),
            ),
            models.CheckConstraint(
                condition=models.Q(phase__in=Phase.values),
                name="situation_phase_known",
                violation_error_message=_("A phase is before, during or after."),
            ),
            models.CheckConstraint(
                condition=models.Q(decision_hours__gt=0, review_days__gt=0),
                name="situation_delays_positive",
                violation_error_message=_("A delay lasts at least one hour, a review at least one day."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="situation_closed_at_by",
                violation_error_message=_("A closed situation says when and by whom."),
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True) | models.Q(closed_at__isnull=False),
                name="situation_settled_closed",
                violation_error_message=_("Only a closed situation is settled."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ArchiveRow(models.Model):
    """The public columns of one fiche on the day its situation closed; `uid` is the contribution's, never personal."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="archive_rows")
    uid = models.UUIDField()
    content = models.JSONField()

    class Meta:
        ordering = ["situation", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "uid"],
                name="archive_row_once",
                violation_error_message=_("This fiche is already in the archive of this situation."),
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)
