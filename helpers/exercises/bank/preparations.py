"""Exercises of notebook 08."""

from collections.abc import Callable

import numpy as np
from sympy import oo

from helpers._checks import Floats
from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Formula, Number, Order


def _both(
    held_out: Callable[[Floats, Floats, Floats], Floats],
) -> Callable[[Floats, Floats], tuple[Floats, Floats]]:
    """Return what prepares the second part from (X_test, c, s)."""

    def prepare(X_train: Floats, X_test: Floats) -> tuple[Floats, Floats]:
        c, s = X_train.mean(axis=0), X_train.std(axis=0)
        return (X_train - c) / s, held_out(X_test, c, s)

    return prepare


def _spread(X: Floats, ddof: int = 0) -> Floats:
    """Return the standard deviations, 1 for a constant column."""
    return np.where(np.ptp(X, axis=0) == 0, 1.0, X.std(axis=0, ddof=ddof))


def _standardize(X: Floats) -> Floats:
    return np.where(
        np.ptp(X, axis=0) == 0, 0.0, (X - X.mean(axis=0)) / _spread(X)
    )


EXERCISES: dict[str, Exercise] = {
    "centimetres-or-metres": Number(
        6.25,
        slips={
            "that is κ in centimetres: how large is s in metres?": 1600,
            "κ is the largest curvature divided by the smallest, so it is "
            "never below 1": 0.16,
            "the spread enters the curvature squared": 2.5,
            "1,600 divided by 100: but s enters squared, and which of the two "
            "curvatures is the larger one now?": 16,
            "that is the curvature along w alone: κ compares two": 0.04,
            "that is the spread in metres: κ compares two curvatures": 0.4,
        },
        why="in metres J is the flatter one along w: smaller numbers help "
        "only until the spread is about 1",
    ),
    "held-out-preparation": Code(
        _both(lambda X, c, s: (X - c) / s),
        cases=[
            (np.array([[0.0], [4.0]]), np.array([[6.0], [2.0], [-1.0]])),
            (
                np.array([[1.0, 30.0], [2.0, 10.0], [6.0, 14.0]]),
                np.array([[0.5, 20.0], [7.0, 11.0]]),
            ),
        ],
        slips={
            "the hold-out part gets a mean and a spread of its own: then the "
            "same temperature means two different things": _both(
                lambda X, c, s: (X - X.mean(axis=0)) / X.std(axis=0)
            ),
            "it is centred, and not yet scaled": _both(lambda X, c, s: X - c),
            "it is scaled, and not yet centred": _both(lambda X, c, s: X / s),
            "a bracket is missing: only c is divided by s": _both(
                lambda X, c, s: X - c / s
            ),
        },
        why="what the model learned is written in the units of the training "
        "part, so every question to it must be put in these",
    ),
    "scale-then-centre": Choice(
        "3",
        slips={
            "subtracting a constant does not change the spread: it may be "
            "taken before": "1",
            "dividing first is allowed: then the spread is 1, but what "
            "becomes of the mean?": "2",
            "that line is true, and it passes: it looks at the spread "
            "alone": "4",
        },
        why="after line 2 the mean is c/s, and c itself is subtracted; line 4 "
        "cannot see it, a spread is blind to an offset",
    ),
    "intercept-in-celsius": Formula(
        "b + 32 w",
        where={"w": None, "b": None, "C": None},
        slips={
            "which temperature in °F is 0 °C? There the logit is not b": "b",
            "the sign: 0 °C is warmer than 0 °F, so F is positive there": (
                "b - 32 w"
            ),
            "32 is added after the factor 1.8, which does not touch it": (
                "b + 57.6 w"
            ),
            "the 32 degrees must pass through w, as all degrees do": "b + 32",
            "only what is multiplied by C gets the factor 1.8": (
                "1.8 b + 32 w"
            ),
            "that is the way back, from °C to °F": "b - 32 w/1.8",
            "which temperature in °F is 0 °C? 1.8 has no part in it": (
                "b + 32 w/1.8"
            ),
            "a logit has no unit to be changed: only C gets the factor": (
                "(b + 32 w)/1.8"
            ),
            "that is the whole logit: what is left of it at C = 0?": (
                "1.8 w C + 32 w + b"
            ),
            "that is the slope per °C": "1.8 w",
        },
        why="it is the logit at 0 °C; slope and intercept have new numbers, "
        "and no forecast has changed",
    ),
    "even-odds-place": Formula(
        "c - s b / w",
        where={"w": (0, oo), "b": None, "c": None, "s": (0, oo)},
        slips={
            "that is the place in spreads from the mean: the data have units "
            "of their own": "-b/w",
            "the sign: put your x into the formula, and look whether z is 0": (
                "c + s b/w"
            ),
            "that is how far it lies from the mean: where is the mean?": (
                "-s b/w"
            ),
            "a mean in units of the data and a place in spreads cannot be "
            "added: bring both to one unit": "c - b/w",
            "is one spread s units of the data, or one s-th of a unit?": (
                "c - b/(s w)"
            ),
            "w and b have changed places: a steeper slope brings it nearer to "
            "the mean": "c - s w/b",
            "that prepares a second time: here the way leads back to the "
            "units of the data": "(-b/w - c)/s",
            "the mean was subtracted in units of the data: do not multiply it "
            "by s": "s (c - b/w)",
        },
        why="it is minus intercept by slope in raw units, too: the place does "
        "not depend on how the data were prepared",
    ),
    "kappas-in-order": Order(
        "DBAC",
        slips={
            "does scaling always help? Work out which mean the scaled column "
            "has": "DBCA",
            "scaled but not centred, the mean is still five spreads away from "
            "0: put it into the formula": "DCBA",
            "for centred, compare 1 with s²; then put 0.5 and 0.1 into the "
            "formula for raw": "DABC",
            "is scaled really the next best? Put the mean 5 and the spread 1 "
            "into the formula": "DCAB",
            "centred keeps the spread 0.1: what is 1 divided by s²?": "BDAC",
            "that is from the largest to the smallest": "CABD",
        },
        why="scaling alone makes κ nearly five times as large here: the small "
        "unit had kept the mean small",
    ),
    "constant-column": Code(
        _standardize,
        cases=[
            (np.array([[1.0, 5.0], [2.0, 5.0], [6.0, 5.0], [7.0, 5.0]]),),
            # A column whose first and last agree, and one that hardly changes.
            (
                np.array(
                    [
                        [5.0, -3.0, 0.01],
                        [5.0, 1.0, 0.01],
                        [5.0, 0.5, 0.04],
                        [5.0, -3.0, 0.02],
                    ]
                ),
            ),
        ],
        far=[(np.array([[0.1, 1.0], [0.1, 3.0], [0.1, 8.0]]),)],
        far_message="a column of 0.1 is constant too, but by rounding its "
        "spread is 1e-17, not 0: compare its largest entry with its smallest",
        slips={
            "the constant column becomes nan: there 0 is divided by 0": (
                lambda X: (X - X.mean(axis=0)) / X.std(axis=0)
            ),
            "the constant column keeps its 5: times a weight, that is a "
            "second bias": lambda X: np.where(
                np.ptp(X, axis=0) == 0, X, _standardize(X)
            ),
            "the constant column becomes 1, a second bias: zeros were asked "
            "for": lambda X: np.where(
                np.ptp(X, axis=0) == 0, 1.0, _standardize(X)
            ),
            "the constant column is left out: here it should stay, as "
            "zeros": lambda X: _standardize(X)[:, np.ptp(X, axis=0) > 0],
            "one mean and one spread for all columns: which axis makes it "
            "column by column?": lambda X: (X - X.mean()) / X.std(),
            "that divides by m - 1: the spread here has the divisor m": (
                lambda X: (X - X.mean(axis=0)) / _spread(X, ddof=1)
            ),
            "it is scaled, and not yet centred": lambda X: X / _spread(X),
            "it is centred, and not yet scaled": lambda X: X - X.mean(axis=0),
        },
        why="a column that never changes tells nothing about y; all it can do "
        "is the job of the bias",
    ),
}
