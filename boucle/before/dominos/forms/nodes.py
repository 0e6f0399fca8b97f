"""A service, and what it needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.before.dominos.enums import VITAL, Confidence, Gate, Kind, Vulnerability
from boucle.before.dominos.forms.fields import HoursField, PercentField
from boucle.before.dominos.models import Inventory, Service
from boucle.before.dominos.queries import library
from boucle.before.dominos.queries.incoming_shapes import Said
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory


class SourcedForm(forms.Form):
    """Where the figures of the form come from."""

    source = forms.CharField(
        label=gettext_lazy("Where these figures come from"),
        help_text=gettext_lazy("A visit, an exercise, who runs it, a plan of the network."),
        max_length=300,
    )
    dated_on = forms.DateField(
        label=gettext_lazy("Date of the source"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure"), choices=Confidence.choices, initial=Confidence.DECLARED
    )

    def said(self) -> Said:
        typed = self.cleaned_data
        return Said(typed["source"], typed["confidence"], typed["dated_on"])


class ServiceForm(SourcedForm):
    code = forms.CharField(
        label=gettext_lazy("Code"), help_text=gettext_lazy("Short, the same in your files."), max_length=40
    )
    name = forms.CharField(label=pgettext_lazy("dominoes", "Name"), max_length=120)
    kind = forms.ChoiceField(label=pgettext_lazy("dominoes", "Kind"), choices=Kind.choices)
    network = forms.CharField(label=gettext_lazy("Network or operator"), max_length=40, required=False)
    commune = forms.CharField(
        label=gettext_lazy("Commune"), help_text=gettext_lazy("Its name or its postal code."), max_length=120,
        required=False,
    )  # fmt: skip
    point = forms.CharField(
        label=gettext_lazy("Precise point"),
        help_text=gettext_lazy("Latitude and longitude, as maps give them: 50.5704, 5.6844"),
        required=False,
        max_length=300,
    )
    people = forms.IntegerField(label=gettext_lazy("People served"), min_value=0, max_value=2**31 - 1, initial=0)
    vulnerability = forms.ChoiceField(label=gettext_lazy("Who they are"), choices=Vulnerability.choices)
    tranche = forms.CharField(
        label=gettext_lazy("Tranche"), help_text=gettext_lazy("Of the rotation that cuts it."), max_length=40,
        required=False,
    )  # fmt: skip
    restart = HoursField(label=gettext_lazy("Time to restart once supply is back"))
    is_vital = forms.BooleanField(
        label=gettext_lazy("A vital function: it comes first, however few people it serves"), required=False
    )
    is_closed = forms.BooleanField(
        label=gettext_lazy(
            "Closed: a priority site, or people who depend on a device at home. Never shown to the public"
        ),
        required=False,
    )

    def __init__(self, *args: Any, inventory: Inventory, service: Service | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.inventory, self.service = inventory, service
        if service is not None:
            self.fields["code"].disabled = True
            self.initial = {**initial(service), **self.initial}

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        if self.service is None and self.inventory.services.filter(code=code).exists():
            raise forms.ValidationError(_("Another service has this code already."))
        return code

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        typed["lat"], typed["lon"] = self.read_point(typed.get("point") or "") or (None, None)
        typed["place"] = self.read_commune(typed.get("commune") or "")
        if typed["place"] is None and typed["lat"] is not None and not self.errors:
            typed["place"] = territories.commune_at(typed["lat"], typed["lon"], inside=self.inventory.territory)
        return typed

    def read_point(self, typed: str) -> tuple[float, float] | None:
        if not typed:
            return None
        point = territories.find(typed, inside=self.inventory.territory).point
        if point is None:
            self.add_error("point", _("Write the latitude, then the longitude, such as 50.5704, 5.6844."))
        elif not territories.contains(self.inventory.territory, *point):
            sentence = _("This point is outside %(territory)s.") % {"territory": self.inventory.territory.name}
            self.add_error("point", sentence)
        else:
            return point
        return None

    def read_commune(self, typed: str) -> Territory | None:
        if not typed:
            return None
        inside = [one for one in territories.find(typed, inside=self.inventory.territory).candidates if one.is_inside]
        exact = [one for one in inside if one.is_exact] or inside
        if len(exact) == 1:
            return exact[0].territory
        said = (
            _("Several communes answer to “%(name)s”. Write its postal code.")
            if exact
            else _("We know no “%(name)s” here.")
        )
        self.add_error("commune", said % {"name": typed})
        return None

    def fields_written(self) -> dict[str, Any]:
        typed = self.cleaned_data
        names = ("name", "kind", "network", "place", "lat", "lon", "people", "vulnerability", "tranche", "is_vital")
        return {
            **{name: typed[name] for name in names},
            "restart": typed["restart"] or 0,
            "is_open": not typed["is_closed"],
        }


def initial(service: Service) -> dict[str, Any]:
    names = ("code", "name", "kind", "network", "people", "vulnerability", "tranche", "restart", "is_vital")
    point = f"{service.lat:.5f}, {service.lon:.5f}" if service.lat is not None else ""
    return {
        **{name: getattr(service, name) for name in names},
        "commune": service.place.name if service.place else "",
        "point": point,
        "is_closed": not service.is_open,
    }


def of_kind(kind: str) -> dict[str, Any]:
    """What the library says of a kind: a form begins with it."""
    if kind not in Kind.values:
        return {}
    typical = library.typical(kind)
    found: dict[str, Any] = {name: typical[name] for name in ("restart", "vulnerability", "source") if name in typical}
    if "source" in typical:
        found["source"] = _(typical["source"])
    if "date" in typical:
        found |= {"dated_on": typical["date"], "confidence": Confidence.ASSUMED}
    return {"kind": kind, "is_vital": kind in VITAL, "is_closed": not typical.get("is_open", True), **found}


class NeedForm(SourcedForm):
    suppliers = forms.MultipleChoiceField(
        label=gettext_lazy("What it needs"),
        help_text=gettext_lazy("Several ones stand behind one reserve together."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    gate = forms.ChoiceField(label=gettext_lazy("How many of them"), choices=Gate.choices)
    need = forms.IntegerField(label=gettext_lazy("k, for “at least k”"), min_value=1, max_value=999, required=False)
    likely = HoursField(label=gettext_lazy("Likely autonomy"))
    low = HoursField(label=gettext_lazy("At the shortest"))
    high = HoursField(label=gettext_lazy("At the longest"))
    failure = PercentField(label=gettext_lazy("Chance that the backup is not there, in %"))
    refill = HoursField(
        label=gettext_lazy("Supply that gives back an hour of autonomy"), help_text=gettext_lazy("Empty: at once")
    )

    def __init__(self, *args: Any, service: Service, **options: Any) -> None:
        super().__init__(*args, **options)
        others = service.inventory.services.exclude(pk=service.pk).order_by("name", "code")
        field = self.fields["suppliers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.code, one.name) for one in others]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        likely = typed.get("likely") or 0
        low = typed["low"] if typed.get("low") is not None else likely
        high = typed["high"] if typed.get("high") is not None else likely
        if not self.errors and not low <= likely <= high:
            self.add_error("likely", _("The likely autonomy lies between the shortest and the longest."))
        if typed.get("gate") == Gate.SOME and typed.get("need") and typed["need"] > len(typed.get("suppliers") or []):
            said = _("A gate that needs %(need)s suppliers has %(size)s only.")
            self.add_error("need", said % {"need": typed["need"], "size": len(typed.get("suppliers") or [])})
        typed["times"] = {"low": low, "likely": likely, "high": high}
        return typed

    def fields_written(self) -> dict[str, Any]:
        typed = self.cleaned_data
        is_joined = len(typed["suppliers"]) > 1
        return {
            **typed["times"],
            "gate": typed["gate"],
            "need": typed["need"] or 1,
            "group": "+".join(typed["suppliers"])[:40] if is_joined else "",
            "failure": typed["failure"] or 0,
            "refill": typed["refill"] or 0,
        }
