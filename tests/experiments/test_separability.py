"""Separability in numbers: states and descent by other routes."""

import numpy as np
import pytest
from scipy.optimize import linprog

from helpers import convergence, experiments, minimum, model
from helpers.experiments import separability
from helpers.experiments.separability import PLACES, fixed_points
from helpers.minimum import minimiser

numbers = experiments.separability_numbers


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


@pytest.mark.parametrize("l2", [0.0, 0.013])
def test_descent_is_the_one_written_out(l2):
    n = numbers(1.3, -2.2, l2)
    w, b = np.zeros(2), 0.0
    for t in range(60):
        np.testing.assert_allclose(n.w[t], w, atol=1e-12)
        assert n.b[t] == pytest.approx(b, abs=1e-12)
        grad_w, grad_b = model.gradient(n.X, n.y, w, b)
        w, b = w - (grad_w + l2 * w), b - grad_b


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
