"""Which list a plan answers to, which points a section answers, which dated facts are known."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.before.plans.engine.regimes import Checklist
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import regimes

Chosen = tuple[str, date]
WHOLE, PART, NO = "whole", "part", ""
ANSWERS = (
    (NO, pgettext_lazy("point of the law", "no")),
    (PART, pgettext_lazy("point of the law", "in part")),
    (WHOLE, pgettext_lazy("point of the law", "yes")),
)


class ListForm(forms.Form):
    chosen = forms.CharField(
        label=gettext_lazy("List and version"),
        help_text=gettext_lazy("Each version is named by the day from which it holds."),
        error_messages={"required": gettext_lazy("Choose a list.")},
        widget=forms.Select,
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        widget = self.fields["chosen"].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [("", ""), *offered(plan)]

    def clean_chosen(self) -> Chosen:
        """`pcs:2022-12-10` as a code and a day."""
        code, _sign, day = self.cleaned_data["chosen"].partition(":")
        try:
            since = date.fromisoformat(day)
        except ValueError:
            raise ValidationError(_("Choose a list with the day of its version.")) from None
        if problem := regimes.problem(code, since):
            raise ValidationError(problem)
        return code, since


def offered(plan: Plan) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Those of the plan's country first; in each, the newest version first."""
    ordered = sorted(regimes.every().values(), key=lambda regime: regime.country != plan.territory.country)
    for regime in ordered:
        name = f"{regime.code.upper()} · {regimes.say(regime.name)} ({regime.country})"
        versions = [
            (f"{regime.code}:{version.since}", f"{regime.code.upper()}, {regimes.day(version.since)}")
            for version in reversed(regime.versions)
        ]
        yield name, versions


class MilestoneForm(forms.Form):
    type = forms.ChoiceField(label=gettext_lazy("What happened"), choices=[("", ""), *MilestoneType.choices])
    on = forms.DateField(label=gettext_lazy("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label=gettext_lazy("A word about it"),
        help_text=gettext_lazy(
            "Where the order is filed, which exercise it was. Everybody who reads the plan sees it."
        ),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["type"].error_messages["required"] = _("Say what happened.")
        self.fields["on"].error_messages.update(required=_("Write the day."), invalid=_("Write a day as 2027-01-21."))


class PointsForm(forms.Form):
    """One choice per point of the lists of the plan: not answered, in part, wholly."""

    def __init__(self, *args: Any, section: Section, **options: Any) -> None:
        super().__init__(*args, **options)
        self.section = section
        self.lists = list(lists_of(section.plan))
        answered = {(row.regime, row.code): PART if row.is_partial else WHOLE for row in section.points.all()}
        for code, checklist in self.lists:
            for point in checklist.points:
                self.fields[name_of(code, point.code)] = forms.ChoiceField(
                    label=regimes.say(point.title),
                    choices=ANSWERS,
                    required=False,
                    initial=answered.get((code, point.code), NO),
                )

    def shown(self) -> Iterator[tuple[str, list[tuple[str, bool, list[tuple[forms.BoundField, str]]]]]]:
        """Each list by its name; in it each chapter, whether it opens, and its fields with their articles."""
        for code, checklist in self.lists:
            chapters = []
            for chapter in checklist.chapters:
                rows = [
                    (self[name_of(code, point.code)], point.article if point.is_numbered else "")
                    for point in chapter.points
                ]
                likely = any(point.content and point.content == self.section.content for point in chapter.points)
                opens = likely or any(bound.value() or bound.errors for bound, _article in rows)
                chapters.append((regimes.say(chapter.title), opens, rows))
            yield regimes.say(checklist.regime.name), chapters

    def answers(self) -> Mapping[str, dict[str, bool]]:
        """By list, the points that are answered; the value says whether in part only."""
        return {
            code: {
                point.code: value == PART
                for point in checklist.points
                if (value := self.cleaned_data.get(name_of(code, point.code)))
            }
            for code, checklist in self.lists
        }


def lists_of(plan: Plan) -> Iterator[tuple[str, Checklist]]:
    for chosen in plan.regimes.all():
        checklist = regimes.checklist(chosen.code, chosen.version)
        if checklist is not None:
            yield chosen.code, checklist


def name_of(regime: str, point: str) -> str:
    return f"{regime}-{point}"
