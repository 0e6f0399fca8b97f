"""A file of references, or its text pasted."""

import uuid
from typing import Any

from charset_normalizer import from_bytes
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HEAVIEST = 2 * 1024 * 1024  # bytes: some ten thousand references


def decoded(data: bytes) -> str:
    """The text of a file in whatever encoding it came."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return str(from_bytes(data).best() or "")


class ReferencesForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A file"),
        help_text=gettext_lazy("BibTeX (.bib), RIS (.ris) or CSL-JSON (.json), as reference managers write them."),
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text, pasted"),
        required=False,
        max_length=HEAVIEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        file = typed.get("file")
        if file and file.size > HEAVIEST:
            self.add_error("file", _("This file weighs more than 2 MB: cut it in two."))
        elif file:
            typed["text"] = decoded(file.read())
        if not self.errors and not typed.get("text", "").strip():
            self.add_error("text", _("Choose a file, or paste its text."))
        return typed
