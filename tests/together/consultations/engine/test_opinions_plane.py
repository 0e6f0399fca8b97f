import numpy as np
import pytest

from boucle.together.consultations.engine import clusters, plane, votes
from tests.together.consultations.engine import conversations

GRID = np.array([[1, 1, -1], [1, 0, -1], [-1, -1, 1], [-1, votes.NOT_SEEN, votes.NOT_SEEN]], np.int8)


def filled(matrix: np.ndarray) -> np.ndarray:
    """Votes less the mean of their column, 0 where not seen: in double precision, by the book."""
    seen = matrix != votes.NOT_SEEN
    mean = np.where(seen, matrix, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.where(seen, matrix - mean, 0.0)


@pytest.mark.parametrize("statements", [3, 40, 200])
def test_axes_are_the_first_two_components(statements: int) -> None:
    matrix = conversations.collected(conversations.camps(80, statements, count=3)).matrix
    found = plane.fit(matrix)
    _, values, components = np.linalg.svd(filled(matrix), full_matrices=False)
    assert np.abs(found.axes @ components[:2].T) == pytest.approx(np.eye(2), abs=1e-4)
    assert found.shares == pytest.approx((values**2 / (values**2).sum())[:2], rel=1e-4)


def test_places_are_stretched_for_who_cast_few_votes() -> None:
    found = plane.fit(GRID)
    cast = np.array([3, 3, 3, 1])
    expected = filled(GRID) @ found.axes.T * np.sqrt(3 / cast)[:, None]
    assert plane.project(GRID, found) == pytest.approx(expected, abs=1e-5)


def test_the_heaviest_statement_of_an_axis_points_along_it() -> None:
    for matrix in (GRID, -GRID * (GRID != votes.NOT_SEEN) + GRID * (GRID == votes.NOT_SEEN)):
        axis = plane.fit(matrix.astype(np.int8)).axes[0]
        assert axis[np.argmax(np.abs(axis))] > 0


def test_who_has_not_voted_stands_in_the_middle() -> None:
    nobody = np.full((1, 3), votes.NOT_SEEN, np.int8)
    assert plane.project(nobody, plane.fit(GRID)).tolist() == [[0, 0]]


def test_extremity_is_where_one_vote_alone_would_stand() -> None:
    found = plane.fit(GRID)
    for column in range(3):
        alone = np.full((1, 3), votes.NOT_SEEN, np.int8)
        alone[0, column] = 1
        assert plane.extremity(found)[column] == pytest.approx(np.hypot(*plane.project(alone, found)[0]), abs=1e-4)


def test_a_sample_follows_the_ids_and_hardly_moves_with_a_newcomer() -> None:
    ids: list[votes.Id] = list(range(500))
    few = {ids[place] for place in clusters.drawn(ids, 100, 0)}
    more = {[*ids, "new"][place] for place in clusters.drawn([*ids, "new"], 100, 0)}
    assert len(few) == 100
    assert len(few & more) >= 99
    assert few != set(clusters.drawn(ids, 100, 1))
    assert clusters.drawn(ids[:5], 100, 0).tolist() == [0, 1, 2, 3, 4]


def test_between_silhouettes_as_good_the_fewer_groups_stand() -> None:
    chance = np.random.default_rng(0)
    middles = np.repeat([[0, 0], [10, 0], [10, 1.2]], 30, axis=0)
    places = middles + chance.normal(0, 0.3, (90, 2))
    everybody = np.arange(90)
    near = clusters.best(places, everybody, most=5, smallest=3, margin=0.3, seed=0)
    strict = clusters.best(places, everybody, most=5, smallest=3, margin=0.0, seed=0)
    assert near is not None
    assert strict is not None
    assert near.count == 2
    assert strict.silhouette >= near.silhouette
