"""The picture of a verdict: the shares of low and high marks, round after round, with and without those who left."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.together.consultations.engine import delphi_zones
from boucle.together.consultations.engine.delphi_terms import Rule
from boucle.together.consultations.engine.delphi_zones import Cut, Row, Zones
from boucle.together.consultations.queries import delphi_scale
from boucle.together.consultations.queries.delphi_answers import Collected
from boucle.together.consultations.queries.delphi_verdicts import Judged, left_marks, worst
from boucle.together.consultations.queries.delphi_words import percent, said


def figure(found: Collected, judged: Judged) -> Figure | None:
    """None where the rule takes no side: there are then no zones."""
    cut, rule = delphi_zones.cut(found.rule), found.rule
    if cut.high is None:
        return None
    rows = list(lines(found, judged, cut))
    names = zones(rule, cut)
    wanted = delphi_zones.wanted(rule)
    number = judged.item.number
    return Figure(
        key=f"zones-{number}",
        headline=headline(judged),
        reading=_("Share of the marks: %(zones)s.") % {"zones": ", ".join(filter(None, names))},
        title=_("Share of the marks by zone, proposal %(number)s") % {"number": number},
        description=" ".join(f"{row.name}: {row.label}." for row in rows),
        picture=Zones(
            rows, names, wanted, _("threshold: %(share)s to the right of this line") % {"share": percent(wanted)}
        ),
        table=table(number, rows, names),
    )


def lines(found: Collected, judged: Judged, cut: Cut) -> Iterator[Row]:
    last = judged.round
    if judged.before is not None:
        yield before(found, judged, cut)
    now = marks(found, judged, last)
    yield row(_("Round %(number)s") % {"number": last}, now, cut)
    left = judged.departures
    if left is None or judged.before is None:
        return
    if left.is_worst:
        name = ngettext(
            "At worst, with the %(count)s who left",
            "At worst, with the %(count)s who left",
            left.left,
        )
        added = opinions(worst(judged.last, found.rule))
    else:
        name = ngettext(
            "Round %(number)s, with the %(count)s who left",
            "Round %(number)s, with the %(count)s who left",
            left.left,
        )
        added = opinions(left_marks(found, judged.item, judged.before, last))
    yield row(name % {"number": last, "count": left.left}, now + added, cut, is_alarm=not left.holds)


def before(found: Collected, judged: Judged, cut: Cut) -> Row:
    """The round before: of those who stayed, unless that would tell what the few who left said."""
    assert judged.before is not None
    earlier = marks(found, judged, judged.before)
    dropout = judged.last.dropout
    if dropout is None or dropout.is_hidden or not dropout.leavers.n:
        return row(_("Round %(number)s") % {"number": judged.before}, earlier, cut)
    gone = opinions(left_marks(found, judged.item, judged.before, judged.round))
    for mark in gone:
        earlier.remove(mark)
    name = _("Round %(number)s, the %(count)s who stayed") % {"number": judged.before, "count": len(earlier)}
    return row(name, earlier, cut)


def opinions(given: object) -> list[float]:
    return [mark for mark in given if mark is not None]  # type: ignore[attr-defined]  # any iterable of marks


def marks(found: Collected, judged: Judged, round_: int) -> list[float]:
    rows = found.rows(judged.item, round_)
    return opinions(delphi_scale.mark(judged.item, value) for value, _group in rows)


def row(name: str, given: list[float], cut: Cut, *, is_alarm: bool = False) -> Row:
    counts = cut.count(given)
    told = {"count": counts[2], "total": len(given), "share": percent(counts[2] / len(given) if given else None)}
    return Row(name, _("%(count)s of %(total)s, %(share)s") % told, counts, is_alarm)


def zones(rule: Rule, cut: Cut) -> tuple[str, str, str]:
    """The names of the zones: "1 to 3", "4 to 6", "7 to 9"."""
    low = [mark for mark in rule.marks if cut.low is not None and mark <= cut.low]
    high = [mark for mark in rule.marks if cut.high is not None and mark >= cut.high]
    middle = [mark for mark in rule.marks if mark not in low and mark not in high]
    return span(low), span(middle), span(high)


def span(found: list[float]) -> str:
    if len(found) < 2:
        return said(found[0]) if found else ""
    return _("%(low)s to %(high)s") % {"low": said(found[0]), "high": said(found[-1])}


def headline(judged: Judged) -> str:
    left = judged.departures
    if left is None:
        return _("How the marks share out")
    if left.holds:
        return _("With those who left, the verdict would be the same")
    if left.is_worst:
        return _("If those who left stood at the other end, the verdict would be another one")
    return _("With those who left, the verdict would be another one")


def table(number: int, rows: list[Row], names: tuple[str, str, str]) -> Table:
    head = [_("Round"), *(name or "–" for name in names), _("Opinions")]
    cells = [[row.name, *(str(count) for count in row.counts), str(sum(row.counts))] for row in rows]
    return Table(_("Proposal %(number)s, people.") % {"number": number}, head, cells)
