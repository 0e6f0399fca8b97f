"""What is asked about a review, with the eleven questions of its validity."""

from django import forms
from django.utils.translation import gettext_lazy

from boucle.after.lessons.enums import ReviewFormat
from boucle.after.lessons.forms.fields import AboutEvent, area, day_field, event_field
from boucle.after.lessons.registry import VALIDITY
from boucle.foundation.core import clock
from boucle.foundation.core.fields import TextField

MOST_PEOPLE = 5000


class ReviewForm(AboutEvent):
    format = forms.ChoiceField(
        label=gettext_lazy("Which format"),
        choices=ReviewFormat.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say which format it had.")},
    )
    event = event_field(gettext_lazy("About which event"))
    held_on = day_field(gettext_lazy("Day when it was held"), initial=clock.today)
    people = forms.IntegerField(
        label=gettext_lazy("How many people took part"), min_value=0, max_value=MOST_PEOPLE, initial=0
    )
    kept = TextField(
        label=gettext_lazy("What goes well, and must be kept"), max_length=4000, required=False, widget=area(3)
    )
    changed = TextField(
        label=gettext_lazy("What changes, or is to be learnt"),
        help_text=gettext_lazy("One line each. Roles and services, nobody’s name."),
        max_length=4000,
        widget=area(4),
        error_messages={"required": gettext_lazy("Say what changes, or what is to be learnt.")},
    )
    answers = forms.MultipleChoiceField(
        label=gettext_lazy("How much can it be trusted? Tick what is true."),
        choices=VALIDITY,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
