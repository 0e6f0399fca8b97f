"""A photo and its description."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core import pictures as engine
from boucle.foundation.core.fields import LineField


def sentences(code: str) -> str:
    return {
        "heavy": _("This photo weighs more than 10 MB: choose a smaller one."),
        "large": _("This picture has too many pixels (50 million at most): choose a smaller one."),
        "unreadable": _("This file is no photo that we can read: choose a JPEG, PNG or WebP picture."),
    }[code]


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=gettext_lazy("A photo"),
        help_text=gettext_lazy("Of the place, without a recognisable face. Its hidden data (place, date) is removed."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    photo_description = LineField(
        label=gettext_lazy("What the photo shows"),
        help_text=gettext_lazy("For those who do not see it: a green door, three steps."),
        required=False,
        max_length=200,
    )

    def clean_photo(self) -> engine.Picture | None:
        file = self.cleaned_data.get("photo")
        if not file:
            return None
        if file.size > engine.HEAVIEST:
            raise forms.ValidationError(sentences("heavy"))
        try:
            return engine.reencode(file.read())
        except engine.PhotoError as error:
            raise forms.ValidationError(sentences(error.code)) from error

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("photo") and not typed.get("photo_description") and "photo_description" not in self.errors:
            self.add_error("photo_description", _("Say in a few words what the photo shows."))
        return typed
