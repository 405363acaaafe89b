"""Normal forms: generators, signs of polynomials, and what is undefined."""

import mpmath
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Function, IndexedBase, Rational, S, Sum, Symbol, oo, symbols

from helpers.derivation import D, sigma, softplus
from helpers.derivation.conditions import (
    Condition,
    all_requirements,
    holds,
    requirements,
    slope_requirements,
)
from helpers.derivation.domain import Domain
from helpers.derivation.expressions import UndecidedError
from helpers.derivation.normal_form import NormalForm
from helpers.derivation.polynomials import (
    check_expanded,
    factors_of,
    fraction,
    primes,
)
from helpers.derivation.signs import sign_of_polynomial
from helpers.derivation.sums import bound

E, LN = sympy.exp, sympy.log
a, b, p, q, x, y, z = symbols("a b p q x y z")
i, j, k, n = symbols("i j k n", integer=True)
m = Symbol("m", integer=True, positive=True)
X, Y = IndexedBase("X"), IndexedBase("Y")
UNIT = {p: (0, 1), q: (0, 1)}


def equal(left, right, where=None):
    normal = NormalForm(Domain(where), [left, right])
    return normal.is_zero(normal.visit(left) - normal.visit(right))


def sign(expr, where=None):
    normal = NormalForm(Domain(where), [expr])
    return normal.sign(normal.form(expr))


# --- the sign of a polynomial ----------------------------------------------

HALF_LINE, LINE, BOX = (S(0), oo), (-oo, oo), (S(0), S(1))


@pytest.mark.parametrize(
    ("form", "ranges", "expected"),
    [
        # one variable: roots in the open interval are counted
        (x - 1, {x: (S(1), oo)}, 1),
        (x - 1, {x: (-oo, S(1))}, -1),
        (x - 1, {x: (S(0), S(2))}, None),
        (x**2 - 1, {x: (S(-1), S(1))}, -1),
        (x**2 - 1, {x: (S(-1), S(2))}, None),
        (x**2 + 1, {x: LINE}, 1),
        (-(x**2) - 1, {x: LINE}, -1),
        (x**2, {x: LINE}, None),
        (x**3 + 3, {x: (-oo, S(-2))}, -1),
        ((x - 3) * (x - 5), {x: (S(3), S(5))}, -1),
        (x - Rational(1, 2), {x: BOX}, None),
        (x**16 + 1, {x: LINE}, 1),
        (x**17 + 1, {x: HALF_LINE}, None),
        # several: all coefficients of one sign
        (x * y + y, {x: HALF_LINE, y: HALF_LINE}, 1),
        (-x - y, {x: HALF_LINE, y: HALF_LINE}, -1),
        (x - y, {x: HALF_LINE, y: HALF_LINE}, None),
        (x * y - 2, {x: (S(1), oo), y: (S(2), oo)}, 1),
        (x * y - 3, {x: (S(1), oo), y: (S(2), oo)}, None),
        (x + y - 2, {x: BOX, y: BOX}, -1),
        (x + y - 1, {x: BOX, y: BOX}, None),
        (x + y, {x: (-oo, S(0)), y: (-oo, S(-1))}, -1),
        (x * y, {x: (-oo, S(0)), y: (-oo, S(-1))}, 1),
        (x**2 * y, {x: (S(2), S(3)), y: (S(-3), S(-2))}, -1),
        (x**2 * y + y, {x: LINE, y: HALF_LINE}, 1),
        (x**2 * y, {x: LINE, y: HALF_LINE}, None),
        (x * y + y, {x: LINE, y: HALF_LINE}, None),
        (x**2 * z + y**2 * z, {x: LINE, y: LINE, z: HALF_LINE}, None),
        (x**2 + y**2 * z, {x: HALF_LINE, y: LINE, z: HALF_LINE}, 1),
        # of degree 2: squares and a number
        (x**2 - 2 * x * y + y**2 + 1, {x: LINE, y: LINE}, 1),
        (-(x**2) + 2 * x * y - y**2 - 1, {x: LINE, y: LINE}, -1),
        (x**2 - 2 * x * y + y**2, {x: LINE, y: LINE}, None),
        (x**2 - 3 * x * y + y**2 + 1, {x: LINE, y: LINE}, None),
        (x**2 - 2 * x + y**2 - 2 * y + 3, {x: LINE, y: LINE}, 1),
        (x**2 - 2 * x + y**2 - 2 * y + 2, {x: LINE, y: LINE}, None),
        (x**2 - 2 * x + y**2 - 2 * y + 1, {x: LINE, y: LINE}, None),
        (x * y + 1, {x: LINE, y: LINE}, None),
        (x**2 + y + 1, {x: LINE, y: LINE}, None),
        (x**3 + y**2 + 1, {x: LINE, y: LINE}, None),
        (S(3), {}, 1),
        (S(-3), {}, -1),
        (S(0), {}, 0),
    ],
    ids=str,
)
def test_the_sign_of_a_polynomial(form, ranges, expected):
    assert sign_of_polynomial(sympy.expand(form), ranges) == expected


