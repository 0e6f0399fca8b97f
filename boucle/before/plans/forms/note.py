"""What people bring to a section, and what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.before.plans.enums import NoteFate, NoteVariety, Speaker
from boucle.foundation.core.fields import LineField, MailField, TextField
from boucle.foundation.guard.forms import GuardedForm
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.forms import SeenForm


class NoteForm(forms.Form):
    """A remark about a passage, or the whole text as it should be."""

    passage = LineField(
        label=gettext_lazy("About which words"),
        help_text=gettext_lazy("Copy the words of the section that you speak of; leave it empty for the whole of it."),
        max_length=300,
        required=False,
    )
    proposed = TextField(
        label=gettext_lazy("The text, as it should be"),
        help_text=gettext_lazy("Change what is wrong, add what is missing. Everybody sees the difference."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": gettext_lazy("Write the text as it should be.")},
    )
    text = TextField(
        label=gettext_lazy("What should be known"),
        help_text=gettext_lazy("What you have seen, where, when. No name of a person, no private address."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say in a few words what should be known, or changed.")},
    )
    speaker = forms.ChoiceField(
        label=gettext_lazy("You speak as"),
        choices=Speaker.choices,
        initial=Speaker.RESIDENT,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, variety: NoteVariety, **options: Any) -> None:
        super().__init__(*args, **options)
        if variety == NoteVariety.CHANGE:
            del self.fields["passage"]
            self.fields["text"].label = _("Why")
        else:
            del self.fields["proposed"]

    def fields_of_note(self) -> dict[str, Any]:
        """Its own, without the words of the remark."""
        return {name: self.cleaned_data[name] for name in ("passage", "proposed", "speaker") if name in self.fields}


class BringForm(NoteForm, GuardedForm):
    email = MailField(
        label=gettext_lazy("E-mail, kept private"),
        help_text=gettext_lazy("To be told what becomes of it. Never shown."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that my note is published under Licence Ouverte. I can take it back at any time."),
        error_messages={"required": gettext_lazy("Tick this box: without your agreement nothing is sent.")},
    )

    def contact(self) -> lifecycle.ContactDetails:
        return lifecycle.ContactDetails(email=self.cleaned_data["email"])


class ReviseNoteForm(SeenForm, NoteForm):
    word = LineField(
        label=gettext_lazy("A word to the referents"),
        help_text=gettext_lazy("Your answer to their question, or why you correct. It stays in the history: no name."),
        max_length=1000,
        required=False,
    )


class AnswerForm(forms.Form):
    fate = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[
            (NoteFate.ANSWERED, gettext_lazy("Answered: the section stays as it is")),
            (NoteFate.DECLINED, gettext_lazy("Not taken up, for a reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what becomes of it: answered, taken up, or not taken up.")},
    )
    answer = TextField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("Shown beside the note, and sent to its author if they left an address."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say why, to whoever wrote it.")},
    )
