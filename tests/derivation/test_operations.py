"""Operations done to both sides of an equation."""

import pytest
import sympy
from sympy import Eq, S, evaluate, symbols

from helpers.derivation import (
    D,
    Derivation,
    Operation,
    add,
    divide,
    exp,
    log,
    multiply,
    sigma,
    solve,
    subtract,
)
from helpers.derivation.equality import Equal, decide
from tests.support import refusals

E = sympy.exp
p, w, x, y, z = symbols("p w x y z")


def refusal(call, *words):
    """The second line is refused, and its message has these words."""
    refusals.refusal(2, words[0], call, *words[1:])


def odds():
    return Derivation(Eq(E(z), p / (1 - p)), where={p: (0, 1)})


def test_operations_give_what_sympy_gives():
    d = odds().apply(multiply(1 - p), "multiply")
    assert d.end == Eq((1 - p) * E(z), p)
    d.apply(divide(1 - p), "divide").apply(add(x), "add")
    d.apply(subtract(x), "subtract").apply(solve(p), "solve")
    assert d.end.lhs == p
    assert isinstance(decide(d.end.rhs, sigma(z)), Equal)
    d.apply(sympy.log, "log").apply(sympy.exp, "exp").apply(log, "algebra")
    assert len(d.lines) == 9


def test_the_result_is_compared_side_by_side():
    refusal(
        lambda: odds().apply(
            multiply(1 - p), "multiply", expect=Eq(E(z) * (1 + p), p)
        ),
        "it is false",
        "the left sides differ",
        "the operation gives",
    )
    refusal(
        lambda: odds().apply(solve(p), "solve", expect=Eq(p, sigma(-z))),
        "it is false",
        "the right sides differ",
    )
    with evaluate(False):
        same = Eq(p, p)
    assert Derivation(same).apply(add(x), "add").end.lhs == p + x


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (multiply(x), "x != 0"),
        (divide(x), "x != 0"),
        (divide(x - 1), "x - 1 != 0"),
        (multiply(S(0)), "0 != 0"),
        (divide(1 - 2 * p), "1 - 2*p != 0"),
        (solve(y), "y does not occur in the equation"),
        (solve(z), "not linear"),
    ],
    ids=str,
)
def test_an_operation_whose_condition_fails_is_refused(operation, words):
    d = odds()
    refusal(lambda: d.apply(operation, "algebra"), words)
    assert len(d.lines) == 1


def test_log_needs_positive_sides_and_solve_a_coefficient():
    d = Derivation(Eq(x, y))
    refusal(lambda: d.apply(log, "log"), "x > 0, which is not established")
    d = Derivation(Eq(w * x, y))
    refusal(lambda: d.apply(solve(x), "solve"), "w != 0")
    positive = Derivation(Eq(w * x, y), where={w: (0, sympy.oo)})
    done = positive.apply(solve(x), "solve")
    assert done.end == Eq(x, y / w)
    assert [str(c) for c in done.lines[-1].conditions] == ["w != 0"]


def test_the_label_must_be_the_operation():
    for rule in ("log", "add", "quotient", "product", "substitution"):
        refusal(lambda r=rule: odds().apply(multiply(1 - p), r), "multiply")
    for wrong in (lambda s: s, "exp", sympy.sin, 3):
        refusals.refusal(
            None, "an operation is", lambda o=wrong: odds().apply(o, "exp")
        )


def test_an_operation_is_data_and_cannot_be_forged():
    for make in (
        lambda: Operation("magic"),
        lambda: Operation("multiply"),
        lambda: Operation("exp both sides", x),
    ):
        with pytest.raises(ValueError):
            make()
    with pytest.raises(AttributeError):
        multiply(x).argument = y


@pytest.mark.parametrize("make", [multiply, divide])
def test_a_factor_must_be_defined_and_not_zero(make):
    line = Derivation(Eq(x**2, x))
    for factor, reason in (
        (1 / x, "x != 0"),
        (x, "x != 0"),
        (sympy.log(x), "x > 0"),
        (D(abs(x), x) + 2, "Abs(x) != 0"),
    ):
        operation = make(factor)
        refusal(
            lambda o=operation: line.apply(o, o.name),
            f"it needs {reason}, which is not established",
        )
    assert len(line.apply(make(1 + E(x)), "algebra").lines) == 2


@pytest.mark.parametrize("make", [add, subtract])
def test_a_term_must_be_defined(make):
    line = Derivation(Eq(x, y))
    hidden = sympy.Add(1 / x, -1 / x, evaluate=False)
    for term in (1 / x, hidden):
        operation = make(term)
        refusal(
            lambda o=operation: line.apply(o, o.name),
            "x != 0, which is not established",
        )


def test_what_is_no_unknown_cannot_be_solved_for():
    line = Derivation(Eq(z, w * x), define={w: y + 1})
    for unknown, reason in (
        (w, "w is defined, so it is no unknown"),
        (p, "p does not occur in the equation"),
        (x + 1, "x + 1 is not a symbol to solve for"),
    ):
        operation = solve(unknown)
        refusal(lambda o=operation: line.apply(o, "solve"), reason)
    gone = Derivation(Eq(x * y - x * y + z, x))
    assert gone.apply(solve(z), "solve").end == Eq(z, x)


def test_the_root_of_a_linear_equation():
    for equation, where, root in (
        (Eq(y, -2 * p + x), {}, (x - y) / 2),
        (Eq(y, (1 - p) / p), {p: (0, 1), y: (0, 9)}, 1 / (y + 1)),
        (Eq(-p, -x), {}, x),
    ):
        line = Derivation(equation, where=where).apply(solve(p), "solve")
        assert line.end.lhs == p
        assert sympy.simplify(line.end.rhs - root) == 0
    shown = Derivation(Eq(-p, -x)).apply(solve(p), "solve").lines[-1]
    assert shown.conditions == ()


def test_an_operation_in_words():
    assert exp.in_words(str) == "exp of both sides"
    assert multiply(x + 1).in_words(str) == "both sides times x + 1"
