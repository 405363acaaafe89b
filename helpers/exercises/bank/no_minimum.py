"""Exercises of notebook 09."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy import oo

from helpers import model
from helpers._checks import Floats
from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Formula, Number


def _judged(
    verdict: Callable[[Floats, Floats], Any],
) -> Callable[[Floats, Floats, Floats, float], Any]:
    """Return what judges a line by (s, z): signs of labels, and logits."""

    def separates(X: Floats, y: Floats, w: Floats, b: float) -> Any:
        return verdict(2 * y - 1, X @ w + b)

    return separates


def _priced(
    price: Callable[[Floats, float], Any],
) -> Callable[[Floats, Floats, Floats, float], Any]:
    """Return the loss with γ times price(w, b) added."""

    def cost(theta: Floats, Z: Floats, y: Floats, gamma: float) -> Any:
        w, b = theta[:-1], float(theta[-1])
        return model.log_loss(Z, y, w, b) + gamma * price(w, b)

    return cost


_TWO = np.array([[1.0], [3.0]])
_FOUR = np.array([[2.0, 1.0], [3.0, 0.0], [0.0, 1.0], [1.0, -1.0]])
_01, _1100 = np.array([0.0, 1.0]), np.array([1.0, 1.0, 0.0, 0.0])
_UP, _ACROSS = np.ones(1), np.array([2.0, 0.0])
_STEEP = np.array([1.0, 2.0])

EXERCISES: dict[str, Exercise] = {
    "separates": Code(
        _judged(lambda s, z: bool((s * z > 0).all())),
        cases=[
            (_TWO, _01, _UP, -2.0),
            (_TWO, _01, _UP, -1.0),  # touches class 0
            (_TWO, _01, _UP, -3.0),  # touches class 1
            (_TWO, _01, _UP, 2.0),  # all logits above 0
            (_TWO, _01, -_UP, 4.0),  # a mean below 0
            (_TWO, np.ones(2), _UP, 1.0),
            (_TWO - 2, _01, _UP, 2.0),  # right but for the bias
            (_FOUR, _1100, _ACROSS, -3.0),
            (_FOUR, _1100, -_ACROSS, 3.0),
            (_FOUR, _1100, _STEEP, -2.75),  # a margin of 1/4
            (_FOUR, np.array([1.0, 1.0, 0.0, 1.0]), _ACROSS, -3.0),
        ],
        slips={
            "on the line is on no side: where z = 0 the loss stays log 2, "
            "however long w and b become": _judged(
                lambda s, z: (s * z >= 0).all()
            ),
            "where z = 0 an example counts as class 1 here: on the line it "
            "is on no side": _judged(lambda s, z: ((z >= 0) == (s > 0)).all()),
            "where z = 0 an example counts as class 0 here: on the line it "
            "is on no side": _judged(lambda s, z: ((z > 0) == (s > 0)).all()),
            "right for y = 1 only: at y = 0 the product y z is 0, try it": (
                _judged(lambda s, z: ((s + 1) / 2 * z > 0).all())
            ),
            "that asks whether all logits are above 0: what do the labels "
            "say?": _judged(lambda s, z: (z > 0).all()),
            "`any` is content with one example: all must be on their side": (
                _judged(lambda s, z: (s * z > 0).any())
            ),
            "a mean, or a sum, hides the one example on the wrong side": (
                _judged(lambda s, z: (s * z).mean() > 0)
            ),
            "the bias is forgotten: z = Xw + b": (
                lambda X, y, w, b: ((2 * y - 1) * (X @ w) > 0).all()
            ),
            "that is an answer for each example: `.all()` makes one of "
            "them": _judged(lambda s, z: s * z > 0),
            "that is the line that has everybody on the wrong side": (
                _judged(lambda s, z: (s * z < 0).all())
            ),
        },
        why="one `True`, for one line, is enough: then J has no minimum, "
        "whatever the other lines do",
    ),
    "what-converges": Choice(
        "4",
        slips={
            "that holds on any data: in the mean of p̂(1 - p̂)u² nothing is "
            "negative": "1",
            "that is the descent lemma, and it holds on any data, from any "
            "start": "2",
            "what falls and cannot pass below 0 comes ever closer to some "
            "number, even if that is taken nowhere": "3",
        },
        why="on separable data J approaches 0, and the weights approach "
        "no place; line 4 needs a minimum to exist",
    ),
    "shrink-factor": Formula(
        "1 - eta gamma",
        where={"eta": (0, oo), "gamma": (0, oo), "w": (0, oo)},
        slips={
            "what is the derivative of (γ/2)w²? The half is there for a "
            "reason": "1 - eta gamma/2",
            "the square brings a 2 down, and what does the half in front of "
            "it do?": "1 - 2 eta gamma",
            "a step is the slope times the rate: where is the rate?": (
                "1 - gamma"
            ),
            "a step is the rate times the slope: where is the price γ?": (
                "1 - eta"
            ),
            "descent goes against the slope: does w get longer?": (
                "1 + eta gamma"
            ),
            "that is the change of w, for w = 1: the new w is the old one "
            "plus the change": "-eta gamma",
            "that is how much is taken away: which part of w is left?": (
                "eta gamma"
            ),
            "that is the step: which factor makes the new w from the old "
            "one?": "eta gamma w",
            "that is the slope at w: what does a step make of w?": "gamma w",
            "that is the new w: by what was the old one multiplied?": (
                "w (1 - eta gamma)"
            ),
            "that is right for endlessly many short steps: this is one": (
                "exp(-eta gamma)"
            ),
        },
        why="before the data pull at w, each step takes the same share of it "
        "away; so the penalty is also called weight decay",
    ),
    "each-flight-twice": Number(
        0.5,
        slips={
            "with the same C, the price γ = 1/(C m) is no longer the same": 1,
            "the other way round: then γ is a quarter of what it was": 2,
            "m enters γ once, not squared": 0.25,
            "that is the number of flights: which C goes with it?": 46,
            "that is γ, the price itself, for 23 flights and C = 1": 1 / 23,
            "that is γ for 46 flights and C = 1: which C makes it 1/23 "
            "again?": 1 / 46,
        },
        why="scikit-learn adds the losses up where J takes the mean: with "
        "the same C, more data make the penalty count less",
    ),
    "points-that-decide": Number(
        3,
        slips={
            "that many are on their own side, and remain": 79_997,
            "the labels are missing: that is everybody on one side of the "
            "line": 40_000,
            "that is class 1 alone: one of class 0 can stray as well": 1,
            "that is class 0 alone: one of class 1 can stray as well": 2,
        },
        why="three of 80,000 decide whether a minimum exists; without them "
        "the line itself separates the rest",
    ),
    "cost-of-length": Code(
        _priced(lambda w, b: w @ w / 2),
        cases=[
            (
                np.array([2.0, -1.0, 3.0]),
                np.array([[0.0, 1.0], [1.0, 0.0], [2.0, -1.0]]),
                np.array([0.0, 1.0, 1.0]),
                0.5,
            ),
            (
                np.array([-0.4, 1.3, 0.7, -2.0]),
                np.array([[1.0, 0.5, -2.0], [0.3, -1.0, 4.0]]),
                np.array([1.0, 0.0]),
                0.1,
            ),
        ],
        slips={
            "its slope is 2γw, and b pays as well: that line has two slips": (
                _priced(lambda w, b: w @ w + b**2)
            ),
            "b is free now, but the slope would be 2γw": _priced(
                lambda w, b: w @ w
            ),
            "the slope for w is right, but b still pays for where the "
            "boundary lies": _priced(lambda w, b: (w @ w + b**2) / 2),
            "that is the length: the price is on its square": _priced(
                lambda w, b: np.sqrt(w @ w) / 2
            ),
            "that is the square of a sum: square each weight first": _priced(
                lambda w, b: w.sum() ** 2 / 2
            ),
            "that is the sum of the weights: one below 0 would be paid for "
            "being long": _priced(lambda w, b: w.sum() / 2),
            "a mean stands where the sum belongs: ‖w‖² adds the squares "
            "up": _priced(lambda w, b: np.mean(w**2) / 2),
            "sizes stand where squares belong: their slope does not fade as "
            "w does": _priced(lambda w, b: np.abs(w).sum() / 2),
            "that is the price for each weight: one cost is their sum": (
                _priced(lambda w, b: w**2 / 2)
            ),
            "the price is subtracted: then descent makes w longer and "
            "longer": _priced(lambda w, b: -(w @ w) / 2),
            "that is the slope of the price: which function has it?": _priced(
                lambda w, b: w
            ),
            "the price γ is missing: how much does length cost?": (
                lambda theta, Z, y, gamma: _priced(lambda w, b: w @ w / 2)(
                    theta, Z, y, 1.0
                )
            ),
        },
        why="now the cost that is reported is the one that the descent lowers",
    ),
    "log-of-the-epochs": Formula(
        "log(1 + t)",
        where={"t": (0, oo), "w": None},
        slips={
            "w starts at 0: what is yours at t = 0?": "log(t)",
            "that is e^w: how large is w itself?": "1 + t",
            "that is the way back, t as a function of w: its slope grows": (
                "exp(t) - 1"
            ),
            "that grows faster and faster: the larger w is, the weaker the "
            "pull": "exp(t)",
            "that comes to rest at 1: is the pull at w = 1 already 0?": (
                "1 - exp(-t)"
            ),
            "that is the pull at w = t: it falls, but w grows": "exp(-t)",
            "the pull is 1 at the start alone: it gets weaker": "t",
            "w stands on both sides: look for something whose slope is "
            "simpler, such as e^w": "t exp(-w)",
            "that is the slope of w, not w": "exp(-w)",
            "that is the pull at the time t: sum it up from 0 to t": (
                "1/(1 + t)"
            ),
        },
        why="ten times the epochs add about log 10 = 2.3, again and again: "
        "slower and slower, and without an end",
    ),
}
