"""Exercises of notebook 01."""

from sympy import oo

from helpers.exercises.kinds import Exercise, Formula

EXERCISES: dict[str, Exercise] = {
    "odds-to-probability": Formula(
        "o / (1 + o)",
        where={"o": (0, oo), "p": (0, 1)},
        slips={
            "those are odds of odds: p and o have changed places": (
                "o / (1 - o)"
            ),
            "that is the chance *against*: 1 - p": "1 / (1 + o)",
            "that is 1 more than it should be: do not divide o by o": (
                "(1 + o) / o"
            ),
            "p cannot stay on the right: collect both p on one side": (
                "o (1 - p)"
            ),
        },
        why="odds of 4 to 1 are a probability of 4/5",
    ),
}