def test_signs_of_large_polynomials_are_left_open():
    many = symbols("u1:14")
    ranges = dict.fromkeys(many, HALF_LINE)
    assert sign_of_polynomial(sum(many[:12]), ranges) == 1
    assert sign_of_polynomial(sum(many), ranges) is None
    forty = sum(x**r * y**s for r in range(5) for s in range(8))
    both = {x: HALF_LINE, y: HALF_LINE}
    assert sign_of_polynomial(forty, both) == 1
    assert sign_of_polynomial(forty + x**5, both) is None
    # forty terms would become thousands
    wide = {x: (S(-9), S(0)), y: (S(-9), S(0))}
    assert sign_of_polynomial(forty, wide) is None


coefficients = st.integers(-3, 3)
ends = st.sampled_from([(0, 1), (-1, 2), (0, oo), (-oo, 1), (-oo, oo), (2, 5)])


@settings(max_examples=60)
@given(
    st.lists(coefficients, min_size=6, max_size=6),
    ends,
    ends,
)
def test_the_sign_found_is_the_sign_at_points(numbers, for_x, for_y):
    monomials = (1, x, y, x * y, x**2, y**2)
    form = sum(c * t for c, t in zip(numbers, monomials, strict=True))
    ranges = {x: tuple(map(S, for_x)), y: tuple(map(S, for_y))}
    found = sign_of_polynomial(sympy.sympify(form), ranges)
    if found is None:
        return
    values = {
        int(sympy.sign(S(form).subs({x: one, y: two})))
        for one in points(*ranges[x])
        for two in points(*ranges[y])
    }
    assert values == {found}


def points(low, high):
    low, high = max(low, S(-50)), min(high, S(50))
    shares = (1, 17, 35, 50, 71, 90, 99)
    return [low + (high - low) * Rational(s, 100) for s in shares]


# --- signs of forms --------------------------------------------------------


@pytest.mark.parametrize(
    ("expr", "where", "expected"),
    [
        (p * (1 - p) ** 3 / (p - 2), UNIT, -1),
        (1 / (p - 1) ** 2, UNIT, 1),
        (E(x) - 1, {x: (0, 3)}, 1),
        (E(x) - 1, {x: (-3, 0)}, -1),
        (E(x) - 1, None, None),
        (LN(1 + E(x)), None, 1),
        (LN(p), UNIT, -1),
        (LN(x), {x: (0, 5)}, None),
        (sympy.pi * p, UNIT, 1),
        (sympy.EulerGamma - Rational(3, 4), None, None),
        (sympy.sqrt(p), UNIT, 1),
        (sympy.sqrt(x**2 + y**2), None, None),
        (y + 1, {y: {0, 1}}, 1),
        (y - 2, {y: {0, 1}}, -1),
        (y, {y: {0, 1}}, None),
        (y * (1 - y), {y: {0, 1}}, 0),
        ((y + 1) * p, {y: {0, 1}, **UNIT}, 1),
        (1 / y, {y: {0, 1}}, None),
        (Function("f", positive=True)(x), None, 1),
        (Function("f", negative=True)(x), None, -1),
        (Function("f")(x), None, None),
        (Function("f")(x), {Function("f")(x): (2, 3)}, 1),
        (S(0), None, 0),
    ],
    ids=str,
)
def test_the_sign_of_a_form(expr, where, expected):
    assert sign(expr, where) == expected


