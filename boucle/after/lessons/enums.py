"""Words of the loop."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Speaker(models.TextChoices):
    """Who saw it, by their own word."""

    RESIDENT = "resident", _("resident")
    FIELD = "field", _("field staff")
    VOLUNTEER = "volunteer", _("volunteer")


class Channel(models.TextChoices):
    """How a testimony came."""

    FORM = "form", pgettext_lazy("testimony", "by form")
    PHONE = "phone", pgettext_lazy("testimony", "by telephone")
    PAPER = "paper", pgettext_lazy("testimony", "on paper")


class Stage(models.TextChoices):
    """Where a lesson is on its way round; beside its state, which says who reads it."""

    OBSERVED = "observed", _("Observed")
    ANALYSED = "analysed", _("Understood")
    DECIDED = "decided", _("Decided")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done, to be checked")
    VERIFIED = "verified", _("Closed with proof")
    REFUSED = "refused", _("Refused with its reason")


ENDED = (Stage.VERIFIED, Stage.REFUSED)


class Loop(models.TextChoices):
    """What is questioned (Argyris and Schön, 1978): what is done, why it is done, how we learn."""

    SINGLE = "single", _("single loop: a procedure changes")
    DOUBLE = "double", _("double loop: an assumption, a goal or a rule is questioned")
    LEARNING = "learning", _("learning to learn: how we debrief changes")


class Degree(models.IntegerChoices):
    """How new, how serious."""

    LOW = 1, pgettext_lazy("degree", "little")
    MEDIUM = 2, pgettext_lazy("degree", "clearly")
    HIGH = 3, pgettext_lazy("degree", "very")


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    AMENDED = "amended", _("accepted, amended")
    REFUSED = "refused", pgettext_lazy("decision", "refused")


class Target(models.TextChoices):
    """What a lesson changes."""

    SECTION = "section", _("a section of a plan")
    RULE = "rule", _("a rule, an agreement")
    TRAINING = "training", _("a training")
    EQUIPMENT = "equipment", _("equipment")


class Method(models.TextChoices):
    """How it is checked that the change holds."""

    EXERCISE = "exercise", _("exercise")
    RETEST = "retest", _("test done again")
    EVENT = "event", _("real event")
    INDICATOR = "indicator", _("indicator")


class ReviewFormat(models.TextChoices):
    """The formats of the sheets to print, by the same names."""

    DEBRIEF = "debrief", _("debrief of half a day")
    GROUP = "group", _("working group")
    INTERVIEWS = "interviews", _("interviews")
    INTRA = "intra", _("review while the crisis lasts")
