"""Formats of a debrief, after the World Health Organization's guide for after action reviews (2019); the timings and
the intra-action one are ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    minutes: int
    what: Any  # lazy
    who: Any  # lazy
    lines: int = 0  # room to write, in lines of a sheet


@dataclass(frozen=True)
class Format:
    name: str
    title: Any
    purpose: Any
    people: Any
    needs: Any
    steps: Sequence[Step]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


FACILITATOR, WRITER, ALL = _("facilitator, who had no part in it"), _("whoever writes"), _("everybody")
DECIDES = _("whoever decides")

FORMATS = (
    Format(
        "debrief",
        _("Debrief of half a day"),
        _("One event, one commune, a few services: what was expected, what happened, why, what next."),
        _("8 to 20 people who were there"),
        _("a wall, a roll of paper, the log of the event"),
        (
            Step(15, _("Welcome: nobody is judged here, the plan is"), FACILITATOR),
            Step(30, _("What was expected: the plan, the scenario, each role"), _("whoever keeps the plan"), 6),
            Step(45, _("What happened: one line of time on the wall, each adds their hours"), ALL, 8),
            Step(15, _("Break: the line of time stays visible"), ""),
            Step(60, _("Why: in pairs, then together; ask why until a cause is found that can be changed"), ALL, 8),
            Step(30, _("What next: what is kept, what changes; for each, who and by when"), DECIDES, 6),
            Step(15, _("Read again aloud; say when it comes back"), WRITER),
        ),
    ),
    Format(
        "group",
        _("Working group"),
        _("A large event or several services: each theme has its table, then all meet."),
        _("20 to 50 people, in tables of 6 to 8"),
        _("one table and one writer a theme, the figures of the event, two days apart by a week"),
        (
            Step(30, _("The event in figures, told once for everybody"), _("whoever kept the log"), 4),
            Step(90, _("By theme: what was expected, what happened"), _("a facilitator a table"), 8),
            Step(90, _("By theme: why, with the other tables’ facts"), _("a facilitator a table"), 8),
            Step(60, _("Each table tells its three strongest lessons"), WRITER, 6),
            Step(60, _("What they have in common: an assumption, a goal, a rule that is wrong?"), FACILITATOR, 6),
            Step(60, _("For each lesson: a recommendation, somebody, a date"), DECIDES, 6),
        ),
    ),
    Format(
        "interviews",
        _("Interviews one by one"),
        _("When people cannot speak before one another: grief, hierarchy, an inquiry, residents far away."),
        _("5 to 15 people, one by one"),
        _("a quiet place, a consent in writing, two people: one asks, one writes"),
        (
            Step(5, _("What it serves, what will be quoted, the right to stop"), _("who asks")),
            Step(15, _("Tell me, from the beginning, what you saw and did"), _("the person"), 8),
            Step(10, _("What had you expected? What surprised you?"), _("who asks"), 6),
            Step(10, _("What helped, what was missing?"), _("who asks"), 6),
            Step(10, _("What should be otherwise next time?"), _("who asks"), 6),
            Step(10, _("Read back; what may be quoted, under which name"), WRITER, 2),
        ),
    ),
    Format(
        "intra",
        _("Review while the crisis lasts"),
        _("Every three to seven days: what changes tomorrow, without waiting for the end."),
        _("5 to 10 people of the crisis staff and of the field"),
        _("the board, the figures of the last days, forty-five minutes that nobody moves"),
        (
            Step(5, _("What was decided last time: done, or not"), WRITER, 3),
            Step(10, _("What goes well, and must be kept"), ALL, 4),
            Step(15, _("What does not, and what it does to people"), ALL, 5),
            Step(10, _("One to three changes from tomorrow: who, by when"), DECIDES, 5),
            Step(5, _("What is left for the debrief at the end"), WRITER, 3),
        ),
    ),
)

VALIDITY = (
    ("purpose", _("what it is for was written before")),
    ("outsider", _("somebody who had no part in it led it")),
    ("everyone", _("every role that acted was heard")),
    ("residents", _("people who lived through it were heard")),
    ("soon", _("it was held within six weeks")),
    ("records", _("the log and the figures were on the table")),
    ("sources", _("each fact has two sources at least")),
    ("causes", _("causes were looked for, not culprits")),
    ("disagreement", _("what people disagree on is written too")),
    ("read_back", _("those who took part have read it again")),
    ("followed", _("each lesson has somebody and a date")),
)
