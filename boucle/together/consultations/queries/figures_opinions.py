"""The pictures of an opinion map, each with its table, and the sentences that read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.scatter import Cloud, Point, Scatter
from boucle.foundation.figures.engine.stacks import Stack, Stacks
from boucle.together.consultations.engine import clusters, outlines
from boucle.together.consultations.engine.bridges import Bridge
from boucle.together.consultations.engine.representative import DISAGREE
from boucle.together.consultations.engine.votes import Counts
from boucle.together.consultations.models import Item
from boucle.together.consultations.queries import words_of_numbers as words
from boucle.together.consultations.queries.opinion_map import Own, Ready

LETTERS = "ABCDE"
POINTS = 2000  # drawn at most: a picture of more weighs, and says no more
SPREAD = 99  # percentile of the distances from the middle that fits on the picture; further ones stand on its edge
SAID_OF_A_GROUP = 2
SAID_OF_ALL = 6


@dataclass(frozen=True)
class Said:
    """A statement with its shares, line by line, and what is written under it."""

    key: str
    text: str
    picture: Stacks
    description: str
    note: str = ""


@dataclass(frozen=True)
class Camp:
    """`name`: the group's letter and, where it has one, the name that was given to it."""

    letter: str
    name: str
    sentence: str
    size: int
    said: list[Said]


def called(found: Ready, group: int) -> str:
    """`Group A`, or `Group A: those who want shelters first`. The letter stays whatever the name."""
    name = found.names.get(group)
    if name is None:
        return _("Group %(letter)s") % {"letter": LETTERS[group]}
    return _("Group %(letter)s: %(name)s") % {"letter": LETTERS[group], "name": name.name}


def scale(found: Ready) -> float:
    lengths = np.abs(found.places[found.found.people]).max(axis=1) if len(found.found.people) else np.empty(0)
    return float(np.percentile(lengths, SPREAD)) if len(lengths) and lengths.any() else 1.0


def points(found: Ready, rows: NDArray[np.int64]) -> list[Point]:
    places = np.clip(found.places[rows] / scale(found), -1, 1)
    return [(float(x), float(y)) for x, y in places]


def map_figure(found: Ready, own: Own | None = None) -> Figure:
    drawn = clusters.drawn(found.participants.tolist(), POINTS, found.limits.seed)
    labels = found.labels
    clouds = [cloud(found, group, drawn[labels[drawn] == group]) for group in range(found.found.count)]
    loose = drawn[labels[drawn] < 0]
    outside = found.people - sum(found.sizes)
    mine = tuple(np.clip(np.array(own.place) / scale(found), -1, 1).tolist()) if own is not None else None
    picture = Scatter(
        clouds,
        loose=points(found, loose),
        loose_name=_("%(count)s without a group") % {"count": words.whole(outside)} if outside and clouds else "",
        mine=mine,
        mine_name=_("you"),
    )
    return Figure(
        key="carte",
        headline=headline(found),
        reading=reading(found),
        title=_("Opinion map"),
        description=described(found, outside),
        picture=picture,
        table=groups_table(found, outside),
    )


def cloud(found: Ready, group: int, rows: NDArray[np.int64]) -> Cloud:
    everybody = points(found, np.flatnonzero(found.labels == group))
    size = found.sizes[group]
    return Cloud(
        name=called(found, group),
        short=_("Group %(letter)s") % {"letter": LETTERS[group]},
        size=people(size),
        points=points(found, rows),
        outline=outlines.outline(everybody),
    )


def people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": words.whole(count)}


def headline(found: Ready) -> str:
    if not found.found.count:
        return _("%(people)s, no clear groups") % {"people": people(found.people)}
    ways = _("%(people)s, %(count)s ways of seeing it")
    return ways % {"people": people(found.people), "count": words.counted(found.found.count)}


def reading(found: Ready) -> str:
    said = _(
        "Two people who are close voted alike. The axes have no name: the map sums up %(statements)s statements and "
        "keeps %(share)s of their differences."
    ) % {"statements": len(found.statements), "share": words.percent(sum(found.found.axes.shares))}
    if found.people > POINTS:
        said += " " + _("%(count)s points are drawn, by lot.") % {"count": words.whole(POINTS)}
    return said


def described(found: Ready, outside: int) -> str:
    parts = [f"{called(found, group)}, {people(size)}" for group, size in enumerate(found.sizes)]
    if outside:
        parts.append(_("%(count)s without a group") % {"count": words.whole(outside)})
    return " ; ".join(parts) + "."


def groups_table(found: Ready, outside: int) -> Table:
    rows = [group_row(found, group) for group in range(found.found.count)]
    if outside:
        seen = found.seen[found.labels < 0]
        rows.append((_("Without a group"), words.whole(outside), "", words.whole(float(np.mean(seen))), ""))
    caption = _("Intervals: 5th and 95th percentiles of %(draws)s draws, seed %(seed)s.")
    return Table(
        caption % {"draws": found.sureness.draws, "seed": found.limits.seed},
        [_("Group"), _("People"), _("Between"), _("Votes per person"), _("Draws in which it holds")],
        rows,
    )


def group_row(found: Ready, group: int) -> tuple[str, ...]:
    seen = float(np.mean(found.seen[found.labels == group]))
    name = called(found, group)
    sure = found.sureness
    if not sure.sizes:
        return name, words.whole(found.sizes[group]), "", words.whole(seen), ""
    low, high = sure.sizes[group]
    between = _("%(low)s and %(high)s") % {"low": words.whole(low), "high": words.whole(high)}
    return name, words.whole(found.sizes[group]), between, words.whole(seen), words.percent(sure.held[group])


