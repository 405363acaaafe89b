"""Coordinates that can be drawn: lines across a box, numbers clipped."""

import numpy as np
from numpy.typing import ArrayLike

from helpers._checks import Floats


def level_line(
    w: ArrayLike,
    b: float,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    level: float = 0.0,
) -> Floats:
    """Return two points of the line w·x + b = level that reach past a box.

    Parameters
    ----------
    w : array_like, shape (2,)
    b : float
    xlim, ylim : two float
        The box.
    level : float
        A logit.

    Returns
    -------
    ndarray, shape (2, 2)
        x1 of both points, then x2; NaN where the line misses the box by
        far, or w is 0 and there is no line.

    Examples
    --------
    >>> print(level_line([0.0, 2.0], -2.0, (-1, 1), (0, 2)).round(3))
    [[ 2.828 -2.828]
     [ 1.     1.   ]]
    """
    w = np.asarray(w, dtype=float)
    size = float(np.hypot(*w))
    middle = np.array([sum(xlim) / 2, sum(ylim) / 2])
    reach = float(np.hypot(xlim[1] - xlim[0], ylim[1] - ylim[0]))
    nowhere = np.full((2, 2), np.nan)
    if not 0 < size < np.inf:
        return nowhere
    w, b, level = w / size, b / size, level / size
    away = level - b - float(w @ middle)
    if not abs(away) < reach:
        return nowhere
    nearest = middle + away * w
    along = reach * np.array([w[1], -w[0]])
    return np.column_stack([nearest + along, nearest - along])


def clip(values: ArrayLike, low: float, high: float) -> Floats:
    """Clip what is to be drawn to a hundred axes' lengths, NaN kept.

    Coordinates too large for the drawing library become large ones.

    Parameters
    ----------
    values : array_like
    low, high : float
        Limits of the axis.

    Returns
    -------
    ndarray

    Examples
    --------
    >>> print(clip([0.5, 1e300, np.nan], 0.0, 1.0))
    [  0.5 101.    nan]
    """
    reach = 100.0 * (high - low)
    return np.clip(np.asarray(values, dtype=float), low - reach, high + reach)
