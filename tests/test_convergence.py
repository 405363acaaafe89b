"""Curvature and rates against independent computations."""

import numpy as np
import pytest

from helpers import convergence, data, model
from helpers.descent import gradient_descent


def symmetric(eigenvalues, seed=0):
    k = len(eigenvalues)
    Q, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(k, k)))
    return Q @ np.diag(eigenvalues) @ Q.T


def test_curvature_never_exceeds_the_bound(example):
    X, _, w, b = example
    L = convergence.curvature_bound(X)
    for scale in (0.0, 0.3, 1.0, 5.0):
        H = model.hessian(X, scale * w, scale * b)
        assert np.linalg.eigvalsh(H)[-1] <= L * (1 + 1e-12)
    at_zero = model.hessian(X, 0 * w, 0.0)
    assert np.linalg.eigvalsh(at_zero)[-1] == pytest.approx(L)


def test_bound_equals_the_largest_singular_value(example):
    X = example[0]
    X1 = np.column_stack([X, np.ones(len(X))])
    L = np.linalg.svd(X1, compute_uv=False)[0] ** 2 / (4 * len(X))
    assert convergence.curvature_bound(X) == pytest.approx(L, rel=1e-12)
    assert convergence.stable_learning_rate(X) == pytest.approx(2 / L)


def test_every_step_below_the_stable_rate_lowers_the_loss(example):
    X, y, w, b = example
    rate = 0.999 * convergence.stable_learning_rate(X)
    run = gradient_descent(X, y, learning_rate=rate, n_epochs=12, w0=w, b0=b)
    assert (np.diff(run.loss) < 0).all()


@pytest.mark.parametrize(("factor", "settles"), [(0.98, True), (1.02, False)])
def test_beyond_the_stability_limit_a_bowl_is_left(factor, settles):
    H = symmetric([0.5, 2.0, 4.0], seed=1)
    start = x = np.ones(3)
    for _ in range(200):
        x = x - factor * convergence.stability_limit(H) * H @ x
    assert (np.linalg.norm(x) < np.linalg.norm(start)) == settles


def test_a_flat_place_has_no_stability_limit():
    assert convergence.stability_limit(np.zeros((2, 2))) == np.inf


def test_condition_number_of_a_known_matrix():
    H = symmetric([0.02, 3.0, 40.0])
    assert convergence.condition_number(H) == pytest.approx(2_000)
    assert convergence.condition_number(H) == pytest.approx(np.linalg.cond(H))
    assert convergence.condition_number([[1.0, 1.0], [1.0, 1.0]]) == np.inf
    assert convergence.condition_number(symmetric([0, 1, 2])) == np.inf


def test_condition_numbers_of_the_challenger_fit():
    X, y = data.challenger()
    expected = {(0, 0): 8.3e5, (1, 0): 31.6, (1, 1): 2.2}
    standard = data.Scaling().fit(X)
    run = gradient_descent(
        standard.transform(X), y, learning_rate=4.0, n_epochs=500
    )
    w, b = standard.original_coefficients(run.w[-1], run.b[-1])
    for (center, scale), kappa in expected.items():
        scaling = data.Scaling(bool(center), bool(scale)).fit(X)
        w_here = w * scaling.unit
        b_here = b + w @ scaling.shift
        H = model.hessian(scaling.transform(X), w_here, b_here)
        found = convergence.condition_number(H)
        assert float(f"{found:.2g}" if kappa > 100 else f"{found:.1f}") == (
            kappa
        )


def test_contraction_is_the_rate_that_a_bowl_shows():
    H = symmetric([0.5, 2.0, 4.0], seed=4)
    x = np.ones(3)
    for _ in range(400):
        before, x = x, x - 0.3 * H @ x
    shrink = np.linalg.norm(x) / np.linalg.norm(before)
    assert convergence.contraction(H, 0.3) == pytest.approx(shrink)
    assert convergence.contraction(H, 0.6) == pytest.approx(1.4)


@pytest.mark.parametrize("eigenvalues", [[0.3, 1.0, 5.0], [0.0, 1.0, 5.0]])
def test_forecast_equals_descent_on_the_bowl(eigenvalues):
    H = symmetric(eigenvalues, seed=2)
    grad, rate = np.array([1.0, -2.0, 0.5]), 0.35
    x, losses = np.zeros(3), []
    for _ in range(8):
        losses.append(3.0 + grad @ x + x @ H @ x / 2)
        x = x - rate * (grad + H @ x)
    forecast = convergence.quadratic_forecast(
        3.0, grad, H, learning_rate=rate, n_epochs=7
    )
    np.testing.assert_allclose(forecast, losses, rtol=1e-12)


def test_challenger_descent_shows_the_predicted_rate():
    X, y = data.challenger()
    X = data.Scaling().fit(X).transform(X)
    run = gradient_descent(X, y, learning_rate=2.0, n_epochs=400)
    gap = run.loss - run.loss[-1]
    H = model.hessian(X, run.w[-1], run.b[-1])
    measured = (gap[60] / gap[40]) ** (1 / 20)
    predicted = convergence.contraction(H, 2.0) ** 2
    assert measured == pytest.approx(predicted, rel=1e-3)


BAD = [
    ([[1.0, 2.0]], r"H: .*got shape \(1, 2\)"),
    ([[1.0, np.nan], [0.0, 1.0]], "H: .*not finite"),
    ([[1.0, 2.0], [0.0, 1.0]], "H: .*not symmetric"),
    ([[1.0, 0.0], [0.0, -1.0]], "H: .*no negative eigenvalue, got -1"),
    ("abc", "H: .*values of type"),
]


