"""The learning rate: what one number does to a descent.

The browser works out and draws what moves: see _learning_rate.js.
"""

from functools import cached_property, lru_cache
from typing import Any

import anywidget
import numpy as np
import traitlets
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm

from helpers import output
from helpers._checks import as_moment
from helpers.experiments.learning_rate import (
    N_EPOCHS,
    RateNumbers,
    forecast,
    rate_numbers,
    rate_presets,
    verdict_beyond,
)
from helpers.experiments.one_feature import DATASETS, Problem, problem, surface
from helpers.explorers._explorer import WIDTH
from helpers.explorers._face import web
from helpers.explorers._frames import frame
from helpers.live import LiveFigure
from helpers.live.cell import cell_id
from helpers.plotting import Role

_SCRIPTS = "_face", "_descent", "_rate_pictures", "_learning_rate"
SCRIPT = "".join(web(f"{name}.js") for name in _SCRIPTS)
STYLE = web("_face.css") + web("_learning_rate.css")
_HEIGHT = 336
_GAP = 1e-6, 1e2
_RING = {"marker": "o", "ms": 15, "mew": 3, "mfc": "white", "clip_on": False}
_HERE = {
    "marker": "D",
    "ms": 8,
    "color": Role.NOW,
    "mec": "white",
    "clip_on": False,
}
_VERDICTS = {
    "good": "falls without a zigzag and gets there",
    "crawl": "falls without a zigzag, but is not there yet",
    "overshoot": "jumps across the valley at first, then falls",
    "thrash": "has not settled: it still rises at the end",
    "diverged": "leaves the float range",
}
_open: dict[tuple[str, str | None], "LearningRate"] = {}


class _State(traitlets.Dict):
    """Data, rate, start and epoch, as `rate_numbers` accepts them."""

    def validate(self, obj: Any, value: Any) -> dict[str, Any]:
        return _checked(**value)


def _part(name: str, doc: str) -> Any:
    """Return a property that is a part of the state."""

    def put(explorer: "LearningRate", value: Any) -> None:
        explorer.state = explorer.state | {name: value}

    return property(lambda explorer: explorer.state[name], put, doc=doc)


class LearningRate(anywidget.AnyWidget):
    """Explore what the learning rate does to a descent.

    Parameters
    ----------
    dataset : str
        A key of `DATASETS`; the learner can change it.
    name : str
        Needed only to tell two of them in one cell apart.

    Attributes
    ----------
    rate : float
        η. What the hand found stands here as soon as the hand rests, and
        what is set here shows on the page; so with all that follow.
    w0, b0 : float
        The start.
    epoch : int
        The epoch looked at.
    dataset : str
        Another one starts anew: at (0, 0), with η = 1/L.
    reading : str
        The sentence that says what is shown.
    still : bytes
        A picture of the first state, a PNG.

    Raises
    ------
    ValueError
        If there is no such data set; also later, when a rate is set that is
        not finite or not above 0, a start that is not finite, or an epoch
        that is not from 0 to 200. Nothing has changed then.

    Examples
    --------
    >>> explorer = LearningRate("overlapping")
    >>> explorer.epoch = 0
    >>> print(explorer.reading.split(";")[0])
    η = 1.81 (0.5 × 2/L
    >>> explorer.rate = -1.0
    Traceback (most recent call last):
    ValueError: learning_rate: expected one finite number > 0, got -1.0
    >>> explorer.close()
    """

    # For one whose data were refused, and which Python closes all the same.
    _key: tuple[str, str | None] = "", None
    _esm = SCRIPT
    _css = STYLE
    problems = traitlets.Dict().tag(sync=True)
    first = traitlets.Dict().tag(sync=True)
    state = _State().tag(sync=True)
    rate = _part("rate", "The learning rate η.")
    w0 = _part("w0", "Start of the weight.")
    b0 = _part("b0", "Start of the bias.")
    epoch = _part("epoch", "The epoch looked at.")

    def __init__(
        self, dataset: str = "overlapping", *, name: str = "learning rate"
    ) -> None:
        first = _start(dataset)
        super().__init__(problems=problems(), first=first, state=first)
        self._key = name, cell_id()
        if self._key in _open:
            _open[self._key].close()
        _open[self._key] = self

    def __repr__(self) -> str:
        return f"<LearningRate: {self.reading}>"

    @property
    def dataset(self) -> str:
        """The data."""
        return self.state["dataset"]

    @dataset.setter
    def dataset(self, value: str) -> None:
        self.state = _start(value)

    def numbers(self) -> RateNumbers:
        """Return the numbers of what is shown now."""
        return _numbers(**self.state)

    @property
    def reading(self) -> str:
        """The sentence that says what is shown."""
        return _reading(self.numbers())

    @cached_property
    def still(self) -> bytes:
        """A picture of the first state, a PNG."""
        return _still(self.first["dataset"], _numbers(**self.first))

    def reset(self) -> None:
        """Return to the first state."""
        self.state = self.first

    def close(self) -> None:
        """Take the explorer off the page; twice does no harm."""
        if _open.get(self._key) is self:
            del _open[self._key]
        if self.comm is not None:
            self.layout.close()
        super().close()

    def show(self) -> None:
        """Display the explorer and its still in one output."""
        output.show(
            self.still,
            _reading(_numbers(**self.first)),
            width=WIDTH,
            widget=None if self.comm is None else self,
            page={"explorer": "learning_rate", "state": self.first},
        )

    def _ipython_display_(self) -> None:
        self.show()


