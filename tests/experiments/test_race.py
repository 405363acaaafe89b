"""Race of rates in numbers."""

import numpy as np
import pytest

from helpers import data, experiments
from helpers.descent import gradient_descent


def test_race_numbers_are_losses():
    n = experiments.race_numbers(2.0, 40)
    X, y = data.two_gaussians(500, means=((-1,), (1,)))
    run = gradient_descent(
        X, y, learning_rate=n.learning_rates[20], n_epochs=40
    )
    assert n.loss[20] == pytest.approx(run.loss[40])
    assert n.last[20] == pytest.approx(run.loss[39])
    assert experiments.race_numbers(8.0).edge is None


def test_overlapping_rates_thrash_and_separable_ones_do_not():
    overlap = experiments.race_numbers(2.0)
    beyond = overlap.learning_rates > 1.2 * overlap.edge
    assert (overlap.loss[beyond] > overlap.min_loss + 1e-3).all()
    within = (overlap.learning_rates > overlap.limit) & (
        overlap.learning_rates < 0.8 * overlap.edge
    )
    assert within.any()
    np.testing.assert_allclose(
        overlap.loss[within], overlap.min_loss, atol=1e-9
    )
    apart = experiments.race_numbers(8.0)
    fast = apart.learning_rates > apart.limit
    assert (apart.loss[fast] < 0.01).all()


@pytest.mark.parametrize("n_rates", [0, 1001, 10**400, 5.0])
def test_the_number_of_rates_is_limited(n_rates):
    match = "n_rates: expected a whole number from 1 to 1000, got"
    with pytest.raises(ValueError, match=match):
        experiments.race_numbers(2.0, n_rates=n_rates)
