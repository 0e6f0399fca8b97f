"""What a role does when the plan is activated."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.before.plans.enums import Discipline
from boucle.foundation.core.fields import LineField, TextField

A_MONTH = 43_200  # minutes


class MeasureForm(forms.Form):
    title = LineField(
        label=gettext_lazy("What is done"),
        help_text=gettext_lazy("Begin with a verb: “Bring the generator to the pumping station”."),
        max_length=160,
        error_messages={"required": gettext_lazy("Say what is done.")},
    )
    role = LineField(
        label=gettext_lazy("Role that does it"),
        help_text=gettext_lazy("A role, not a name: “Logistics”, “Works team”."),
        max_length=60,
        error_messages={"required": gettext_lazy("Say which role does it.")},
    )
    discipline = forms.ChoiceField(
        label=gettext_lazy("Discipline"),
        required=False,
        choices=[("", pgettext_lazy("discipline of a measure", "none")), *Discipline.choices],
    )
    moment = LineField(
        label=gettext_lazy("When, as people say it"),
        help_text=gettext_lazy("“Before 4 p.m.”, “the evening before”."),
        max_length=60,
        required=False,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes after the activation"),
        help_text=gettext_lazy("Empty: no deadline."),
        min_value=0,
        max_value=A_MONTH,
        required=False,
    )
    detail = TextField(
        label=gettext_lazy("How"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ChangeMeasureForm(MeasureForm):
    position = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=1, max_value=999)

    def fields_of_measure(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
