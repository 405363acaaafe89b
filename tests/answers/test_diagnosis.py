"""A right answer is proved; a wrong one has a name or a counterexample."""

from fractions import Fraction

import numpy as np
import pytest
import sympy
from sympy import Rational, exp, log, oo, sqrt, symbols

from helpers.answers import Verdict, diagnose
from helpers.answers.comparison import (
    N_POINTS,
    broken,
    compare,
    where_defined,
)
from helpers.derivation import D
from helpers.derivation.domain import Domain
from helpers.functions import sigma

a, b, m, n, p, q, w, x, y, z = symbols("a b m n p q w x y z")
p_hat, x_1, x_2 = symbols("p_hat x_1 x_2")
WHERE = {p: (0, 1), q: (0, 1), p_hat: (0, 1), y: {0, 1}, m: (0, oo)}


def said(answer, expected, **arguments):
    verdict = diagnose(answer, expected, **{"where": WHERE} | arguments)
    return repr(verdict)


# --- the usual slips ---------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected", "slip"),
    [
        (-x, x, "the sign is turned round"),
        (2 * x, x, "it is twice what it should be"),
        (x / 2, x, "it is half what it should be"),
        (3 * x, x, "it is three times what it should be"),
        (x / 3, x, "it is a third of what it should be"),
        (4 * x, x, "it is four times what it should be"),
        (x / 4, x, "it is a quarter of what it should be"),
        (5 * x, x, "it is 5 times what it should be"),
        (x * 2 / 7, x, "it is 2/7 times what it should be"),
        (-x / 2, x, "half what it should be, and the sign is turned round"),
        (sqrt(2) * x, x, "it is 1.414 times what it should be"),
        (log(p) / log(2), log(p), "the logarithm is to base 2: here it is"),
        (log(p) / log(10), log(p), "the logarithm is to base 10: here"),
        (-log(p) / log(2), log(p), "1.443 times what it should be, and the"),
        (x + 1, x, "it is 1 more than it should be, everywhere"),
        (x - Rational(1, 2), x, "it is 1/2 less than it should be"),
        (x + sqrt(2), x, "it is 1.414 more than it should be"),
        (p - y, (p - y) * x, "a factor `x` is missing"),
        (y - p, (p - y) * x, "a factor `x` is missing, and the sign is"),
        ((p - y) * x, p - y, "a factor `x` too many"),
        ((y - p) * x, p - y, "a factor `x` too many, and the sign is"),
        (x, x / m, "the division by `m` is missing"),
        (x / m, x, "it is divided by `m` once too often"),
        (x / m**2, x / m, "it is divided by `m` once too often"),
        (x * m, x / m, "it is multiplied by `m`, not divided"),
        (y, y * x**2, "a factor `x**2` is missing"),
        (y * x, y * x**2, "a factor `x` is missing"),
        (y, y / m**2, "the division by `m**2` is missing"),
        ((p - y) / x, (p - y) * x, "it is divided by `x`, not multiplied"),
        (x, x * p * (1 - p), "a factor `p*(1 - p)` is missing"),
        (x * p * (1 - p), x, "a factor `p*(1 - p)` too many"),
        (x * p, x * p * (1 - p), "a factor `1 - p` is missing"),
        (x * sigma(z), x * sigma(z) * (1 - sigma(z)), "a factor `1 - sigma"),
        (exp(z), exp(z) * (1 + exp(z)), "a factor `exp(z) + 1` is missing"),
        (exp(z), exp(z) / (1 + exp(z)), "division by `exp(z) + 1` is miss"),
        ((1 - p - y) * x, (p - y) * x, "`p` and `1 - p` are swapped"),
        (x * p / q, x * q / p, "`p` and `q` are swapped"),
        ((p - q) * x_2, (p - q) * x_1, "`x_2` stands where `x_1` belongs"),
        (x_1 * x_2 * p, x_1**2 * p, "`x_2` stands where `x_1` belongs"),
        (x_1 - w * z, x_1 + w * z, "the sign of `w` is turned round"),
        (p * x - p**2, p * x + p**2, "the sign before `p**2` is turned"),
        (x + p**2, x + p**2 + p, "a term `p` is missing"),
        ((x + p) / (x**2 + 1), (x + p) / (x**2 + 1 + p), "a term `p` is mi"),
        (1 / (x + p), x + p, "it is 1 divided by what it should be"),
        (1 - x * p, x * p, "it is 1 minus what it should be"),
        ((x + p) ** 2, x + p, "a factor `p + x` too many"),
        (exp(2 * z), exp(z), "it is the square of what it should be"),
        (p, p**2, "a factor `p` is missing"),
        (log(p + 1), p + 1, "it is the logarithm of what it should be"),
        (exp(p - x), p - x, "it is e to the power of what it should be"),
        (exp(z / 2), exp(z), "it is the square root of what it should be"),
        ((p - 1) * x, (p - y) * x, "it is right for `y = 1` only"),
        (x, x / (p * (1 - p)), "the division by `p*(1 - p)` is missing"),
        (-y / p, (p - y) / (p * (1 - p)), "it is right for `y = 1` only"),
        (Rational(693, 1000) * x, log(2) * x, "it is 0.9998 times"),
    ],
    ids=str,
)
def test_a_usual_slip_is_named(answer, expected, slip):
    # Every name may occur, so that no slip is named for want of another.
    where = WHERE | {s: (-3, 3) for s in (w, x, z, x_1, x_2)}
    assert slip in said(answer, expected, where=where)


