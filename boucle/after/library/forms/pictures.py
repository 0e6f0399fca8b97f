"""A picture and its description."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core import pictures
from boucle.foundation.core.fields import LineField


def sentences(code: str) -> str:
    return {
        "heavy": _("This picture weighs more than 10 MB: choose a smaller one."),
        "large": _("This picture has too many pixels (50 million at most): choose a smaller one."),
        "unreadable": _("This file is no picture that we can read: choose a JPEG, PNG or WebP one."),
    }[code]


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=gettext_lazy("A picture"),
        help_text=gettext_lazy(
            "Nobody who could be recognised without agreeing. Its hidden data (place, date) is removed."
            " Write ![](image:1) where the text should show the first one; otherwise it stands below."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    picture_description = LineField(
        label=gettext_lazy("What the picture shows"),
        help_text=gettext_lazy("For those who do not see it: a tap, a key on a hook."),
        required=False,
        max_length=200,
    )

    def clean_picture(self) -> pictures.Picture | None:
        file = self.cleaned_data.get("picture")
        if not file:
            return None
        if file.size > pictures.HEAVIEST:
            raise forms.ValidationError(sentences("heavy"))
        try:
            return pictures.reencode(file.read())
        except pictures.PhotoError as error:
            raise forms.ValidationError(sentences(error.code)) from error

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("picture") and not typed.get("picture_description") and "picture_description" not in self.errors:
            self.add_error("picture_description", _("Say in a few words what the picture shows."))
        return typed

    @property
    def drawn(self) -> tuple[pictures.Picture, str] | None:
        """What was chosen with its words; None without a picture."""
        picture = self.cleaned_data.get("picture")
        return (picture, self.cleaned_data["picture_description"]) if picture else None
