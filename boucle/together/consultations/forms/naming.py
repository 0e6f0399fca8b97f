"""The name of a group of an opinion map."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.together.consultations.engine.naming import Leans
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.models.naming import LONGEST_NAME, LONGEST_SENTENCE


class GroupNameForm(forms.Form):
    """`seen`: the leans of the group that was on the page. The map may move meanwhile: the name is for that group."""

    letter = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=pgettext_lazy("group", "Name"),
        help_text=gettext_lazy("What its people would say of themselves."),
        max_length=LONGEST_NAME,
    )
    sentence = forms.CharField(label=gettext_lazy("In one sentence"), max_length=LONGEST_SENTENCE, required=False)

    def __init__(self, *args: Any, consultation: Consultation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.consultation = consultation

    def clean_seen(self) -> Leans:
        try:
            found: Leans = signing.loads(self.cleaned_data["seen"], salt=salt(self.consultation))
        except signing.BadSignature as error:
            raise ValidationError(_("Open this page again: it no longer says which group you saw.")) from error
        return found


def sealed(consultation: Consultation, leans: Leans) -> str:
    """The leans of a group, for the page to give back as they were."""
    return signing.dumps(dict(leans), salt=salt(consultation), compress=True)


def salt(consultation: Consultation) -> str:
    return f"group-name:{consultation.pk}"
