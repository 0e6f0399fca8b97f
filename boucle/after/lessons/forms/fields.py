"""Fields that several forms of the room share."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core import clock
from boucle.foundation.situations.models import Situation


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def not_to_come(day: date) -> None:
    if day > clock.today():
        raise forms.ValidationError(_("This day is still to come: check the date."))


def event_field(label: Any) -> Any:
    return forms.ModelChoiceField(
        label=label, queryset=Situation.objects.none(), required=False, empty_label=gettext_lazy("None of these")
    )


class AboutEvent(forms.Form):
    """A form with an `event` among those of the territory, the latest first."""

    def __init__(self, *args: Any, events: Sequence[Situation], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["event"]
        assert isinstance(field, forms.ModelChoiceField)
        rows = Situation.objects.filter(pk__in=[one.pk for one in events])
        field.queryset = rows.order_by("-activated_at", "-id")
