"""The directory and the reserve: who comes, who is called, who stands in for whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.before.plans.enums import Content
from boucle.before.plans.forms.entries.base import EntryForm, fields_of
from boucle.before.plans.models import Person, Reserve


class PersonForm(EntryForm):
    asked = {"function": gettext_lazy("Say which function it is: “mayor”, “on duty at the waterworks”.")}
    hints = {
        "function": gettext_lazy("The function, not the name: people change, functions stay."),
        "rank": gettext_lazy("1 is called first; whoever had this place is called next. Empty: not called first."),
        "public_phone": gettext_lazy("A switchboard or a duty number. A private number goes below."),
    }

    class Meta:
        model = Person
        fields = fields_of(Content.DIRECTORY)

    def prepare(self) -> None:
        field = self.fields["stands_in_for"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(section=self.section).exclude(pk=self.instance.pk)
        field.empty_label = _("Nobody")
        self.fields["public_phone"].widget.attrs["inputmode"] = "tel"

    def clean_rank(self) -> int | None:
        rank: int | None = self.cleaned_data["rank"]
        if rank == 0:
            raise forms.ValidationError(_("The order of alert begins at 1."))
        return rank

    def clean_stands_in_for(self) -> Person | None:
        """A circle would leave nobody to call in the end."""
        chosen: Person | None = self.cleaned_data["stands_in_for"]
        above = chosen
        seen: set[Any] = set()
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            if above.pk == self.instance.pk:
                said = _("%(name)s already stands in for this line: choose somebody else.")
                raise forms.ValidationError(said % {"name": chosen})
            above = above.stands_in_for
        return chosen


class ReserveForm(EntryForm):
    asked = {"name": gettext_lazy("Give the group a name.")}
    rows = {"skills": 2}

    class Meta:
        model = Reserve
        fields = fields_of(Content.RESERVE)
