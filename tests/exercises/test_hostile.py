"""Whatever is given as an answer: `check` says one line, and runs nothing."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from helpers.exercises import BANK, check
from tests.support.hostile import HOSTILE

KINDS = {
    type(exercise).__name__: name for name, exercise in reversed(BANK.items())
}
ODD = [
    True,
    -(10**400),
    float("inf"),
    1j,
    b"p",
    {},
    {"o": 1},
    object(),
    type,
    range(3),
    np.array([]),
    np.full((300, 300), 0.5),
    np.array(["o"]),
    np.datetime64("2020"),
    sympy.Symbol("o") ** sympy.Symbol("o") ** 9,
    sympy.zoo,
    sympy.Matrix([1, 2]),
    sympy.Eq(sympy.Symbol("o"), 1),
    sympy.Function("f")(sympy.Symbol("o")),
    sympy.Integral(sympy.exp(sympy.Symbol("o") ** 2)),
    lambda *_: 1 / 0,
    lambda *_: exit(),
    lambda *_: "x" * 10**7,
    lambda: None,
    np.exp,
    print,
    __import__,
]


def shown(name, answer):
    verdict = check(name, answer)
    line = repr(verdict)
    assert "\n" not in line and len(line) < 500
    return verdict


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", ODD, ids=lambda x: type(x).__name__)
def test_an_odd_answer_gets_one_line(kind, answer):
    assert not shown(KINDS[kind], answer).correct


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_text_gets_one_line(kind):
    for text in HOSTILE:
        verdict = shown(KINDS[kind], text)
        # Of a text only the letters count where letters are asked for.
        assert kind in ("Choice", "Order") or not verdict.correct, text


@given(st.text(max_size=40))
def test_any_text_gets_one_line(text):
    for name in KINDS.values():
        shown(name, text)
