"""Form fields that clean what people type: no NUL, no hidden reordering, no space at the ends."""

from typing import Any

from django import forms

from boucle.foundation.core import text


class LineField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return text.clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return text.clean(super().to_python(value) or "")


class MailField(forms.EmailField):
    def to_python(self, value: Any) -> str:
        return text.clean_line(super().to_python(value) or "")


class LinkField(forms.URLField):
    """`exemple.fr` is `https://exemple.fr`; only http and https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(text.clean_line(value or "")) or ""


class PhoneField(LineField):
    """Kept as typed; digits and the usual signs."""

    widget = forms.TextInput(attrs={"type": "tel"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