@pytest.mark.parametrize(
    ("expr", "where", "expected"),
    [
        (x, None, False),
        (Symbol("t", nonzero=True), None, True),
        (Symbol("t", nonzero=True) * p, UNIT, True),
        (Symbol("t", nonzero=True) * x, None, False),
        (1 / x, None, True),
        (y, {y: {-1, 1}}, True),
        (y, {y: {0, 1}}, False),
        (y - S(1) / 2, {y: {0, 1}}, True),
        (x - x, None, False),
        (S(1), None, True),
        (Function("f", nonzero=True)(x), None, True),
        (IndexedBase("w")[i], {IndexedBase("w"): {2, 3}}, True),
    ],
    ids=str,
)
def test_what_is_never_zero(expr, where, expected):
    normal = NormalForm(Domain(where), [expr])
    assert normal.is_nonzero(normal.form(expr)) is expected


@pytest.mark.parametrize(
    ("expr", "where", "expected"),
    [
        (x**2, None, True),
        (x**3, None, False),
        (-(x**2), None, False),
        (x**2 * p, UNIT, True),
        (x**2 * (p - 1), UNIT, False),
        (x**2 / (y - 2) ** 4, None, True),
        (p, UNIT, True),
        (y, {y: {0, 1}}, True),
        (y, {y: {-1, 0}}, False),
        (S(0), None, True),
    ],
    ids=str,
)
def test_what_is_never_negative(expr, where, expected):
    normal = NormalForm(Domain(where), [expr])
    assert normal.is_nonnegative(normal.form(expr)) is expected


# --- the size of polynomials -----------------------------------------------

TOO_MANY = "the expression would expand to too many terms"
u, v = Symbol("g#0"), Symbol("g#1")


def test_what_would_expand_too_far_is_left():
    check_expanded(x + y, 2)
    check_expanded(x**512)
    huge = sympy.prod(1 + k for k in symbols("k1:12"))
    for question in (
        lambda: check_expanded(x + y, 1),
        lambda: check_expanded(x**513),
        lambda: fraction(huge),
        lambda: fraction(x / huge),
    ):
        with pytest.raises(UndecidedError, match=TOO_MANY):
            question()


def test_polynomials_are_factored_up_to_a_size():
    forty = sum(u**r * v**s for r in range(5) for s in range(8))
    assert len(factors_of(sympy.expand(forty))) > 2
    assert factors_of(u**2 - 2 * u + 1) == ((1, 1), (u - 1, 2))
    both = factors_of(6 * u * v + 6 * u)
    assert set(both) == {(6, 1), (u, 1), (v + 1, 1)}
    assert factors_of(S(6)) == ((6, 1),)
    assert len(factors_of(u**16 - 1)) == 6
    for whole in (forty + u**5, u**17 - 1):
        assert factors_of(whole) == ((whole, 1),)


def test_numbers_are_split_into_primes_up_to_a_size():
    assert primes(S(10) ** 9, 2) == [(2, 18), (5, 18)]
    assert primes(S(10) ** -9, 2) == [(2, -18), (5, -18)]
    for whole in (S(10) ** 9 + 1, 1 / (S(10) ** 9 + 1), u):
        assert primes(whole, 2) == [(whole, 2)]


