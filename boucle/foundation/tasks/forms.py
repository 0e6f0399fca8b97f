"""What is asked of whoever moves a task: evidence, a reason, somebody to give it to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from boucle.foundation.accounts.models import User


class EvidenceForm(forms.Form):
    evidence = forms.CharField(
        label=gettext_lazy("What shows that it is done"),
        help_text=gettext_lazy("A few words, or an address: “tried at 15:40, it holds”. Nobody’s name or telephone."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why nobody will do it"),
        help_text=gettext_lazy("It stays in its history."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GiveForm(forms.Form):
    """Among the members who see the territory; nobody: whoever fills the role."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Who does it"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Whoever fills the role"),
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people