@pytest.mark.parametrize(
    ("answer", "expected", "what"),
    [
        ("0.693", log(2), "it is close, but not equal: write numbers"),
        ("-1/4", Rational(1, 4), "the sign is turned round"),
        ("1/2", Rational(1, 4), "it is twice what it should be"),
        ("1/5", Rational(1, 4), "it is 0.2, but should be 0.25"),
        ("1", sympy.Integer(0), "it is 1, but should be 0"),
        ("0", Rational(1, 4), "it is 0, but should be 0.25"),
        ("1000001", sympy.Integer(10**6), "it is close, but not equal"),
    ],
)
def test_numbers_are_compared_too(answer, expected, what):
    assert what in said(answer, expected)
    assert diagnose(answer, expected).counterexample == {}


def test_what_is_no_usual_slip_gets_a_counterexample_in_easy_numbers():
    verdict = diagnose("p^2 + x", (p - y) * x, where=WHERE | {x: (-3, 3)})
    point = verdict.counterexample
    assert set(point) == {p, x, y}
    one = point[p] ** 2 + point[x]
    other = (point[p] - point[y]) * point[x]
    assert one != other
    assert all(10 * number == int(10 * number) for number in point.values())
    shown = ", ".join(f"{s} = {float(point[s]):g}" for s in (p, x, y))
    assert repr(verdict) == (
        f"✗ not right: at `{shown}` it is {float(one):.4g}, "
        f"but should be {float(other):.4g}"
    )


def test_values_that_are_nearly_equal_are_shown_apart():
    verdict = diagnose("x + p/10^9", x, where={x: (-3, 3), p: (0, 1)})
    one, other = verdict.message.split(" it is ")[1].split(", but should be ")
    assert one != other.split(";")[0]


def test_a_fraction_that_does_not_end_stays_one():
    where = {x: {Rational(1, 3)}, p: {Rational(1, 8), Rational(1, 16)}}
    assert "at `p = 0.125, x = 1/3`" in said("p^2 + x", p * x, where=where)


def test_an_unexpected_name_is_named():
    assert said("p + x^3", p**2) == (
        "✗ not read: `x` is not a name used here; the names here are `m`, "
        "`p`, `p_hat`, `q`, `y`"
    )
    assert said(p + symbols("foo"), p).startswith(
        "✗ not read: `foo` is not a name used here; "
    )
    message = said("p + q^3", p**2)
    assert message.endswith("; the right answer does not depend on `q`")


def test_only_what_agrees_everywhere_is_a_slip():
    # |x| is -x for x < 0, and right for x > 0
    message = said("sqrt(x^2)", x, where={x: (-3, 3)})
    assert message.startswith("✗ not right: at `x = -")
    # y and y^2 are the same for a label
    assert diagnose("y^2", y, where=WHERE).correct


# --- the slips of one exercise -----------------------------------------------


def test_the_slips_of_the_exercise_come_first():
    slips = {"one edge is still to come": "p - y", "other": p}
    assert said("p - y", (p - y) * x, slips=slips) == (
        "✗ not right: one edge is still to come"
    )
    assert "a factor `x` is missing" in said("p - y", (p - y) * x)


