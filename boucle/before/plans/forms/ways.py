"""Where somebody places each way of planning, on two axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from boucle.before.plans.models.placement import EDGE

STEP = 5
CENTRE = (0, 0)
Points = dict[str, tuple[int, int] | None]


@dataclass(frozen=True)
class Row:
    """One subject of the form: a box that is ticked once it is placed, and two sliders."""

    code: str
    name: str
    box: forms.BoundField
    x: forms.BoundField
    y: forms.BoundField


def axis(label: Any) -> forms.IntegerField:
    slider = forms.NumberInput(attrs={"type": "range", "min": -EDGE, "max": EDGE, "step": STEP})
    return forms.IntegerField(label=label, min_value=-EDGE, max_value=EDGE, initial=0, required=False, widget=slider)


class PlacementForm(forms.Form):
    """A slider that moved is a place, ticked or not: nothing that somebody did is lost. Unticked and at rest, what was
    placed is taken back."""

    def __init__(
        self,
        *args: Any,
        subjects: Sequence[tuple[str, str]],
        mine: dict[str, tuple[int, int]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.subjects, self.mine = subjects, mine
        for code, _name in subjects:
            x, y = mine.get(code, CENTRE)
            self.fields[f"box-{code}"] = forms.BooleanField(
                label=gettext_lazy("I place it"), required=False, initial=code in mine
            )
            self.fields[f"x-{code}"] = axis(gettext_lazy("From top down to bottom up"))
            self.fields[f"y-{code}"] = axis(gettext_lazy("From linear to circular"))
            self.fields[f"x-{code}"].initial, self.fields[f"y-{code}"].initial = x, y

    def rows(self) -> list[Row]:
        return [
            Row(code, name, self[f"box-{code}"], self[f"x-{code}"], self[f"y-{code}"]) for code, name in self.subjects
        ]

    def points(self) -> Points:
        """What to keep, by code; None takes a place back."""
        return {code: self.point(code) for code, _name in self.subjects if self.is_told(code)}

    def is_told(self, code: str) -> bool:
        return code in self.mine or self.point(code) is not None

    def point(self, code: str) -> tuple[int, int] | None:
        data = self.cleaned_data
        here = (data.get(f"x-{code}") or 0, data.get(f"y-{code}") or 0)
        return here if data.get(f"box-{code}") or here != self.mine.get(code, CENTRE) else None
