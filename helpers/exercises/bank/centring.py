"""Exercises of notebook 07."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy import oo

from helpers._checks import Floats
from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Formula, Number
from helpers.model import sigmoid

Parts = tuple[Floats, Floats]
Means = Callable[[Floats, Floats], Any]


def _of_train(X_train: Floats, X_test: Floats) -> Floats:
    return X_train.mean(axis=0)


def _less(means: Means, of_test: Means | None = None) -> Callable[..., Parts]:
    """Return a preparation that subtracts some means, right or not."""
    return lambda X_train, X_test: (
        X_train - means(X_train, X_test),
        X_test - (of_test or means)(X_train, X_test),
    )


def _standardized(X_train: Floats, X_test: Floats) -> Parts:
    train, test = _less(_of_train)(X_train, X_test)
    return train / X_train.std(axis=0), test / X_train.std(axis=0)


EXERCISES: dict[str, Exercise] = {
    "floor-of-the-valley": Choice(
        "A",
        slips={
            "so it is where x is above 0. What does raising w do to z where x "
            "is below 0?": "B",
            "w alone moves every z by about −18 times as much: what would "
            "bring them back?": "C",
            "b alone moves every z by the same amount: what would bring them "
            "back?": "D",
        },
        why="so the floor leans the other way; how narrow it is depends on "
        "how far the x lie from 0",
    ),
    "back-to-raw-units": Formula(
        "b_c - w x_bar",
        where=dict.fromkeys(["b_c", "w", "x", "x_bar"]),
        slips={
            "that is the way from raw to centred: at x = 0 the model says "
            "w(0 − x̄) + `b_c`": "b_c + w x_bar",
            "z does not change by x̄ when x does: it changes by a multiple of "
            "it": "b_c - x_bar",
            "z does not change by w when x changes by x̄": "b_c - w",
            "then the model would say at x what it should say at x + x̄": (
                "b_c"
            ),
            "that is z. The bias is what is left of it at x = 0": (
                "w (x - x_bar) + b_c"
            ),
            "so far the bias moves. From where, and which way?": "w x_bar",
            "that moves b, but where does it start? At x = x̄ the raw model "
            "must say `b_c`": "-w x_bar",
        },
        why="both models say the same of every x: only the origin differs",
    ),
    "prepare-both-parts": Code(
        _less(_of_train),
        cases=[
            (
                np.array([[1.0, 10.0], [2.0, 30.0], [6.0, 20.0]]),
                np.array([[4.0, 25.0], [8.0, 5.0]]),
            ),
            (
                np.array(
                    [
                        [0.5, -7.0, 3.0],
                        [2.5, 1.0, 3.5],
                        [1.0, 4.0, -2.0],
                        [-4.0, 6.5, 0.0],
                    ]
                ),
                np.array([[1.0, 1.0, 1.0], [0.0, -3.0, 5.0]]),
            ),
        ],
        slips={
            "one mean was taken of all numbers, but each column has its own": (
                _less(lambda X_train, _: X_train.mean())
            ),
            "each part lost one mean of all its numbers. But each column has "
            "a mean, and the training part gives them": (
                _less(lambda X_train, _: X_train.mean(), lambda _, X: X.mean())
            ),
            "the means come from the hold-out part, which should not help to "
            "prepare the model": _less(lambda _, X_test: X_test.mean(axis=0)),
            "each row lost its own mean, which mixes one example's features. "
            "The columns have means": (
                lambda *parts: tuple(
                    X - X.mean(axis=1)[:, None] for X in parts
                )
            ),
            "the hold-out part brings its own means, so the two parts are "
            "measured from different origins": (
                _less(_of_train, lambda _, X_test: X_test.mean(axis=0))
            ),
            "the means are taken over both parts, so strangers have helped to "
            "prepare the model": (
                _less(lambda *parts: np.vstack(parts).mean(axis=0))
            ),
            "the hold-out part is still measured from the old origin": (
                _less(_of_train, lambda *_: 0.0)
            ),
            "that also divides by the spread: centring only moves": (
                _standardized
            ),
            "the means are added: then the new ones are twice the old": (
                _less(lambda X_train, _: -X_train.mean(axis=0))
            ),
        },
        why="the hold-out means are not 0 afterwards, and need not be: same "
        "origin, other points",
    ),
    "a-walk-for-the-bias": Number(
        250,
        slips={
            "that is the size of b. How many steps of 0.02 is it away?": 5,
            "that is b. How many steps of 0.02 is it away?": -5,
            "that b belongs to the sum of both centres: midway is half of "
            "it": 500,
            "only the second feature is counted: z = w₁x₁ + w₂x₂ + b": 200,
            "only the first feature is counted: z = w₁x₁ + w₂x₂ + b": 50,
            "−4.25 w₂ belongs to the clouds above: these two lie elsewhere": (
                212.5
            ),
            "then the boundary runs through the centre of a cloud: which "
            "point is midway?": 425,
            "then the boundary runs through the centre of the first cloud: "
            "which point is midway?": 75,
            "you multiplied by 0.02: how often does 0.02 go into b?": 0.1,
            "so it would be if the data were centred": 0,
        },
        why="on centred data it would have no way to go at all",
    ),
    "was-it-luck": Number(
        0.3,
        within=5e-4,
        slips={
            "there raw still ends at 0.132, above the 0.077 of centred": 0.1,
            "at the same rate raw loses, as at each of the eight: it ends at "
            "0.337": 0.01,
            "so often raw wins at equal rates, indeed. Now let it choose its "
            "own": 0,
            "there raw ends at 0.255, far above the 0.077 of centred": 0.03,
            "that is the loss to get below; the rate is asked for": 0.077,
            "that is how many times as large the rate is: the rate itself is "
            "asked for": 30,
            "there raw ends lower still, but a smaller rate does it "
            "already": 1,
            "that is the largest of the eight: a smaller one does it "
            "already": 3,
        },
        why="luck it was not: at the same rate centred is ahead eight times "
        "out of eight",
    ),
    "kappa-on-paper": Formula(
        "(mu^2 + s^2 + 1)^2 / s^2",
        where={"mu": None, "s": (0, oo)},
        slips={
            "that divides the large eigenvalue by the determinant. But the "
            "determinant is both eigenvalues multiplied": (
                "(mu^2 + s^2 + 1) / s^2"
            ),
            "that is the large eigenvalue: κ is large divided by small": (
                "mu^2 + s^2 + 1"
            ),
            "that is small divided by large: κ is never below 1": (
                "s^2 / (mu^2 + s^2 + 1)^2"
            ),
            "the smaller eigenvalue is not s²: s² is the product of both": (
                "mu^2 / s^2"
            ),
            "that is the sum squared. From the smaller eigenvalue something "
            "else comes in": "(mu^2 + s^2 + 1)^2",
            "that is κ exactly. Asked for is the short formula, with the "
            "whole sum as the larger eigenvalue": (
                "(mu^2 + s^2 + 1 + sqrt((mu^2 + s^2 + 1)^2 - 4 s^2))"
                " / (mu^2 + s^2 + 1 - sqrt((mu^2 + s^2 + 1)^2 - 4 s^2))"
            ),
            "that is the determinant: it gives you the small eigenvalue, once "
            "you have the large one": "s^2",
            "that is the small eigenvalue": "s^2 / (mu^2 + s^2 + 1)",
            "check the determinant: the product of the two μ is subtracted": (
                "(mu^2 + s^2 + 1)^2 / (s^2 + 2 mu^2)"
            ),
            "the determinant is s², not s": "(mu^2 + s^2 + 1)^2 / s",
            "the determinant has μ · μ in it, not μ": (
                "(mu^2 + s^2 + 1)^2 / (s^2 + mu^2 - mu)"
            ),
            "the diagonal adds up to more: its last entry is 1": (
                "(mu^2 + s^2)^2 / s^2"
            ),
            "close, for large μ. But put the whole sum of the diagonal in": (
                "mu^4 / s^2"
            ),
        },
        why="at a given spread it grows with the fourth power of the mean",
    ),
    "forecast-in-raw-degrees": Code(
        lambda degrees, mean, w, b: sigmoid(w * (degrees - mean) + b),
        cases=[(50.0, 60.0, -0.2, -1.0), (58.0, 64.0, 0.1, -0.7)],
        slips={
            "that is the friend's: a model that measures from the mean takes "
            "50 for 50 degrees above it": (
                lambda degrees, mean, w, b: sigmoid(w * degrees + b)
            ),
            "the mean is added: is 50 °F above or below a mean of 60?": (
                lambda degrees, mean, w, b: sigmoid(w * (degrees + mean) + b)
            ),
            "mean − degrees turns cold into warm": (
                lambda degrees, mean, w, b: sigmoid(w * (mean - degrees) + b)
            ),
            "brackets: w multiplies the whole difference": (
                lambda degrees, mean, w, b: sigmoid(w * degrees - mean + b)
            ),
            "brackets: the bias is added last, w does not multiply it": (
                lambda degrees, mean, w, b: sigmoid(w * (degrees - mean + b))
            ),
            "the bias is subtracted": (
                lambda degrees, mean, w, b: sigmoid(w * (degrees - mean) - b)
            ),
            "the bias is forgotten": (
                lambda degrees, mean, w, b: sigmoid(w * (degrees - mean))
            ),
            "that is z: the sigmoid is forgotten": (
                lambda degrees, mean, w, b: w * (degrees - mean) + b
            ),
        },
        why="whatever was done to the data is a part of the model, and has to "
        "be done to each question too",
    ),
}
