"""What theory predicts for the loss above its minimum, close to it."""

import numpy as np

from helpers import convergence
from helpers._checks import Floats

# Losses beyond these cannot be drawn, nor be told from the limits.
_LOWEST, _HIGHEST = -10.0, 4.0


def shrink(H: Floats, learning_rate: float) -> float:
    """Return the factor ρ² by which each epoch multiplies the gap.

    Parameters
    ----------
    H : ndarray, shape (n + 1, n + 1)
        Hessian at the minimum.
    learning_rate : float

    Returns
    -------
    float
        Infinity where it leaves the float range.

    Examples
    --------
    >>> print(shrink(np.diag([1.0, 0.5]), 1.0))
    0.25
    """
    with np.errstate(over="ignore"):
        return float(np.square(convergence.contraction(H, learning_rate)))


def fall(gap: float, factor: float, n_epochs: int) -> Floats:
    """Return a gap multiplied by a factor at each epoch.

    Parameters
    ----------
    gap : float
        Above 0, in epoch 0.
    factor : float
    n_epochs : int

    Returns
    -------
    ndarray, shape (n_epochs + 1,)
        Kept between 1e-10 and 1e4.

    Examples
    --------
    >>> print(fall(1.0, 0.1, 2).round(6), fall(1.0, 0.0, 1)[0])
    [1.   0.1  0.01] 1.0
    """
    with np.errstate(divide="ignore"):
        steps = np.full(n_epochs, np.log10(factor))
    exponent = np.cumsum(np.append(np.log10(gap), steps))
    return 10.0 ** np.clip(exponent, _LOWEST, _HIGHEST)
