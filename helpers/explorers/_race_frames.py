"""The two frames of the race of rates: losses by rate, and the classes."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers._checks import Floats
from helpers.experiments.race import RATES, RaceNumbers
from helpers.explorers._frames import frame
from helpers.live import LiveFigure, QuickText
from helpers.plotting import Role

_LOSSES = 1e-3, 1e2
# Of rate × L: a little room beside the outermost rates.
_AXIS = RATES[0] / 1.2, RATES[1] * 1.2
_EDGE = "2/λmax at the minimum"
_X = -8.0, 8.0


class RatesFrame:
    """The loss of every rate, and what theory says of the axis.

    Parameters
    ----------
    live : LiveFigure

    Attributes
    ----------
    ax : Axes
    settling, beyond : Line2D
        Rates up to 2/λmax at the minimum, and larger ones.
    jumps : Line2D
        From the loss one epoch before to that of now.
    edge, least : Line2D
    edge_name, least_name : QuickText
    """

    def __init__(self, live: LiveFigure) -> None:
        self._live = live
        caption = "loss by rate η; a thin line joins it to the epoch before"
        self.ax = frame(live.figure, (42, 28, 548, 276), caption)
        self._draw_axes()
        theory, rest = {"color": Role.THEORY}, {"data": ([], [])}
        self.edge = self._line("--", data=([1, 1], _LOSSES), **theory)
        self.least = self._line(":", data=(_AXIS, [1, 1]), lw=1.5, **theory)
        self.jumps = self._line("-", color=Role.BEFORE, lw=1.2, **rest)
        self.settling = self._line("o", color=Role.RUN, ms=6, **rest)
        self.beyond = self._line("^", color=Role.NOW, ms=6, **rest)
        self.edge_name = _moving_text(live, self.ax, QuickText(1, 50))
        self.least_name = _moving_text(
            live, self.ax, QuickText(0.06, 1, "least loss", ha="left")
        )

    def move(self, n: RaceNumbers) -> None:
        """Show a moment of a race.

        Parameters
        ----------
        n : RaceNumbers
        """
        edge = np.inf if n.edge is None else n.edge / n.safe
        self._move_rates(n, edge)
        self._move_edge(edge)
        self.least.set_ydata([np.nan if n.edge is None else n.min_loss] * 2)
        self.least_name.set_y(np.nan if n.edge is None else n.min_loss / 1.6)

    def _draw_axes(self) -> None:
        ax = self.ax
        ax.set(xscale="log", yscale="log", xlim=_AXIS, ylim=_LOSSES)
        ax.minorticks_off()
        ax.set_xticks([0.1, 1, 2, 10, 100])
        ax.set_xticklabels(["0.1/L", "1/L", "2/L", "10/L", "100/L"])
        losses = [0.001, 0.01, 0.1, 1, 10, 100]
        ax.set_yticks(losses, [f"{loss:g}" for loss in losses])
        ax.axvspan(_AXIS[0], 2, color=Role.SAFE, alpha=0.12, lw=0)
        ax.text(0.06, 70, "each step\nlowers the loss", va="top")
        for at in (1, 2):
            ax.axvline(at, color=Role.THEORY, lw=1)

    def _line(self, style: str, *, data: Any, **look: Any) -> Line2D:
        (line,) = self.ax.plot(*data, style, clip_on=False, **look)
        return self._live.moving(line)

    def _move_rates(self, n: RaceNumbers, edge: float) -> None:
        """Show all rates, those with too large a loss at the upper edge."""
        rates = n.learning_rates / n.safe
        now, last = (
            np.clip(np.nan_to_num(loss, nan=np.inf), *_LOSSES)
            for loss in (n.loss, n.last)
        )
        gap = np.full_like(now, np.nan)
        jumps = np.column_stack([last, now, gap]).ravel()
        self.jumps.set_data(np.repeat(rates, 3), jumps)
        settles = rates <= edge
        self.settling.set_data(rates[settles], now[settles])
        self.beyond.set_data(rates[~settles], now[~settles])

    def _move_edge(self, edge: float) -> None:
        """Move the edge, its name beside it or at the end of the axis."""
        near, inside = edge < 50, edge < _AXIS[1]
        self.edge.set_xdata([edge if inside else np.nan] * 2)
        beside = edge * 1.1 if near else edge / 1.1
        self.edge_name.set_x(beside if inside else _AXIS[1])
        self.edge_name.set_horizontalalignment("left" if near else "right")
        words = _EDGE if inside else f"{_EDGE} →"
        self.edge_name.set_text(words if edge < np.inf else "no minimum")


class ClassesFrame:
    """The densities of both classes.

    Parameters
    ----------
    live : LiveFigure

    Attributes
    ----------
    ax : Axes
    centres : list of Line2D
        What is dragged.
    """

    def __init__(self, live: LiveFigure) -> None:
        place = 628, 28, 210, 276
        self.ax = ax = frame(live.figure, place, "the two classes over x")
        ax.set(xlim=_X, ylim=(0, 0.5), yticks=[], xticks=[-6, -3, 0, 3, 6])
        self._grid = np.linspace(*_X, 161)
        ring: dict[str, Any] = {"ms": 15, "mew": 3, "mfc": "white", "ls": ""}
        self._bells, self.centres, self._names = [], [], []
        for name, side, line, marker, color in (
            ("class 0", "right", "-", "o", Role.CLASS_0),
            ("class 1", "left", "--", "^", Role.CLASS_1),
        ):
            (bell,) = ax.plot(self._grid, self._grid, line, color=color)
            (centre,) = ax.plot([], [], marker=marker, color=color, **ring)
            text = QuickText(0, 0.4, name, ha=side, color=color)
            self._bells.append(live.moving(bell))
            self.centres.append(live.moving(centre))
            self._names.append(_moving_text(live, ax, text))

    def move(self, distance: float) -> None:
        """Show the classes so far apart.

        Parameters
        ----------
        distance : float
            In standard deviations.
        """
        for sign, bell, centre, name in zip(
            (-1, 1), self._bells, self.centres, self._names, strict=True
        ):
            at = sign * distance / 2
            bell.set_ydata(_density(self._grid - at))
            centre.set_data([at], [_density(0.0)])
            name.set_x(at + sign)


def _moving_text(live: LiveFigure, ax: Axes, text: QuickText) -> QuickText:
    ax.add_artist(text)
    return live.moving(text)


def _density(x: Floats | float) -> Floats:
    return np.exp(-np.square(x) / 2) / np.sqrt(2 * np.pi)