# --- equal forms -----------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (E(x + 2 * y), E(x) * E(y) ** 2, None),
        (E(x / 2) * E(x / 3), E(5 * x / 6), None),
        (E(LN(p) / 2), sympy.sqrt(p), UNIT),
        (E(3 * LN(p)), p**3, UNIT),
        (sympy.E**x, E(x), None),
        (sympy.E * E(x), E(x + 1), None),
        (LN(E(x) * p), x + LN(p), UNIT),
        (LN(p**3 / (1 - p) ** 2), 3 * LN(p) - 2 * LN(1 - p), UNIT),
        (LN(x**2 * p), 2 * LN(abs(x)) + LN(p), {x: (1, 2), **UNIT}),
        (LN(S(12)), 2 * LN(S(2)) + LN(S(3)), None),
        (LN(Rational(3, 4)), LN(S(3)) - 2 * LN(S(2)), None),
        (LN(sympy.sqrt(p) * q), LN(p) / 2 + LN(q), UNIT),
        (LN(p ** Rational(2, 3)), 2 * LN(p) / 3, UNIT),
        (sympy.sqrt(p) ** 3, p * sympy.sqrt(p), UNIT),
        (p ** Rational(5, 3), p * p ** Rational(2, 3), UNIT),
        (sympy.sqrt(12), 2 * sympy.sqrt(3), None),
        (sympy.sqrt(p * q), sympy.sqrt(p) * sympy.sqrt(q), UNIT),
        (sympy.sqrt(x**2 * p), abs(x) * sympy.sqrt(p), UNIT),
        (1 / (1 - sympy.sqrt(p)), (1 + sympy.sqrt(p)) / (1 - p), UNIT),
        (abs(x - y), abs(y - x), None),
        (abs(x * y), abs(x) * abs(y), None),
        (abs(p - 2), 2 - p, UNIT),
        (abs(x) ** 3, x**2 * abs(x), None),
        (abs(x) / x, x / abs(x), None),
        (LN(1 + abs(x) ** 2), LN(1 + x**2), None),
        (y**5 - y, S(0), {y: {0, 1}}),
        (y**3 - y, S(0), {y: {-1, 0, 1}}),
        (y**2, 3 * y - 2, {y: {1, 2}}),
        (E(y**2 * x), E(y * x), {y: {0, 1}}),
        (2 ** (y / 2) * 2 ** (y / 2), S(2) ** y, None),
        (sympy.sinh(x), (E(x) - E(-x)) / 2, None),
        (softplus(x), LN(1 + E(x)), None),
        (sigma(x), 1 / (1 + E(-x)), None),
        (Function("f")(x + x), Function("f")(2 * x), None),
        (sympy.cos(x + 0 * y), sympy.cos(x), None),
        (X[i + 1 - 1], X[i], None),
        (sympy.KroneckerDelta(i, i), S(1), None),
        (sympy.KroneckerDelta(i, i + 1), S(0), None),
        (sympy.KroneckerDelta(m, 0), S(0), None),
        (sympy.KroneckerDelta(0, m), S(0), None),
        (sympy.KroneckerDelta(i, 7), S(0), {i: (0, 5)}),
        (sympy.KroneckerDelta(i, m), S(0), {i: (m, 3 * m)}),
        (sympy.KroneckerDelta(m, -m), S(0), None),
        (sympy.KroneckerDelta(y, 0), S(0), {y: {-1, 1}}),
        (sympy.KroneckerDelta((i + 1) ** 2, i**2 + 2 * i + 1), S(1), None),
        (2 * Sum(X[i], (i, 1, y)), Sum(2 * X[i], (i, 1, y)), {y: {1, 3}}),
    ],
    ids=str,
)
def test_equal_forms(left, right, where):
    assert equal(left, right, where) is True


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (E(x), E(y), None),
        (LN(p), LN(q), UNIT),
        (sympy.sqrt(p), p, UNIT),
        (p ** Rational(1, 3), p ** Rational(2, 3), UNIT),
        (abs(x), x, None),
        (abs(x), abs(y), None),
        (y**2, y, {y: {0, 2}}),
        (X[i], X[j], None),
        (X[1], Y[1], None),
        (Function("f")(x), Function("f")(y), None),
        (Function("f")(x), Function("g")(x), None),
        (sympy.pi, S(3), None),
        (sympy.sin(x), sympy.cos(x), None),
    ],
    ids=str,
)
def test_forms_that_differ(left, right, where):
    assert equal(left, right, where) is False


