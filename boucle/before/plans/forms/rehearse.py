"""The form of an exercise that open lessons make: everything is proposed already."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from boucle.before.plans.forms.exercise import ExerciseForm
from boucle.before.plans.models import Plan
from boucle.foundation.lifecycle.registry import Learnt


class RehearseForm(ExerciseForm):
    lessons = forms.MultipleChoiceField(
        label=gettext_lazy("Lessons that it plays"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one lesson that is still open.")},
    )

    def __init__(self, *args: Any, plan: Plan, offered: Sequence[Learnt], **options: Any) -> None:
        super().__init__(*args, plan=plan, **options)
        del self.fields["scenario"]
        self.offered = {str(one.contribution): one for one in offered}
        field = self.fields["lessons"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, said(one)) for key, one in self.offered.items()]

    def fields_of_exercise(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "lessons": [self.offered[key] for key in data["lessons"]]}


def said(one: Learnt) -> str:
    return f"{one.title} ({one.event})" if one.event else one.title
