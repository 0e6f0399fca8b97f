"""Words of the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Variety(models.TextChoices):
    """What a sheet is."""

    LEAD = "lead", pgettext_lazy("sheet", "lead")
    FIELDWORK = "fieldwork", pgettext_lazy("sheet", "fieldwork")
    REFERENCE = "reference", pgettext_lazy("sheet", "reference")
    PORTRAIT = "portrait", _("portrait of an actor")
    ARTICLE = "article", _("article")
    METHOD = "method", _("method")
    DATASET = "dataset", _("data set")
    KIT = "kit", _("kit")
    SESSION = "session", _("report of a session")


PLURALS = {
    Variety.LEAD: _("leads"),
    Variety.FIELDWORK: _("fieldwork"),
    Variety.REFERENCE: _("references"),
    Variety.PORTRAIT: _("portraits"),
    Variety.ARTICLE: _("articles"),
    Variety.METHOD: _("methods"),
    Variety.DATASET: _("data sets"),
    Variety.KIT: _("kits"),
    Variety.SESSION: _("sessions"),
}


class Licence(models.TextChoices):
    """SPDX identifiers; what people find is free to reuse, under one of these."""

    ETALAB = "etalab-2.0", _("Licence Ouverte 2.0")
    CC_BY = "CC-BY-4.0", _("Creative Commons, attribution")
    CC_BY_SA = "CC-BY-SA-4.0", _("Creative Commons, attribution, share alike")
    CC0 = "CC0-1.0", _("Creative Commons zero")
    ODBL = "ODbL-1.0", _("Open Database Licence")


class DraftStage(models.TextChoices):
    """Where a report that was read stands."""

    CHECKING = "checking", _("to be checked")
    WAITING = "waiting", _("being published")
    DONE = "done", _("in the library")


class LinkState(models.TextChoices):
    """Whether the page that a sheet leads to still answers."""

    ANSWERS = "answers", _("answers")
    MOVED = "moved", _("has moved")
    GONE = "gone", _("no longer answers")
