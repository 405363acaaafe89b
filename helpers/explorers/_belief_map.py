"""A map of what one model believes, from class 0 to class 1."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from helpers._checks import Floats
from helpers.experiments.confidence import LOGIT_09, Belief, experiment
from helpers.explorers._frames import name
from helpers.explorers._lines import level_line
from helpers.live import LiveFigure, QuickText
from helpers.plotting import CLASS_COLORS, CLASS_MARKERS, CONFIDENCE

# As wide as high: a distance is as long in every direction. In its middle is
# the point midway between the centres of the classes.
AREA = (-7.0, 9.0), (-4.0, 12.0)
MIDDLE = 1.0, 4.0
# An odd number, so that the middle band is the white of p_hat = 1/2.
N_BANDS = 41
# Logit and name of a line, its style and width.
_LEVELS = (
    (0.0, "½", "-", 2.5),
    (-LOGIT_09, "0.1", "--", 1.3),
    (LOGIT_09, "0.9", "--", 1.3),
)


class BeliefMap:
    """Bands of equal p_hat, three lines with their names, some points.

    Parameters
    ----------
    live : LiveFigure
    ax : Axes
        Of this figure; as wide as high.

    Attributes
    ----------
    lines : list of Line2D
        Where p_hat is 1/2, 0.1 and 0.9.
    """

    def __init__(self, live: LiveFigure, ax: Axes) -> None:
        ax.set(xlim=AREA[0], ylim=AREA[1])
        name(ax, r"$\hat p$", 1.02)
        _name_classes(ax)
        self._bands = live.moving(_bands(ax))
        self.lines = [
            live.moving(ax.plot([], [], style, color="black", lw=width)[0])
            for _, _, style, width in _LEVELS
        ]
        self._names = [
            live.moving(_words(ax, AREA[0][1] + 0.3, 0.0, "", ha="left"))
            for _ in _LEVELS
        ]
        for artist in [*_few_points(ax), *_middle(ax)]:
            live.moving(artist)

    def update(self, belief: Belief) -> None:
        """Show what the model believes.

        Parameters
        ----------
        belief : Belief
        """
        self._bands.set_verts(corners(belief))
        for line, text, (level, words, *_) in zip(
            self.lines, self._names, _LEVELS, strict=True
        ):
            line.set_data(*level_line(belief.w, belief.b, *AREA, level))
            height = _height_at_the_right(belief, level)
            seen = AREA[1][0] <= height <= AREA[1][1]
            text.set_text(words if seen else "")
            text.set_y(height if seen else 0.0)


def corners(belief: Belief) -> Floats:
    """Return the corners of the bands of equal p_hat.

    Parameters
    ----------
    belief : Belief

    Returns
    -------
    ndarray, shape (N_BANDS, 4, 2)
        Each band reaches a little under the next, so that no seam shows.
    """
    reach = float(np.hypot(*np.ptp(AREA, axis=1)))
    size = float(np.hypot(*belief.w))
    edges = np.full(N_BANDS + 1, reach)
    along = np.array([0.0, 1.0])
    if size:
        along = belief.w / size
        p_hat = np.arange(1, N_BANDS) / N_BANDS
        z = np.log(p_hat / (1.0 - p_hat))
        edges[1:-1] = (z - belief.b - belief.w @ MIDDLE) / size
        edges = np.clip(edges, -reach, reach)
    else:
        edges[: N_BANDS // 2 + 1] = -reach
    edges[0] = -reach
    across = reach * np.array([along[1], -along[0]])
    low = MIDDLE + edges[:-1, None] * along
    high = MIDDLE + (edges[1:, None] + reach / 1000) * along
    return np.stack(
        [low - across, low + across, high + across, high - across], axis=1
    )


def _height_at_the_right(belief: Belief, level: float) -> float:
    """Return x2 where a line leaves the map, NaN if it runs upright."""
    w1, w2 = belief.w
    if not w2:
        return np.nan
    return float((level - belief.b - w1 * AREA[0][1]) / w2)


def _bands(ax: Axes) -> Any:
    """Add the bands of the map, painted far faster than an image."""
    p_hat = (np.arange(N_BANDS) + 0.5) / N_BANDS
    bands = PolyCollection(
        list(np.zeros((N_BANDS, 4, 2))),
        facecolors=CONFIDENCE(p_hat),
        linewidths=0,
        antialiaseds=False,
    )
    ax.add_collection(bands, autolim=False)
    return bands


def _few_points(ax: Axes) -> list[Line2D]:
    """Add some training points of both classes."""
    found = experiment()
    return [
        ax.plot(
            *found.X[found.y == c].T,
            CLASS_MARKERS[c],
            color=CLASS_COLORS[c],
            mec="white",
            mew=0.8,
            ms=6,
        )[0]
        for c in (0, 1)
    ]


def _middle(ax: Axes) -> tuple[Line2D, QuickText]:
    """Mark the middle; where its name stands no line passes."""
    (mark,) = ax.plot(*MIDDLE, "+", color="black", ms=10, mew=2)
    return mark, _words(ax, MIDDLE[0], MIDDLE[1] - 0.9, "middle")


def _words(ax: Axes, x: float, y: float, text: str, **style: Any) -> QuickText:
    """Add black words."""
    words = QuickText(x, y, text, color="black", fontsize=10, **style)
    ax.add_artist(words)
    return words


def _name_classes(ax: Axes) -> None:
    """Write the names of both classes over the map, after their markers."""
    for c, place in ((0, 0.52), (1, 0.77)):
        color = CLASS_COLORS[c]
        ax.plot(
            [place],
            [1.035],
            CLASS_MARKERS[c],
            color=color,
            transform=ax.transAxes,
            clip_on=False,
        )
        name(ax, f"class {c}", place + 0.03).set_color(color)