def ties(found: Ready, items: dict[int, Item]) -> list[Said]:
    """Statements that every group votes the same way on, the greatest common agreement first."""
    return [
        tie(found, items[found.statements[one.statement]], one, interval)
        for one, interval in zip(found.ties, found.intervals, strict=True)
        if not items[found.statements[one.statement]].is_withdrawn
    ]


def tie(found: Ready, item: Item, one: Bridge, interval: tuple[float, float]) -> Said:
    lines = [(LETTERS[group], at(found.counts, group, one.statement)) for group in range(found.found.count)]
    values = {"value": one.consensus, "low": interval[0], "high": interval[1]}
    note = _("Common agreement: %(value)s, between %(low)s and %(high)s")
    if one.way == DISAGREE:
        note = _("Common refusal: %(value)s, between %(low)s and %(high)s")
    said_of_it = note % {name: words.decimal(value) for name, value in values.items()}
    return said(f"pont-{item.number}", item, lines, said_of_it)


def ties_table(found: Ready, items: dict[int, Item]) -> Table | None:
    rows = []
    for one, (low, high) in zip(found.ties, found.intervals, strict=True):
        item = items[found.statements[one.statement]]
        if not item.is_withdrawn:
            shares = [share_for(found, group, one.statement) for group in range(found.found.count)]
            between = _("%(low)s to %(high)s") % {"low": words.decimal(low), "high": words.decimal(high)}
            rows.append((_("“%(text)s”") % {"text": item.text}, *shares, words.decimal(one.consensus), between))
    caption = _("Share of “agree” by group; common agreement: the product of the smoothed shares, on the same side.")
    head = [_("Statement"), *LETTERS[: found.found.count], _("Common agreement"), _("Interval")]
    return Table(caption, head, rows) if rows else None


def share_for(found: Ready, group: int, column: int) -> str:
    agree, passed, disagree = at(found.counts, group, column)
    seen = agree + passed + disagree
    return words.percent(agree / seen) if seen else "–"


def statements(found: Ready, items: dict[int, Item]) -> Table:
    """All of them, in the order of their numbers, by last votes."""
    rows = []
    for column, number in enumerate(found.statements):
        item = items[number]
        text = _("Set aside by moderation") if item.is_withdrawn else _("“%(text)s”") % {"text": item.text}
        counts = [int(part[column]) for part in (found.totals.agree, found.totals.passed, found.totals.disagree)]
        rows.append((f"{number}. {text}", *(words.whole(count) for count in counts)))
    caption = _("Last votes of everybody, people without a group included.")
    return Table(caption, [_("Statement"), _("agree"), _("pass"), _("disagree")], rows)


def camps(found: Ready, items: dict[int, Item]) -> list[Camp]:
    """What sets each group apart: at most two statements each."""
    shown = []
    for group, chosen in enumerate(found.chosen):
        columns = [one.statement for one in chosen if not items[found.statements[one.statement]].is_withdrawn]
        own = [apart(found, items, group, column) for column in columns[:SAID_OF_A_GROUP]]
        sentence = found.names[group].sentence if group in found.names else ""
        shown.append(Camp(LETTERS[group], called(found, group), sentence, found.sizes[group], own))
    return shown


def apart(found: Ready, items: dict[int, Item], group: int, column: int) -> Said:
    item = items[found.statements[column]]
    others = [other for other in range(found.found.count) if other != group]
    inside = (_("Group %(letter)s") % {"letter": LETTERS[group]}, at(found.counts, group, column))
    cells = zip(*(at(found.counts, one, column) for one in others), strict=True)
    outside = (_("The others"), tuple(sum(cell) for cell in cells))
    return said(f"g{LETTERS[group]}-{item.number}", item, [inside, outside])


def shared(found: Ready, items: dict[int, Item]) -> list[Said]:
    """What most of everybody says, where there are no groups."""
    columns = [one.statement for one in found.shared if not items[found.statements[one.statement]].is_withdrawn]
    totals = [np.array(part) for part in (found.totals.agree, found.totals.passed, found.totals.disagree)]
    return [
        said(
            f"tous-{column}",
            items[found.statements[column]],
            [(_("Everybody"), [int(part[column]) for part in totals])],
        )
        for column in columns[:SAID_OF_ALL]
    ]


def said(key: str, item: Item, lines: Iterable[tuple[str, Sequence[int]]], note: str = "") -> Said:
    rows = [stack(name, counts) for name, counts in lines]
    described = " ; ".join(f"{row.name} : {row.label}" for row in rows) + "."
    names = (_("agree"), _("pass"), _("disagree"))
    return Said(key, item.text, Stacks(rows, names), described, note)


def stack(name: str, counts: Sequence[int]) -> Stack:
    """Agree, pass, disagree."""
    seen = sum(counts)
    shares = [count / seen if seen else 0.0 for count in counts]
    label = _("%(agree)s agree · %(disagree)s disagree")
    return Stack(name, shares, label % {"agree": words.percent(shares[0]), "disagree": words.percent(shares[2])})


def at(counts: Counts, group: int, column: int) -> tuple[int, int, int]:
    return int(counts.agree[group, column]), int(counts.passed[group, column]), int(counts.disagree[group, column])
