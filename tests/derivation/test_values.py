"""Values to 50 digits, and the points they are taken at."""

import mpmath
import pytest
import sympy
from sympy import IndexedBase, Rational, S, Sum, oo, symbols

from helpers.derivation import D, sigma, softplus
from helpers.derivation.differentiation import work_out
from helpers.derivation.domain import Domain
from helpers.derivation.expressions import UndecidedError
from helpers.derivation.points import sample
from helpers.derivation.values import evaluate_at, spell_out

E = sympy.exp
x, y, z = symbols("x y z")
i, k, n = symbols("i k n", integer=True)
m = sympy.Symbol("m", integer=True, positive=True)
X = IndexedBase("X")


def test_values_to_fifty_digits():
    at = {z: Rational(1, 3)}
    ours = evaluate_at(work_out(D(sigma(z), z), Domain()), at)
    sympys = (1 / (1 + E(-z))).diff(z).subs(at).evalf(50)
    assert abs(sympy.Float(str(ours), 50) - sympys) < S(10) ** -45


@pytest.mark.parametrize(
    "expr",
    [
        x**3 - 2 / x + sympy.pi * sympy.E,
        sympy.log(x) * E(x) * abs(-x),
        sympy.sinh(x) + sympy.cosh(x) / sympy.tanh(x),
        sympy.sin(x) * sympy.cos(x) * sympy.atan(x) * sympy.erf(x),
        x**x + sympy.sqrt(x),
        softplus(x) - softplus(-x) + sigma(x),
        Sum(x**i, (i, 1, 4)),
    ],
    ids=str,
)
def test_values_agree_with_sympy(expr):
    at = {x: Rational(7, 5)}
    plain = expr.doit().subs(at).evalf(60)
    gap = mpmath.mpf(str(evaluate_at(expr, at))) - mpmath.mpf(str(plain))
    assert abs(gap) < 1e-12
    with mpmath.workdps(50):
        gap = evaluate_at(expr, at) - mpmath.mpf(str(plain))
        assert abs(gap) < mpmath.mpf(10) ** -45


@pytest.mark.parametrize(
    ("expr", "value", "reason"),
    [
        (sympy.log(x), -1, "no finite real value"),
        (sympy.sqrt(x), -1, "no finite real value"),
        (1 / x, 0, "a power of zero is not defined"),
        (sympy.Pow(x, x, evaluate=False), 0, "a power of zero"),
        (E(x), 10**7, "a value is too large"),
        (sympy.cosh(x), -(10**7), "a value is too large"),
        (x**x, 10**6, "a value is too large"),
        (sympy.gamma(x), 1, "has no known value"),
        (x + y, 1, "y has no known value"),
        (X[1] + x, 1, "X[1] has no known value"),
        (Sum(y, (i, 1, y)), 1, "has no known value"),
        (Sum(x, (i, 1, x)), 0, "a sum ends before it starts"),
        (Sum(x, (i, 1, x)), 13, "a sum has over 12 terms"),
    ],
    ids=str,
)
def test_what_has_no_value(expr, value, reason):
    with pytest.raises(UndecidedError) as caught:
        evaluate_at(expr, {x: S(value)})
    assert reason in str(caught.value)


def test_the_largest_values_and_sums():
    assert evaluate_at(E(x), {x: S(1000)}) > 0
    with pytest.raises(UndecidedError, match="too large to tell"):
        evaluate_at(E(x), {x: S(10) ** 6})
    assert evaluate_at(x**0, {x: S(0)}) == 1
    assert evaluate_at(x**2, {x: S(0)}) == 0
    assert evaluate_at(Sum(i, (i, 1, x)), {x: S(12)}) == 78
    assert evaluate_at(Sum(i, (i, 5, 5)), {}) == 5


def test_double_sums_are_spelt_from_the_outside():
    twice = Sum(X[i, k], (i, 1, k), (k, 1, 2))
    assert spell_out(twice, {}).doit() == X[1, 1] + X[1, 2] + X[2, 2]
    assert evaluate_at(Sum(i * k, (i, 1, k), (k, 1, n)), {n: S(3)}) == 25


def test_points_lie_in_the_domain():
    positive = sympy.Symbol("s", positive=True)
    even = sympy.Symbol("e", even=True)
    prime = sympy.Symbol("q", prime=True)
    where = {
        x: (0, 1),
        y: {2, 3},
        z: (-oo, -7),
        n: (m, 2 * m + 2),
        X: (5, 6),
        X[2]: (8, 9),
    }
    domain = Domain(where)
    total = Sum(X[i], (i, 1, m))
    expr = x + y + z + n + positive + even + prime + total + X[2]
    for seed in range(20):
        point = sample(expr, domain, seed, at_ends=seed % 2 == 1)
        assert point == {
            **sample(expr, domain, seed, seed % 2 == 1),
            X: point[X],
        }
        assert 0 < point[x] < 1
        assert point[y] in (2, 3)
        assert -11 < point[z] < -7
        assert point[m].is_Integer
        assert 1 <= point[m] <= 4
        assert point[m] < point[n] < 2 * point[m] + 2
        assert point[positive] > 0
        assert point[even] % 2 == 0
        assert point[prime] in (2, 3)
        assert 5 < evaluate_at(X[1], point) < 6
        assert 8 < evaluate_at(X[2], point) < 9
        assert evaluate_at(X[1], point) == evaluate_at(X[1], point)
    ends = [sample(x, domain, s, at_ends=True)[x] for s in range(9)]
    assert set(ends) == {Rational(1, 10**4), 1 - Rational(1, 10**4)}


def test_what_counts_is_a_small_integer():
    # neither symbol says that it is an integer
    for seed in range(20):
        point = sample(Sum(X[z], (i, 1, x)) + y, Domain(), seed)
        assert point[x] in (1, 2, 3, 4)
        assert point[z] in (1, 2, 3, 4)
        assert -3 < point[y] < 3
        assert -4 < sample(n, Domain(), seed)[n] < 5


def test_a_domain_without_a_point():
    for where in ({n: (0, 1)}, {n: (m + 4, m + 5)}):
        with pytest.raises(UndecidedError):
            sample(n, Domain(where), 0)
    square = sympy.Symbol("s", rational=False)
    with pytest.raises(UndecidedError, match="no value found for s"):
        sample(square, Domain(), 0)


def test_a_slope_by_what_is_not_summed_has_no_value():
    slope = work_out(D(Sum(X[i] ** 2, (i, 1, m)), X[n]), Domain())
    inside = sample(slope, Domain(), 0) | {m: S(3), n: S(2)}
    assert evaluate_at(slope, inside) == 2 * evaluate_at(X[2], inside)
    with pytest.raises(UndecidedError, match="is 0 for every _i"):
        evaluate_at(slope, inside | {n: S(4)})


def test_digits_enough_for_large_parts_that_cancel():
    large = sympy.cosh(x) ** 2 - sympy.sinh(x) ** 2
    for size in (1, 10, 90, 900):
        gap = evaluate_at(large, {x: S(size)}) - 1
        assert abs(gap) < mpmath.mpf(10) ** -45
