"""The one form that writes an actor, and the pages around it: to present oneself, to correct."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from boucle.foundation.actors.enums import Role, Side
from boucle.foundation.core.fields import LineField, LinkField, MailField, PhoneField, TextField
from boucle.foundation.guard.forms import GuardedForm
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.forms import RevisionForm
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.forms import PlaceForm
from boucle.foundation.territories.models import Territory

PERSON, ORGANISATION = "person", "organisation"
PLAIN = ("title", "text", "role", "knows", "seeks", "offers", "link", "address")
AGREED = ("agrees", "is_shared")
SIDES = {side: f"{side.value}_themes" for side in Side}


class ThemesField(forms.MultipleChoiceField):
    """Shows the widest themes, takes every one of `known`: an import may be more precise."""

    widget = forms.CheckboxSelectMultiple
    known: frozenset[str] = frozenset()

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.known


def words_field(label: Any, hint: Any) -> LineField:
    return LineField(
        label=label, help_text=hint, required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )


class ShownForm(PlaceForm):
    """What is shown of an actor, without what they agreed to."""

    who = forms.ChoiceField(
        label=gettext_lazy("You present"),
        choices=[(ORGANISATION, gettext_lazy("an organisation, a team, a group")), (PERSON, gettext_lazy("yourself"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether you present an organisation or yourself.")},
    )
    title = LineField(
        label=gettext_lazy("The name that is shown"),
        help_text=gettext_lazy("The organisation’s, or the one under which you agree to appear: a pseudonym will do."),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the name that is to be shown.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("From which place do you speak?"),
        choices=[("", "—"), *Role.choices],
        error_messages={"required": gettext_lazy("Choose the closest role of the list.")},
    )
    text = TextField(
        label=gettext_lazy("In a few lines"),
        help_text=gettext_lazy("What you do, with whom. No telephone and no e-mail here: this text is public."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say in a few words who you are.")},
    )
    knows = words_field(gettext_lazy("What you know"), gettext_lazy("What others may ask you about."))
    knows_themes = ThemesField(label=gettext_lazy("On which themes do you know something?"), required=False)
    seeks = words_field(
        gettext_lazy("What you seek"), gettext_lazy("A question, a place to study, data, hands, somebody to talk to.")
    )
    seeks_themes = ThemesField(label=gettext_lazy("On which themes do you seek?"), required=False)
    offers = words_field(
        gettext_lazy("What you offer"), gettext_lazy("A place to study, a measure, a training, a room, your time.")
    )
    offers_themes = ThemesField(label=gettext_lazy("On which themes do you offer something?"), required=False)
    link = LinkField(label=gettext_lazy("Web page, shown"), required=False, max_length=300)
    language = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def __init__(self, *args: Any, territory: Territory, situation: Situation | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.home = self.place = territory
        self.situation = situation
        tree = situations.theme_tree()
        shown = [(branch.theme.slug, branch.theme.name) for branch in tree]
        names = names_of(tree)
        for name in SIDES.values():
            field = self.fields[name]
            assert isinstance(field, ThemesField)
            kept = [(slug, names[slug]) for slug in self.initial.get(name) or () if slug in names.keys() - dict(shown)]
            field.choices, field.known = [*shown, *kept], frozenset(names)
            field.error_messages["invalid_choice"] = _("A theme is unknown here: choose among those of the list.")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        typed["lat"], typed["lon"] = self.settle_place()
        if typed.get("who") == PERSON:
            self.check_person(typed)
        if not self.errors and not any(typed.get(name) for name in (*Side.values, *SIDES.values())):
            self.add_error("knows", _("Say at least one thing that you know, seek or offer: people find you by it."))
        return typed

    def check_person(self, typed: dict[str, Any]) -> None:
        """Nobody's home is on a map."""
        if typed.get("address") or typed.get("lat") is not None:
            name = "address" if typed.get("address") else "point"
            self.add_error(name, _("A person is shown by their commune only. Empty this, or present an organisation."))

    def content(self) -> dict[str, Any]:
        """The public content, as JSON values; for `lifecycle.propose` and `revise`."""
        typed = self.cleaned_data
        return {
            **{name: typed[name] for name in PLAIN},
            **{name: sorted(typed[name]) for name in SIDES.values()},
            "is_person": typed["who"] == PERSON,
            "lat": typed["lat"],
            "lon": typed["lon"],
            "theme": "",
            "territory": self.place.code,
            "language": typed["language"] or (get_language() or "fr")[:2],
        }


def names_of(branches: Iterable[situations.Branch]) -> dict[str, str]:
    """Every theme of some branches, by slug."""
    found: dict[str, str] = {}
    for each in branches:
        found |= {each.theme.slug: each.theme.name, **names_of(each.children)}
    return found


def initial(content: dict[str, Any], territory: Territory) -> dict[str, Any]:
    """The form's fields for a content already kept."""
    point = f"{content['lat']}, {content['lon']}" if content.get("lat") is not None else ""
    return {
        **{name: value for name, value in content.items() if name not in {"lat", "lon", "theme", "is_person"}},
        "who": PERSON if content.get("is_person") else ORGANISATION,
        "point": point,
        "territory": "" if content["territory"] == territory.code else content["territory"],
    }


class ActorForm(ShownForm):
    """With what they agree to."""

    agrees = forms.BooleanField(
        label=gettext_lazy(
            "I agree that what I write here is shown in the directory. I can take it back at any time, and everything"
            " goes at once."
        ),
        required=False,
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("I agree, besides, that it leaves as open data, which anybody may copy."), required=False
    )

    def check_person(self, typed: dict[str, Any]) -> None:
        """Nobody is shown who has not said so, besides."""
        super().check_person(typed)
        if not typed.get("agrees"):
            self.add_error("agrees", _("A person is shown only if they agree: tick this box."))

    def content(self) -> dict[str, Any]:
        return super().content() | {name: bool(self.cleaned_data[name]) for name in AGREED}


class PresentForm(ActorForm, GuardedForm):
    email = MailField(
        label=gettext_lazy("Your e-mail, kept private"),
        help_text=gettext_lazy("To be told what becomes of it, and to be introduced to others. Never shown."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(
        label=gettext_lazy("Your telephone, kept private"),
        help_text=gettext_lazy("For the referents only."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if not typed.get("agrees") and "agrees" not in self.errors:
            self.add_error("agrees", _("Tick this box: without your agreement nothing is shown."))
        return typed

    def contact(self) -> lifecycle.ContactDetails:
        return lifecycle.ContactDetails(email=self.cleaned_data["email"], phone=self.cleaned_data["phone"])


class ReviseForm(RevisionForm, ShownForm):
    """Corrects what is shown; what was agreed to has buttons of its own, at once."""
