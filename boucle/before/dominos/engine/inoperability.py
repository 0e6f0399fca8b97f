"""Input-output inoperability (Haimes and Jiang 2001): q = A·q + c, how much of each sector is out, 0 to 1.

A[i, j] is what sector i loses when sector j is out altogether; c what is lost from outside.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from boucle.before.dominos.engine.model import Floats
from boucle.foundation.core import sentences
from boucle.foundation.core.sentences import gettext_noop as _

UNBOUNDED = _("These sectors lose more and more from one another: no loss is the last.")
SHAPE = _("%(sectors)s sectors have a matrix of %(sectors)s by %(sectors)s and as many losses.")


def at_rest(matrix: NDArray[Any], lost: NDArray[Any]) -> Floats:
    """(I - A)⁻¹·c, before any cap; a sector is never out more than once, so that callers cap it at 1.

    Raises Refusal when the sectors feed their losses without end (spectral radius 1 or more).
    """
    matrix, lost = checked(matrix, lost)
    if max(abs(np.linalg.eigvals(matrix)), default=0.0) >= 1:
        raise sentences.Refusal(UNBOUNDED)
    return np.linalg.solve(np.eye(len(lost)) - matrix, lost).astype(np.float64)


def capped(matrix: NDArray[Any], lost: NDArray[Any]) -> Floats:
    return np.minimum(at_rest(matrix, lost), 1)


def over_time(matrix: NDArray[Any], lost: NDArray[Any], speed: NDArray[Any], steps: int) -> Floats:
    """q(t + 1) = q(t) + K·(A·q(t) + c - q(t)), capped; `speed` is the diagonal of K, 0 to 1. One row for each t."""
    matrix, lost = checked(matrix, lost)
    found = np.zeros((steps + 1, len(lost)))
    for step in range(steps):
        now = found[step]
        found[step + 1] = np.clip(now + speed * (matrix @ now + lost - now), 0, 1)
    return found


def checked(matrix: NDArray[Any], lost: NDArray[Any]) -> tuple[Floats, Floats]:
    table, given = np.asarray(matrix, float), np.asarray(lost, float)
    if given.ndim != 1 or table.shape != (len(given), len(given)):
        raise sentences.Refusal(SHAPE, sectors=len(given))
    return table, given
