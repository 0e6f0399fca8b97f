"""One question, one form: what every type of answer shares. The check of the value is the rule's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.actions.sheets import LONGEST_REASON
from boucle.together.consultations.models import Answer, Item

NOTHING = "na"  # no opinion, among the values of a field
NEITHER = gettext_lazy("Answer, or choose “No opinion”.")
BOTH = gettext_lazy("You answered and chose “No opinion”: keep one of the two.")


class AnswerForm(forms.Form):
    """`value` after is_valid(): what `actions.keep` takes, None for no opinion."""

    fragment = "consultations/participate/open.html"
    named = "value"  # the field beside which a refusal stands

    no_opinion = forms.BooleanField(label=gettext_lazy("No opinion"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Your reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    may_quote = forms.BooleanField(
        label=gettext_lazy("My words may be shown to the others, without my name"), required=False
    )

    def __init__(self, data: Any = None, *, item: Item, answer: Answer | None = None) -> None:
        self.item = item
        initial = {"reason": answer.reason, "may_quote": answer.may_quote} if answer is not None else {}
        if answer is not None:
            initial |= self.filled(answer.value) if answer.value is not None else {"no_opinion": True}
        super().__init__(data, initial=initial)
        self.prepare()

    def prepare(self) -> None:
        """What the item's own settings change in the fields."""

    def filled(self, value: Any) -> dict[str, Any]:
        """The fields that show a value kept before."""
        return {"value": value}

    def given(self, typed: dict[str, Any]) -> Any:
        """What was typed, for the rule; empty when nothing was."""
        return typed.get("value")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        given, is_none = self.given(typed), bool(typed.get("no_opinion"))
        typed["value"] = None
        is_empty = given in ("", None, [])
        if given == NOTHING or (is_none and is_empty):
            return typed
        if is_none or is_empty:
            self.add_error(self.named, BOTH if is_none else NEITHER)
            return typed
        try:
            typed["value"] = rules.check_value(self.item, given)
        except NotPossible as refusal:
            self.add_error(self.named, str(refusal))
        return typed
