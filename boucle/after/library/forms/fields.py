"""Fields of a sheet: links without a scheme, themes."""

from typing import Any

from django import forms

from boucle.foundation.core import text


class LinkField(forms.URLField):
    """`exemple.fr` is `https://exemple.fr`; only http and https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", max_length=1000, **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(text.clean_line(value or "")) or ""
