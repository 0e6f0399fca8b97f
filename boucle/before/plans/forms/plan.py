"""A plan: its name, what it is for, with whom it is shared."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from boucle.before.plans.forms.fields import PlacesField
from boucle.foundation.core.fields import LineField, TextField


class PlanForm(forms.Form):
    name = LineField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As people say it: “Plan communal de sauvegarde de Bron”."),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the plan a name.")},
    )
    introduction = TextField(
        label=gettext_lazy("What it is for"),
        help_text=gettext_lazy("For whom, against what, since when. Everybody reads it once the plan is open."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    shared_with = PlacesField(
        label=gettext_lazy("Shared with"),
        help_text=gettext_lazy("Territories that run the same risk, one a line, by name or code: they list it too."),
        required=False,
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def fields_of_plan(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "introduction", "shared_with")}
