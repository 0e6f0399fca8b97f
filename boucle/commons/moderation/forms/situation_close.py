"""The form of a closing: what stays."""

from collections.abc import Sequence
from typing import Any

from django import forms

from boucle.commons.moderation.queries.situation import HandOver, ThemeLot


class KnownNumbers(forms.MultipleChoiceField):
    """Identifiers among those shown; one that is no longer there since the page was opened is left out."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        return frozenset(int(number) for number in value or () if self.valid_value(number))


class CloseForm(forms.Form):
    """What stays: whole themes, and fiches one by one."""

    themes = KnownNumbers(required=False)
    fiches = KnownNumbers(required=False)

    def __init__(self, *args: Any, lots: Sequence[ThemeLot], **options: Any) -> None:
        super().__init__(*args, **options)
        themes, fiches = self.fields["themes"], self.fields["fiches"]
        assert isinstance(themes, KnownNumbers)
        assert isinstance(fiches, KnownNumbers)
        themes.choices = [(lot.key, str(lot.theme or "")) for lot in lots]
        fiches.choices = [(row.pk, row.title) for lot in lots for row in lot.rows]

    def hand_over(self) -> HandOver:
        return HandOver(self.cleaned_data["themes"], self.cleaned_data["fiches"])
