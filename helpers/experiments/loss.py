"""Two losses of one example, and their slopes."""

from dataclasses import dataclass

import numpy as np

from helpers._checks import as_between, as_label


@dataclass(frozen=True)
class LossNumbers:
    """Two losses of one prediction and their slopes.

    Attributes
    ----------
    bce, bce_dp, bce_dz : float
        Cross-entropy, its slope against p and against the logit z.
    square, square_dp, square_dz : float
        Squared error (p − y)², and the same slopes.
    """

    bce: float
    bce_dp: float
    bce_dz: float
    square: float
    square_dp: float
    square_dz: float


def loss_numbers(y: int, p: float) -> LossNumbers:
    """Return cross-entropy and squared error of p for the label y.

    Parameters
    ----------
    y : 0 or 1
    p : float
        Between 0 and 1. A sure wrong prediction costs infinitely much.

    Returns
    -------
    LossNumbers

    Raises
    ------
    ValueError
        If `y` is not a label or `p` not a probability.

    Notes
    -----
    With dp/dz = p (1 − p) the slopes against the logit are ``p − y`` and
    ``2 (p − y) p (1 − p)``: the second vanishes where the model is surely
    wrong.

    Examples
    --------
    >>> numbers = loss_numbers(1, 0.25)
    >>> print(round(numbers.bce, 4), numbers.bce_dp, numbers.square)
    1.3863 -4.0 0.5625
    """
    y, p = as_label("y", y), as_between("p", p, 0.0, 1.0)
    right = p if y == 1 else 1.0 - p
    sign = 1.0 - 2.0 * y
    return LossNumbers(
        -float(np.log(right)) + 0.0 if right > 0 else np.inf,
        sign / right if right > 0 else sign * np.inf,
        p - y,
        (p - y) ** 2,
        2.0 * (p - y),
        2.0 * (p - y) * p * (1.0 - p) + 0.0,
    )
