"""Confidence map by epoch: what raw and centred believe, and how surely."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from helpers._checks import Floats
from helpers.experiments.confidence import (
    LOGIT_09,
    N_EPOCHS,
    PREPARATIONS,
    Belief,
    confidence_numbers,
    experiment,
)
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame, name
from helpers.explorers._lines import level_line
from helpers.explorers._told import Row, Told, fixed, ticks
from helpers.live import QuickText
from helpers.plotting import CLASS_COLORS, CLASS_MARKERS, CONFIDENCE, Role

# As wide as high: a distance is as long in every direction.
_AREA = (-7.0, 9.0), (-4.0, 12.0)
_LOSS_LIMITS = 8e-3, 1.0
# An odd number, so that the middle band is the white of p_hat = 1/2.
N_BANDS = 41
# Logit and name of a line, its style and width.
_LEVELS = (
    (0.0, "½", "-", 2.5),
    (-LOGIT_09, "0.1", "--", 1.3),
    (LOGIT_09, "0.9", "--", 1.3),
)
_SIGNS: dict[str, str] = {"raw": "◆", "centred": "○"}
_MARKERS: dict[str, dict[str, Any]] = {
    "raw": {"marker": "D", "ms": 9, "color": "black"},
    "centred": {
        "marker": "o",
        "ms": 11,
        "mew": 2.5,
        "mec": "black",
        "color": "white",
    },
}
_STYLES = {"raw": "-", "centred": "--"}


class ConfidenceMap(Explorer):
    """Watch two models grow sure, epoch by epoch, raw beside centred.

    Parameters
    ----------
    epoch : int
        At first, 0 to 100.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If the epoch is not a whole number from 0 to 100.

    Examples
    --------
    >>> explorer = ConfidenceMap()
    >>> explorer.epoch.value = 0
    >>> print(explorer.live.reading.split(". ")[1])
    The hold-out loss of both is log 2 = 0.693.
    >>> explorer.close()
    """

    question = "How long does a model stay in doubt?"
    hint = "Go to epoch 0, step once, then run. Drag in the loss."
    height = 360
    interval = 100

    def __init__(
        self, epoch: int = 5, *, name: str = "confidence map"
    ) -> None:
        confidence_numbers(epoch)
        self.epoch = Slider("epoch", int(epoch), 0, N_EPOCHS, 1)
        self.guess = Choice(
            "As sure as raw in 100 epochs, centred is in about",
            [10, 50, 100],
            None,
        )
        super().__init__(
            name, big=self.epoch, time=self.epoch, prediction=self.guess
        )

    def build(self) -> None:
        """Draw both maps and the losses."""
        moving = self.live.moving
        self._bands: dict[str, Any] = {}
        self.levels: dict[str, list[Line2D]] = {}
        self._names: dict[str, list[QuickText]] = {}
        for way, left in zip(PREPARATIONS, (24, 376), strict=True):
            ax = frame(self.live.figure, (left, 22, 310, 310))
            ax.set(xlim=_AREA[0], ylim=_AREA[1], xticks=[-4, 0, 4, 8])
            ax.set_yticks([-4, 0, 4, 8, 12] if way == "raw" else [])
            name(ax, f"{_SIGNS[way]} {way}").set(
                color="black", fontsize=12, fontweight="bold"
            )
            name(ax, r"$\hat p$", 1.02)
            _name_classes(ax)
            self._bands[way] = moving(_bands(ax))
            self.levels[way] = [
                moving(ax.plot([], [], style, color="black", lw=width)[0])
                for _, _, style, width in _LEVELS
            ]
            self._names[way] = [
                moving(_beside(ax, words)) for _, words, _, _ in _LEVELS
            ]
            for points in _few_points(ax):
                moving(points)
        self._build_loss()

    def _build_loss(self) -> None:
        ax = frame(
            self.live.figure, (748, 22, 80, 310), "hold-out loss", grid=True
        )
        ax.set(
            yscale="log",
            xlim=(0, N_EPOCHS),
            ylim=_LOSS_LIMITS,
            xticks=[0, 50, 100],
        )
        ax.minorticks_off()
        self.loss_ax = ax
        self.here = {}
        for way, run in experiment().runs.items():
            ax.plot(run.val_loss, _STYLES[way], color="black", lw=1.5)
        self._at = self.live.moving(ax.axvline(0, color=Role.NOW, lw=1.2))
        for way in PREPARATIONS:
            (here,) = ax.plot([], [], ls="", clip_on=False, **_MARKERS[way])
            self.here[way] = self.live.moving(here)

    def draw(self) -> str:
        """Show both beliefs in the epoch chosen."""
        n = confidence_numbers(self.epoch.value)
        for way, belief in (("raw", n.raw), ("centred", n.centred)):
            self._bands[way].set_verts(corners(belief))
            for i, (level, words, *_) in enumerate(_LEVELS):
                ends = level_line(belief.w, belief.b, *_AREA, level)
                self.levels[way][i].set_data(*ends)
                height = _height_at(belief, level, _AREA[0][1])
                seen = _AREA[1][0] <= height <= _AREA[1][1]
                self._names[way][i].set_text(words if seen else "")
                self._names[way][i].set_y(height if seen else 0.0)
            self.here[way].set_data([n.epoch], [belief.loss])
        self._at.set_xdata([n.epoch, n.epoch])
        if n.epoch == 0:
            return (
                "Epoch 0: w = 0 and b = 0 in both models, so p̂ is 1/2 "
                "everywhere and there is no boundary. The hold-out loss of "
                f"both is log 2 = {n.raw.loss:.3f}."
            )
        return (
            f"Epoch {n.epoch}. Raw: {_sentence(n.raw)}. "
            f"Centred: {_sentence(n.centred)}."
        )

    def tell(self) -> Told:
        """Say when centred was as sure as raw is now."""
        n = confidence_numbers(self.epoch.value)
        finding = "Both begin **undecided**: p̂ = ½ everywhere, no boundary."
        if n.epoch == 1:
            finding = (
                "Both are as sure after one step, but raw's boundary is "
                f"**{fixed(abs(n.raw.offset or 0.0), 2)}** from the middle."
            )
        elif n.epoch:
            finding = (
                "Raw is now only as sure as centred was at epoch "
                f"**{as_sure(n.epoch)}**."
            )
        return Told(
            finding,
            ("from middle", "band", "wrong", "loss"),
            [_row("raw", n.raw), _row("centred", n.centred)],
            under=ticks(range(0, N_EPOCHS + 1, 20)),
            answer=self._answer(),
        )

    def _answer(self) -> str:
        """Return what the bands say to the prediction, if there is one."""
        if self.guess.value is None:
            return ""
        last = confidence_numbers(N_EPOCHS)
        sure = as_sure(N_EPOCHS)
        nearest = min(self.guess.options, key=lambda k: abs(k - sure))
        verdict = "Yes" if self.guess.value == nearest else "No"
        width = confidence_numbers(sure).centred.width
        return (
            f"{verdict}: at epoch {sure} its band is {width:.2f} wide, raw's "
            f"{last.raw.width:.2f} at 100."
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Go to an epoch in the frame of the loss."""
        if ax is self.loss_ax:
            self.epoch.value = self.epoch.nearest(x)


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


