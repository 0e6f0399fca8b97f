"""A new consultation: its method, what it asks, of whom, under which promises."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.situations import queries as situations
from boucle.foundation.territories.models import Territory
from boucle.together.consultations.enums import Access, Method
from boucle.together.consultations.models.consultation import LEAST_CELL

EXPLAINED = {
    Method.DELPHI: gettext_lazy(
        "People who know the matter answer in several rounds, without seeing who says what. From the second round on,"
        " each sees their own answer beside the group’s, and may change it."
    ),
    Method.OPINIONS: gettext_lazy(
        "Everybody answers short statements: agree, disagree, pass. A map then shows what joins people and what divides"
        " them, without deciding anything."
    ),
    Method.BUDGET: gettext_lazy(
        "Each person places dots, points or a basket on a list of options. A rule written beforehand says which ones"
        " are kept, and why."
    ),
    Method.CONSENT: gettext_lazy(
        "A group works on one proposal until nobody objects to it any more. An objection is a reason that helps to mend"
        " the proposal."
    ),
    Method.VOTE: gettext_lazy(
        "A question, a vote, a majority that is known beforehand. Also good for a straw poll in a meeting."
    ),
}
STATEMENTS = frozenset({Method.OPINIONS, Method.BUDGET, Method.VOTE})
LARGEST = 10**9


class SettingsForm(forms.Form):
    """What may still change until the first round opens."""

    title = forms.CharField(
        label=gettext_lazy("The question, as people will read it"),
        help_text=gettext_lazy("One sentence that everybody understands: “What should be done before a power cut?”"),
        max_length=120,
    )
    text = forms.CharField(
        label=gettext_lazy("Why it is asked, and what becomes of the answers"),
        help_text=gettext_lazy("Who decides in the end, when, and what is not open to discussion."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    is_hidden = forms.BooleanField(
        label=gettext_lazy("Hide the results until the close"),
        help_text=gettext_lazy("Nobody is steered by the first answers. How many took part stays visible."),
        required=False,
    )
    is_open_to_statements = forms.BooleanField(
        label=gettext_lazy("People may bring their own statements"),
        help_text=gettext_lazy("Each is read by a referent before it is asked. For a map, dots or a vote."),
        required=False,
    )
    minimum_cell = forms.IntegerField(
        label=gettext_lazy("Smallest group that is shown"),
        help_text=gettext_lazy("The figures of fewer people than this are hidden everywhere."),
        min_value=LEAST_CELL,
        max_value=50,
    )
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum: people who must take part"), min_value=1, max_value=LARGEST, required=False
    )
    population = forms.IntegerField(
        label=gettext_lazy("How many people it concerns"),
        help_text=gettext_lazy("Empty: everybody in the territory."),
        min_value=1,
        max_value=LARGEST,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].error_messages["required"] = _("Write the question.")
        self.fields["text"].error_messages["required"] = _(
            "Say why it is asked: people decide by it whether to answer."
        )

    def row_fields(self) -> dict[str, Any]:
        """Of the consultation's own row."""
        names = ("is_hidden", "is_open_to_statements", "minimum_cell", "quorum", "population")
        return {name: self.cleaned_data[name] for name in names}


class NewForm(SettingsForm):
    """The same, with what never changes afterwards."""

    method = forms.ChoiceField(
        label=gettext_lazy("Method"),
        choices=[(method.value, method.label) for method in Method],
        widget=forms.RadioSelect,
    )
    is_fast = forms.BooleanField(
        label=gettext_lazy("In a crisis: one session and two short rounds"),
        help_text=gettext_lazy("For a Delphi: two rounds at most, in hours or days."),
        required=False,
    )
    access = forms.ChoiceField(
        label=gettext_lazy("Who takes part"),
        choices=[
            (Access.PANEL, gettext_lazy("The people whom I invite, each by a private link or a letter")),
            (Access.PUBLIC, gettext_lazy("Everybody who comes to the page")),
        ],
        widget=forms.RadioSelect,
    )
    anonymity = forms.ChoiceField(
        label=gettext_lazy("Anonymity"),
        choices=[
            (
                "yes",
                gettext_lazy(
                    "Anonymous: nobody, not even you, will be able to find who said what. There is no way back."
                ),
            ),
            (
                "no",
                gettext_lazy(
                    "With a key: a lost link can be renewed after an answer. Answers stay without a name on every page."
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )
    situation = forms.ChoiceField(label=gettext_lazy("Situation"), required=False)
    about = forms.CharField(
        label=gettext_lazy("What it may change"),
        help_text=gettext_lazy("The reference of a section of a plan, of a lesson, of a fiche: 7K4P-92."),
        max_length=20,
        required=False,
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, territory: Territory, **options: Any) -> None:
        initial = {
            "access": Access.PANEL,
            "anonymity": "yes",
            "is_hidden": True,
            "minimum_cell": 5,
            "form_key": uuid4(),
            **(options.pop("initial", None) or {}),
        }
        super().__init__(*args, initial=initial, **options)
        self.running = situations.active(territory)
        field = self.fields["situation"]
        assert isinstance(field, forms.ChoiceField)
        none = pgettext_lazy("situation", "None: outside a crisis")
        field.choices = [("", none), *((str(one.pk), one.name) for one in self.running)]
        self.fields["method"].error_messages["required"] = _("Choose a method.")

    def clean_situation(self) -> Any:
        return next((one for one in self.running if str(one.pk) == self.cleaned_data["situation"]), None)

    def clean_about(self) -> Any:
        reference = self.cleaned_data["about"].strip().upper()
        if not reference:
            return None
        found = lifecycle.by_reference(reference)
        if found is None:
            raise ValidationError(_("Nothing has the reference “%(name)s”: check its signs.") % {"name": reference})
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_open_to_statements") and data.get("method") and data["method"] not in STATEMENTS:
            self.add_error("is_open_to_statements", _("This method takes no statements from people: untick it."))
        if data.get("is_fast") and data.get("method") not in (None, Method.DELPHI):
            self.add_error("is_fast", _("The short way is for a Delphi: untick it, or choose the Delphi."))
        return data

    def explained(self) -> list[tuple[Any, Any]]:
        """The buttons of the methods, each with what it is."""
        return [(button, EXPLAINED[Method(str(button.data["value"]))]) for button in self["method"]]
