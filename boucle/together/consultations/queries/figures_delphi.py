"""The pictures of what a group said, each with its sentence and its table."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.together.consultations.engine import delphi_pictures
from boucle.together.consultations.engine.delphi_pictures import Axis, Bands, Half
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.queries import figures_kinds
from boucle.together.consultations.queries.delphi_seen import Feedback, Line
from boucle.together.consultations.queries.delphi_words import answers, part_name, reading, said


def feedback(found: Feedback) -> Figure | None:
    """None where there is too little to be shown."""
    draw = DRAWN.get(ItemType(found.type))
    return draw(found) if draw is not None and not found.is_hidden else None


def axis(found: Feedback) -> Axis:
    return Axis(*found.scale)


def hidden() -> str:
    return _("hidden, to protect a small group")


def half(line: Line, note: str) -> Half:
    if line.n is None:
        return Half(line.name, "", note=note)
    return Half(line.name, answers(line.n), line.q1, line.median, line.q3)


def bands(found: Feedback, lines: tuple[Line, ...], own: float | None, *, has_ends: bool = False) -> Bands:
    return Bands(
        axis(found),
        [half(line, hidden()) for line in lines],
        own,
        (_("median"), _("middle half"), _("your answer")),
        (measured(found, found.scale[0]), measured(found, found.scale[1])) if has_ends else ("", ""),
    )


def scale(found: Feedback) -> Figure:
    own = None if found.own is None else float(found.own)
    markers = (
        _("you: %(mark)s") % {"mark": said(own)},
        _("group: %(mark)s") % {"mark": said(found.median)},
        _("you and the group: %(mark)s") % {"mark": said(own)},
    )
    whole = Half("", where(found), found.q1, found.median, found.q3)
    picture = delphi_pictures.Spread(
        axis(found),
        [int(count) for _mark, count in found.distribution],
        [said(float(mark)) for mark, _count in found.distribution],
        whole,
        own,
        markers,
        bands(found, found.groups, own),
    )
    below = _("Under the bars, each family on the same scale: median and middle half.") if found.groups else ""
    return Figure(
        key=f"tour{found.round}-{found.number}",
        headline=headline(found),
        reading=f"{reading(found)} {below}".strip(),
        title=_("Answers of round %(round)s to proposal %(number)s") % {"round": found.round, "number": found.number},
        description=description(found, own),
        picture=picture,
        table=table(found, found.groups),
    )


def where(found: Feedback) -> str:
    if found.q1 == found.q3:
        return _("half of the group is here, at %(mark)s") % {"mark": said(found.q1)}
    return _("half of the group is here, from %(low)s to %(high)s") % {"low": said(found.q1), "high": said(found.q3)}


def headline(found: Feedback) -> str:
    """One sentence: where the group leans, and who stands elsewhere."""
    assert found.median is not None and found.q1 is not None and found.q3 is not None
    middle = (found.scale[0] + found.scale[1]) / 2
    away = [line.name for line in found.groups if line.median is not None and not found.q1 <= line.median <= found.q3]
    told = {"mark": said(found.median)}
    if found.median > middle:
        first = _("The group leans towards yes: half of it gives %(mark)s or more") % told
    elif found.median < middle:
        first = _("The group leans towards no: half of it gives %(mark)s or less") % told
    else:
        first = _("The group stands in the middle, at %(mark)s") % told
    if not away:
        return first
    return _("%(first)s; elsewhere: %(names)s") % {"first": first, "names": ", ".join(away)}


def description(found: Feedback, own: float | None) -> str:
    told = {
        "low": said(found.scale[0]),
        "high": said(found.scale[1]),
        "median": said(found.median),
        "q1": said(found.q1),
        "q3": said(found.q3),
    }
    parts = [_("Bars from %(low)s to %(high)s, median %(median)s, quartiles %(q1)s and %(q3)s.") % told]
    if own is not None:
        parts.append(_("Your answer was %(mark)s.") % {"mark": said(own)})
    medians = [f"{line.name} {said(line.median)}" for line in found.groups if line.median is not None]
    if medians:
        parts.append(_("Medians: %(medians)s.") % {"medians": ", ".join(medians)})
    return " ".join(parts)


def table(found: Feedback, lines: tuple[Line, ...]) -> Table:
    counts = ", ".join(f"{count:g}" for _mark, count in found.distribution)
    told = {"method": found.method, "counts": counts, "low": said(found.scale[0]), "high": said(found.scale[1])}
    caption = _("Quartiles by the method “%(method)s”, as the rule written before round 1 says.") % told
    if counts:
        caption += " " + _("People for each mark from %(low)s to %(high)s: %(counts)s.") % told
    whole = Line(_("Everybody"), found.n, found.q1, found.median, found.q3, is_hidden=False)
    head = [_("Group"), _("Answers"), _("1st quartile"), _("Median"), _("3rd quartile")]
    return Table(caption, head, [cells(line) for line in (whole, *lines)])


def cells(line: Line) -> list[str]:
    if line.is_hidden or line.n is None:
        return [line.name, *[_("hidden")] * 4]
    return [line.name, str(line.n), said(line.q1), said(line.median), said(line.q3)]


def measured(found: Feedback, value: float | None) -> str:
    """With its unit."""
    return f"{said(value)} {found.unit}".strip()


def estimate(found: Feedback) -> Figure:
    own = None if found.own is None else float(found.own["best"])
    parts = tuple(Line(part_name(line.name), line.n, line.q1, line.median, line.q3, False) for line in found.parts)
    best = found.parts[1]
    told = {"mark": measured(found, best.median), "low": said(best.q1), "high": measured(found, best.q3)}
    return Figure(
        key=f"tour{found.round}-{found.number}",
        headline=_("Half of the group says %(mark)s or more; its middle half goes from %(low)s to %(high)s") % told,
        reading=reading(found) + " " + _("Lowest, most likely and highest guess, then the families' most likely one."),
        title=_("Estimates of round %(round)s, question %(number)s") % {"round": found.round, "number": found.number},
        description=description(found, own),
        picture=bands(found, parts + found.groups, own, has_ends=True),
        table=table(found, parts + found.groups),
    )


DRAWN: dict[ItemType, Callable[[Feedback], Figure]] = {
    ItemType.SCALE: scale,
    ItemType.ESTIMATE: estimate,
    ItemType.CHOICE: figures_kinds.choice,
    ItemType.RANKING: figures_kinds.ranking,
    ItemType.PLACEMENT: figures_kinds.placement,
}
