"""What a decision says, besides its verb."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boucle.commons.moderation.enums import Tab
from boucle.foundation.lifecycle.enums import Reason, Verb

ONE_BY_ONE = (Verb.PUBLISH, Verb.RETURN, Verb.REJECT, Verb.VERIFY, Verb.ARCHIVE, Verb.RESTORE)
NO_REASON = ("", _("Choose a reason"))


class DecisionForm(forms.Form):
    """One decision on one item. `seen` is the number of the last line of history that the page showed."""

    verb = forms.ChoiceField(choices=[(verb.value, verb.label) for verb in ONE_BY_ONE], widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    vue = forms.ChoiceField(choices=Tab.choices, required=False, widget=forms.HiddenInput)
    question = forms.CharField(
        label=_("Your question to the author"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("A question has at most 1,000 signs: shorten it.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason, shown to the author"),
        choices=[NO_REASON, *Reason.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose one of the reasons of the charter.")},
    )
    note = forms.CharField(
        label=_("A word of explanation"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("An explanation has at most 1,000 signs: shorten it.")},
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("verb") == Verb.RETURN and not typed.get("question") and "question" not in self.errors:
            self.add_error("question", _("Write the question that you ask the author."))
        if typed.get("verb") == Verb.REJECT and not typed.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Choose a reason of the charter: the author will read it."))
        return typed


class BulkForm(forms.Form):
    """One decision on many items."""

    HOLD = "hold"
    verb = forms.ChoiceField(
        choices=[(HOLD, _("Claim")), *((verb.value, verb.label) for verb in (Verb.PUBLISH, Verb.REJECT, Verb.ARCHIVE))],
        error_messages={"required": _("Choose what to do with them."), "invalid_choice": _("Choose what to do.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason, shown to the authors"), choices=[NO_REASON, *Reason.choices], required=False
    )
    vue = forms.ChoiceField(choices=Tab.choices, required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("verb") == Verb.REJECT and not typed.get("reason"):
            self.add_error("reason", _("Choose a reason of the charter: the authors will read it."))
        return typed
