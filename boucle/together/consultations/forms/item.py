"""One thing that is asked, by its type; and many at once."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.foundation.core import text as texts
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Item

TYPES: dict[Method, tuple[ItemType, ...]] = {
    Method.DELPHI: (
        ItemType.SCALE,
        ItemType.OPEN,
        ItemType.ESTIMATE,
        ItemType.CHOICE,
        ItemType.RANKING,
        ItemType.PLACEMENT,
    ),
    Method.OPINIONS: (ItemType.STATEMENT,),
    Method.BUDGET: (ItemType.OPTION,),
    Method.CONSENT: (ItemType.PROPOSAL,),
    Method.VOTE: (ItemType.PROPOSAL, ItemType.CHOICE, ItemType.OPTION),
}
FIELDS: dict[ItemType, tuple[str, ...]] = {
    ItemType.SCALE: ("low", "high", "left", "right"),
    ItemType.ESTIMATE: ("unit",),
    ItemType.CHOICE: ("options", "most"),
    ItemType.RANKING: ("options",),
    ItemType.PLACEMENT: ("across_low", "across_high", "up_low", "up_high"),
    ItemType.OPTION: ("cost",),
}
OWN = tuple(dict.fromkeys(name for names in FIELDS.values() for name in names))
MOST_MARKS, MOST_OPTIONS, MOST_LINES, LONGEST = 21, 40, 500, 600


def lines(value: str) -> list[str]:
    return [line for line in map(texts.clean_line, value.splitlines()) if line]


class ItemForm(forms.Form):
    """Only the fields of its type are asked."""

    text = forms.CharField(
        label=gettext_lazy("What is asked"),
        help_text=gettext_lazy(
            "One idea in one sentence, without “and”: whoever agrees with half of it cannot answer."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    detail = forms.CharField(
        label=gettext_lazy("What one should know to answer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    low = forms.IntegerField(label=gettext_lazy("Scale from"), min_value=-100, max_value=100)
    high = forms.IntegerField(label=pgettext_lazy("scale", "to"), min_value=-100, max_value=100)
    left = forms.CharField(label=gettext_lazy("Words at the low end"), max_length=60, required=False)
    right = forms.CharField(label=gettext_lazy("Words at the high end"), max_length=60, required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit"), help_text=gettext_lazy("Hours, euros, households…"), max_length=40, required=False
    )
    options = forms.CharField(
        label=gettext_lazy("Answers that are proposed"),
        help_text=gettext_lazy("One per line."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    most = forms.IntegerField(
        label=gettext_lazy("How many each person may choose"), min_value=1, max_value=MOST_OPTIONS
    )
    across_low = forms.CharField(label=gettext_lazy("Across: words on the left"), max_length=60)
    across_high = forms.CharField(label=gettext_lazy("Across: words on the right"), max_length=60)
    up_low = forms.CharField(label=gettext_lazy("Up: words at the bottom"), max_length=60)
    up_high = forms.CharField(label=gettext_lazy("Up: words at the top"), max_length=60)
    cost = forms.IntegerField(
        label=gettext_lazy("What it costs, in euros"), min_value=0, max_value=10**12, required=False
    )

    def __init__(self, *args: Any, type: ItemType, needs_cost: bool = False, **options: Any) -> None:  # noqa: A002  # the model's own name
        self.type = type
        initial = {"low": 1, "high": 9, "most": 1, **(options.pop("initial", None) or {})}
        super().__init__(*args, **{**options, "initial": initial})
        for name in set(OWN) - set(FIELDS.get(type, ())):
            del self.fields[name]
        if needs_cost and "cost" in self.fields:
            self.fields["cost"].required = True
        self.fields["text"].error_messages["required"] = _("Write what is asked.")

    def own(self) -> list[forms.BoundField]:
        return [self[name] for name in FIELDS.get(self.type, ())]

    def clean_options(self) -> list[str]:
        found = lines(self.cleaned_data["options"])
        if not 2 <= len(found) <= MOST_OPTIONS:
            raise ValidationError(_("Propose from 2 to %(most)s answers, one per line.") % {"most": MOST_OPTIONS})
        if len({texts.fold(one) for one in found}) < len(found):
            raise ValidationError(_("Two lines say the same: remove one."))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("low"), data.get("high")
        if low is not None and high is not None and not 1 <= high - low < MOST_MARKS:
            self.add_error("high", _("The scale goes up, over %(most)s marks at most.") % {"most": MOST_MARKS})
        if data.get("most", 1) > len(data.get("options") or "x" * MOST_OPTIONS):
            self.add_error("most", _("There are fewer answers than that."))
        return data

    def settings(self) -> dict[str, Any]:
        return SETTINGS[self.type](self.cleaned_data) if self.type in SETTINGS else {}

    def item_fields(self) -> dict[str, Any]:
        found = {
            "text": texts.clean_line(self.cleaned_data["text"]),
            "detail": texts.clean(self.cleaned_data["detail"]),
        }
        return {**found, "settings": self.settings(), "cost": self.cleaned_data.get("cost")}


def scale(data: Mapping[str, Any]) -> dict[str, Any]:
    ends = {"ends": [data["left"], data["right"]]} if data["left"] or data["right"] else {}
    return {"scale": [data["low"], data["high"]], **ends}


def axes(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"axes": [[data["across_low"], data["across_high"]], [data["up_low"], data["up_high"]]]}


SETTINGS = {
    ItemType.SCALE: scale,
    ItemType.ESTIMATE: lambda data: {"unit": data["unit"]},
    ItemType.CHOICE: lambda data: {"options": data["options"], "most": data["most"]},
    ItemType.RANKING: lambda data: {"options": data["options"]},
    ItemType.PLACEMENT: axes,
}


def filled(item: Item) -> dict[str, Any]:
    """What the form shows of an item that is there."""
    kept = item.settings
    found: dict[str, Any] = {"text": item.text, "detail": item.detail, "cost": item.cost, "most": kept.get("most", 1)}
    found |= dict(zip(("low", "high"), kept.get("scale", (1, 9)), strict=False))
    found |= dict(zip(("left", "right"), kept.get("ends", ("", "")), strict=False))
    found |= {"unit": kept.get("unit", ""), "options": "\n".join(map(str, kept.get("options", [])))}
    ends = [end for axis in kept.get("axes", []) for end in axis]
    return found | dict(zip(("across_low", "across_high", "up_low", "up_high"), ends, strict=False))


class ManyForm(forms.Form):
    """A list, one per line."""

    lines = forms.CharField(
        label=gettext_lazy("One per line"),
        help_text=gettext_lazy("What is there already, in the same words, is not added again."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_lines(self) -> list[str]:
        found = lines(self.cleaned_data["lines"])
        if len(found) > MOST_LINES:
            raise ValidationError(_("At most %(count)d lines: shorten the list.") % {"count": MOST_LINES})
        long = next((line for line in found if len(line) > LONGEST), None)
        if long:
            raise ValidationError(_("“%(line)s…” is too long: 600 signs at most.") % {"line": long[:40]})
        return found
