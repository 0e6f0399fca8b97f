"""What a visitor sends about a fiche: a problem, a claim, a message to those who hold it."""

from django import forms
from django.utils.translation import gettext_lazy

from boucle.foundation.core.fields import LineField, MailField, PhoneField, TextField
from boucle.foundation.guard.forms import GuardedForm
from boucle.foundation.lifecycle import actions as lifecycle


class ReportForm(GuardedForm):
    needs_proof = False  # only referents read it; better one too many than none from a closed counter
    text = TextField(
        label=gettext_lazy("What is wrong"),
        help_text=gettext_lazy("For example: the door is closed on Mondays. Write no name: referents read this."),
        max_length=1000,
        error_messages={"required": gettext_lazy("Say in a few words what is wrong.")},
    )


class MessageForm(GuardedForm):
    text = TextField(
        label=gettext_lazy("Your message"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write your message.")},
    )
    email = MailField(
        label=gettext_lazy("Your e-mail, to be answered"),
        help_text=gettext_lazy("Passed on with your message so that they can answer; deleted within a week."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ClaimForm(GuardedForm):
    organisation = LineField(
        label=gettext_lazy("Organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Write the name of your organisation.")},
    )
    email = MailField(
        label=gettext_lazy("Professional e-mail"),
        help_text=gettext_lazy("Never shown. The private link of the fiche is sent there once a referent agrees."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Give the e-mail to which the private link will go.")},
    )
    phone = PhoneField(label=gettext_lazy("Telephone, kept private"), required=False)
    reason = TextField(
        label=gettext_lazy("Why this fiche is yours"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Say in a few words why this fiche is yours.")},
    )

    def contact(self) -> lifecycle.ContactDetails:
        return lifecycle.ContactDetails(email=self.cleaned_data["email"], phone=self.cleaned_data["phone"])
