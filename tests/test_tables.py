"""Tables as cells print them."""

import numpy as np
import pytest

from helpers.tables import table


def test_text_stands_left_and_numbers_right(capsys):
    table(
        {
            "way": (["raw", "standardized"], "s"),
            "kappa": (np.array([70.25, 5.0]), ".1f"),
            "points": ([80_000, 7], ",d"),
        }
    )
    assert capsys.readouterr().out.splitlines() == [
        "way           kappa  points",
        "raw            70.2  80,000",
        "standardized    5.0       7",
    ]


def test_a_short_column_ends_early_and_no_line_ends_in_blanks(capsys):
    table({"a": ([1, 2], "d"), "b": (iter([3.0]), "g"), "c": ([], "s")})
    assert capsys.readouterr().out == "a  b  c\n1  3\n2\n"


def test_an_accent_takes_no_room(capsys):
    table({"z, p̂": ([12345678], "d"), "y": ([1], "d")})
    heading, cells = capsys.readouterr().out.splitlines()
    assert heading == "    z, p̂  y"
    assert cells == "12345678  1"


def test_the_keys_of_a_dict_are_a_column(capsys):
    table({"flights": ({"raw": 1, "centred": 2}, "s")})
    assert capsys.readouterr().out == "flights\nraw\ncentred\n"


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, r"columns: expected a dict of columns, got \{\}"),
        ([1.0], r"columns: expected a dict of columns, got \[1.0\]"),
        ({"a": [1, 2]}, r"expected \(values, format\) in 'a', got \[1, 2\]"),
        ({"a": (3.0, "g")}, r"expected \(values, format\) in 'a', got \(3.0"),
        ({"a": ([3.0], 2)}, r"expected \(values, format\) in 'a'"),
        ({"a": ("text", "s")}, r"expected \(values, format\) in 'a'"),
        ({"a": ([0.5], "d")}, r"format 'd' in 'a': .*'d'.*float"),
        ({"a": ([[0.5]], ".2f")}, r"format '.2f' in 'a': .*list"),
    ],
)
def test_bad_input_is_named_before_anything_is_printed(columns, words, capsys):
    good = {"first": ([1], "d")}
    with pytest.raises(ValueError, match=words):
        table(
            good | columns
            if columns and isinstance(columns, dict)
            else columns
        )
    assert capsys.readouterr().out == ""