@pytest.mark.parametrize(
    ("expr", "reason"),
    [
        (sympy.gamma(x), "gamma is not supported"),
        (
            E(x / 200) * E(x),
            "factor 201/200 is out of reach beside others in steps of 1/200",
        ),
        (E(129 * x), "an exponential with the factor 129 is out of reach"),
        (1 / sympy.Add(x, -x, evaluate=False), "a denominator is zero"),
        (1 / (z**2 - z), "a denominator is zero"),
        (S(2) ** y, "the exponent 1000 is out of reach"),
        (sympy.KroneckerDelta(i, j), "whether i is j is not established"),
        (sympy.KroneckerDelta(k, 0), "whether 0 is k is not established"),
        (Sum(x, (i, 1, y / 2)), "is not known to be an integer"),
        (sympy.prod(1 + k for k in symbols("k1:10")), "too many terms"),
    ],
    ids=str,
)
def test_what_has_no_form(expr, reason):
    domain = Domain({y: {1000}, z: {0, 1}, k: (-1, m + 1)})
    normal = NormalForm(domain, [expr])
    with pytest.raises(UndecidedError) as caught:
        normal.form(expr)
    assert reason in str(caught.value)


def test_the_last_form_that_is_within_reach():
    assert NormalForm(Domain(), [E(128 * x)]).form(E(128 * x))
    assert NormalForm(Domain()).form(
        sympy.prod(1 + k for k in symbols("k1:9"))
    )


def test_generators_depend_on_the_indices_they_contain():
    normal = NormalForm(Domain())
    assert normal.bound_in(normal.form(X[i] + E(x))) == frozenset()
    with bound(normal, i, S(1), m) as name:
        assert normal.bound_in(normal.form(X[i] * x)) == {name}
        assert normal.bound_in(normal.form(E(LN(1 + E(X[i]))))) == {name}
        assert normal.sign(normal.form(i)) == 1
        with bound(normal, j, i, m) as inner:
            assert normal.bound_in(normal.form(X[j] * i)) == {name, inner}
            assert normal.sign(normal.form(j)) == 1
            assert normal.sign(normal.form(j - 1)) is None
    assert normal.bound == {}
    with bound(normal, i, S(-2), S(3)):
        assert normal.sign(normal.form(i + 3)) == 1
        assert normal.sign(normal.form(i - 4)) == -1
        assert normal.sign(normal.form(i - 3)) is None
    with bound(normal, i, n, -m):
        assert normal.sign(normal.form(i)) == -1
        assert normal.sign(normal.form(i + 1)) is None


# --- what is required ------------------------------------------------------


@pytest.mark.parametrize(
    ("expr", "needs"),
    [
        (
            LN(x) / y,
            (
                "x > 0",
                "y != 0",
            ),
        ),
        (1 / (x - 1) ** 2, ("x - 1 != 0",)),
        (sympy.sqrt(x), ("x >= 0",)),
        (1 / sympy.sqrt(x), ("x > 0",)),
        (x ** (2 + y), ("x > 0",)),
        (sympy.Pow(x, 0, evaluate=False), ("x != 0",)),
        (x**2 + E(x) + abs(x), ()),
        (
            sympy.coth(x) + sympy.csch(y),
            (
                "x != 0",
                "y != 0",
            ),
        ),
        (
            LN(x, b, evaluate=False),
            (
                "x > 0",
                "b > 0",
                "b - 1 != 0",
            ),
        ),
        (D(LN(x), x), ("x > 0",)),
        (
            Sum(LN(X[i]), (i, 1, 1 / x)),
            (
                "X[i] > 0",
                "x != 0",
            ),
        ),
    ],
    ids=str,
)
def test_what_an_expression_needs(expr, needs):
    assert {str(c) for c in requirements(expr)} == set(needs)


