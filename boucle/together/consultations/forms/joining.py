"""Joining an open consultation: a group of stakeholders, where there are some, and a code drawn with the form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

from boucle.together.consultations.models import Group
from boucle.together.consultations.queries import codes

DRAWN = signing.Signer(salt="boucle.consultations.join")


def draw() -> str:
    """A code, signed: the same form sent twice makes one voice, and nobody chooses their own."""
    return DRAWN.sign(codes.new())


class JoinForm(forms.Form):
    drawn = forms.CharField(widget=forms.HiddenInput, initial=draw, required=False)
    group_id = forms.ChoiceField(
        label=gettext_lazy("You answer as"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the family that is closest to you."),
            "invalid_choice": gettext_lazy("Choose among the families that are shown."),
        },
    )

    def __init__(self, *args: Any, groups: Sequence[Group], **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = {str(group.pk): group for group in groups}
        field = self.fields["group_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, group.name) for key, group in self.groups.items()]
        if not groups:
            del self.fields["group_id"]

    def clean_drawn(self) -> str:
        """Empty when the form was not ours: another code is drawn."""
        try:
            return DRAWN.unsign(self.cleaned_data["drawn"])
        except signing.BadSignature:
            return ""

    def group(self) -> Group | None:
        return self.groups.get(self.cleaned_data.get("group_id", ""))
