"""Answers to the exercises of notebook 00."""

from tests.exercises.answers import Answers

ANSWERS = {
    "first-answer": Answers(
        right=[65, 64.8, "65", 64, "131/2", 66.0],
        wrong=[
            (31, "that is launch day"),
            (0.5, "the height of the curve"),
            ("1/2", "the height of the curve"),
            (53, "the coldest flight"),
            (81, "the warmest flight"),
            (18, "the axis has °F"),
            (70, "70 is too large"),
            (60, "60 is too small"),
            ("65 F", "expected a number alone"),
        ],
    ),
}
