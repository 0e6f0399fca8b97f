"""Invite one person, a list, or a panel drawn by lot."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.together.consultations.models import Consultation, Group

LARGEST_FILE = 2_000_000  # bytes
LARGEST_SEED = 2**31 - 1  # of the column


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no type argument at run time
    """A family of stakeholders of one consultation, or none."""

    def __init__(self, **options: Any) -> None:
        none = pgettext_lazy("group", "none")
        super().__init__(Group.objects.none(), required=False, empty_label=none, label=gettext_lazy("Group"), **options)


class InviteForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=80, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Without one, the invitation is a letter on paper."),
        required=False,
    )
    group = GroupField()

    def __init__(self, *args: Any, consultation: Consultation, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["group"]
        assert isinstance(field, GroupField)
        field.queryset = consultation.groups.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("name") or data.get("email")):
            self.add_error("name", _("Give a name, or an e-mail address."))
        return data

    def details(self) -> ContactDetails:
        return ContactDetails(name=self.cleaned_data["name"], email=self.cleaned_data["email"])


class ListForm(forms.Form):
    """Pasted, or in a file."""

    text = forms.CharField(
        label=gettext_lazy("Paste the list"),
        help_text=gettext_lazy("The first line names the columns: name, email, group. One person per line."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    file = forms.FileField(
        label=gettext_lazy("or choose a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("text", "").strip() or data.get("file")):
            self.add_error("text", _("Paste a list, or choose a file."))
        if data.get("file") and data["file"].size > LARGEST_FILE:
            self.add_error("file", _("This file weighs more than 2 MB: cut it in two."))
        return data


class GroupForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Group"), max_length=80)
    population = forms.IntegerField(
        label=gettext_lazy("How many there are in the territory"), min_value=1, max_value=10**9, required=False
    )


class DrawForm(forms.Form):
    pool = forms.FileField(
        label=gettext_lazy("Who can be drawn (pool.csv)"),
        help_text=gettext_lazy("Columns: id, then one for each category; name and email to invite."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    quotas = forms.FileField(
        label=gettext_lazy("The quotas (quotas.csv)"),
        help_text=gettext_lazy("Columns: category, value, min, max."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Public seed"),
        help_text=gettext_lazy("A number that nobody here chose: a lottery result, a date announced beforehand."),
        min_value=0,
        max_value=LARGEST_SEED,
    )
    size = forms.IntegerField(
        label=gettext_lazy("People to draw"),
        help_text=gettext_lazy("Empty: the middle of what the quotas allow."),
        min_value=1,
        max_value=2000,
        required=False,
    )

    def clean_pool(self) -> Any:
        return light(self.cleaned_data["pool"])

    def clean_quotas(self) -> Any:
        return light(self.cleaned_data["quotas"])


def light(file: Any) -> Any:
    if file.size > LARGEST_FILE:
        raise ValidationError(_("This file weighs more than 2 MB: cut it in two."))
    return file
