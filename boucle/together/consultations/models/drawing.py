"""Panels drawn by lot: asked for once, computed beside, kept with everybody's probability."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.together.consultations.enums import DrawState
from boucle.together.consultations.models.consultation import Consultation


class Draw(models.Model):
    """The same files, seed and size are one draw. A pool may hold personal data: it is emptied once it was drawn from,
    and so, some days later, are the names and addresses of those who were drawn."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="draws")
    digest = models.CharField(max_length=64)  # SHA-256 of both prints, the seed and the size
    seed = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    pool_size = models.PositiveIntegerField()
    pool_print = models.CharField(max_length=64)  # SHA-256 of the file as it came
    quotas_print = models.CharField(max_length=64)
    categories = models.JSONField()  # names, in the order of the values in `pool`
    quotas = models.JSONField()  # [category, value, least, most], see engine.quotas
    pool = models.JSONField(default=dict)  # by id, its values
    people = models.JSONField(default=dict)  # by id, [name, e-mail, group]
    state = models.CharField(max_length=10, choices=DrawState.choices, default=DrawState.WAITING)
    found = models.JSONField(null=True, blank=True)  # engine.sortition.Drawn, and "seats": how many by quota
    refusal = models.JSONField(null=True, blank=True)  # [sentence, values]: why no panel can be drawn
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(
        null=True, blank=True
    )  # a worker was at it then: too long ago, another one takes it
    finished_at = models.DateTimeField(null=True, blank=True)
    names_until = models.DateTimeField(null=True, blank=True)  # when `people` of a draw that is done are erased

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "digest"],
                name="draw_once",
                violation_error_message=_("This draw was asked for already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DrawState.values),
                name="draw_state_known",
                violation_error_message=_("This state of a draw is not known."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[DrawState.DONE, DrawState.IMPOSSIBLE])
                | models.Q(finished_at__isnull=False),
                name="draw_finished_dated",
                violation_error_message=_("A draw that is finished has a date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.seed}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
