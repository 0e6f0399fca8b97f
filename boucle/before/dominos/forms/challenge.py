"""Contest a figure: what somebody knows, which value, how they know it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.before.dominos.forms.fields import HoursField, PercentField
from boucle.before.dominos.models.provenance import Figure
from boucle.foundation.guard.forms import GuardedForm


class ChallengeForm(GuardedForm):
    """The fields of one figure: hours, people or a chance. All may stay empty: a doubt is worth saying."""

    text = forms.CharField(
        label=gettext_lazy("What you know"),
        help_text=gettext_lazy("What you saw, measured or were told. No name of a private person."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.CharField(
        label=gettext_lazy("How you know it"),
        help_text=gettext_lazy("I run it, I was there on such an evening, a document…"),
        max_length=300,
    )

    def __init__(self, *args: Any, figure: Figure, **options: Any) -> None:
        super().__init__(*args, **options)
        self.figure = figure
        self.names = add_value(self, figure)

    @property
    def values(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if not self.errors:
            typed["kept"] = kept(self, self.figure, typed)
        return typed


def add_value(form: forms.Form, figure: Figure) -> list[str]:
    """The fields in which the value of this figure is typed."""
    fields: dict[str, forms.Field]
    if figure == Figure.AUTONOMY:
        fields = {
            "likely": HoursField(label=_("The likely autonomy, you say")),
            "low": HoursField(label=_("At the shortest")),
            "high": HoursField(label=_("At the longest")),
        }
    elif figure == Figure.PEOPLE:
        fields = {
            "number": forms.IntegerField(
                label=_("How many people, you say"), min_value=0, required=False, max_value=2**31 - 1
            )
        }
    elif figure == Figure.FAILURE:
        fields = {"chance": PercentField(label=_("The chance that it fails, you say, in %"))}
    else:
        fields = {"time": HoursField(label=_("How long, you say"))}
    form.fields.update(fields)
    return list(fields)


def kept(form: forms.Form, figure: Figure, typed: dict[str, Any]) -> str:
    """The value as a history keeps it; empty when none is said."""
    if figure == Figure.AUTONOMY:
        if typed["likely"] is None:
            return ""
        low = typed["low"] if typed["low"] is not None else typed["likely"]
        high = typed["high"] if typed["high"] is not None else typed["likely"]
        if not low <= typed["likely"] <= high:
            form.add_error("likely", _("The likely autonomy lies between the shortest and the longest."))
        return f"{low}/{typed['likely']}/{high}"
    value = next(typed[name] for name in ("number", "chance", "time") if name in typed)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
