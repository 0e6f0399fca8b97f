"""Entries: what a section lists beside its text. People's names and private numbers are in `Contact` only.

`is_open` says whether the public may read an entry. Classes that the law closes can never be open: the database
refuses them, and `OPEN_MODELS` is all that a page, an export or an index of the public may read.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.before.plans.enums import (
    NEVER_OPEN_STAKES,
    Channel,
    Discipline,
    Hazard,
    MeansVariety,
    Ownership,
    StakeVariety,
)
from boucle.before.plans.models.section import Section
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.territories.models import Territory


class Entry(models.Model):
    section = models.ForeignKey(Section, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField(default=1)
    is_open = models.BooleanField(default=True)
    source = models.CharField(max_length=200, blank=True)  # where the figures come from
    checked_on = models.DateField(null=True, blank=True)  # when somebody last looked

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class Risk(Entry):
    hazard = models.CharField(max_length=10, choices=Hazard.choices, default=Hazard.OTHER)
    code = models.CharField(max_length=20, blank=True)  # of the national list: GASPAR in France
    label = models.CharField(max_length=160)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    consequence = models.CharField(max_length=500, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["section", "territory", "code"],
                condition=~Q(code=""),
                name="risk_once",
                violation_error_message=_("This risk of this commune is already there."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Stake(Entry):
    variety = models.CharField(max_length=10, choices=StakeVariety.choices)
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    need = models.CharField(max_length=500, blank=True)  # what it needs first: power, water, transport
    contact = models.OneToOneField(Contact, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(variety__in=NEVER_OPEN_STAKES) | Q(is_open=False),
                name="stake_closed_by_law",
                violation_error_message=_("Priority sites and vulnerable people are never shown to the public."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Person(Entry):
    """A line of the directory: a function, and who fills it. Its private numbers are never open."""

    function = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    discipline = models.CharField(max_length=7, choices=Discipline.choices, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)  # in the order of alert; none: not called first
    stands_in_for = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputies")
    public_phone = models.CharField(max_length=30, blank=True)  # of the service, not of a person
    contact = models.OneToOneField(Contact, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Entry.Meta):
        ordering = [models.F("rank").asc(nulls_last=True), "position", "id"]

    def __str__(self) -> str:
        return self.function


class Means(Entry):
    variety = models.CharField(max_length=9, choices=MeansVariety.choices)
    name = models.CharField(max_length=160)
    quantity = models.PositiveIntegerField(default=1)
    ownership = models.CharField(max_length=7, choices=Ownership.choices, default=Ownership.OWN)
    holder = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)  # until it is there
    contact = models.OneToOneField(Contact, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(ownership=Ownership.PRIVATE) | Q(is_open=False),
                name="means_private_closed",
                violation_error_message=_("Private means are never shown to the public."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Refuge(Entry):
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    beds = models.PositiveIntegerField(null=True, blank=True)
    hours_without_power = models.FloatField(null=True, blank=True)  # heated and lit
    access = models.CharField(max_length=500, blank=True)  # steps, doors, parking
    contact = models.OneToOneField(Contact, models.SET_NULL, null=True, blank=True, related_name="+")  # the keys

    def __str__(self) -> str:
        return self.name


class Card(Entry):
    """An action card: what one role does, in order, on one page."""

    title = models.CharField(max_length=160)
    role = models.CharField(max_length=60)
    discipline = models.CharField(max_length=7, choices=Discipline.choices, blank=True)
    trigger = models.CharField(max_length=300, blank=True)  # when it starts
    steps = models.JSONField(default=list)  # short sentences of Markdown, in order

    def __str__(self) -> str:
        return self.title


class Message(Entry):
    """Ready to paste: danger, authority, place, what to do, where to read more."""

    title = models.CharField(max_length=160)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    hazard = models.CharField(max_length=10, choices=Hazard.choices, blank=True)
    language = models.CharField(max_length=5, default="fr")
    text = models.TextField(max_length=2000)

    def __str__(self) -> str:
        return self.title


class Reserve(Entry):
    """A group of people ready to help: communal reserve, association, spontaneous volunteers."""

    name = models.CharField(max_length=160)
    people = models.PositiveIntegerField(null=True, blank=True)
    skills = models.CharField(max_length=300, blank=True)
    meeting_point = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)  # until they are there
    contact = models.OneToOneField(Contact, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Return(Entry):
    """A step back to normal life."""

    title = models.CharField(max_length=160)
    service = models.CharField(max_length=120, blank=True)
    delay = models.CharField(max_length=80, blank=True)  # "within 24 hours"
    detail = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.title


OPEN_MODELS = (Risk, Stake, Means, Refuge, Card, Message, Reserve, Return)  # a directory is never the public's
