"""The form of each type of item."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.enums import AGREE, DISAGREE, PASS, ItemType
from boucle.together.consultations.forms.sheet import NOTHING, AnswerForm
from boucle.together.consultations.models import Answer, Item

VOTE_WORDS = (
    (AGREE, gettext_lazy("I agree")),
    (DISAGREE, gettext_lazy("I disagree")),
    (PASS, gettext_lazy("I pass")),
)


class OpenForm(AnswerForm):
    value = forms.CharField(label=gettext_lazy("Your answer"), required=False, widget=forms.Textarea(attrs={"rows": 7}))

    def prepare(self) -> None:
        del self.fields["reason"]  # it is all reason


class ScaleForm(AnswerForm):
    fragment = "consultations/participate/scale.html"
    value = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        del self.fields["no_opinion"]
        low, high = (int(end) for end in self.item.settings.get("scale", (1, 9)))
        self.points = range(low, high + 1)
        field = self.fields["value"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((str(one), str(one)) for one in self.points), (NOTHING, _("No opinion"))]
        said = _("Choose a whole number from %(low)s to %(high)s.")
        field.error_messages["invalid_choice"] = said % {"low": low, "high": high}
        if self.initial.get("no_opinion"):
            self.initial["value"] = NOTHING
        self.ends = self.item.settings.get("ends") or [_("not at all"), _("completely")]


class EstimateForm(AnswerForm):
    fragment = "consultations/participate/estimate.html"
    named = "low"
    low = forms.CharField(label=gettext_lazy("The lowest"), required=False)
    best = forms.CharField(label=gettext_lazy("The most likely"), required=False)
    high = forms.CharField(label=gettext_lazy("The highest"), required=False)

    def prepare(self) -> None:
        for name in ("low", "best", "high"):
            self.fields[name].widget.attrs["inputmode"] = "decimal"

    def three(self) -> list[forms.BoundField]:
        return [self[name] for name in ("low", "best", "high")]

    def filled(self, value: Any) -> dict[str, Any]:
        return dict(value)

    def given(self, typed: dict[str, Any]) -> Any:
        found = {name: typed[name] for name in ("low", "best", "high") if typed.get(name)}
        return found or None


class ChoiceForm(AnswerForm):
    fragment = "consultations/participate/choice.html"
    value = forms.MultipleChoiceField(required=False)

    def prepare(self) -> None:
        field = self.fields["value"]
        assert isinstance(field, forms.MultipleChoiceField)
        options = self.item.settings.get("options", [])
        field.choices = [(str(at), str(option)) for at, option in enumerate(options)]
        self.most = int(self.item.settings.get("most", 1))
        field.widget = forms.CheckboxSelectMultiple() if self.most > 1 else OneOfMany()
        field.widget.choices = field.choices
        field.error_messages["invalid_choice"] = _("Choose among the answers that are proposed.")
        if self.most == 1:
            del self.fields["no_opinion"]
            field.choices = field.widget.choices = [*field.choices, (NOTHING, _("No opinion"))]
            if self.initial.get("no_opinion"):
                self.initial["value"] = [NOTHING]

    def filled(self, value: Any) -> dict[str, Any]:
        return {"value": [str(one) for one in value]}

    def given(self, typed: dict[str, Any]) -> Any:
        chosen = typed.get("value")
        return NOTHING if chosen == [NOTHING] else chosen


class OneOfMany(forms.RadioSelect):
    """Radio buttons for a field that holds a list."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        found = super().value_from_datadict(data, files, name)
        return [found] if found else []

    def format_value(self, value: Any) -> Any:
        return [str(one) for one in value or []]


class RankingForm(AnswerForm):
    """A rank for each option: selects without scripts, buttons up and down with them."""

    fragment = "consultations/participate/ranking.html"
    named = "rank_0"

    def prepare(self) -> None:
        options = self.item.settings.get("options", [])
        ranks = [("", "–"), *((str(rank), str(rank)) for rank in range(1, len(options) + 1))]
        for at, option in enumerate(options):
            self.fields[f"rank_{at}"] = forms.ChoiceField(label=str(option), choices=ranks, required=False)

    def ranked(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("rank_")]

    def filled(self, value: Any) -> dict[str, Any]:
        return {f"rank_{option}": str(rank) for rank, option in enumerate(value, start=1)}

    def given(self, typed: dict[str, Any]) -> Any:
        ranks = {at: str(typed.get(f"rank_{at}") or "") for at in range(len(self.ranked()))}
        if not any(ranks.values()):
            return None
        return sorted(ranks, key=lambda at: int(ranks[at])) if is_order(ranks) else [-1]


def is_order(ranks: dict[int, str]) -> bool:
    return sorted(ranks.values()) == sorted(str(rank) for rank in range(1, len(ranks) + 1))


class PlacementForm(AnswerForm):
    fragment = "consultations/participate/placement.html"
    named = "across"
    across = forms.CharField(label=gettext_lazy("Across"), required=False)
    up = forms.CharField(label=gettext_lazy("Up"), required=False)

    def prepare(self) -> None:
        axes = self.item.settings.get("axes", [])
        for name, ends in zip(("across", "up"), axes, strict=False):
            low, high = ends
            if not (low and high):
                continue
            self.fields[name].label = _("From %(low)s (-100) to %(high)s (100)") % {"low": low, "high": high}
        for name in ("across", "up"):
            self.fields[name].widget = forms.NumberInput(attrs={"min": -100, "max": 100, "step": 1})
        self.ends = [tuple(ends) for ends in axes]

    def point(self) -> list[float] | None:
        """Where the picture shows it: what was typed, or kept."""
        try:
            return rules.check_value(self.item, [self["across"].value(), self["up"].value()])  # type: ignore[no-any-return]  # a placement
        except NotPossible:
            return None

    def filled(self, value: Any) -> dict[str, Any]:
        return {"across": value[0], "up": value[1]}

    def given(self, typed: dict[str, Any]) -> Any:
        found = [str(typed.get(name) or "") for name in ("across", "up")]
        return found if any(found) else None


class VoteForm(AnswerForm):
    fragment = "consultations/participate/stance.html"
    value = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        choices=[(str(value), words) for value, words in VOTE_WORDS],
        error_messages={"invalid_choice": gettext_lazy("Answer agree, disagree or pass.")},
    )

    def prepare(self) -> None:
        del self.fields["no_opinion"]
        if self.initial.get("no_opinion"):
            self.initial["value"] = str(PASS)


FORMS: dict[ItemType, type[AnswerForm]] = {
    ItemType.OPEN: OpenForm,
    ItemType.SCALE: ScaleForm,
    ItemType.ESTIMATE: EstimateForm,
    ItemType.CHOICE: ChoiceForm,
    ItemType.RANKING: RankingForm,
    ItemType.PLACEMENT: PlacementForm,
    ItemType.STATEMENT: VoteForm,
    ItemType.PROPOSAL: VoteForm,
}


def form_for(item: Item, data: Any = None, answer: Answer | None = None) -> AnswerForm:
    """`data` is what was sent, None for a form to fill in; `answer` is what was kept before."""
    return FORMS[ItemType(item.type)](data, item=item, answer=answer)
