"""Race of rates: many learning rates trained at once as one matrix."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers import convergence, data, model
from helpers._checks import (
    Floats,
    as_between,
    as_count,
    as_features,
    as_floats,
    as_labels,
    as_moment,
    as_number,
    as_weights,
)
from helpers.explorers.one_feature import minimum
from helpers.explorers.panel import Explorer, inside, slider, value_of

N_EPOCHS, N_RATES, N_POINTS = 200, 50, 500
_RATES = 0.05, 500.0
_LOSS_LIMITS = 1e-3, 1e2


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


def race(
    X: ArrayLike,
    y: ArrayLike,
    learning_rates: ArrayLike,
    n_epochs: int,
    *,
    w0: ArrayLike | None = None,
    b0: float = 0.0,
) -> Floats:
    """Descend with many learning rates at once.

    Row j of one matrix W, shape (k, n + 1), holds weights and bias of the
    run with rate η_j::

        for t in range(n_epochs):
            W = W - eta[:, None] * (sigmoid(W @ X1.T) - y) @ X1 / m

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)
    learning_rates : array_like, shape (k,)
        Each > 0.
    n_epochs : int
    w0 : array_like, shape (n,), optional
    b0 : float
        Start of all runs.

    Returns
    -------
    ndarray, shape (T + 1, k, n + 1)
        Weights by epoch and rate, bias last; a run that leaves the float
        range goes on as infinity or NaN.

    Raises
    ------
    ValueError
        If a shape does not fit or a value is out of range.

    Notes
    -----
    ``σ(z) = (1 + tanh(z/2))/2`` needs one transcendental function for the
    whole (k, m) block, and cannot overflow.

    Examples
    --------
    >>> W = race([[0.0], [1.0], [2.0]], [0, 1, 0], [0.5, 1.0, 2.0], 10)
    >>> W.shape
    (11, 3, 2)
    """
    X = as_features("X", X)
    m, n = X.shape
    y = as_labels("y", y, m)
    n_epochs = as_count("n_epochs", n_epochs)
    expected = "learning rates > 0 of shape (k,)"
    rates = as_floats("learning_rates", learning_rates, expected)
    if rates.ndim != 1 or not rates.size or not (rates > 0).all():
        raise ValueError(f"learning_rates: expected {expected}, got {rates}")
    w0 = np.zeros(n) if w0 is None else as_weights("w0", w0, n)
    X1 = model.with_ones(X)
    half = np.ascontiguousarray(X1.T / 2)
    # (σ(z) − y) @ X1 / m, with the part that never changes taken out.
    pull = X1 / (2 * m)
    constant = (0.5 - y) @ X1 / m
    W = np.empty((n_epochs + 1, len(rates), n + 1))
    W[0] = np.append(w0, as_number("b0", b0))
    Z = np.empty((len(rates), m))
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(n_epochs):
            np.matmul(W[t], half, out=Z)
            np.tanh(Z, out=Z)
            W[t + 1] = W[t] - rates[:, None] * (Z @ pull + constant)
    return W


def race_numbers(
    distance: float, n_epochs: int = N_EPOCHS, *, n_rates: int = N_RATES
) -> RaceNumbers:
    """Race rates on two Gaussian classes with centres so far apart.

    Parameters
    ----------
    distance : float
        Of the two centres, in standard deviations, 0 to 100.
    n_epochs : int
        Look after this many of 200 epochs, 1 to 200.
    n_rates : int
        Between 0.05/L and 500/L.

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
    return _at_epoch(_run(distance, n_rates), n_epochs)


def race_of_rates(
    distance: float = 2.0, *, name: str = "race of rates"
) -> "RaceOfRates":
    """Race fifty learning rates and see which settle, crawl or thrash.

    Parameters
    ----------
    distance : float
        Of the two classes at first, in standard deviations.
    name : str
        Needed only to tell two of them in one cell apart.

    Returns
    -------
    RaceOfRates
        Shows itself as the last line of a cell.
    """
    return RaceOfRates(distance, name)


