"""A report to read, and what was read in it to be checked."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from boucle.after.library.enums import Variety
from boucle.after.library.forms.files import TextFileForm
from boucle.after.library.models import Draft
from boucle.foundation.core import text

HEAVIEST = 1024 * 1024  # bytes: some three hundred pages


class ReportForm(TextFileForm):
    heaviest = HEAVIEST
    too_heavy = gettext_lazy("This file weighs more than 1 MB: bring its text without the pictures.")
    empty = gettext_lazy("Choose a file, or paste the text of the report.")

    file = forms.FileField(
        label=gettext_lazy("A text file"),
        help_text=gettext_lazy("Saved as plain text or Markdown from the word processor."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.md,text/plain,text/markdown"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text itself, pasted"),
        required=False,
        max_length=HEAVIEST,
        widget=forms.Textarea(attrs={"rows": 14}),
    )


class SessionForm(forms.Form):
    """One session of a draft; its speakers and pieces are ticked by their number."""

    title = forms.CharField(label=gettext_lazy("Theme"), max_length=120)
    date = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    agreed = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    aside = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict | None, *, number: int, session: dict[str, Any]) -> None:
        speakers, pieces = session["speakers"], session["pieces"]
        initial = {
            "title": session["title"],
            "date": session["date"] or None,
            "agreed": [number for number, each in enumerate(speakers) if each["agreed"]],
            "aside": [number for number, each in enumerate(pieces) if not each["kept"]],
        }
        super().__init__(data, prefix=f"s{number}", initial=initial)
        labels = dict(Variety.choices)
        rows = [{**piece, "variety_label": labels[piece["variety"]]} for piece in pieces]
        self.number, self.session = number, {**session, "pieces": rows}
        for name, offered in (("agreed", speakers), ("aside", pieces)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedMultipleChoiceField)
            field.choices = [(place, str(place)) for place in range(len(offered))]

    def chosen(self, name: str) -> set[int]:
        return {int(value) for value in self[name].value() or [] if str(value).isdigit()}

    @property
    def agreed_numbers(self) -> set[int]:
        return self.chosen("agreed")

    @property
    def aside_numbers(self) -> set[int]:
        return self.chosen("aside")

    def typed(self) -> dict[str, Any]:
        day = self.cleaned_data["date"]
        return {
            "title": text.clean_line(self.cleaned_data["title"]),
            "date": day.isoformat() if day else "",
            "agreed": set(self.cleaned_data["agreed"]),
            "aside": set(self.cleaned_data["aside"]),
        }


class DraftForm(forms.Form):
    """A whole draft: what it is called, its preface, each of its sessions."""

    title = forms.CharField(label=gettext_lazy("Title of the report"), max_length=120)
    preface = forms.CharField(
        label=gettext_lazy("Preface"),
        help_text=gettext_lazy("Take out the addresses of people: those of e-mail are removed in any case."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, data: QueryDict | None, *, draft: Draft) -> None:
        super().__init__(data, initial={"title": draft.title[:120], "preface": draft.found["preface"]})
        self.sessions = [
            SessionForm(data, number=number, session=each) for number, each in enumerate(draft.found["sessions"])
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(each.is_valid() for each in self.sessions)])

    def typed(self) -> dict[str, Any]:
        return {**self.cleaned_data, "sessions": [each.typed() for each in self.sessions]}
