"""Sigmoid: what weight and bias do to the curve and its slope."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from helpers import model
from helpers.experiments.sigmoid import SigmoidNumbers, sigmoid_numbers
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame
from helpers.explorers._told import Mark, Row, Told, fixed, ticks
from helpers.live import QuickText
from helpers.plotting import Role

_X = -6.0, 6.0
_W = -8.0, 8.0
_RING = {"ms": 15, "mew": 3, "mfc": "white"}
_ANSWER = "It doubles: w p (1 − p) is w/4 there."


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
    hint = "Drag the rings; double w, make it negative."
    height = 340

    def __init__(
        self, w: float = 1.0, b: float = 0.0, *, name: str = "sigmoid"
    ) -> None:
        self.w = Slider("weight w", w, *_W, 0.1, digits=1)
        self.b = Slider("bias b", b, -8.0, 8.0, 0.1, digits=1)
        self.x = Slider("tangent at x", 2.0, *_X, 0.1, digits=1)
        self._moves_curve = True
        self.guess = Choice(
            "When w doubles, the slope where p = 1/2",
            ["stays as it is", "doubles", "is four times as large"],
            None,
        )
        super().__init__(
            name,
            big=self.w,
            more=[[self.b, self.x]],
            prediction=self.guess,
            presets={
                f"w = {fixed(w, 0)}": (
                    "Set the weight",
                    lambda w=w: self._set(w),
                )
                for w in (1.0, 2.0, 4.0, -4.0)
            },
        )

    def numbers(self, x: float) -> SigmoidNumbers:
        """Return the numbers at x."""
        return sigmoid_numbers(self.w.value, self.b.value, x)

    def build(self) -> None:
        """Draw the frames of the curve and of its steepest slope."""
        figure = self.live.figure
        self.curve_ax = frame(
            figure, (34, 26, 536, 286), "p = σ(wx + b) over x →"
        )
        self.slope_ax = frame(
            figure, (622, 26, 216, 286), "slope where p = 1/2, over w →"
        )
        self.curve_ax.set(xlim=_X, ylim=(-0.05, 1.05), yticks=[0, 0.5, 1])
        self.curve_ax.axhline(0.5, color=Role.MUTED, lw=1, ls=":")
        self.slope_ax.set(xlim=_W, ylim=(-2.1, 2.1), xticks=[-8, -4, 0, 4, 8])
        self.slope_ax.set_yticks([-2, -1, 0, 1, 2])
        self.slope_ax.axhline(0, color=Role.MUTED, lw=1)
        self.slope_ax.axvline(0, color=Role.MUTED, lw=1)
        self.slope_ax.plot(_W, np.divide(_W, 4), "-", color=Role.RUN, lw=1.5)
        self.slope_ax.text(4.4, 0.75, "w/4", color=Role.RUN)
        x = np.linspace(*_X, 401)
        self.curve = self._line(self.curve_ax, "-", Role.RUN, x)
        self.tangent = self._line(self.curve_ax, "--", Role.NOW, _X)
        self.steepest = self._line(self.curve_ax, "-", Role.RUN, _X, lw=1)
        self.middle, self.at = (
            self._line(self.curve_ax, "o", color, [], **_RING)
            for color in (Role.RUN, Role.NOW)
        )
        self.slope = self._line(self.slope_ax, "o", Role.RUN, [], **_RING)
        name = QuickText(0, 0, color=Role.RUN)
        self.curve_ax.add_artist(name)
        self.name = self.live.moving(name)

    def _line(
        self, ax: Axes, style: str, color: str, x: ArrayLike, **look: Any
    ) -> Line2D:
        return self.live.moving(ax.plot(x, x, style, color=color, **look)[0])

    def draw(self) -> str:
        """Move the curves, the tangent and the two rings."""
        w, b, x = self.w.value, self.b.value, self.x.value
        n = self.numbers(x)
        self.curve.set_ydata(model.sigmoid(w * self.curve.get_xdata() + b))
        self.tangent.set_ydata([n.p + n.slope * (end - x) for end in _X])
        self.at.set_data([x], [n.p])
        self.slope.set_data([w], [w / 4])
        self._move_middle(n.crossing)
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

    def _move_middle(self, middle: float | None) -> None:
        """Move the ring at p = 1/2, its name where the curve is not."""
        if middle is None or not _X[0] < middle < _X[1]:
            self.middle.set_data([], [])
            self.steepest.set_data([], [])
            self.name.set_text("")
            return
        side = 1 if middle < 3 else -1
        below = (self.w.value > 0) == (side > 0)
        self.middle.set_data([middle], [0.5])
        reach = 2.0 / self.w.value
        self.steepest.set_data([middle - reach, middle + reach], [0.0, 1.0])
        self.name.set_text("p = 1/2")
        self.name.set_horizontalalignment("left" if side > 0 else "right")
        self.name.set_position((middle + 0.3 * side, 0.44 if below else 0.56))

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
            over=[
                Mark(0.0, "p falls with x", side="before"),
                Mark(0.0, "p rises with x", side="after"),
            ],
            under=ticks(range(-8, 9, 4)),
            answer=_ANSWER if self.guess.value else "",
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Slide the curve by its middle or the tangent along it; turn w."""
        if ax is self.slope_ax:
            self.w.value = self.w.nearest(x)
            return
        if begins:
            middle = self.numbers(0.0).crossing
            self._moves_curve = middle is not None and (
                abs(x - middle) < abs(x - self.x.value)
            )
        if self._moves_curve:
            self.b.value = self.b.nearest(-self.w.value * x)
        else:
            self.x.value = self.x.nearest(x)

    def _set(self, w: float) -> None:
        self.w.value = w


def _row(label: str, sign: str, role: str, x: float, n: SigmoidNumbers) -> Row:
    cells = fixed(x, 2), fixed(n.z, 2), fixed(n.p), fixed(n.slope)
    return Row(label, cells, sign, role)
