"""Formulas, numbers and letters: right, named slips, and what came instead."""

import numpy as np
import pytest
import sympy
from sympy import oo

from helpers.exercises.kinds import Choice, Exercise, Formula, Number, Order

SLOPE = Formula(
    "(p_hat - y) x",
    where={"y": {0, 1}, "x": None, "w": None, "z": None},
    define={"p_hat": "sigma(z)"},
    slips={
        "one edge is missing, from z to w": "p_hat - y",
        "that is the slope by x": "(p_hat - y) w",
    },
    why="error times input",
)
p, x, y = sympy.symbols("p_hat x y")


@pytest.mark.parametrize(
    "answer",
    ["(p_hat - y) x", r"(\hat{p}-y)\cdot x", "x/(1+e^-z) - xy", (p - y) * x],
)
def test_a_right_formula_says_why(answer):
    verdict = SLOPE.judge(answer)
    assert verdict.correct and verdict.message == "error times input"


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ("p_hat - y", "not right", "one edge is missing"),
        ("w (p_hat - y)", "not right", "the slope by x"),
        ("(y - p_hat) x", "not right", "the sign is turned round"),
        ("(p_hat - q) x", "not read", "`q` is not a name used here"),
        ("(p_hat - y x", "not read", ""),
        (0.3, "not right", "at `"),
        (object(), "not read", "expected a formula"),
    ],
)
def test_a_wrong_formula_is_named(answer, state, words):
    verdict = SLOPE.judge(answer)
    assert verdict.state == state and words in verdict.message


def test_ranges_may_be_open_ended():
    odds = Formula("o/(1+o)", where={"o": (0, oo)})
    assert odds.judge("1 - 1/(1+o)").message.startswith("it is proved")


NUMBER = Number(0.8, slips={"that is 1 to 4": 0.2, "those are the odds": 4})


@pytest.mark.parametrize(
    "answer", [0.8, 0.803, "4/5", "0.8", np.float64(0.8), sympy.Rational(4, 5)]
)
def test_a_right_number(answer):
    assert NUMBER.judge(answer).correct


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (0.2, "not right", "that is 1 to 4"),
        ("4", "not right", "those are the odds"),
        (-0.8, "not right", "the sign is turned round"),
        (1.25, "not right", "1 divided by"),
        (1.6, "not right", "twice"),
        (0.4, "not right", "half"),
        (80, "not right", "a hundred times"),
        (0.8 / np.log(2), "not right", "1.154 is too large"),
        (0.9, "not right", "0.9 is too large"),
        (0.81, "not right", "0.81 is too large"),
        (-7, "not right", "-7 is too small"),
        (True, "not read", "True or False"),
        (np.True_, "not read", "True or False"),
        ([0.8, 0.2], "not read", "got several"),
        ([0.8], "not read", "an array of one: take it out by `[0]`"),
        (np.array([0.8]), "not read", "take it out by `[0]`"),
        (np.complex128(0.8 + 3j), "not read", "got a complex one"),
        (float("nan"), "not read", "finite"),
        ("oo", "not read", ""),
        (0.8 + 0j, "not read", "got a complex"),
        (print, "not read", "expected a number"),
        ("p", "not read", "expected a number alone: `p` is not a name"),
    ],
)
def test_a_wrong_number_is_named(answer, state, words):
    verdict = NUMBER.judge(answer)
    assert verdict.state == state and words in verdict.message


def test_below_zero_small_would_have_two_readings():
    below = Number(-0.12)
    assert "-2 is too far from 0" in below.judge(-2).message
    assert "-0.01 is too near 0" in below.judge(-0.01).message
    assert "3 is too large" in below.judge(3).message


def test_zero_is_a_number_too():
    zero = Number(0)
    assert zero.judge("0").correct and zero.judge(0.001).correct
    assert "too large" in zero.judge(0.1).message
    assert "too small" in zero.judge(-0.1).message


def test_the_other_probability_is_a_usual_slip():
    assert "it is 1 minus" in Number(0.3).judge(0.7).message


LINES = Order("CABD", also=("CBAD",), slips={"that is the way back": "DBAC"})


@pytest.mark.parametrize("answer", ["CABD", "c a b d", "C, A, B, D", "cbad"])
def test_a_right_order(answer):
    assert LINES.judge(answer).correct


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ("DBAC", "not right", "that is the way back"),
        ("CADB", "not right", "up to CA it is right"),
        ("CBDA", "not right", "up to CB it is right"),
        ("ABCD", "not right", "A does not come first"),
        ("CAB", "not read", 'each once, as in "ABCD", got CAB'),
        ("CABB", "not read", "each once"),
        ("CABDE", "not read", "each once"),
        ("x" * 10**6, "not read", "each once"),
        (["C"], "not read", "got a list"),
    ],
)
def test_a_wrong_order_is_named(answer, state, words):
    verdict = LINES.judge(answer)
    assert verdict.state == state and words in verdict.message
    assert len(verdict.message) < 200


LINE = Choice("3", slips={"that line is right": "1", "so is that": "2"})


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (3, "right", "yes"),
        (" 3. ", "right", "yes"),
        ("line 3", "right", "yes"),
        ("Line 1!", "not right", "that line is right"),
        ("2 or 3", "not read", "got 2 OR 3"),
        ("1", "not right", "that line is right"),
        (2, "not right", "so is that"),
        (4, "not read", "expected one of 1, 2, 3, got 4"),
        ("the third", "not read", "expected one of 1, 2, 3, got THE THIRD"),
        (np.int64(3), "right", "yes"),
        (sympy.Integer(2), "not right", "so is that"),
        ("３", "right", "yes"),
        ("line ③", "right", "yes"),
        (3.0, "not read", "got a float"),
        (True, "not read", "got a bool"),
    ],
)
def test_a_choice_is_answered(answer, state, words):
    verdict = LINE.judge(answer)
    assert verdict.state == state and words in verdict.message


def test_a_kind_must_say_how_it_judges():
    with pytest.raises(NotImplementedError):
        Exercise(1).judge(1)
