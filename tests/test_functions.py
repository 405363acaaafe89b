"""sigma and softplus: for sympy, in float64, to any number of digits."""

import mpmath
import numpy as np
import pytest
import sympy

from helpers import model
from helpers.functions import IN_FLOAT64, in_digits, sigma, softplus

z = sympy.Symbol("z", real=True)
KNOWN = {sigma: model.sigmoid, softplus: model.softplus}


@pytest.mark.parametrize("function", KNOWN)
@pytest.mark.parametrize("u", [-800.0, -36.5, -0.3, 0.0, 1.7, 40.0, 750.0])
def test_three_ways_to_a_value(function, u):
    exact = in_digits(mpmath.mp.clone())[function](mpmath.mpf(u))
    assert IN_FLOAT64[function](np.float64(u)) == pytest.approx(float(exact))
    assert KNOWN[function](u) == pytest.approx(float(exact))
    plain = function(sympy.Rational(u)).evalf(20)
    assert float(plain) == pytest.approx(float(exact), abs=1e-15)


@pytest.mark.parametrize("function", KNOWN)
def test_slopes_and_what_they_are_written_with(function):
    out = function(z).rewrite(sympy.exp)
    slope = function(z).diff(z).rewrite(sympy.exp)
    assert sympy.simplify(out.diff(z) - slope) == 0


@pytest.mark.parametrize("function", KNOWN)
def test_positive_where_the_argument_is_real_and_unknown_elsewhere(function):
    assert function(z).is_positive
    for unknown in (sympy.Symbol("c"), 2 * sympy.pi * sympy.I):
        assert function(unknown).is_positive is None
