"""The map of placements as a figure: picture, sentence, table."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.before.plans.engine import placements as engine
from boucle.before.plans.engine import plane
from boucle.before.plans.queries import ways
from boucle.foundation.figures.engine.figure import Figure, Table


def ends() -> tuple[str, str, str, str]:
    return _("top down"), _("bottom up"), _("linear"), _("circular")


def figure(found: Sequence[ways.Placed]) -> Figure | None:
    """None while no subject has been placed by enough people."""
    shown = [each for each in found if each.summary is not None]
    if not shown:
        return None
    return Figure(
        key="carte",
        headline=headline(found),
        reading=_(
            "Each mark is one person. The dotted frame holds the half of them that is closest to the middle; from the"
            " table you read where it stands. Under %(least)s people, nothing is shown."
        )
        % {"least": ways.LEAST},
        title=_("Where people place the ways of planning"),
        description="; ".join(sentence(each) for each in shown),
        picture=plane.Plane(
            clouds=[
                plane.cloud(each.name, people(each.summary), each.points, each.summary.x, each.summary.y)
                for each in shown
                if each.summary is not None
            ],
            ends=ends(),
        ),
        table=table(found),
    )


def headline(found: Sequence[ways.Placed]) -> str:
    """What the group says of the plan as it is made today, where enough people placed it."""
    today = next((each.summary for each in found if each.code == ways.TODAY), None)
    if today is None:
        return _("What people say of the ways of planning")
    return _("This plan is made %(side)s, and its work is %(turn)s: so says the middle of %(people)s") % {
        "side": _("rather from the top down") if today.x.median < 0 else _("rather from the bottom up"),
        "turn": _("rather linear") if today.y.median < 0 else _("rather circular"),
        "people": people(today),
    }


def people(found: engine.Summary | None) -> str:
    number = found.people if found else 0
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}


def sentence(each: ways.Placed) -> str:
    assert each.summary is not None
    return _("%(name)s: %(x)s across, %(y)s upwards") % {
        "name": each.name,
        "x": whole(each.summary.x.median),
        "y": whole(each.summary.y.median),
    }


def table(found: Sequence[ways.Placed]) -> Table:
    head = [
        _("Way of planning"),
        _("People"),
        _("From top down (-100) to bottom up (100): median"),
        _("Middle half"),
        _("From linear (-100) to circular (100): median"),
        _("Middle half"),
    ]
    caption = _("Median: as many people on either side. Middle half: half of the people are between these two numbers.")
    return Table(caption, head, [row(each) for each in found])


def row(each: ways.Placed) -> list[str]:
    if each.summary is None:
        return [each.name, _("fewer than %(least)s") % {"least": ways.LEAST}, "", "", "", ""]
    x, y = each.summary.x, each.summary.y
    return [each.name, whole(each.summary.people), whole(x.median), half(x), whole(y.median), half(y)]


def half(found: engine.Spread) -> str:
    return _("%(low)s to %(high)s") % {"low": whole(found.low), "high": whole(found.high)}


def whole(number: float) -> str:
    return number_format(round(number), 0, use_l10n=True, force_grouping=True)
