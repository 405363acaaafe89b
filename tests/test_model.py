"""The model against mpmath, central differences and a complex step."""

import re
import warnings

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss as sklearn_log_loss

from helpers import data, model

mpmath.mp.dps = 50
logits = st.floats(-1e4, 1e4)
LARGE = [-1e4, -745.2, -40.0, -1e-9, 0.0, 1e-9, 36.8, 710.0, 1e4]


def exact_loss(X, y, w, b):
    """J as printed in the sources, with complex numbers allowed."""
    z = X @ w + b
    p = 1 / (1 + np.exp(-z))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@given(logits)
def test_sigmoid_keeps_all_digits(z):
    exact = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
    # Below 1e-307 floats hold fewer digits.
    assert model.sigmoid(z) == pytest.approx(float(exact), 1e-15, 1e-320)


@given(logits)
def test_softplus_keeps_all_digits(u):
    exact = mpmath.log1p(mpmath.exp(mpmath.mpf(u)))
    assert model.softplus(u) == pytest.approx(float(exact), rel=4e-16)


@given(st.floats(1e-300, 1 - 2**-53))
def test_logit_keeps_all_digits(p):
    p_exact = mpmath.mpf(p)
    exact = mpmath.log(p_exact / (1 - p_exact))
    assert model.logit(p) == pytest.approx(float(exact), rel=1e-15, abs=0)


@given(st.floats(-30, 30))
def test_logit_undoes_sigmoid(z):
    # Near p = 1 the spacing of floats, not the formula, sets the error.
    assert model.logit(model.sigmoid(-abs(z))) == pytest.approx(
        -abs(z), rel=1e-13, abs=1e-15
    )


def test_quiet_at_large_logits_and_extreme_probabilities():
    X, y = np.array(LARGE)[:, None], np.arange(len(LARGE)) % 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isfinite(model.sigmoid(LARGE)).all()
        assert np.isfinite(model.softplus(LARGE)).all()
        assert np.isfinite(model.logit([1e-320, 1 - 2**-53])).all()
        assert model.logit([0.0, 1.0]).tolist() == [-np.inf, np.inf]
        assert np.isfinite(model.log_loss(X, y, [1.0], 0.0))
        grad_w, grad_b = model.gradient(X, y, [1.0], 0.0)
        assert np.isfinite(grad_w).all()
        assert np.isfinite(grad_b)
        assert np.isfinite(model.hessian(X, [1.0], 0.0)).all()


def test_loss_where_the_model_is_surely_wrong_or_right():
    assert model.log_loss([[1.0]], [0], [800.0], 0.0) == 800.0
    assert model.log_loss([[1.0]], [1], [800.0], 0.0) == 0.0
    right = model.log_loss([[1.0]], [1], [50.0], 0.0)
    assert right == pytest.approx(np.exp(-50), rel=1e-12)
    grad_w, _ = model.gradient([[1.0]], [1], [50.0], 0.0)
    assert grad_w[0] == pytest.approx(-np.exp(-50), rel=1e-12)


def test_loss_equals_the_printed_formula_and_scikit_learn(example):
    X, y, w, b = example
    loss = model.log_loss(X, y, w, b)
    assert loss == pytest.approx(exact_loss(X, y, w, b), rel=1e-12)
    p = model.predict_proba(X, w, b)
    assert loss == pytest.approx(sklearn_log_loss(y, p), rel=1e-12)


def test_losses_of_many_models_are_the_loss_of_each(example):
    X, y, w, b = example
    theta = np.append(w, b) * np.array([[1.0], [-0.5], [0.0]])
    each = [model.log_loss(X, y, row[:-1], row[-1]) for row in theta]
    assert model.log_losses(X, y, theta) == pytest.approx(each, rel=1e-12)


@pytest.mark.parametrize("theta", [[1.0, 2.0], [[1.0]], [[1.0, 2.0, 3.0]]])
def test_models_of_another_shape_are_named(theta):
    shape = re.escape(str(np.shape(theta)))
    message = rf"theta: expected .*shape \(k, 2\), got shape {shape}"
    with pytest.raises(ValueError, match=message):
        model.log_losses([[1.0], [2.0]], [0, 1], theta)


