"""The picture that says what the course is about: one descent, three views."""

from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from helpers import convergence, data, minimum, model, plotting
from helpers._checks import Floats
from helpers.build.figures.cells import Drawing, settled
from helpers.descent import Descent, gradient_descent
from helpers.plotting import Role

# As in notebook 04: tens of degrees above 60 °F.
_MIDDLE, _UNIT = 60.0, 10.0
_RATE, _N_EPOCHS = 1.0, 200
# What all three views mark, and how much of its ink the curve has there.
_MARKED = {0: 0.45, 5: 0.6, 20: 0.8, 200: 1.0}
_STYLE: dict[Any, Any] = plotting.STYLE | {
    "figure.constrained_layout.w_pad": 0.12
}
_ALT = (
    "One descent on 23 flights, seen three times. Left, the predicted "
    "probability of distress against temperature: level at 1/2 in epoch 0, a "
    "falling S in epoch 200. Middle, the path of the two weights down the "
    "contours of the loss, to a star. Right, the loss above its minimum, "
    "logarithmic: it runs into the straight dashed line that theory predicts."
)


def hero() -> Drawing:
    """Draw the flights' fit, its way down the map, and the theory's promise.

    Returns
    -------
    Drawing

    Examples
    --------
    >>> len(hero().figure.axes)
    3
    """
    X, y = data.challenger()
    x = (X - _MIDDLE) / _UNIT
    run = gradient_descent(x, y, learning_rate=_RATE, n_epochs=_N_EPOCHS)
    with matplotlib.rc_context(_STYLE):
        fig, axes = plt.subplots(
            1, 3, figsize=(14.5, 4.4), width_ratios=(1.05, 1.12, 1)
        )
        plt.close(fig)
        _draw_fits(axes[0], run, X[:, 0], y)
        _draw_path(axes[1], run, x[:, 0], y)
        _draw_promise(axes[2], run, x, y)
        return settled(fig, _ALT)


def _draw_fits(
    ax: Axes, run: Descent, degrees: Floats, y: data.Labels
) -> None:
    grid = np.linspace(49, 84, 200)
    for epoch, strength in _MARKED.items():
        z = run.w[epoch, 0] * (grid - _MIDDLE) / _UNIT + run.b[epoch]
        p_hat = model.sigmoid(z)
        ax.plot(grid, p_hat, "-", color="black", alpha=strength)
        # The first is level: there is room above its end.
        end, shift = (-1, (0, 5)) if epoch == 0 else (0, (-5, 0))
        _name(ax, epoch, (grid[end], p_hat[end]), shift, "right")
    plotting.plot_outcomes(degrees, y, ax=ax)
    ax.set(title="Odds make a probability", xlabel="temperature (°F)")
    ax.set(xlim=(43.5, 84.5), yticks=[0, 0.5, 1], ylabel="probability")
    odds = ax.secondary_yaxis("right")
    odds.set_yticks([0.1, 0.5, 0.9], ["1 : 9", "1 : 1", "9 : 1"])
    odds.set_ylabel("odds")


def _draw_path(ax: Axes, run: Descent, x: Floats, y: data.Labels) -> None:
    plotting.plot_loss_map(
        x, y, w_limits=(-3.6, 0.7), b_limits=(-1.2, 2.8), ax=ax
    )
    w, b = run.w[:, 0], run.b
    ax.plot(w, b, "o-", color=Role.RUN, ms=4, lw=1.2)
    best_w, best_b = minimum.minimiser(x[:, None], y)
    ax.plot(*best_w, best_b, "*", color="black", ms=15, zorder=5)
    for epoch in _MARKED:
        _mark(ax, w[epoch], b[epoch])
        shift, ha = ((0, 10), "center") if epoch == 0 else ((8, 6), "left")
        _name(ax, epoch, (w[epoch], b[epoch]), shift, ha)
    ax.set(title="The gradient leads down")


def _draw_promise(ax: Axes, run: Descent, x: Floats, y: data.Labels) -> None:
    best_w, best_b = minimum.minimiser(x, y)
    gap = run.loss - model.log_loss(x, y, best_w, best_b)
    factor = convergence.gap_factor(model.hessian(x, best_w, best_b), _RATE)
    t = np.arange(_N_EPOCHS + 1)
    ax.semilogy(gap[-1] * factor ** (t - _N_EPOCHS), "--", color=Role.THEORY)
    ax.annotate("theory", (14, 5e-4))
    ax.semilogy(gap, "-", color=Role.RUN)
    for epoch in _MARKED:
        _mark(ax, epoch, gap[epoch])
        _name(ax, epoch, (epoch, gap[epoch]), (8, 6), "left")
    ax.set(title="As fast as theory says", xlabel="epoch", xlim=(-10, 215))
    ax.set(ylabel="loss above its minimum", ylim=(2e-6, 0.7))
    ax.set_yticks([1e-1, 1e-3, 1e-5])
    ax.minorticks_off()


def _mark(ax: Axes, x: float, y: float) -> None:
    ax.plot(x, y, "o", color=Role.RUN, mec="white", ms=11)


def _name(
    ax: Axes,
    epoch: int,
    place: tuple[float, float],
    shift: tuple[float, float],
    ha: str,
) -> None:
    """Name an epoch; the first says what the others are."""
    words = "epoch 0" if epoch == 0 else str(epoch)
    style = {"textcoords": "offset points", "fontsize": 12}
    ax.annotate(words, place, shift, ha=ha, **style)
