"""The forms of a subscription."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core import text
from boucle.foundation.messages.enums import Rhythm
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory


class AddressForm(forms.Form):
    """Where, and how often: all that following a saved search asks."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("For this only. We write to it first, to be sure that it is yours."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Rhythm.choices, initial=Rhythm.DAILY, widget=forms.RadioSelect
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # filled in by robots only

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].error_messages["required"] = _("Write the address where you want to be told.")


class SubscriptionForm(AddressForm):
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("Every theme"),
    )
    commune = forms.CharField(
        label=gettext_lazy("Commune"),
        help_text=gettext_lazy("Its name or its postal code. Leave it empty for the whole territory."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )

    def __init__(self, *args: Any, territory: Territory, **options: Any) -> None:
        super().__init__(*args, **options)
        self.territory = territory
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ModelChoiceField)
        offered = [branch.theme.pk for branch in situations.offered_themes(situations.current(territory))]
        theme.queryset = Theme.objects.filter(pk__in=offered)
        theme.error_messages["invalid_choice"] = _("This theme is not one of this territory's: choose one of the list.")

    def clean_commune(self) -> Territory:
        typed = text.clean_line(self.cleaned_data["commune"])
        if not typed:
            return self.territory
        inside = [each for each in territories.find(typed, inside=self.territory).candidates if each.is_inside]
        exact = [each for each in inside if each.is_exact] or inside
        if len(exact) == 1:
            return exact[0].territory
        if exact:
            names = ", ".join(f"{each.territory.name} ({' '.join(each.postal_codes[:1])})" for each in exact[:5])
            raise forms.ValidationError(
                _("Several communes answer: %(names)s. Add its postal code.") % {"names": names}
            )
        raise forms.ValidationError(
            _("We know no commune “%(name)s” in %(territory)s. Write its full name or its postal code.")
            % {"name": typed, "territory": self.territory.name}
        )
