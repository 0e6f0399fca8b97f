"""Fields that plans share: places by name or code, a member by their address."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import text
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory


class PlacesField(forms.CharField):
    """Territories, one a line, by their name or their code."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value) or ""
        names = [text.clean_line(name) for name in re.split(r"[\n;,]", typed)]
        return [place(name) for name in names if name]

    def validate(self, value: Any) -> None:
        """Nothing shared is fine: `to_python` has said what is not known."""


def place(name: str) -> Territory:
    """Raises ValidationError for none, or for several."""
    exact = territories.by_code(name) or Territory.objects.filter(name__iexact=name).first()
    found = exact or territories.find(name, levels=tuple(Level)).only
    if found is None:
        raise ValidationError(
            _("“%(name)s” is not known, or several places have this name: write its code.") % {"name": name}
        )
    return found


class MemberField(forms.EmailField):
    """A member, by the address that they sign in with."""

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if not address:
            return None
        found = User.objects.filter(email__iexact=address, is_active=True).first()
        if found is None:
            raise ValidationError(
                _("Nobody has an account with the address “%(address)s”: invite them first.") % {"address": address}
            )
        return found
