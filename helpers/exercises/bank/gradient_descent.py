"""Exercises of notebook 04."""

import numpy as np
from sympy import oo

from helpers import model
from helpers.exercises.bank._steps import (
    apart,
    halving,
    one_after_the_other,
    one_step,
    step_by,
)
from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Formula, Number, Order

_HAND = (np.array([-1.0, 3.0]), np.array([1, 0]), 0.0, 0.0, 0.4)
_FIVE = (
    np.array([1.2, 0.3, -1.6, 2.2, -0.5]),
    np.array([1, 0, 0, 1, 1]),
    0.4,
    -0.8,
    1.5,
)
_THREE = (np.array([2.0, -1.0, 0.5]), np.array([0, 0, 1]), -1.0, 0.3, 0.7)


_SURE = (np.array([[2.0]]), np.array([1]), np.array([0.0]), 0.0, 4.0)
_MIXED = (
    np.array([[1.2, -0.7], [0.3, 2.1], [-1.6, 0.4], [2.2, 1.5], [-0.5, -1.1]]),
    np.array([0, 0, 0, 1, 1]),
    np.array([0.7, -0.4]),
    0.2,
    40.0,
)
_WIDE = (
    np.array([[9.0], [7.0], [-4.0], [8.0]]),
    np.array([1, 0, 0, 0]),
    np.array([0.3]),
    -0.5,
    2.0,
)

