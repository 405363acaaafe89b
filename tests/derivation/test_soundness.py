"""Attacks on the proof engine: false lines, undefined lines, huge questions.

Each was once accepted, shown wrongly, or did not end.
"""

import subprocess
import sys
from functools import cache

import pytest
import sympy
from sympy import (
    Abs,
    Eq,
    Function,
    IndexedBase,
    Integer,
    Rational,
    Sum,
    Symbol,
    exp,
    log,
    sqrt,
)

from helpers.derivation import D, Derivation, add, multiply
from tests.support.refusals import refusal

a, b, p, w, x, y, z, L = sympy.symbols("a b p w x y z L")
m = Symbol("m", integer=True, positive=True)
n = Symbol("n", integer=True)
i, j, k = sympy.symbols("i j k", integer=True)
X, Y, W = IndexedBase("X"), IndexedBase("Y"), IndexedBase("W")
real = Symbol("r", real=True)
UNIT = {p: (0, 1)}


def refused(start, end, line, reason, **domain):
    """A step from `start` to `end` is refused at this line, for this."""

    def attempt():
        Derivation(start, **domain).step(end, "equals")

    refusal(line, reason, attempt)


def proved(start, end, **domain):
    assert len(Derivation(start, **domain).step(end, "equals").lines) == 2


def total(body, last=m):
    return Sum(body, (i, 1, last))


# --- sums -----------------------------------------------------------------


@pytest.mark.parametrize("entry", [Y[i], Y[1]], ids=str)
def test_entries_under_a_sum_are_not_all_alike(entry):
    start = Sum(Y[i], (i, 1, m + 20))
    wrong = (m + 20) * entry
    refused(start, wrong, 2, "no point was found", where={Y: {0, 1}})


def test_a_definition_cannot_capture_a_summation_index():
    start, wrong = total(x * X[i]), total(i * X[i])
    refused(start, wrong, 2, "it is false", define={x: i})


def test_an_index_has_the_range_of_its_limits_whatever_else_is_said():
    # the positive symbol and the range given are of another q
    positive = Symbol("q", positive=True)
    inverse = Sum(1 / positive, (positive, -1, m))
    refused(inverse, x, 1, "q != 0, which is not established")
    logs = Sum(log(i), (i, -1, m))
    refused(logs, x, 1, "i > 0, which is", where={i: (0, 10)})
    start = Sum(x * log(i), (i, 1, m))
    proved(start, x * Sum(log(i), (i, 1, m)))
    refused(Sum(log(i), (i, 0, m)), x, 1, "i > 0, which is not established")
    refused(Sum(log(i), (i, 0, 3)), x, 1, "i > 0, which is not established")
    refused(Sum(log(i), (i, n, m)), x, 1, "i > 0, which is not established")


def test_what_a_sum_needs_it_needs_inside_a_sum_too():
    nested = Sum(log(j), (j, i - 1, m), (i, 1, m))
    refused(nested, x, 1, "j > 0, which is not established")
    proved(
        x * Sum(log(j), (j, i, m), (i, 1, m)),
        Sum(x * log(j), (j, i, m), (i, 1, m)),
    )
    under = {Y: {0, 1}}
    refused(total(1 / Y[i]), x, 1, "Y[i] != 0, which is", where=under)
    proved(x * total(1 / (1 + Y[i])), total(x / (1 + Y[i])), where=under)


@pytest.mark.parametrize("last", [x, real, m / 2], ids=str)
def test_terms_are_counted_only_up_to_an_integer(last):
    refused(total(y, last), y * last, 1, "not known to be an integer")


def test_terms_are_counted_only_if_the_sum_does_not_end_too_early():
    refused(total(y, n), n * y, 1, "may end before it starts")
    none = Symbol("n", integer=True, nonnegative=True)
    proved(total(y, none), none * y)
    refused(total(y, none - 1), none * y - y, 1, "may end before it starts")


# --- derivatives ----------------------------------------------------------


