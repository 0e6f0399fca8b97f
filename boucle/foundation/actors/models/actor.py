"""An actor, and the themes of what they know, seek and offer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.foundation.actors.enums import Role, Side
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Theme


class Actor(models.Model):
    """The name under which they appear is the title of the contribution; who they are, its text. Their e-mail and their
    telephone are a `Contact`, never here."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="actor")
    is_person = models.BooleanField(default=False)
    role = models.CharField(max_length=12, choices=Role.choices)
    knows = models.CharField(max_length=600, blank=True)
    seeks = models.CharField(max_length=600, blank=True)
    offers = models.CharField(max_length=600, blank=True)
    link = models.URLField(max_length=300, blank=True)  # a public page of theirs
    agreed_at = models.DateTimeField(null=True, blank=True)  # to appear; null: never, or taken back
    is_shared = models.BooleanField(default=False)  # agreed, besides, to leave as open data

    class Meta:
        ordering = ["-contribution"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="actor_role_known",
                violation_error_message=_("An actor has one of the roles of the list."),
            ),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(is_person=False) | Q(agreed_at__isnull=False),
                name="actor_shared_by_agreement",
                violation_error_message=_("A person leaves as open data only by their agreement."),
            ),
        ]

    def __str__(self) -> str:
        return self.contribution.title


class Subject(models.Model):
    """One theme of what an actor knows, seeks or offers."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="subjects")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices)

    class Meta:
        ordering = ["actor", "side", "theme"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "side", "theme"], name="subject_once"),
            models.CheckConstraint(
                condition=Q(side__in=Side.values),
                name="subject_side_known",
                violation_error_message=_("A theme is known, sought or offered."),
            ),
        ]
        indexes = [models.Index(fields=["theme", "side", "actor"], name="subject_theme")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.side} {self.theme_id}"