def test_what_a_definition_needs():
    domain = Domain(define={a: LN(b), b: 1 / x})
    found = {str(c) for c in requirements(a + y, domain)}
    assert found == {"b > 0", "x != 0"}
    assert requirements(y, domain) == []


def test_what_a_slope_needs():
    domain = Domain()
    assert slope_requirements(LN(x), domain) == []
    slope = D(abs(x), x) + LN(y)
    assert [str(c) for c in slope_requirements(slope, domain)] == [
        "Abs(x) != 0"
    ]
    both = {str(c) for c in all_requirements(slope, domain)}
    assert both == {"Abs(x) != 0", "y > 0"}


def test_a_condition_cannot_be_changed():
    condition = Condition(x, ">")
    assert repr(condition) == "Condition(expr=x, relation='>')"
    with pytest.raises(AttributeError):
        condition.relation = ">="


def test_the_limits_a_condition_stands_under():
    inner, outer = (j, 1, i), (i, 1, m)
    nested = Sum(LN(X[j]) / i + 1 / y, inner, outer)
    limits = {str(c.expr): c.limits for c in requirements(nested)}
    both = tuple(sympy.Tuple(*t) for t in (inner, outer))
    assert limits == {"X[j]": both, "i": both, "y": ()}
    ends = Sum(1, (j, 1, 1 / i), outer)
    (need,) = requirements(ends)
    assert (need.expr, need.limits) == (i, both[1:])
    (need,) = requirements(Sum(1, (k, 1, m), (j, 1, 1 / i), outer))
    assert (need.expr, need.limits) == (i, both[1:])


@pytest.mark.parametrize(
    ("condition", "where", "expected"),
    [
        (Condition(x, ">"), {x: (0, 1)}, True),
        (Condition(x, ">"), {x: (-1, 1)}, False),
        (Condition(x, "!="), {x: (-1, 0)}, True),
        (Condition(x, ">="), {x: (-1, 0)}, False),
        (Condition(x**2, ">="), None, True),
        (Condition(x**2, ">"), None, False),
        (Condition(x**2 + x**4, ">="), None, True),
        (Condition(x**2 + x**4, ">"), None, False),
        (Condition(x**2 + x, ">="), None, False),
        (Condition(x * p, ">"), {x: (-1, 1), p: (0, 1)}, False),
        (Condition(x**2, "!="), None, False),
        (Condition(abs(x), ">="), None, True),
        (Condition(abs(x), ">"), None, False),
        (Condition(abs(x) + 1, ">"), None, True),
        (Condition(abs(x) + x**2, ">"), None, False),
        (Condition(abs(x) * E(x), ">="), None, True),
        (Condition(abs(x) * E(x), ">"), None, False),
        (Condition(S(0), ">="), None, True),
        (Condition(S(0), ">"), None, False),
        (Condition(S(-1), "!="), None, True),
        (Condition(S(-1), ">="), None, False),
        (Condition(3 - 2 * sympy.sqrt(2), ">"), None, True),
        (Condition(2 - 2 * sympy.sqrt(2), "!="), None, True),
        (Condition(2 - 2 * sympy.sqrt(2), ">"), None, False),
        (Condition(2 - sympy.sqrt(2) ** 2, "!="), None, False),
        (Condition(sympy.pi + softplus(x) + sigma(x), ">"), None, True),
        (Condition((x - y) ** 2 + 1, ">"), None, True),
        (Condition((x - y) ** 2, ">="), None, True),
        (Condition(x**3 + 1, ">="), None, False),
        (Condition((1 + E(x)) ** y, ">"), None, True),
        (Condition(y + 1, ">"), {y: {0, 1}}, True),
        (Condition(E(y) - Rational(1, 2), ">"), {y: {0, 1}}, True),
        (Condition(E(y) - 2, "!="), {y: {0, 1}}, True),
        (Condition(E(y) - 2, ">"), {y: {0, 1}}, False),
        (Condition(Function("f", positive=True)(1), ">"), None, True),
        (Condition(X[3], ">"), {X: (0, 2)}, True),
    ],
    ids=str,
)
def test_whether_a_condition_holds(condition, where, expected):
    assert holds(condition, Domain(where)) is expected