def test_a_derivative_must_exist():
    # what a derivative needs shows only when it is worked out
    for r in (x, real):
        start, wrong = r * D(sqrt(r**2), r), sqrt(r**2)
        reason = "needs x != 0" if r == x else "needs Abs(r) != 0"
        refused(start, wrong, 1, reason + ", which is not established")
    under = total(X[i] * D(sqrt(X[i] ** 2), X[i]))
    refused(under, total(sqrt(X[i] ** 2)), 1, "!= 0, which is not established")


def test_the_slope_of_an_absolute_value():
    proved(D(Abs(x), x), Integer(1), where={x: (0, 1)})
    proved(D(Abs(x), x), Integer(-1), where={x: (-1, 0)})
    refused(D(Abs(x), x), x / Abs(x), 1, "x) != 0, which is not established")
    half = {x: (0, sympy.oo)}
    refused(D(Abs(x), x), Integer(-1), 2, "it is false", where=half)
    assert Derivation(D(Abs(x), x), where=half).lines[0].conditions == ()


def test_a_slope_by_an_entry_is_not_one_by_every_entry():
    squares, here = D(total(X[i] ** 2), X[i]), {i: (0, m + 1)}
    proved(squares, 2 * X[i], where=here)
    refused(squares, total(2 * X[i]), 2, "it is false", where=here)
    refused(squares, 2 * X[i], 1, "whether i lies from 1 to m is not")
    proved(D(total(X[i] ** 2), X[j]), 2 * X[j], where={j: (0, m + 1)})
    linear = D(Sum(W[j] * x, (j, 1, m)), W[j])
    proved(linear, x, where={j: (0, m + 1)})
    refused(linear, m * x, 2, "it is false", where={j: (0, m + 1)})
    proved(total(D(X[i] ** 2, X[i])), 2 * total(X[i]))
    proved(Sum(D(total(X[i] ** 2), X[j]), (j, 1, m)), Sum(2 * X[j], (j, 1, m)))


def test_a_slope_by_a_numbered_entry():
    squares = total(X[i] ** 2)
    proved(D(squares, X[1]), 2 * X[1])
    refused(D(squares, X[2]), 2 * X[2], 1, "whether 2 lies from 1 to m")
    proved(D(squares, X[0]), Integer(0))
    proved(D(total(X[i] ** 2, 5), X[5]), 2 * X[5])
    proved(D(total(X[i] ** 2, 5), X[6]), Integer(0))
    neighbours = total(X[i] * X[i + 1])
    proved(D(neighbours, X[1]), X[2])
    refused(D(X[1] ** 2, X[n]), 2 * X[1], 1, "whether 1 is n is not")
    proved(D(X[m] * x, X[0]), Integer(0))
    refused(D(total(X[2 * i]), X[2]), Integer(1), 1, "is out of reach")


LOSS = -y * log(p) - (1 - y) * log(1 - p)


def test_a_slope_by_a_symbol_that_is_defined_follows_the_curve():
    domain = {"where": UNIT, "define": {z: log(p / (1 - p)), L: LOSS}}
    proved(D(L, z), p - y, **domain)
    refused(D(L, z), Integer(0), 2, "it is false", **domain)
    proved(D(p, z), p * (1 - p), **domain)
    refused(D(p, z), Integer(0), 2, "it is false", **domain)
    # z = x^2 has no slope the other way at 0
    turning = {"define": {z: x**2}}
    refused(D(x, z), 1 / (2 * x), 1, "x != 0, which", **turning)
    refused(x * D(x, z), Rational(1, 2), 1, "x != 0, which", **turning)


