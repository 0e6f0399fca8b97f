"""The loop in sentences, as a picture with its table, and its health in figures."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.after.lessons.engine.ring import Ring, Station
from boucle.after.lessons.enums import Stage
from boucle.after.lessons.queries.loop import Loop
from boucle.foundation.figures.engine.figure import Figure, Table

PLACES = 6


@dataclass(frozen=True)
class Stop:
    """Where something waits: a mark, and what it means."""

    style: str
    words: str
    meaning: str
    show: str = ""  # of the register


@dataclass(frozen=True)
class Sign:
    """A figure of the loop's health."""

    value: str
    unit: str
    meaning: str


def days(value: float | None) -> str:
    """`6 j`; nothing where nothing is known."""
    return _("%(count)s d") % {"count": number_format(round(value))} if value is not None else ""


def labels() -> tuple[str, ...]:
    return (
        _("Observations"),
        _("Lessons"),
        _("Decisions"),
        _("Actions"),
        _("Changes"),
        pgettext("station", "Verified"),
    )


def lede(found: Loop) -> str:
    """Whether what is learnt changes something, and where it stops."""
    if not found.lessons:
        return _("Nothing has been written here yet: the loop begins with what somebody saw.")
    said = [_("No lesson has gone all the way round yet.") if not found.verified else went_round(found)]
    if found.slowest is not None:
        names = labels()
        said.append(
            _("It takes longest from “%(from)s” to “%(to)s”.")
            % {"from": names[found.slowest].lower(), "to": names[found.slowest + 1].lower()}
        )
    waiting = found.stage(Stage.DECIDED)
    if waiting:
        said.append(waits(waiting))
    return " ".join(said)


def waits(n: int) -> str:
    return ngettext("%(n)s decision waits for its action.", "%(n)s decisions wait for their action.", n) % {"n": n}


def went_round(found: Loop) -> str:
    words = {"n": found.verified, "all": found.lessons, "days": number_format(round(found.whole or 0))}
    return (
        ngettext(
            "Yes: %(n)s lesson out of %(all)s has changed something that holds, in %(days)s days.",
            "Yes: %(n)s lessons out of %(all)s have changed something that holds, in %(days)s days.",
            found.verified,
        )
        % words
    )


def figure(found: Loop) -> Figure:
    words = {"n": found.verified, "all": found.lessons}
    return Figure(
        key="anneau",
        headline=ngettext(
            "%(n)s lesson out of %(all)s went all the way round",
            "%(n)s lessons out of %(all)s went all the way round",
            found.verified,
        )
        % words,
        reading=_(
            "Between two stations: the median delay. A band gets thinner by what stops on the way (width: root of the"
            " number)."
        ),
        title=_("The loop"),
        description=description(found),
        picture=ring(found),
        table=table(found),
    )


def ring(found: Loop) -> Ring:
    names, delays = labels(), [*map(days, found.delays), ""]
    stations = [
        Station(names[number], found.arrived[number], delays[number], number == found.slowest)
        for number in range(PLACES)
    ]
    waiting = found.stage(Stage.DECIDED)
    stop = _("%(n)s without an action") % {"n": waiting} if waiting else ""
    return Ring(
        stations,
        centre=_("%(n)s out of %(all)s") % {"n": found.verified, "all": found.lessons},
        under=_("went all the way round"),
        stop=stop,
    )


def description(found: Loop) -> str:
    pairs = zip(labels(), found.arrived, strict=True)
    return ", ".join(f"{name}{_(':')} {count}" for name, count in pairs) + "."


def table(found: Loop) -> Table:
    delays = [*map(days, found.delays), ""]
    rows = [
        (name, found.arrived[number], delays[number], stopped)
        for number, (name, stopped) in enumerate(zip(labels(), stopped_words(found), strict=True))
    ]
    return Table(
        caption=_("From what somebody saw to a change that holds."),
        head=(_("Station"), _("Arrived"), _("Median delay to the next one"), _("Stopped there")),
        rows=rows,
        texts=(2, 3),
    )


def stopped_words(found: Loop) -> tuple[str, ...]:
    decided = [
        _("%(n)s refused with a reason") % {"n": found.stage(Stage.REFUSED)},
        _("%(n)s without an action") % {"n": found.stage(Stage.DECIDED)},
    ]
    return (
        _("%(n)s to read") % {"n": found.unread},
        _("%(n)s without a decision") % {"n": found.undecided},
        ", ".join(decided),
        _("%(n)s under way, %(late)s actions late") % {"n": found.stage(Stage.UNDER_WAY), "late": found.late},
        _("%(n)s to check") % {"n": found.stage(Stage.DONE)},
        _("closed with proof"),
    )


def stops(found: Loop) -> list[Stop]:
    """What waits, the most stuck first; nothing where nothing does."""
    every = (
        (found.stage(Stage.DECIDED), undone),
        (found.late, late),
        (found.stage(Stage.DONE), unchecked),
        (found.undecided, undecided),
        (found.stage(Stage.REFUSED), refused),
    )
    return [stop(number) for number, stop in every if number]


def undone(n: int) -> Stop:
    words = ngettext("%(n)s decision without an action", "%(n)s decisions without an action", n)
    return Stop("stuck", words % {"n": n}, _("Somebody must take it up, by a date."))


def late(n: int) -> Stop:
    words = ngettext("%(n)s action late", "%(n)s actions late", n)
    return Stop("stale", words % {"n": n}, _("The day has passed: whoever holds it is reminded."))


def unchecked(n: int) -> Stop:
    words = ngettext("%(n)s change to check", "%(n)s changes to check", n)
    return Stop("stale", words % {"n": n}, _("By an exercise, a test done again, an indicator."))


def undecided(n: int) -> Stop:
    words = ngettext("%(n)s lesson without a decision", "%(n)s lessons without a decision", n)
    return Stop("proposed", words % {"n": n}, _("It waits for those who decide."))


def refused(n: int) -> Stop:
    words = ngettext("%(n)s refused, with its reason", "%(n)s refused, each with its reason", n)
    return Stop("rejected", words % {"n": n}, _("Read the reasons"), "refused")


def share(part: int, whole: int) -> str:
    return number_format(round(100 * part / whole)) if whole else "–"


def health(found: Loop) -> list[Sign]:
    percent, of = "%", _("out of %(n)s")
    whole: Any = number_format(round(found.whole)) if found.whole is not None else "–"
    return [
        Sign(share(found.owned, found.tasks), percent, _("of actions have somebody in charge, by name")),
        Sign(whole, "", _("days, from what was seen to the proof, median")),
        Sign(str(found.recurring), of % {"n": found.lessons}, _("already seen elsewhere or before: it came back")),
        Sign(str(found.touched), of % {"n": found.sections}, _("sections of plans touched by a lesson")),
        Sign(share(found.residents, found.voices), percent, _("of those who testified are residents")),
    ]
