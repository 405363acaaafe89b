"""Sigmoid: what weight and bias do to the curve and its slope."""

import numpy as np
from matplotlib.axes import Axes

from helpers import model
from helpers.experiments.sigmoid import sigmoid_numbers
from helpers.explorers._controls import nearest, slider, value_of
from helpers.explorers._explorer import Explorer
from helpers.plotting import Role

_X = -6.0, 6.0


class Sigmoid(Explorer):
    """Move w and b and watch σ(wx + b), its slope and its tangent.

    Parameters
    ----------
    w, b : float
        At first, between −8 and 8.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If one is not on its slider.

    Examples
    --------
    >>> explorer = Sigmoid(2.0, -2.0)
    >>> explorer.x.value = 1.0
    >>> explorer
    <Sigmoid: w = 2.0, b = -2.0: p = 1/2 at x = 1.00. At x = 1.0 the logit \
is 0.00, p = 0.5000, slope 0.5000.>
    >>> explorer.close()
    """

    def __init__(
        self, w: float = 1.0, b: float = 0.0, *, name: str = "sigmoid"
    ) -> None:
        self.w = slider("weight w", w, -8.0, 8.0, 0.1)
        self.b = slider("bias b", b, -8.0, 8.0, 0.1)
        self.x = slider("tangent at x", 1.0, *_X, 0.1)
        super().__init__(
            name,
            hint="double w and halve it; move b; where is the slope largest?",
            rows=[[self.w, self.b], [self.x]],
            figsize=(10.0, 3.8),
        )

    def build(self) -> None:
        """Draw the axes of the curve and of its slope."""
        self.curve_ax, self.slope_ax = self.live.figure.subplots(1, 2)
        self.curve_ax.set(
            xlim=_X, ylim=(-0.05, 1.05), xlabel="x", title="p = σ(wx + b)"
        )
        self.slope_ax.set(
            xlim=_X,
            ylim=(-2.1, 2.1),
            xlabel="x",
            title="slope dp/dx = w p (1 − p)",
        )
        self.curve_ax.axhline(0.5, color="black", lw=1, ls=":")
        self.slope_ax.axhline(0.0, color="black", lw=1)
        x = np.linspace(*_X, 401)
        moving = self.live.moving
        self._crossing = moving(
            self.curve_ax.plot([0, 0], [-1, 2], ":", color="black", lw=1)[0]
        )
        self.curve = moving(self.curve_ax.plot(x, x, "-", color=Role.RUN)[0])
        self.tangent = moving(
            self.curve_ax.plot(_X, _X, "--", color=Role.NOW)[0]
        )
        self._slope = moving(self.slope_ax.plot(x, x, "-", color=Role.RUN)[0])
        self.points = [
            moving(ax.plot([], [], "o", color=Role.NOW, markersize=10)[0])
            for ax in (self.curve_ax, self.slope_ax)
        ]

    def draw(self) -> str:
        """Move the curves, the tangent and the two points."""
        w, b, x = map(value_of, (self.w, self.b, self.x))
        n = sigmoid_numbers(w, b, x)
        z = w * self.curve.get_xdata() + b
        p = model.sigmoid(z)
        self.curve.set_ydata(p)
        self._slope.set_ydata(w * p * (1 - p))
        self.tangent.set_ydata([n.p + n.slope * (end - x) for end in _X])
        self.points[0].set_data([x], [n.p])
        self.points[1].set_data([x], [n.slope])
        self._crossing.set_xdata(
            [np.nan if n.crossing is None else n.crossing] * 2
        )
        where = (
            "w = 0: p is the same for every x"
            if n.crossing is None
            else f"p = 1/2 at x = {n.crossing:.2f}"
        )
        return (
            f"w = {w:.1f}, b = {b:.1f}: {where}. At x = {x:.1f} the logit is "
            f"{n.z:.2f}, p = {n.p:.4f}, slope {n.slope:.4f}."
        )

    def clicked(self, ax: Axes, x: float, y: float) -> None:
        """Put the tangent where the picture was clicked."""
        self.x.value = nearest(self.x, x)
