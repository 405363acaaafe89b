"""Separability switch: minimum, descent and states by other routes."""

import numpy as np
import pytest
from scipy.optimize import linprog, minimize
from sklearn.linear_model import LogisticRegression

from helpers import convergence, experiments, minimum, model
from helpers.descent import gradient_descent
from helpers.experiments import separability
from helpers.experiments.separability import PLACES, fixed_points
from helpers.minimum import minimiser

numbers = experiments.separability_numbers


def overlapping_sample(seed, m=60, n=3):
    rng = np.random.default_rng(seed)
    X = rng.normal(0.4, 1.5, (m, n))
    p_hat = model.predict_proba(X, rng.normal(0, 0.8, n), -1.0)
    return X, (rng.random(m) < p_hat).astype(int)


def greatest_sum_of_margins(X, y):
    """Return the greatest sum of margins with none below 0, |w_i| <= 1."""
    margins = (2.0 * y - 1.0)[:, None] * model.with_ones(X)
    answer = linprog(
        -margins.sum(axis=0),
        A_ub=-margins,
        b_ub=np.zeros(len(y)),
        bounds=[(-1, 1), (-1, 1), (None, None)],
    )
    assert answer.status == 0
    return -answer.fun


# The minimum.


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


# How the classes lie.


def test_the_points_that_stay():
    X, y = fixed_points()
    assert (len(y), int(y.sum())) == (32, 12)
    np.testing.assert_array_equal(X, X.round(1))
    assert minimum.separating_hyperplane(X, y) is not None
    for array in (X, y, numbers(0, 0).X, numbers(0, 0).y):
        assert not array.flags.writeable
    n = numbers(0.3, -0.7)
    np.testing.assert_array_equal(n.X[:-1], X)
    np.testing.assert_array_equal(n.X[-1], [0.3, -0.7])
    assert n.y[-1] == 0


def test_states_agree_with_a_second_linear_programme():
    rng = np.random.default_rng(1)
    X, y = fixed_points()
    places = rng.uniform([0, -3], [3, 3], (40, 2)).round(1).tolist()
    seen = {"separable": 0, "touching": 0, "overlapping": 0}
    for x1, x2 in places + X[y == 1].tolist():
        n = numbers(x1, x2)
        seen[n.state] += 1
        margins = (2 * n.y - 1) * (
            0 if n.line is None else n.X @ n.line[0] + n.line[1]
        )
        if n.state == "overlapping":
            assert n.line is None
            assert greatest_sum_of_margins(n.X, n.y) < 1e-9
        elif n.state == "touching":
            assert minimum.separating_hyperplane(n.X, n.y) is None
            assert greatest_sum_of_margins(n.X, n.y) > 1e-3
            assert margins.min() == pytest.approx(0, abs=1e-9)
            assert margins.max() > 0.1
        else:
            assert margins.min() > 0
    assert min(seen.values()) > 1, seen


def test_a_step_to_either_side_of_touching():
    x1, x2 = PLACES["touching"]
    assert numbers(x1 - 0.1, x2).state == "separable"
    assert numbers(x1, x2).state == "touching"
    assert numbers(x1 + 0.1, x2).state == "overlapping"


def test_a_minimum_exists_where_theory_says():
    for place, state, exists in (
        ("own side", "separable", False),
        ("touching", "touching", False),
        ("across", "overlapping", True),
    ):
        n = numbers(*PLACES[place])
        assert n.state == state
        assert (n.minimum is not None) == exists
        assert (n.min_length is None) == (n.min_objective is None)
        with_penalty = numbers(*PLACES[place], 0.001)
        assert with_penalty.state == state
        assert with_penalty.minimum is not None


@pytest.mark.parametrize("place", PLACES)
def test_as_the_penalty_vanishes_only_overlap_keeps_its_minimum(place):
    n = numbers(*PLACES[place])
    lengths = [
        np.hypot(*minimiser(n.X, n.y, l2)[0]) for l2 in (1e-4, 1e-6, 1e-8)
    ]
    steps = np.diff(lengths)
    if n.state == "overlapping":
        assert lengths[-1] == pytest.approx(n.min_length, abs=1e-4)
    else:
        assert (steps > 1).all()


# The descent.


@pytest.mark.parametrize("l2", [0.0, 0.013])
def test_descent_is_the_one_written_out(l2):
    n = numbers(1.3, -2.2, l2)
    w, b = np.zeros(2), 0.0
    for t in range(60):
        np.testing.assert_allclose(n.w[t], w, atol=1e-12)
        assert n.b[t] == pytest.approx(b, abs=1e-12)
        grad_w, grad_b = model.gradient(n.X, n.y, w, b)
        w, b = w - (grad_w + l2 * w), b - grad_b


@pytest.mark.parametrize("place", PLACES.values())
def test_without_a_penalty_it_is_the_descent_of_the_course(place):
    n = numbers(*place)
    run = gradient_descent(n.X, n.y, learning_rate=1.0, n_epochs=2000)
    np.testing.assert_allclose(n.w, run.w, atol=1e-9)
    np.testing.assert_allclose(n.b, run.b, atol=1e-9)
    np.testing.assert_allclose(n.objective, run.loss[n.epochs], atol=1e-10)


def test_objective_holds_the_penalty_of_w_alone():
    n = numbers(2.4, 0.6, 0.02)
    for i in (0, 40, -1):
        w, b = n.w[n.epochs[i]], n.b[n.epochs[i]]
        expected = model.log_loss(n.X, n.y, w, b) + 0.01 * w @ w
        assert n.objective[i] == pytest.approx(expected, rel=1e-12)
    assert n.objective[-1] == pytest.approx(n.min_objective, abs=1e-9)
    assert n.length[-1] == pytest.approx(n.min_length, abs=1e-6)
    assert n.epochs[[0, -1]].tolist() == [1, 2000]


def test_no_place_and_no_penalty_makes_it_rise():
    for x1 in (-5, 0, 5):
        for x2 in (-4, 4):
            for l2 in (0.0, 0.1):
                n = numbers(x1, x2, l2)
                L = convergence.curvature_bound(n.X) + l2
                assert 2 / L > separability.LEARNING_RATE
                assert (np.diff(n.objective) <= 1e-14).all()
                if n.min_objective is not None:
                    assert (n.objective >= n.min_objective - 1e-12).all()


def test_length_grows_or_settles():
    for place, last in (("own side", 1.0), ("touching", 0.5)):
        n = numbers(*PLACES[place])
        assert (np.diff(n.length) > 0).all()
        assert n.length[2000] - n.length[1000] > last / 2
    n = numbers(*PLACES["across"])
    assert n.length[2000] - n.length[1000] < 1e-4


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ((5.1, 0), "x1: expected one number from -5 to 5, got 5.1"),
        ((np.nan, 0), "x1: expected"),
        ((0, -4.1), "x2: expected one number from -4 to 4, got -4.1"),
        ((0, [1, 2]), "x2: expected"),
        ((0, 0, -0.01), "l2: expected one number from 0 to 0.1, got -0.01"),
        ((0, 0, 1), "l2: expected"),
        (("a", 0), "x1: expected"),
    ],
)
def test_arguments_are_checked(state, message):
    with pytest.raises(ValueError, match=message):
        numbers(*state)
