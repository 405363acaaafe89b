"""The race of rates against one descent for each rate."""

import numpy as np
import pytest

from helpers import convergence, data, descent, experiments
from helpers.descent import gradient_descent


def test_race_equals_one_descent_for_each_rate(example):
    X, y, w0, b0 = example
    limit = convergence.stable_learning_rate(X)
    rates = limit * np.array([0.1, 0.5, 0.99])
    W = descent.race(X, y, rates, 30, w0=w0, b0=b0)
    for j, eta in enumerate(rates):
        run = gradient_descent(
            X, y, learning_rate=eta, n_epochs=30, w0=w0, b0=b0
        )
        np.testing.assert_allclose(W[:, j, :-1], run.w, atol=1e-10)
        np.testing.assert_allclose(W[:, j, -1], run.b, atol=1e-10)


def test_race_goes_on_when_a_rate_leaves_the_float_range():
    W = descent.race([[1.0], [30.0]], [0, 1], [0.1, 1e308], 9)
    assert np.isfinite(W[:, 0]).all()
    assert not np.isfinite(W[-1, 1]).all()


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


@pytest.mark.parametrize(
    ("rates", "epochs"), [([], 3), ([0.0], 3), ([-1.0], 3), ([[1.0]], 3)]
)
def test_race_refuses_bad_rates(rates, epochs):
    with pytest.raises(ValueError, match="learning_rates: expected"):
        descent.race([[1.0], [2.0]], [0, 1], rates, epochs)
