"""Minimum and separating hyperplane against independent computations."""

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from helpers import minimum, model
from helpers.experiments.separability import fixed_points
from helpers.minimum import minimiser, one_feature_minimiser


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("gap", [-0.5, 1e-3, 2.0])
def test_separability_of_data_built_to_be_so(n, gap):
    rng = np.random.default_rng(n)
    w = rng.normal(size=n)
    w /= np.linalg.norm(w)
    X = rng.normal(1.0, 3.0, (60, n))
    y = (X @ w > 1.0).astype(int)
    # Push the classes apart along w, or into each other.
    X += np.outer((2 * y - 1) * gap, w)
    found = minimum.separating_hyperplane(X, y)
    assert (found is not None) is (gap > 0)
    if found:
        assert (((X @ found[0] + found[1]) > 0) == y).all()


def test_separability_of_points_too_few_or_in_a_plane():
    line = np.column_stack([np.arange(6.0), np.arange(6.0), np.ones(6)])
    y = np.array([0, 0, 0, 1, 1, 1])
    assert minimum.separating_hyperplane(line, y) is not None
    assert minimum.separating_hyperplane(line, y[[0, 3, 1, 4, 2, 5]]) is (None)
    assert minimum.separating_hyperplane([[0.0], [1.0]], [1, 0])
    same = minimum.separating_hyperplane([[1.0], [1.0]], [1, 0])
    assert same is None


def test_one_feature_is_decided_exactly():
    found = minimum.separating_hyperplane(
        [[0.0], [1.0], [2.0], [3.0], [1e9]], [0, 0, 1, 1, 1]
    )
    assert found is not None
    near = 1.0 + 2e-15
    assert minimum.separating_hyperplane([[1.0], [near]], [1, 0])
    assert minimum.separating_hyperplane([[1.0], [near]], [0, 1])
    assert minimum.separating_hyperplane([[-3.0], [2.0]], [1, 0])


def overlapping_sample(seed, m=60, n=3):
    rng = np.random.default_rng(seed)
    X = rng.normal(0.4, 1.5, (m, n))
    p_hat = model.predict_proba(X, rng.normal(0, 0.8, n), -1.0)
    return X, (rng.random(m) < p_hat).astype(int)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("l2", [1e-4, 0.01, 1.0])
def test_penalised_minimum_is_that_of_scikit_learn(seed, l2):
    X, y = overlapping_sample(seed)
    assert 0 < y.sum() < len(y) / 2
    w, b = minimiser(X, y, l2)
    oracle = LogisticRegression(
        C=1 / (len(y) * l2), solver="newton-cholesky", tol=1e-10
    ).fit(X, y)
    np.testing.assert_allclose(w, oracle.coef_[0], rtol=1e-6, atol=1e-8)
    assert b == pytest.approx(oracle.intercept_[0], rel=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_minimum_without_a_penalty_is_that_of_scipy(seed):
    X, y = overlapping_sample(seed)
    found = minimize(
        lambda t: model.log_loss(X, y, t[:-1], t[-1]),
        np.zeros(4),
        jac=lambda t: np.append(*model.gradient(X, y, t[:-1], t[-1])),
        tol=1e-9,
    )
    w, b = minimiser(X, y)
    np.testing.assert_allclose(np.append(w, b), found.x, atol=1e-5)


def test_minimum_at_every_place_to_rounding():
    for x1 in np.linspace(-5, 5, 9):
        for x2 in np.linspace(-4, 4, 7):
            for l2 in (1e-6, 0.001, 0.1):
                X = np.vstack([fixed_points()[0], [x1, x2]])
                y = np.append(fixed_points()[1], 0.0)
                w, b = minimiser(X, y, l2)
                grad_w, grad_b = model.gradient(X, y, w, b)
                assert np.abs(grad_w + l2 * w).max() < 1e-11
                assert abs(grad_b) < 1e-11


def test_minimiser_arguments_are_checked():
    for y, l2, message in (
        ([1, 1], 0.1, "y: expected both labels 0 and 1, got only 1"),
        ([0, 1], -0.1, "l2: expected one finite number >= 0, got -0.1"),
        ([0, 1], np.inf, "l2: expected"),
        ([0, 2], 0.1, "y: expected labels 0 or 1"),
    ):
        with pytest.raises(ValueError, match=message):
            minimiser([[1.0], [2.0]], y, l2)


def test_a_column_that_follows_from_others_is_named():
    X = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [4.0, 8.0]])
    y = [0, 1, 0, 1]
    with pytest.raises(ValueError, match=r"X: expected columns .* singular"):
        minimiser(X, y)
    w, b = minimiser(X, y, 0.1)
    grad_w, grad_b = model.gradient(X, y, w, b)
    np.testing.assert_allclose(grad_w + 0.1 * w, 0, atol=1e-12)
    assert abs(grad_b) < 1e-12


