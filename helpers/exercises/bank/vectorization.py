"""Exercises of notebook 05."""

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers._checks import Floats
from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Number
from helpers.model import sigmoid

Gradient = tuple[Floats, Any]


def _error(z: Floats, y: Floats) -> Floats:
    return sigmoid(z) - y


def _n_examples(X: Floats) -> int:
    return X.shape[1]


def _one(_: Floats) -> int:
    return 1


def _in_columns(
    divide_w: Callable[[Floats], int],
    divide_b: Callable[[Floats], int],
    error: Callable[[Floats, Floats], Floats] = _error,
) -> Callable[..., Gradient]:
    """Return a gradient for examples in columns, right or not."""
    return lambda X, y, w, b: (
        X @ error(w @ X + b, y) / divide_w(X),
        error(w @ X + b, y).sum() / divide_b(X),
    )


def _weighted(
    divide: Callable[[Floats], Any] = np.sum,
    counts: Callable[[Floats], Floats] = np.copy,
    error: Callable[[Floats, Floats], Floats] = _error,
) -> Callable[..., Gradient]:
    """Return a gradient with weighted examples, right or not."""

    def gradient(
        X: Floats, y: Floats, w: Floats, b: float, v: Floats
    ) -> Gradient:
        errors = counts(v) * error(X @ w + b, y) / divide(v)
        return X.T @ errors, errors.sum()

    return gradient


_SMALL = (
    np.array([[1.0, 3.0], [2.0, -1.0], [0.0, 2.0]]),
    np.array([1.0, 0.0, 0.0]),
    np.array([0.5, -0.5]),
    1.0,
)
_LARGER = (
    np.array(
        [
            [0.5, 1.0, -2.0],
            [1.5, 0.0, 1.0],
            [-1.0, 2.5, 0.5],
            [3.0, 1.0, -0.5],
            [0.2, -1.5, 2.0],
        ]
    ),
    np.array([1.0, 1.0, 0.0, 1.0, 1.0]),
    np.array([0.8, -0.3, 0.6]),
    -0.4,
)

