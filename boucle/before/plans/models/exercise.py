"""An exercise that is foreseen: its day, its title, the scenario that it will play."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.plans.models.plan import Plan
from boucle.before.plans.models.scenario import Scenario
from boucle.foundation.lifecycle.models import Contribution


class Exercise(models.Model):
    """Held, it becomes an activation, and a dated fact of the plan; called off, its row goes away."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="exercises")
    scenario = models.ForeignKey(Scenario, models.SET_NULL, null=True, blank=True, related_name="exercises")
    title = models.CharField(max_length=120)
    on = models.DateField()
    lessons = models.ManyToManyField(Contribution, related_name="exercises", blank=True)  # that it puts to the test
    is_open = models.BooleanField(default=False)  # everybody may know of it; else its staff alone, for a surprise
    form_key = models.UUIDField(null=True, blank=True, unique=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "title", "on"],
                name="exercise_once",
                violation_error_message=_("This exercise is planned for that day already."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="exercise_titled",
                violation_error_message=_("Give the exercise a title."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.on}"
