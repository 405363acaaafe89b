"""Frames of a picture: axes at a fixed place, with little around them."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpers.live import SHOWN_DPI
from helpers.plotting import Role


def frame(
    figure: Figure,
    place: Sequence[float],
    caption: str = "",
    *,
    grid: bool = False,
) -> Axes:
    """Add axes without a box, with small grey numbers.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    place : four float
        Left, bottom, width and height in pixels of the screen.
    caption : str
        One grey line above: it names what the axes show.
    grid : bool

    Returns
    -------
    Axes
    """
    width, height = figure.get_size_inches() * SHOWN_DPI
    left, bottom, wide, high = place
    ax = figure.add_axes(
        (left / width, bottom / height, wide / width, high / height)
    )
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=10, labelcolor=Role.QUIET, pad=4)
    ax.grid(grid)
    name(ax, caption)
    return ax


def name(ax: Axes, caption: str, at: float = 0.0) -> Text:
    """Write one grey line over a frame.

    Parameters
    ----------
    ax : Axes
    caption : str
    at : float
        Where it starts, as a part of the width.

    Returns
    -------
    matplotlib.text.Text
    """
    return ax.annotate(
        caption,
        (at, 1),
        (0, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=11,
        color=Role.QUIET,
    )
