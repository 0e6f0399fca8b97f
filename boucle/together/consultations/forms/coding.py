"""A line of the codebook; an item that comes from codes; the words that stand beside an item."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from boucle.together.consultations.actions import coding as actions
from boucle.together.consultations.enums import Side
from boucle.together.consultations.models import Code
from boucle.together.consultations.queries.coding import Candidate, Text


class CodeForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("A few words that say the idea: “visits before a cut”."),
        max_length=actions.LONGEST_LABEL,
    )
    definition = forms.CharField(
        label=gettext_lazy("What belongs to it, and what does not"),
        help_text=gettext_lazy("Two coders who read it put the same answers under it."),
        max_length=actions.LONGEST_DEFINITION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    facet = forms.CharField(
        label=gettext_lazy("Facet"),
        help_text=gettext_lazy("Under what it is filed: who, what, when, obstacle…"),
        max_length=actions.LONGEST_FACET,
        required=False,
    )


class ItemForm(forms.Form):
    """An item of a next round, out of codes."""

    text = forms.CharField(
        label=gettext_lazy("The proposal to be marked by everybody"),
        help_text=gettext_lazy(
            "One idea in one sentence, without “and”: whoever agrees with half of it cannot answer."
        ),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    codes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("The codes that it comes from"),
        queryset=Code.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the codes that the item comes from.")},
    )

    def __init__(self, *args: Any, codes: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["codes"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = codes


def ticks(data: QueryDict, texts: Iterable[Text]) -> dict[UUID, list[int]]:
    """What was ticked for each answer; an answer without any tick was not read."""
    found: dict[UUID, list[int]] = {}
    for text in texts:
        given = data.getlist(f"codes-{text.answer.pk.hex}")
        codes = sorted({int(one) for one in given if one.isdecimal()})
        if codes or "none" in given:
            found[text.answer.pk] = codes
    return found


def words(data: Mapping[str, str], candidates: Iterable[Candidate]) -> list[actions.Words]:
    """Those that were ticked, as they were written."""
    return [chosen(data, one) for one in candidates if data.get(f"shown-{one.answer.pk.hex}")]


def chosen(data: Mapping[str, str], candidate: Candidate) -> actions.Words:
    key = candidate.answer.pk.hex
    side = data.get(f"side-{key}", Side.FOR)
    said = data.get(f"said-{key}", "")
    return actions.Words(
        answer=candidate.answer.pk,
        text=data.get(f"text-{key}", ""),
        side=Side(side) if side in Side.values else Side.FOR,
        said=min(int(said), 10_000) if said.isdecimal() else 1,
    )