def test_no_single_minimum_is_none():
    assert one_feature_minimiser([[1.0], [1.0], [1.0]], [0, 1, 1]) is None
    touching = [[0.0], [1.0], [1.0], [2.0]]
    assert one_feature_minimiser(touching, [0, 0, 1, 1]) is None


def test_one_class_has_no_minimum():
    X = np.array([[1.0], [2.0]])
    assert minimum.one_feature_minimiser(X, np.array([1, 1])) is None


@pytest.mark.parametrize(
    "size", [1.0, 1e308, 4e-310, np.array([1e-290, 1e10]), [1e307, 1e-300]]
)
def test_separability_does_not_depend_on_the_size_of_the_numbers(size):
    rng = np.random.default_rng(3)
    X = rng.uniform(-1.0, 1.0, (40, 2))
    y = (X @ [1.0, 2.0] > 0.3).astype(int)
    X += np.outer(2 * y - 1, [0.1, 0.2])
    scaled = X * size
    with np.errstate(all="raise"):
        w, b = minimum.separating_hyperplane(scaled, y)
        y[np.argmax(X[:, 1])] = 0
        assert minimum.separating_hyperplane(scaled, y) is None
        y[np.argmax(X[:, 1])] = 1
    assert np.isfinite([*w, b]).all()
    assert ((scaled @ w + b > 0) == y).all()


def test_an_edge_with_points_of_both_classes_on_it():
    X = [[0.0, 1.0], [1.0, 2.0], [2.0, 3.0], [0.0, 2.5], [3.0, 1.0]]
    y = [0, 1, 0, 1, 0]
    assert minimum.separating_hyperplane(X, y) is None
    w, b = minimum.touching_line(X, y)
    assert np.hypot(*w) == pytest.approx(1.0)
    margins = (2 * np.array(y) - 1) * (X @ w + b)
    np.testing.assert_allclose(
        margins, [0, 0, 0, 1.5 / 2**0.5, 3 / 2**0.5], atol=1e-12
    )
    with np.errstate(all="raise"):
        large, _ = minimum.touching_line(1e307 * np.array(X), y)
    np.testing.assert_allclose(large, w)


def test_where_no_line_touches():
    X = [[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]]
    assert minimum.touching_line(X, [0, 0, 1, 1]) is None
    # All on one line, mixed: it has nobody on either side.
    along = [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]
    assert minimum.touching_line(along, [0, 1, 0, 1]) is None


def test_a_touching_line_needs_two_features_and_two_classes():
    with pytest.raises(ValueError, match=r"X: .*shape \(m, 2\), got"):
        minimum.touching_line([[1.0], [2.0]], [0, 1])
    for find in (minimum.touching_line, minimum.separating_hyperplane):
        with pytest.raises(ValueError, match="y: expected both labels"):
            find([[1.0, 2.0], [2.0, 1.0]], [1, 1])


def test_one_feature_arguments_are_checked():
    with pytest.raises(ValueError, match=r"X: .*shape \(m, 1\), got"):
        minimum.one_feature_minimiser([[1.0, 2.0]], [1])
    with pytest.raises(ValueError, match="y: expected labels 0 or 1"):
        minimum.one_feature_minimiser([[1.0]], [2])
