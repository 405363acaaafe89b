"""Odds bench: one probability on three scales."""

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import ConnectionPatch

from helpers.experiments.odds import odds_numbers
from helpers.explorers._controls import slider, value_of
from helpers.explorers._explorer import Explorer, in_words
from helpers.plotting import Role

# Ends of the three axes, and what each is called.
_AXES = (
    ("probability p", 0.0, 1.0),
    ("odds p/(1 − p)", 0.0, 20.0),
    ("log-odds log(p/(1 − p))", -5.0, 5.0),
)


class OddsBench(Explorer):
    """Move a probability and watch odds and log-odds follow.

    Parameters
    ----------
    p : float
        At first.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If `p` is not a probability.

    Examples
    --------
    >>> explorer = OddsBench()
    >>> explorer.p.value = 0.9
    >>> explorer
    <OddsBench: At p = 0.90: odds 9, log-odds 2.197.>
    >>> explorer.close()
    """

    def __init__(self, p: float = 0.75, *, name: str = "odds bench") -> None:
        odds_numbers(p)
        self.p = slider("probability p", p, 0.0, 1.0, 0.01)
        super().__init__(
            name,
            hint="go from 0.5 to 0.9, then to 0.99: which scale takes even "
            "steps?",
            rows=[[self.p]],
            figsize=(10.0, 3.4),
            lines=1,
        )

    def build(self) -> None:
        """Draw three number lines."""
        axes = self.live.figure.subplots(3, 1)
        self._points, self._labels = [], []
        for ax, (title, low, high) in zip(axes, _AXES, strict=True):
            middle = 1.0 if low == 0 and high > 1 else (low + high) / 2
            ax.set(xlim=(low, high), ylim=(-1, 1), yticks=[])
            beside = {"transform": ax.transAxes, "ha": "right"}
            ax.text(-0.03, 0.58, title, va="bottom", **beside)
            ax.spines["left"].set_visible(False)
            ax.spines["bottom"].set_position("center")
            ax.plot(middle, 0, "|", color="black", markersize=14)
            ax.grid(False)
            (point,) = ax.plot(
                [], [], "o", color=Role.NOW, markersize=13, clip_on=False
            )
            self._points.append(self.live.moving(point))
            label = ax.text(
                -0.03, 0.42, " ", va="top", weight="bold", **beside
            )
            self._labels.append(self.live.moving(label))
        axes[1].set_xticks([0, 1, 5, 10, 15, 20])
        self._links = [_link(*pair) for pair in pairwise(axes)]
        for link in self._links:
            self.live.moving(self.live.figure.add_artist(link))

    def draw(self) -> str:
        """Move the three points."""
        n = odds_numbers(value_of(self.p))
        values = n.p, n.odds, n.log_odds
        places = []
        for point, label, value, (_, low, high) in zip(
            self._points, self._labels, values, _AXES, strict=True
        ):
            place = float(np.clip(value, low, high))
            point.set_data([place], [0])
            beyond = {-1: "◀", 0: "o", 1: "▶"}
            side = int(value > high) - int(value < low)
            point.set_marker({-1: "<", 0: "o", 1: ">"}[side])
            text = f"{value:.4g}".replace("-", "−").replace("inf", "∞")
            label.set_text(text if side == 0 else f"{text} {beyond[side]}")
            places.append(place)
        for link, (above, below) in zip(
            self._links, pairwise(places), strict=True
        ):
            link.xy1, link.xy2 = (above, 0), (below, 0)
        if n.p in (0.0, 1.0):
            self.live.message = (
                f"p = {n.p:g} is certainty: its log-odds are infinite, and "
                "no finite logit gives it."
            )
        return (
            f"At p = {n.p:.2f}: odds {in_words(n.odds)}, log-odds "
            f"{in_words(n.log_odds)}."
        )


def _link(above: Axes, below: Axes) -> ConnectionPatch:
    """Return a dashed line from one scale to the next."""
    link = ConnectionPatch(
        (0, 0),
        (0, 0),
        "data",
        "data",
        axesA=above,
        axesB=below,
        color=Role.RUN,
        linestyle="--",
        linewidth=1.5,
    )
    link.set_in_layout(False)
    return link