def test_a_slope_by_a_name_holds_the_other_names_of_a_definition():
    """L = u v + u, where u and v both depend on z."""
    u, v, t = sympy.symbols("u v t")
    net = {L: u * v + u, u: log(1 + z**2), v: z**2}
    for define in (net, {**net, L: b * v + b, b: a + u, a: u - u / 2 - u / 2}):
        proved(D(L, u), v + 1, define=define)
        refused(D(L, u), v + u * exp(u) + 1, 2, "it is false", define=define)
        proved(D(L, v), u, define=define)
    proved(D(D(L, u), v), Integer(1), define=net)
    proved(D(v * u + y, u), v, define=net)
    by = D(L, u) * D(u, z)
    refused(D(L, z), by, 2, "it is false", define=net)
    proved(D(L, z), by + D(L, v) * D(v, z), define=net)
    proved(
        D(L, t),
        D(L, u) * D(u, z) * D(z, t) + D(L, v) * D(v, t),
        define={**net, z: exp(t)},
    )
    # alone, or written without the definition that joins them
    refused(D(v, u), Integer(0), 1, "whether v moves along", define=net)
    apart = {u: z**3 + z, v: z**2}
    refused(D(u * v, u), v, 1, "whether v moves along", define=apart)
    proved(D(v, u), 2 * z / (3 * z**2 + 1), define=apart)


def test_a_slope_by_a_name_beside_what_it_is_made_from():
    u, v = sympy.symbols("u v")
    chain = {u: exp(z), z: 2 * w, L: u * z}
    for inner, by, other in (
        (L, u, z),
        (L, z, u),
        (u * w, u, w),
        (v * w, u, w),
    ):
        define = {**chain, v: u**2}
        reason = f"does not say whether {other} moves along"
        refused(D(inner, by), Integer(0), 1, reason, define=define)
    proved(D(z, u), 1 / u, define=chain)
    # an entry X[n] may be the entry X[1]
    entry = {"define": {z: 2 * X[1]}}
    refused(D(z * X[n], z), X[n], 1, "does not say whether", **entry)
    refused(D(X[n], z), Integer(0), 1, "whether 1 is n is not", **entry)
    proved(D(X[2] * z, z), X[2], **entry)


def test_a_slope_by_one_name_for_several_symbols():
    net = {"define": {z: w * x + b}}
    refused(D(w * x, z), x, 1, "does not say whether w moves", **net)
    proved(D(exp(z) * y, z), y * exp(z), **net)
    call = Function("g")(x)
    for meaning in (x * call, X[n] * n):
        named = {"define": {z: meaning}}
        reason = "does not say whether"
        refused(D(x * n, z), Integer(0), 1, reason, **named)
    proved(D(X[1] ** 2, z), X[1], define={z: 2 * X[1]})


# --- logarithms, names and ranges -----------------------------------------


def test_the_base_of_a_logarithm_is_positive_and_not_1():
    start = log(x, b, evaluate=False) * log(b)
    half_line = {x: (0, sympy.oo)}
    around_1, above_1 = {b: (0, 5), **half_line}, {b: (1, 5), **half_line}
    refused(start, log(x), 1, "b - 1 != 0, which is not", where=around_1)
    proved(start, log(x), where=above_1)
    below_0 = {b: (-5, 1), **half_line}
    refused(start, log(x), 1, "b > 0, which is not", where=below_0)


def test_two_symbols_cannot_share_a_name():
    twin = Symbol("x", real=True)
    refused(D(twin**2, x), Integer(0), 1, "two symbols are called x")


@pytest.mark.parametrize("make", [log, lambda u: Abs(u, evaluate=False)])
def test_a_range_cannot_contradict_the_assumptions(make):
    positive = Symbol("p", positive=True)
    refusal(
        None,
        "the range of p contradicts its assumptions",
        lambda: Derivation(make(positive), where={positive: (-1, 1)}),
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (sympy.coth(real) * sympy.sinh(real), sympy.cosh(real)),
        (sympy.csch(real) * sympy.sinh(real), Integer(1)),
    ],
)
def test_a_pole_inside_the_domain_is_seen(start, end):
    refused(start, end, 1, "r != 0, which is not established")


# --- both sides -----------------------------------------------------------


def test_a_pole_cannot_be_added():
    line = Derivation(Eq(real, z, evaluate=False))
    reason = "r != 0, which is not established"
    refusal(2, reason, lambda: line.apply(add(sympy.coth(real)), "add"))


