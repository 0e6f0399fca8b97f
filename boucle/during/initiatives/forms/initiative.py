"""The one form that writes an initiative."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from boucle.during.initiatives import enums
from boucle.during.initiatives.forms import hours
from boucle.during.initiatives.forms.fields import ThemeField
from boucle.during.initiatives.forms.hours import HoursForm
from boucle.foundation.core.fields import LineField, LinkField, MailField, PhoneField, TextField
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.forms import PlaceForm
from boucle.foundation.territories.models import Territory

PLAIN = ("title", "text", "theme", "address", "variety", "side", "access", "organisation", "audiences", "is_full")
PUBLIC = ("public_phone", "public_email", "public_url")
DATE = {"type": "date"}


class InitiativeForm(PlaceForm, HoursForm):
    title = LineField(
        label=gettext_lazy("A short title"),
        help_text=gettext_lazy("What it is, and where. For example: hot soup, village hall."),
        max_length=120,
    )
    text = TextField(
        label=gettext_lazy("What people will find"),
        help_text=gettext_lazy("Keep it simple. Write no name and no telephone here: this text is public."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    theme = ThemeField(label=gettext_lazy("Theme"))
    variety = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=enums.Variety.choices, required=False, widget=forms.RadioSelect
    )
    side = forms.ChoiceField(
        label=gettext_lazy("This fiche speaks to somebody who says"),
        choices=enums.Side.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("Tick nothing when it is for everybody."),
        choices=[(each.name.lower(), each.label) for each in enums.Audience],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day"), required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    )
    access = LineField(
        label=gettext_lazy("Coming in"),
        help_text=gettext_lazy("Steps, width of the door, toilets, parking."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    organisation = LineField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("Its name is shown. Leave it empty if you act on your own."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    public_phone = PhoneField(label=gettext_lazy("Telephone, shown"), required=False)
    public_email = MailField(label=gettext_lazy("E-mail, shown"), required=False)
    public_url = LinkField(label=gettext_lazy("Web page, shown"), required=False, max_length=300)
    is_full = forms.BooleanField(label=gettext_lazy("Enough helpers for now, thank you"), required=False)
    language = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    field_order = ("title", "theme", "text", "variety", "side", "audiences", "address", "commune", "point")

    def __init__(self, *args: Any, territory: Territory, situation: Situation | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.home = self.place = territory
        self.situation = situation
        theme = self.fields["theme"]
        assert isinstance(theme, ThemeField)
        theme.choices, theme.known = theme_choices(
            situation, kept=str(self.initial.get("theme") or ""), typed=str(self["theme"].value() or "")
        )
        theme.error_messages.update(
            invalid_choice=_("This theme is unknown here: choose one of the list."),
            required=_("Choose the theme under which people will look for it."),
        )
        self.fields["title"].error_messages["required"] = _("Give it a short title.")
        self.fields["text"].error_messages["required"] = _("Say in a few words what people will find.")

    @property
    def shows_more(self) -> bool:
        return self.is_filled("side", "variety", "audiences", "is_full", "photo", "photo_description")

    @property
    def has_precisions(self) -> bool:
        return self.is_filled("starts_on", "ends_on", "point", "access")

    def is_filled(self, *names: str) -> bool:
        """Whether a folded part of the page holds something, right or wrong, or the situation asks for it."""
        asked = set(self.situation.asked_fields) if self.situation else set()
        known = [name for name in names if name in self.fields]
        return bool(asked & set(known)) or any(self[name].value() or self[name].errors for name in known)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        typed["lat"], typed["lon"] = self.settle_place()
        typed["hours"] = self.expression()
        starts, ends = typed.get("starts_on"), typed.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day comes before the first day. Correct one of the two."))
        return typed

    def content(self) -> dict[str, Any]:
        """The public content, as JSON values, for `lifecycle.propose` and `lifecycle.revise`."""
        typed = self.cleaned_data
        return {
            **{name: typed[name] for name in (*PLAIN, *PUBLIC, "lat", "lon", "hours")},
            "variety": typed["variety"] or enums.Variety.INITIATIVE.value,
            "side": typed["side"] or enums.Side.NEED.value,
            "starts_on": typed["starts_on"].isoformat() if typed["starts_on"] else None,
            "ends_on": typed["ends_on"].isoformat() if typed["ends_on"] else None,
            "territory": self.place.code,
            "language": typed["language"] or (get_language() or "fr")[:2],
        }


def theme_choices(
    situation: Situation | None, *, kept: str, typed: str
) -> tuple[list[tuple[str, str]], frozenset[str]]:
    """What is shown, and every slug that is taken: the situation's own themes and those below, or all of them.

    The theme that the fiche has is taken and shown whatever the situation; what was typed is shown when it is taken.
    """
    chosen = set(situation.themes.values_list("pk", flat=True)) if situation else set()
    shown: list[tuple[str, str]] = []
    known: set[str] = set()
    for line in lines(situations.theme_tree(), ()):
        theme = line[-1]
        if chosen and theme.slug != kept and not chosen & {above.pk for above in line}:
            continue
        known.add(theme.slug)
        if (theme.pk in chosen if chosen else len(line) == 1) or theme.slug in {kept, typed}:
            shown.append((theme.slug, theme.name))
    return shown, frozenset(known)


def lines(branches: Iterable[situations.Branch], above: tuple[Theme, ...]) -> Iterator[tuple[Theme, ...]]:
    """Each theme with those above it, in the order of the tree."""
    for branch in branches:
        yield (*above, branch.theme)
        yield from lines(branch.children, (*above, branch.theme))


def initial(content: dict[str, Any], territory: Territory) -> dict[str, Any]:
    """The form's fields for a content already kept."""
    whole = content["territory"] == territory.code
    point = f"{content['lat']}, {content['lon']}" if content.get("lat") is not None else ""
    return {
        **{name: value for name, value in content.items() if name not in {"hours", "lat", "lon"}},
        **hours.initial(content.get("hours", "")),
        "point": point,
        "territory": "" if whole else content["territory"],
    }
