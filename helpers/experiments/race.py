"""Race of rates in numbers: many learning rates on two Gaussian classes.

State: the distance of the classes and an epoch. Numbers: the loss of each
rate then and one epoch before, 1/L, 2/L and 2/λmax at the minimum.
"""

from dataclasses import dataclass

import numpy as np

from helpers import convergence, data, descent, model
from helpers._checks import (
    Floats,
    as_between,
    as_moment,
)
from helpers.minimum import one_feature_minimiser

N_EPOCHS, N_RATES, N_POINTS = 200, 50, 500
RATES = 0.05, 500.0
_MOST_RATES = 1000


@dataclass(frozen=True, eq=False)
class RaceNumbers:
    """Loss of each rate after some epochs, and what theory says.

    Attributes
    ----------
    learning_rates, loss : ndarray, shape (k,)
    last : ndarray, shape (k,)
        Loss one epoch before: where it differs, that rate has not settled.
    safe, limit : float
        1/L and 2/L.
    edge : float or None
        2/λmax at the minimum; None where the classes can be separated.
    min_loss : float
        The least loss; 0 where it is only a limit.
    """

    learning_rates: Floats
    loss: Floats
    last: Floats
    safe: float
    limit: float
    edge: float | None
    min_loss: float


def race_numbers(
    distance: float, n_epochs: int = N_EPOCHS, *, n_rates: int = N_RATES
) -> RaceNumbers:
    """Race rates on two Gaussian classes with centres so far apart.

    Parameters
    ----------
    distance : float
        Of the two centres, in standard deviations, 0 to 100.
    n_epochs : int
        The epoch to look at, 1 to 200.
    n_rates : int
        How many rates, 1 to 1,000, evenly spaced on a logarithmic axis
        from 0.05/L to 500/L.

    Returns
    -------
    RaceNumbers

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> numbers = race_numbers(2.0)
    >>> print(round(numbers.loss.min(), 4), round(numbers.min_loss, 4))
    0.3162 0.3162
    """
    return at_epoch(run_race(distance, n_rates), n_epochs)


@dataclass(frozen=True, eq=False)
class Race:
    """All epochs of one race, and what theory says.

    Attributes
    ----------
    X : ndarray, shape (m, 1)
    y : ndarray of int, shape (m,)
    learning_rates : ndarray, shape (k,)
    W : ndarray, shape (T + 1, k, 2)
        Weight and bias by epoch and rate.
    L : float
        Bound on the curvature anywhere.
    edge, min_loss : float
        As in `RaceNumbers`.
    """

    X: Floats
    y: data.Labels
    learning_rates: Floats
    W: Floats
    L: float
    edge: float | None
    min_loss: float


def run_race(distance: float, n_rates: int = N_RATES) -> Race:
    """Run all rates for 200 epochs.

    Parameters
    ----------
    distance, n_rates
        As in `race_numbers`.

    Returns
    -------
    Race

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    n_rates = as_moment("n_rates", n_rates, _MOST_RATES, first=1)
    half = as_between("distance", distance, 0.0, 100.0) / 2
    X, y = data.two_gaussians(N_POINTS, means=((-half,), (half,)))
    L = convergence.curvature_bound(X)
    rates = np.geomspace(*RATES, n_rates) / L
    at = one_feature_minimiser(X, y)
    edge, min_loss = None, 0.0
    if at is not None:
        edge = convergence.stability_limit(model.hessian(X, [at[0]], at[1]))
        min_loss = model.log_loss(X, y, [at[0]], at[1])
    return Race(
        X, y, rates, descent.race(X, y, rates, N_EPOCHS), L, edge, min_loss
    )


def at_epoch(r: Race, n_epochs: int) -> RaceNumbers:
    """Return what the race shows after some epochs.

    Parameters
    ----------
    r : Race
    n_epochs : int
        1 to 200.

    Returns
    -------
    RaceNumbers

    Raises
    ------
    ValueError
        If there is no such epoch.
    """
    t = as_moment("n_epochs", n_epochs, N_EPOCHS, first=1)
    last, now = (model.log_losses(r.X, r.y, r.W[i]) for i in (t - 1, t))
    return RaceNumbers(
        r.learning_rates, now, last, 1 / r.L, 2 / r.L, r.edge, r.min_loss
    )
