"""Loss of one prediction: cross-entropy beside squared error."""

import numpy as np

from helpers.experiments.loss import loss_numbers
from helpers.explorers._controls import choice, slider, value_of
from helpers.explorers._explorer import Explorer, in_words
from helpers.plotting import PALETTE

# Colour, line and marker of the slope of each loss, and its name.
_LOSSES = (
    (PALETTE[0], "-", "o", "cross-entropy"),
    (PALETTE[1], "--", "s", "squared error"),
)


class Loss(Explorer):
    """Move p, switch the label, and compare the two losses.

    Parameters
    ----------
    y : 0 or 1
    p : float
        At first.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If `y` is not a label or `p` not a probability.

    Examples
    --------
    >>> explorer = Loss(1, 0.5)
    >>> explorer
    <Loss: Label 1, p = 0.50: cross-entropy 0.6931 (slope -2 in p, -0.50 in \
z); squared error 0.25 (slope -1 in p, -0.2500 in z).>
    >>> explorer.close()
    """

    def __init__(
        self, y: int = 1, p: float = 0.3, *, name: str = "loss"
    ) -> None:
        loss_numbers(y, p)
        self.y = choice("label y", [0, 1], y)
        self.p = slider("prediction p", p, 0.0, 1.0, 0.01)
        super().__init__(
            name,
            hint="make the model surely wrong: which loss still has a slope "
            "in z?",
            rows=[[self.p, self.y]],
            figsize=(10.0, 3.8),
        )

    def build(self) -> None:
        """Draw axes for both losses and for their slopes."""
        bce, square, slopes = self.live.figure.subplots(1, 3)
        bce.set(ylim=(-0.2, 5), title="cross-entropy (nats)")
        square.set(ylim=(-0.05, 1.25), title="squared error")
        slopes.set(ylim=(-1.1, 1.1), title="slope against the logit z")
        grid = np.linspace(0.001, 0.999, 400)
        moving = self.live.moving
        self._curves, self._tangents, self._points = [], [], []
        for ax, (color, *_) in zip((bce, square), _LOSSES, strict=True):
            self._curves.append(
                moving(ax.plot(grid, grid, "-", color=color, lw=2.5)[0])
            )
            self._tangents.append(
                moving(ax.plot([0, 1], [0, 1], "--", color="black")[0])
            )
            self._points.append(
                moving(ax.plot([], [], "o", color="black", markersize=9)[0])
            )
        slopes.axhline(0, color="black", lw=1)
        self._slopes, self._slope_points = [], []
        for color, line, marker, label in _LOSSES:
            self._slopes.append(
                moving(
                    slopes.plot(grid, grid, line, color=color, label=label)[0]
                )
            )
            self._slope_points.append(
                moving(
                    slopes.plot([], [], marker, color=color, mec="black")[0]
                )
            )
        slopes.legend(loc="upper left", frameon=False)
        for ax in (bce, square, slopes):
            ax.set(xlim=(0, 1), xlabel="p")

    def draw(self) -> str:
        """Move curves, tangents and points."""
        y, p = self.y.value, value_of(self.p)
        n = loss_numbers(y, p)
        grid = self._curves[0].get_xdata()
        self._curves[0].set_ydata(-np.log(grid if y else 1 - grid))
        self._curves[1].set_ydata((grid - y) ** 2)
        self._slopes[0].set_ydata(grid - y)
        self._slopes[1].set_ydata(2 * (grid - y) * grid * (1 - grid))
        ends = np.array([0.0, 1.0])
        for tangent, point, value, slope in (
            (self._tangents[0], self._points[0], n.bce, n.bce_dp),
            (self._tangents[1], self._points[1], n.square, n.square_dp),
        ):
            known = np.isfinite(value)
            point.set_data([p], [value if known else np.nan])
            tangent.set_ydata(
                value + slope * (ends - p) if known else [np.nan] * 2
            )
        for point, slope in zip(
            self._slope_points, (n.bce_dz, n.square_dz), strict=True
        ):
            point.set_data([p], [slope])
        if not np.isfinite(n.bce):
            self.live.message = (
                "Surely wrong: the cross-entropy is infinite,\n"
                f"and its slope in z stays {n.bce_dz:+.0f}."
            )
        return (
            f"Label {y}, p = {p:.2f}: cross-entropy {in_words(n.bce)} (slope "
            f"{in_words(n.bce_dp)} in p, {n.bce_dz:.2f} in z); squared error "
            f"{n.square:.4g} (slope {n.square_dp:.4g} in p, "
            f"{n.square_dz:.4f} in z)."
        )
