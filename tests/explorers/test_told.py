"""What is told: numbers as they are written, marks at their places."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.explorers._controls import Slider
from helpers.explorers._told import (
    Mark,
    Row,
    Told,
    fixed,
    in_words,
    short,
    ticks,
)

finite = st.floats(-1e300, 1e300)
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")


def value_of(text):
    """Return the number a text stands for."""
    plain = text.translate(PLAIN).replace(",", "")
    front, _, power = plain.partition(" · 10")
    return float(f"{front}e{power or 0}")


@given(finite)
def test_short_numbers_keep_their_value(value):
    text = short(value)
    # Three digits, and of numbers like 0.99996 or 123,456 more.
    assert value_of(text) == pytest.approx(value, rel=0.0051, abs=0)
    assert "-" not in text
    assert "e" not in text
    assert len(text) <= 14


@given(st.floats(-1e5, 1e5), st.integers(0, 4))
def test_fixed_numbers_have_their_digits_and_a_true_minus(value, digits):
    text = fixed(value, digits)
    assert re.fullmatch(
        r"−?\d+" + (rf"\.\d{{{digits}}}" if digits else ""), text
    )
    assert value_of(text) == pytest.approx(value, abs=0.501 * 10.0**-digits)
    assert text.startswith("−") == (value_of(text) < 0)


@pytest.mark.parametrize("write", [fixed, short, in_words])
def test_no_zero_has_a_sign(write):
    assert not set("-−") & set(write(-0.0))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.00"),
        (9.9996, "10.0"),
        (1e-4, "0.000100"),
        (9.99e-5, "9.99 · 10⁻⁵"),
        (999_999.0, "999,999"),
        (-1e6, "−1.00 · 10⁶"),
        (np.inf, "∞"),
        (-np.inf, "−∞"),
    ],
)
def test_short_numbers_are_written_as_in_the_course(value, text):
    assert short(value) == text


def test_infinity_is_a_word_in_a_sentence():
    assert in_words(np.inf) == "infinity"
    assert in_words(-np.inf) == "minus infinity"


def test_marks_stand_at_shares_of_the_large_control():
    big = Slider("rate", 0.1, -2.0, 2.0, 0.01, base=10.0)
    known = Mark(10.0, "2/L", "safe", "after", known=True)
    told = Told("**1**", over=[known], under=ticks([0.01, 1]), safe=1.0)
    sent = told.describe(big)
    (mark,) = sent["over"]
    assert mark["at"] == pytest.approx(0.75)
    assert mark["known"] is True
    assert (mark["role"], mark["side"]) == ("safe", "after")
    assert [tick["at"] for tick in sent["under"]] == pytest.approx([0, 0.5])
    assert [tick["text"] for tick in sent["under"]] == ["0", "1"]
    assert sent["safe"] == pytest.approx(0.5)


def test_what_is_left_out_is_empty():
    sent = Told("**1**").describe(Slider("x", 0, 0, 1, 1))
    assert sent == {
        "finding": "**1**",
        "table": {"head": [], "rows": []},
        "over": [],
        "under": [],
        "safe": None,
        "answer": "",
    }


def test_rows_are_sent_with_their_signs():
    row = Row("now", ("1", "2"), "◆", "now")
    sent = Told("", ("a", "b"), [row]).describe(Slider("x", 0, 0, 1, 1))
    assert sent["table"] == {
        "head": ["a", "b"],
        "rows": [
            {"label": "now", "cells": ["1", "2"], "sign": "◆", "role": "now"}
        ],
    }
