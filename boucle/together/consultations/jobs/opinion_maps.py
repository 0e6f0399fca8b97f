"""Opinion maps follow their votes while these come in.

A map is computed beside the worker's turn, on a thread that only reads, so that no vote, no letter and no index waits
for it. What computes is loaded once there is something to compute.
"""

import logging
from datetime import timedelta

from boucle.foundation.core import beside, clock
from boucle.together.consultations.enums import Method, Stage
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import finding

logger = logging.getLogger("boucle.work")
LONG_OVER = timedelta(hours=1)
NAME = "opinion-maps"


def start() -> int:
    """Begins to compute the maps that are late, unless a computation runs; returns how many are late."""
    if beside.is_busy(NAME) or not (found := late()):
        return 0
    beside.start(NAME, lambda: refresh(found))
    return len(found)


def late() -> list[Consultation]:
    rows = finding.full().filter(method=Method.OPINIONS).exclude(stage=Stage.DRAFT)
    return [row for row in rows if is_late(row)]


def is_late(row: Consultation) -> bool:
    """Of one that has been over for a while, only whether its map is still kept."""
    from boucle.together.consultations.queries import opinion_map

    if row.closed_at is not None and clock.now() > row.closed_at + LONG_OVER:
        return not opinion_map.is_kept(row.pk)
    kept = opinion_map.kept_map(row.pk)
    return kept is None or opinion_map.is_stale(row, kept)


def refresh(rows: list[Consultation]) -> None:
    from boucle.together.consultations.queries import opinion_map

    for row in rows:
        try:
            opinion_map.refresh(row)
        except Exception as error:  # a map that fails is tried again at the next turn; the others go on
            logger.warning("map failed", extra={"error": type(error).__name__})
