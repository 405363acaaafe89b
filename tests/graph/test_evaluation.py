"""Expressions in float64: accuracy, order of operations, no warnings."""

import warnings

import mpmath
import numpy as np
import pytest
import sympy

from helpers.functions import sigma, softplus
from helpers.graph import Graph, evaluate

X, Y, A = sympy.symbols("x y a")


@pytest.mark.parametrize("u", [-745, -40, -1e-9, 0, 1e-9, 40, 800])
def test_sigma_and_softplus_are_accurate(u):
    with mpmath.workdps(50):
        low = 1 / (1 + mpmath.exp(-mpmath.mpf(u)))
        area = mpmath.log1p(mpmath.exp(mpmath.mpf(u)))
    for function, exact in ((sigma, low), (softplus, area)):
        graph = Graph.from_steps({"L": function(X)})
        got = graph.forward({"x": u})["L"]
        assert got == pytest.approx(float(exact), rel=1e-13, abs=5e-324)


CASES = [
    (X + Y - sympy.Rational(1, 3), 1.25 - 3.5 - 1 / 3),
    (2 * X * Y, 2 * 1.25 * -3.5),
    (X / Y, 1.25 / -3.5),
    ((X - A) / (A * (1 - A)), (1.25 - 0.2) / (0.2 * (1 - 0.2))),
    (X / (3 * Y**2), 1.25 / (3 * 3.5**2)),
    (Y**3, -(3.5**3)),
    (sympy.sqrt(X), np.sqrt(1.25)),
    (X**-2, 1.25**-2),
    (sympy.pi * X, np.pi * 1.25),
    (sympy.exp(Y) + sympy.log(X), np.exp(-3.5) + np.log(1.25)),
]


@pytest.mark.parametrize("expr, value", CASES)
def test_each_operation_in_float64(expr, value):
    got = evaluate(expr, {"x": 1.25, "y": -3.5, "a": 0.2})
    assert type(got) is float
    assert got == pytest.approx(value, rel=3e-16)


def test_a_quotient_is_one_division():
    assert 10 / 49 != 10 * (1 / 49)
    assert evaluate(X / Y, {"x": 10.0, "y": 49.0}) == 10 / 49
    quotient = (A - Y) / (A * (1 - A))
    for a, y in np.random.default_rng(3).uniform(0.1, 0.9, (100, 2)):
        on_paper = (a - y) / (a * (1 - a))
        assert evaluate(quotient, {"a": a, "y": y}) == on_paper


def test_a_factor_with_a_positive_power_is_multiplied_with():
    for x, y in np.random.default_rng(4).uniform(0.1, 0.9, (100, 2)):
        got = evaluate(X * Y**2, {"x": x, "y": y})
        assert got == x * np.float64(y) ** 2


NOT_FINITE = [
    (1 / X, 0.0, np.inf),
    (sympy.log(X), 0.0, -np.inf),
    (sympy.log(X), -1.0, np.nan),
    (sympy.exp(X), 1000.0, np.inf),
    (sympy.sqrt(X), -1.0, np.nan),
    (X * sympy.exp(-X), -1000.0, -np.inf),
]


@pytest.mark.parametrize("expr, x, value", NOT_FINITE)
def test_what_is_not_finite_comes_without_a_warning(expr, x, value):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        got = evaluate(expr, {"x": x})
    np.testing.assert_equal(got, value)
