"""Fields of a fiche: its themes."""

from typing import Any

from django import forms


class ThemeField(forms.ChoiceField):
    """Shows the widest themes, takes every one of `known`: an import and a referent may be more precise."""

    widget = forms.RadioSelect
    known: frozenset[str] = frozenset()

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.known
