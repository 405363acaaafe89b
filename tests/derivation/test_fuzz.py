"""Random lines: none false is accepted, none true is called false.

The judge shares no code with the engine.  It evaluates both sides with mpmath
to 60 digits, and where the engine shows a point, it looks at that point.
"""

import random

import mpmath
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Rational, S, symbols

from helpers.derivation import sigma, softplus
from helpers.derivation.equality import Different, Equal, Undecided, decide
from tests.support.mutants import mutants

E, LN = sympy.exp, sympy.log
p, w, y, z = symbols("p w y z")
i, m = symbols("i m", integer=True, positive=True)
X, Y = sympy.IndexedBase("x"), sympy.IndexedBase("y")
DOMAIN = {p: (0, 1), y: {0, 1}, Y: {0, 1}}
DIGITS = 60

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
#: where more can go wrong: signs, labels, halves and sums
ROUGH = [
    *ATOMS,
    abs(z),
    abs(p - Rational(1, 2)),
    sympy.sqrt(p),
    sympy.sqrt(z**2),
    softplus(-z),
    sympy.tanh(z / 2),
    1 / (1 + y),
    E(y * z),
    sympy.Sum(X[i], (i, 1, m)),
    sympy.Sum(w * X[i] + Y[i] ** 2, (i, 1, m)),
    sympy.Sum(sigma(X[i]) - Y[i], (i, 1, m)),
]


def expressions(atoms=ATOMS, leaves=5):
    return st.recursive(
        st.sampled_from(atoms),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda t: t[0] + t[1]),
            st.tuples(inner, inner).map(lambda t: t[0] * t[1]),
            st.tuples(inner, inner).map(lambda t: t[0] - t[1]),
        ),
        max_leaves=leaves,
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
ROUGH_REWRITES = [
    *REWRITES,
    lambda e: e.subs(softplus(-z), softplus(z) - z),
    lambda e: e.subs(sympy.tanh(z / 2), 2 * sigma(z) - 1),
    lambda e: e.subs(abs(z), sympy.sqrt(z**2)),
    lambda e: e.subs(1 / (1 + y), 1 - y / 2),
    lambda e: e.subs(E(y * z), 1 - y + y * E(z)),
    lambda e: e.replace(
        sympy.Sum, lambda f, t: sympy.Sum(f + w, t) - w * t[2]
    ),
]


def quiet(examples):
    return settings(
        max_examples=examples,
        suppress_health_check=list(HealthCheck),
    )


# --- the judge --------------------------------------------------------------


def value(e, point):
    """An expression at a point, to as many digits as mpmath now has."""
    if e in point:
        return point[e]
    if isinstance(e, sympy.Rational):
        return mpmath.mpf(int(e.p)) / int(e.q)
    if isinstance(e, sympy.Indexed):
        return point[e.base](int(value(e.indices[0], point)))
    if isinstance(e, sympy.Sum):
        ((index, low, high),) = e.limits
        values = range(int(value(low, point)), int(value(high, point)) + 1)
        return sum(value(e.function, {**point, index: k}) for k in values)
    args = [value(arg, point) for arg in e.args]
    if e.is_Add:
        return mpmath.fsum(args)
    if e.is_Mul:
        return mpmath.fprod(args)
    known = {
        E: mpmath.exp,
        LN: mpmath.log,
        sympy.Abs: abs,
        sympy.Pow: mpmath.power,
        sympy.tanh: mpmath.tanh,
        sigma: lambda u: mpmath.mpf(1) / (1 + mpmath.exp(-u)),
        softplus: lambda u: mpmath.log(1 + mpmath.exp(u)),
    }
    return known[e.func](*args)


def random_point(seed):
    def entries(name, draw):
        return lambda k: draw(random.Random(f"{seed} {name} {k}"))

    rng = random.Random(seed)
    return {
        p: mpmath.mpf(rng.randint(1, 999)) / 1000,
        y: mpmath.mpf(rng.randint(0, 1)),
        w: mpmath.mpf(rng.randint(-400, 400)) / 100,
        z: mpmath.mpf(rng.randint(-400, 400)) / 100,
        m: rng.randint(1, 5),
        X: entries("x", lambda r: mpmath.mpf(r.randint(-200, 200)) / 100),
        Y: entries("y", lambda r: r.randint(0, 1)),
    }


def differ(left, right, point):
    one, two = value(left, point), value(right, point)
    return abs(one - two) > mpmath.mpf(10) ** -45 * (1 + abs(one) + abs(two))


def agree(left, right, points=12):
    with mpmath.workdps(DIGITS):
        return not any(
            differ(left, right, random_point(seed)) for seed in range(points)
        )


def shown_to_differ(left, right, verdict):
    """Look at the point the engine shows, if it names every number."""
    with mpmath.workdps(DIGITS):
        point = {
            k: mpmath.mpf(v.p) / v.q
            for k, v in verdict.point.items()
            if v.is_Rational
        }
        if any(e.has(sympy.Sum) for e in (left, right)):
            return not agree(left, right)
        return differ(left, right, point)


# --- the lines --------------------------------------------------------------


@quiet(25)
@given(expressions(), st.lists(st.sampled_from(REWRITES), max_size=3))
def test_generated_equal_pairs_are_proved(expr, rewrites):
    other = expr
    for rewrite in rewrites:
        other = rewrite(other)
    assert isinstance(decide(expr, other, {p: (0, 1)}), Equal)
    assert agree(expr, other)


@quiet(25)
@given(expressions(leaves=4), expressions(leaves=4))
def test_generated_pairs_agree_with_evaluation(left, right):
    verdict = decide(left, right, {p: (0, 1)})
    assert not isinstance(verdict, Undecided)
    assert isinstance(verdict, Equal) == agree(left, right)


@quiet(25)
@given(expressions(), st.sampled_from(ATOMS), st.integers(6, 20))
def test_a_small_change_is_found(expr, change, digits):
    other = expr + change / S(10) ** digits
    assert isinstance(decide(expr, other, {p: (0, 1)}), Different)


@quiet(60)
@given(
    expressions(ROUGH, 4),
    st.lists(st.sampled_from(ROUGH_REWRITES), max_size=3),
)
def test_no_true_line_is_called_false(expr, rewrites):
    other = expr
    for rewrite in rewrites:
        other = rewrite(other)
    assert agree(expr, other)
    assert not isinstance(decide(expr, other, DOMAIN), Different)


@quiet(60)
@given(expressions(ROUGH, 4), st.integers(0, 10**6))
def test_no_false_line_is_accepted(expr, pick):
    slips = [e for _, e in mutants(expr)] or [expr + 1]
    other = slips[pick % len(slips)]
    if other.has(sympy.zoo, sympy.nan):
        return
    verdict = decide(expr, other, DOMAIN)
    if isinstance(verdict, Equal):
        assert agree(expr, other)
    if isinstance(verdict, Different):
        assert shown_to_differ(expr, other, verdict)