def test_losses_of_models_beyond_the_float_range_are_quiet():
    theta = [[1e308, 0.0], [np.inf, -np.inf], [0.0, 0.0]]
    with np.errstate(all="raise"):
        loss = model.log_losses([[1e9], [1.0]], [0, 1], theta)
    assert loss[0] == np.inf
    assert np.isnan(loss[1])
    assert loss[2] == pytest.approx(np.log(2))


def test_gradient_equals_central_differences(example):
    X, y, w, b = example
    h = 1e-5

    def loss(theta):
        return model.log_loss(X, y, theta[:-1], theta[-1])

    theta = np.append(w, b)
    steps = h * np.eye(len(theta))
    slopes = [(loss(theta + s) - loss(theta - s)) / (2 * h) for s in steps]
    grad = np.append(*model.gradient(X, y, w, b))
    np.testing.assert_allclose(grad, slopes, rtol=1e-6, atol=1e-9)


def test_gradient_equals_a_complex_step(example):
    X, y, w, b = example
    theta, h = np.append(w, b).astype(complex), 1e-30
    slopes = []
    for i in range(len(theta)):
        moved = theta.copy()
        moved[i] += 1j * h
        slopes.append(exact_loss(X, y, moved[:-1], moved[-1]).imag / h)
    grad = np.append(*model.gradient(X, y, w, b))
    np.testing.assert_allclose(grad, slopes, rtol=1e-11, atol=1e-14)


def test_hessian_equals_differences_of_the_gradient(example):
    X, _, w, b = example
    h = 1e-5
    y = np.zeros(len(X))  # labels do not enter the curvature

    def grad(theta):
        return np.append(*model.gradient(X, y, theta[:-1], theta[-1]))

    theta = np.append(w, b)
    steps = h * np.eye(len(theta))
    rows = [(grad(theta + s) - grad(theta - s)) / (2 * h) for s in steps]
    H = model.hessian(X, w, b)
    np.testing.assert_allclose(H, rows, rtol=1e-5, atol=1e-8)
    np.testing.assert_array_equal(H, H.T)
    assert np.linalg.eigvalsh(H)[0] > -1e-12


def test_gradient_vanishes_at_the_fit_of_scikit_learn():
    X, y = data.challenger()
    fit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000)
    fit.fit(X - 70, y)
    grad_w, grad_b = model.gradient(X - 70, y, fit.coef_[0], fit.intercept_[0])
    assert np.abs(np.append(grad_w, grad_b)).max() < 1e-6


def test_inputs_are_not_changed(example):
    X, y, w, b = example
    before = X.copy(), y.copy(), w.copy()
    model.gradient(X, y, w, b)
    model.hessian(X, w, b)
    for old, new in zip(before, (X, y, w), strict=True):
        np.testing.assert_array_equal(old, new)


GOOD = {"X": [[1.0, 2.0], [3.0, 4.0]], "y": [0, 1], "w": [1.0, 2.0], "b": 0.0}
BAD = [
    ("X", [1.0, 2.0], r"X: .*shape \(m, n\), got shape \(2,\).*reshape"),
    ("X", [[[1.0]]], r"X: .*got shape \(1, 1, 1\)"),
    ("X", np.empty((0, 2)), r"X: .*m >= 1 and n >= 1, got shape \(0, 2\)"),
    ("X", np.empty((2, 0)), r"X: .*got shape \(2, 0\)"),
    ("X", [[1.0, 2.0], [np.nan, 4.0]], r"X: .*got nan at index \(1, 0\)"),
    ("X", [[1.0, np.inf], [3.0, 4.0]], r"X: .*got inf at index \(0, 1\)"),
    ("X", [["1", "2"], ["3", "4"]], r"X: .*got values of type <U1"),
    ("X", [[1j, 2.0], [3.0, 4.0]], r"X: .*got values of type complex128"),
    ("X", [[1.0, 2.0], [3.0]], r"X: .*rows of unequal length"),
    ("X", None, r"X: .*got values of type NoneType"),
    ("y", [0, 1, 1], r"y: .*shape \(2,\), got shape \(3,\)"),
    ("y", [[0], [1]], r"y: .*shape \(2,\), got shape \(2, 1\)"),
    ("y", [-1, 1], r"y: expected labels 0 or 1 .*got -1"),
    ("y", [0, 0.5], r"y: .*got 0.5"),
    ("y", [0, np.nan], r"y: .*got nan"),
    ("y", ["0", "1"], r"y: .*got values of type <U1"),
    ("w", [1.0], r"w: .*shape \(2,\), got shape \(1,\)"),
    ("w", [[1.0], [2.0]], r"w: .*got shape \(2, 1\)"),
    ("w", [1.0, np.nan], r"w: .*got nan at index \(1\)"),
    ("b", [0.0], r"b: expected one finite number, got shape \(1,\)"),
    ("b", np.inf, r"b: .*got inf"),
    ("b", "0", r"b: .*got values of type <U1"),
]


