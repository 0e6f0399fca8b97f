"""What is asked about a lesson: how it begins, what was understood, where it comes from, what an error taught."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.after.lessons.enums import Degree, Loop
from boucle.after.lessons.forms.fields import AboutEvent, area, event_field
from boucle.after.lessons.models import Review
from boucle.foundation.core.fields import LineField, TextField
from boucle.foundation.situations.models import Theme


class BeginForm(AboutEvent):
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
    event = event_field(gettext_lazy("From which event"))
    is_positive = forms.BooleanField(label=gettext_lazy("It went well: worth doing again"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


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


class LearnForm(forms.Form):
    """A testimony or an earlier lesson by its reference, the review that raised it, or both."""

    reference = LineField(
        label=gettext_lazy("Reference of the testimony or of the earlier lesson"),
        help_text=gettext_lazy("Eight signs, at the top of its page."),
        max_length=12,
        required=False,
    )
    review = forms.ModelChoiceField(
        label=gettext_lazy("Review that raised it"),
        queryset=Review.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of these"),
    )

    def __init__(self, *args: Any, reviews: Sequence[Review], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["review"]
        assert isinstance(field, forms.ModelChoiceField)
        rows = Review.objects.filter(pk__in=[one.pk for one in reviews]).select_related("territory")
        field.queryset = rows.order_by("-held_on", "-id")
        if not reviews:
            del self.fields["review"]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not typed.get("reference") and not typed.get("review") and not self.errors:
            self.add_error("reference", _("Give a reference, or choose a review."))
        return typed


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
