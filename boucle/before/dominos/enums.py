"""Kinds of service, gates, who is vulnerable, what a measure changes, how sure a figure is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gate(models.TextChoices):
    """How many suppliers a service needs: the gate holds, or its reserve is drawn."""

    ALL = "all", _("all of them")
    ANY = "any", _("any one of them")
    SOME = "some", _("at least k of them")
    NETWORK = "network", _("at least one in each network")


class Kind(models.TextChoices):
    FEEDER = "feeder", _("electricity feeder")
    SUBSTATION = "substation", _("substation")
    GENERATOR = "generator", _("generator")
    MAST = "mast", _("telephone mast")
    EXCHANGE = "exchange", _("telephone exchange")
    PUMP = "pump", _("pumping station")
    RESERVOIR = "reservoir", _("water reservoir")
    TREATMENT = "treatment", _("water treatment")
    GAS = "gas", _("gas station of the network")
    FUEL = "fuel", _("fuel station")
    HEAT = "heat", _("district heating")
    HOSPITAL = "hospital", _("hospital")
    CARE_HOME = "care_home", _("care home")
    DEVICES = "devices", _("people who depend on a device")
    EMERGENCY = "emergency", _("fire and rescue")
    LIFT = "lift", _("lift")
    TRAFFIC_LIGHT = "traffic_light", _("traffic light")
    MILKING = "milking", _("milking parlour")
    SCHOOL = "school", _("school")
    SHOP = "shop", _("food shop")
    PHARMACY = "pharmacy", _("pharmacy")
    HOMES = "homes", _("homes")
    OTHER = "other", pgettext_lazy("kind of service", "other")


# Functions that a territory cannot be without, where a file does not say it of each service.
VITAL = (
    Kind.MAST, Kind.EXCHANGE, Kind.PUMP, Kind.RESERVOIR, Kind.TREATMENT, Kind.HOSPITAL, Kind.CARE_HOME, Kind.DEVICES,
    Kind.EMERGENCY,
)  # fmt: skip


class Vulnerability(models.TextChoices):
    """Who the people served are."""

    EVERYBODY = "everybody", _("everybody")
    ELDERLY = "elderly", _("elderly people")
    CHILDREN = "children", _("children")
    PATIENTS = "patients", _("patients")
    DISABLED = "disabled", _("people with a disability")
    DEVICES = "devices", _("people who depend on a device")
    ISOLATED = "isolated", _("people who live alone or far")


class Change(models.TextChoices):
    """What a measure changes of a service."""

    AUTONOMY = "autonomy", _("autonomy, in hours")
    REFILL = "refill", _("hours of supply that give an hour of autonomy back")
    FAILURE = "failure", _("probability that the backup fails")
    RESTART = "restart", _("hours to restart once supply is back")
    SHELTERED = "sheltered", _("never cut by the schedule")


class Confidence(models.TextChoices):
    """How sure a figure is."""

    MEASURED = "measured", _("measured")
    DECLARED = "declared", _("told by who runs it")
    ESTIMATED = "estimated", _("estimated")
    ASSUMED = "assumed", _("assumed")
