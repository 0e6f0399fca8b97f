"""Forms of whoever keeps an inventory."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.before.dominos.engine import cells
from boucle.before.dominos.enums import Change
from boucle.before.dominos.forms.fields import HoursField
from boucle.before.dominos.models import Inventory
from boucle.before.dominos.models.challenge import Fate
from boucle.before.dominos.queries import finding

HEAVIEST = 20 * 1024 * 1024
DAY = forms.DateInput(attrs={"type": "date"})


class InventoryForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("dominoes", "Name"), max_length=120)
    introduction = forms.CharField(
        label=gettext_lazy("Introduction"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)


class FilesForm(forms.Form):
    services = forms.FileField(
        label=gettext_lazy("Services: CSV or GeoJSON"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.json,.geojson"}),
    )
    needs = forms.FileField(
        label=gettext_lazy("Dependencies: CSV"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv"}),
    )
    cuts = forms.FileField(
        label=gettext_lazy("Schedules of cuts: CSV"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv"}),
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        files = [file for name in ("services", "needs", "cuts") if (file := typed.get(name))]
        if not files and not self.errors:
            raise forms.ValidationError(_("Choose at least one file."))
        if sum(one.size for one in files) > HEAVIEST:
            raise forms.ValidationError(_("These files weigh more than 20 MB: cut them in several."))
        return typed


class ScheduleForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("dominoes", "Name"), max_length=120)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    season = forms.CharField(
        label=gettext_lazy("Season"),
        help_text=gettext_lazy("Schedules of one season make one rotation: its fairness is read over all of them."),
        required=False,
        max_length=60,
    )


class RotationForm(forms.Form):
    country = forms.ChoiceField(
        label=gettext_lazy("As in"),
        choices=(
            ("BE", gettext_lazy("Belgium: one tranche each evening, 17:00 to 20:00, from 8 to 2")),
            ("FR", gettext_lazy("France: two hours each, from 8:00 to 12:00 and from 18:00 to 20:00")),
        ),
    )
    first = forms.DateField(label=gettext_lazy("First day"), widget=DAY)
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=60, initial=7)
    season = forms.CharField(label=gettext_lazy("Season"), max_length=60)


class CutForm(forms.Form):
    what = forms.ChoiceField(label=gettext_lazy("What is cut"))
    start = HoursField(label=gettext_lazy("From"), required=True, help_text=gettext_lazy("Such as 17:00"))
    end = HoursField(label=gettext_lazy("Until"), required=True, help_text=gettext_lazy("After midnight: 25:30"))

    def __init__(self, *args: Any, inventory: Inventory, **options: Any) -> None:
        super().__init__(*args, **options)
        tranches = [(f"t:{name}", _("tranche %(name)s") % {"name": name}) for name in finding.tranches(inventory)]
        services = [(f"s:{one.code}", one.name) for one in inventory.services.order_by("name", "code")]
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(_("Tranches")), tranches), (str(_("Services")), services)]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and typed["end"] <= typed["start"]:
            self.add_error("end", _("A cut ends after it begins."))
        return typed


class MeasureForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Measure"), max_length=120)
    service = forms.ChoiceField(label=gettext_lazy("Which service"))
    change = forms.ChoiceField(label=gettext_lazy("What changes"), choices=Change.choices)
    value = forms.CharField(
        label=gettext_lazy("New value"),
        help_text=gettext_lazy("Hours (4 or 1:30); a share from 0 to 1 for a failure; empty for “never cut”."),
        max_length=12,
        required=False,
    )
    supplier = forms.ChoiceField(label=gettext_lazy("Behind which supply"), required=False)
    start = HoursField(
        label=gettext_lazy("From which hour"),
        help_text=gettext_lazy("Such as 18:00 on the day of the cut; empty when it is there before."),
    )
    cost = forms.IntegerField(label=gettext_lazy("Cost, in euros"), min_value=0, max_value=2**31 - 1, required=False)
    delay = forms.CharField(
        label=gettext_lazy("When it can be there"), max_length=60, required=False,
        help_text=gettext_lazy("As you would say it: this evening, in spring."),
    )  # fmt: skip

    def __init__(self, *args: Any, inventory: Inventory, **options: Any) -> None:
        super().__init__(*args, **options)
        self.services = {one.code: one for one in inventory.services.order_by("name", "code")}
        choices = [(one.code, one.name) for one in self.services.values()]
        for name, first in (("service", []), ("supplier", [("", str(_("all of them")))])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = first + choices

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        value, change = typed.get("value") or "", typed.get("change")
        number = cells.number(value) if change == Change.FAILURE else cells.hour(value)
        most = 1 if change == Change.FAILURE else 366 * 24
        if change == Change.SHELTERED:
            number = 0.0
        if not 0 <= number <= most and "value" not in self.errors:
            self.add_error("value", _("Write hours such as 4 or 1:30, or a share from 0 to 1 for a failure."))
        typed["number"] = number
        return typed


class ComputeForm(forms.Form):
    draws = forms.IntegerField(label=gettext_lazy("Draws"), min_value=100, max_value=10_000, initial=1000)
    seed = forms.IntegerField(label=gettext_lazy("Seed"), min_value=0, max_value=2**31 - 1, initial=20261118)


class AnswerForm(forms.Form):
    fate = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[(one.value, one.label) for one in (Fate.CHANGED, Fate.KEPT)],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Public, and said to whoever brought it."),
    )  # fmt: skip
