"""One form for each step of a lesson's way round."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.after.lessons.enums import Degree, Loop, Method, Target, Verdict
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core.fields import LineField, TextField
from boucle.foundation.lifecycle.models import Contribution, Revision
from boucle.foundation.situations.models import Situation, Theme

END_OF_DAY = time(18)
Versions = Sequence[tuple[Contribution, Sequence[Revision]]]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def events_field(events: Sequence[Situation]) -> Any:
    return Situation.objects.filter(pk__in=[one.pk for one in events]).order_by("-activated_at", "-id")


class BeginForm(forms.Form):
    title = LineField(
        label=gettext_lazy("In one sentence"),
        help_text=gettext_lazy("What surprised: “The tank holds three hours”: it held one."),
        max_length=120,
        error_messages={"required": gettext_lazy("Say it in one sentence.")},
    )
    raw = TextField(
        label=gettext_lazy("As it was said or noted"),
        help_text=gettext_lazy("Raw words, for the staff. What everybody reads is written at the next step."),
        max_length=8000,
        widget=area(6),
        error_messages={"required": gettext_lazy("Say in a few words what was seen.")},
    )
    event = forms.ModelChoiceField(
        label=gettext_lazy("From which event"),
        queryset=Situation.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of these"),
    )
    is_positive = forms.BooleanField(label=gettext_lazy("It went well: worth doing again"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, events: Sequence[Situation], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["event"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = events_field(events)


class AnalyseForm(forms.Form):
    title = LineField(label=gettext_lazy("In one sentence"), max_length=120)
    text = TextField(
        label=gettext_lazy("What everybody reads first"),
        help_text=gettext_lazy("Two sentences: what was learnt, what it changed or may change."),
        max_length=2000,
        required=False,
        widget=area(3),
    )
    expected = TextField(label=gettext_lazy("What was expected"), max_length=4000, required=False, widget=area(3))
    happened = TextField(
        label=gettext_lazy("What happened"),
        max_length=4000,
        widget=area(3),
        error_messages={"required": gettext_lazy("Say what happened: the rest comes from there.")},
    )
    why = TextField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("A cause that can be changed, not a culprit."),
        max_length=4000,
        required=False,
        widget=area(3),
    )
    next = TextField(label=gettext_lazy("From now on"), max_length=4000, required=False, widget=area(3))
    novelty = forms.TypedChoiceField(
        label=gettext_lazy("New"),
        choices=[(0, gettext_lazy("not said")), *Degree.choices],
        coerce=int,
        help_text=gettext_lazy("How new it was for those who had to act."),
    )
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Serious"),
        choices=[(0, gettext_lazy("not said")), *Degree.choices],
        coerce=int,
        help_text=gettext_lazy("What it did, or could have done. With novelty it gives the level of the debrief."),
    )
    loop = forms.ChoiceField(
        label=gettext_lazy("What it questions"),
        choices=[("", gettext_lazy("not said")), *Loop.choices],
        required=False,
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        help_text=gettext_lazy("Lessons of the same theme are looked for elsewhere."),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("not said"),
    )
    is_positive = forms.BooleanField(label=gettext_lazy("It went well: worth doing again"), required=False)

    def content(self) -> dict[str, Any]:
        """As the lifecycle writes it: the theme by its slug."""
        theme = self.cleaned_data["theme"]
        return {**self.cleaned_data, "theme": theme.slug if theme else ""}


class RecommendForm(forms.Form):
    text = TextField(
        label=gettext_lazy("What should be done"),
        max_length=2000,
        widget=area(4),
        error_messages={"required": gettext_lazy("Say what is recommended.")},
    )


class DecideForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("The decision"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what is decided: accepted, amended or refused.")},
    )
    body = LineField(
        label=gettext_lazy("Who decides"),
        help_text=gettext_lazy("A council, a service: nobody’s name."),
        max_length=120,
        error_messages={"required": gettext_lazy("Say who decides: a council, a service, a function.")},
    )
    on = day_field(gettext_lazy("Decided on"), required=False)
    words = TextField(
        label=gettext_lazy("What is decided"),
        help_text=gettext_lazy("Where it is not what was recommended."),
        max_length=2000,
        required=False,
        widget=area(3),
    )
    reason = TextField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Everybody reads it: cost, delay, another way, a risk that is accepted."),
        max_length=2000,
        widget=area(3),
        error_messages={"required": gettext_lazy("Say why: a decision without its reason is not published.")},
    )


class ActForm(forms.Form):
    title = LineField(
        label=gettext_lazy("What is to be done"),
        max_length=160,
        error_messages={"required": gettext_lazy("Say in a few words what is to be done.")},
    )
    role = LineField(label=gettext_lazy("Which service or role does it"), max_length=60, required=False)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who in it"), queryset=User.objects.none(), required=False, empty_label="—"
    )
    due = day_field(
        gettext_lazy("By when"),
        error_messages={"required": gettext_lazy("Say by when: an action without a date waits for ever.")},
    )
    means = LineField(
        label=gettext_lazy("Means that it takes"),
        help_text=gettext_lazy("Money, people, equipment."),
        max_length=300,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not typed.get("role") and typed.get("owner") is None:
            self.add_error("role", _("Say who does it: a service or a role, and if you can a person."))
        return typed

    def due_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["due"], END_OF_DAY))


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


class CheckForm(forms.Form):
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
    event = forms.ModelChoiceField(
        label=gettext_lazy("During which event"),
        queryset=Situation.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of these"),
    )
    measure = LineField(
        label=gettext_lazy("A figure, if there is one"),
        help_text=gettext_lazy("What is counted, with its unit: “minutes without water”."),
        max_length=120,
        required=False,
    )
    before = forms.FloatField(label=gettext_lazy("Before"), required=False)
    after = forms.FloatField(label=gettext_lazy("After"), required=False)
    on = day_field(gettext_lazy("Checked on"), required=False)

    def __init__(self, *args: Any, events: Sequence[Situation], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["event"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = events_field(events)

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(_("This day is still to come: check the date."))
        return day

    def fields_of_check(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "method": Method(data["method"]),
            "holds": data["holds"] == "yes",
            **{name: data[name] for name in ("evidence", "event", "measure", "before", "after", "on")},
        }


class LearnForm(forms.Form):
    reference = LineField(
        label=gettext_lazy("Reference of the testimony or of the earlier lesson"),
        help_text=gettext_lazy("Eight signs, at the top of its page."),
        max_length=12,
    )


class WhyForm(forms.Form):
    why = TextField(
        label=gettext_lazy("Why it is taken up again"),
        max_length=1000,
        widget=area(3),
        error_messages={"required": gettext_lazy("Say why it is taken up again.")},
    )


class ErrorForm(forms.Form):
    error_words = TextField(
        label=gettext_lazy("What the register says"),
        help_text=gettext_lazy("What happened, what you understood, what you changed. No culprit, no excuse."),
        max_length=4000,
        widget=area(7),
        error_messages={
            "required": gettext_lazy("An error that is published says what happened and what was understood.")
        },
    )
