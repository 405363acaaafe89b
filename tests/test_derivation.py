"""Derivations: what is proved, what is refused, and how it is shown."""

import random

import mpmath
import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Rational, S, symbols

from helpers.derivation import (
    D,
    Derivation,
    DerivationError,
    sigma,
)
from helpers.derivation.equality import Different, Equal, Undecided, decide
from helpers.derivation.expressions import Domain, work_out
from helpers.derivation.values import evaluate_at

E, LN = sympy.exp, sympy.log
a, b, p, q, w, x, y, z = symbols("a b p q w x y z")
UNIT = {p: (0, 1), a: (0, 1), q: (0, 1)}


def refusal(call, *words):
    """Return the message of a refusal and check that it has these words."""
    with pytest.raises(DerivationError) as caught:
        call()
    message = str(caught.value)
    for word in words:
        assert word in message, message
    assert " at 0x" not in message
    return message


# --- right lines in other forms -------------------------------------------

SIGMOIDS = [
    sigma(z),
    1 / (1 + E(-z)),
    E(z) / (1 + E(z)),
    1 - 1 / (1 + E(z)),
    (1 + sympy.tanh(z / 2)) / 2,
    E(z / 2) / (E(z / 2) + E(-z / 2)),
    1 - sigma(-z),
    E(z / 2) / (2 * sympy.cosh(z / 2)),
    E(-LN(1 + E(-z))),
    D(LN(1 + E(z)), z),
]


@pytest.mark.parametrize("form", SIGMOIDS, ids=str)
def test_every_form_of_the_sigmoid_is_accepted(form):
    for start in SIGMOIDS[:2]:
        assert len(Derivation(start).step(form, "equals").lines) == 2


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (LN(p / (1 - p)), LN(p) - LN(1 - p), UNIT),
        (LN(1 + E(-z)), LN(1 + E(z)) - z, None),
        (LN(sigma(z) / (1 - sigma(z))), z, None),
        (LN(1 - p**2), LN(1 - p) + LN(1 + p), UNIT),
        (LN(S(6)), LN(S(2)) + LN(S(3)), None),
        (sympy.sqrt(p**2), p, UNIT),
        (sympy.sqrt(x**2), abs(x), None),
        (abs(p - 1), 1 - p, UNIT),
        (sympy.sqrt(p) * sympy.sqrt(p), p, UNIT),
        (sympy.sqrt(4 * p), 2 * sympy.sqrt(p), UNIT),
        (1 / (1 + sympy.sqrt(p)), (1 - sympy.sqrt(p)) / (1 - p), UNIT),
        (y**2, y, {y: {0, 1}}),
        (LN(1 + x**2), LN(x**2 + 1), None),
        (1 / (x**2 - x + 1), (1 + x) / (1 + x**3), {x: (0, 9)}),
        (a**y, E(y * LN(a)), UNIT),
        (E(w * x + b), E(w * x) * E(b), None),
        (sigma(z).diff(z, 2), D(D(sigma(z), z), z), None),
    ],
    ids=str,
)
def test_identities_are_proved(left, right, where):
    assert isinstance(decide(left, right, where), Equal)


# --- traps ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (LN(p * q), LN(p) + LN(q), None),  # signs unknown
        (LN(x**2), 2 * LN(x), None),
        (sympy.sqrt(x**2), x, None),
        (sympy.sqrt(x**2), x, {x: (-2, -1)}),
        (abs(x), x, None),
        ((x**2 - x) / x, x - 1, None),  # 0/0 at x = 0
        ((x**2 - 1) / (x - 1), x + 1, {x: (0, 2)}),
        (sympy.Mul(x, 1 / x, evaluate=False), S(1), None),
        (sympy.Pow(0, 0, evaluate=False), S(1), None),
        (sympy.Pow(x, 0, evaluate=False), S(1), None),
        (LN(-1 - x**2), LN(-1 - x**2), None),  # nowhere defined
        (sympy.sqrt(-1 - x**2), sympy.sqrt(-1 - x**2), None),
        (y**2, y, None),
        (y**2, y, {y: {0, 1, 2}}),
        (x ** Rational(1, 3), x ** Rational(1, 3), None),
        (sympy.sin(x) ** 2 + sympy.cos(x) ** 2, S(1) + 0 * x, None),
        (sympy.gamma(x), sympy.gamma(x), {x: (1, 2)}),
        (
            E(-(10 ** S(6)) * (x - Rational(1, 3)) ** 2),
            S(0),
            None,
        ),  # zero to 50 digits away from its peak
    ],
    ids=str,
)
def test_traps_are_not_accepted(left, right, where):
    assert isinstance(decide(left, right, where), Different | Undecided)


