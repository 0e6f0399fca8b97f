"""The form of an exercise that is foreseen."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from boucle.before.plans.models import Plan, Scenario
from boucle.foundation.core import clock
from boucle.foundation.core.fields import LineField


class ExerciseForm(forms.Form):
    title = LineField(
        label=gettext_lazy("Title of the exercise"),
        help_text=gettext_lazy("What is tried, with whom: “A cold evening, with the care home”."),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the exercise a title.")},
    )
    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    scenario = forms.ModelChoiceField(
        label=gettext_lazy("Scenario that it plays"),
        queryset=Scenario.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not chosen yet"),
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Everybody may know the day"),
        help_text=gettext_lazy("Unticked, only the crisis staff sees it: an exercise that comes as a surprise."),
        required=False,
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"form_key": uuid4()}, **options})
        self.fields["on"].widget.attrs["min"] = clock.today().isoformat()
        field = self.fields["scenario"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = plan.scenarios.order_by("name", "id")
