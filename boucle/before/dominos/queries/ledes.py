"""Sentences made from the figures of a run."""

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.before.dominos.engine import tally
from boucle.before.dominos.models import Schedule
from boucle.before.dominos.queries import timelines, words
from boucle.before.dominos.queries.runs import Ran
from boucle.before.dominos.queries.timelines import Moved

MOST_LOSSES = 2


def title(schedule: Schedule) -> str:
    """What is supposed, as a question begins: "If tranche 4 is cut from 17:00 to 20:00"."""
    cuts = list(schedule.cuts.all())
    if not cuts:
        return schedule.name
    tranches = sorted({cut.tranche for cut in cuts if cut.tranche})
    values = {"start": words.clock(min(cut.start for cut in cuts)), "end": words.clock(max(cut.end for cut in cuts))}
    if len(tranches) == 1 and all(cut.tranche for cut in cuts):
        return _("If tranche %(name)s is cut from %(start)s to %(end)s") % {"name": tranches[0], **values}
    if tranches and all(cut.tranche for cut in cuts):
        said = _("If tranches %(names)s are cut between %(start)s and %(end)s")
        return said % {"names": words.listed(tranches), **values}
    named = next((cut.service for cut in cuts if cut.service is not None), None)
    if len(cuts) == 1 and named is not None and named.is_open:
        return _("If “%(name)s” is out from %(start)s to %(end)s") % {"name": named.name, **values}
    return schedule.name


def lede(found: Ran, told: list[Moved]) -> str:
    said = [chained(told), vital(found)]
    return " ".join(one for one in said if one) or _("Nothing that the inventory holds is lost.")


def chained(told: list[Moved]) -> str:
    """Who loses what, beyond the cut itself: the two losses that touch most people."""
    people: dict[str, int] = {}
    for one in told:
        what = words.what(one.service.kind) if one.wave > 0 else ""
        if what:
            people[what] = people.get(what, 0) + one.service.people
    worst = sorted(((count, what) for what, count in people.items() if count), reverse=True)[:MOST_LOSSES]
    if not worst:
        return _("Nobody loses anything by ricochet.") if told else ""
    first = ngettext(
        "By ricochet, %(count)s person loses %(what)s", "By ricochet, %(count)s people lose %(what)s", worst[0][0]
    ) % {"count": words.whole(worst[0][0]), "what": worst[0][1]}
    if len(worst) == 1:
        return f"{first}."
    second = _("%(count)s %(what)s") % {"count": words.whole(worst[1][0]), "what": worst[1][1]}
    return _("%(first)s and %(second)s.") % {"first": first, "second": second}


def vital(found: Ran) -> str:
    """The first that people meet: a pump serves nobody by itself, what it feeds does."""
    breaks = tally.breaks(found.town.model, found.losses)
    if not breaks:
        return _("No vital function breaks.")
    first = next((one for one in breaks if found.town.services[one.service].people), breaks[0])
    said = _("The first vital function breaks at %(time)s: %(name)s.")
    return said % {"time": words.clock(first.minute), "name": found.town.services[first.service].name}


def cost(found: Ran, band: tuple[float, float] | None) -> str:
    """Person-hours by ricochet, within their band when it is computed, apart from those of the cut itself."""
    values = {"count": words.whole(found.ricochet), "direct": words.whole(found.direct)}
    if band is None:
        said = _("%(count)s person-hours lost by ricochet. The %(direct)s of the cut itself are not counted in them.")
        return said % values
    said = _(
        "%(count)s person-hours lost by ricochet, nine times in ten between %(low)s and %(high)s."
        " The %(direct)s of the cut itself are not counted in them."
    )
    return said % {**values, "low": words.whole(band[0]), "high": words.whole(band[1])}


def vital_rows(found: Ran) -> list[tuple[str, str, str, str]]:
    """Of each vital function that breaks: what it is, when, which service first, how many people."""
    return [
        (
            str(found.town.services[one.service].get_kind_display()),
            words.clock(one.minute),
            found.town.services[one.service].name,
            words.whole(found.town.services[one.service].people),
        )
        for one in tally.breaks(found.town.model, found.losses)
    ]


def shares(found: Ran) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """Person-hours by ricochet, by commune and by vulnerability, the largest first, nothing at nought."""
    town, cost = found.town, tally.cost(found.town.model, found.losses) * (found.losses.wave > 0)
    by_service = np.bincount(found.losses.service, cost, len(town.services)) / tally.HOUR
    places: dict[str, float] = {}
    people: dict[str, float] = {}
    for row in np.flatnonzero(by_service).tolist():
        service = town.services[row]
        place = service.place.name if service.place else _("everywhere")
        who = str(service.get_vulnerability_display())
        places[place] = places.get(place, 0.0) + float(by_service[row])
        people[who] = people.get(who, 0.0) + float(by_service[row])
    return largest(places), largest(people)


def largest(given: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(given.items(), key=lambda one: (-one[1], one[0]))


def names_of(found: Ran, told: list[Moved]) -> list[tuple[str, str]]:
    """What can be asked "why": code and name of each service that is lost by ricochet."""
    return [(one.service.code, one.service.name) for one in told if one.wave > 0][: timelines.TOLD]
