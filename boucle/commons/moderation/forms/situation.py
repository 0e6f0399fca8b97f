"""The forms of a situation: activate it, write its texts, move its dates."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.commons.moderation.actions.situation import Guest
from boucle.foundation.core import clock, text
from boucle.foundation.situations import queries
from boucle.foundation.situations.enums import Nature, Phase
from boucle.foundation.situations.models import Situation, Theme

LONGEST_DELAY_HOURS, LONGEST_REVIEW_DAYS, MOST_LINES, LONGEST_LINE = 720, 730, 12, 300
ASKED = {
    "hours": gettext_lazy("Opening hours"),
    "access": gettext_lazy("Coming in: steps, width of the door, parking"),
    "audiences": gettext_lazy("For whom"),
    "ends_on": gettext_lazy("Last day"),
    "organisation": gettext_lazy("Organisation"),
}


class LinesField(forms.CharField):
    """A list, one entry per line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        found = [line for line in map(text.clean_line, typed.splitlines()) if line]
        if len(found) > MOST_LINES:
            raise ValidationError(_("At most %(count)d lines: shorten the list.") % {"count": MOST_LINES})
        long = next((line for line in found if len(line) > LONGEST_LINE), None)
        if long:
            raise ValidationError(_("“%(line)s…” is too long: 300 signs at most.") % {"line": long[:40]})
        return found


class ThemesField(forms.MultipleChoiceField):
    """Root themes, as slugs; cleans to rows."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        return queries.themes_by_slug(super().clean(value))


class TextsForm(forms.Form):
    """Everything that a situation says, and its delays."""

    name = forms.CharField(label=gettext_lazy("Name of the situation"), max_length=120)
    banner = forms.CharField(
        label=gettext_lazy("Banner"),
        help_text=gettext_lazy("One sentence under the name, on every page of the territory."),
        max_length=200,
        required=False,
    )
    introduction = forms.CharField(
        label=gettext_lazy("Introduction"),
        help_text=gettext_lazy("Two or three sentences on the home page."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    instructions = LinesField(
        label=gettext_lazy("What to do now"),
        help_text=gettext_lazy("One short instruction per line, the most urgent first. **Bold** is written like this."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    common_searches = LinesField(
        label=gettext_lazy("Often searched"),
        help_text=gettext_lazy("One search per line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    themes = ThemesField(label=gettext_lazy("Themes"), help_text=gettext_lazy("Those of the form and the home page."))
    asked_fields = forms.MultipleChoiceField(
        label=gettext_lazy("What the form also asks for"),
        choices=list(ASKED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    decision_hours = forms.IntegerField(
        label=gettext_lazy("Hours to decide"),
        help_text=gettext_lazy("After that, a fiche goes up one level."),
        min_value=1,
        max_value=LONGEST_DELAY_HOURS,
    )
    review_days = forms.IntegerField(
        label=gettext_lazy("Days between two checks"),
        help_text=gettext_lazy("A published fiche is then checked again, or archived."),
        min_value=1,
        max_value=LONGEST_REVIEW_DAYS,
    )
    end_review_on = forms.DateField(
        label=gettext_lazy("End review"),
        help_text=gettext_lazy("The day on which you decide whether it goes on. You will be reminded."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = self.fields["themes"]
        assert isinstance(themes, ThemesField)
        themes.choices = [(theme.slug, theme.name) for theme in queries.widest_themes()]
        themes.error_messages["required"] = _("Tick at least one theme: the form needs it.")
        self.fields["name"].error_messages["required"] = _("Give the situation a name that people will recognise.")

    def clean_end_review_on(self) -> Any:
        day = self.cleaned_data["end_review_on"]
        if "end_review_on" in self.changed_data and day < clock.today():
            raise ValidationError(_("The end review is in the past: choose today or a later day."))
        return day

    def fields_of_situation(self) -> queries.Fields:
        kept = {name: value for name, value in self.cleaned_data.items() if name in queries.Fields.__annotations__}
        return cast(queries.Fields, kept)


class ActivateForm(TextsForm):
    """The same, with what never changes afterwards, and the referents to invite."""

    nature = forms.ChoiceField(
        label=gettext_lazy("Nature"),
        help_text=gettext_lazy("It never changes afterwards. What belongs to an exercise never mixes with the rest."),
        choices=Nature.choices,
        widget=forms.RadioSelect,
    )
    guests = forms.CharField(
        label=gettext_lazy("Referents to invite"),
        help_text=gettext_lazy(
            "One address per line. For one theme only, add a semicolon and the theme: lea@example.org ; Se soigner"
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("name", "nature", "banner", "introduction", "instructions", "common_searches", "themes")

    def clean_form_key(self) -> UUID:
        return self.cleaned_data["form_key"] or uuid4()

    def clean_guests(self) -> list[Guest]:
        themes = every_theme(queries.theme_tree())
        named = {text.fold(name): theme for theme in themes for name in (theme.name_fr, theme.name_en)}
        lines = [line for line in self.cleaned_data["guests"].splitlines() if line.strip()]
        return [read_guest(line, named) for line in lines]


def every_theme(branches: Iterable[queries.Branch]) -> list[Theme]:
    return [theme for branch in branches for theme in (branch.theme, *every_theme(branch.children))]


def read_guest(line: str, named: dict[str, Theme]) -> Guest:
    address, _sign, wanted = (part.strip() for part in line.partition(";"))
    try:
        validate_email(address)
    except ValidationError as refusal:
        sentence = _("“%(line)s” does not begin with an e-mail address: correct it or remove the line.")
        raise ValidationError(sentence % {"line": line[:60]}) from refusal
    if not wanted:
        return Guest(address.lower())
    theme = named.get(text.fold(wanted))
    if theme is None:
        sentence = _("“%(name)s” is not a theme: write it as in the list above, or remove it.")
        raise ValidationError(sentence % {"name": wanted[:60]})
    return Guest(address.lower(), theme)


def texts_of(situation: Situation) -> dict[str, Any]:
    """The form's fields for a situation that is already there."""
    names = [name for name in TextsForm.base_fields if name not in {"themes", "seen"}]
    return {name: getattr(situation, name) for name in names} | {
        "themes": list(situation.themes.values_list("slug", flat=True))
    }


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(label=gettext_lazy("Phase"), choices=Phase.choices, widget=forms.RadioSelect)


class EndReviewForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("New end review"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
