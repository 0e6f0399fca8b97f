"""Risks, stakes, means, refuges: what has a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.before.plans.enums import NEVER_OPEN_STAKES, Content, Ownership, StakeVariety
from boucle.before.plans.forms.entries.base import EntryForm, fields_of
from boucle.before.plans.models import Means, Refuge, Risk, Stake
from boucle.before.plans.queries import places


class RiskForm(EntryForm):
    asked = {"label": gettext_lazy("Say what the risk is.")}
    hints = {
        "label": gettext_lazy("As people say it: “the stream overflows into rue du Thier”."),
        "code": gettext_lazy("In France the GASPAR code; leave it empty if you do not know it."),
        "territory": gettext_lazy("Leave it empty for the whole plan."),
    }
    rows = {"consequence": 3}

    class Meta:
        model = Risk
        fields = fields_of(Content.RISKS)

    def prepare(self) -> None:
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = places.communes(self.section.plan)
        field.empty_label = _("All of them")


class StakeForm(EntryForm):
    asked = {"name": gettext_lazy("Give it a name."), "variety": gettext_lazy("Choose a kind.")}
    hints = {
        "name": gettext_lazy(
            "For vulnerable people, write no name here: “three homes with a device, rue du Thier”."
            " The person goes below."
        ),
        "need": gettext_lazy("Power, water, transport, somebody at the door, and within how long."),
    }
    rows = {"need": 3}

    class Meta:
        model = Stake
        fields = fields_of(Content.STAKES)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        variety = data.get("variety")
        if data.get("is_open") and variety in NEVER_OPEN_STAKES:
            said = _("“%(kind)s” is never shown to the public: the law closes it. Take the tick away.")
            self.add_error("is_open", said % {"kind": StakeVariety(variety).label})
        return data


class MeansForm(EntryForm):
    asked = {
        "name": gettext_lazy("Say what it is: “15 kVA generator on a trailer”."),
        "variety": gettext_lazy("Choose a kind."),
        "quantity": gettext_lazy("Say how many: 1 at least."),
    }
    hints = {"ownership": gettext_lazy("What is pooled is read by the crisis staff of the neighbouring plans too.")}

    class Meta:
        model = Means
        fields = fields_of(Content.MEANS)

    def prepare(self) -> None:
        quantity = self.fields["quantity"]
        assert isinstance(quantity, forms.IntegerField)
        quantity.widget.attrs["min"] = 1

    def clean_quantity(self) -> int:
        quantity: int = self.cleaned_data["quantity"]
        if quantity < 1:
            raise forms.ValidationError(_("There is at least one of it, or there is no line."))
        return quantity

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_open") and data.get("ownership") == Ownership.PRIVATE:
            self.add_error("is_open", _("Private means are never shown to the public: take the tick away."))
        return data


class RefugeForm(EntryForm):
    asked = {"name": gettext_lazy("Give the place a name.")}
    hints = {"hours_without_power": gettext_lazy("With its own generator or stove; 0 if it goes dark with the street.")}
    rows = {"access": 2}

    class Meta:
        model = Refuge
        fields = fields_of(Content.REFUGES)

    def clean_hours_without_power(self) -> float | None:
        hours: float | None = self.cleaned_data["hours_without_power"]
        if hours is not None and not 0 <= hours <= 24 * 60:
            raise forms.ValidationError(_("Hours go from 0 to 1440, which is sixty days."))
        return hours