def test_what_is_evident_needs_no_normal_form():
    names = symbols("k1:10")
    product = sympy.prod(1 + name for name in names)  # too many terms
    positive = Domain(dict.fromkeys(names, (0, oo)))
    assert holds(Condition(product, ">"), positive)
    with pytest.raises(UndecidedError, match=TOO_MANY):
        holds(Condition(product, ">"), Domain())


@pytest.mark.parametrize(
    ("expr", "limits", "expected"),
    [
        (i, [(i, 1, m)], True),
        (i, [(i, 0, m)], False),
        (i + 1, [(i, 0, m)], True),
        (i, [(i, 0, 5)], False),
        (i - 6, [(i, 1, 5)], False),
        (2 * i - 5, [(i, 1, 5)], False),
        (2 * i - 5, [(i, 3, 5)], True),
        (E(i) - 2, [(i, 1, 5)], True),
        (6 - i, [(i, 1, 5)], True),
        (5 - i, [(i, 1, 5)], False),
        (i - 1, [(i, 1, 5)], False),
        # shown for up to 12 indices one by one, for more by the range only
        ((2 * i - 5) ** 2, [(i, 1, 12)], True),
        ((2 * i - 5) ** 2, [(i, 1, 13)], False),
        (j, [(j, i, m), (i, 1, m)], True),
        (j, [(j, i - 1, m), (i, 1, m)], False),
        (j - i, [(j, 3, 4), (i, 1, 2)], True),
        (j - i, [(j, 3, 4), (i, 1, 3)], False),
        (m - i + 1, [(i, 1, m)], False),
        (Sum(E(X[k]), (k, 1, m)) ** 2 + i, [(i, 1, m)], True),
    ],
    ids=str,
)
def test_a_condition_holds_for_every_index(expr, limits, expected):
    limits = tuple(sympy.Tuple(*t) for t in limits)
    condition = Condition(expr, ">", limits)
    assert holds(condition, Domain({i: (100, 200)})) is expected


# --- sums ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Sum(x * X[i], (i, 1, m)), x * Sum(X[j], (j, 1, m))),
        (Sum(x, (i, 1, m)), m * x),
        (Sum(x, (i, 3, m + 2)), m * x),
        (Sum(x, (j, i, m), (i, 1, m)), Sum(x * (m - i + 1), (i, 1, m))),
        (Sum(X[i] / y, (i, 1, m)), Sum(X[i], (i, 1, m)) / y),
        (
            Sum(X[i] / (x + Y[i]) + y / (x + Y[i]), (i, 1, m)),
            Sum(X[i] / (x + Y[i]), (i, 1, m))
            + y * Sum(1 / (x + Y[i]), (i, 1, m)),
        ),
        (
            Sum(X[i] * Y[j], (j, 1, m), (i, 1, m)),
            Sum(X[i] * Sum(Y[j], (j, 1, m)), (i, 1, m)),
        ),
        (Sum(X[i], (i, n, m)), Sum(X[j], (j, n, m))),
        (Sum(X[i], (i, 1, 3)), X[1] + X[2] + X[3]),
        (Sum(0 * X[i], (i, 1, n)), S(0)),
    ],
    ids=str,
)
def test_equal_sums(left, right):
    assert equal(left, right, {y: (1, 2)})


