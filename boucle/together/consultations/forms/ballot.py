"""The whole ballot as one form: a box, a number or a rank for each option."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import formats
from django.utils.translation import gettext as _

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.enums import BallotType, Method
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import sheets

ONE = "one"  # a vote: a single option
BOXES = (BallotType.APPROVAL, BallotType.KNAPSACK)


class Row(NamedTuple):
    item: Item
    field: forms.BoundField | None  # none where a single option is chosen
    is_chosen: bool
    cost: str  # as money, or nothing


class BallotForm(forms.Form):
    """`values()` after is_valid(): what `actions.keep_ballot` takes."""

    def __init__(self, data: Any, *, filled: sheets.Filled, row: Consultation) -> None:
        super().__init__(data)
        self.filled, self.rule = filled, row.rule
        self.kind = ONE if row.method == Method.VOTE else str(self.rule.get("ballot", BallotType.DOTS))
        self.points, self.per_item = self.rule.get("points"), self.rule.get("per_item")
        self.budget = self.rule.get("budget", 0)
        for line in filled.options:
            said = line.answer.value if line.answer is not None else None
            if self.kind != ONE:
                self.fields[name(line.item)] = self.field(line.item, said)
        if self.kind == ONE:
            self.fields["one"] = self.single()

    @property
    def is_boxes(self) -> bool:
        """A cross says everything."""
        return self.kind in BOXES or (self.kind != BallotType.RANKING and self.per_item == 1)

    def field(self, item: Item, said: Any) -> forms.Field:
        if self.is_boxes:
            return forms.BooleanField(label=item.text, required=False, initial=bool(said))
        if self.kind == BallotType.RANKING:
            most = min(self.points or len(self.filled.options), len(self.filled.options))
            ranks = [("", "–"), *((str(rank), str(rank)) for rank in range(1, most + 1))]
            return forms.ChoiceField(label=item.text, choices=ranks, required=False, initial=str(said or ""))
        most = min(one for one in (self.per_item, self.points, 1000) if one)
        box = forms.NumberInput(attrs={"min": 0, "max": most, "inputmode": "numeric"})
        return forms.CharField(label=item.text, required=False, widget=box, initial=said or 0)

    def single(self) -> forms.Field:
        chosen = next((str(line.item.number) for line in self.filled.options if line.answer and line.answer.value), "")
        choices = [(str(line.item.number), line.item.text) for line in self.filled.options]
        missing = {"required": _("Choose one."), "invalid_choice": _("Choose among the answers that are proposed.")}
        return forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect, initial=chosen, label=_("Your vote"), error_messages=missing
        )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for line in self.filled.options:
            field = name(line.item)
            if field in typed and not isinstance(typed[field], bool):
                self.check(line.item, field, typed)
        return typed

    def check(self, item: Item, field: str, typed: dict[str, Any]) -> None:
        try:
            typed[field] = rules.check_value(item, typed[field])
        except NotPossible as refusal:
            self.add_error(field, str(refusal))

    def values(self) -> dict[Item, Any]:
        if self.kind == ONE:
            chosen = self.cleaned_data["one"]
            return {line.item: 1 for line in self.filled.options if str(line.item.number) == chosen}
        return {line.item: int(self.cleaned_data.get(name(line.item)) or 0) for line in self.filled.options}

    def rows(self) -> Iterator[Row]:
        """Each option with its field, as it is now."""
        chosen = str(self["one"].value() or "") if self.kind == ONE else ""
        for line in self.filled.options:
            bound = None if self.kind == ONE else self[name(line.item)]
            yield Row(line.item, bound, chosen == str(line.item.number), money(line.item.cost))

    def placed(self) -> int:
        """Dots, crosses or money as typed, whatever is wrong with them."""
        values = [(row.item, number(row.field.value())) for row in self.rows() if row.field is not None]
        if self.kind == BallotType.KNAPSACK:
            return sum(item.cost or 0 for item, value in values if value)
        if self.kind == BallotType.RANKING:
            return sum(bool(value) for _item, value in values)
        return sum(value for _item, value in values)

    @property
    def most(self) -> int | None:
        most: int | None = self.budget if self.kind == BallotType.KNAPSACK else self.points
        return most

    @property
    def left(self) -> int | None:
        return None if self.most is None else self.most - self.placed()

    def most_shown(self) -> str:
        return self.shown(self.most or 0)

    def left_shown(self) -> str:
        return self.shown(self.left or 0)

    def over_shown(self) -> str:
        return self.shown(-(self.left or 0))

    def shown(self, amount: int) -> str:
        return money(amount) if self.kind == BallotType.KNAPSACK else str(amount)

    def wrong(self) -> bool:
        """Whether a line of its own is to be corrected."""
        return any(field != NON_FIELD_ERRORS for field in self.errors)


def money(amount: int | None) -> str:
    """`12 500 €`, in the reader's language."""
    return "" if amount is None else f"{formats.number_format(amount, 0, force_grouping=True)}\u00a0€"


def name(item: Item) -> str:
    return f"option_{item.number}"


def number(typed: Any) -> int:
    if isinstance(typed, bool):
        return int(typed)
    if typed == "on":
        return 1
    text = str(typed or "").strip()
    return int(text) if text.isdecimal() else 0
