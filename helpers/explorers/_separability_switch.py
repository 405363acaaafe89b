"""Separability switch: move one point, and the minimum comes or goes."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from helpers import plotting
from helpers._checks import Floats
from helpers.experiments.separability import (
    MAX_L2,
    N_EPOCHS,
    PLACES,
    X1_LIMITS,
    X2_LIMITS,
    SeparabilityNumbers,
    fixed_points,
    separability_numbers,
)
from helpers.explorers._controls import button, slider, value_of
from helpers.explorers._explorer import Explorer
from helpers.explorers._lines import level_line
from helpers.live import QuickText
from helpers.plotting import Role

_LENGTH_LIMITS, _LOSS_LIMITS = (0.0, 14.0), (8e-4, 1.0)
_BOX = (-5.4, 5.4), (-4.4, 4.4)


class SeparabilitySwitch(Explorer):
    """Move one point across, and see whether ‖w‖ settles or grows for ever.

    Parameters
    ----------
    x1, x2 : float
        Where the point stands at first.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If the point is not in the picture.

    Examples
    --------
    >>> explorer = SeparabilitySwitch()
    >>> explorer.places["across"].click()
    >>> explorer.verdict.get_text()
    'minimum at 2.12'
    >>> explorer.close()
    """

    def __init__(
        self,
        x1: float = 0.0,
        x2: float = 0.0,
        *,
        name: str = "separability switch",
    ) -> None:
        self._first = separability_numbers(x1, x2)
        self.x1 = slider("the point: x1", float(x1), *X1_LIMITS, 0.1, ".1f")
        self.x2 = slider("the point: x2", float(x2), *X2_LIMITS, 0.1, ".1f")
        self.l2 = slider("L2 penalty γ", 0.0, 0.0, MAX_L2, 0.001, ".3f")
        self.places = {
            place: button(place, f"Put the point at ({at[0]}, {at[1]})")
            for place, at in PLACES.items()
        }
        super().__init__(
            name,
            hint="before you move the point across: will ‖w‖ settle? Then put "
            "it back, and raise γ by one step.",
            rows=[[self.x1, self.x2], [self.l2, *self.places.values()]],
            lines=3,
        )
        for place, at in PLACES.items():
            self.places[place].on_click(lambda _, at=at: self._put(*at))

    def numbers(self) -> SeparabilityNumbers:
        """Return the numbers of what is shown now."""
        return separability_numbers(
            value_of(self.x1), value_of(self.x2), value_of(self.l2)
        )

    def build(self) -> None:
        """Draw the points that stay, and the axes of both curves."""
        self.data_ax, length_ax, loss_ax = self.live.figure.subplots(
            1, 3, width_ratios=(1.2, 1, 1)
        )
        self._build_data()
        first = self._first
        for ax in (length_ax, loss_ax):
            ax.set(xscale="log", xlim=(1, N_EPOCHS), xlabel="epoch")
        length_ax.set(ylim=_LENGTH_LIMITS)
        length_ax.set_title("length ‖w‖", pad=24)
        loss_ax.set(yscale="log", ylim=_LOSS_LIMITS)
        loss_ax.set_title("J + (γ/2)‖w‖² (nats)", pad=24)
        self.length = self._curves(length_ax, first.length[first.epochs])
        self.loss = self._curves(loss_ax, first.objective)
        loss_ax.legend(loc="lower left", frameon=False)
        self.verdict = QuickText(
            0.5,
            1.05,
            transform=length_ax.transAxes,
            color=Role.MINIMUM,
            weight="bold",
        )
        self.live.moving(length_ax.add_artist(self.verdict))

    def draw(self) -> str:
        """Move the point, its lines and both curves."""
        n = self.numbers()
        self.point.set_data(n.X[-1:, 0], n.X[-1:, 1])
        self._boundary.set_data(*level_line(n.w[-1], n.b[-1], *_BOX))
        shown = (np.zeros(2), 0.0) if n.line is None else n.line
        self.separator.set_data(*level_line(*shown, *_BOX))
        for (curve, level), values, least in (
            (self.length, n.length[n.epochs], n.min_length),
            (self.loss, n.objective, n.min_objective),
        ):
            curve.set_ydata(values)
            level.set_ydata([np.nan if least is None else least] * 2)
        self.verdict.set_text(
            "no minimum"
            if n.min_length is None
            else f"minimum at {n.min_length:.2f}"
            + (" ↑" if n.min_length > _LENGTH_LIMITS[1] else "")
        )
        return _reading(n)

    def _build_data(self) -> None:
        ax = self.data_ax
        X, y = fixed_points()
        plotting.plot_points(X, y, alpha=0.9, ax=ax)
        for points in ax.collections:
            points.set_sizes([50])
        (boundary,) = ax.plot(
            [], [], "-", color="black", label="boundary learned"
        )
        (separator,) = ax.plot(
            [],
            [],
            "-.",
            color=Role.SEPARATOR,
            label="nobody on its wrong side",
        )
        (point,) = ax.plot(
            [],
            [],
            plotting.CLASS_MARKERS[0],
            # Seen through, where it covers a point of the other class.
            markerfacecolor=(*to_rgb(plotting.CLASS_COLORS[0]), 0.6),
            markeredgecolor="black",
            markeredgewidth=2.5,
            markersize=14,
            label="the point (class 0)",
        )
        self._boundary = self.live.moving(boundary)
        self.separator = self.live.moving(separator)
        self.point = self.live.moving(point)
        ax.set(xlim=_BOX[0], ylim=_BOX[1], xlabel="$x_1$", ylabel="$x_2$")
        ax.set_title("one point moves", pad=24)
        self.live.figure.legend(
            loc="outside lower left", ncols=5, frameon=False, borderpad=0
        )

    def _curves(self, ax: Axes, at_first: Floats) -> tuple[Line2D, Line2D]:
        epochs = self._first.epochs
        ax.plot(
            epochs, at_first, "-", color=Role.MUTED, lw=4, label="at first"
        )
        (curve,) = ax.plot(epochs, at_first, "-", color=Role.RUN, label="now")
        (level,) = ax.plot(
            [1, N_EPOCHS], [1, 1], "--", color=Role.MINIMUM, label="minimum"
        )
        return self.live.moving(curve), self.live.moving(level)

    def _put(self, x1: float, x2: float) -> None:
        with self.batch():
            self.x1.value, self.x2.value = x1, x2

    def clicked(self, ax: Axes, x: float, y: float) -> None:
        """Put the point where the data were clicked."""
        if ax is self.data_ax:
            self._put(round(x, 1), round(y, 1))


def _reading(n: SeparabilityNumbers) -> str:
    x1, x2 = n.X[-1] + 0.0
    half, end = n.length[[N_EPOCHS // 10, N_EPOCHS]]
    lie = {
        "separable": "a line separates the classes",
        "touching": "the classes touch, and the purple line has nobody on "
        "its wrong side",
        "overlapping": "no line separates the classes",
    }[n.state]
    if n.minimum is None:
        verdict = "so there is no minimum and ‖w‖ grows for ever"
    elif n.state == "overlapping":
        verdict = f"so there is a minimum, at ‖w‖ = {n.min_length:.2f}"
    else:
        verdict = f"but γ makes a minimum, at ‖w‖ = {n.min_length:.2f}"
    settled = n.min_length is not None and np.isclose(end, n.min_length, 0.005)
    now = "; it has settled" if settled else ""
    if n.minimum is not None and not settled:
        now = "; it is still on its way"
    return (
        f"Point at ({x1:.1f}, {x2:.1f}), γ = {n.l2:.3f}: {lie}, {verdict}. "
        f"After 2,000 epochs ‖w‖ is {end:.2f}; the last factor ten of epochs "
        f"added {end - half:.2f}{now}. J + (γ/2)‖w‖² is "
        f"{n.objective[-1]:.4f}; the bias is not penalised."
    )
