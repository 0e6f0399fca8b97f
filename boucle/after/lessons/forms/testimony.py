"""What somebody saw: by themselves, or typed by an agent from a call or from paper."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.after.lessons.engine import names
from boucle.after.lessons.enums import Channel, Speaker
from boucle.after.lessons.forms.fields import AboutEvent, area, day_field, event_field, not_to_come
from boucle.after.lessons.models import Testimony
from boucle.foundation.core.fields import LineField, MailField, TextField
from boucle.foundation.guard.forms import GuardedForm
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries
from boucle.foundation.lifecycle.forms import RevisionForm
from boucle.foundation.situations.models import Situation

MASK, KEEP = "mask", "keep"


class TestimonyForm(AboutEvent):
    """Names of other people are pointed out once: masked on request, or kept by choice."""

    words = TextField(
        label=gettext_lazy("What you saw"),
        help_text=gettext_lazy("Where, when, what worked, what was missing. Nobody’s name: say “my neighbour”."),
        max_length=8000,
        widget=area(8),
        error_messages={"required": gettext_lazy("Say in a few words what you saw, where and when.")},
    )
    names = forms.ChoiceField(
        label=gettext_lazy("Names that we think we read"),
        choices=[
            (MASK, gettext_lazy("Mask them: “[…]” takes their place")),
            (KEEP, gettext_lazy("Keep them: they are no people, or they agree")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    event = event_field(gettext_lazy("About which event"))
    seen_on = day_field(gettext_lazy("Which day"), required=False, validators=[not_to_come])
    speaker = forms.ChoiceField(
        label=gettext_lazy("You speak as"), choices=Speaker.choices, initial=Speaker.RESIDENT, widget=forms.RadioSelect
    )
    pseudonym = LineField(
        label=gettext_lazy("A name of your choice"),
        help_text=gettext_lazy("Shown beside your words, if you wish: “a nurse in Prayon”. Nothing is fine too."),
        max_length=60,
        required=False,
    )
    may_quote = forms.BooleanField(
        label=gettext_lazy("My words may be shown to everybody."),
        help_text=gettext_lazy("Otherwise only those who draw lessons read them."),
        required=False,
    )

    def __init__(self, *args: Any, events: Sequence[Situation], places: Collection[str] = (), **options: Any) -> None:
        super().__init__(*args, events=events, **options)
        if not events:
            del self.fields["event"]
        self.places = places
        self.found: list[str] = []

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        words = typed.get("words") or ""
        self.found = [one.text for one in names.find(words, self.places)]
        if self.found and typed.get("names") == MASK:
            typed["words"] = names.mask(words, self.places)
        elif self.found and typed.get("names") != KEEP:
            self.add_error(
                "names",
                _("We think that we read names or numbers of people: %(names)s. Say what becomes of them.")
                % {"names": ", ".join(f"“{name}”" for name in dict.fromkeys(self.found))},
            )
        return typed

    def fields_of_testimony(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "words": data["words"],
            "speaker": Speaker(data["speaker"]),
            "may_quote": data["may_quote"],
            "event": data.get("event"),
            "pseudonym": data["pseudonym"],
            "seen_on": data["seen_on"],
        }


class BringForm(TestimonyForm, GuardedForm):
    email = MailField(
        label=gettext_lazy("E-mail, kept private"),
        help_text=gettext_lazy("To keep your private link, and to be told what comes of it. Never shown."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that what I saw serves to draw lessons. I can take it back at any time."),
        error_messages={"required": gettext_lazy("Tick this box: without your agreement nothing is sent.")},
    )

    def contact(self) -> lifecycle.ContactDetails:
        return lifecycle.ContactDetails(email=self.cleaned_data["email"])


class CorrectForm(RevisionForm, TestimonyForm):
    """By its author, from their last correction. `is_shown`: its words are public, and stay so until it is taken
    back."""

    def __init__(self, *args: Any, row: Testimony, seen: int, **options: Any) -> None:
        names = ("seen_on", "speaker", "pseudonym", "may_quote")
        last = queries.corrected(row.contribution)
        initial = {**{name: last[name] for name in names}, "words": row.words, "seen": seen}
        super().__init__(*args, events=(), initial=initial, **options)
        self.is_shown = row.may_quote and row.contribution.is_public
        if self.is_shown:
            del self.fields["may_quote"]

    def fields_of_correction(self) -> dict[str, Any]:
        data = self.cleaned_data
        kept = {name: data[name] for name in ("words", "pseudonym", "seen_on", "note", "seen")}
        return {**kept, "speaker": Speaker(data["speaker"]), "may_quote": self.is_shown or data["may_quote"]}


class EntryForm(TestimonyForm):
    """Typed by somebody of the staff."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[(one.value, one.label) for one in (Channel.PHONE, Channel.PAPER)],
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class EmbargoForm(forms.Form):
    is_inquired = forms.BooleanField(
        label=gettext_lazy("A judicial inquiry runs: show nothing until this is taken out."), required=False
    )
    embargo_until = day_field(gettext_lazy("Or show nothing before"), required=False)
