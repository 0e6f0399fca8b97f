"""Which statement to show a participant next: what is new is tried, what divides and is understood comes more often.

Source: Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", Recerca 26 (2021).
"""

import hashlib
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from boucle.together.consultations.engine.votes import Counts, Id

META = 7.0  # before squaring: a statement about the consultation itself is shown now and then, whatever is voted
NEW = 8.0  # how many times more an unseen statement weighs
FADES = 5.0  # votes after which half of that is gone


def priorities(
    counts: Counts, extremity: NDArray[np.float64] | None = None, meta: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Weights per statement, all above 0: ((1 − pass)(extremity + 1) · agree · (1 + 8·2^(−seen/5)))², shares smoothed
    by (n + 1) / (seen + 2); 49 for `meta`. `extremity` as `plane.extremity`; none while there is no map."""
    seen = counts.seen
    passed, agree = (counts.passed + 1) / (seen + 2), (counts.agree + 1) / (seen + 2)
    far = np.zeros(len(seen)) if extremity is None else extremity
    weights = (1 - passed) * (far + 1) * agree * (1 + NEW * np.exp2(-seen / FADES))
    if meta is not None:
        weights = np.where(meta, META, weights)
    squares: NDArray[np.float64] = weights**2
    return squares


def draw(
    statements: Sequence[Id], weights: NDArray[np.float64], *, seen: Collection[Id], participant: Id, seed: int = 0
) -> Id | None:
    """The next of `statements` (in canonical order, with their weights) for who has `seen` these; None when all are.

    Drawn in proportion to the weights, by the participant and how many they have seen: asked twice, answered alike, so
    that a page loaded again shows the same statement."""
    left = [place for place, one in enumerate(statements) if one not in seen]
    if not left:
        return None
    reached = np.cumsum(weights[left])
    at = float(reached[-1]) * lot(f"{seed}:{participant}:{len(seen)}")
    return statements[left[int(np.searchsorted(reached, at, side="right"))]]


def lot(text: str) -> float:
    """From 0 to below 1, always the same of the same text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()[:6], "big") / 2**48
