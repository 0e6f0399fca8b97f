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
    version = models.PositiveIntegerField(default=1)  # moves with each writing: a form that saw another one is told so
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)  # a form sent twice makes one line

    class Meta:
        abstract = True
        ordering = ["position", "id"]


def point_whole(name: str) -> models.CheckConstraint:
    """Both coordinates or none. Said out loud: a CHECK whose answer is NULL lets the row in."""
    both = Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180))
    return models.CheckConstraint(
        condition=Q(lat__isnull=True, lon__isnull=True) | both,
        name=name,
        violation_error_message=_("A point needs a latitude and a longitude, in degrees."),
    )


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
            ),
            models.CheckConstraint(
                condition=Q(hazard__in=Hazard.values),
                name="risk_hazard_known",
                violation_error_message=_("Choose a hazard of the list."),
            ),
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
            ),
            models.CheckConstraint(
                condition=Q(variety__in=StakeVariety.values),
                name="stake_variety_known",
                violation_error_message=_("Choose a kind of stake of the list."),
            ),
            point_whole("stake_point_whole"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(Entry):
    """A line of the directory: a function, and who fills it. Never open: a plan says services, not people."""

    is_open = models.BooleanField(default=False)
    function = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    discipline = models.CharField(max_length=7, choices=Discipline.choices, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)  # in the order of alert; none: not called first
    stands_in_for = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputies")
    public_phone = models.CharField(max_length=30, blank=True)  # of the service, not of a person
    contact = models.OneToOneField(Contact, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Entry.Meta):
        ordering = [models.F("rank").asc(nulls_last=True), "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False),
                name="person_never_open",
                violation_error_message=_("The directory is for the crisis staff: it is never shown to the public."),
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | ~Q(stands_in_for=models.F("id")),
                name="person_stands_in_for_another",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
        ]

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
            ),
            models.CheckConstraint(
                condition=Q(variety__in=MeansVariety.values, ownership__in=Ownership.values),
                name="means_words_known",
                violation_error_message=_("Choose a kind of means, and whose they are, in the lists."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1),
                name="means_at_least_one",
                violation_error_message=_("There is at least one of it, or there is no line."),
            ),
            point_whole("means_point_whole"),
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

    class Meta(Entry.Meta):
        constraints = [point_whole("refuge_point_whole")]

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

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values) & ~Q(text=""),
                name="message_said_how",
                violation_error_message=_("A message has its words, and the way by which it goes."),
            )
        ]

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
