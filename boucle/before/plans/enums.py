"""Words of a plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boucle.foundation.situations.enums import Hazard as Hazard


class Discipline(models.TextChoices):
    """The five disciplines of Belgian emergency planning (royal decree of 22 May 2019), used for French roles too."""

    D1 = "d1", _("D1 rescue")
    D2 = "d2", _("D2 medical and psychosocial help")
    D3 = "d3", _("D3 police")
    D4 = "d4", _("D4 logistics")
    D5 = "d5", _("D5 information")
    COMMAND = "command", _("command and coordination")


class Content(models.TextChoices):
    """What a section holds beside its text."""

    TEXT = "text", _("text only")
    RISKS = "risks", _("risks")
    STAKES = "stakes", _("stakes: sensitive sites, populations")
    DIRECTORY = "directory", _("directory, with the order of alert")
    MEANS = "means", _("means")
    REFUGES = "refuges", _("refuges")
    CARDS = "cards", _("action cards")
    MESSAGES = "messages", _("messages ready to paste")
    RESERVE = "reserve", _("reserve and volunteers")
    RETURN = "return", _("return to normal")


class EntryVerb(models.TextChoices):
    """What somebody did to a line of a section."""

    ADDED = "added", pgettext_lazy("entry", "added")
    CHANGED = "changed", pgettext_lazy("entry", "changed")
    CHECKED = "checked", pgettext_lazy("entry", "checked")
    MOVED = "moved", pgettext_lazy("entry", "moved")
    REMOVED = "removed", pgettext_lazy("entry", "removed")


class MilestoneType(models.TextChoices):
    """Dated facts from which the legal clocks count."""

    NOTICE = "notice", _("notice of the prefect or of the governor")
    ADOPTED = "adopted", _("adopted")
    REVISED = "revised", _("revised as a whole")
    CONTACTS = "contacts", _("contacts verified")
    EXERCISED = "exercised", _("exercise, or real activation")
    DEBRIEFED = "debriefed", _("debrief carried into the plan")
    POSTED = "posted", _("public information posted")
    APPROVED = "approved", _("approved by the governor")


class Stage(models.TextChoices):
    """When a letter about a deadline leaves."""

    AHEAD = "ahead", _("two months before")
    CLOSE = "close", _("two weeks before")
    LATE = "late", _("once late")


class Mark(models.TextChoices):
    """How a section stands, said beside its title."""

    CURRENT = "current", _("up to date")
    SOON = "soon", _("to review soon")
    LATE = "late", _("late")
    DRAFT = "draft", _("draft")
    GONE = "gone", _("archived")


class NoteVariety(models.TextChoices):
    REMARK = "remark", _("remark")
    CHANGE = "change", _("change of the text")


class NoteFate(models.TextChoices):
    """What became of a note, said to whoever wrote it."""

    WAITING = "waiting", _("not answered yet")
    ANSWERED = "answered", _("answered")
    TAKEN = "taken", _("taken up")
    DECLINED = "declined", _("not taken up")


class Speaker(models.TextChoices):
    """How the author of a note stands towards the plan, by their own word."""

    RESIDENT = "resident", _("resident")
    FIELD = "field", _("field staff")
    SERVICE = "service", _("service or association")
    BUSINESS = "business", _("business, farm, shop")
    OTHER = "other", _("other")


class StakeVariety(models.TextChoices):
    HOSPITAL = "hospital", _("hospital, clinic")
    CARE = "care", _("care home")
    SCHOOL = "school", _("school, nursery")
    CROWD = "crowd", _("place that receives the public")
    NETWORK = "network", _("network site")
    INDUSTRY = "industry", _("industrial site")
    FARM = "farm", _("farm, milking")
    HERITAGE = "heritage", _("heritage")
    CAMP = "camp", _("campsite, travellers’ site")
    PRIORITY = "priority", _("priority site for electricity")
    VULNERABLE = "vulnerable", _("vulnerable people at home")


# The list of priority sites is not publishable (order of 5 July 1990), nor is the register of vulnerable people
# (Code de l'action sociale et des familles, L121-6-1): no export, page or index may hold them.
NEVER_OPEN_STAKES = (StakeVariety.PRIORITY, StakeVariety.VULNERABLE)


class MeansVariety(models.TextChoices):
    TRANSPORT = "transport", _("transport")
    LODGING = "lodging", _("lodging")
    SUPPLY = "supply", _("food and supply")
    ENERGY = "energy", _("electricity, heat")
    WATER = "water", _("water")
    MACHINE = "machine", _("machines and tools")
    SIGN = "sign", _("signs and barriers")
    COMMUNICATION = "radio", _("communication")
    CARE = "care", _("first aid")
    PEOPLE = "people", _("people")


class Ownership(models.TextChoices):
    OWN = "own", _("own")
    PRIVATE = "private", _("private, by agreement")
    POOLED = "pooled", _("pooled with neighbours")


class Channel(models.TextChoices):
    SMS = "sms", _("text message")
    VOICE = "voice", _("loudspeaker")
    SIREN = "siren", _("siren")
    POSTER = "poster", _("poster, leaflet")
    WEB = "web", _("website")
    SOCIAL = "social", _("social media")
    DOOR = "door", _("door to door")
    PRESS = "press", _("press, radio")


class DebriefFormat(models.TextChoices):
    """Formats of the WHO's after action review (2019)."""

    DEBRIEF = "debrief", _("debrief, half a day")
    GROUP = "group", _("working group")
    INTERVIEWS = "interviews", _("interviews")
    MIXED = "mixed", _("mixed")
