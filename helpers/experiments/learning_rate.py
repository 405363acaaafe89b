"""The learning rate in numbers: one descent beside what theory predicts.

State: data of one feature, η, the start (w0, b0) and an epoch.
Numbers: the run of 200 epochs, 1/L, 2/L and 2/λmax on its path, the factor
by which theory shrinks the loss above its minimum, and a verdict in a word.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from helpers import model
from helpers._checks import Floats, as_moment, as_number, as_positive
from helpers.convergence import gap_factor, gap_forecast, stability_limit
from helpers.descent import Descent, gradient_descent
from helpers.experiments.one_feature import Problem, problem

N_EPOCHS = 200


@dataclass(frozen=True, eq=False)
class RateNumbers:
    """What one learning rate does; all an explorer draws.

    Attributes
    ----------
    problem : Problem
    run : Descent
    epoch : int
        The epoch looked at.
    safe, limit : float
        1/L and 2/L.
    local_limit : float
        2/λmax of the Hessian at the epoch looked at.
    gap_factor : float or None
        Factor ρ² by which the loss above its minimum is predicted to
        change at each epoch near the minimum; None without a minimum.
    verdict : str
        "good", "crawl", "overshoot", "thrash" or "diverged".
    """

    problem: Problem
    run: Descent
    epoch: int
    safe: float
    limit: float
    local_limit: float
    gap_factor: float | None
    verdict: str

    @property
    def gap(self) -> Floats:
        """Loss above its minimum by epoch."""
        return self.run.loss - self.problem.min_loss


def rate_numbers(
    dataset: str,
    learning_rate: float,
    *,
    w0: float = 0.0,
    b0: float = 0.0,
    epoch: int = N_EPOCHS,
) -> RateNumbers:
    """Descend for 200 epochs and compare with what theory predicts.

    Parameters
    ----------
    dataset : str
        A key of `DATASETS`.
    learning_rate : float
        η > 0.
    w0, b0 : float
        Start.
    epoch : int
        The epoch to look at, 0 to 200; the last recorded one if the run
        ended before.

    Returns
    -------
    RateNumbers

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> numbers = rate_numbers("overlapping", 2.0)
    >>> print(numbers.verdict, round(numbers.run.loss[-1], 4))
    good 0.3162
    """
    learning_rate = as_positive("learning_rate", learning_rate)
    w0, b0 = as_number("w0", w0), as_number("b0", b0)
    epoch = as_moment("epoch", epoch, N_EPOCHS)
    p = problem(dataset)
    run = gradient_descent(
        p.X,
        p.y,
        learning_rate=learning_rate,
        n_epochs=N_EPOCHS,
        w0=[w0],
        b0=b0,
    )
    epoch = min(epoch, run.n_epochs)
    return RateNumbers(
        p,
        run,
        epoch,
        1.0 / p.L,
        2.0 / p.L,
        _local_limit(p, run, epoch),
        _gap_factor(dataset, learning_rate),
        _verdict(run, p.min_loss),
    )


def rate_presets(dataset: str) -> dict[str, float]:
    """Return four rates to predict before they are run.

    Parameters
    ----------
    dataset : str

    Returns
    -------
    dict
        "crawl" and "good" are 0.002/L and 1/L. Where a minimum exists,
        "overshoot" and "thrash" lie before and beyond 2/λmax there; where
        none exists no rate thrashes for ever, and they are 20/L and 200/L.

    Raises
    ------
    ValueError
        If there is no such data.

    Examples
    --------
    >>> list(rate_presets("separable"))
    ['crawl', 'good', 'overshoot', 'thrash']
    """
    p = problem(dataset)
    overshoot, thrash = 20 / p.L, 200 / p.L
    H = _hessian_at_minimum(dataset)
    if H is not None:
        edge = stability_limit(H)
        overshoot, thrash = 0.97 * edge, 1.5 * edge
    return {
        "crawl": 0.002 / p.L,
        "good": 1.0 / p.L,
        "overshoot": overshoot,
        "thrash": thrash,
    }


def at_epoch(n: RateNumbers, epoch: int) -> RateNumbers:
    """Return the same run looked at in another epoch.

    Parameters
    ----------
    n : RateNumbers
    epoch : int
        The last recorded one if the run ended before.

    Returns
    -------
    RateNumbers
    """
    t = min(as_moment("epoch", epoch, N_EPOCHS), n.run.n_epochs)
    if t == n.epoch:
        return n
    return replace(n, epoch=t, local_limit=_local_limit(n.problem, n.run, t))


def forecast(n: RateNumbers) -> tuple[Floats, Floats]:
    """Return epochs, and the loss above its minimum predicted for each.

    Parameters
    ----------
    n : RateNumbers

    Returns
    -------
    epochs, gap : ndarray
        Empty where no minimum exists.
    """
    if n.gap_factor is None or not n.gap[0] > 0:
        return np.array([]), np.array([])
    gap = gap_forecast(n.gap[0], n.gap_factor, N_EPOCHS)
    return np.arange(N_EPOCHS + 1.0), gap


def _local_limit(p: Problem, run: Descent, t: int) -> float:
    """Return 2/λmax at epoch t, infinity where the loss is flat."""
    return stability_limit(model.hessian(p.X, run.w[t], run.b[t]))


@lru_cache
def verdict_beyond(dataset: str) -> str:
    """Return the verdict on η = 4/L from (0, 0), twice the limit 2/L.

    Parameters
    ----------
    dataset : str

    Returns
    -------
    str
        As in `RateNumbers`.
    """
    return rate_numbers(dataset, 4.0 / problem(dataset).L).verdict


@lru_cache
def _hessian_at_minimum(dataset: str) -> Floats | None:
    """Return the curvature at the minimum, None without one."""
    p = problem(dataset)
    if p.minimum is None:
        return None
    return model.hessian(p.X, [p.minimum[0]], p.minimum[1])


def _gap_factor(dataset: str, learning_rate: float) -> float | None:
    """Return the predicted factor near the minimum, None without one."""
    H = _hessian_at_minimum(dataset)
    return None if H is None else gap_factor(H, learning_rate)


def _verdict(run: Descent, min_loss: float) -> str:
    """Return in a word what the run did."""
    if run.diverged:
        return "diverged"
    rises = np.diff(run.loss) > 1e-9 * np.maximum(run.loss[:-1], 1.0)
    if rises[-N_EPOCHS // 4 :].any():
        return "thrash"
    if rises.any() or _zigzags(run):
        return "overshoot"
    gap = run.loss[[0, -1]] - min_loss
    return "good" if gap[1] <= max(0.1 * gap[0], 1e-9) else "crawl"


def _zigzags(run: Descent) -> bool:
    """Return whether a step of some size turns back on the one before."""
    path = np.column_stack([run.w, run.b])
    # Measured by the largest number, no product leaves the float range.
    steps = np.diff(path / max(np.abs(path).max(), 1.0), axis=0)
    size = np.hypot(*steps.T)
    turns = (steps[1:] * steps[:-1]).sum(axis=1) < 0
    return bool((turns & (size[1:] > 1e-3 * size.max())).any())
