"""What is drawn of one loss: a curve, its tangent, and its slopes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from helpers import model
from helpers._checks import Floats
from helpers.live import LiveFigure, QuickText
from helpers.plotting import Role

# Of the frame of the curves.
Z_RANGE = -5.5, 5.5
# Of a tangent, to either side of its point.
_REACH = 2.5


@dataclass(frozen=True)
class LossStyle:
    """One loss and how it is drawn.

    Attributes
    ----------
    name : str
    over : callable
        From the logit to the loss, for label 1.
    slope : callable
        From p to the slope against the logit, for label 1.
    color, line, marker : str
    sign, role : str
        Of its row in the table.
    place : two float
        Of the name, beside the curve of label 1.
    """

    name: str
    over: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    color: str
    line: str
    marker: str
    sign: str
    role: str
    place: tuple[float, float]


LOSSES = (
    LossStyle(
        "cross-entropy",
        over=lambda z: model.softplus(-z),
        slope=lambda p: p - 1,
        color=Role.RUN,
        line="-",
        marker="o",
        sign="○",
        role="run",
        place=(-3.2, 3.6),
    ),
    LossStyle(
        "squared error",
        over=lambda z: model.sigmoid(-z) ** 2,
        slope=lambda p: 2 * (p - 1) * p * (1 - p),
        color=Role.NOW,
        line="--",
        marker="s",
        sign="□",
        role="now",
        place=(-5.3, 0.5),
    ),
)


class LossLines:
    """The moving lines of one loss.

    Parameters
    ----------
    live : LiveFigure
    loss_ax, slope_ax : Axes
        Of the loss over z, and of the size of its slope over p.
    style : LossStyle
    """

    def __init__(
        self, live: LiveFigure, loss_ax: Axes, slope_ax: Axes, style: LossStyle
    ) -> None:
        self._style = style
        z, p = np.linspace(*Z_RANGE, 111), np.linspace(0, 1, 51)
        self._curves = style.over(z), abs(style.slope(p))
        thick: dict[str, Any] = {"color": style.color, "ls": style.line}
        thin: dict[str, Any] = {"color": style.color, "ls": "-", "lw": 1.2}
        ring: dict[str, Any] = {
            "color": style.color,
            "marker": style.marker,
            "ls": "",
            "mfc": "white",
            "mew": 3,
        }
        moving = live.moving
        (self.tangent,) = map(moving, loss_ax.plot(Z_RANGE, Z_RANGE, **thin))
        (self.curve,) = map(moving, loss_ax.plot(z, z, **thick))
        (self.slopes,) = map(moving, slope_ax.plot(p, p, **thick))
        (self.ring,) = map(moving, loss_ax.plot([], [], ms=15, **ring))
        (self.point,) = map(
            moving, slope_ax.plot([], [], ms=15, clip_on=False, **ring)
        )
        text = QuickText(0, 0, style.name, color=style.color)
        loss_ax.add_artist(text)
        self._name = moving(text)

    def move(self, y: int, p: float, z: float, slope: float) -> None:
        """Show the loss of a label at one prediction.

        Parameters
        ----------
        y : 0 or 1
        p, z : float
            The prediction and its logit.
        slope : float
            Against the logit.
        """
        sign = 2 * y - 1
        over, slopes = self._curves
        self.curve.set_ydata(over[::sign])
        self.slopes.set_ydata(slopes[::sign])
        here = float(self._style.over(np.asarray(sign * z)))
        self.ring.set_data([z], [here])
        self.point.set_data([p], [abs(slope)])
        self.tangent.set_data(
            [z - _REACH, z + _REACH],
            [here - slope * _REACH, here + slope * _REACH],
        )
        x, height = self._style.place
        self._name.set_position((sign * x, height))
        self._name.set_horizontalalignment("left" if y else "right")