@pytest.mark.parametrize(("H", "message"), BAD)
def test_a_bad_hessian_is_named(H, message):
    with pytest.raises(ValueError, match=message):
        convergence.condition_number(H)
    with pytest.raises(ValueError, match=message):
        convergence.contraction(H, 0.1)


def test_other_bad_input_is_named():
    with pytest.raises(ValueError, match=r"X: .*got nan"):
        convergence.curvature_bound([[np.nan]])
    with pytest.raises(ValueError, match=r"learning_rate: .*got -1"):
        convergence.contraction([[1.0]], -1)
    with pytest.raises(ValueError, match=r"grad: .*got shape \(1,\)"):
        convergence.quadratic_forecast(
            1.0, [1.0], np.eye(2), learning_rate=0.1, n_epochs=2
        )


def test_forecast_keeps_its_digits_on_a_nearly_flat_bowl():
    H = np.diag([1e-13, 1.0])
    forecast = convergence.quadratic_forecast(
        0.0, [1.0, 0.0], H, learning_rate=1.0, n_epochs=3
    )
    np.testing.assert_allclose(forecast, [0, -1, -2, -3], rtol=1e-9)


def test_features_beyond_the_square_root_of_the_float_range():
    assert convergence.curvature_bound([[1e200], [2e200]]) == np.inf
    assert convergence.stable_learning_rate([[1e200], [2e200]]) == 0.0
    small = convergence.curvature_bound([[1e150], [2e150]])
    assert small == pytest.approx(5 / 8 * 1e300)


def test_forecast_where_a_steep_direction_has_no_slope():
    steep = symmetric([1.0, 1e3], seed=1)
    vectors = np.linalg.eigh(steep)[1]
    forecast = convergence.quadratic_forecast(
        1.0, vectors[:, 0], steep, learning_rate=1.0, n_epochs=300
    )
    np.testing.assert_allclose(forecast[1:], 0.5, rtol=1e-9)
    diagonal = convergence.quadratic_forecast(
        1.0, [1.0, 0.0], np.diag([1.0, 1e3]), learning_rate=1.0, n_epochs=300
    )
    np.testing.assert_allclose(diagonal[1:], 0.5, rtol=1e-12)
    flat = convergence.quadratic_forecast(
        1.0, [0.0, 0.0], np.eye(2), learning_rate=9.0, n_epochs=3
    )
    assert flat.tolist() == [1.0] * 4


def test_forecast_of_a_descent_that_leaves_the_float_range():
    forecast = convergence.quadratic_forecast(
        1.0, [1.0, 1.0], np.diag([1.0, 1e3]), learning_rate=1.0, n_epochs=300
    )
    assert forecast[0] == 1.0
    assert (np.diff(forecast[:50]) > 0).all()
    assert forecast[-1] == np.inf


def test_rates_at_the_edge_of_the_float_range():
    assert convergence.contraction([[1e308]], 10.0) == np.inf
    assert convergence.contraction([[1e308]], 1e-308) == pytest.approx(0.0)
    assert convergence.gap_factor([[1e200]], 1.0) == np.inf
    assert convergence.condition_number([[1e308, 0], [0, 1e300]]) == (
        pytest.approx(1e8)
    )
    assert convergence.contraction(np.full((2, 2), 1e308), 1.0) == np.inf
    assert convergence.condition_number(np.full((2, 2), 1e308)) == np.inf
    with pytest.raises(ValueError, match=r"H: .*not symmetric"):
        convergence.condition_number([[1, 1e308], [-1e308, 1]])


@pytest.mark.parametrize(
    "H", [4.0, [1.0], [[[1.0]]], np.empty((0, 0)), [[1.0], [2.0]]]
)
def test_a_hessian_of_another_shape_is_named(H):
    with pytest.raises(ValueError, match=r"H: .*shape \(k, k\), got shape"):
        convergence.contraction(H, 0.1)


def test_gap_factor_is_what_a_bowl_shows():
    H = symmetric([0.5, 2.0, 4.0], seed=4)
    x = np.ones(3)
    for _ in range(400):
        before, x = x, x - 0.3 * H @ x
    measured = (x @ H @ x) / (before @ H @ before)
    assert convergence.gap_factor(H, 0.3) == pytest.approx(measured)


def test_gap_forecast_is_a_power_kept_within_its_limits():
    forecast = convergence.gap_forecast(3.0, 0.7, 20)
    np.testing.assert_allclose(forecast, 3.0 * 0.7 ** np.arange(21))
    assert convergence.gap_forecast(1.0, 10.0, 9)[-1] == 1e4
    assert convergence.gap_forecast(1.0, np.inf, 2).tolist() == [1, 1e4, 1e4]
    assert convergence.gap_forecast(1.0, 0.1, 30)[-1] == pytest.approx(1e-10)
    assert convergence.gap_forecast(2.0, 0.5, 0) == pytest.approx([2.0])
    for args, match in (
        ((0.0, 0.5, 3), "gap: expected one finite number > 0"),
        ((1.0, -0.5, 3), "factor: expected one number from 0 to inf"),
        ((1.0, 0.5, -1), "n_epochs: expected a whole number >= 0"),
    ):
        with pytest.raises(ValueError, match=match):
            convergence.gap_forecast(*args)
