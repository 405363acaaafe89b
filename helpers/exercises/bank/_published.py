"""Programs as they were published, rebuilt in our names.

Each slip stands here alone. `exhibit` shows the lines below a docstring, so
the docstring may name the slip, and no comment does.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers._checks import Floats
from helpers.model import gradient, sigmoid

Slopes = tuple[Floats, float | np.floating[Any]]
Program = Callable[[Floats, Floats, Floats, float], Slopes]
Descent = Callable[[Floats, Floats, float, int], Slopes]


def sum_in_a_chain(X: Floats, y: Floats, w: Floats, b: float) -> Slopes:
    """A adds up the first factor before it meets the second."""
    p_hat = sigmoid(X @ w + b)
    dJ_dp = np.sum((1 - y) / (1 - p_hat) - y / p_hat) / len(y)
    dp_dz = p_hat * (1 - p_hat)
    dJ_dz = dJ_dp * dp_dz
    return X.T @ dJ_dz, np.sum(dJ_dz)


def summed_loss(X: Floats, y: Floats, w: Floats, b: float) -> float:
    """B prints the loss as a sum, its gradient as a mean."""
    p_hat = sigmoid(X @ w + b)
    losses = -(y * np.log(p_hat) + (1 - y) * np.log(1 - p_hat))
    return np.sum(losses)


def length_of_a_row(X: Floats, y: Floats, w: Floats, b: float) -> Slopes:
    """B divides by ``len(y)``, where y has shape (1, m)."""
    error = sigmoid(X @ w + b) - y
    grad_w, grad_b = error @ X, error.sum()
    grad_w /= len(y)
    grad_b /= len(y)
    return grad_w, grad_b


def rounded_apart(X: Floats, y: Floats, w: Floats, b: float) -> Slopes:
    """B multiplies two factors that are 0 and infinity far out."""
    p_hat = sigmoid(X @ w + b)
    dl_dp = (1 - y) / (1 - p_hat) - y / p_hat
    dp_dz = p_hat * (1 - p_hat)
    error = dl_dp * dp_dz
    return X.T @ error / len(y), np.mean(error)


def three_slips(X: Floats, y: Floats, w: Floats, b: float) -> Slopes:
    """D carries errors along, takes one input twice, and forgets an m."""
    dz = dw_1 = dw_2 = db = 0.0
    for i in range(len(y)):
        dz += sigmoid(X[i] @ w + b) - y[i]
        dw_1 += X[i, 0] * dz
        dw_2 += X[i, 0] * dz
        db += dz
    return np.array([dw_1, dw_2]) / len(y), db


def update_of_nothing(X: Floats, y: Floats, eta: float, T: int) -> Slopes:
    """D never puts the weights back into w, and shrinks b by itself."""
    w, w_1, w_2, b = np.zeros(2), 0.0, 0.0, 0.0
    for _ in range(T):
        grad_w, _ = gradient(X, y, w, b)
        w_1 = w_1 - eta * grad_w[0]
        w_2 = w_2 - eta * grad_w[1]
        b = b - eta * b
    return w, b


# --- mended in part ----------------------------------------------------------


def pass_with(
    *, carried: bool = False, one_input: bool = False, undivided: bool = False
) -> Program:
    """Return a pass over all examples, with some of D's slips."""

    def slopes(X: Floats, y: Floats, w: Floats, b: float) -> Slopes:
        error = sigmoid(X @ w + b) - y
        dz = np.cumsum(error) if carried else error
        inputs = X[:, [0, 0]] if one_input else X
        return dz @ inputs / len(y), dz.sum() / (1 if undivided else len(y))

    return slopes


def descent_with(
    *,
    used: bool = True,
    returned: bool = True,
    shrunk: bool = False,
    sign: int = 1,
) -> Descent:
    """Return a descent from zero weights, with some of D's slips.

    The new weights are used by the next step, and returned, or not.
    """

    def descend(X: Floats, y: Floats, eta: float, T: int) -> Slopes:
        w, seen, b = np.zeros(2), np.zeros(2), 0.0
        for _ in range(T):
            grad_w, grad_b = gradient(X, y, seen, b)
            w = w - sign * eta * grad_w
            b = b - sign * eta * (b if shrunk else grad_b)
            seen = w if used else seen
        return (w if returned else seen), b

    return descend