@pytest.mark.parametrize(
    ("argument", "where"),
    [
        (-1 / (p - 2) ** 2, UNIT),
        (-1 / (1 + x**2) ** 2, None),
        (-(p**2), UNIT),
        ((p - 1) ** 3, UNIT),
        (p - Rational(1, 2), UNIT),
        (p + q - 1, UNIT),
        (E(x) - 1, None),
        (E(x) - E(y), None),
        (x**2 - 1, {x: (-1, 2)}),
        (x**2, None),
    ],
    ids=str,
)
def test_log_needs_an_argument_shown_to_be_positive(argument, where):
    assert not isinstance(decide(LN(argument), LN(argument), where), Equal)


@pytest.mark.parametrize(
    ("argument", "where"),
    [
        (1 / (p - 2) ** 2, UNIT),
        (1 / (2 - p) ** 3, UNIT),
        (2 - p - q, UNIT),
        (p + q - 2 * p * q, UNIT),
        (E(x) - 1, {x: (0, 5)}),
        (x**2 - 1, {x: (1, 2)}),
        (x**2 + x + 1, None),
        (1 + LN(1 + E(x)), None),
        (1 - sigma(x) ** 2, None),
        (sum(E(k) for k in symbols("k:9")), None),
        (((x + y) ** 2 + 1) ** 10, None),
    ],
    ids=str,
)
def test_positive_arguments_are_recognised(argument, where):
    assert isinstance(decide(LN(argument), LN(argument), where), Equal)


def test_a_root_of_what_may_vanish_is_not_positive():
    n = sympy.Symbol("n", nonnegative=True)
    for inverse in (sympy.Pow(sympy.sqrt(n), -1), LN(sympy.sqrt(n))):
        refusal(lambda e=inverse: Derivation(e))
    refusal(lambda: Derivation(1 / sympy.sqrt(abs(x))))


def test_agreement_at_points_is_no_proof():
    bump = E(-(50 * S(1)) * (100 + z**2))
    tiny = decide(1 + sympy.Mul(bump, E(-60)), S(1))
    assert not isinstance(tiny, Equal)


def test_a_huge_question_is_answered_soon():
    names = symbols("k:12")
    big = sympy.Mul(*[1 + E(n) for n in names]) ** 2
    verdict = decide(1 / big + 1, (1 + big) / big)
    assert isinstance(verdict, Equal | Undecided)
    tower = E(E(E(E(x))))
    assert isinstance(decide(tower, tower), Equal | Undecided)


@pytest.mark.parametrize(
    "where",
    [
        {p: (1, 0)},
        {p: (0, 0.5)},
        {p: 3},
        {p: (0, 1, 2)},
        {"p": (0, 1)},
        {p: set()},
        {p: {"a"}},
        [p],
        "p",
    ],
    ids=str,
)
def test_bad_domains(where):
    refusal(lambda: Derivation(p, where=where))


def test_the_point_of_a_refusal_is_a_counterexample():
    verdict = decide(p * (1 - p), p, UNIT)
    assert isinstance(verdict, Different)
    assert 0 < verdict.point[p] < 1
    at = verdict.point
    assert (p * (1 - p)).subs(at) != p.subs(at)
    assert mpmath.almosteq(verdict.right, mpmath.mpf(str(at[p].evalf(30))))


# --- sums -----------------------------------------------------------------

i, m = symbols("i m", integer=True, positive=True)
X, Y = sympy.IndexedBase("x"), sympy.IndexedBase("y")


def total(body):
    return sympy.Sum(body, (i, 1, m))


