"""A sheet of paper, typed with a keyboard alone: one short field per item, the Tab key between them."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.enums import AGREE, DISAGREE, PASS, Access, ItemType
from boucle.together.consultations.forms.panel import GroupField
from boucle.together.consultations.models import Consultation, Item

VOTES = {
    **dict.fromkeys(("1", "+", "o", "oui", "y", "yes", "a", "x"), AGREE),
    **dict.fromkeys(("0", "=", "b", "blanc", "p", "pass"), PASS),
    **dict.fromkeys(("-1", "-", "−", "n", "non", "no", "d"), DISAGREE),
}
CROSSES = frozenset({"x", "v", "oui", "yes"})
HINTS = {
    ItemType.SCALE: gettext_lazy("The number that is ringed; empty: no opinion."),
    ItemType.ESTIMATE: gettext_lazy("Lowest, most likely, highest: 2 3 6."),
    ItemType.CHOICE: gettext_lazy("The numbers that are ticked: 1 3."),
    ItemType.RANKING: gettext_lazy("The numbers of the lines, from the first to the last: 3 1 2."),
    ItemType.PLACEMENT: gettext_lazy("Across, then up, from -100 to 100: 40 -20."),
    ItemType.STATEMENT: gettext_lazy("+ agrees, - disagrees, 0 passes."),
    ItemType.PROPOSAL: gettext_lazy("+ agrees, - disagrees, 0 passes."),
    ItemType.OPTION: gettext_lazy("Dots, points or a rank; x for a cross."),
}


def parts(typed: str) -> list[str]:
    return [part for part in re.split(r"[\s;/]+", typed.strip()) if part]


def estimate(typed: str) -> dict[str, str]:
    return dict(zip(("low", "best", "high"), parts(typed), strict=False))


def places(typed: str) -> list[Any]:
    """What is printed from 1 is kept from 0."""
    return [int(part) - 1 if part.isascii() and part.isdigit() else part for part in parts(typed)]


def stance(typed: str) -> Any:
    return VOTES.get(typed.lower(), typed)


def amount(typed: str) -> Any:
    return 1 if typed.lower() in CROSSES else typed


READ: dict[ItemType, Callable[[str], Any]] = {
    ItemType.ESTIMATE: estimate,
    ItemType.CHOICE: places,
    ItemType.RANKING: places,
    ItemType.PLACEMENT: parts,
    ItemType.STATEMENT: stance,
    ItemType.PROPOSAL: stance,
    ItemType.OPTION: amount,
}


class PaperForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of the letter"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    group = GroupField()
    replaces = forms.BooleanField(
        label=gettext_lazy("Replaces what this code already answered"),
        help_text=gettext_lazy("The sheet on paper is the one that counts."),
        required=False,
    )

    def __init__(self, *args: Any, consultation: Consultation, items: list[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        self.consultation, self.items = consultation, items
        is_public = consultation.access == Access.PUBLIC
        self.fields["code"].required = not is_public
        self.fields["code"].help_text = _("Empty: a sheet without a name.") if is_public else ""
        self.fields["code"].error_messages["required"] = _("Type the code that is on the letter.")
        field = self.fields["group"]
        assert isinstance(field, GroupField)
        field.queryset = consultation.groups.all()
        if not is_public or not field.queryset:
            del self.fields["group"]
        if not self.is_bound:
            self.fields["code"].widget.attrs["autofocus"] = True  # sheet after sheet, without a mouse
        for item in items:
            self.fields[f"item_{item.number}"] = answer_field(item)

    def answers(self) -> list[dict[str, Any]]:
        """Each field, and what is printed under its numbers."""
        return [
            {"bound": self[f"item_{item.number}"], "options": item.settings.get("options", [])} for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for item in self.items:
            name = f"item_{item.number}"
            try:
                data[name] = read(item, data.get(name, ""))
            except NotPossible as refusal:
                self.add_error(name, str(refusal))
        return data

    def said(self) -> dict[Item, Any]:
        return {item: self.cleaned_data[f"item_{item.number}"] for item in self.items}


def answer_field(item: Item) -> forms.CharField:
    is_open = item.type == ItemType.OPEN
    widget = forms.Textarea(attrs={"rows": 3}) if is_open else forms.TextInput(attrs={"autocomplete": "off"})
    hint = HINTS.get(ItemType(item.type), "")
    return forms.CharField(label=f"{item.number}. {item.text}", help_text=hint, required=False, widget=widget)


def read(item: Item, typed: str) -> Any:
    """What the paper says; None for an empty field. Raises NotPossible with what this item takes."""
    if not typed.strip():
        return None
    read_it = READ.get(ItemType(item.type))
    return rules.check_value(item, read_it(typed.strip()) if read_it else typed)