class RaceOfRates(Explorer):
    """The view of `race_numbers`; see `race_of_rates`."""

    def __init__(self, distance: float, name: str) -> None:
        self.distance = slider(
            "distance of the classes", distance, 0.0, 8.0, 0.1
        )
        self.epoch = slider("epoch", N_EPOCHS, 1, N_EPOCHS, 1)
        super().__init__(
            name,
            "step the epoch near 200 and watch the right; then move the "
            "classes apart.",
            (10.0, 3.9),
            3,
            [[self.distance, self.epoch]],
        )

    def build(self) -> None:
        """Draw the axes of the race and of the data."""
        race_ax, data_ax = self.live.figure.subplots(
            1, 2, width_ratios=(2.4, 1)
        )
        race_ax.set(
            xscale="log",
            yscale="log",
            xlim=_RATES,
            ylim=_LOSS_LIMITS,
            xlabel="learning rate × L",
            title="loss by learning rate (nats)",
        )
        race_ax.axvspan(_RATES[0], 2, color="#009E73", alpha=0.2, lw=0)
        for at, label, side in ((1, "1/L ", "right"), (2, " 2/L", "left")):
            race_ax.axvline(at, color="black", lw=1.5)
            race_ax.text(at, 40, label, ha=side)
        moving = self.live.moving
        self._edge = moving(
            race_ax.plot(
                [1, 1],
                _LOSS_LIMITS,
                "--",
                color="#D55E00",
                label="2/λmax at the minimum",
            )[0]
        )
        self._least = moving(
            race_ax.plot(
                _RATES, [1, 1], ":", color="black", label="least loss"
            )[0]
        )
        self._last = moving(
            race_ax.plot(
                [], [], "x", color="#56B4E9", label="one epoch before"
            )[0]
        )
        self._now = moving(
            race_ax.plot([], [], "o", color="#0072B2", label="now", ms=5)[0]
        )
        race_ax.legend(loc="upper left", bbox_to_anchor=(0, 0.9))
        grid = np.linspace(-8, 8, 300)
        self._grid = grid
        data_ax.set(
            xlim=(-8, 8),
            ylim=(0, 0.55),
            yticks=[],
            xlabel="x",
            title="the two classes",
        )
        self._classes = [
            moving(data_ax.plot(grid, grid, line, color=color, label=label)[0])
            for line, color, label in (
                ("-", "#0072B2", "class 0"),
                ("--", "#D55E00", "class 1"),
            )
        ]
        data_ax.legend(loc="upper right", ncols=2, columnspacing=1)

    def numbers(self) -> RaceNumbers:
        """Return the numbers of what is shown now."""
        race = self.kept((value_of(self.distance), N_RATES), _run)
        return _at_epoch(race, self.epoch.value)

    def draw(self) -> str:
        """Move the points of the race."""
        n = self.numbers()
        low, high = _LOSS_LIMITS
        relative = n.learning_rates / n.safe
        for line, loss in ((self._last, n.last), (self._now, n.loss)):
            shown = np.where(np.isfinite(loss), loss, np.nan)
            line.set_data(relative, np.clip(shown, low / 10, high * 10))
        edge = np.nan if n.edge is None else n.edge / n.safe
        self._edge.set_xdata([edge] * 2)
        least = max(n.min_loss, low)
        self._least.set_ydata([least if n.edge is not None else np.nan] * 2)
        half = value_of(self.distance) / 2
        for line, centre in zip(self._classes, (-half, half), strict=True):
            density = np.exp(-((self._grid - centre) ** 2) / 2)
            line.set_ydata(inside(density / np.sqrt(2 * np.pi), 0, 1))
        moves = ~(np.abs(n.loss - n.last) <= 0.05 * np.abs(n.last))
        # Rates that have settled differ by rounding: name the smallest.
        lowest = np.nanmin(n.loss)
        best = n.learning_rates[n.loss <= lowest * (1 + 1e-6)][0]
        where = (
            "the classes can be separated, so there is no minimum"
            if n.edge is None
            else f"2/λmax at the minimum is {n.edge / n.limit:.3g} × 2/L"
        )
        return (
            f"Classes {value_of(self.distance):.1f} apart, epoch "
            f"{self.epoch.value}: 2/L = {n.limit:.3g}; {where}. Lowest loss "
            f"{lowest:.4g}, first at {best / n.limit:.3g} × 2/L; "
            f"{int(moves.sum())} of {len(moves)} rates changed their loss "
            "by over 5 % in the last epoch."
        )


@dataclass(frozen=True, eq=False)
class _Race:
    X: Floats
    y: Floats
    learning_rates: Floats
    W: Floats
    L: float
    edge: float | None
    min_loss: float


def _run(distance: float, n_rates: int) -> _Race:
    half = as_between("distance", distance, 0.0, 100.0) / 2
    X, y = data.two_gaussians(N_POINTS, means=((-half,), (half,)))
    L = convergence.curvature_bound(X)
    rates = np.geomspace(*_RATES, as_count("n_rates", n_rates)) / L
    at = minimum(X, y)
    edge, min_loss = None, 0.0
    if at is not None:
        H = model.hessian(X, [at[0]], at[1])
        edge = float(2.0 / np.linalg.eigvalsh(H)[-1])
        min_loss = model.log_loss(X, y, [at[0]], at[1])
    return _Race(X, y, rates, race(X, y, rates, N_EPOCHS), L, edge, min_loss)


def _at_epoch(r: _Race, n_epochs: int) -> RaceNumbers:
    t = as_moment("n_epochs", n_epochs, N_EPOCHS, first=1)
    X1 = model.with_ones(r.X)
    s = 1.0 - 2.0 * r.y
    with np.errstate(over="ignore", invalid="ignore"):
        last, now = (
            model.softplus(s * (r.W[i] @ X1.T)).mean(axis=1)
            for i in (t - 1, t)
        )
    return RaceNumbers(
        r.learning_rates, now, last, 1 / r.L, 2 / r.L, r.edge, r.min_loss
    )