EXERCISES: dict[str, Exercise] = {
    "twenty-times-too-large": Choice(
        "7",
        slips={
            "line 1 only names what comes in": "1",
            "`X.shape` is (m, n), so it is unpacked in the right order": "2",
            "there all sums start at 0, as they should": "3",
            "with too few turns, or too many, the slope for b would be wrong "
            "as well": "4",
            "a wrong error would spoil the slope for b as well": "5",
            "each weight does get a sum of its own. What happens to what is "
            "added?": "6",
            "that is the line for b, whose slope is right. Which line should "
            "look like it, and does not?": "8",
            "when it returns, the harm is done": "9",
        },
        why="where m = n nobody would notice: so check a gradient on data "
        "with m ≠ n",
    ),
    "accuracy-from-a-column": Code(
        lambda p_hat, y_column: np.mean((p_hat > 0.5) == y_column[:, 0]),
        cases=[
            (
                np.array([0.9, 0.2, 0.6, 0.3, 0.8]),
                np.array([[1.0], [0.0], [1.0], [0.0], [0.0]]),
            ),
            (
                np.array([0.8, 0.7, 0.05, 0.45, 0.55, 0.35, 0.2]),
                np.array([[0.0], [0.0], [0.0], [1.0], [0.0], [1.0], [0.0]]),
            ),
        ],
        slips={
            "that is a table, each forecast against each label: its shape is "
            "(m, m). Make the column flat first": (
                lambda p_hat, y_column: np.mean((p_hat > 0.5) == y_column)
            ),
            "that is the part that is wrong": (
                lambda p_hat, y_column: np.mean(
                    (p_hat > 0.5) != y_column[:, 0]
                )
            ),
            "no forecast counts as right: a probability itself is hardly ever "
            "0 or 1, so compare it with the threshold first": (
                lambda p_hat, y_column: np.mean(p_hat == y_column[:, 0])
            ),
            "that is the part whose label is 0: have you compared p̂ with "
            "½? (`int` rounds *down*.)": (
                lambda p_hat, y_column: np.mean(y_column[:, 0] == 0)
            ),
            "`y_column[0]` is the first label alone: each forecast needs its "
            "own": lambda p_hat, y_column: np.mean(
                (p_hat > 0.5) == y_column[0]
            ),
            "only the rightly forecast 1s are counted: a 0 can be forecast "
            "rightly as well": lambda p_hat, y_column: np.mean(
                (p_hat > 0.5) & (y_column[:, 0] == 1)
            ),
            "that is the part for which 1 is forecast: the labels have to "
            "enter": lambda p_hat, y_column: np.mean(p_hat > 0.5),
        },
        why="the mean of the (m, m) table lies between 0 and 1 as well, so "
        "nobody would see that it is wrong",
    ),
    "examples-in-columns": Code(
        _in_columns(_n_examples, _n_examples),
        cases=[
            (_SMALL[0].T, *_SMALL[1:]),
            (_LARGER[0].T, *_LARGER[1:]),
        ],
        slips={
            "`len(X)` counts the rows, and here the rows are features": (
                _in_columns(len, len)
            ),
            "for b the mean is right. For w you divide by the number of rows, "
            "and here the rows are features": _in_columns(len, _n_examples),
            "sums stand where means belong: J divides by m": (
                _in_columns(_one, _one)
            ),
            "for w it is right. For b a sum stands where the mean belongs": (
                _in_columns(_n_examples, _one)
            ),
            "for b it is right. For w a sum stands where the mean belongs": (
                _in_columns(_one, _n_examples)
            ),
            "the sigmoid is forgotten: the error is p̂ − y, not z − y": (
                _in_columns(_n_examples, _n_examples, np.subtract)
            ),
            "a factor p̂(1 − p̂) too many: it has cancelled against the slope "
            "of the loss": _in_columns(
                _n_examples,
                _n_examples,
                lambda z, y: _error(z, y) * sigmoid(z) * sigmoid(-z),
            ),
            "the products are there, but not added: which axis has to go?": (
                lambda X, y, w, b: (
                    X * _error(w @ X + b, y) / len(y),
                    _error(w @ X + b, y).mean(),
                )
            ),
            "the bias is forgotten: it belongs to each logit": (
                lambda X, y, w, b: _in_columns(_n_examples, _n_examples)(
                    X, y, w, 0.0
                )
            ),
        },
        why="the transposes have moved, and the numbers are those of the rows",
    ),
    "rate-for-the-mean": Number(
        0.3,
        slips={
            "with the same η your steps would be 50 times shorter": 0.006,
            "that is the wrong way round: which of the two gradients is the "
            "smaller one?": 0.00012,
            "that is the factor between the two gradients; a rate is asked "
            "for": 50,
        },
        why="so a rate means something only together with the loss it was "
        "chosen for",
    ),
    "examples-that-count": Code(
        _weighted(),
        cases=[
            (*_SMALL, np.array([2.0, 1.0, 3.0])),
            (*_LARGER, np.array([1.0, 0.5, 2.0, 4.0, 0.2])),
        ],
        slips={
            "it divides by m. But an example of weight 2 counts as two "
            "examples: how many are there then?": _weighted(len),
            "the weights do not enter": _weighted(len, np.ones_like),
            "the weights stand only below the line: in the sum example i "
            "must count vᵢ times as well": _weighted(counts=np.ones_like),
            "v multiplies p̂ alone: the whole error counts vᵢ times": (
                lambda X, y, w, b, v: _weighted(
                    counts=np.ones_like,
                    error=lambda z, y: v * sigmoid(z) - y,
                )(X, y, w, b, v)
            ),
            "sums stand where means belong: what does a weighted mean divide "
            "by?": _weighted(_one),
            "for w it is right, but for b the examples still count alike": (
                lambda X, y, w, b, v: (
                    _weighted()(X, y, w, b, v)[0],
                    _error(X @ w + b, y).mean(),
                )
            ),
            "for w it is right. For b the weighted errors are divided by m": (
                lambda X, y, w, b, v: (
                    _weighted()(X, y, w, b, v)[0],
                    (v * _error(X @ w + b, y)).mean(),
                )
            ),
            "it is divided twice, by the sum of the weights and by m": (
                _weighted(lambda v: v.sum() * len(v))
            ),
            "v does not belong to X: a weight leaves what the model says of "
            "an example as it is": (
                lambda X, y, w, b, v: _weighted(len, np.ones_like)(
                    v[:, None] * X, y, w, b, v
                )
            ),
            "v enters twice: multiply either X or the errors by it": (
                _weighted(counts=np.square)
            ),
            "the sigmoid is forgotten: the error is p̂ − y, not z − y": (
                _weighted(error=np.subtract)
            ),
        },
        why="so a weight of 2 and a second copy are the same thing to the "
        "descent",
    ),
    "log-of-a-sum": Code(
        lambda a, b: np.logaddexp(a, b),
        cases=[(0.0, 0.0), (1.0, 3.0), (0.5, -2.0)],
        far=[
            (1000.0, 999.0),
            (-1000.0, -1001.0),
            (-800.0, 900.0),
            (900.0, -800.0),
        ],
        far_message="for moderate numbers it is right. At 1000 an `exp` "
        "overflows, and at −1000 all is rounded to 0: take out the larger "
        "of a and b first",
        slips={
            "a + b is the logarithm of the product: the logarithm of a sum "
            "does not split": lambda a, b: a + b,
            "that is nearly right, if one of the two is much larger. What "
            "does the smaller one add?": max,
            "the exponent has the wrong sign: inside `log1p` there must be "
            "something below 1": (
                lambda a, b: max(a, b) + np.log1p(np.exp(abs(a - b)))
            ),
            "the smaller one was taken out: then what remains inside is "
            "e to a power above 0": (
                lambda a, b: min(a, b) + np.log1p(np.exp(-abs(a - b)))
            ),
            "`log1p` adds a 1 of its own": (
                lambda a, b: np.log1p(np.exp(a) + np.exp(b))
            ),
            "eᵃ was taken out of one term only: what remains of the other, if "
            "eᵃ is taken out of it too?": (
                lambda a, b: a + np.log1p(np.exp(b))
            ),
            "the larger was taken out of one term only: what remains of the "
            "smaller, if it is taken out of that too?": (
                lambda a, b: max(a, b) + np.log1p(np.exp(min(a, b)))
            ),
            "you take a out even where b is the larger of the two": (
                lambda a, b: a + np.log1p(np.exp(-abs(a - b)))
            ),
            "the larger one was taken out: then it must be added again": (
                lambda a, b: np.log1p(np.exp(-abs(a - b)))
            ),
            "eᵃ was taken out: then a must be added again": (
                lambda a, b: np.log1p(np.exp(b - a))
            ),
            "the larger one is taken out, but b − a is above 0 where b is the "
            "larger": lambda a, b: max(a, b) + np.log1p(np.exp(b - a)),
            "that is the smaller one: of the larger one, taken out, a 1 "
            "remains inside the logarithm": min,
            "one logarithm too few: that is the sum itself": (
                lambda a, b: np.exp(a) + np.exp(b)
            ),
        },
        why="with a = 0 it is log(1 + eᵇ): your function does all that "
        "`softplus` does",
    ),
    "did-the-seals-get-better": Number(
        0.468,
        within=0.02,
        slips={
            "that is the fall of J, which is a mean: how much is it in all 23 "
            "losses together?": 0.0204,
            "that is the way from log 2, where the descent begins. How far "
            "below 0.4416 does it end?": 6.25,
            "that is J with both columns: how far is it below 0.4416?": 0.4213,
            "that is the second weight: how far does J fall?": 0.593,
            "that is what remains of all 23 losses; how much has been "
            "gained?": 9.69,
        },
        why="a column of random numbers would gain about half a nat on "
        "average, so it may be chance",
    ),
}
