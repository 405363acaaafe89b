"""Four planes of w and b: the loss of the same data prepared in four ways."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers import plotting
from helpers._checks import Floats
from helpers.experiments.centre_scale import (
    PREPARATIONS,
    CentreScaleNumbers,
    contours,
    from_standardized,
)
from helpers.explorers._frames import frame
from helpers.explorers._lines import clip
from helpers.explorers._told import short
from helpers.live import LiveFigure, QuickText
from helpers.plotting import Role, ink

# All in pixels of the screen.
HALF = np.array([94.0, 71.0])
_SIZE = 388, 328
_ACROSS = -94.0, 94.0
# Centred below, scaled right.
CENTRES = {
    name: np.array([94.0 + 200 * scale, 237.0 - 166 * center])
    for name, (center, scale) in PREPARATIONS.items()
}


class Style(NamedTuple):
    """What tells a preparation from the others; colour never alone."""

    color: str
    line: str
    marker: str
    sign: str
    role: str


STYLES = {
    name: Style(*style)
    for name, *style in zip(
        PREPARATIONS,
        (Role.RUN, Role.NOW, Role.SAFE, Role.SEPARATOR),
        plotting.LINE_STYLES,
        "o^sD",
        "●▲■◆",
        ("run", "now", "safe", "separator"),
        strict=True,
    )
}


class FourPlanes:
    """Each plane is magnified to hold the contour through weights zero.

    Parameters
    ----------
    live : LiveFigure
        They are added to its left edge.

    Attributes
    ----------
    paths : dict of str to Line2D
        In pixels, as are starts and minima.
    starts, minima : Line2D
    """

    def __init__(self, live: LiveFigure) -> None:
        self._moving = live.moving
        self._ax = frame(live.figure, (2, 0, *_SIZE))
        self._ax.set(xlim=(0, _SIZE[0]), ylim=(0, _SIZE[1]))
        self._ax.set(xticks=[], yticks=[])
        planes = {name: self._background(name) for name in PREPARATIONS}
        self._contours = self._line("-", color=Role.MUTED, lw=1)
        self.minima = self._line("*", color="black", mec="white", ms=13)
        self.paths = {name: self._path(name) for name in PREPARATIONS}
        for name, plane in planes.items():
            self.paths[name].set_clip_path(plane)
        self.starts = self._line("o", color="white", mec="black", ms=8, mew=2)
        self._heads = {
            name: self._line(
                style.marker, color=style.color, mec="white", ms=8
            )
            for name, style in STYLES.items()
        }
        self._kappas = {name: self._kappa(name) for name in PREPARATIONS}
        self._start = self._words(0, 0, "start", color=Role.QUIET, fontsize=10)

    def draw(self, n: CentreScaleNumbers) -> None:
        """Move all to the state and the epoch chosen."""
        curves, minima, starts = [], [], []
        for name, way in n.preparations.items():
            lines = from_standardized(
                way.scaling, contours(), n.offset, n.unit
            )
            low, high = lines[0].min(axis=0), lines[0].max(axis=0)
            middle = (low + high) / 2
            pixel = 1.1 * ((high - low) / 2 / HALF).max()
            run, until = way.run, n.at(name) + 1
            steps = np.column_stack([run.w[:until], run.b[:until]])
            centre = CENTRES[name]
            path = clip((steps - middle) / pixel, *_ACROSS) + centre
            self.paths[name].set_data(*path.T)
            self._heads[name].set_data(*_within(path[-1:], centre).T)
            self._kappas[name].set_text(f"κ {short(way.kappa, 2)}")
            curves.append(_with_gaps((lines - middle) / pixel + centre))
            minima.append((way.minimum - middle) / pixel + centre)
            starts.append(path[0])
        self._contours.set_data(*np.concatenate(curves).T)
        self.minima.set_data(*np.transpose(minima))
        self.starts.set_data(*np.transpose(starts))
        # Standardized data know neither offset nor unit: there it rests.
        self._start.set_position(starts[-1] + (-6, 14))

    def _background(self, name: str) -> Rectangle:
        """Draw what stays of a plane: its ground and its name."""
        (x, y), style = CENTRES[name], STYLES[name]
        left, top = x - HALF[0], y + HALF[1] + 9
        ground = Rectangle((left, y - HALF[1]), *(2 * HALF))
        ground.set(facecolor=Role.MUTED, alpha=0.1)
        self._ax.add_patch(ground)
        key = {"color": style.color, "ms": 8, "clip_on": False}
        self._ax.plot([left + 7], [top], style.marker, **key)
        words = {"va": "center_baseline", "fontsize": 11}
        self._ax.text(left + 18, top, name, color=ink(style.color), **words)
        words = {"fontsize": 9, "color": Role.QUIET}
        self._ax.text(left + 4, y - HALF[1] + 5, "w → b ↑", **words)
        if name == "standardized":
            words |= {"ha": "right", "va": "top"}
            right, top = CENTRES[name] + HALF - 3
            self._ax.text(right, top, "★ minimum", **words)
        return ground

    def _line(self, form: str, **style: Any) -> Line2D:
        return self._moving(self._ax.plot([], [], form, **style)[0])

    def _path(self, name: str) -> Line2D:
        color = STYLES[name].color
        return self._line(".-", color=color, ms=4, lw=1.2, alpha=0.7)

    def _kappa(self, name: str) -> QuickText:
        x, y = CENTRES[name] + HALF
        return self._words(x, y + 9, ha="right", fontsize=11)

    def _words(
        self, x: float, y: float, text: str = "", **style: Any
    ) -> QuickText:
        words = QuickText(x, y, text, **style)
        self._ax.add_artist(words)
        return self._moving(words)


def _within(points: Floats, centre: Floats) -> Floats:
    """Return the points that lie in the plane around a centre."""
    return points[(np.abs(points - centre) <= HALF).all(axis=1)]


def _with_gaps(curves: Floats) -> Floats:
    """Return several curves as one, with gaps between them."""
    gaps = np.full((len(curves), 1, 2), np.nan)
    return np.concatenate([curves, gaps], axis=1).reshape(-1, 2)
