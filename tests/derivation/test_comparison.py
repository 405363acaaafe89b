"""Derivatives under names, and lines compared with them as unknowns."""

import sympy
from sympy import Derivative, Function, cos, exp, log, sin, symbols

from helpers.derivation import D, sigma
from helpers.derivation.comparison import (
    Comparison,
    derivatives,
    nested,
    opaque_symbol,
    replace,
)
from helpers.derivation.domain import Domain

a, b, w, x, y, z = symbols("a b w x y z")
i, m = symbols("i m", integer=True, positive=True)
X = sympy.IndexedBase("x")


def compare(*lines, define=None):
    return Comparison(Domain(None, define), lines)


def test_a_repeated_derivative_is_one_of_another():
    once = D(sin(x), x)
    assert nested(once) == once
    assert nested(Derivative(sin(x), x, x)) == D(D(sin(x), x), x)
    assert nested(Derivative(sin(x * y), y, x)).variables == (x,)


def test_the_outermost_derivatives_come_in_order_and_once():
    outer = D(x * D(sin(x), x), x)
    line = D(x**2, x) + outer * y + D(x**2, x) * z
    assert set(derivatives(line)) == {D(x**2, x), outer}
    assert len(derivatives(line)) == 2
    assert derivatives(x + y) == []


def test_the_outermost_parts_are_replaced():
    table = {x: y, sin(x): z, D(x**2, x): w}
    line = x + sin(x) + cos(x) + D(x**2, x) + D(x**3, x)
    assert replace(line, table) == y + z + cos(y) + w + D(x**3, x)


def test_equal_derivatives_have_one_name_and_different_ones_two():
    lines = compare(D(x**2 + x, x), D(x * (x + 1), x), D(x**2 + x, y))
    one, same, other = map(
        lines.name, (D(x**2 + x, x), D(x * (x + 1), x), D(x**2 + x, y))
    )
    assert one == same != other
    assert lines.name(D(x**2 + x, x)) == one
    assert one.is_Symbol and one not in (x, y)


def test_a_name_inside_a_sum_depends_on_the_index():
    inside = D(log(1 + w**2 * X[i] ** 2), w)
    lines = compare(sympy.Sum(inside, (i, 1, m)), D(w * m, w))
    assert lines.name(inside).args == (i,)
    assert lines.name(D(w * m, w)).args == ()


def test_a_derivative_by_a_name_is_not_unfolded_in_it():
    lines = compare(D(a**2, a), D(sigma(z) ** 2, a), define={a: sigma(z)})
    assert lines.name(D(a**2, a)) != lines.name(D(sigma(z) ** 2, a))
    assert lines.equal(a * D(b, b), sigma(z) * D(b, b))


def test_lines_agree_only_for_whatever_their_derivatives_are():
    slope = D(exp(x), x)
    lines = compare(slope, exp(x), 2 * slope)
    assert lines.decided(slope, exp(x)) is False
    assert lines.decided(slope + slope, 2 * slope) is True
    assert lines.decided(slope, slope) is True
    assert lines.equal(slope, 2 * slope) is False


def test_what_is_too_hard_is_undecided_but_a_line_equals_itself():
    hard = sympy.gamma(x)
    lines = compare(hard, hard + 1)
    assert lines.form(hard) == hard
    assert lines.decided(hard, hard + 1) is None
    assert lines.equal(hard, hard + 1) is False
    assert lines.decided(hard, hard) is True


def test_an_opaque_symbol_is_a_function_of_its_indices():
    assert opaque_symbol("n", ()) == sympy.Symbol("n")
    positive = opaque_symbol("n", {m, i}, positive=True)
    assert positive == Function("n", positive=True)(i, m)
    assert positive.is_positive
