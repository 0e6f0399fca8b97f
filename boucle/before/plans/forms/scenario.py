"""The forms of a scenario and of its injects."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.before.plans.enums import Hazard
from boucle.before.plans.models import Inject, Measure, Plan, Scenario, Section
from boucle.before.plans.queries import scenarios as queries
from boucle.foundation.situations.models import Template

LONGEST_EXERCISE = 14 * 24 * 60  # minutes


class ScenarioForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the scenario"),
        help_text=gettext_lazy("What happens, and where: “Power cut on a winter evening, Thier district”."),
        max_length=120,
    )
    hazard = forms.ChoiceField(
        label=gettext_lazy("Hazard"), choices=[("", gettext_lazy("Every hazard")), *Hazard.choices], required=False
    )
    introduction = forms.CharField(
        label=gettext_lazy("What is supposed to happen"),
        help_text=gettext_lazy("For the crisis staff: the public does not read it."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    template = forms.ModelChoiceField(
        label=gettext_lazy("What the public reads when it is activated"),
        help_text=gettext_lazy("The template of the situation: its themes, its instructions, its delays."),
        queryset=Template.objects.order_by("slug"),
        required=False,
        empty_label=gettext_lazy("Nothing ready: the texts are written later"),
    )
    measures = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Measures"),
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = queries.choices(plan)
        field = self.fields["measures"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Measure.objects.filter(queries.ACTIVE, section__plan=plan)
        self.fields["name"].error_messages["required"] = _("Give the scenario a name: what happens, and where.")

    def chosen(self) -> set[str]:
        """The ids that are ticked, as a browser sends them."""
        value = self["measures"].value() or []
        return {str(getattr(each, "pk", each)) for each in value}

    def sections(self) -> list[tuple[Section, list[tuple[Measure, bool]]]]:
        """What can be ticked, by section."""
        ticked = self.chosen()
        return [(one, [(each, str(each.pk) in ticked) for each in rows]) for one, rows in self.offered]

    def fields_of_scenario(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "hazard", "introduction", "template", "measures")}


def scenario_initial(scenario: Scenario | None) -> dict[str, Any]:
    if scenario is None:
        return {"form_key": uuid4()}
    names = ("name", "hazard", "introduction", "template")
    held = list(scenario.measures.values_list("pk", flat=True))
    return {name: getattr(scenario, name) for name in names} | {"measures": held, "seen": scenario.version}


class InjectForm(forms.Form):
    minutes = forms.IntegerField(
        label=gettext_lazy("Minute"),
        help_text=gettext_lazy("So many minutes after the beginning of the exercise."),
        min_value=0,
        max_value=LONGEST_EXERCISE,
    )
    title = forms.CharField(
        label=gettext_lazy("What happens"),
        help_text=gettext_lazy("As the players will hear it: “The care home calls: no heating since noon”."),
        max_length=160,
    )
    text = forms.CharField(
        label=gettext_lazy("More about it"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    role = forms.CharField(
        label=gettext_lazy("For which role"),
        help_text=gettext_lazy("As the measures write it. Empty: for everybody."),
        max_length=60,
        required=False,
    )
    expected = forms.CharField(
        label=gettext_lazy("What should happen then"),
        help_text=gettext_lazy("For whoever runs the exercise: the players do not read it."),
        max_length=500,
        required=False,
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def fields_of_inject(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("minutes", "title", "text", "role", "expected")}


def inject_initial(inject: Inject | None) -> dict[str, Any]:
    if inject is None:
        return {"form_key": uuid4()}
    return {name: getattr(inject, name) for name in ("minutes", "title", "text", "role", "expected")}