def _beside(ax: Axes, words: str) -> QuickText:
    """Add the name of a line, right of the map."""
    at = _AREA[0][1] + 0.3
    text = QuickText(at, 0, words, ha="left", color="black", fontsize=11)
    ax.add_artist(text)
    return text


def _name_classes(ax: Axes) -> None:
    """Write the names of both classes over a map, with their markers."""
    for c, place in ((0, 0.52), (1, 0.77)):
        ax.plot(
            [place],
            [1.035],
            CLASS_MARKERS[c],
            color=CLASS_COLORS[c],
            ms=7,
            transform=ax.transAxes,
            clip_on=False,
        )
        name(ax, f"class {c}", place + 0.03).set_color(CLASS_COLORS[c])


def as_sure(epoch: int) -> int:
    """Return the first epoch at which centred is as sure as raw is.

    Parameters
    ----------
    epoch : int
        Of the raw model, 1 to 100.

    Returns
    -------
    int
        Where the band of the centred model is as narrow, or narrower.

    Examples
    --------
    >>> as_sure(5)
    3
    """
    raw, centred = (np.hypot(*run.w.T) for run in experiment().runs.values())
    return int(np.argmax(centred >= raw[epoch]))


def _height_at(belief: Belief, level: float, x1: float) -> float:
    """Return x2 where a line meets a vertical one, NaN if nowhere."""
    w1, w2 = belief.w
    return float((level - belief.b - w1 * x1) / w2) if w2 else np.nan


def _row(way: str, belief: Belief) -> Row:
    """Return a row of the table; without weights there is no boundary."""
    off, width = (
        "–" if size is None else fixed(abs(size), 2)
        for size in (belief.offset, belief.width)
    )
    cells = off, width, f"{belief.errors:,}", fixed(belief.loss)
    return Row(way, cells, _SIGNS[way], "theory")


def corners(belief: Belief) -> Floats:
    """Return the corners of the bands of equal p_hat, shape (k, 4, 2).

    Each reaches a little under the next, so that no seam shows.
    """
    middle = np.array([sum(limits) / 2 for limits in _AREA])
    reach = float(np.hypot(*np.ptp(_AREA, axis=1)))
    size = float(np.hypot(*belief.w))
    edges = np.full(N_BANDS + 1, reach)
    along = np.array([0.0, 1.0])
    if size:
        along = belief.w / size
        p_hat = np.arange(1, N_BANDS) / N_BANDS
        z = np.log(p_hat / (1.0 - p_hat))
        edges[1:-1] = (z - belief.b - belief.w @ middle) / size
        edges = np.clip(edges, -reach, reach)
    else:
        edges[: N_BANDS // 2 + 1] = -reach
    edges[0] = -reach
    across = reach * np.array([along[1], -along[0]])
    low = middle + edges[:-1, None] * along
    high = middle + (edges[1:, None] + reach / 1000) * along
    return np.stack(
        [low - across, low + across, high + across, high - across], axis=1
    )


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


def _sentence(belief: Belief) -> str:
    # Weights other than 0 have a boundary.
    assert belief.offset is not None and belief.width is not None
    side = "class 0" if belief.offset < 0 else "class 1"
    return (
        f"boundary {abs(belief.offset):.2f} from the middle towards {side}, "
        f"a band {belief.width:.2f} wide from p̂ = 0.1 to 0.9, "
        f"{belief.errors:,} of 20,000 hold-out points wrong, loss "
        f"{belief.loss:.3f}"
    )
