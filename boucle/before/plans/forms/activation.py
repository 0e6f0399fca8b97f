"""The forms of an activation: its beginning, its end, its debrief."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.before.plans.actions.activate import NATURES
from boucle.before.plans.actions.debrief import TEXTS, stamp
from boucle.before.plans.enums import DebriefFormat
from boucle.before.plans.models import Debrief, Scenario
from boucle.foundation.core import clock
from boucle.foundation.situations.enums import Nature
from boucle.foundation.tasks.models import Task

USUAL_DAYS = 7  # until somebody decides whether it ends
MOST_PEOPLE = 5000
EXPLAINED = {
    Nature.EXERCISE: gettext_lazy("every page says so, nothing reaches the public’s lists nor open data"),
    Nature.REAL: gettext_lazy("the public pages of the territory show it at once"),
    Nature.PLANNED: gettext_lazy("an event that you know of: the public pages announce it"),
}


class ActivateForm(forms.Form):
    nature = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[(one.value, one.label) for one in NATURES],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the situation"),
        help_text=gettext_lazy("As everybody will say it: “Power cut of 19 January”."),
        max_length=120,
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Beginning"),
        help_text=gettext_lazy("Empty: now. What is due so many minutes after counts from here."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    end_review_on = forms.DateField(
        label=gettext_lazy("End review"),
        help_text=gettext_lazy("The day on which you decide whether it goes on. You will be reminded."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scenario: Scenario, **options: Any) -> None:
        end = clock.today() + timedelta(days=USUAL_DAYS)
        options["initial"] = {"name": scenario.name, "end_review_on": end, "form_key": uuid4()}
        super().__init__(*args, **options)
        self.fields["nature"].error_messages["required"] = _("Say whether it is an exercise, real or planned.")

    def clean_end_review_on(self) -> Any:
        day = self.cleaned_data["end_review_on"]
        if day < clock.today():
            raise forms.ValidationError(_("The end review is in the past: choose today or a later day."))
        return day

    def clean_form_key(self) -> UUID:
        return self.cleaned_data["form_key"] or uuid4()

    def natures(self) -> list[tuple[Any, Any]]:
        """The buttons, each with what it means."""
        return [(button, EXPLAINED[Nature(str(button.data["value"]))]) for button in self["nature"]]


class TasksField(forms.MultipleChoiceField):
    """Ids of tasks; one that somebody ticked meanwhile is no mistake: it is done, and the action leaves it so."""

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal()


class EndForm(forms.Form):
    """Which of the open tasks nobody will do any more; the others stay open."""

    dropped = TasksField(label=gettext_lazy("Drop"), required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=gettext_lazy("Why they are dropped"),
        help_text=gettext_lazy("One sentence for all those that are ticked."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, tasks: Sequence[Task], is_exercise: bool, **options: Any) -> None:
        if is_exercise:  # nobody goes on with an exercise, unless they say so
            everything = [str(task.pk) for task in tasks]
            options["initial"] = {"dropped": everything, "reason": _("The exercise is over.")}
        super().__init__(*args, **options)
        field = self.fields["dropped"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(task.pk), task.title) for task in tasks]
        self.tasks = tasks

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("dropped") and not data.get("reason"):
            self.add_error("reason", _("Say why they are dropped, or untick them: they stay open."))
        return data

    def lines(self) -> list[tuple[Task, bool]]:
        ticked = {str(each) for each in self["dropped"].value() or []}
        return [(task, str(task.pk) in ticked) for task in self.tasks]


def long(label: Any, help_text: Any, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 6})
    return forms.CharField(label=label, help_text=help_text, max_length=4000, required=required, widget=widget)


class DebriefForm(forms.Form):
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=DebriefFormat.choices)
    held_on = forms.DateField(
        label=gettext_lazy("Held on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people took part"),
        help_text=gettext_lazy("A number: nobody’s name is kept."),
        min_value=0,
        max_value=MOST_PEOPLE,
    )
    expected = long(
        gettext_lazy("What was expected to happen?"),
        gettext_lazy("What the plan said, what each role was to do."),
        required=True,
    )
    happened = long(
        gettext_lazy("What happened?"),
        gettext_lazy("Facts and hours, no names. The figures are beside."),
        required=True,
    )
    why = long(
        gettext_lazy("Why was it different?"), gettext_lazy("What helped, what stood in the way, and its causes.")
    )
    next = long(
        gettext_lazy("What next?"),
        gettext_lazy("What is to be kept, what is to change. The next activation of this scenario shows it."),
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Everybody may read it"),
        help_text=gettext_lazy("With its figures, and without the names of the staff."),
        required=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, debrief: Debrief | None, **options: Any) -> None:
        names = ("format", "held_on", "people", *TEXTS, "is_open")
        known = {name: getattr(debrief, name) for name in names} if debrief else {"held_on": clock.today()}
        options["initial"] = {**known, "seen": stamp(debrief)}
        super().__init__(*args, **options)
        self.fields["expected"].error_messages["required"] = _("Say what was expected.")
        self.fields["happened"].error_messages["required"] = _("Say what happened.")

    def fields_of_debrief(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("format", "held_on", "people", *TEXTS)}