def test_terms_are_counted_only_if_there_may_be_none():
    with pytest.raises(UndecidedError, match="end before it starts"):
        equal(Sum(x, (i, 1, n)), n * x)
    left = Sum(1 / (1 + E(X[i])), (i, 1, n))
    right = Sum(E(X[i]) / (1 + E(X[i])), (i, 1, n))
    with pytest.raises(UndecidedError, match="end before it starts"):
        equal(left + right, n)
    left, right = (s.subs(n, m) for s in (left, right))
    assert equal(3 * left + 3 * right, 3 * m)
    assert equal(Sum(x, (i, 1, m - 1)), (m - 1) * x)
    with pytest.raises(UndecidedError, match="end before it starts"):
        equal(Sum(x, (i, 1, m - 2)), (m - 2) * x)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Sum(X[i], (i, 1, m)), Sum(Y[i], (i, 1, m))),
        (Sum(X[i], (i, 1, n)), Sum(Y[i], (i, 1, n))),
        (Sum(X[i], (i, 1, m)), Sum(X[i], (i, 2, m))),
        (Sum(X[i], (i, 1, m)), Sum(X[i], (i, 1, m + 1))),
        (Sum(X[i] ** 2, (i, 1, m)), Sum(X[i], (i, 1, m)) ** 2),
        (Sum(X[i], (i, 1, m)) ** 2, Sum(Y[i], (i, 1, m)) ** 2),
        (Sum(X[i], (i, 1, m)), m * X[i]),
        (
            Sum(X[i] * Y[j], (j, 1, i), (i, 1, m)),
            Sum(X[j] * Y[i], (j, 1, i), (i, 1, m)),
        ),
    ],
    ids=str,
)
def test_sums_that_differ(left, right):
    assert equal(left, right) is False


def test_an_inner_sum_varies_with_the_outer_index():
    inner = Sum(1 / (X[i] + Y[j]), (j, 1, m))
    # A sum of terms that did not vary would be counted, and cannot be.
    assert equal(Sum(2 * inner, (i, 1, n)), 2 * Sum(inner, (i, 1, n)))
    assert not equal(Sum(inner, (i, 1, m)), m * inner)


def test_a_long_numerator_is_kept_whole():
    many = symbols("u1:43")
    left = sum(u * X[i] ** r for r, u in enumerate(many, 1))
    whole = Sum(left, (i, 1, m))
    assert equal(2 * whole, Sum(2 * left, (i, 1, m)))


def test_values_of_the_same_sum_agree():
    with mpmath.workdps(30):
        assert equal(Sum(i, (i, 1, 12)), S(78))
    with pytest.raises(UndecidedError, match="over 12 terms"):
        equal(Sum(i, (i, 1, 13)), S(91))


# --- nested roots ----------------------------------------------------------

NESTED = sympy.sqrt(3 + 2 * sympy.sqrt(2))


def test_a_nested_root_that_does_not_come_apart():
    root = sympy.sqrt(5 + sympy.sqrt(7))
    assert equal(root * (x + y), root * x + y * root)
    assert equal(root**4, (5 + sympy.sqrt(7)) ** 2)
    assert equal(1 / NESTED, sympy.sqrt(2) - 1)


@pytest.mark.parametrize(
    "proposed",
    [-1 - sympy.sqrt(2), 1 + sympy.sqrt(3), NESTED],
    ids=["wrong sign", "wrong square", "the root itself"],
)
def test_a_proposal_for_a_nested_root_is_checked(monkeypatch, proposed):
    monkeypatch.setattr(sympy, "sqrtdenest", lambda root: proposed)
    assert not equal(NESTED, 1 + sympy.sqrt(2))
