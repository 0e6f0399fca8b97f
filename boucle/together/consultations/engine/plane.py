"""The two axes along which opinions differ most, and the place of each participant on them.

Principal components of the votes, a vote not seen taking the mean of its column; who voted on few statements lies
nearer to the middle than they would, so each place is stretched by √(statements / votes cast). Source: Small et al.,
"Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", Recerca 26 (2021).
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from boucle.together.consultations.engine import votes

ROWS = 4096  # taken at once: what is held as float32 stays small beside the votes themselves
SMALL = 128  # under so many statements a full decomposition is the quicker
DECIMALS = 5  # of a place: more is the rounding of float32
FLAT = 1e-9  # an axis with less of the variance than this is a rounding error


@dataclass(frozen=True)
class Plane:
    """`axes` (2, statements) of length 1, or zeros where opinions differ along fewer; `mean` vote per statement;
    `shares` of the variance, 0 to 1."""

    axes: NDArray[np.float64]
    mean: NDArray[np.float64]
    shares: tuple[float, float]


def fit(matrix: NDArray[np.int8]) -> Plane:
    """Of last votes (participants, statements), see `votes.Votes`. An axis points to where its heaviest statement is
    agreed with."""
    mean = means(matrix)
    spread = covariance(matrix, mean)
    total = float(np.trace(spread))
    axes, shares = np.zeros((2, len(mean))), [0.0, 0.0]
    if total > FLAT:
        values, vectors = largest(spread)
        for number in range(min(2, len(values))):
            share = float(values[number]) / total
            if share > FLAT:
                axes[number], shares[number] = pointed(vectors[:, number]), share
    return Plane(axes, mean, (shares[0], shares[1]))


def project(matrix: NDArray[np.int8], plane: Plane) -> NDArray[np.float64]:
    """Places (participants, 2); the middle for who has not voted."""
    places = np.zeros((len(matrix), 2))
    axes = plane.axes.T.astype(np.float32)
    for start in range(0, len(matrix), ROWS):
        block = matrix[start : start + ROWS]
        cast = np.count_nonzero(block != votes.NOT_SEEN, axis=1)
        stretch = np.sqrt(matrix.shape[1] / np.maximum(cast, 1))
        places[start : start + ROWS] = centred(block, plane.mean) @ axes * stretch[:, None]
    return np.round(places, DECIMALS)


def extremity(plane: Plane) -> NDArray[np.float64]:
    """Per statement, how far from the middle would stand who only agreed with it: great where it divides."""
    lengths: NDArray[np.float64] = np.hypot(*plane.axes)
    far: NDArray[np.float64] = np.sqrt(len(plane.mean)) * np.abs(votes.AGREE - plane.mean) * lengths
    return far


def means(matrix: NDArray[np.int8]) -> NDArray[np.float64]:
    seen = np.count_nonzero(matrix != votes.NOT_SEEN, axis=0)
    total = matrix.sum(axis=0, dtype=np.int64) - votes.NOT_SEEN * (len(matrix) - seen)
    found: NDArray[np.float64] = total / np.maximum(seen, 1)
    return found


def centred(block: NDArray[np.int8], mean: NDArray[np.float64]) -> NDArray[np.float32]:
    away = block.astype(np.float32)
    away -= mean.astype(np.float32)
    away *= block != votes.NOT_SEEN
    return away


def covariance(matrix: NDArray[np.int8], mean: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.zeros((len(mean), len(mean)))
    for start in range(0, len(matrix), ROWS):
        away = centred(matrix[start : start + ROWS], mean)
        total += away.T @ away
    return total


def largest(spread: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The two greatest eigenvalues and their vectors, in columns, greatest first."""
    if len(spread) > SMALL:
        # A start drawn by lot is never at a right angle to what is looked for; two camps of one size can be, to ones.
        start = np.random.default_rng(0).standard_normal(len(spread))
        try:
            values, vectors = scipy.sparse.linalg.eigsh(spread, k=2, v0=start)
        except scipy.sparse.linalg.ArpackNoConvergence:
            values, vectors = np.linalg.eigh(spread)
    else:
        values, vectors = np.linalg.eigh(spread)
    greatest = np.argsort(values)[::-1][:2]
    return values[greatest], vectors[:, greatest]


def pointed(axis: NDArray[np.float64]) -> NDArray[np.float64]:
    """A component may come out either way round; rounding makes equals of loadings that differ by noise alone."""
    heaviest = np.argmax(np.round(np.abs(axis), 6))
    return axis if axis[heaviest] > 0 else -axis