def test_sums_are_linear():
    left = total((w * X[i] - Y[i]) * X[i]) / m
    right = w * total(X[i] ** 2) / m - total(X[i] * Y[i]) / m
    assert isinstance(decide(left, right), Equal)
    assert isinstance(
        decide(total(1 - sigma(X[i])), m - total(sigma(X[i]))), Equal
    )
    assert isinstance(decide(total(X[i]), m * X[i]), Different | Undecided)
    assert isinstance(decide(total(X[i]) ** 2, total(X[i] ** 2)), Different)
    assert isinstance(decide(left, right * m), Different)


def test_explicit_sums():
    three = sympy.Sum(X[i] * w, (i, 1, 3))
    assert isinstance(decide(D(three, w), X[1] + X[2] + X[3]), Equal)
    assert isinstance(decide(D(three, w), X[1] + X[2] + X[1]), Different)


# --- generated pairs ------------------------------------------------------

ATOMS = [
    z,
    p,
    y,
    w,
    S(1),
    S(2),
    Rational(-1, 2),
    E(z),
    E(-z),
    E(w * z),
    LN(p),
    LN(1 - p),
    LN(1 + E(z)),
    sigma(z),
    1 / (1 + E(-z)),
    1 / p,
    1 / (1 - p),
    E(z + w),
]


def expressions(depth=3):
    return st.recursive(
        st.sampled_from(ATOMS),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda t: t[0] + t[1]),
            st.tuples(inner, inner).map(lambda t: t[0] * t[1]),
            st.tuples(inner, inner).map(lambda t: t[0] - t[1]),
        ),
        max_leaves=depth + 2,
    )


REWRITES = [
    sympy.expand,
    sympy.together,
    sympy.factor_terms,
    lambda e: e.subs(sigma(z), E(z) / (1 + E(z))),
    lambda e: e.subs(E(z), sigma(z) / (1 - sigma(z))),
    lambda e: e.subs(LN(p), LN(p / (1 - p)) + LN(1 - p)),
    lambda e: e.subs(LN(1 + E(z)), z - LN(sigma(z))),
    lambda e: e.subs(E(-z), 1 / sigma(z) - 1),
    lambda e: e * (p + E(z)) / (E(z) + p),
    lambda e: sympy.diff(e * w, w) - w * sympy.diff(e, w),
]
QUIET = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def values(left, right, seed):
    """Values to 50 digits by sympy's own evaluation."""
    rng = random.Random(seed)
    point = {
        s: Rational(rng.randint(1, 99), 100)
        for s in sorted(left.free_symbols | right.free_symbols, key=str)
    }
    return [side.rewrite(E).subs(point).evalf(50) for side in (left, right)]


def agree(left, right):
    return all(
        abs(one - two) <= S(10) ** -40 * (1 + abs(one))
        for one, two in (values(left, right, seed) for seed in (11, 12))
    )


@QUIET
@given(expressions(), st.lists(st.sampled_from(REWRITES), max_size=3))
def test_generated_equal_pairs_are_proved(expr, rewrites):
    other = expr
    for rewrite in rewrites:
        other = rewrite(other)
    assert isinstance(decide(expr, other, {p: (0, 1)}), Equal)
    assert agree(expr, other)


@QUIET
@given(expressions(2), expressions(2))
def test_generated_pairs_agree_with_evaluation(left, right):
    verdict = decide(left, right, {p: (0, 1)})
    assert not isinstance(verdict, Undecided)
    assert isinstance(verdict, Equal) == agree(left, right)


@QUIET
@given(expressions(), st.sampled_from(ATOMS), st.integers(6, 20))
def test_a_small_change_is_found(expr, change, digits):
    other = expr + change / S(10) ** digits
    assert isinstance(decide(expr, other, {p: (0, 1)}), Different)


def test_values_to_fifty_digits():
    at = {z: Rational(1, 3)}
    ours = evaluate_at(work_out(D(sigma(z), z), Domain()), at)
    sympys = (1 / (1 + E(-z))).diff(z).subs(at).evalf(50)
    assert abs(sympy.Float(str(ours), 50) - sympys) < S(10) ** -45
