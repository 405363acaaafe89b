"""The chain of lines: what starts one, what goes on, what is refused."""

import threading

import pytest
import sympy
from sympy import Eq, Rational, evaluate, symbols

from helpers.derivation import (
    D,
    Derivation,
    exp,
    multiply,
    solve,
)
from tests.support import derivations_sample
from tests.support.refusals import refusal

E, LN = sympy.exp, sympy.log
a, b, p, q, w, x, y, z = symbols("a b p q w x y z")
UNIT = {p: (0, 1), a: (0, 1), q: (0, 1)}


@pytest.mark.parametrize(
    "start",
    [1 / x, LN(x), sympy.sqrt(x), LN(-1 - x**2), 1 / (p - Rational(1, 2))],
    ids=str,
)
def test_a_start_must_be_defined_on_the_whole_domain(start):
    refusal(1, "established", lambda: Derivation(start, where={p: (0, 1)}))


def test_text_is_never_evaluated(tmp_path):
    target = tmp_path / "made"
    text = f"open({str(target)!r}, 'w')"
    refusal(2, "not the text", lambda: Derivation(x).step(text, "algebra"))
    line = Derivation(Eq(x, y))
    refusal(None, "an operation is", lambda: line.apply(text, "exp"))
    for options in (
        {"where": {text: (0, 1)}},
        {"define": {x: text}},
        {"where": {x: text}},
        {"where": {x: (text, 1)}},
    ):
        refusal(None, " ", lambda o=options: Derivation(x, **o))
    for make in (multiply, solve, lambda t: D(x, t), lambda t: D(t, x)):
        with pytest.raises(TypeError):
            make(text)
    assert not target.exists()


def test_definitions_must_not_be_circular():
    refusal(
        None,
        "defined by itself",
        lambda: Derivation(a, define={a: b, b: a}),
    )


def odds():
    return Derivation(Eq(E(z), p / (1 - p)), where={p: (0, 1)})


def test_one_side_may_be_rewritten_by_a_law():
    d = Derivation(Eq(y, D(x**2, x)))
    refusal(2, "name the law", lambda: d.step(Eq(y, 2 * x), "algebra"))
    assert len(d.step(Eq(y, 2 * x), "power").lines) == 2


def test_conditions_are_stated_on_the_line():
    first, *rest = derivations_sample.inversion().lines
    assert [str(c) for c in first.conditions] == [
        "p/(1 - p) > 0",
        "1 - p != 0",
    ]
    assert [str(c) for c in rest[1].conditions] == ["1 - p != 0"]
    assert "needs 1 - p != 0" in derivations_sample.inversion().text()


def test_it_works_in_a_thread_and_inside_evaluate_false():
    found = []
    thread = threading.Thread(
        target=lambda: found.append(derivations_sample.slope_by_chain())
    )
    thread.start()
    thread.join()
    assert found[0].text() == derivations_sample.slope_by_chain().text()
    with evaluate(False):
        inside = Derivation(D(z + 1, z)).step(D(z, z) + D(1, z), "sum")
    assert len(inside.lines) == 2


def test_lines_cannot_be_changed_from_outside():
    d = Derivation(x)
    assert isinstance(d.lines, tuple)
    with pytest.raises(AttributeError):
        d.lines = ()
    with pytest.raises(AttributeError):
        d.lines[0].expr = y


def test_the_sides_of_an_equation_share_one_label():
    d = Derivation(Eq(D(E(x), x), D(x**3, x)))
    line = Eq(E(x), 3 * x**2)
    for rule in ("exp", "power"):
        refusal(
            2, "it also takes", lambda r=rule: d.step(line, r), "alone does"
        )
    assert len(d.step(line, "exp, power").lines) == 2


def test_the_kind_of_line_does_not_change():
    one = Derivation(Eq(x, y))
    refusal(2, "an equation is expected", lambda: one.step(x, "algebra"))
    other = Derivation(x)
    refusal(
        2, "an expression is expected", lambda: other.step(Eq(x, y), "algebra")
    )
    refusal(2, "needs an equation", lambda: other.apply(exp, "exp"))


def test_until_opens_a_new_derivation_of_the_first_lines():
    whole = derivations_sample.slope_by_chain()
    start = whole.until(2)
    assert start.lines == whole.lines[:2]
    start.step(start.end, "algebra")
    assert len(whole.lines) == 6 and len(start.lines) == 3
    assert whole.until(len(whole.lines)).lines == whole.lines
    for number in (0, 7, -1):
        refusal(None, "no line", lambda n=number: whole.until(n), "1 to 6")
    for number in (1.0, True, "2", None):
        refusal(None, "the number of a line", lambda n=number: whole.until(n))


def test_a_condition_is_stated_once_and_only_where_it_says_something():
    d = Derivation(LN(p) + E(x), where=UNIT)
    d.step(E(x) + LN(p) + 1 / p - 1 / p, "algebra")
    d.step(E(x) + LN(p) + 1 / (1 + E(x)) - 1 / (1 + E(x)), "algebra")
    d.step(E(x) + LN(p) + 1 / (1 - p) - 1 / (1 - p), "algebra")
    with evaluate(False):
        apart = E(x) + LN(p) + 1 / (1 - p) - 1 / (1 - p)
    d.step(apart, "algebra")
    stated = [[str(c) for c in line.conditions] for line in d.lines]
    assert stated == [["p > 0"], [], [], [], ["1 - p != 0"]]