EXERCISES: dict[str, Exercise] = {
    "one-step": Code(
        one_step,
        cases=[_HAND, _FIVE, _THREE],
        slips={
            "it steps along the gradient, so J rises: which sign takes one "
            "down?": lambda x, y, w, b, eta: one_step(x, y, w, b, -eta),
            "a sum stands where the mean belongs: J divides by m": step_by(
                lambda error, x: (float(error @ x), error.sum())
            ),
            "w moves by a sum, b by a mean: J divides both by m": step_by(
                lambda error, x: (float(error @ x), error.mean())
            ),
            "w is right; the slope for b is taken at the new w: compute both "
            "slopes before you move": one_after_the_other,
            "the mean of products is not the product of means: each error "
            "goes with its own x": step_by(
                lambda error, x: (error.mean() * x.mean(), error.mean())
            ),
            "x is missing in the slope for w": step_by(
                lambda error, x: (error.mean(), error.mean())
            ),
            "wx + b is a logit: only the sigmoid makes a probability of it": (
                step_by(p_hat=lambda z: z)
            ),
            "the minus in the exponent of the sigmoid is lost": (
                step_by(p_hat=lambda z: model.sigmoid(-z))
            ),
            "the minus in the exponent must hold for b too: −(wx + b)": (
                lambda x, y, w, b, eta: apart(
                    one_step(x, y, w, -b, eta), (0.0, -2 * b)
                )
            ),
            "p̂ is ½ only where w = b = 0: elsewhere it must be predicted": (
                step_by(p_hat=lambda z: 0 * z + 0.5)
            ),
            "the bias never moves: its slope is the mean error": step_by(
                lambda error, x: (float(np.mean(error * x)), 0.0)
            ),
            "w and b have changed places: return w first": (
                lambda x, y, w, b, eta: one_step(x, y, w, b, eta)[::-1]
            ),
            "those are the slopes: the step is still to come": (
                lambda x, y, w, b, eta: apart(
                    (w, b), one_step(x, y, w, b, 1.0)
                )
            ),
            "that is the step alone: from where does it start?": (
                lambda x, y, w, b, eta: apart(
                    one_step(x, y, w, b, eta), (w, b)
                )
            ),
            "the learning rate is missing": (
                lambda x, y, w, b, eta: one_step(x, y, w, b, 1.0)
            ),
            "the bias is missing in z = wx + b": (
                lambda x, y, w, b, eta: apart(
                    one_step(x, y, w, 0.0, eta), (0.0, -b)
                )
            ),
        },
        why="repeat it, and you have gradient descent",
    ),
    "sixty-degrees-off": Number(
        0.5,
        slips={
            "that would be so if the wave were a straight line from 0° to "
            "90°": 1 / 3,
            "that is the sine: at 0° off it would gain nothing": (
                np.sqrt(3) / 2
            ),
            "that grows with the angle; but 0° off is best": 2 / 3,
            "nothing is gained at 90°, along the contour; here some is": 0.0,
            "that takes 60 for radians": float(np.cos(60)),
        },
        within=0.02,  # 0.33 is meant for a third
        why="the direction forgives much: a third of all directions gain "
        "more than half of what is possible; the length forgives less",
    ),
    "from-creep-to-thrash": Order(
        "CBDEA",
        slips={
            "that is from the largest rate to the smallest": "AEDBC",
            "to land at once takes a longer step than to creep": "BCDEA",
            "jumping over begins only beyond the rate that lands at once": (
                "CDBEA"
            ),
            "between shrinking and growing there is a rate that does "
            "neither": "CBEDA",
            "an error that grows has a factor beyond −1; one that keeps its "
            "size has just −1": "CBDAE",
        },
        why="the factors are 0.5, 0, −0.5, −1 and −2: as η grows, 1 − ηλ "
        "only falls, and its size is smallest in the middle",
    ),
    "epochs-along-the-valley": Number(
        67,
        slips={
            "epochs are whole: after 66 the error is still above a tenth": (
                np.log(0.1) / np.log(0.966)
            ),
            "after 66 epochs the error is still a little above a tenth": 66,
            "each epoch takes 3.4 % of what is left, not of what was there "
            "at first": 27,
            "each epoch takes 3.4 % of what is left; and an epoch is whole": (
                0.9 / 0.034
            ),
            "that is for J, which shrinks by the square of the factor": 34,
            "that is the valley's other direction, across": 3,
            "the curvature must be multiplied by η: the factor is 1 − ηλ": 60,
        },
        within=2e-3,
        why="and as many again for each further decimal: the slow direction "
        "sets the time, while across the error is long gone",
    ),
    "which-line-is-late": Choice(
        "4",
        slips={
            "any start will do, and this is the one of our loop": "1",
            "that line only counts the epochs": "2",
            "there w and b are still those with which the epoch began": "3",
        },
        why="it uses the new w. One parameter after the other also goes down "
        "to the same minimum, but it is not the step that 2/L speaks about",
    ),
    "fall-on-a-parabola": Formula(
        "eta lambda^2 delta^2 (1 - eta lambda / 2)",
        where={"eta": (0, oo), "lambda": (0, oo), "delta": None},
        slips={
            "that is what the slope promises: on the way it changes": (
                "eta lambda^2 delta^2"
            ),
            "that is the promise, with the sign of a change; the slope "
            "itself changes on the way": "-eta lambda^2 delta^2",
            "that is the error that is left; J is λ/2 times its square, and "
            "a fall is a difference": "(1 - eta lambda) delta",
            "that is the part of J that is gone: how much was there?": (
                "1 - (1 - eta lambda)^2"
            ),
            "that is the part of the promise that is kept: how much was "
            "promised?": "1 - eta lambda / 2",
            "that is the J that is left after the step: how much has gone?": (
                "lambda (1 - eta lambda)^2 delta^2 / 2"
            ),
            "the error shrinks by 1 − ηλ, but J by its square": (
                "eta lambda^2 delta^2 / 2"
            ),
            "the square of a difference is not the difference of the "
            "squares": "lambda (eta lambda delta)^2 / 2",
            "that is by how much J changes; a fall counts as positive": (
                "eta lambda^2 delta^2 (eta lambda / 2 - 1)"
            ),
            "that is how far the error moves; J is λ/2 times its square": (
                "eta lambda delta"
            ),
            "the factor ½ of J = λδ²/2 is missing": (
                "eta lambda^2 delta^2 (2 - eta lambda)"
            ),
        },
        why="that is the promise times 1 − ηλ/2: all of it for tiny steps, "
        "half at 1/λ, nothing at 2/λ",
    ),
    "rate-that-finds-itself": Code(
        halving(lambda fall, eta, square: fall < eta / 2 * square),
        cases=[_SURE, _MIXED, (*_MIXED[:4], 0.5), _WIDE],
        slips={
            "that only forbids J to rise: half of the promise is asked for": (
                halving(lambda fall, eta, square: fall < 0)
            ),
            "it halves every time: on ground that bends up, the whole "
            "promise is never kept": halving(
                lambda fall, eta, square: fall < eta * square
            ),
            "it halves when the fall is large enough: turn the question "
            "round": halving(
                lambda fall, eta, square: fall > eta / 2 * square
            ),
            "the promise also depends on η: a shorter step promises less": (
                halving(lambda fall, eta, square: fall < square / 2)
            ),
        },
        why="nobody has told it L; a search like this one is called "
        "*backtracking*, and many solvers choose their steps so",
    ),
}
