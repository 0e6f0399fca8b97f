"""Pictures of amounts: measures with their bands, shares of what is lost, rankings, tornado."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.before.dominos.engine import measures as engine
from boucle.before.dominos.enums import Kind
from boucle.before.dominos.models import Measure
from boucle.before.dominos.queries import heavy, words
from boucle.before.dominos.queries.computed import State
from boucle.before.dominos.queries.runs import Ran
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.levels import Level, Levels

MOST = 8
LEAST = 0.5  # person-hours: less is nothing


@dataclass(frozen=True)
class Spared:
    measure: Measure
    amount: float
    band: tuple[float, float] | None
    vital: list[str]  # codes of the vital services that are no longer lost


def spared(found: Ran, done: State) -> list[Spared]:
    """Each measure and what it spares, the most first: from the worker, or at once and without a band."""
    given = {one.pk: one for one in found.schedule.inventory.measures.prefetch_related("parts")}
    if done.result:
        return [
            Spared(given[one["id"]], one["spared"], tuple(one["band"]), one["vital"])
            for one in done.result["measures"]
            if one["id"] in given
        ]
    asked = {one.name: one for one in given.values()}
    pieces = [heavy.pieces(found.town, one) for one in given.values()]
    answers = engine.compare(found.town.model, found.outages, found.horizon, [one for one in pieces if one.parts])
    return [Spared(asked[one.measure.name], one.spared, None, []) for one in answers]


def measures(found: Ran, done: State) -> Figure | None:
    rows = spared(found, done)
    if not rows:
        return None
    top = max(max(one.band[1] if one.band else 0, one.amount) for one in rows) or 1
    levels = [
        Level(
            one.measure.name,
            max(0.0, one.amount),
            f"− {words.whole(one.amount)}" if one.amount >= LEAST else words.whole(0),
            low=max(0.0, one.band[0]) if one.band else None,
            high=max(0.0, one.band[1]) if one.band else None,
            note=price(one.measure),
        )
        for one in rows[:MOST]
    ]
    return Figure(
        key="measures",
        headline=measures_headline(rows),
        reading=measures_reading(found, done),
        title=_("Measures by the person-hours that they spare"),
        description=", ".join(f"{one.measure.name} {words.whole(one.amount)}" for one in rows[:MOST]),
        picture=Levels(levels, top=1.02 * top),
        table=measures_table(rows, done),
    )


def price(measure: Measure) -> str:
    cost = "" if measure.cost is None else _("%(count)s €") % {"count": words.whole(measure.cost)}
    return " · ".join(part for part in (cost, words.when(measure)) if part)


def measures_headline(rows: Sequence[Spared]) -> str:
    if rows[0].amount < LEAST:
        return _("None of these measures spares anything this time")
    return _("First by what it spares: %(name)s") % {"name": rows[0].measure.name}


def measures_reading(found: Ran, done: State) -> str:
    said = _("Person-hours spared, of %(count)s.") % {"count": words.whole(found.tally.total)}
    if done.row is None:
        return said
    return f"{said} {_('Line: nine draws in ten.')}"


def measures_table(rows: Sequence[Spared], done: State) -> Table:
    lines = [
        (
            one.measure.name,
            words.whole(one.amount),
            bounds(one.band),
            "–" if one.measure.cost is None else _("%(count)s €") % {"count": words.whole(one.measure.cost)},
            words.when(one.measure) or "–",
        )
        for one in rows
    ]
    caption = _("Their effects do not all add up.")
    if done.row is not None:
        drawn = _("%(draws)s draws, seed %(seed)s.")
        caption = f"{drawn % {'draws': words.whole(done.row.draws), 'seed': done.row.seed}} {caption}"
    head = (_("Measure"), _("Spares (p·h)"), _("Between"), _("Cost"), _("When"))
    return Table(caption, head, lines, texts=(4,))


def bounds(band: tuple[float, float] | None) -> str:
    if band is None:
        return "–"
    return _("%(low)s and %(high)s") % {"low": words.whole(band[0]), "high": words.whole(band[1])}


def caution(found: Ran, done: State) -> str:
    """What the ranking does not say: which measures keep something vital, few people or not."""
    rows = [one for one in spared(found, done) if one.vital] if done.result else []
    known = {one.code: one for one in found.town.services}
    last = min(rows, key=lambda one: one.amount, default=None)
    if last is None or last.vital[0] not in known:
        return _("Person-hours count people, not lives: vital functions come first, whatever their rank.")
    said = _(
        "“%(measure)s” spares %(count)s person-hours, and keeps “%(name)s”."
        " Vital functions come first, whatever the rank."
    )
    return said % {
        "measure": last.measure.name,
        "count": words.whole(last.amount),
        "name": known[last.vital[0]].name,
    }


def shares(key: str, rows: Sequence[tuple[str, float]]) -> Figure | None:
    """What is lost by ricochet: `places` by commune, `people` by who they are."""
    if not rows:
        return None
    total = sum(amount for _name, amount in rows)
    is_place = key == "places"
    levels = [Level(name, amount, words.whole(amount)) for name, amount in rows[:MOST]]
    said = _("%(name)s loses most by ricochet") if is_place else _("Who loses most: %(name)s")
    column = _("Commune") if is_place else _("People")
    return Figure(
        key=key,
        headline=said % {"name": rows[0][0]},
        reading=_("Person-hours lost by ricochet, of %(count)s.") % {"count": words.whole(total)},
        title=_("Person-hours lost, by commune") if is_place else _("Person-hours lost, by vulnerability"),
        description=", ".join(f"{name} {words.whole(amount)}" for name, amount in rows[:MOST]),
        picture=Levels(levels, top=rows[0][1], has_ground=True),
        table=Table(
            _("One person without one service for one hour."),
            (column, _("Person-hours")),
            [(name, words.whole(amount)) for name, amount in rows],
        ),
    )


def loops(found: Ran, done: State) -> list[tuple[list[str], int]]:
    """Services that wait for one another after this schedule: names, and how many hang behind."""
    names = {one.code: one.name for one in found.town.services}
    rows = done.result["deadlocks"] if done.result else []
    return [([names.get(code, code) for code in one["loop"]], one["held"]) for one in rows]


def ranked(found: Ran, rows: Sequence[dict[str, Any]], *, is_pair: bool) -> Figure | None:
    """The costliest services, alone or by two."""
    names = {one.code: one.name for one in found.town.services}
    told = [(" + ".join(names.get(code, code) for code in one["services"]), one["cost"], one["more"]) for one in rows]
    if not told:
        return None
    amounts = [(name, more if is_pair else cost) for name, cost, more in told]
    levels = [Level(name, amount, words.whole(amount)) for name, amount in amounts[:MOST]]
    hours = heavy.LENGTH // 60
    lines: list[tuple[str, ...]]
    if is_pair:
        headline = _("Together worse than apart: %(name)s")
        reading = _("Person-hours that two losses at once cost beyond the sum of each alone, for %(hours)s h.")
        head = [_("Two services"), _("Beyond the sum (p·h)"), _("Both together (p·h)")]
        lines = [(name, words.whole(more), words.whole(cost)) for name, cost, more in told]
    else:
        headline = _("Costs most when it is lost alone: %(name)s")
        reading = _("Person-hours lost when it alone is out for %(hours)s h.")
        head, lines = [_("Service"), _("Person-hours")], [(name, words.whole(cost)) for name, cost, _more in told]
    return Figure(
        key="pairs" if is_pair else "single",
        headline=headline % {"name": told[0][0]},
        reading=reading % {"hours": hours},
        title=_("Two services lost together") if is_pair else _("One service lost alone"),
        description=", ".join(f"{name} {words.whole(amount)}" for name, amount in amounts[:MOST]),
        picture=Levels(levels, top=amounts[0][1], has_ground=True),
        table=Table(_("The costliest first."), head, lines),
    )


def tornado(found: Ran, rows: Sequence[dict[str, Any]]) -> Figure | None:
    """How far the total moves with the autonomies of one family."""
    if not rows:
        return None
    ends = [value for one in rows for value in (one["least"], one["most"])] + [found.tally.total]
    low, high = min(ends), max(ends)
    room = (high - low) * 0.03 or 1
    levels = [
        Level(
            str(Kind(one["kind"]).label),
            one["least"],
            words.whole(abs(one["least"] - one["most"])),
            start=one["most"],
            note=_("fed by %(supplier)s: %(spread)s")
            % {"supplier": Kind(one["supplier"]).label, "spread": spread(one)},
        )
        for one in rows[:MOST]
    ]
    count = ngettext("%(count)s family", "%(count)s families", len(rows)) % {"count": words.whole(len(rows))}
    return Figure(
        key="tornado",
        headline=_("Know this autonomy better first: %(name)s") % {"name": family(rows[0])},
        reading=_(
            "Person-hours lost, with the autonomies of one family at their longest, then at their shortest; %(count)s"
            " whose autonomy is not sure. Line: all at their likely value, %(total)s."
        )
        % {"count": count, "total": words.whole(found.tally.total)},
        title=_("What each autonomy changes"),
        description=", ".join(f"{family(one)} {spread(one)}" for one in rows[:MOST]),
        picture=Levels(levels, top=high + room, bottom=low - room, mark=found.tally.total, has_ground=True),
        table=Table(
            _("Person-hours."),
            (_("Family"), _("At their longest"), _("At their shortest")),
            [(family(one), words.whole(one["most"]), words.whole(one["least"])) for one in rows],
        ),
    )


def family(one: dict[str, Any]) -> str:
    return _("%(service)s, fed by %(supplier)s") % {
        "service": Kind(one["kind"]).label,
        "supplier": Kind(one["supplier"]).label,
    }


def spread(one: dict[str, Any]) -> str:
    return f"{words.whole(one['most'])}–{words.whole(one['least'])}"