@pytest.mark.parametrize(
    "equation", [Eq(2 * x, x, evaluate=False), Eq(x**2, x)], ids=str
)
def test_a_reciprocal_divides(equation):
    line = Derivation(equation)
    reason = "x != 0, which is not established"
    refusal(2, reason, lambda: line.apply(multiply(1 / x), "multiply"))


def test_a_law_needs_something_to_work_on():
    line = Derivation(x + x)
    for rule in ("log laws", "exp laws"):
        reason = f"it is not what {rule} gives; this line is by: algebra"
        refusal(2, reason, lambda rule=rule: line.step(2 * x, rule))


# --- what must end --------------------------------------------------------

ATTACK = """
import sympy
from sympy import *
from helpers.derivation import D, Derivation, DerivationError
p, x, y, z = symbols("p x y z")
i, m = symbols("i m", integer=True, positive=True)
X = IndexedBase("X")
start = {start}
try:
    Derivation(start, where={where}, define={define}).step({end}, "equals")
    answer = "proved"
except DerivationError as refusal:
    answer = "false" if "it is false" in str(refusal) else "undecided"
print(answer, flush=True)
"""
UNIT_P = "{p: (0, 1)}"
HUGE = [
    ("Pow(9, Pow(9, 60, evaluate=False), evaluate=False)", "{}", "{}"),
    (
        "Pow(2, Mul(10**30, 10**30, evaluate=False), evaluate=False)",
        "{}",
        "{}",
    ),
    ("2**x", "{x: {10**9}}", "{}"),
    ("Sum(2**(10**9*i), (i, 1, 2))", "{}", "{}"),
    ("exp(10**9*x)", "{}", "{x: log(2)}"),
    ("x**(10**6*y)", "{x: (2, 3), y: {10**6}}", "{}"),
]
ATTACKS = [
    *[(*huge, "Integer(1)", "undecided") for huge in HUGE],
    ("exp(exp(exp(exp(z))))", "{z: (2, 3)}", "{}", "2*start", "undecided"),
    ("exp(exp(exp(exp(z))))", "{z: (3, 4)}", "{}", "2*start", "undecided"),
    # a root or an absolute value times several terms
    ("(x + z)*Abs(y)", "{y: {0, 1}}", "{}", "(x + z)*y", "proved"),
    (
        "sqrt(p)*Sum(X[i], (i, 1, m))",
        UNIT_P,
        "{}",
        "sqrt(p)*(Sum(X[i] + x, (i, 1, m)) - m*x)",
        "proved",
    ),
    (
        "(x + 1)*sqrt(3 + 2*sqrt(2))",
        "{}",
        "{}",
        "(x + 1)*(1 + sqrt(2))",
        "proved",
    ),
    (
        "(x + 1)*(log(1 + exp(-Abs(z))) + (Abs(z) + z)/2)",
        "{}",
        "{}",
        "(x + 1)*log(1 + exp(z))",
        "proved",
    ),
    (
        "(x + y)*Abs(p - Rational(1, 1000))",
        UNIT_P,
        "{}",
        "(x + y)*(p - Rational(1, 1000))",
        "false",
    ),
    (
        "(x + 1)*sqrt(p)*D(exp(x), x)",
        UNIT_P,
        "{}",
        "(x + 1)*sqrt(p)*exp(x)",
        "proved",
    ),
    ("(x + 1)*sqrt(p)", UNIT_P, "{}", "(x + 1)*sqrt(p) + 1", "false"),
]


def killed_if_it_hangs(attacks):
    """Return the answers of one process, None from where it hung."""
    code = "".join(
        ATTACK.format(start=start, where=where, define=define, end=end)
        for start, where, define, end, _ in attacks
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        # All are answered in two or three seconds, imports among them.
        answers, _ = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        answers, _ = process.communicate()
    found = answers.splitlines()
    return found + [None] * (len(attacks) - len(found))


@cache
def all_answers():
    return killed_if_it_hangs(ATTACKS)


@pytest.mark.parametrize("number", range(len(ATTACKS)))
def test_a_hard_question_is_answered_soon(number):
    assert all_answers()[number] == ATTACKS[number][-1], ATTACKS[number]
