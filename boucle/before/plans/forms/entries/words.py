"""Action cards, messages ready to paste, steps back to normal life."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.before.plans.engine import wording
from boucle.before.plans.enums import Content
from boucle.before.plans.forms.entries.base import EntryForm, fields_of
from boucle.before.plans.models import Card, Entry, Message, Return
from boucle.foundation.core import text as texts

MOST_STEPS, LONGEST_STEP, LONGEST_MESSAGE = 40, 300, 2000
PARTS: dict[str, tuple[Any, Any]] = {
    "danger": (gettext_lazy("The danger"), gettext_lazy("“FLOOD”: the word first, before any explanation.")),
    "authority": (
        pgettext_lazy("message", "Who speaks"),
        gettext_lazy("“Town of Trooz”: people obey somebody they know."),
    ),
    "place": (gettext_lazy("Where"), gettext_lazy("Streets and villages by the names that people use.")),
    "action": (gettext_lazy("What to do"), gettext_lazy("One or two orders, the most urgent first.")),
    "link": (gettext_lazy("Where to read more"), gettext_lazy("A short address, a telephone number.")),
}


class CardForm(EntryForm):
    asked = {
        "title": gettext_lazy("Give the card a title."),
        "role": gettext_lazy("Say whose card it is."),
    }
    hints = {"trigger": gettext_lazy("“As soon as the prefecture announces the cut.”")}
    steps = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Begin each line with a verb: “Open the hall”, “Call the care home”."),
        error_messages={"required": gettext_lazy("Write at least one step.")},
    )

    class Meta:
        model = Card
        fields = fields_of(Content.CARDS)

    def first(self, entry: Entry | None) -> dict[str, Any]:
        known = {"steps": "\n".join(map(str, entry.steps))} if isinstance(entry, Card) else {}
        return {**super().first(entry), **known}

    def clean_steps(self) -> list[str]:
        found = [line for line in map(texts.clean_line, self.cleaned_data["steps"].splitlines()) if line]
        if len(found) > MOST_STEPS:
            raise forms.ValidationError(_("At most %(count)d steps: make two cards.") % {"count": MOST_STEPS})
        long = next((line for line in found if len(line) > LONGEST_STEP), None)
        if long:
            raise forms.ValidationError(
                _("“%(line)s…” is too long: %(most)d signs at most.") % {"line": long[:40], "most": LONGEST_STEP}
            )
        return found


class MessageForm(EntryForm):
    """Five parts help to write; the text is what is kept."""

    asked = {"title": gettext_lazy("Give the message a title."), "channel": gettext_lazy("Say how it goes out.")}
    language = forms.ChoiceField(choices=settings.LANGUAGES)

    class Meta:
        model = Message
        fields = fields_of(Content.MESSAGES)

    def prepare(self) -> None:
        for name, (label, hint) in PARTS.items():
            self.fields[name] = forms.CharField(label=label, help_text=hint, max_length=300, required=False)
        self.fields["text"] = forms.CharField(
            label=self.fields["text"].label,
            help_text=_("Left empty, it is made from the five parts."),
            max_length=LONGEST_MESSAGE,
            required=False,
            widget=forms.Textarea(attrs={"rows": 6, "data-count": "nombre"}),
        )
        self.fields["language"].initial = self.instance.language

    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in PARTS]

    def composed(self) -> str:
        """The text that the five parts make, as they were sent."""
        return wording.compose([texts.clean_line(str(self.data.get(name, ""))) for name in PARTS])

    def clean_text(self) -> str:
        typed: str = texts.clean(self.cleaned_data["text"]) or self.composed()
        if not typed:
            raise forms.ValidationError(_("Write the message, or fill in its five parts."))
        return typed[:LONGEST_MESSAGE]


class ReturnForm(EntryForm):
    asked = {"title": gettext_lazy("Say what is done.")}
    hints = {"delay": gettext_lazy("As people say it: “within two days”.")}
    rows = {"detail": 3}

    class Meta:
        model = Return
        fields = fields_of(Content.RETURN)
