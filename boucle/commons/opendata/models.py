"""Tables of the open-data door.

An `ImportRun` is one file on its way in; an `ImportRow` is one row of it and what became of it. An `ApiKey` lets a
program write; an `ApiCall` counts its writes by the hour.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.commons.opendata.enums import Outcome, Stage
from boucle.foundation.core import ids
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory


class ImportRun(models.Model):
    uid = models.UUIDField(unique=True, default=ids.uuid7, editable=False)
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+")
    situation = models.ForeignKey(Situation, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1, blank=True)  # empty: GeoJSON
    columns = models.JSONField()  # names, in the file's order
    mapping = models.JSONField(default=dict)  # column → target
    themes = models.JSONField(default=dict)  # category as the file says it → slug of a theme
    default_theme = models.CharField(max_length=40, blank=True)  # for the categories that nobody knows
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=40)
    publishes = models.BooleanField(default=False)  # the first wave, vouched for by whoever imports it
    stage = models.CharField(max_length=7, choices=Stage.choices, default=Stage.READ)
    total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values),
                name="import_run_stage_known",
                violation_error_message=_("This stage of an import is not known."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # its line in the file, its place in a GeoJSON
    cells = models.JSONField(default=dict)  # emptied when the run is done: a file may hold personal data
    problem = models.CharField(max_length=10, blank=True)  # found while reading, see engine.tables
    key = models.CharField(max_length=200, blank=True)  # its identifier, or a hash of its title and place
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)  # empty: not looked at yet
    sentence = models.CharField(max_length=500, blank=True)  # why it is set aside, or what was mended
    title = models.CharField(max_length=120, blank=True)
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *Outcome.values]),
                name="import_row_outcome_known",
                violation_error_message=_("A row is taken, already there, or set aside."),
            ),
        ]
        indexes = [
            models.Index(fields=["run", "outcome", "number"], name="import_row_next"),
            models.Index(fields=["run", "key"], name="import_row_key"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"


class ApiKey(models.Model):
    name = models.CharField(max_length=80, unique=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    territory = models.ForeignKey(Territory, models.CASCADE, null=True, blank=True, related_name="+")  # null: anywhere
    per_hour = models.PositiveIntegerField(default=60)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(per_hour__gt=0),
                name="api_key_rate_positive",
                violation_error_message=_("A key may write at least once an hour."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ApiCall(models.Model):
    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="calls")
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["key", "hour"]
        constraints = [models.UniqueConstraint(fields=["key", "hour"], name="api_call_once")]

    def __str__(self) -> str:
        return f"{self.key_id} {self.hour:%Y-%m-%d %H}"
