"""Formats of a debrief, after the World Health Organization's guide for after action reviews (2019); the timings, the
questions and the intra-action one are ours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """`questions`: to ask aloud. `lines`: room to write, in lines of a sheet."""

    minutes: int
    what: Any  # lazy
    who: Any  # lazy
    lines: int = 0
    questions: Sequence[Any] = ()


@dataclass(frozen=True)
class Role:
    who: Any
    does: Any


@dataclass(frozen=True)
class Format:
    name: str
    title: Any
    purpose: Any
    people: Any
    needs: Any
    roles: Sequence[Role]
    steps: Sequence[Step]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def course(self) -> Iterator[tuple[int, Step]]:
        """Each step with the minute at which it begins."""
        at = 0
        for step in self.steps:
            yield at, step
            at += step.minutes


FACILITATOR, WRITER, ALL = _("facilitator, who had no part in it"), _("whoever writes"), _("everybody")
DECIDES, KEEPS_PLAN, ASKS = _("whoever decides"), _("whoever keeps the plan"), _("who asks")
TABLE = _("a facilitator a table")

LEADS = Role(
    FACILITATOR, _("gives the floor to each, keeps the time, looks for causes and stops the search for culprits")
)
WRITES = Role(WRITER, _("writes what is said, roles and services without names, and reads it back at the end"))
ANSWERS = Role(DECIDES, _("listens first; says for each lesson what follows, or why nothing does"))

FORMATS = (
    Format(
        "debrief",
        _("Debrief of half a day"),
        _("One event, one commune, a few services: what was expected, what happened, why, what next."),
        _("8 to 20 people who were there"),
        _("a wall, a roll of paper, the log of the event"),
        (
            LEADS,
            WRITES,
            Role(KEEPS_PLAN, _("brings the plan as it was that day, and the figures of the event")),
            ANSWERS,
        ),
        (
            Step(15, _("Welcome: nobody is judged here, the plan is"), FACILITATOR),
            Step(
                30,
                _("What was expected: the plan, the scenario, each role"),
                KEEPS_PLAN,
                6,
                (
                    _("What did the plan ask of each of us?"),
                    _("What did we take for granted without having written it?"),
                ),
            ),
            Step(
                45,
                _("What happened: one line of time on the wall, each adds their hours"),
                ALL,
                8,
                (_("What did you see, at what hour?"), _("What did you decide, and what did you know then?")),
            ),
            Step(15, _("Break: the line of time stays visible"), ""),
            Step(
                60,
                _("Why: in pairs, then together; ask why until a cause is found that can be changed"),
                ALL,
                8,
                (_("What made it possible, or impossible?"), _("Had it been learnt before, here or elsewhere?")),
            ),
            Step(
                30,
                _("What next: what is kept, what changes; for each, who and by when"),
                DECIDES,
                6,
                (_("Which section of the plan changes?"), _("How shall we know that it holds?")),
            ),
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
            LEADS,
            Role(TABLE, _("makes sure that each speaks, and that the table answers the question asked")),
            Role(WRITER, _("one a table: writes what is said, and tells it to all")),
            Role(_("whoever kept the log"), _("brings the log and the figures, and answers questions about them")),
            ANSWERS,
        ),
        (
            Step(
                30,
                _("The event in figures, told once for everybody"),
                _("whoever kept the log"),
                4,
                (_("Which figure surprises you?"), _("Which one is missing?")),
            ),
            Step(
                90,
                _("By theme: what was expected, what happened"),
                TABLE,
                8,
                (_("What did the plan ask, and of whom?"), _("What did people go through meanwhile?")),
            ),
            Step(
                90,
                _("By theme: why, with the other tables’ facts"),
                TABLE,
                8,
                (_("What made it possible, or impossible?"), _("Does a fact of another table explain ours?")),
            ),
            Step(
                60, _("Each table tells its three strongest lessons"), WRITER, 6, (_("What is new? What is serious?"),)
            ),
            Step(
                60,
                _("What they have in common: an assumption, a goal, a rule that is wrong?"),
                FACILITATOR,
                6,
                (
                    _("Had it been learnt before, here or elsewhere?"),
                    _("Who loses if it changes, and who if it does not?"),
                ),
            ),
            Step(
                60,
                _("For each lesson: a recommendation, somebody, a date"),
                DECIDES,
                6,
                (_("With which means?"), _("How shall we know that it holds?")),
            ),
        ),
    ),
    Format(
        "interviews",
        _("Interviews one by one"),
        _("When people cannot speak before one another: grief, hierarchy, an inquiry, residents far away."),
        _("5 to 15 people, one by one"),
        _("a quiet place, a consent in writing, two people: one asks, one writes"),
        (
            Role(ASKS, _("asks the questions as they stand, and bears the silences")),
            Role(WRITER, _("writes the words as they are said, and reads them back")),
            Role(_("the person"), _("answers what they wish, stops when they wish, says what may be quoted")),
        ),
        (
            Step(5, _("What it serves, what will be quoted, the right to stop"), ASKS),
            Step(
                15,
                _("Tell me, from the beginning, what you saw and did"),
                _("the person"),
                8,
                (_("And then?"), _("How did you know it?")),
            ),
            Step(10, _("What had you expected? What surprised you?"), ASKS, 6, (_("What had you been told before?"),)),
            Step(10, _("What helped, what was missing?"), ASKS, 6, (_("What would have helped an hour earlier?"),)),
            Step(10, _("What should be otherwise next time?"), ASKS, 6, (_("And what must not change?"),)),
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
            Role(_("facilitator"), _("keeps the time to the minute: the crisis waits outside")),
            WRITES,
            ANSWERS,
            Role(ALL, _("the field speaks first, the staff after it")),
        ),
        (
            Step(5, _("What was decided last time: done, or not"), WRITER, 3),
            Step(10, _("What goes well, and must be kept"), ALL, 4, (_("Who should do the same elsewhere?"),)),
            Step(
                15,
                _("What does not, and what it does to people"),
                ALL,
                5,
                (_("What waits longest?"), _("From whom do we hear nothing?")),
            ),
            Step(10, _("One to three changes from tomorrow: who, by when"), DECIDES, 5),
            Step(5, _("What is left for the debrief at the end"), WRITER, 3),
        ),
    ),
)


def named(name: str) -> Format | None:
    return next((one for one in FORMATS if one.name == name), None)
