"""Fields of a sheet: authors one a line, several themes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from boucle.after.library.engine import items, names
from boucle.foundation.core import text

MOST_AUTHORS, MOST_THEMES = 20, 6


class AuthorsField(forms.CharField):
    """One a line: `Surname, First name`, or an organisation; gives names of CSL, see `engine.names`."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            value = self.prepare_value(value)
        lines = [text.clean_line(line) for line in str(value or "").replace("|", "\n").splitlines()]
        found = [names.tidy(items.person(line)) for line in lines if line]
        return [each for place, each in enumerate(found) if each and each not in found[:place]]

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(each if isinstance(each, str) else names.written(names.tidy(each)) for each in value)

    def run_validators(self, value: Any) -> None:
        if len(value) > MOST_AUTHORS:
            raise forms.ValidationError(_("A sheet has at most %(most)s authors.") % {"most": MOST_AUTHORS})
        if any("@" in names.written(each) for each in value):
            raise forms.ValidationError(_("Only names stand here: an e-mail address would be shown to everybody."))


class ThemesField(forms.MultipleChoiceField):
    """Slugs of themes; a file of rows writes them with a bar between two."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return super().to_python([each for each in value.split("|") if each] if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_THEMES:
            raise forms.ValidationError(_("Tick at most %(most)s other themes.") % {"most": MOST_THEMES})
