"""Sigmoid: what weight and bias do to the curve and its slope."""

import numpy as np
from matplotlib.axes import Axes

from helpers import model
from helpers.experiments.sigmoid import SigmoidNumbers, sigmoid_numbers
from helpers.explorers._controls import Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame
from helpers.explorers._told import Row, Told, fixed, ticks
from helpers.live import QuickText
from helpers.plotting import Role

_X = -6.0, 6.0
_RING = {"marker": "o", "ms": 15, "mew": 3, "color": "white", "ls": ""}


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
    >>> explorer
    <Sigmoid: w = 2.0, b = -2.0: p = 1/2 at x = 1.00, where the slope is \
0.500. At x = 2.0 the logit is 2.00, p = 0.8808, slope 0.2100.>
    >>> explorer.close()
    """

    question = "What do weight and bias do to the curve?"
    hint = "Double w, halve it, make it negative. Drag both rings."
    height = 344

    def __init__(
        self, w: float = 1.0, b: float = 0.0, *, name: str = "sigmoid"
    ) -> None:
        self.w = Slider("weight w", w, -8.0, 8.0, 0.1, digits=1)
        self.b = Slider("bias b", b, -8.0, 8.0, 0.1, digits=1)
        self.x = Slider("tangent at x", 2.0, *_X, 0.1, digits=1)
        self._moves_curve = True
        super().__init__(name, big=self.w, more=[[self.b, self.x]])

    def numbers(self, x: float) -> SigmoidNumbers:
        """Return the numbers at x."""
        return sigmoid_numbers(self.w.value, self.b.value, x)

    def build(self) -> None:
        """Draw the frames of the curve and of its slope."""
        figure = self.live.figure
        self.curve_ax = frame(
            figure, (34, 26, 512, 290), "p = σ(wx + b) over x"
        )
        self.slope_ax = frame(
            figure, (606, 26, 236, 290), "slope dp/dx = w p (1 − p)"
        )
        self.curve_ax.set(xlim=_X, ylim=(-0.05, 1.05), yticks=[0, 0.5, 1])
        self.slope_ax.set(xlim=_X, ylim=(-2.1, 2.1))
        self.curve_ax.axhline(0.5, color=Role.MUTED, lw=1, ls=":")
        self.slope_ax.axhline(0.0, color=Role.MUTED, lw=1)
        x = np.linspace(*_X, 401)
        moving = self.live.moving
        self.curve = moving(self.curve_ax.plot(x, x, "-", color=Role.RUN)[0])
        self.tangent = moving(
            self.curve_ax.plot(_X, _X, "--", color=Role.NOW)[0]
        )
        self._slope = moving(self.slope_ax.plot(x, x, "-", color=Role.RUN)[0])
        self._middle, self._at = (
            moving(self.curve_ax.plot([], [], mec=color, **_RING)[0])
            for color in (Role.RUN, Role.NOW)
        )
        self._slope_at = moving(
            self.slope_ax.plot([], [], "o", color=Role.NOW, ms=9)[0]
        )
        self._name = moving(
            QuickText(0, 0, "", ha="left", color=Role.RUN, fontsize=11)
        )
        self.curve_ax.add_artist(self._name)

    def draw(self) -> str:
        """Move the curves, the tangent and the two rings."""
        w, b, x = self.w.value, self.b.value, self.x.value
        n = self.numbers(x)
        p = model.sigmoid(w * self.curve.get_xdata() + b)
        self.curve.set_ydata(p)
        self._slope.set_ydata(w * p * (1 - p))
        self.tangent.set_ydata([n.p + n.slope * (end - x) for end in _X])
        self._at.set_data([x], [n.p])
        self._slope_at.set_data([x], [n.slope])
        middle = np.nan if n.crossing is None else n.crossing
        self._middle.set_data([middle], [0.5])
        visible = n.crossing is not None and _X[0] < n.crossing < _X[1]
        self._name.set_text("p = 1/2" if visible else "")
        self._name.set_position((middle + 0.3, 0.44))
        where = (
            "w = 0, so p is the same for every x"
            if n.crossing is None
            else f"p = 1/2 at x = {n.crossing:.2f}, where the slope is "
            f"{w / 4:.3f}"
        )
        return (
            f"w = {w:.1f}, b = {b:.1f}: {where}. At x = {x:.1f} the logit is "
            f"{n.z:.2f}, p = {n.p:.4f}, slope {n.slope:z.4f}."
        )

    def tell(self) -> Told:
        """Say where p = 1/2, and how steep the curve is there."""
        n = self.numbers(self.x.value)
        rows = [_row("tangent", "○", "now", self.x.value, n)]
        finding = "With w = 0 the curve is flat: p is **the same** for all x."
        if n.crossing is not None:
            half = self.numbers(n.crossing)
            rows.insert(0, _row("p = 1/2", "○", "run", n.crossing, half))
            finding = (
                f"The curve is steepest at x = −b/w = {fixed(n.crossing, 2)},"
                f" with slope w/4 = **{fixed(half.slope)}**."
            )
        return Told(
            finding,
            ("x", "logit", "p", "slope"),
            rows,
            under=ticks(range(-8, 9, 4)),
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Slide the curve by its middle, or the tangent along it."""
        if begins:
            middle = self.numbers(0.0).crossing
            self._moves_curve = (
                ax is self.curve_ax
                and middle is not None
                and abs(x - middle) < abs(x - self.x.value)
            )
        if self._moves_curve:
            b = min(max(-self.w.value * x, -8.0), 8.0)
            self.b.value = self.b.nearest(b)
        else:
            self.x.value = self.x.nearest(x)


def _row(label: str, sign: str, role: str, x: float, n: SigmoidNumbers) -> Row:
    cells = fixed(x, 2), fixed(n.z, 2), fixed(n.p), fixed(n.slope)
    return Row(label, cells, sign, role)
