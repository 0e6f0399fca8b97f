"""Services and sites, and what each needs from another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boucle.before.dominos.enums import Gate, Kind, Vulnerability
from boucle.before.dominos.models.inventory import Inventory
from boucle.foundation.territories.models import Territory

A_YEAR = 366 * 24 * 60  # minutes


class Service(models.Model):
    """A closed one (`is_open` false: a priority site, people who depend on a device at home) is never shown, placed,
    named or exported to the public: order of 5 July 1990, L121-6-1 of the code of social action."""

    inventory = models.ForeignKey(Inventory, models.CASCADE, related_name="services")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    network = models.CharField(max_length=40, blank=True)  # of whom it is: an operator, a water company
    place = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    tile = models.BigIntegerField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)  # served
    vulnerability = models.CharField(max_length=20, choices=Vulnerability.choices, default=Vulnerability.EVERYBODY)
    tranche = models.CharField(max_length=40, blank=True)  # that a rotation cuts
    restart = models.PositiveIntegerField(default=0)  # minutes once supply is back
    is_vital = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    by_rule = models.CharField(max_length=40, blank=True)  # the rule of the library that wrote its figures

    class Meta:
        ordering = ["inventory", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["inventory", "code"],
                name="service_code_once",
                violation_error_message=_("Another service has this code already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, vulnerability__in=Vulnerability.values),
                name="service_words_known",
                violation_error_message=_("A service uses the kinds and the vulnerabilities of the list."),
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""),
                name="service_named",
                violation_error_message=_("A service has a code and a name."),
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True, tile__isnull=True)
                | Q(
                    lat__isnull=False,
                    lon__isnull=False,
                    tile__isnull=False,
                    lat__range=(-90, 90),
                    lon__range=(-180, 180),
                ),
                name="service_point_whole",
                violation_error_message=_("A point needs a latitude and a longitude, in degrees."),
            ),
            models.CheckConstraint(
                condition=Q(restart__lte=A_YEAR),
                name="service_restarts",
                violation_error_message=_("A service restarts within a year."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Dependency(models.Model):
    """`service` needs `supplier`. Autonomies in minutes; `refill`: minutes of supply that give back an hour of
    autonomy, 0 at once; `failure`: the probability that the backup is not there."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="needs")
    supplier = models.ForeignKey(Service, models.CASCADE, related_name="feeds")
    gate = models.CharField(max_length=10, choices=Gate.choices, default=Gate.ALL)
    need = models.PositiveSmallIntegerField(default=1)  # the k of "at least k of them"
    group = models.CharField(max_length=40, blank=True)  # joins rows of one gate
    low = models.PositiveIntegerField(default=0)
    likely = models.PositiveIntegerField(default=0)
    high = models.PositiveIntegerField(default=0)
    failure = models.FloatField(default=0)
    refill = models.PositiveIntegerField(default=0)
    by_rule = models.CharField(max_length=40, blank=True)  # of the library; empty: written by hand or imported

    class Meta:
        ordering = ["service", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "supplier", "group"],
                name="dependency_once",
                violation_error_message=_("This dependency is already there."),
            ),
            models.CheckConstraint(
                condition=~Q(service=F("supplier")),
                name="dependency_not_on_itself",
                violation_error_message=_("A service cannot depend on itself."),
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("likely"), likely__lte=F("high"), high__lte=A_YEAR),
                name="autonomy_in_order",
                violation_error_message=_("The likely autonomy lies between the shortest and the longest."),
            ),
            models.CheckConstraint(
                condition=Q(failure__gte=0, failure__lte=1),
                name="failure_is_probability",
                violation_error_message=_("A probability goes from 0 to 100 %."),
            ),
            models.CheckConstraint(
                condition=Q(gate__in=Gate.values, need__gte=1),
                name="gate_known",
                violation_error_message=_("A gate is one of the list, and needs one supplier at least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} ← {self.supplier_id}"
