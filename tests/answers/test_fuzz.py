"""Random text: a formula or a refusal, and a formula means what it says.

The judge shares no code with the reader: it evaluates the tree from which a
text was written.
"""

import math
import operator

import pytest
import sympy
from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

from helpers.answers import AnswerError, diagnose, read
from tests.support.hostile import HOSTILE, SYMBOLS

PIECES = [
    *"abepqxyz019+-*/^()[]{}._=,'!",
    *" \\²⁻₁̂√σ·−",
    *("**", "x_1", "p_hat", "log", "ln ", "exp(", "sqrt", "sigma", "e^"),
    *(r"\frac", r"\frac{", r"\hat{p}", r"\sigma", r"\left(", r"\right)"),
    *(r"\cdot", r"\ln", "}{", "^{", "^(", "_{", "1/", "/1-", "2y", "0."),
]
soup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
mixed = st.lists(
    st.one_of(st.sampled_from(HOSTILE[:-60]), st.sampled_from(PIECES)),
    max_size=4,
).map("".join)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=60), soup, mixed))
@example("\ud800")
@example("(" * 300 + "x")
def test_any_text_is_a_formula_or_a_refusal(text):
    try:
        found = read(text, SYMBOLS)
    except AnswerError as refusal:
        assert refusal.reason
        assert str(refusal).isprintable() or "\n" in str(refusal)
    else:
        assert isinstance(found, sympy.Expr)
        assert found.free_symbols <= set(SYMBOLS.values())
        assert not found.has(sympy.I, sympy.nan, sympy.zoo, sympy.oo)


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=30), soup, mixed))
def test_any_text_gets_a_verdict(text):
    verdict = diagnose(text, SYMBOLS["p"] * SYMBOLS["x"])
    assert verdict.correct == (verdict.state == "right")
    assert "\n" not in repr(verdict)


# --- a formula means what it says -------------------------------------------

POINT = {"a": 0.7, "p": 0.3, "x_1": -1.2, "z": 0.9, "p_hat": 0.6}
SPELT = {
    "a": ["a"],
    "p": ["p", "𝑝"],
    "x_1": ["x_1", "x1", "x₁", "x_{1}"],
    "z": ["z"],
    "p_hat": ["p_hat", "p̂", r"\hat{p}", "phat"],
}
NUMBERS = ["1", "2", "3", "0.5", "1.25"]
CALLS = {
    "exp": ["exp({})", "e^({})", "e^{{{}}}", r"\exp\left({}\right)"],
    "sigma": [
        "sigma({})",
        "σ({})",
        r"\sigma\left({}\right)",
        r"\frac{{1}}{{1+e^{{-({})}}}}",
    ],
    "log": ["log({})", "ln({})", r"\ln\left({}\right)"],
    "sqrt": ["sqrt({})", r"\sqrt{{{}}}", "({})^(1/2)", "√({})"],
}
VALUES = {
    "exp": math.exp,
    "sigma": lambda u: 1 / (1 + math.exp(-u)),
    "log": math.log,
    "sqrt": math.sqrt,
}
POWERS = ["({})^{n}", "({})**{n}", "({})^{{{n}}}"]
OVER = [r"\frac{{{}}}{{{}}}", "({})/({})"]
TIMES = ["({})*({})", "({})·({})", r"({}) \cdot ({})", "({})({})"]
PLUS = ["{} + ({})", "({})+({})"]
MINUS = ["{} - ({})", "({})−({})"]


@st.composite
def formulas(draw, depth=3):
    """Draw a text, and its value at the point, or nan."""
    kinds = ["name", "number"]
    if depth:
        kinds += ["plus", "minus", "times", "over", "power", "call", "sign"]
    kind = draw(st.sampled_from(kinds))
    if kind == "name":
        name = draw(st.sampled_from(sorted(POINT)))
        return draw(st.sampled_from(SPELT[name])), POINT[name]
    if kind == "number":
        number = draw(st.sampled_from(NUMBERS))
        return number, float(number)
    one, first = draw(formulas(depth=depth - 1))
    if kind == "sign":
        return f"-({one})", -first
    if kind == "call":
        name = draw(st.sampled_from(sorted(CALLS)))
        text = draw(st.sampled_from(CALLS[name]))
        return text.format(one), value_of(VALUES[name], first)
    if kind == "power":
        n = draw(st.sampled_from([2, 3, -1, -2]))
        text = draw(st.sampled_from(POWERS))
        return text.format(one, n=n), value_of(pow, first, n)
    other, second = draw(formulas(depth=depth - 1))
    texts, function = {
        "plus": (PLUS, operator.add),
        "minus": (MINUS, operator.sub),
        "times": (TIMES, operator.mul),
        "over": (OVER, operator.truediv),
    }[kind]
    text = draw(st.sampled_from(texts))
    return text.format(one, other), value_of(function, first, second)


def value_of(function, *args):
    try:
        return function(*args)
    except (ValueError, ZeroDivisionError, OverflowError):
        return math.nan


#: the only reasons for which a formula of this kind is refused
NO_VALUE = (
    "no value",
    "zero",
    "exponentials inside",
    "larger than any answer",
    "two readings",  # p(z), or a lone 1
)


@settings(max_examples=400)
@given(formulas())
def test_a_formula_means_what_it_says(formula):
    text, value = formula
    try:
        found = read(text, {name: sympy.Symbol(name) for name in POINT})
    except AnswerError as refusal:
        event(f"refused: {refusal.reason[:30]}")
        assert any(reason in refusal.reason for reason in NO_VALUE), text
        return
    assume(abs(value) < 1e6)
    event("compared")
    number = found.rewrite(sympy.exp).subs(POINT).evalf()
    assert float(number) == pytest.approx(value, rel=1e-6, abs=1e-6), text


# --- a verdict is true -------------------------------------------------------

NAMES = {name: sympy.Symbol(name) for name in POINT}
WHERE = {
    symbol: (-3, 3) if name in ("x_1", "z") else (0, 1)
    for name, symbol in NAMES.items()
}


@settings(max_examples=100)
@given(formulas(), formulas())
def test_a_verdict_is_true(one, other):
    try:
        expected = read(one[0], NAMES)
        answer = read(other[0], NAMES)
    except AnswerError:
        return
    assert diagnose(one[0], expected, where=WHERE).correct
    assert diagnose(one[0], expected + 1, where=WHERE).state != "right"
    verdict = diagnose(other[0], expected, where=WHERE)
    event(verdict.state)
    if verdict.correct and math.isfinite(one[1]) and math.isfinite(other[1]):
        assert one[1] == pytest.approx(other[1], rel=1e-6, abs=1e-6)
    if verdict.counterexample is not None:
        gap = (answer - expected).rewrite(sympy.exp)
        value = gap.subs(verdict.counterexample).evalf(30, maxn=5000)
        assert not value.is_real or abs(value) > 1e-20
