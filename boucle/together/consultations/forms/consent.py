"""What is typed on the way of a proposal: one form per act."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boucle.together.consultations.enums import AGREE, DISAGREE, PASS, Fate
from boucle.together.consultations.models import Objection


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        help_text=_("To understand, not yet to judge."),
        max_length=1000,
        widget=area(3),
        error_messages={"required": _("Write your question.")},
    )


class ReactionForm(forms.Form):
    text = forms.CharField(
        label=_("Your reaction"),
        help_text=_("What you like, what worries you. Nobody will answer: it is heard."),
        max_length=1000,
        widget=area(3),
        error_messages={"required": _("Write your reaction.")},
    )


class ObjectionForm(forms.Form):
    reason = forms.CharField(
        label=_("What harm would the proposal do, as it stands?"),
        help_text=_("A taste is no objection; a harm to people, to the work or to what was promised is one."),
        max_length=1000,
        widget=area(4),
        error_messages={"required": _("Say what harm the proposal would do: without a reason, nobody can lift it.")},
    )
    amendment = forms.CharField(
        label=_("What would make it acceptable?"), required=False, max_length=2000, widget=area(3)
    )


class LiftForm(forms.Form):
    objection = forms.IntegerField(widget=forms.HiddenInput)
    resolution = forms.CharField(
        label=_("What makes your objection fall?"),
        max_length=1000,
        widget=area(2),
        error_messages={"required": _("Say in one sentence how the objection was resolved.")},
    )


class StandForm(forms.Form):
    value = forms.TypedChoiceField(
        label=_("This text, as it stands now:"),
        coerce=int,
        choices=[
            (AGREE, _("I say yes")),
            (PASS, _("I can live with it: I do not say no")),
            (DISAGREE, _("I say no")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )


class WriteForm(forms.Form):
    text = forms.CharField(
        label=_("The proposal"),
        help_text=_("One decision, in a few lines that can be said aloud: who does what, from when, until when."),
        max_length=8000,
        widget=area(8),
        error_messages={"required": _("Write the proposal.")},
    )


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=2000, widget=area(3), error_messages={"required": _("Write the answer.")}
    )


class SettleForm(forms.Form):
    fate = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(fate.value, fate.label) for fate in (Fate.LIFTED, Fate.UPHELD)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of the objection.")},
    )
    resolution = forms.CharField(
        label=_("In one sentence"),
        max_length=1000,
        widget=area(2),
        error_messages={"required": _("Say in one sentence how the objection was resolved.")},
    )


class AmendForm(forms.Form):
    """The new text, and one sentence for each standing objection that it takes in."""

    text = forms.CharField(
        label=_("The new text"), max_length=8000, widget=area(8), error_messages={"required": _("Write the proposal.")}
    )
    note = forms.CharField(
        label=_("What changed, in a few words"),
        max_length=300,
        error_messages={"required": _("Say in a few words what changed.")},
    )

    def __init__(self, *args: Any, standing: Iterable[tuple[Objection, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = {f"objection-{row.pk}": row.pk for row, _label in standing}
        for row, label in standing:
            self.fields[f"objection-{row.pk}"] = forms.CharField(
                label=label,
                help_text=_("How the new text takes this objection in; empty when it does not: %(reason)s")
                % {"reason": row.reason},
                required=False,
                max_length=1000,
            )

    def integrates(self) -> dict[int, str]:
        typed = self.cleaned_data
        return {pk: typed[name] for name, pk in self.standing.items() if typed.get(name)}
