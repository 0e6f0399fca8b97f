"""What is recommended, what is decided and why, who does it by when."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.after.lessons.enums import Verdict
from boucle.after.lessons.forms.fields import area, day_field
from boucle.foundation.accounts.models import User
from boucle.foundation.core.fields import LineField, TextField

END_OF_DAY = time(18)


class RecommendForm(forms.Form):
    text = TextField(
        label=gettext_lazy("What should be done"),
        max_length=2000,
        widget=area(4),
        error_messages={"required": gettext_lazy("Say what is recommended.")},
    )


class DecideForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("The decision"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what is decided: accepted, amended or refused.")},
    )
    body = LineField(
        label=gettext_lazy("Who decides"),
        help_text=gettext_lazy("A council, a service: nobody’s name."),
        max_length=120,
        error_messages={"required": gettext_lazy("Say who decides: a council, a service, a function.")},
    )
    on = day_field(gettext_lazy("Decided on"), required=False)
    words = TextField(
        label=gettext_lazy("What is decided"),
        help_text=gettext_lazy("Where it is not what was recommended."),
        max_length=2000,
        required=False,
        widget=area(3),
    )
    reason = TextField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Everybody reads it: cost, delay, another way, a risk that is accepted."),
        max_length=2000,
        widget=area(3),
        error_messages={"required": gettext_lazy("Say why: a decision without its reason is not published.")},
    )


class ActForm(forms.Form):
    title = LineField(
        label=gettext_lazy("What is to be done"),
        max_length=160,
        error_messages={"required": gettext_lazy("Say in a few words what is to be done.")},
    )
    role = LineField(label=gettext_lazy("Which service or role does it"), max_length=60, required=False)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who in it"), queryset=User.objects.none(), required=False, empty_label="—"
    )
    due = day_field(
        gettext_lazy("By when"),
        error_messages={"required": gettext_lazy("Say by when: an action without a date waits for ever.")},
    )
    means = LineField(
        label=gettext_lazy("Means that it takes"),
        help_text=gettext_lazy("Money, people, equipment."),
        max_length=300,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not typed.get("role") and typed.get("owner") is None:
            self.add_error("role", _("Say who does it: a service or a role, and if you can a person."))
        return typed

    def due_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["due"], END_OF_DAY))
