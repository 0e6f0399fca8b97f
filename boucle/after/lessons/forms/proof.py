"""What changed, and what shows that it holds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.after.lessons.enums import Method, Target
from boucle.after.lessons.forms.fields import AboutEvent, area, day_field, event_field, not_to_come
from boucle.foundation.core.fields import LineField, TextField
from boucle.foundation.lifecycle.models import Contribution, Revision

Versions = Sequence[tuple[Contribution, Sequence[Revision]]]


class ChangeForm(forms.Form):
    """`versions`: sections with two versions at least. A choice names a section and its two versions."""

    target = forms.ChoiceField(
        label=gettext_lazy("What changed"),
        choices=Target.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what changed.")},
    )
    section = forms.ChoiceField(
        label=gettext_lazy("Which section, from which version to which"),
        help_text=gettext_lazy("The difference is shown on the page of the lesson."),
        required=False,
    )
    words = LineField(label=gettext_lazy("What changed, where no text shows it"), max_length=500, required=False)
    evidence = TextField(
        label=gettext_lazy("What proves it"),
        help_text=gettext_lazy("A report, an invoice, an attendance sheet, an address. Nobody’s name."),
        max_length=1000,
        required=False,
        widget=area(2),
    )
    on = day_field(gettext_lazy("Changed on"), required=False)

    def __init__(self, *args: Any, versions: Versions, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sections = {row.reference: row for row, _found in versions}
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *(choice for row, found in versions for choice in steps(row, found))]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("target") == Target.SECTION and not typed.get("section"):
            self.add_error("section", _("Choose the section, and what it was before and after."))
        return typed

    def fields_of_change(self) -> dict[str, Any]:
        data = self.cleaned_data
        known: dict[str, Any] = {"target": Target(data["target"]), "evidence": data["evidence"], "on": data["on"]}
        if data["target"] != Target.SECTION:
            return {**known, "words": data["words"]}
        reference, before, after = data["section"].split(":")
        return {**known, "section": self.sections[reference], "revisions": (int(before), int(after))}


def steps(row: Contribution, found: Sequence[Revision]) -> list[tuple[str, str]]:
    """From each version to the next, the newest first."""
    pairs = zip(found[1:], found[:-1], strict=True)
    return [
        (
            f"{row.reference}:{before.number}:{after.number}",
            _("%(title)s: from revision %(before)s to %(after)s")
            % {"title": row.title, "before": before.number, "after": after.number},
        )
        for before, after in pairs
    ]


class CheckForm(AboutEvent):
    method = forms.ChoiceField(
        label=gettext_lazy("How it was checked"),
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how it was checked.")},
    )
    holds = forms.ChoiceField(
        label=gettext_lazy("Does the change hold?"),
        choices=[
            ("yes", gettext_lazy("Yes: the lesson closes with this proof")),
            ("no", gettext_lazy("No: it goes back to its actions")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it holds.")},
    )
    evidence = TextField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy("What was seen, measured, written, and where it can be read."),
        max_length=1000,
        widget=area(3),
        error_messages={"required": gettext_lazy("Say what shows it: a lesson closes only on evidence.")},
    )
    event = event_field(gettext_lazy("During which event"))
    measure = LineField(
        label=gettext_lazy("A figure, if there is one"),
        help_text=gettext_lazy("What is counted, with its unit: “minutes without water”."),
        max_length=120,
        required=False,
    )
    before = forms.FloatField(label=gettext_lazy("Before"), required=False)
    after = forms.FloatField(label=gettext_lazy("After"), required=False)
    on = day_field(gettext_lazy("Checked on"), required=False, validators=[not_to_come])

    def fields_of_check(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "method": Method(data["method"]),
            "holds": data["holds"] == "yes",
            **{name: data[name] for name in ("evidence", "event", "measure", "before", "after", "on")},
        }
