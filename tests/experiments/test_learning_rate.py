"""The learning rate in numbers: runs, limits and verdicts."""

import numpy as np
import pytest

from helpers import convergence, experiments, model
from helpers.descent import gradient_descent
from helpers.experiments import one_feature


@pytest.mark.parametrize("dataset", experiments.DATASETS)
def test_rate_numbers_are_those_of_the_course(dataset):
    p = one_feature.problem(dataset)
    eta = 0.8 / p.L
    n = experiments.rate_numbers(dataset, eta, w0=0.3, b0=-0.2, epoch=7)
    run = gradient_descent(
        p.X, p.y, learning_rate=eta, n_epochs=200, w0=[0.3], b0=-0.2
    )
    np.testing.assert_array_equal(n.run.loss, run.loss)
    assert n.limit == convergence.stable_learning_rate(p.X)
    assert n.safe == n.limit / 2
    H = model.hessian(p.X, run.w[7], run.b[7])
    assert n.local_limit == pytest.approx(2 / np.linalg.eigvalsh(H)[-1])
    assert n.local_limit >= n.limit
    assert (n.gap >= -1e-12).all()


def test_predicted_factor_is_the_measured_one():
    n = experiments.rate_numbers("overlapping", 2.0)
    measured = n.gap[60] / n.gap[59]
    assert n.gap_factor == pytest.approx(measured, rel=1e-3)
    assert experiments.rate_numbers("separable", 2.0).gap_factor is None


def test_presets_do_what_they_are_called():
    for dataset in ("overlapping", "Challenger, standardized"):
        for label, eta in experiments.rate_presets(dataset).items():
            assert experiments.rate_numbers(dataset, eta).verdict == label
    # Where the classes can be separated, nothing thrashes for ever.
    for dataset in ("Gaussians of 07", "separable"):
        for eta in experiments.rate_presets(dataset).values():
            assert experiments.rate_numbers(dataset, eta).verdict != "thrash"


def test_below_the_limit_the_loss_never_rises():
    for dataset in experiments.DATASETS:
        limit = 2 / one_feature.problem(dataset).L
        n = experiments.rate_numbers(dataset, 0.99 * limit)
        assert (np.diff(n.run.loss) <= 1e-12).all()


def test_a_run_out_of_the_float_range_is_named():
    n = experiments.rate_numbers("overlapping", 1e308)
    assert n.verdict == "diverged"
    assert n.epoch == n.run.n_epochs < 200


def test_rate_arguments_are_checked():
    with pytest.raises(ValueError, match="dataset: expected one of"):
        experiments.rate_numbers("iris", 1.0)
    with pytest.raises(ValueError, match="learning_rate: expected"):
        experiments.rate_numbers("overlapping", 0.0)
    with pytest.raises(ValueError, match="w0: expected"):
        experiments.rate_numbers("overlapping", 1.0, w0=np.nan)


@pytest.mark.parametrize("dataset", experiments.DATASETS)
@pytest.mark.parametrize("learning_rate", [1e150, 1e300, 1.7e308])
def test_rates_beyond_all_measure_are_quiet(dataset, learning_rate):
    n = experiments.rate_numbers(dataset, learning_rate)
    assert n.verdict in ("good", "overshoot", "thrash", "diverged")
    assert not np.isnan(n.local_limit)
