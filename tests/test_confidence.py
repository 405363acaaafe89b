"""Confidence map: numbers of the full runs, bands where they belong."""

import numpy as np
import pytest

from helpers import data, experiments, explorers, model
from helpers.descent import gradient_descent

numbers = experiments.confidence_numbers


@pytest.fixture(scope="module")
def experiment():
    X, y = data.two_gaussians(100_000, means=((0, 0), (2, 8)), seed=0)
    X_train, X_test, y_train, y_test = data.train_test_split(X, y)
    centring = data.Scaling(center=True, scale=False).fit(X_train)
    raw, centred = (
        gradient_descent(Z, y_train, learning_rate=0.1, n_epochs=100)
        for Z in (X_train, centring.transform(X_train))
    )
    return X_test, y_test, centring, raw, centred


@pytest.mark.parametrize("epoch", [0, 1, 37, 100])
def test_numbers_are_those_of_the_full_runs(experiment, epoch):
    X_test, y_test, centring, raw, centred = experiment
    n = numbers(epoch)
    assert n.epoch == epoch
    np.testing.assert_array_equal(n.raw.w, raw.w[epoch])
    assert n.raw.b == raw.b[epoch]
    np.testing.assert_array_equal(n.centred.w, centred.w[epoch])
    assert n.centred.b == pytest.approx(
        centred.b[epoch] - centring.shift @ centred.w[epoch], abs=1e-12
    )
    for belief in (n.raw, n.centred):
        z = model.predict_logits(X_test, belief.w, belief.b)
        loss = model.log_loss(X_test, y_test, belief.w, belief.b)
        assert belief.loss == pytest.approx(loss, rel=1e-9)
        if epoch:
            assert belief.errors == np.sum((z > 0) != y_test)


@pytest.mark.parametrize("epoch", [1, 20, 100])
def test_offset_and_width_are_distances_along_w(epoch):
    n = numbers(epoch)
    for belief in (n.raw, n.centred):
        along = belief.w / np.linalg.norm(belief.w)
        on_boundary = np.array([1.0, 4.0]) + belief.offset * along
        ends = [
            on_boundary + side * belief.width / 2 * along for side in (-1, 1)
        ]
        np.testing.assert_allclose(
            model.predict_proba([on_boundary, *ends], belief.w, belief.b),
            [0.5, 0.1, 0.9],
            rtol=1e-9,
        )
    assert n.raw.offset < -1.9 < abs(n.centred.offset) < 0.01


def test_before_the_first_step_there_is_no_boundary():
    n = numbers(0)
    for belief in (n.raw, n.centred):
        assert not belief.w.any()
        assert (belief.offset, belief.width) == (None, None)
        assert belief.loss == pytest.approx(np.log(2))


@pytest.mark.parametrize("epoch", [-1, 101, 5.0, True, "5"])
def test_only_recorded_epochs(epoch):
    with pytest.raises(ValueError, match="epoch: expected a whole number"):
        numbers(epoch)
    with pytest.raises(ValueError, match="epoch: expected a whole number"):
        explorers.confidence_map(epoch)
