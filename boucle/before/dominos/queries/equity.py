"""Whether a rotation is fair: hours cut for each inhabitant, over all the schedules of a season."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.before.dominos.engine import equity
from boucle.before.dominos.models import Inventory, Schedule
from boucle.before.dominos.queries import finding, runs, towns, words
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.levels import Level, Levels

BAD = 1.5  # times the mean


@dataclass(frozen=True)
class Fair:
    lede: str
    figure: Figure
    counts: list[tuple[str, str, str]]  # what it is, the figure, its unit


def fair(inventory: Inventory, schedule: Schedule, *, is_whole: bool) -> Fair | None:
    """None when no tranche has people, or when nothing is cut."""
    town = towns.town(inventory, is_whole=is_whole)
    season = [one for one in finding.schedules(inventory) if one.season == schedule.season]
    hours = np.zeros(len(town.services))
    for one in season:
        outages = runs.hits(town, list(one.cuts.all()))
        np.add.at(hours, outages.service, (outages.end - outages.start) / words.HOUR)
    counted = np.array([bool(service.tranche) for service in town.services], bool) | (hours > 0)
    people = town.model.services.people
    found = equity.equity(hours[counted], people[counted])
    if found.gini is None:
        return None
    places = by_place(town, hours, counted)
    evenings = ngettext("%(count)s schedule", "%(count)s schedules", len(season)) % {"count": words.whole(len(season))}
    where = f"{schedule.season}, {evenings}" if schedule.season else evenings
    return Fair(_("%(where)s, every tranche together.") % {"where": where}, figure(places, found.mean), counts(found))


def by_place(town: towns.Town, hours: np.ndarray, counted: np.ndarray) -> list[tuple[str, int, float]]:
    """Of each commune: its name, the people counted, the hours that each was cut for."""
    people: dict[str, int] = {}
    borne: dict[str, float] = {}
    for row in np.flatnonzero(counted).tolist():
        service = town.services[row]
        name = service.place.name if service.place else _("everywhere")
        people[name] = people.get(name, 0) + service.people
        borne[name] = borne.get(name, 0.0) + service.people * float(hours[row])
    found = [(name, count, borne[name] / count) for name, count in people.items() if count]
    return sorted(found, key=lambda one: (-one[2], one[0]))


def figure(places: list[tuple[str, int, float]], mean: float) -> Figure:
    top = max(hours for _name, _people, hours in places) * 1.15
    rows = [Level(name, hours, said(hours), is_bad=hours > BAD * mean) for name, _people, hours in places]
    return Figure(
        key="fair",
        headline=headline(places, mean),
        reading=_("Hours cut for each inhabitant. Line: the mean, %(mean)s h.") % {"mean": words.decimal(mean)},
        title=_("Hours cut for each inhabitant, by commune"),
        description=", ".join(f"{name} {said(hours)}" for name, _people, hours in places),
        picture=Levels(rows, top=top, mark=mean, has_ground=True),
        table=Table(
            _("People of the services that the rotation can cut."),
            (_("Commune"), _("People"), _("Hours for each")),
            [(name, words.whole(people), words.decimal(hours, 1)) for name, people, hours in places],
        ),
    )


def headline(places: list[tuple[str, int, float]], mean: float) -> str:
    name, _people, hours = places[0]
    if hours < 1.1 * mean:
        return _("Every commune is cut about as long")
    said = _("%(name)s is cut %(times)s times as long as the mean")
    return said % {"name": name, "times": words.short(hours / mean)}


def said(hours: float) -> str:
    return _("%(count)s h") % {"count": words.short(hours)} if hours else _("never cut")


def counts(found: equity.Equity) -> list[tuple[str, str, str]]:
    assert found.never is not None and found.worst_to_mean is not None
    assert found.gini is not None and found.jain is not None
    return [
        (_("hours cut for each inhabitant, on average"), words.decimal(found.mean), "h"),
        (_("of the inhabitants never cut"), words.whole(100 * found.never), "%"),
        (_("the worst off, held to the mean"), f"× {words.short(found.worst_to_mean)}", ""),
        (_("Gini: 0 if all alike"), words.decimal(found.gini), ""),
        (_("Jain: 1 if all alike"), words.decimal(found.jain), ""),
    ]
