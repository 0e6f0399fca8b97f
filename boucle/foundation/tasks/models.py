"""Tables of tasks: see the package's introduction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.core import ids
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks.enums import OPEN, Standing
from boucle.foundation.territories.models import Territory

USER = settings.AUTH_USER_MODEL


class Task(models.Model):
    uid = models.UUIDField(unique=True, default=ids.uuid7, editable=False)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="tasks")
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, blank=True, related_name="tasks")
    origin = models.ForeignKey(Contribution, models.PROTECT, null=True, blank=True, related_name="tasks")
    title = models.CharField(max_length=160)
    detail = models.TextField(max_length=2000, blank=True)  # Markdown
    role = models.CharField(max_length=60, blank=True)  # whoever fills it does it: "Logistics", "Rescue"
    owner = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="tasks")
    means = models.CharField(max_length=300, blank=True)  # money, people, equipment that it needs
    due_at = models.DateTimeField(null=True, blank=True)
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.TO_DO)
    evidence = models.CharField(max_length=1000, blank=True)  # what shows that it is done: words, or an address
    reason = models.CharField(max_length=500, blank=True)  # why it was dropped
    form_key = models.UUIDField(null=True, blank=True, unique=True)  # a form sent twice makes one task
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = [models.F("due_at").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(standing__in=Standing.values),
                name="task_standing_known",
                violation_error_message=_("A task is to do, under way, done or dropped."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="task_titled",
                violation_error_message=_("Say in a few words what is to be done."),
            ),
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False) | ~models.Q(role="") | ~models.Q(standing__in=OPEN),
                name="task_owned",
                violation_error_message=_("Say who does it: a person, or a role."),
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=OPEN, ended_at__isnull=True)
                | (~models.Q(standing__in=OPEN) & models.Q(ended_at__isnull=False)),
                name="task_ended_dated",
                violation_error_message=_("What is done or dropped says when."),
            ),
            models.CheckConstraint(
                condition=~models.Q(standing=Standing.DROPPED) | ~models.Q(reason=""),
                name="task_dropped_reasoned",
                violation_error_message=_("Say why it is dropped."),
            ),
        ]
        indexes = [
            models.Index(fields=["situation", "due_at"], name="task_situation"),
            models.Index(fields=["owner", "due_at"], condition=models.Q(standing__in=OPEN), name="task_owner"),
            models.Index(fields=["territory", "due_at"], condition=models.Q(standing__in=OPEN), name="task_territory"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN


class Step(models.Model):
    """One move of a task, never changed nor deleted."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()  # 1 is its making
    source = models.CharField(max_length=9, choices=Standing.choices, blank=True)
    target = models.CharField(max_length=9, choices=Standing.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")  # none: Boucle itself
    role = models.CharField(max_length=60, blank=True)  # whose it was from then on
    owner = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)  # evidence, reason

    class Meta:
        ordering = ["task", "number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="task_step_once"),
            models.CheckConstraint(
                condition=models.Q(target__in=Standing.values),
                name="task_step_known",
                violation_error_message=_("A task is to do, under way, done or dropped."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}.{self.number} {self.target}"
