"""What one actor writes to another."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core.fields import LineField, TextField
from boucle.foundation.guard.forms import GuardedForm
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Theme


class MeetForm(GuardedForm):
    words = TextField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy(
            "Who you are, what you would like to talk about. It is deleted once they have answered."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write a few words: they decide by them.")},
    )


class TieForm(GuardedForm):
    theme = forms.ChoiceField(label=gettext_lazy("On what?"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.themes = {each.slug: each for each in situations.widest_themes()}
        field = self.fields["theme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("in general")), *((slug, theme.name) for slug, theme in self.themes.items())]

    @property
    def chosen(self) -> Theme | None:
        return self.themes.get(self.cleaned_data["theme"])


class LinkForm(forms.Form):
    """The private link, pasted whole, or its secret alone."""

    link = LineField(
        label=gettext_lazy("Your private link"),
        help_text=gettext_lazy("It was shown when you presented yourself, and sent to your e-mail."),
        max_length=300,
        error_messages={"required": gettext_lazy("Paste your private link here.")},
    )

    @property
    def secret(self) -> str:
        return next((part for part in reversed(self.cleaned_data["link"].split("/")) if part), "")

    def unknown(self) -> str:
        return _("This link opens nothing. Copy it whole, as it was shown or mailed to you.")
