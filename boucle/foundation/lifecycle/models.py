"""Tables of the lifecycle.

A `Contribution` is the shared row behind everything that people bring; its kind adds a row of its own, one to one.
A `Transition` is one append-only line of its history, chained by hashes. A `Delivery` hands a transition to one job:
the outbox. A `Revision` is one version of the content. A `Contact` is personal data, apart. A `Link` is a typed edge
between two contributions.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boucle.foundation.core import ids
from boucle.foundation.lifecycle.enums import LinkType, Origin, Purpose, Reason, Role, State, Verb
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.models import Territory

USER = settings.AUTH_USER_MODEL


class Contribution(models.Model):
    uid = models.UUIDField(unique=True, default=ids.uuid7, editable=False)
    reference = models.CharField(max_length=8, unique=True, default=ids.reference, editable=False)
    kind = models.CharField(max_length=20)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="contributions")
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, blank=True, related_name="contributions")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="contributions")
    nature = models.CharField(max_length=8, choices=Nature.choices, default=Nature.REAL)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=8000)  # Markdown
    language = models.CharField(max_length=5, default="fr")
    address = models.CharField(max_length=200, blank=True)  # a public place, never somebody's home
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    tile = models.BigIntegerField(null=True, blank=True)  # see core.tiles
    licence = models.CharField(max_length=40, default="etalab-2.0")  # SPDX identifier
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.FORM)
    source = models.CharField(max_length=200, blank=True)  # provenance, shown to the public
    source_key = models.CharField(max_length=200, blank=True)  # the row's own identifier in that source
    author = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    secret_hash = models.CharField(max_length=64, blank=True)  # of the author's private link
    form_key = models.UUIDField(null=True, blank=True, unique=True)  # a form sent twice makes one row
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)  # freshness: somebody last said that it is true
    review_on = models.DateField(null=True, blank=True)  # then it is checked again, or archived
    number = models.PositiveIntegerField(default=1)  # of the revision that the row shows
    has_waiting_revision = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    is_urgent = models.BooleanField(default=False)
    held_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    held_until = models.DateTimeField(null=True, blank=True)
    asked_territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    asked_theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # without a decision it climbs one level
    climbs = models.PositiveSmallIntegerField(default=0)
    erased_at = models.DateTimeField(null=True, blank=True)  # its author had it deleted: only the history's lines stay

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="contribution_state_known",
                violation_error_message=_("This state is not known."),
            ),
            models.CheckConstraint(
                condition=models.Q(nature__in=Nature.values),
                name="contribution_nature_known",
                violation_error_message=_("A contribution is real, an exercise, a test or planned."),
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=Origin.values),
                name="contribution_origin_known",
                violation_error_message=_("This origin is not known."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.PUBLISHED)
                | models.Q(published_at__isnull=False, verified_at__isnull=False, review_on__isnull=False),
                name="contribution_published_dated",
                violation_error_message=_("What is published has a date, a check and a next check."),
            ),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True, tile__isnull=True)
                | models.Q(
                    # Said out loud: a CHECK whose answer is NULL lets the row in.
                    lat__isnull=False,
                    lon__isnull=False,
                    tile__isnull=False,
                    lat__range=(-90, 90),
                    lon__range=(-180, 180),
                ),
                name="contribution_point_whole",
                violation_error_message=_("A point needs a latitude and a longitude, in degrees."),
            ),
            models.CheckConstraint(
                condition=models.Q(held_by__isnull=True) | models.Q(held_until__isnull=False),
                name="contribution_hold_ends",
                violation_error_message=_("A claim has an end."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(state__in=[State.ARCHIVED]),
                name="contribution_merged_archived",
                violation_error_message=_("A merged contribution is archived."),
            ),
            models.CheckConstraint(
                condition=~models.Q(has_waiting_revision=True) | models.Q(state=State.PUBLISHED),
                name="contribution_waiting_published",
                violation_error_message=_("Only a published contribution has a revision that waits."),
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=~models.Q(source_key=""),
                name="contribution_source_once",
                violation_error_message=_("This row of this source is already there."),
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "state"], name="contribution_place"),
            models.Index(
                fields=["asked_territory", "asked_theme", "due_at"],
                condition=models.Q(asked_territory__isnull=False),
                name="contribution_asked",
            ),
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="contribution_due"),
            models.Index(fields=["review_on"], condition=models.Q(state=State.PUBLISHED), name="contribution_review"),
            models.Index(fields=["secret_hash"], condition=~models.Q(secret_hash=""), name="contribution_secret"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED


class Transition(models.Model):
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="transitions")
    number = models.PositiveIntegerField()  # 1 is the first of this contribution
    verb = models.CharField(max_length=8, choices=Verb.choices)
    source = models.CharField(max_length=9, choices=State.choices, blank=True)
    target = models.CharField(max_length=9, choices=State.choices)
    role = models.CharField(max_length=11, choices=Role.choices)
    actor = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    note = models.CharField(max_length=1000, blank=True)  # the question, or why; never personal data
    changed = models.JSONField(default=list)  # names of the fields that changed
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["contribution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="transition_number_once"),
            models.CheckConstraint(
                condition=models.Q(verb__in=Verb.values, target__in=State.values, role__in=Role.values),
                name="transition_words_known",
                violation_error_message=_("A transition uses the verbs, states and roles of the lifecycle."),
            ),
            models.CheckConstraint(
                condition=~models.Q(verb=Verb.REJECT) | ~models.Q(reason=""),
                name="transition_reject_reasoned",
                violation_error_message=_("A rejection says its reason."),
            ),
        ]
        indexes = [models.Index(fields=["at"], name="transition_at")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"


class Delivery(models.Model):
    transition = models.ForeignKey(Transition, models.CASCADE, related_name="deliveries")
    job = models.CharField(max_length=40)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["transition", "job"], name="delivery_once")]
        indexes = [models.Index(fields=["next_at", "id"], name="delivery_next")]

    def __str__(self) -> str:
        return f"{self.job} {self.transition_id}"


class Revision(models.Model):
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # public fields only, as the kind's `content` gives them
    role = models.CharField(max_length=11, choices=Role.choices)
    created_at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False)

    class Meta:
        ordering = ["contribution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["contribution"], condition=models.Q(is_waiting=True), name="revision_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}.{self.number}"


class Contact(models.Model):
    """Never in a public row, an export, an index, a log or a URL. Purged after `keep_until`."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, blank=True, related_name="contacts")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    consent_at = models.DateTimeField()
    keep_until = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values),
                name="contact_purpose_known",
                violation_error_message=_("Personal data is kept for a known purpose."),
            )
        ]
        indexes = [models.Index(fields=["keep_until"], name="contact_keep_until")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class ContactReading(models.Model):
    """Who read whose personal data, and when: reading is noted."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(USER, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.at:%Y-%m-%d}"


class Link(models.Model):
    source = models.ForeignKey(Contribution, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Contribution, models.CASCADE, related_name="links_in")
    type = models.CharField(max_length=12, choices=LinkType.choices)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "type"], name="link_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="link_between_two",
                violation_error_message=_("A link joins two different contributions."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.type} {self.target_id}"
