"""A text that comes as a file, in whatever encoding, or pasted."""

import uuid
from typing import Any, ClassVar

from charset_normalizer import from_bytes
from django import forms
from django.utils.translation import gettext as _

NO_TEXT = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")  # of word processors, and printed pages
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class TextFileForm(forms.Form):
    """A form of this kind has the fields `file` and `text`; what was sent stands in `text`, wherever it came from.

    `heaviest` in bytes; `too_heavy` and `empty`: what is said of a file above it, and of nothing at all.
    """

    heaviest: ClassVar[int]
    too_heavy: ClassVar[Any]  # lazy
    empty: ClassVar[Any]  # lazy

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        file = typed.get("file")
        typed["key"] = typed.get("key") or uuid.uuid4()
        if file and file.size > self.heaviest:
            self.add_error("file", self.too_heavy)
        elif file:
            self.read(file)
        if not self.errors and not typed.get("text", "").strip():
            self.add_error("text", self.empty)
        return typed

    def read(self, file: Any) -> None:
        try:
            self.cleaned_data["text"] = decoded(file.read())
        except forms.ValidationError as refusal:
            self.add_error("file", refusal)


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
