"""The pictures of choices, rankings and placements."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from boucle.foundation.figures.engine import stacks
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.together.consultations.engine import delphi_plane
from boucle.together.consultations.queries.delphi_seen import Feedback
from boucle.together.consultations.queries.delphi_words import percent, reading, said

STRONG, MODERATE = 0.7, 0.5  # of Kendall's W, as is usual


def lengths(rows: Sequence[tuple[str, str, float]]) -> stacks.Stacks:
    """One bar for each line: its name, what is said at its end, its share from 0 to 1."""
    return stacks.Stacks([stacks.Stack(name, [share], label) for name, label, share in rows], has_ground=True)


def choice(found: Feedback) -> Figure:
    shares = [count / found.n for _option, count in found.distribution]
    best = max(found.distribution, key=lambda row: row[1])
    told = {"option": best[0], "count": said(best[1]), "n": said(found.n)}
    rows = [(str(option), said(count), percent(count / found.n)) for option, count in found.distribution]
    return Figure(
        key=f"tour{found.round}-{found.number}",
        headline=_("“%(option)s” comes first: %(count)s of %(n)s people") % told,
        reading=reading(found),
        title=_("Choices of round %(round)s, question %(number)s") % {"round": found.round, "number": found.number},
        description="; ".join(f"{option} {count}" for option, count, _share in rows),
        picture=lengths(
            [
                (option, f"{count}, {share}", float(share_of))
                for (option, count, share), share_of in zip(rows, shares, strict=True)
            ]
        ),
        table=Table(_("People for each option."), [_("Option"), _("People"), _("Share")], rows),
    )


def ranking(found: Feedback) -> Figure:
    ordered = sorted(found.distribution, key=lambda row: row[1])
    rows = [(str(option), said(rank)) for option, rank in ordered]
    lines = [
        (name, rank, 1 - (float(mean) - 1) / len(rows))
        for (name, rank), (_name, mean) in zip(rows, ordered, strict=True)
    ]
    return Figure(
        key=f"tour{found.round}-{found.number}",
        headline=_("First for the group: “%(option)s”") % {"option": ordered[0][0]},
        reading=" ".join((reading(found), _("Mean rank, 1 being first."), concordance(found.concordance))),
        title=_("Mean ranks of round %(round)s, question %(number)s") % {"round": found.round, "number": found.number},
        description="; ".join(f"{option} {rank}" for option, rank in rows),
        picture=lengths(lines),
        table=Table(_("Mean rank of each line, 1 being first."), [_("Line"), _("Mean rank")], rows),
    )


def concordance(value: float | None) -> str:
    """Kendall's W in words."""
    if value is None:
        return _("How far the rankings agree cannot be told.")
    told = {"w": said(value)}
    if value >= STRONG:
        return _("The rankings agree strongly (Kendall's W %(w)s, from 0 to 1).") % told
    if value >= MODERATE:
        return _("The rankings agree moderately (Kendall's W %(w)s, from 0 to 1).") % told
    return _("The rankings agree weakly (Kendall's W %(w)s, from 0 to 1).") % told


def placement(found: Feedback) -> Figure:
    own = None if found.own is None else (float(found.own[0]), float(found.own[1]))
    rows = [(f"{said(across)} ; {said(up)}", said(count)) for across, up, count in found.cloud]
    return Figure(
        key=f"tour{found.round}-{found.number}",
        headline=_("Where the group places it"),
        reading=reading(found) + " " + axes(found),
        title=_("Places of round %(round)s, question %(number)s") % {"round": found.round, "number": found.number},
        description=_("%(count)s places on two axes from -100 to 100.") % {"count": found.n},
        picture=delphi_plane.Plane(found.cloud, found.axes, own, _("you"), _("one person; larger, several")),
        table=Table(_("People at each place, across then up."), [_("Place"), _("People")], rows),
    )


def axes(found: Feedback) -> str:
    ways = (_("From left to right: from “%(low)s” to “%(high)s”."), _("Upwards: from “%(low)s” to “%(high)s”."))
    return " ".join(way % {"low": low, "high": high} for way, (low, high) in zip(ways, found.axes, strict=False))
