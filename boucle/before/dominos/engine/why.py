"""Why a service is down: from its loss back to the outage that began it."""

from dataclasses import dataclass

from boucle.before.dominos.engine.timeline import NOBODY, Losses


@dataclass(frozen=True)
class Step:
    """`service` was lost at minute `start`; `outage` is the row of what hit it, NOBODY when a supplier's loss did."""

    service: int
    start: int
    wave: int
    outage: int


def chain(losses: Losses, service: int, minute: int | None = None) -> list[Step]:
    """From the loss that this service is in at this minute (its first one by default) to the outage; [] when it is up.

    Each next step is the supplier whose loss broke the gate of the step before.
    """
    rows = losses.of(service)
    row = losses.at(service, minute) if minute is not None else rows.start if rows.start < rows.stop else NOBODY
    found: list[Step] = []
    while row != NOBODY and len(found) <= losses.services:
        found.append(
            Step(int(losses.service[row]), int(losses.start[row]), int(losses.wave[row]), int(losses.outage[row]))
        )
        because = int(losses.because[row])
        row = losses.at(because, int(losses.since[row])) if because != NOBODY else NOBODY
    return found
