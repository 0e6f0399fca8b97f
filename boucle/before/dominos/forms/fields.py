"""Times and points as people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.before.dominos.engine import cells

LONGEST = 366 * 24  # hours


class HoursField(forms.CharField):
    """`1:30`, `1,5` or `1.5` hours; gives minutes, or None when it is empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 12)
        options.setdefault("help_text", gettext_lazy("In hours: 1:30 or 1,5"))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = cells.hour(typed.strip())
        if not 0 <= found <= LONGEST:
            raise forms.ValidationError(_("Write hours, 0 or more, such as 1:30 or 1,5."))
        return round(60 * found)

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 60}:{value % 60:02}" if isinstance(value, int) else value


class PercentField(forms.FloatField):
    """From 0 to 100; gives a probability."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=100, localize=True, **options)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return None if typed is None else typed / 100