def test_a_slip_may_hold_names_that_the_answer_lacks():
    slips = {"the weight, not the input": "(p - y) w"}
    where = WHERE | {x: (-3, 3), w: (-3, 3)}
    expected = (p - y) * x
    assert "the weight" in said(
        "(p - y) w", expected, slips=slips, where=where
    )
    assert "twice" in said("2(p - y) x", expected, slips=slips, where=where)


def test_no_slip_is_named_for_a_right_answer():
    verdict = diagnose("x p", p * x, slips={"that is p x": p * x})
    assert verdict == Verdict(
        "right", "it is proved equal to the expected answer"
    )


# --- right -------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        "1/4",
        "0.25",
        "2^-2",
        0.25,
        Rational(1, 4),
        Fraction(1, 4),
        np.float64(0.25),
        sympy.Float(0.25),
        sympy.Float("0.1") + sympy.Float("0.15"),
    ],
    ids=repr,
)
def test_a_number_is_right_in_any_form(answer):
    assert diagnose(answer, Rational(1, 4)).correct
    assert not diagnose(answer, Rational(1, 4) + Rational(1, 10**9)).correct


def test_an_answer_may_be_an_expression_of_the_learners_own_symbols():
    own = symbols("p", positive=True)
    assert diagnose(own * (1 - own), p - p**2, where=WHERE).correct
    assert diagnose(2, 2).correct
    with sympy.evaluate(False):
        assert diagnose(x + x, 2 * x).correct


def test_a_defined_name_may_stand_for_what_it_means():
    slope = sigma(z) * (1 - sigma(z))
    define = {p: sigma(z)}
    for answer in ("p(1-p)", "sigma(z)(1-p)", "p - sigma(z)^2"):
        assert diagnose(answer, slope, define=define).correct
        assert diagnose(answer, p * (1 - p), define=define).correct
    for answer in ("p", "p(1+p)", "sigma(-z)"):
        verdict = diagnose(answer, p * (1 - p), define=define)
        assert verdict.state == "not right"
        assert set(verdict.counterexample) == {z}
    verdict = diagnose("p^2 - p", p * (1 - p), define=define)
    assert verdict.message == "the sign is turned round"
    verdict = diagnose("(1-p)^2", p * (1 - p), define=define)
    assert verdict.message == "`1 - p` stands where `p` belongs" or (
        "z = " in verdict.message
    )


def test_a_derivative_may_be_what_is_expected():
    assert diagnose("2x", D(x**2, x)).correct
    assert diagnose("2x + 1", D(x**2, x)).state == "not right"
    loss = symbols("loss")
    define = {loss: -y * log(p), p: sigma(z)}
    answer = "-y (1 - p)"
    where = {y: {0, 1}}
    assert diagnose(answer, D(loss, z), where=where, define=define).correct


def test_an_expected_answer_is_right_wherever_its_names_live():
    # log p has no value for p < 0, and nothing says that p is positive
    assert diagnose(log(p) + x, log(p) + x).correct
    assert diagnose("x + log(p)", log(p) + x).correct


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("log(p) - log(1-p)", log(p / (1 - p))),
        ("(1-y)/(1-a) - y/a", (a - y) / (a * (1 - a))),
        ("1/(2y) + 1/(2y)", 1 / y),
        ("-log(q/p)", log(p) - log(q)),
        ("p^(3/2)", p * sqrt(p)),
    ],
)
def test_names_without_a_range_live_where_the_answer_is_defined(
    answer, expected
):
    assert diagnose(answer, expected).correct
    verdict = diagnose(f"-({answer})", expected)
    assert verdict.message == "the sign is turned round"
    assert expected.subs(verdict.counterexample).is_real


# --- where expressions are defined -------------------------------------------


def pieces(expected, where=None):
    return [d.text() for d in where_defined(expected, Domain(where))]


def test_the_pieces_where_an_expression_is_defined():
    assert pieces(x + p) == [""]
    assert pieces(log(p / (1 - p))) == ["0 < p < 1"]
    assert pieces(log(p)) == ["0 < p < 1", "1 < p"]
    assert pieces(1 / p) == ["p < 0", "0 < p < 1", "1 < p"]
    assert pieces(1 / (p - 1)) == ["p < 0", "0 < p < 1", "1 < p"]
    assert pieces(sqrt(1 - p)) == ["p < 0", "0 < p < 1"]
    assert pieces(log(p * q), {q: (0, 1)}) == [
        "0 < q < 1, 0 < p < 1",
        "0 < q < 1, 1 < p",
    ]


