"""Steps of gradient descent; for the exercises, some of them with a slip."""

from collections.abc import Callable

import numpy as np

from helpers import model
from helpers._checks import Floats

Pair = tuple[float, float]
Step = Callable[[Floats, Floats, float, float, float], Pair]


def means(error: Floats, x: Floats) -> Pair:
    """Return the slopes of J with respect to w and to b."""
    return float(np.mean(error * x)), float(np.mean(error))


def step_by(
    slopes: Callable[[Floats, Floats], Pair] = means,
    p_hat: Callable[[Floats], Floats] = model.sigmoid,
) -> Step:
    """Return a step by the slopes that errors and inputs give."""

    def step(x: Floats, y: Floats, w: float, b: float, eta: float) -> Pair:
        grad_w, grad_b = slopes(p_hat(w * x + b) - y, x)
        return w - eta * grad_w, b - eta * grad_b

    return step


one_step = step_by()


def one_after_the_other(
    x: Floats, y: Floats, w: float, b: float, eta: float
) -> Pair:
    """Return a step that takes the slope for b at the new w."""
    w = one_step(x, y, w, b, eta)[0]
    return w, one_step(x, y, w, b, eta)[1]


def apart(one: Pair, other: Pair) -> Pair:
    """Return the difference of two pairs."""
    return one[0] - other[0], one[1] - other[1]


#: asked of the fall of J, the rate, and the sum of the squared slopes
IsTooLong = Callable[[float, float, float], bool]


def halving(
    is_too_long: IsTooLong,
) -> Callable[[Floats, Floats, Floats, float, float], float]:
    """Return a search that halves a rate as often as it is too long."""

    def tamed(X: Floats, y: Floats, w: Floats, b: float, eta: float) -> float:
        grad_w, grad_b = model.gradient(X, y, w, b)
        square = float(grad_w @ grad_w + grad_b**2)
        before = model.log_loss(X, y, w, b)
        for _ in range(20):
            w_new, b_new = w - eta * grad_w, b - eta * float(grad_b)
            fall = before - model.log_loss(X, y, w_new, b_new)
            if is_too_long(fall, eta, square):
                eta = eta / 2
        return eta

    return tamed
