"""Attacks on the proof engine: false lines, undefined lines, huge questions.

Each was once accepted, shown wrongly, or did not end.
"""

import subprocess
import sys

import pytest
import sympy
from sympy import Abs, Eq, IndexedBase, Sum, Symbol, sqrt

from helpers.derivation import (
    D,
    Derivation,
    DerivationError,
    add,
)

x, y, z = sympy.symbols("x y z")
m = Symbol("m", integer=True, positive=True)
i = Symbol("i", integer=True)
X, Y = IndexedBase("X"), IndexedBase("Y")
real = Symbol("r", real=True)


def refused(attempt):
    with pytest.raises((DerivationError, ValueError)):
        attempt()


def test_entries_under_a_sum_are_not_all_alike():
    total = Derivation(Sum(Y[i], (i, 1, m + 20)), where={Y: {0, 1}})
    refused(lambda: total.step((m + 20) * Y[i], "equals"))
    refused(lambda: total.step((m + 20) * Y[1], "equals"))


def test_a_definition_cannot_capture_a_summation_index():
    refused(
        lambda: Derivation(Sum(x * X[i], (i, 1, m)), define={x: i}).step(
            Sum(i * X[i], (i, 1, m)), "definition"
        )
    )


def test_two_symbols_cannot_share_a_name():
    twin = Symbol("x", real=True)
    refused(lambda: Derivation(D(twin**2, x)).step(0, "constant"))


def test_a_range_cannot_contradict_the_assumptions():
    positive = Symbol("p", positive=True)
    refused(lambda: Derivation(sympy.log(positive), where={positive: (-1, 1)}))
    refused(
        lambda: Derivation(
            Abs(positive, evaluate=False), where={positive: (-1, 1)}
        )
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (sympy.coth(real) * sympy.sinh(real), sympy.cosh(real)),
        (sympy.csch(real) * sympy.sinh(real), sympy.Integer(1)),
    ],
)
def test_a_pole_inside_the_domain_is_seen(start, end):
    refused(lambda: Derivation(start).step(end, "equals"))


def test_a_pole_cannot_be_added():
    line = Derivation(Eq(real, z, evaluate=False))
    refused(lambda: line.apply(add(sympy.coth(real)), "add"))


def test_a_derivative_must_exist():
    line = real * D(sqrt(real**2), real)
    refused(lambda: Derivation(line).step(sqrt(real**2), "equals"))


def test_a_law_needs_something_to_work_on():
    refused(lambda: Derivation(x + x).step(2 * x, "log laws"))
    refused(lambda: Derivation(x + x).step(2 * x, "exp laws"))


ATTACK = """
import sympy
from sympy import Mul, Pow, exp, Symbol
from helpers.derivation import D, Derivation, DerivationError
x, z = sympy.symbols("x z")
start = {start}
try:
    Derivation(start, where={where}).step({end}, "equals")
except DerivationError:
    print("refused")
"""
ATTACKS = [
    (
        "Pow(9, Pow(9, 60, evaluate=False), evaluate=False)",
        "{}",
        "sympy.Integer(1)",
    ),
    (
        "Pow(2, Mul(10**30, 10**30, evaluate=False), evaluate=False)",
        "{}",
        "sympy.Integer(1)",
    ),
    ("exp(exp(exp(exp(z))))", "{z: (2, 3)}", "2 * start"),
    ("exp(exp(exp(exp(z))))", "{z: (3, 4)}", "2 * start"),
]


@pytest.mark.parametrize(("start", "where", "end"), ATTACKS)
def test_a_huge_question_is_refused_and_soon(start, where, end):
    code = ATTACK.format(start=start, where=where, end=end)
    # A hang would be killed here; a refusal takes a second with its imports.
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert result.stdout == "refused\n", result.stderr
