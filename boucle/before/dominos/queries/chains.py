"""Why a service is lost: the chain of what led to it, and beside it what else the same loss makes fall."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from boucle.before.dominos.engine import why
from boucle.before.dominos.engine.why import Step
from boucle.before.dominos.models import Dependency, Provenance
from boucle.before.dominos.queries import words
from boucle.before.dominos.queries.runs import Ran
from boucle.before.dominos.queries.timelines import Moved
from boucle.foundation.figures.engine.chain import Box, Chain
from boucle.foundation.figures.engine.figure import Figure, Table

LONGEST = 6  # boxes


@dataclass(frozen=True)
class Why:
    code: str
    name: str
    figure: Figure


def asked(found: Ran, told: list[Moved], code: str) -> Moved | None:
    """The service asked about, when it is lost by ricochet; else the costliest at the end of a longer chain."""
    lost = [one for one in told if one.wave > 0]
    named = next((one for one in lost if one.service.code == code), None)
    return named or max(lost, key=lambda one: (one.wave > 1, one.person_hours), default=None)


def explained(found: Ran, told: list[Moved], code: str = "") -> Why | None:
    one = asked(found, told, code)
    if one is None:
        return None
    main = why.chain(found.losses, one.row)[::-1]
    branch, fork = beside(found, told, main)
    needs = between(found, [*pairwise(main), *zip([main[fork], *branch], branch, strict=False)])
    sources = provenances([need for need in needs.values() if need is not None])
    picture = Chain(boxes(found, main, needs), boxes(found, [main[fork], *branch], needs)[1:], fork)
    heading = _("Why is “%(name)s” lost at %(time)s?")
    return Why(
        one.service.code,
        one.service.name,
        Figure(
            key="chain",
            headline=heading % {"name": one.service.name, "time": words.clock(one.lost[0][0])},
            reading=_("On the left the chain that leads to it; on the right what the same cut makes fall besides.")
            if branch
            else _("The chain that leads to it, from the cut down."),
            title=_("Chain of causes"),
            description=described(found, main),
            picture=picture,
            table=table(
                found,
                [*pairwise(main), *zip([main[fork], *branch], branch, strict=False)],
                needs,
                sources,
            ),
        ),
    )


def beside(found: Ran, told: list[Moved], main: list[Step]) -> tuple[list[Step], int]:
    """The costliest other loss that leaves the chain at some step, from there on, and the number of that step."""
    in_main = [step.service for step in main]
    others = sorted((one for one in told if one.wave > 0), key=lambda one: -one.person_hours)
    for one in others:
        steps = why.chain(found.losses, one.row)[::-1]
        shared = 0
        while shared < min(len(steps), len(main)) and steps[shared].service == in_main[shared]:
            shared += 1
        if 0 < shared < len(main) and len(steps) > shared:
            return steps[shared : shared + LONGEST], shared - 1
    return [], 0


Pair = tuple[Step, Step]
Needs = dict[tuple[int, int], Dependency | None]


def between(found: Ran, pairs: list[Pair]) -> Needs:
    """The dependency behind each step: of the one lost on the one that was lost before it."""
    rows = {
        (found.town.rows[need.supplier_id], found.town.rows[need.service_id]): need
        for need in reversed(found.town.needs)
    }
    return {(cause.service, effect.service): rows.get((cause.service, effect.service)) for cause, effect in pairs}


def provenances(needs: list[Dependency]) -> dict[int, Provenance]:
    """The last source of each autonomy, by dependency."""
    found = Provenance.objects.filter(dependency__in=[need.pk for need in needs], figure="autonomy").order_by("id")
    return {one.dependency_id: one for one in found if one.dependency_id is not None}


def boxes(found: Ran, steps: list[Step], needs: Needs) -> list[Box]:
    made: list[Box] = []
    for at, step in enumerate(steps):
        service = found.town.services[step.service]
        note = words.clock(step.start)
        if at == len(steps) - 1 and service.people:
            note = f"{note}, {words.people(service.people)}"
        need = needs.get((steps[at - 1].service, step.service)) if at else None
        made.append(Box(service.name, note, wait(need) if at else ""))
    return made


def wait(need: Dependency | None) -> str:
    return words.autonomy(need.low, need.likely, need.high) if need is not None else ""


def described(found: Ran, main: list[Step]) -> str:
    parts = [f"{found.town.services[step.service].name} : {words.clock(step.start)}" for step in main]
    return f"{', '.join(parts)}."


def table(found: Ran, pairs: list[Pair], needs: Needs, sources: dict[int, Provenance]) -> Table:
    rows = []
    for cause, effect in pairs:
        need = needs[cause.service, effect.service]
        rows.append(
            (
                found.town.services[cause.service].name,
                wait(need),
                found.town.services[effect.service].name,
                sourced(sources.get(need.pk)) if need else "",
            )
        )
    head = (_("Cause"), _("Wait"), _("Effect"), _("Source"))
    return Table(_("Each delay has a source, and can be contested."), head, rows, texts=(1, 2, 3))


def sourced(source: Provenance | None) -> str:
    """Where a delay comes from, how sure it is."""
    if source is None:
        return _("no source yet")
    said = f"{source.source}, {source.get_confidence_display()}"
    return f"{said}, {source.dated_on.year}" if source.dated_on else said