def test_where_that_is_not_clear_nothing_is_left_out():
    assert pieces(log(p - 3)) == [""]
    assert pieces(1 / (p - 3)) == [""]
    assert pieces(log(p * q * x)) == [""]
    assert pieces(log(p), {p: (-1, 1)}) == ["-1 < p < 1"]
    assert pieces(log(symbols("k", integer=True))) == [""]
    assert pieces(log(-1 - p**2)) == [""]


def test_a_piece_that_a_symbol_cannot_reach_is_left_out():
    positive = symbols("r", positive=True)
    assert pieces(1 / (positive - 1)) == ["0 < r < 1", "1 < r"]


def test_points_are_many_friendly_and_of_the_domain():
    where = {p: (0, 1), y: {0, 1}, x: (5, 6), m: (0, oo)}
    rows = compare(p * y * x, m * p, [Domain(where)])
    assert len(rows) >= N_POINTS >= 20
    for symbol, low, high in ((p, 0, 1), (x, 5, 6), (m, 0, oo)):
        values = [row.point[symbol] for row in rows]
        assert all(low < value < high for value in values)
        assert len(set(values)) > 5
    assert {row.point[y] for row in rows} == {0, 1}
    easy = [row for row in rows if 10 * row.point[p] == int(10 * row.point[p])]
    assert len(easy) > N_POINTS / 2


def test_a_point_keeps_to_the_assumptions_of_its_symbols():
    k = symbols("k", integer=True)
    r = symbols("r", nonzero=True)
    s = symbols("s", negative=True)
    for row in compare(k * r * s, k + r + s, [Domain()]):
        assert row.point[k].is_integer
        assert row.point[r] != 0
        assert row.point[s] < 0


def test_an_answer_that_is_not_defined_somewhere_is_shown_there():
    where = {w: (-3, 3), a: (0, 1)}
    verdict = diagnose("(w^2 + w a)/w", w + a, where=where)
    assert verdict.counterexample[w] == 0
    assert "w = 0` it is not defined, since that needs `w != 0`" in (
        verdict.message
    )
    assert "needs `x > 0`" in said("2 log(x)", log(x**2), where={x: (-3, -1)})
    assert "needs `x >= 0`" in said(
        "sqrt(x) + p", x, where={x: (-3, -1), p: (0, 1)}
    )
    # not defined at some points, and a slip at the others
    assert "not right" in said("-2 log(x)", log(x**2), where={x: (-3, 3)})


@pytest.mark.parametrize(
    ("expr", "at", "need"),
    [
        (log(x), 0, "x > 0"),
        (log(x), Rational(1, 2), None),
        (sqrt(x), -1, "x >= 0"),
        (sqrt(x), 0, None),
        (sqrt(x), Rational(1, 2), None),
        (1 / x, 0, "x != 0"),
        (1 / x, 1, None),
        (1 / x, -1, None),
    ],
)
def test_what_an_expression_needs_at_a_point(expr, at, need):
    found = broken(expr, {x: at})
    assert found is None if need is None else str(found) == need


def test_a_point_where_the_expected_answer_has_no_value_does_not_count():
    rows = compare(2 * log(x), log(x**2), [Domain({x: (-3, 3)})])
    assert all(row.point[x] != 0 for row in rows)
    assert any(row.point[x] < 0 and row.answer is None for row in rows)


# --- neither proved nor refuted ----------------------------------------------


def test_the_honest_word_is_undecided():
    verdict = diagnose("log(x)", log(x) + x - x, where={x: (-3, 3)})
    assert verdict.correct
    verdict = diagnose("log(x) + log(x)", 2 * log(x), where={x: (-3, 3)})
    assert verdict.correct  # sympy adds them up when it reads
    verdict = diagnose("log(2x)", log(x) + log(2), where={x: (-3, 3)})
    assert verdict.state == "undecided"
    assert not verdict.correct
    assert verdict.counterexample is None
    assert "which is no proof: it needs 2*x > 0" in verdict.message
    seen = int(verdict.message.split(" points")[0].split()[-1])
    assert f"agrees with the expected answer at {seen} of {seen}" in (
        verdict.message
    )


