"""Random text: a formula or a refusal, and a formula means what it says.

The judge shares no code with the reader: it evaluates the tree from which a
text was written.
"""

import math

import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.answers import AnswerError, diagnose, read
from helpers.functions import sigma
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


X = sympy.symbols("x")


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=30), soup, mixed))
def test_any_text_gets_a_verdict_and_a_wrong_one_a_true_counterexample(text):
    expected = SYMBOLS["p"] * SYMBOLS["x"] + sigma(SYMBOLS["z"])
    verdict = diagnose(
        text, expected, where={s: (0, 1) for s in SYMBOLS.values()}
    )
    assert verdict.correct == (verdict.state == "right")
    assert "\n" not in repr(verdict)
    if verdict.counterexample:
        point = verdict.counterexample
        apart = read(text, SYMBOLS) - expected
        value = apart.rewrite(sympy.exp).subs(point).evalf(30, maxn=2000)
        assert not value.is_real or abs(value) > 1e-20


# --- a formula means what it says -------------------------------------------

POINT = {"a": 0.7, "p": 0.3, "x_1": -1.2, "z": 0.9, "p_hat": 0.6}
SPELT = {
    "a": ["a"],
    "p": ["p", "𝑝"],
    "x_1": ["x_1", "x1", "x₁", "x_{1}"],
    "z": ["z"],
    "p_hat": ["p_hat", "p̂", r"\hat{p}", "phat"],
}
CALLS = {
    "exp": (
        math.exp,
        ["exp({})", "e^({})", "e^{{{}}}", r"\exp\left({}\right)"],
    ),
    "sigma": (
        lambda u: 1 / (1 + math.exp(-u)),
        [
            "sigma({})",
            "σ({})",
            r"\sigma\left({}\right)",
            r"\frac{{1}}{{1+e^{{-({})}}}}",
        ],
    ),
    "log": (math.log, ["log({})", "ln({})", r"\ln\left({}\right)"]),
    "sqrt": (math.sqrt, ["sqrt({})", r"\sqrt{{{}}}", "({})^(1/2)", "√({})"]),
}


@st.composite
def formulas(draw, depth=3):
    """Draw a text, how tightly it binds, and its value."""
    kinds = ["name", "number"]
    if depth:
        kinds += ["sum", "minus", "product", "over", "power", "call"]
    kind = draw(st.sampled_from(kinds))
    inner = formulas(depth=depth - 1)
    if kind == "name":
        name = draw(st.sampled_from(sorted(POINT)))
        return draw(st.sampled_from(SPELT[name])), "atom", POINT[name]
    if kind == "number":
        number = draw(st.sampled_from(["1", "2", "3", "0.5", "1.25"]))
        return number, "atom", float(number)
    if kind == "call":
        function, texts = CALLS[draw(st.sampled_from(sorted(CALLS)))]
        text, _, value = draw(inner)
        return (
            draw(st.sampled_from(texts)).format(text),
            "power",
            function(value),
        )
    one, binds, value = draw(inner)
    if kind == "power":
        n = draw(st.sampled_from([2, 3, -1, -2]))
        text = draw(st.sampled_from(["({})^{n}", "({})**{n}", "({})^{{{n}}}"]))
        return text.format(one, n=n), "power", value**n
    if kind == "minus":
        return f"-{bracketed(one, binds, 'sum')}", "sum", -value
    other, ties, second = draw(inner)
    if kind == "sum":
        sign = draw(st.sampled_from(["+", "-", " − "]))
        result = value + second if sign == "+" else value - second
        return f"{one}{sign}{bracketed(other, ties, 'sum')}", "sum", result
    one, other = bracketed(one, binds, "sum"), bracketed(other, ties, "sum")
    if kind == "product":
        sign = draw(st.sampled_from(["*", "·", r" \cdot "]))
        first = bracketed(one, binds, "product")
        second_text = bracketed(other, ties, "product")
        text = f"{first}{sign}{second_text}"
        return text, "product", value * second
    shape = draw(st.sampled_from([r"\frac{{{}}}{{{}}}", "({})/({})"]))
    return shape.format(one, other), "product", value / second


def bracketed(text, binds, loose):
    """Put brackets where the reader would otherwise be free."""
    order = ["sum", "product", "power", "atom"]
    if order.index(binds) <= order.index(loose):
        return f"({text})"
    return text


@settings(max_examples=400)
@given(st.data())
def test_a_formula_means_what_it_says(data):
    try:
        text, _, value = data.draw(formulas())
    except (ValueError, ZeroDivisionError, OverflowError):
        return  # a logarithm of what is negative, say
    symbols = {name: sympy.Symbol(name) for name in POINT}
    try:
        found = read(text, symbols)
    except AnswerError as refusal:
        about = refusal.reason
        assert "readings" not in about or "numbers stand" in about, about
        return
    number = found.rewrite(sympy.exp).subs(POINT).evalf()
    if math.isfinite(value) and abs(value) < 1e6:
        assert float(number) == pytest.approx(value, rel=1e-6, abs=1e-6), text
