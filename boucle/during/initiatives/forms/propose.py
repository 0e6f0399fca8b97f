"""The page's forms around the one form: to propose, and to revise."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.during.initiatives.forms.initiative import InitiativeForm
from boucle.during.initiatives.forms.photos import PhotoForm
from boucle.foundation.core.fields import MailField, PhoneField, TextField
from boucle.foundation.guard.forms import GuardedForm
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.forms import SeenForm


class ProposeForm(PhotoForm, InitiativeForm, GuardedForm):
    email = MailField(
        label=gettext_lazy("E-mail, kept private"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(label=gettext_lazy("Telephone, kept private"), required=False)
    consent = forms.BooleanField(
        label=gettext_lazy(
            "I agree that my fiche is published under Licence Ouverte and that referents contact me. I can take it"
            " back at any time."
        )
    )
    is_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)  # the similar fiches were shown

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"
        self.fields["consent"].error_messages["required"] = _("Tick this box: without your agreement nothing is sent.")

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if not typed.get("email") and not typed.get("phone") and not {"email", "phone"} & set(self.errors):
            self.add_error("email", _("Give an e-mail or a telephone: referents may have a question. Never shown."))
        return typed

    def unproven(self) -> None:
        """The fiche waits until its sender opens a link sent by mail: any person can, with any browser."""
        if not self.cleaned_data.get("email"):
            self.add_error(
                "email",
                _("Many forms come from your network at this hour. Give an e-mail: we send a link to confirm."),
            )

    def contact(self) -> lifecycle.ContactDetails:
        return lifecycle.ContactDetails(email=self.cleaned_data["email"], phone=self.cleaned_data["phone"])


class ReviseForm(SeenForm, PhotoForm, InitiativeForm):
    note = TextField(
        label=gettext_lazy("A word to the referents"),
        help_text=gettext_lazy("Your answer to their question, or why you correct. It stays in the history: no name."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    without_photo = forms.BooleanField(label=gettext_lazy("Take the photo away"), required=False)
