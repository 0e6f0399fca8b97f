"""The input-output model, on published cases."""

import numpy as np
import pytest

from boucle.before.dominos.engine import inoperability
from boucle.foundation.core import sentences

TWO = np.array([[0, 0.8], [0.2, 0]])
FOUR = np.array([[0, 0.9, 0, 0], [0.4, 0, 0, 0], [1, 0.8, 0, 0], [1, 0.9, 0, 0]])


def test_two_sectors() -> None:
    assert inoperability.at_rest(TWO, np.array([0, 0.6])) == pytest.approx([0.5714, 0.7143], abs=5e-5)


def test_four_sectors_are_never_out_more_than_once() -> None:
    lost = np.array([0, 0.5, 0, 0])
    assert inoperability.at_rest(FOUR, lost) == pytest.approx([0.7031, 0.7813, 1.328, 1.406], abs=5e-4)
    assert inoperability.capped(FOUR, lost) == pytest.approx([0.7031, 0.7813, 1, 1], abs=5e-5)


def test_over_time_the_losses_come_to_rest() -> None:
    found = inoperability.over_time(TWO, np.array([0, 0.6]), np.array([0.5, 0.5]), 200)
    assert found[1].tolist() == [0, 0.3]
    assert found[-1] == pytest.approx(inoperability.at_rest(TWO, np.array([0, 0.6])))


def test_losses_without_end_and_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(sentences.Refusal, match="no loss is the last"):
        inoperability.at_rest(np.array([[0, 1.5], [1, 0]]), np.array([0, 0.1]))
    with pytest.raises(sentences.Refusal, match="3 sectors have a matrix of 3 by 3"):
        inoperability.at_rest(TWO, np.array([0, 0.1, 0.2]))
