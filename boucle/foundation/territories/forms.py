"""Where: a commune by name or postal code, an address, a point."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core.fields import LineField
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory


class PlaceForm(forms.Form):
    address = LineField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("A place where people come. Never the address of a private home."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    commune = LineField(
        label=gettext_lazy("Commune"),
        help_text=gettext_lazy("Its name or its postal code. Leave it empty when it is everywhere in the territory."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    territory = LineField(required=False, max_length=20, widget=forms.HiddenInput)  # the code of the one chosen
    point = LineField(
        label=gettext_lazy("Precise point"),
        help_text=gettext_lazy("Latitude and longitude, as maps give them: 45.7712, 4.8803"),
        required=False,
        max_length=300,
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    home: Territory  # where the form was opened
    place: Territory  # where the fiche is
    candidates: tuple[territories.Candidate, ...] = ()  # to choose from, when the commune's name is shared

    def settle_place(self) -> tuple[float | None, float | None]:
        """Finds the commune and the point; each error lands on its field."""
        typed = self.cleaned_data
        point = self.read_point(typed)
        commune = self.read_commune(typed.get("territory") or "", typed.get("commune") or "", point)
        if commune is None and point is not None and not self.errors:
            commune = territories.commune_at(*point, inside=self.home)
        self.place = commune or self.home
        return point if point is not None else (None, None)

    def read_point(self, typed: dict[str, Any]) -> tuple[float, float] | None:
        field, point = "point", None
        if typed.get("point"):
            point = territories.find(typed["point"], inside=self.home).point
            if point is None:
                self.add_error("point", _("Write the latitude, then the longitude, such as 45.7712, 4.8803."))
        elif typed.get("lat") is not None and typed.get("lon") is not None:
            field, point = "lat", (typed["lat"], typed["lon"])
        elif (typed.get("lat") is None) != (typed.get("lon") is None) and not {"lat", "lon"} & set(self.errors):
            self.add_error("lat", _("Give the latitude and the longitude, both in degrees."))
        if point is not None and not territories.contains(self.home, *point):
            self.add_error(
                field,
                _("This point is outside %(territory)s. Check the latitude and the longitude, or leave it empty.")
                % {"territory": self.home.name},
            )
            return None
        return point

    def read_commune(self, code: str, name: str, point: tuple[float, float] | None) -> Territory | None:
        if code:
            chosen = territories.by_code(code)
            if chosen is not None and territories.is_within(chosen.pk, self.home.pk):
                return chosen
            if not name:
                self.add_error("commune", self.outside(code))
                return None
        return self.find_commune(name, point) if name else None

    def find_commune(self, name: str, point: tuple[float, float] | None) -> Territory | None:
        inside = tuple(each for each in territories.find(name, inside=self.home).candidates if each.is_inside)
        exact = tuple(each for each in inside if each.is_exact) or inside
        if len(exact) == 1:
            return exact[0].territory
        if not exact:
            self.add_error("commune", self.outside(name))
            return None
        here = territories.commune_at(*point, inside=self.home) if point else None
        if here in [each.territory for each in exact]:
            return here
        self.candidates = exact
        self.add_error("commune", _("Several communes answer to “%(name)s”. Choose yours.") % {"name": name})
        return None

    def outside(self, name: str) -> str:
        return _("We know no commune “%(name)s” in %(territory)s. Write its full name or its postal code.") % {
            "name": name,
            "territory": self.home.name,
        }
