"""A round: what it asks, what it says first, when it begins and ends."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core import clock
from boucle.together.consultations.models import Item, Round


class MomentField(forms.DateTimeField):
    """A day and an hour, as browsers send them; shown where the platform lives."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=widget, **options)


class EndForm(forms.Form):
    closes_at = MomentField(
        label=gettext_lazy("Takes answers until"), help_text=gettext_lazy("Empty: until you close it.")
    )

    def clean_closes_at(self) -> Any:
        moment = self.cleaned_data["closes_at"]
        if moment is not None and moment <= clock.now():
            raise ValidationError(_("This end is already past: choose a later one."))
        return moment


class RoundForm(EndForm):
    items = forms.MultipleChoiceField(label=gettext_lazy("What it asks"), widget=forms.CheckboxSelectMultiple)
    introduction = forms.CharField(
        label=gettext_lazy("What people read first"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    opens_at = MomentField(
        label=gettext_lazy("Opens by itself on"), help_text=gettext_lazy("Empty: when you press the button.")
    )
    field_order = ("items", "introduction", "opens_at", "closes_at")

    def __init__(self, *args: Any, items: Iterable[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = {str(item.pk): item for item in items}
        field = self.fields["items"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, f"{item.number}. {item.text}") for key, item in self.rows.items()]
        field.error_messages["required"] = _("A round asks at least one thing.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("opens_at"), data.get("closes_at")
        if begins and ends and ends <= begins:
            self.add_error("closes_at", _("A round ends after it begins."))
        return data

    def fields_of_round(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = set(data["items"])
        return {
            "items": [item for key, item in self.rows.items() if key in chosen],
            "introduction": data["introduction"],
            "opens_at": data["opens_at"],
            "closes_at": data["closes_at"],
        }


def filled(round_: Round) -> dict[str, Any]:
    asked = [str(pk) for pk in round_.asked.values_list("item", flat=True)]
    return {
        "items": asked,
        "introduction": round_.introduction,
        "opens_at": round_.opens_at,
        "closes_at": round_.closes_at,
    }
