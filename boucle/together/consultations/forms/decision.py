"""A decision: its text, when it is looked at again, and for each item whether it is kept, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core import clock
from boucle.together.consultations.actions import Choice
from boucle.together.consultations.models import Item

KEPT = (("yes", gettext_lazy("kept")), ("no", gettext_lazy("not kept")))


class DecisionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is decided"),
        help_text=gettext_lazy("Who does what, from when. Plain words: it is published as it is."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    review_on = forms.DateField(
        label=gettext_lazy("Looked at again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    others = forms.CharField(
        label=gettext_lazy("Why the others are not kept"),
        help_text=gettext_lazy("Used for each line that is not kept and whose own reason is empty."),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, items: Iterable[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = list(items)
        self.fields["text"].error_messages["required"] = _("Write what is decided.")
        for item in self.items:
            kept = forms.ChoiceField(label=item.text, choices=KEPT, widget=forms.RadioSelect)
            kept.error_messages["required"] = _("Say whether it is kept.")
            self.fields[f"kept_{item.number}"] = kept
            self.fields[f"reason_{item.number}"] = forms.CharField(
                label=_("Why"), max_length=1000, required=False, widget=forms.TextInput()
            )
        if not self.items:
            del self.fields["others"]

    def lines(self) -> list[tuple[Item, forms.BoundField, forms.BoundField]]:
        return [(item, self[f"kept_{item.number}"], self[f"reason_{item.number}"]) for item in self.items]

    def clean_review_on(self) -> Any:
        day = self.cleaned_data["review_on"]
        if day <= clock.today():
            raise ValidationError(_("The decision is looked at again on a day that is still ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for item in self.items:
            if f"kept_{item.number}" in data and not self.reason(item):
                self.add_error(f"reason_{item.number}", _("Say why, for what is kept and for what is not."))
        return data

    def reason(self, item: Item) -> str:
        own = str(self.cleaned_data.get(f"reason_{item.number}") or "").strip()
        is_kept = self.cleaned_data.get(f"kept_{item.number}") == "yes"
        return own or ("" if is_kept else str(self.cleaned_data.get("others") or "").strip())

    def outcomes(self) -> dict[Item, Choice]:
        data = self.cleaned_data
        return {item: Choice(data[f"kept_{item.number}"] == "yes", self.reason(item)) for item in self.items}
