"""The one form that writes a sheet, and the pages around it: to propose, to revise."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from boucle.after.library.enums import Licence, Variety
from boucle.after.library.forms.fields import AuthorsField, ThemesField
from boucle.after.library.forms.pictures import PictureForm
from boucle.after.library.models.sheet import LONGEST_REVIEW, USUAL_REVIEW
from boucle.foundation.core.fields import LineField, LinkField, MailField, TextField
from boucle.foundation.guard.forms import GuardedForm
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.forms import RevisionForm
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import Hazard, Phase
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

PLAIN = (
    "title",
    "text",
    "theme",
    "variety",
    "phase",
    "hazard",
    "keywords",
    "authors",
    "redo",
    "sources",
    "link",
    "archived_link",
    "licence",
)
# A report comes by import, whole, with what hangs on it.
TYPED_BY_HAND = [choice for choice in Variety.choices if choice[0] != Variety.SESSION]


FOLDED = ("picture", "picture_description", "themes", "keywords", "held_on", "archived_link", "review_months")


class SheetForm(forms.Form):
    title = LineField(
        label=gettext_lazy("A title"),
        help_text=gettext_lazy("What somebody who looks for it would type."),
        max_length=120,
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    variety = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=TYPED_BY_HAND,
        initial=Variety.METHOD,
        error_messages={"required": gettext_lazy("Say what it is: a lead, a method, a reference…")},
    )
    text = TextField(
        label=gettext_lazy("What is to be known"),
        help_text=gettext_lazy(
            "Markdown is understood, footnotes too: write [^1] in the text and [^1]: with the note below."
            " Name nobody without their agreement."
        ),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": gettext_lazy("Say what is to be known.")},
    )
    redo = TextField(
        label=gettext_lazy("How to do it again"),
        help_text=gettext_lazy("Who it takes, how long, what it costs, what to watch for."),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    themes = ThemesField(
        label=gettext_lazy("It is also about"),
        help_text=gettext_lazy("Six at most, beside its theme."),
        required=False,
    )
    phase = forms.ChoiceField(
        label=gettext_lazy("When it is useful"),
        choices=[("", gettext_lazy("Before, during and after")), *Phase.choices],
        required=False,
    )
    hazard = forms.ChoiceField(
        label=gettext_lazy("Hazard"), choices=[("", gettext_lazy("Every hazard")), *Hazard.choices], required=False
    )
    keywords = LineField(
        label=gettext_lazy("Keywords"), help_text=gettext_lazy("Separated by commas."), required=False, max_length=300
    )
    held_on = forms.DateField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("Of the fieldwork, if it has one."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sources = TextField(
        label=gettext_lazy("Sources"),
        help_text=gettext_lazy("What it rests on: a report, a page, a witness who agreed."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = LinkField(label=gettext_lazy("Where it can be read or taken"), required=False, max_length=1000)
    archived_link = LinkField(
        label=gettext_lazy("A copy kept elsewhere"),
        help_text=gettext_lazy("The address of an archive of that page, for the day when it is gone."),
        required=False,
        max_length=1000,
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence"), choices=Licence.choices, initial=Licence.ETALAB, required=False
    )
    authors = AuthorsField(
        label=gettext_lazy("Signed by"),
        help_text=gettext_lazy(
            "Shown. One a line: a person as “Surname, First name”, an organisation as it is called. Only who agreed."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocapitalize": "words"}),
    )
    review_months = forms.IntegerField(
        label=gettext_lazy("To be read again after (months)"),
        initial=USUAL_REVIEW,
        min_value=1,
        max_value=LONGEST_REVIEW,
        required=False,
    )
    language = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    territory = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, territory: Territory, situation: Situation | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.place, self.situation = territory, situation
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ChoiceField)
        offered = situations.indented(situations.theme_tree())
        theme.choices = [("", _("No theme in particular")), *offered]
        themes = self.fields["themes"]
        assert isinstance(themes, ThemesField)
        themes.choices = [(slug, name.strip()) for slug, name in offered]
        variety = self.fields["variety"]
        assert isinstance(variety, forms.ChoiceField)
        if self.initial.get("variety") == Variety.SESSION:
            variety.choices = Variety.choices

    def content(self) -> dict[str, Any]:
        """The public content, as JSON values, for `lifecycle.propose` and `lifecycle.revise`."""
        typed = self.cleaned_data
        return {
            **{name: typed[name] for name in PLAIN},
            "themes": [slug for slug in typed["themes"] if slug != typed["theme"]],
            "licence": typed["licence"] or Licence.ETALAB.value,
            "review_months": typed["review_months"] or USUAL_REVIEW,
            "held_on": typed["held_on"].isoformat() if typed["held_on"] else None,
            "territory": self.place.code,
            "language": typed["language"] or (get_language() or "fr")[:2],
        }

    @property
    def has_more(self) -> bool:
        """Whether a folded part of the page holds something, right or wrong."""
        names = [name for name in FOLDED if name in self.fields]
        return any(self[name].errors or self.initial.get(name) for name in names)


def initial(content: dict[str, Any], territory: Territory) -> dict[str, Any]:
    """The form's fields for a content already kept."""
    return {name: value for name, value in content.items() if name in SheetForm.base_fields}


class ProposeForm(PictureForm, SheetForm, GuardedForm):
    email = MailField(
        label=gettext_lazy("E-mail, kept private"),
        help_text=gettext_lazy("To be told what becomes of it. Never shown."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy(
            "I agree that my sheet is published under the licence chosen, and whoever is named in it agreed too."
            " I can take it back at any time."
        ),
        error_messages={"required": gettext_lazy("Tick this box: without your agreement nothing is sent.")},
    )

    def contact(self) -> lifecycle.ContactDetails:
        return lifecycle.ContactDetails(email=self.cleaned_data["email"])


class ReviseForm(RevisionForm, PictureForm, SheetForm):
    """Corrects it, or answers a referent."""