@lru_cache
def problems() -> dict[str, Any]:
    """Return all data and what theory knows of them, fit for JSON.

    Returns
    -------
    dict of str -> dict
        For each key of `DATASETS` the data x and y, the fields of
        `Problem`, the presets, and the verdict on twice the limit 2/L.
    """
    return {name: _plain(name, problem(name)) for name in DATASETS}


def _plain(name: str, p: Problem) -> dict[str, Any]:
    return {
        "x": p.X[:, 0].tolist(),
        "y": p.y.tolist(),
        "w_limits": list(p.w_limits),
        "b_limits": list(p.b_limits),
        "feature": p.feature,
        "L": p.L,
        "minimum": p.minimum and list(p.minimum),
        "min_loss": p.min_loss,
        "presets": rate_presets(name),
        "beyond": verdict_beyond(name),
    }


def _start(dataset: str) -> dict[str, Any]:
    """Return the first state of a data set."""
    rate = 1.0 / problem(dataset).L
    return _checked(dataset, rate, 0.0, 0.0, N_EPOCHS)


def _checked(
    dataset: str, rate: float, w0: float, b0: float, epoch: int
) -> dict[str, Any]:
    """Return a state of which there are numbers."""
    n = _numbers(dataset, rate, w0, b0, epoch)
    return {
        "dataset": dataset,
        "rate": n.run.learning_rate,
        "w0": float(n.run.w[0, 0]),
        "b0": float(n.run.b[0]),
        "epoch": as_moment("epoch", epoch, N_EPOCHS),
    }


def _numbers(
    dataset: str, rate: float, w0: float, b0: float, epoch: int
) -> RateNumbers:
    return rate_numbers(dataset, rate, w0=w0, b0=b0, epoch=epoch)


def _reading(n: RateNumbers) -> str:
    t = n.epoch
    rate, edge = n.run.learning_rate, n.local_limit
    edge_text = f"{edge:.3g}" if edge < 1e6 else "over a million"
    slope = "There is no minimum, so no slope is predicted."
    if n.gap_factor is not None:
        slope = (
            "Near the minimum each epoch is predicted to multiply the gap "
            f"by {n.gap_factor:.3f}."
        )
        if n.gap_factor >= 1:
            slope = (
                f"The predicted factor {n.gap_factor:.3g} is not below 1: no "
                "settling."
            )
    return (
        f"η = {rate:.3g} ({rate / n.limit:.3g} × 2/L; 2/λmax here "
        f"{edge_text}), from ({n.run.w[0, 0]:.3g}, "
        f"{n.run.b[0]:.3g}). Epoch {t}: w = {n.run.w[t, 0]:.3g}, "
        f"b = {n.run.b[t]:.3g}, loss {n.run.loss[t]:.4g}. In {N_EPOCHS} "
        f"epochs the loss {_VERDICTS[n.verdict]}. {slope}"
    )


def _still(dataset: str, n: RateNumbers) -> bytes:
    """Draw the map with the path, and the loss by epoch."""
    live = LiveFigure("still of the learning rate", size=(WIDTH, _HEIGHT))
    with live.style():
        caption = "loss over w → and b ↑; a descent from ○ to ◆"
        plane = frame(live.figure, (30, 28, 490, 286), caption)
        _draw_map(plane, dataset, n)
        caption = "loss above its minimum, by epoch"
        _draw_gap(frame(live.figure, (578, 28, 256, 286), caption), n)
    png = live.still_png()
    live.close()
    return png


def _draw_map(ax: Axes, dataset: str, n: RateNumbers) -> None:
    w, b, loss = surface(dataset)
    gap = loss - n.problem.min_loss
    levels = np.geomspace(max(gap.min(), 1e-3), gap.max(), 14)
    heights = {"norm": LogNorm(levels[0], levels[-1]), "extend": "min"}
    ax.contourf(w, b, gap, levels, cmap="Greys", alpha=0.3, **heights)
    ax.contour(w, b, gap, levels, colors="white", linewidths=0.8)
    path = n.run.w[: n.epoch + 1, 0], n.run.b[: n.epoch + 1]
    ax.plot(*path, ".-", color=Role.RUN, ms=5, lw=1.2, alpha=0.6)
    if n.problem.minimum is not None:
        ax.plot(*n.problem.minimum, "*", color=Role.MINIMUM, ms=22)
    ends = n.problem.w_limits, n.problem.b_limits
    ax.plot(*(at[:1] for at in path), color=Role.RUN, **_RING)
    ax.plot(*(at[-1:] for at in path), **_HERE)
    ax.set(xlim=ends[0], ylim=ends[1])


def _draw_gap(ax: Axes, n: RateNumbers) -> None:
    ax.set(yscale="log", xlim=(0, N_EPOCHS), ylim=_GAP)
    ax.minorticks_off()
    gap = np.clip(n.gap, _GAP[0] / 10, _GAP[1] * 10)
    ax.plot(*forecast(n), "--", color=Role.THEORY, lw=1.5)
    if n.gap_factor is not None:
        ax.text(60, 1e-4, f"- - predicted × {n.gap_factor:.3f}")
    ax.plot(gap, color=Role.RUN, lw=2.5)
    ax.plot([n.epoch], np.clip(gap[[n.epoch]], *_GAP), **_HERE)
