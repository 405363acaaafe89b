"""Confidence map by epoch: what raw and centred believe, and how surely."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from helpers import plotting
from helpers._checks import Floats
from helpers.experiments.confidence import (
    LOGIT_09,
    N_EPOCHS,
    PREPARATIONS,
    Belief,
    confidence_numbers,
    experiment,
)
from helpers.explorers._explorer import Explorer
from helpers.explorers._lines import level_line
from helpers.explorers._player import Player

_AREA = (-5.0, 7.0), (-4.0, 12.0)
_LOSS_LIMITS = 8e-3, 1.0
# An odd number, so that the middle band is the white of p_hat = 1/2.
N_BANDS = 41
_STYLES = dict(zip(PREPARATIONS, ("-", "--"), strict=True))


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
    >>> explorer.player.slider.value = 0
    >>> print(explorer.live.reading.split(". ")[1])
    The hold-out loss of both is log 2 = 0.693.
    >>> explorer.close()
    """

    def __init__(
        self, epoch: int = 5, *, name: str = "confidence map"
    ) -> None:
        confidence_numbers(epoch)
        self.player = Player(N_EPOCHS, int(epoch), interval=100)
        super().__init__(
            name,
            hint="guess where the raw boundary lies after the first step, and "
            "where after 100; then look.",
            rows=[self.player.controls],
            figsize=(10.0, 4.2),
            lines=3,
        )

    def build(self) -> None:
        """Draw both maps and the losses."""
        axes = self.live.figure.subplots(1, 3, width_ratios=(1, 1, 1.1))
        moving = self.live.moving
        self._bands: dict[str, Any] = {}
        self.levels: dict[str, list[Line2D]] = {}
        for ax, way in zip(axes, PREPARATIONS, strict=False):
            self._bands[way] = moving(_bands(ax))
            self.levels[way] = [
                moving(ax.plot([], [], style, color="black", lw=width)[0])
                for style, width in (("-", 2.5), ("--", 1.3), ("--", 1.3))
            ]
            for points in _few_points(ax):
                moving(points)
            ax.set(
                xlim=_AREA[0],
                ylim=_AREA[1],
                xticks=[-4, 0, 4],
                xlabel="$x_1$",
                title=way,
            )
            ax.grid(False)
        axes[0].set_ylabel("$x_2$")
        axes[0].lines[0].set_label("p̂ = 1/2")
        axes[0].lines[1].set_label("p̂ = 0.1 and 0.9")
        self.live.figure.legend(
            handles=axes[0].lines[:2] + axes[0].lines[3:],
            loc="outside lower left",
            ncols=4,
            frameon=False,
            borderpad=0,
        )
        self._build_loss(axes[2])

    def draw(self) -> str:
        """Show both beliefs in the epoch chosen."""
        n = confidence_numbers(self.player.slider.value)
        for way, belief in (("raw", n.raw), ("centred", n.centred)):
            self._bands[way].set_verts(corners(belief))
            for line, level in zip(
                self.levels[way], (0, -LOGIT_09, LOGIT_09), strict=True
            ):
                line.set_data(
                    *level_line(belief.w, belief.b, *_AREA, float(level))
                )
            self.here[way].set_data([n.epoch], [belief.loss])
        if n.epoch == 0:
            self.live.message = (
                "Epoch 0: w = 0 and b = 0, so p̂ = 1/2 everywhere:\n"
                "undecided, with no boundary."
            )
            return (
                "Epoch 0: w = 0 and b = 0 in both models, so p̂ is 1/2 "
                "everywhere and there is no boundary. The hold-out loss of "
                f"both is log 2 = {n.raw.loss:.3f}."
            )
        return (
            f"Epoch {n.epoch}. Raw: {_sentence(n.raw)}. "
            f"Centred: {_sentence(n.centred)}."
        )

    def _build_loss(self, ax: Axes) -> None:
        self.here = {}
        runs = experiment().runs
        for (way, style), color in zip(
            _STYLES.items(), plotting.PALETTE[2:4], strict=True
        ):
            ax.plot(runs[way].val_loss, style, color=color, label=way)
            (here,) = ax.plot([], [], "D", color=color, mec="black", ms=9)
            self.here[way] = self.live.moving(here)
        ax.set(
            yscale="log",
            xlim=(-2, N_EPOCHS + 2),
            ylim=_LOSS_LIMITS,
            xlabel="epoch",
            title="hold-out loss (nats)",
        )
        ax.legend(loc="upper right", frameon=False)


def _bands(ax: Axes) -> Any:
    """Add the bands of the map, painted far faster than an image."""
    p_hat = (np.arange(N_BANDS) + 0.5) / N_BANDS
    bands = PolyCollection(
        list(np.zeros((N_BANDS, 4, 2))),
        facecolors=plotting.CONFIDENCE(p_hat),
        linewidths=0,
        antialiaseds=False,
    )
    ax.add_collection(bands, autolim=False)
    return bands


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
            plotting.CLASS_MARKERS[c],
            color=plotting.CLASS_COLORS[c],
            mec="white",
            mew=0.8,
            ms=6,
            label=f"class {c}",
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
