"""Raw, centred, scaled, standardized: four descents on the same data.

State: offset and unit of one feature, the learning rate as a multiple of 1/L
and whose L that is, an epoch. Numbers: for each preparation of the data its
L, κ, descent and predicted factor, in its own units and in common ones.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers import convergence, data, model
from helpers._checks import (
    Floats,
    as_between,
    as_choice,
    as_moment,
    read_only,
)
from helpers.convergence import gap_factor
from helpers.descent import Descent, gradient_descent
from helpers.minimum import one_feature_minimiser

N_EPOCHS = 100
# Each preparation of the data: whether it centres, whether it scales.
PREPARATIONS = {
    "raw": (False, False),
    "centred": (True, False),
    "scaled": (False, True),
    "standardized": (True, True),
}
# Whose bound L the learning rate is measured by.
OWN = "each its own"
RATES = OWN, "raw's for all", "standardized's for all"
_OFFSETS, _UNITS = (-100.0, 100.0), (0.01, 100.0)
_FACTORS = 1e-6, 1e6
# Heights of the contours, as parts of the way down from the start.
_HEIGHTS = 1.0, 0.3, 0.05


@dataclass(frozen=True, eq=False)
class Preparation:
    """The data prepared in one way, with theory and descent.

    Attributes
    ----------
    scaling : data.Scaling
        Fitted to the raw data.
    Z : ndarray, shape (m, 1)
        The data prepared.
    minimum : ndarray, shape (2,)
        The (w, b) of least loss, in the units of this preparation.
    L : float
        Bound on the curvature anywhere.
    kappa : float
        Condition number of the Hessian at the minimum.
    gap_factor : float
        Factor ρ² by which the loss above its minimum is predicted to change
        at each epoch near the minimum.
    run : Descent
        From weights zero.
    """

    scaling: data.Scaling
    Z: Floats
    minimum: Floats
    L: float
    kappa: float
    gap_factor: float
    run: Descent

    @property
    def kappa_at_zero(self) -> float:
        """Condition number of the Hessian at weights zero."""
        return convergence.condition_number(model.hessian(self.Z, [0.0], 0.0))

    @property
    def epochs_per_digit(self) -> float:
        """Epochs for each further digit near the minimum; inf for never."""
        if self.gap_factor >= 1:
            return np.inf
        with np.errstate(divide="ignore"):
            return float(np.log(0.1) / np.log(self.gap_factor))


@dataclass(frozen=True, eq=False)
class CentreScaleNumbers:
    """Four descents on one feature; all an explorer draws.

    Attributes
    ----------
    offset, unit : float
        The raw feature is ``unit * (z + offset)`` with z standardized: its
        mean is offset times unit, its standard deviation is unit.
    epoch : int
        The epoch looked at.
    min_loss : float
        The least loss, the same for all four.
    preparations : dict of str to Preparation
        In the order of `PREPARATIONS`.
    """

    offset: float
    unit: float
    epoch: int
    min_loss: float
    preparations: dict[str, Preparation]

    def gap(self, name: str) -> Floats:
        """Return the loss of a preparation above its minimum, by epoch."""
        return self.preparations[name].run.loss - self.min_loss

    def at(self, name: str) -> int:
        """Return the epoch looked at, or the last it recorded."""
        return min(self.epoch, self.preparations[name].run.n_epochs)

    def coefficients(self, name: str) -> Floats:
        """Return (w, b) at the epoch looked at, for standardized x.

        In these common units four models can be compared.
        """
        way, t = self.preparations[name], self.at(name)
        w, b = way.scaling.original_coefficients(way.run.w[t], way.run.b[t])
        with np.errstate(over="ignore", invalid="ignore"):
            w = w[0] * self.unit
            return np.array([w, b + w * self.offset])


@dataclass(frozen=True, eq=False)
class Sample:
    """Standardized feature and labels, with the minimum of their loss.

    Attributes
    ----------
    z : ndarray, shape (m, 1)
    y : ndarray, shape (m,)
    minimum : (w, b)
    min_loss : float
    """

    z: Floats
    y: data.Labels
    minimum: tuple[float, float]
    min_loss: float


def centre_scale_numbers(
    offset: float,
    unit: float = 1.0,
    *,
    factor: float = 1.0,
    rate: str = OWN,
    epoch: int = N_EPOCHS,
) -> CentreScaleNumbers:
    """Descend on raw, centred, scaled and standardized data.

    One feature, 200 examples of class 0 and 100 of class 1 that overlap, is
    standardized, then moved and stretched: ``x = unit * (z + offset)``.

    Parameters
    ----------
    offset : float
        Mean of x in standard deviations, between -100 and 100.
    unit : float
        Standard deviation of x, between 0.01 and 100.
    factor : float
        The learning rate is ``factor / L``, factor from 1e-6 to 1e6.
    rate : {"each its own", "raw's for all", "standardized's for all"}
        Whose bound L that is.
    epoch : int
        The epoch of 0 to 100 to look at.

    Returns
    -------
    CentreScaleNumbers

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    At weights zero the Hessian is ``[[s² + μ², μ], [μ, 1]] / 4`` with the
    mean μ and the standard deviation s of the prepared feature. Centring
    sets μ to 0, scaling s to 1.

    Examples
    --------
    >>> numbers = centre_scale_numbers(3.0, 2.0)
    >>> for name, way in numbers.preparations.items():
    ...     print(f"{name:12} {way.kappa_at_zero:.1f}")
    raw          418.2
    centred      4.0
    scaled       119.0
    standardized 1.0
    """
    factor = as_between("factor", factor, *_FACTORS)
    as_choice("rate", rate, RATES)
    prepared = _prepare(offset, unit)
    L = {
        name: convergence.curvature_bound(p.Z) for name, p in prepared.items()
    }
    whose = rate.removesuffix("'s for all")
    preparations = {
        name: _descend(p, L[name], factor / L[name if rate == OWN else whose])
        for name, p in prepared.items()
    }
    start = CentreScaleNumbers(
        float(offset), float(unit), 0, sample().min_loss, preparations
    )
    return at_epoch(start, epoch)


def condition_numbers(offset: float, unit: float = 1.0) -> dict[str, float]:
    """Return κ at the minimum for each preparation; nothing is trained.

    Parameters
    ----------
    offset, unit : float
        As in `centre_scale_numbers`.

    Returns
    -------
    dict of str to float
        In the order of `PREPARATIONS`.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> print({k: round(v) for k, v in condition_numbers(3.0, 2.0).items()})
    {'raw': 890, 'centred': 4, 'scaled': 250, 'standardized': 2}
    """
    return {
        name: convergence.condition_number(p.H)
        for name, p in _prepare(offset, unit).items()
    }


def at_epoch(n: CentreScaleNumbers, epoch: int) -> CentreScaleNumbers:
    """Return the same runs looked at in another epoch.

    Parameters
    ----------
    n : CentreScaleNumbers
    epoch : int
        Between 0 and 100.

    Returns
    -------
    CentreScaleNumbers

    Raises
    ------
    ValueError
        If there is no such epoch.
    """
    return replace(n, epoch=as_moment("epoch", epoch, N_EPOCHS))


def from_standardized(
    scaling: data.Scaling, theta: Floats, offset: float, unit: float
) -> Floats:
    """Return (w, b) for standardized data in the units of a preparation.

    Parameters
    ----------
    scaling : data.Scaling
        Fitted to ``unit * (z + offset)``.
    theta : ndarray, shape (..., 2)
        Any number of (w, b) that act on z.
    offset, unit : float

    Returns
    -------
    ndarray, shape (..., 2)
        They give the same logits on the data so prepared: no model is lost
        or gained, all four planes are one plane in other coordinates.
    """
    w = theta[..., 0] / unit
    b = theta[..., 1] - w * unit * offset
    return np.stack([w * scaling.unit[0], b + w * scaling.shift[0]], axis=-1)


@lru_cache
def contours(n_points: int = 48) -> Floats:
    """Return contours of the loss in the plane of standardized data.

    Parameters
    ----------
    n_points : int
        Of each contour, its first point repeated at the end.

    Returns
    -------
    ndarray, shape (3, n_points, 2)
        The (w, b) at which the loss stands at 100, 30 and 5 % of its height
        above the minimum at weights zero. The first goes through zero.

    Notes
    -----
    These are contours of the true loss, found by bisection along rays from
    the minimum. Only close to it are they ellipses.
    """
    s = sample()
    at = np.array(s.minimum)
    H = model.hessian(s.z, at[:1], at[1])
    angle = np.linspace(0, 2 * np.pi, n_points)
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    rays: NDArray[Any] = circle @ np.linalg.inv(np.linalg.cholesky(H))

    def height(reach: Floats) -> Floats:
        return model.log_losses(s.z, s.y, at + reach[:, None] * rays)

    curves: list[Floats] = []
    for part in _HEIGHTS:
        wanted = s.min_loss + part * (np.log(2) - s.min_loss)
        low: Floats = np.zeros(n_points)
        high: Floats = np.ones(n_points)
        while (short := height(high) < wanted).any():
            high[short] *= 2
        for _ in range(40):
            middle = (low + high) / 2
            below = height(middle) < wanted
            low = np.where(below, middle, low)
            high = np.where(below, high, middle)
        curves.append(at + low[:, None] * rays)
    return read_only(np.array(curves))


@lru_cache
def sample() -> Sample:
    """Return the data of all four preparations, standardized.

    Returns
    -------
    Sample
    """
    X, y = data.two_gaussians(400, means=((-0.5,), (0.5,)))
    # Half of class 1 is left out: equal shares would put the best bias of
    # centred data at its start, 0.
    kept = (y == 0) | (np.arange(len(y)) % 4 == 1)
    z, y = data.Scaling().fit(X[kept]).transform(X[kept]), y[kept]
    at = one_feature_minimiser(z, y)
    if at is None:
        raise AssertionError("the classes of the sample overlap")
    min_loss = model.log_loss(z, y, [at[0]], at[1])
    return Sample(read_only(z), read_only(y), at, min_loss)


@dataclass(frozen=True, eq=False)
class _Prepared:
    """Data, minimum and curvature there, before any descent."""

    scaling: data.Scaling
    Z: Floats
    minimum: Floats
    H: Floats


def _prepare(offset: float, unit: float) -> dict[str, _Prepared]:
    """Return all four preparations of ``unit * (z + offset)``."""
    offset = as_between("offset", offset, *_OFFSETS)
    unit = as_between("unit", unit, *_UNITS)
    s = sample()
    x = unit * (s.z + offset)
    prepared: dict[str, _Prepared] = {}
    for name, (center, scale) in PREPARATIONS.items():
        scaling = data.Scaling(center, scale).fit(x)
        Z = scaling.transform(x)
        at = from_standardized(scaling, np.array(s.minimum), offset, unit)
        H = model.hessian(Z, at[:1], at[1])
        prepared[name] = _Prepared(scaling, Z, at, H)
    return prepared


def _descend(p: _Prepared, L: float, eta: float) -> Preparation:
    """Return the preparation with its descent from weights zero."""
    run = gradient_descent(
        p.Z, sample().y, learning_rate=eta, n_epochs=N_EPOCHS
    )
    return Preparation(
        p.scaling,
        p.Z,
        p.minimum,
        L,
        convergence.condition_number(p.H),
        gap_factor(p.H, eta),
        run,
    )
