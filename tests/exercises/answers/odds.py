"""Answers to the exercises of notebook 01."""

from tests.exercises.answers import Answers

ANSWERS = {
    "odds-to-probability": Answers(
        right=[
            "o/(1+o)",
            "o / (o + 1)",
            "1 - 1/(1+o)",
            "1/(1 + 1/o)",
            r"\frac{o}{1+o}",
        ],
        wrong=[
            ("o/(1-o)", "p and o have changed places"),
            ("1/(1+o)", "that is the chance *against*"),
            ("(1+o)/o", "1 more than it should be"),
            ("o (1 - p)", "p cannot stay on the right"),
            ("p/(1-p)", "at `"),
            ("o", "the division by `o + 1` is missing"),
            ("-o/(1+o)", "the sign is turned round"),
        ],
    ),
}