@pytest.mark.parametrize(("name", "value", "message"), BAD)
def test_bad_input_is_named(name, value, message):
    args = GOOD | {name: value}
    with pytest.raises(ValueError, match=message):
        model.log_loss(**args)
    with pytest.raises(ValueError, match=message):
        model.gradient(**args)
    if name != "y":
        del args["y"]
        with pytest.raises(ValueError, match=message):
            model.hessian(**args)
        with pytest.raises(ValueError, match=message):
            model.predict_proba(**args)


@pytest.mark.parametrize("p", [-0.1, 1.1, np.nan, [0.5, 2.0]])
def test_logit_refuses_what_is_no_probability(p):
    with pytest.raises(ValueError, match=r"p: expected probabilities in"):
        model.logit(p)


def test_features_beyond_the_float_range_are_quiet():
    loss = model.log_loss([[1e200], [1e200]], [0, 1], [1e200], 0.0)
    assert loss == np.inf


def test_masked_values_are_refused():
    masked = np.ma.array([1.0, 5.0], mask=[False, True])
    with pytest.raises(ValueError, match="got masked values"):
        model.sigmoid(masked)


@pytest.mark.parametrize("away", [1e-9, -1e-6, 1e-3, -0.2])
def test_logit_keeps_its_digits_near_one_half(away):
    p = mpmath.mpf(0.5 + away)
    exact = float(mpmath.log(p / (1 - p)))
    assert model.logit(0.5 + away) == pytest.approx(exact, rel=4e-16, abs=0)


def test_quiet_where_each_floating_point_error_would_raise():
    X, y = [[-800.0], [900.0], [1e-200]], [1, 0, 1]
    with np.errstate(all="raise"):
        assert model.sigmoid([-800.0, 800.0]).tolist() == [0.0, 1.0]
        assert model.softplus([-800.0, 800.0]).tolist() == [0.0, 800.0]
        assert model.logit([0.0, 1.0]).tolist() == [-np.inf, np.inf]
        assert model.predict_proba([[1e308]], [10.0], 0.0) == 1.0
        assert np.isfinite(model.log_loss(X, y, [1.0], 0.0))
        assert np.isfinite(model.gradient(X, y, [1.0], 0.0)[0]).all()
        assert model.gradient([[1.0]] * 4, [1] * 4, [745.0], 0.0)[1] == 0.0
        assert np.isfinite(model.hessian(X, [1.0], 0.0)).all()
        assert model.hessian([[1e200]], [0.0], 0.0)[0, 0] == np.inf


def test_a_mean_is_finite_where_its_sum_is_not():
    X, y = [[1e308], [1.2e308], [0.0]], [0, 0, 0]
    loss = model.log_loss(X, y, [1.0], 0.0)
    assert loss == pytest.approx(2.2 / 3 * 1e308, rel=1e-15)
    grad_w, grad_b = model.gradient(X, y, [1.0], 0.0)
    assert grad_w[0] == pytest.approx(2.2 / 3 * 1e308, rel=1e-15)
    assert grad_b == pytest.approx(2.5 / 3)


class Column:
    """An array of another library, which holds its numbers as objects."""

    dtype = "Int64"

    def __init__(self, *values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype=dtype or object)


def test_numbers_held_as_objects_are_numbers():
    z = model.sigmoid(Column(0, 2, True))
    np.testing.assert_array_equal(z, model.sigmoid([0.0, 2.0, 1.0]))
    for value, message in (
        (Column(1, None), "z: expected real numbers, got values of type None"),
        (Column(1, "2"), "got values of type str"),
        (Column(1, 2j), "got values of type complex"),
        (Column(1, 10**400), "got one beyond the float range"),
    ):
        with pytest.raises(ValueError, match=message):
            model.sigmoid(value)
