"""The rule of decision in plain fields, one form per method, and the JSON that it makes."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.together.consultations.enums import BallotType, Method

Rule = dict[str, Any]
QUANTILES = (
    ("linear", gettext_lazy("between two answers, in proportion (spreadsheets, R type 7)")),
    ("inverted_cdf", gettext_lazy("the nearest rank: always an answer that somebody gave (R type 1)")),
    ("median_unbiased", gettext_lazy("nearly without bias whatever the distribution (R type 8)")),
)
MOST_MONEY = 10**12


class RuleForm(forms.Form):
    """`rule` keeps what the form does not ask: a rule written in JSON loses nothing here."""

    def __init__(self, *args: Any, rule: Mapping[str, Any], **options: Any) -> None:
        self.former = dict(rule)
        super().__init__(*args, **{**options, "initial": self.filled(self.former)})

    def filled(self, rule: Rule) -> dict[str, Any]:
        return {name: rule.get(name) for name in self.base_fields}

    def rule(self) -> Rule:
        """Raises nothing: what is wrong in it is said by the action that writes it."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        others = {name: value for name, value in self.former.items() if name not in self.fields}
        return {**others, **given}


class DelphiForm(RuleForm):
    low = forms.IntegerField(label=gettext_lazy("Scale from"), min_value=-100, max_value=100)
    high = forms.IntegerField(label=pgettext_lazy("scale", "to"), min_value=-100, max_value=100)
    agreement = forms.FloatField(
        label=gettext_lazy("For it: a median of at least"),
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    disagreement = forms.FloatField(
        label=gettext_lazy("Against it: a median of at most"),
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    iqr = forms.FloatField(
        label=gettext_lazy("The middle half of the answers spans at most"),
        help_text=gettext_lazy("In marks of the scale: 3 on a scale from 1 to 9. Without it, the group may be split."),
        min_value=0,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    quantile = forms.ChoiceField(
        label=gettext_lazy("How medians and quartiles are counted"),
        help_text=gettext_lazy("It changes one verdict in fifteen: it is chosen before, and published."),
        choices=QUANTILES,
    )
    minimum_answers = forms.IntegerField(
        label=gettext_lazy("Fewest answers for a verdict"), min_value=2, max_value=10_000
    )
    stability = forms.IntegerField(
        label=gettext_lazy("Stable when fewer than this many per cent of the answers move between two rounds"),
        min_value=1,
        max_value=100,
    )
    rounds = forms.IntegerField(label=gettext_lazy("Rounds at most"), min_value=1, max_value=10)
    when_stable = forms.BooleanField(label=gettext_lazy("Stop earlier when every item is stable"), required=False)

    def filled(self, rule: Rule) -> dict[str, Any]:
        low, high = rule.get("scale", (1, 9))
        stop = rule.get("stop", {})
        share = rule.get("stability", {}).get("histogram_below", 0.15)
        return {
            "low": low,
            "high": high,
            "agreement": rule.get("agreement", {}).get("median_at_least"),
            "disagreement": rule.get("disagreement", {}).get("median_at_most"),
            "iqr": rule.get("consensus", {}).get("iqr_at_most"),
            "quantile": rule.get("quantile", "linear"),
            "minimum_answers": rule.get("minimum_answers", 5),
            "stability": round(share * 100),
            "rounds": stop.get("rounds_at_most", 3),
            "when_stable": bool(stop.get("when_stable")),
        }

    def clean(self) -> Rule:
        data = super().clean() or self.cleaned_data
        low, high = data.get("low"), data.get("high")
        if low is None or high is None:
            return data
        if low >= high:
            self.add_error("high", _("The scale goes up: its end is more than its beginning."))
        for name in ("agreement", "disagreement"):
            if data.get(name) is not None and not low <= data[name] <= high:
                self.add_error(name, _("This mark is outside the scale."))
        if None not in (data.get("agreement"), data.get("disagreement")) and data["disagreement"] >= data["agreement"]:
            self.add_error("disagreement", _("“Against” lies under “for”."))
        return data

    def rule(self) -> Rule:
        data = self.cleaned_data
        stop: Rule = {"rounds_at_most": data["rounds"]} | ({"when_stable": True} if data["when_stable"] else {})
        found = {
            **self.former,
            "scale": [data["low"], data["high"]],
            "quantile": data["quantile"],
            "consensus": {**self.former.get("consensus", {}), "iqr_at_most": plain(data["iqr"])},
            "stability": {**self.former.get("stability", {}), "histogram_below": data["stability"] / 100},
            "minimum_answers": data["minimum_answers"],
            "stop": stop,
        }
        for name, key in (("agreement", "median_at_least"), ("disagreement", "median_at_most")):
            found.pop(name, None)
            if data[name] is not None:
                found[name] = {key: plain(data[name])}
        return found


def plain(number: float) -> float:
    return int(number) if number == int(number) else number


class OpinionsForm(RuleForm):
    minimum_votes = forms.IntegerField(
        label=gettext_lazy("Statements that one answers to be placed on the map"), min_value=1, max_value=100
    )
    minimum_group = forms.IntegerField(
        label=gettext_lazy("Smallest group of opinions"),
        help_text=gettext_lazy("“No clear groups” is a possible result."),
        min_value=2,
        max_value=1000,
    )
    resamples = forms.IntegerField(
        label=gettext_lazy("Times the map is drawn again to see whether it holds"), min_value=0, max_value=1000
    )


class BudgetForm(RuleForm):
    ballot = forms.ChoiceField(label=gettext_lazy("How people say what they prefer"), choices=BallotType.choices)
    points = forms.IntegerField(
        label=gettext_lazy("Dots or points of each person"), min_value=1, max_value=1000, required=False
    )
    per_item = forms.IntegerField(label=gettext_lazy("Most on one line"), min_value=1, max_value=1000, required=False)
    allocation = forms.ChoiceField(
        label=gettext_lazy("How the kept ones are found"),
        choices=[
            ("most-votes", gettext_lazy("those with the most votes")),
            ("greedy", gettext_lazy("by votes, within a budget; what no longer fits is skipped")),
            ("greedy-no-skip", gettext_lazy("by votes, within a budget; the first that no longer fits ends the list")),
            ("equal-shares", gettext_lazy("equal shares: each voter has the same part of the budget")),
        ],
    )
    winners = forms.IntegerField(
        label=gettext_lazy("How many are kept"),
        help_text=gettext_lazy("For “the most votes”."),
        min_value=1,
        max_value=1000,
        required=False,
    )
    budget = forms.IntegerField(
        label=gettext_lazy("Budget, in euros"),
        help_text=gettext_lazy("For the other ways, and for a basket."),
        min_value=1,
        max_value=MOST_MONEY,
        required=False,
    )
    minimum_votes = forms.IntegerField(
        label=gettext_lazy("Fewest votes to be kept"), min_value=0, max_value=10**9, required=False
    )

    def clean(self) -> Rule:
        data = super().clean() or self.cleaned_data
        most_votes = data.get("allocation") == "most-votes"
        if most_votes and not data.get("winners") and "winners" not in self.errors:
            self.add_error("winners", _("Say how many are kept."))
        needs_budget = not most_votes or data.get("ballot") == BallotType.KNAPSACK
        if needs_budget and not data.get("budget") and "budget" not in self.errors:
            self.add_error("budget", _("Write the budget."))
        if data.get("ballot") in (BallotType.DOTS, BallotType.CUMULATIVE) and not data.get("points"):
            self.add_error("points", _("Say how many each person has."))
        return data


class ConsentForm(RuleForm):
    review_months = forms.IntegerField(
        label=gettext_lazy("Months until the decision is looked at again"), min_value=1, max_value=60
    )


class VoteForm(RuleForm):
    majority = forms.ChoiceField(
        label=gettext_lazy("Majority"),
        choices=[
            ("simple", gettext_lazy("more for than against")),
            ("absolute", gettext_lazy("more than half of those who say yes or no")),
            ("two-thirds", gettext_lazy("two thirds of those who say yes or no")),
        ],
    )
    quorum_share = forms.IntegerField(
        label=gettext_lazy("Quorum, in per cent of those invited"), min_value=1, max_value=100, required=False
    )


class LetterField(forms.JSONField):
    """Shown line by line."""

    def prepare_value(self, value: Any) -> Any:
        return (
            json.dumps(value, indent=2, ensure_ascii=False) if isinstance(value, dict) else super().prepare_value(value)
        )


class LetterForm(forms.Form):
    """The rule to the letter, for whoever needs a key that has no field."""

    letter = LetterField(
        label=gettext_lazy("The rule, in JSON"),
        error_messages={"invalid": gettext_lazy("This is not JSON: check its braces, commas and quotation marks.")},
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )

    def clean_letter(self) -> Rule:
        found = self.cleaned_data["letter"]
        if not isinstance(found, dict):
            raise ValidationError(_("The rule is a list of names and values."))
        return found


FORMS: dict[Method, type[RuleForm]] = {
    Method.DELPHI: DelphiForm,
    Method.OPINIONS: OpinionsForm,
    Method.BUDGET: BudgetForm,
    Method.CONSENT: ConsentForm,
    Method.VOTE: VoteForm,
}
