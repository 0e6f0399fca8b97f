"""Fields of a fiche: its themes, its link."""

from typing import Any

from django import forms

from boucle.foundation.core import text


class ThemeField(forms.ChoiceField):
    """Shows the widest themes, takes every one of `known`: an import and a referent may be more precise."""

    widget = forms.RadioSelect
    known: frozenset[str] = frozenset()

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.known


class LinkField(forms.URLField):
    """`exemple.fr` is `https://exemple.fr`; only http and https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(text.clean_line(value or "")) or ""
