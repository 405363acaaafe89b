"""Number lines of one probability: p, odds and log-odds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from helpers import model
from helpers._checks import Floats
from helpers.plotting import Role

# Pixels: as long as the track of the large slider.
LENGTH = 592
# Where arrows stand that say: this line has no end.
_ENDLESS = -0.03, 1.03


@dataclass(frozen=True)
class Scale:
    """A line across the picture; its value ``of(p)`` belongs to p.

    Attributes
    ----------
    name, formula : str
    low, high : float
        What is drawn of it.
    numbers : sequence of str
        Written at the line.
    arrows : str
        The sign of either end.
    of, back : callable
        From p to the value, and back.
    """

    name: str
    formula: str
    low: float
    high: float
    numbers: tuple[str, ...]
    arrows: str
    of: Callable[[Floats], Floats]
    back: Callable[[float], float]

    def share(self, value: float | Floats) -> Floats:
        """Return how far along the line values lie, from 0 to 1.

        What lies off the line stands at the arrow of that end.

        Parameters
        ----------
        value : float or ndarray

        Returns
        -------
        ndarray
        """
        share = (np.asarray(value) - self.low) / (self.high - self.low)
        return np.clip(share, *_ENDLESS)

    def probability(self, share: float) -> float:
        """Return the p that belongs to a place on the line.

        Parameters
        ----------
        share : float
            Off the line it means the nearer end.

        Returns
        -------
        float
        """
        share = min(max(share, 0.0), 1.0)
        return self.back(self.low + share * (self.high - self.low))


# From below: p stands right above its slider.
SCALES = (
    Scale(
        name="probability",
        formula="p",
        low=0.0,
        high=1.0,
        numbers=("0", "0.25", "0.5", "0.75", "1"),
        arrows="||",
        of=lambda p: p,
        back=lambda p: p,
    ),
    Scale(
        name="odds",
        formula="p/(1 − p)",
        low=0.0,
        high=20.0,
        numbers=("0", "1", "4", "8", "12", "16", "20"),
        arrows="|>",
        of=lambda p: p / (1.0 - p),
        back=lambda odds: odds / (1.0 + odds),
    ),
    Scale(
        name="log-odds",
        formula="log p/(1 − p)",
        low=-5.0,
        high=5.0,
        numbers=("−4", "−2", "0", "2", "4"),
        arrows="<>",
        of=model.logit,
        back=lambda z: float(model.sigmoid(z)),
    ),
)


def draw_lines(ax: Axes) -> None:
    """Draw the lines, hundredths of p on them, and a fan between them.

    Parameters
    ----------
    ax : Axes
        Its x is the share of a line, its y the index of the line.
    """
    for p in np.array([1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 19]) / 20:
        _draw_ray(ax, p)
    for height, scale in enumerate(SCALES):
        _draw_line(ax, scale, height)
        _draw_words(ax, scale, height)


def _draw_ray(ax: Axes, p: float) -> None:
    """Join what belongs to the same p."""
    shares = [scale.share(scale.of(np.asarray(p))) for scale in SCALES]
    color, alpha = (Role.THEORY, 0.8) if p == 0.5 else (Role.MUTED, 0.4)
    ax.plot(shares, range(3), "-", color=color, lw=1, alpha=alpha)


def _draw_line(ax: Axes, scale: Scale, height: int) -> None:
    ends = [
        end if sign == "|" else beyond
        for sign, end, beyond in zip(
            scale.arrows, (0.0, 1.0), _ENDLESS, strict=True
        )
    ]
    style: dict[str, Any] = {"color": Role.QUIET}
    ax.plot(ends, [height] * 2, "-", lw=1.5, **style)
    for sign, end in zip(scale.arrows, ends, strict=True):
        size = 14 if sign == "|" else 7
        ax.plot(end, height, sign, ms=size, mew=2, **style)
    shares = scale.share(scale.of(np.arange(1, 100) / 100))
    shares = shares[shares < 1]
    ax.plot(shares, [height] * len(shares), "|", ms=9, mew=0.8, **style)


def _draw_words(ax: Axes, scale: Scale, height: int) -> None:
    """Write the name left of the line, and the numbers along it."""
    style: dict[str, Any] = {
        "textcoords": "offset points",
        "annotation_clip": False,
        "bbox": {"facecolor": "white", "lw": 0, "pad": 1},
    }
    for number in scale.numbers:
        at = float(scale.share(float(number.replace("−", "-"))))
        # The top line has free space only above it.
        up = -19 if scale is not SCALES[-1] else 12
        ax.annotate(
            number,
            (at, height),
            (0, up),
            ha="center",
            fontsize=10,
            color=Role.QUIET,
            **style,
        )
    left = -141 / LENGTH, height
    ax.annotate(scale.name, left, (0, 2), fontsize=11, weight="bold", **style)
    ax.annotate(
        scale.formula,
        left,
        (0, -14),
        fontsize=11,
        color=Role.QUIET,
        **style,
    )
