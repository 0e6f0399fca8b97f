"""A file of references, or its text pasted."""

import uuid
from typing import Any

from charset_normalizer import from_bytes
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NO_TEXT = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")  # of word processors, and printed pages
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
HEAVIEST = 2 * 1024 * 1024  # bytes: some ten thousand references


def decoded(data: bytes) -> str:
    """The text of a file in whatever encoding it came. Raises ValidationError for one that is no text."""
    if data.startswith(NO_TEXT) or (b"\0" in data[:4096] and not data.startswith(UTF_16)):
        raise forms.ValidationError(
            _("This file is no plain text: in the program that made it, choose “Save as”, then plain text.")
        )
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
            self.read(file)
        if not self.errors and not typed.get("text", "").strip():
            self.add_error("text", _("Choose a file, or paste its text."))
        return typed

    def read(self, file: Any) -> None:
        try:
            self.cleaned_data["text"] = decoded(file.read())
        except forms.ValidationError as refusal:
            self.add_error("file", refusal)