def test_what_has_no_known_value_is_undecided():
    verdict = diagnose(sympy.gamma(x), x**2, where={x: (1, 3)})
    assert verdict.state == "undecided"
    assert "agrees with the expected answer at 0 of" in verdict.message


def test_a_difference_at_the_ends_alone_is_found():
    # 10^-30 of the width of the interval beside its ends
    bump = (x / 10**9) ** 2
    verdict = diagnose(x + bump, x, where={x: (0, 1)})
    assert verdict.state == "not right"


# --- what cannot be read -----------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "nothing is typed yet"),
        ("1/2y", "two readings: write `1/(2*y)` or `(1/2)*y`"),
        ("9^{9^9}", "larger than any answer"),
        (None, "expected a formula as text or a sympy expression, got a None"),
        (True, "got a bool"),
        ([p], "got a list"),
        (1j, "got a complex"),
        (float("nan"), "a finite number is expected"),
        (float("inf"), "a finite number is expected"),
        pytest.param(10**5000, "larger than any answer", id="huge"),
        (sympy.I * p, "no value among the real numbers"),
        (sympy.zoo, "no value among the real numbers"),
        (sympy.nan, "no value among the real numbers"),
        (sympy.Eq(p, y), "right of the equals sign"),
        (sympy.Lambda(p, p), "is a function"),
        (sympy.MatrixSymbol("A", 2, 2)[0, 0], "does not commute"),
        (sympy.Matrix([p]), "got a"),
        (x**100, "larger than any answer"),
        ((x + y + p + 1) ** 60, "larger than any answer"),
    ],
)
def test_no_answer_raises(answer, reason):
    verdict = diagnose(answer, p * y * x, where=WHERE)
    assert not verdict.correct
    assert verdict.state == "not read"
    assert reason in verdict.message


# --- what the author of an exercise gets wrong -------------------------------


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"expected": "p"}, "not the text 'p'"),
        ({"expected": None}, "NoneType"),
        ({"expected": 0.5}, "the float 0.5 is not exact"),
        ({"expected": p, "where": {p: (1, 0)}}, "low < high"),
        ({"expected": p, "where": {"p": (0, 1)}}, "a sympy symbol"),
        ({"expected": p, "where": [p]}, "dicts of symbols"),
        ({"expected": p, "define": {p: p + 1}}, "p is defined by itself"),
        ({"expected": p, "slips": ["p"]}, "slips: expected a dict"),
        ({"expected": p, "slips": {"s": "1/2y"}}, "slips: 's': "),
        ({"expected": p, "slips": {"s": "foo"}}, "slips: 's': `foo` is not"),
        (
            {"expected": p, "where": {symbols("p", real=True): (0, 1)}},
            "two symbols are called p",
        ),
    ],
    ids=str,
)
def test_bad_arguments_are_a_value_error(arguments, reason):
    with pytest.raises(ValueError, match=r"^(expected|slips|two)") as caught:
        diagnose("p", **arguments)
    assert reason in str(caught.value)


# --- the verdict -------------------------------------------------------------


def test_a_verdict_is_one_line_with_its_word():
    line = Verdict("right", "proved")
    assert repr(line) == "✓ right: proved"
    assert line._repr_markdown_() == "✓ **right**: proved"
    verdict = Verdict("not right", "a\nb", {p: 1})
    assert repr(verdict) == "✗ not right: a b"
    assert not verdict.correct
    for state in ("not read", "undecided", "not attempted"):
        assert not Verdict(state, "m").correct
        assert f" {state}: m" in repr(Verdict(state, "m"))
    assert Verdict("right", "m").counterexample is None


def test_a_verdict_has_one_of_five_states():
    with pytest.raises(ValueError, match=r"expected one of .* got 'wrong'"):
        Verdict("wrong", "m")


def test_the_same_answer_gets_the_same_verdict():
    one, other = (diagnose("p^3 - x", p * x, where=WHERE) for _ in range(2))
    assert (one.message, one.counterexample) == (
        other.message,
        other.counterexample,
    )


def test_a_case_that_does_not_exist_is_not_called_right():
    x, y = sympy.symbols("x y")
    told = diagnose("x^3 + 1", x / y, where={y: {0, 1}})
    assert not told.correct
    assert "only" not in told.message
