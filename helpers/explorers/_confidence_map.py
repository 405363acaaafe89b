"""Confidence map by epoch: what raw and centred believe, and how surely."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.experiments.confidence import (
    N_EPOCHS,
    PREPARATIONS,
    Belief,
    confidence_numbers,
    experiment,
)
from helpers.explorers._belief_map import BeliefMap
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame, name
from helpers.explorers._told import Row, Told, fixed, ticks
from helpers.plotting import Role

_LOSS_LIMITS = 8e-3, 1.0
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
        self.maps: dict[str, BeliefMap] = {}
        for way, left in zip(PREPARATIONS, (24, 376), strict=True):
            ax = frame(self.live.figure, (left, 22, 310, 310))
            name(ax, f"{_SIGNS[way]} {way}").set(
                color="black", fontsize=12, fontweight="bold"
            )
            ax.set(xticks=[-4, 0, 4, 8])
            ax.set_yticks([-4, 0, 4, 8, 12] if way == "raw" else [])
            self.maps[way] = BeliefMap(self.live, ax)
        self._build_loss()

    def _build_loss(self) -> None:
        """Draw the losses by epoch, with room for a ring at the end."""
        place = 732, 22, 66, 310
        ax = frame(self.live.figure, place, "hold-out loss", grid=True)
        ax.set(
            yscale="log",
            xlim=(0, N_EPOCHS),
            ylim=_LOSS_LIMITS,
            xticks=[0, 50, 100],
        )
        ax.minorticks_off()
        ax.yaxis.tick_right()
        ax.tick_params(axis="y", pad=11)
        self.loss_ax = ax
        self.here: dict[str, Line2D] = {}
        for way, run in experiment().runs.items():
            ax.plot(run.val_loss, _STYLES[way], color="black", lw=1.5)
        self._at = self.live.moving(ax.axvline(0, color=Role.NOW, lw=1.2))
        # At epoch 0 the diamond lies within the ring.
        for way in reversed(PREPARATIONS):
            (here,) = ax.plot([], [], ls="", clip_on=False, **_MARKERS[way])
            self.here[way] = self.live.moving(here)

    def draw(self) -> str:
        """Show both beliefs in the epoch chosen."""
        n = confidence_numbers(self.epoch.value)
        for way, belief in (("raw", n.raw), ("centred", n.centred)):
            self.maps[way].update(belief)
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
                f"**{_off(n.raw)}** from the middle."
            )
        elif n.epoch:
            finding = (
                "Raw is now only as sure as centred was at epoch "
                f"**{as_sure(n.epoch)}**, and its boundary is still "
                f"{_off(n.raw)} from the middle."
            )
        return Told(
            finding,
            ("off middle", "band", "wrong", "loss"),
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
        guess = self.guess.value
        nearest = min(self.guess.options, key=lambda k: abs(k - sure))
        verdict = "Yes" if guess == nearest else f"Not {guess}"
        width = confidence_numbers(sure).centred.width
        return (
            f"{verdict}: at epoch {sure} its band is {width:.2f} wide, raw's "
            f"{last.raw.width:.2f} at 100."
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Go to an epoch in the frame of the loss."""
        if ax is self.loss_ax:
            self.epoch.value = self.epoch.nearest(x)


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


def _row(way: str, belief: Belief) -> Row:
    """Return a row of the table; without weights there is no boundary."""
    width = "–" if belief.width is None else fixed(belief.width, 2)
    cells = _off(belief), width, f"{belief.errors:,}", fixed(belief.loss)
    return Row(way, cells, _SIGNS[way], "theory")


def _off(belief: Belief) -> str:
    """Return how far the boundary is from the middle."""
    return "–" if belief.offset is None else fixed(abs(belief.offset), 2)


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
