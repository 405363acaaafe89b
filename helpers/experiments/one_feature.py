"""Data of one feature: the plane of (w, b), its bound and its minimum.

State: the name of a data set. Numbers: the data, the part of the plane worth
drawing, L, and the minimum where there is one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers import convergence, data, model
from helpers._checks import Floats, as_choice, read_only
from helpers.minimum import one_feature_minimiser


@dataclass(frozen=True, eq=False)
class Problem:
    """One feature with labels, and what theory says about it.

    Attributes
    ----------
    X : ndarray, shape (m, 1)
    y : ndarray of int, shape (m,)
    w_limits, b_limits : two float
        The part of the plane to draw.
    feature : str
        Name of the feature.
    L : float
        Bound on the curvature anywhere.
    minimum : (w, b) or None
        None where a boundary separates the classes, or one class is absent.
    min_loss : float
        The loss there; 0 where only a limit at infinity exists.
    """

    X: Floats
    y: data.Labels
    w_limits: tuple[float, float]
    b_limits: tuple[float, float]
    feature: str
    L: float
    minimum: tuple[float, float] | None
    min_loss: float


_Limits = tuple[float, float]
_Plane = tuple[Floats, data.Labels, _Limits, _Limits, str]


def _overlapping() -> _Plane:
    """Return two classes that overlap."""
    X, y = data.two_gaussians(500, means=((-1,), (1,)))
    return X, y, (-3.0, 6.0), (-4.0, 4.0), "x"


def _gaussians_07() -> _Plane:
    """Return notebook 07's classes, seen along the line of their means."""
    # Both classes are round, so the line of the means is all that counts.
    X, y = data.two_gaussians(500)
    along = np.array([[2.0], [8.0]]) / np.hypot(2.0, 8.0)
    return X @ along, y, (-1.0, 4.0), (-6.0, 4.0), "x along the means"


def _challenger_raw() -> _Plane:
    """Return the 23 flights in °F."""
    X, y = data.challenger()
    return X, y, (-0.5, 0.2), (-8.0, 26.0), "temperature (°F)"


def _challenger_standardized() -> _Plane:
    """Return the 23 flights, standardized."""
    X, y = data.challenger()
    X = data.Scaling().fit(X).transform(X)
    return X, y, (-4.0, 2.0), (-4.0, 2.0), "temperature (standardized)"


def _separable() -> _Plane:
    """Return two classes far apart."""
    X, y = data.two_gaussians(40, means=((-3,), (3,)))
    return X, y, (-2.0, 8.0), (-5.0, 5.0), "x"


DATASETS: dict[str, Callable[[], _Plane]] = {
    "overlapping": _overlapping,
    "Gaussians of 07": _gaussians_07,
    "Challenger, raw": _challenger_raw,
    "Challenger, standardized": _challenger_standardized,
    "separable": _separable,
}


def problem(dataset: str) -> Problem:
    """Return the data of this name, with bound and minimum.

    Parameters
    ----------
    dataset : str
        A key of `DATASETS`.

    Returns
    -------
    Problem

    Raises
    ------
    ValueError
        If there is no such data.
    """
    return _solved(as_choice("dataset", dataset, DATASETS))


@lru_cache
def _solved(dataset: str) -> Problem:
    """Return the data of a known name, worked out once."""
    X, y, w_limits, b_limits, feature = DATASETS[dataset]()
    at = one_feature_minimiser(X, y)
    return Problem(
        read_only(X),
        read_only(y),
        w_limits,
        b_limits,
        feature,
        convergence.curvature_bound(X),
        at,
        0.0 if at is None else model.log_loss(X, y, [at[0]], at[1]),
    )


@lru_cache
def surface(dataset: str) -> tuple[Floats, Floats, Floats]:
    """Return the loss over the plane of w and b.

    Parameters
    ----------
    dataset : str
        A key of `DATASETS`.

    Returns
    -------
    w, b : ndarray, shape (80,)
    loss : ndarray, shape (80, 80)
        A row for each b, a column for each w.
    """
    p = problem(dataset)
    w, b = np.linspace(*p.w_limits, 80), np.linspace(*p.b_limits, 80)
    loss = [
        model.log_losses(p.X, p.y, np.column_stack([w, np.full(80, bias)]))
        for bias in b
    ]
    return read_only(w), read_only(b), read_only(np.array(loss))
