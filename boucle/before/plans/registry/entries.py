"""The nine types of entries, as one table: every page, form, import and export of entries follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boucle.before.plans.enums import Content
from boucle.before.plans.models import (
    Card,
    Entry,
    Means,
    Message,
    Person,
    Refuge,
    Reserve,
    Return,
    Risk,
    Stake,
)

FORMS = "boucle.before.plans.forms.entries"
PLACE = ("lat", "lon")


@dataclass(frozen=True)
class EntryType:
    content: Content
    model: type[Entry]
    form_class: str
    labels: Mapping[str, Any]  # what people write, in the order of the form; lazy words
    columns: tuple[str, ...]  # shown in a list after its first words
    key: tuple[str, ...]  # an import takes two lines with the same words there for one
    adds: Any  # lazy, on the button
    empty: Any  # lazy: what belongs there, and why
    opens: bool = True  # to the public, unless somebody says otherwise
    is_never_open: bool = False
    has_contact: bool = False
    totals: tuple[str, ...] = ()  # columns that add up
    groups: str = ""  # the field by which a list is cut
    body: str = "plans/entries/table.html"  # how its lines are shown

    @property
    def fields(self) -> tuple[str, ...]:
        """Columns of the table that people write."""
        return tuple(self.labels) + (PLACE if has_place(self.model) else ())


def has_place(model: type[Entry]) -> bool:
    return any(each.name == "lat" for each in model._meta.get_fields())


TYPES: tuple[EntryType, ...] = (
    EntryType(
        Content.RISKS,
        Risk,
        f"{FORMS}.RiskForm",
        {
            "hazard": _("Hazard"),
            "label": _("What it is, in the words of the place"),
            "code": _("Code of the national list"),
            "territory": _("Commune"),
            "consequence": _("What it does here"),
            "source": _("Where this comes from"),
        },
        ("territory", "hazard", "consequence"),
        ("territory", "label"),
        _("Add a risk"),
        _(
            "Here stand the risks of each commune and what they do there: which street floods, how long, how often."
            " In France the national list can be imported in one go."
        ),
    ),
    EntryType(
        Content.STAKES,
        Stake,
        f"{FORMS}.StakeForm",
        {
            "variety": pgettext_lazy("entry", "Kind"),
            "name": pgettext_lazy("entry", "Name"),
            "address": _("Address"),
            "people": _("People"),
            "need": _("What it needs first"),
            "source": _("Where this comes from"),
        },
        ("variety", "address", "people", "need"),
        ("name", "address"),
        _("Add a stake"),
        _(
            "Here stands whoever and whatever must be looked after first: care homes, schools, people on a device at"
            " home, milking, the pumping station. Each line says what it needs first."
        ),
        has_contact=True,
        totals=("people",),
    ),
    EntryType(
        Content.DIRECTORY,
        Person,
        f"{FORMS}.PersonForm",
        {
            "function": _("Function"),
            "organisation": _("Organisation"),
            "discipline": _("Role or discipline"),
            "rank": _("Place in the order of alert"),
            "stands_in_for": _("Stands in for"),
            "public_phone": _("Telephone of the service"),
        },
        ("organisation", "discipline", "public_phone"),
        ("function", "organisation", "contact_name"),
        _("Add a line"),
        _(
            "Here stands who is called, in which order, and who stands in for whom. Numbers that were not dialled for"
            " six months are numbers that do not answer: check them twice a year."
        ),
        opens=False,
        is_never_open=True,
        has_contact=True,
        body="plans/entries/directory.html",
    ),
    EntryType(
        Content.MEANS,
        Means,
        f"{FORMS}.MeansForm",
        {
            "name": _("What it is"),
            "variety": pgettext_lazy("entry", "Kind"),
            "quantity": _("How many"),
            "ownership": _("Whose it is"),
            "holder": _("Who holds it"),
            "place": pgettext_lazy("entry", "Where it stands"),
            "minutes": _("Minutes until it is there"),
            "source": _("Where this comes from"),
        },
        ("variety", "quantity", "holder", "place", "minutes"),
        ("name", "holder", "place"),
        _("Add means"),
        _(
            "Here stands what can be used, and how fast it is there: your own generators and barriers, what a farm or a"
            " shop lends by agreement, what neighbours share."
        ),
        opens=False,
        has_contact=True,
        groups="ownership",
        body="plans/entries/means.html",
    ),
    EntryType(
        Content.REFUGES,
        Refuge,
        f"{FORMS}.RefugeForm",
        {
            "name": pgettext_lazy("entry", "Name"),
            "address": _("Address"),
            "seats": _("Seats"),
            "beds": _("Beds"),
            "hours_without_power": _("Hours heated and lit without the grid"),
            "access": _("Getting in: steps, doors, parking"),
        },
        ("address", "seats", "beds", "hours_without_power", "access"),
        ("name", "address"),
        _("Add a refuge"),
        _(
            "Here stand the places that open when homes are no longer safe or warm: how many can sit and sleep there,"
            " for how long without power, and who has the keys."
        ),
        has_contact=True,
        totals=("seats", "beds"),
    ),
    EntryType(
        Content.CARDS,
        Card,
        f"{FORMS}.CardForm",
        {
            "title": _("Title"),
            "role": _("Role"),
            "discipline": _("Discipline"),
            "trigger": _("When it starts"),
            "steps": _("Steps, one per line"),
        },
        ("role", "discipline", "trigger"),
        ("title", "role"),
        _("Add an action card"),
        _(
            "Here stand the action cards: what one role does, in order, on one page. Whoever reads it at three in the"
            " morning for the first time must be able to do it."
        ),
        opens=False,
        body="plans/entries/cards.html",
    ),
    EntryType(
        Content.MESSAGES,
        Message,
        f"{FORMS}.MessageForm",
        {
            "title": _("Title"),
            "channel": _("How it goes out"),
            "hazard": _("Hazard"),
            "language": _("Language"),
            "text": _("The message"),
        },
        ("channel", "hazard", "language"),
        ("title", "channel", "language"),
        _("Add a message"),
        _(
            "Here stand the messages, written while there is time: the danger, who speaks, where, what to do, where to"
            " read more. Boucle sends none of them: you paste them where alerts are sent."
        ),
        opens=False,
        body="plans/entries/messages.html",
    ),
    EntryType(
        Content.RESERVE,
        Reserve,
        f"{FORMS}.ReserveForm",
        {
            "name": _("Name of the group"),
            "people": _("People"),
            "skills": _("What they can do"),
            "meeting_point": _("Where they meet"),
            "minutes": _("Minutes until they are there"),
        },
        ("people", "skills", "meeting_point", "minutes"),
        ("name",),
        _("Add a group"),
        _(
            "Here stands who comes to help: the communal reserve, associations, neighbours who offer themselves. A"
            " meeting point and a task are worth more than a long list of names."
        ),
        opens=False,
        has_contact=True,
        totals=("people",),
    ),
    EntryType(
        Content.RETURN,
        Return,
        f"{FORMS}.ReturnForm",
        {
            "title": _("Title"),
            "service": _("Which service"),
            "delay": _("By when"),
            "detail": _("How"),
        },
        ("service", "delay", "detail"),
        ("title",),
        _("Add a step"),
        _(
            "Here stands what brings life back to normal, and by when: water tested, waste taken away, homes visited,"
            " insurance files, what was lent given back."
        ),
    ),
)
BY_CONTENT: Mapping[str, EntryType] = {each.content.value: each for each in TYPES}
BY_MODEL: Mapping[type[Entry], EntryType] = {each.model: each for each in TYPES}


def of(entry: Entry) -> EntryType:
    return BY_MODEL[type(entry)]
