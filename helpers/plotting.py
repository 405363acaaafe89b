"""One style, one palette, and the few pictures the notebooks share.

Class 0 is blue with circles, class 1 vermilion with triangles (Okabe and
Ito's palette): every picture can be read without colour. A ``plot_*``
function draws on the axes it is given, or on new ones, and returns them.
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import cycle, islice
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import (
    LinearSegmentedColormap,
    to_hex,
    to_rgb,
    to_rgba,
)
from matplotlib.figure import Figure
from matplotlib.rcsetup import cycler
from matplotlib.typing import ColorType
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from helpers import output
from helpers._checks import (
    as_features,
    as_floats,
    as_labels,
    as_limits,
    as_number,
    as_row,
    as_weights,
    shown,
)
from helpers.model import log_losses, sigmoid

# Okabe–Ito without its yellow, which is lost on a white wall.
PALETTE = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#000000",
)
_BLUE, _VERMILION, _GREEN, _PURPLE, _ORANGE, _SKY, _BLACK = PALETTE
# Each of them on a dark ground, black becoming the ink. What is pale on
# white is dim there: filled marks, on which ink can be read.
DARK_PALETTE = (
    "#4AA8E8",
    "#F07F2D",
    "#1FB98C",
    "#DB94BC",
    "#8F5E00",
    "#1F6E9C",
    "#E8E8E8",
)
DARK_GROUND, DARK_INK = "#121212", DARK_PALETTE[-1]


class Role:
    """What a colour means: the same in every picture of the course.

    Orange and sky blue are too pale for words and thin lines on white: they
    are for filled marks with a dark edge, and for what is past.
    """

    CLASS_0 = _BLUE
    CLASS_1 = _VERMILION
    # What is computed or measured: a curve, a run and its path.
    RUN = _BLUE
    # What is looked at now: the point, the epoch, the tangent, the slope
    # that comes back.
    NOW = _VERMILION
    # What was there a moment ago.
    BEFORE = _SKY
    # What theory predicts.
    THEORY = _BLACK
    # Where theory promises something, and the minimum it promises.
    SAFE = MINIMUM = _GREEN
    SEPARATOR = _PURPLE
    # A mark where series take the other colours.
    MARK = _ORANGE
    # What stands behind: contours, comparisons.
    MUTED = "#888888"
    # Words and numbers that name, and do not speak.
    QUIET = "#5F5F5F"
    # An area that cannot be: a probability above 1.
    OUTSIDE = "#EEEEEE"


CLASS_COLORS = (Role.CLASS_0, Role.CLASS_1)
CLASS_MARKERS = ("o", "^")
LINE_STYLES = ("-", "--", "-.", ":")
CONFIDENCE = LinearSegmentedColormap.from_list(
    "confidence", [Role.CLASS_0, "#FFFFFF", Role.CLASS_1]
)
# The same two ends: ink can be read on them.
DARK_CONFIDENCE = LinearSegmentedColormap.from_list(
    "dark confidence", [Role.CLASS_0, DARK_GROUND, Role.CLASS_1]
)
STYLE: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.grid": True,
    # The lines of a picture differ without colour too. A line of which a
    # cell chooses the colour alone takes the next style of the cycle.
    "axes.prop_cycle": cycler(color=PALETTE)
    + cycler(linestyle=list(islice(cycle(LINE_STYLES), len(PALETTE)))),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 15,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "figure.figsize": (9.0, 4.5),
    "font.size": 14,
    "grid.color": "#DDDDDD",
    "legend.fontsize": 13,
    "legend.framealpha": 0.9,
    "lines.linewidth": 2.5,
    "lines.markersize": 8,
}
# Colours closer than this are one.
_SAME = 0.01
# Pixels of the screen an inch of figure takes, and pixels drawn for it.
_SHOWN_DPI, _DRAWN_DPI = 90, 180


def use_style() -> None:
    """Set the course's fonts, sizes and colours from now on.

    Examples
    --------
    >>> use_style()
    >>> plt.rcParams["font.size"]
    14.0
    """
    plt.rcParams.update(STYLE)


def ink(color: str) -> str:
    """Return a colour of the palette, dark enough for words on white.

    Parameters
    ----------
    color : str

    Returns
    -------
    str
        As matplotlib takes it.

    Examples
    --------
    >>> ink(Role.NOW)
    '#954200'
    """
    red, green, blue = to_rgb(color)
    return to_hex((0.7 * red, 0.7 * green, 0.7 * blue))


def on_dark(color: ColorType) -> tuple[float, float, float, float]:
    """Return what a colour of a picture becomes on a dark ground.

    Parameters
    ----------
    color : matplotlib colour
        Of `PALETTE` or a darker shade of one of it, or a grey: white
        becomes `DARK_GROUND`, black `DARK_INK`.

    Returns
    -------
    tuple of four float
        Red, green, blue and the opacity it had, from 0 to 1.

    Raises
    ------
    ValueError
        If it is another colour: it has no role to be kept.

    Examples
    --------
    >>> from matplotlib.colors import to_hex
    >>> to_hex(on_dark("white")), to_hex(on_dark(Role.CLASS_0))
    ('#121212', '#4aa8e8')
    """
    *rgb, opacity = to_rgba(color)
    return (*_dark_rgb(np.array(rgb), color), opacity)


def _dark_rgb(
    rgb: NDArray[np.float64], color: ColorType
) -> tuple[float, float, float]:
    if np.ptp(rgb) < _SAME:
        ground, words = (np.array(to_rgb(c)) for c in (DARK_GROUND, DARK_INK))
        red, green, blue = words + rgb * (ground - words)
        return red, green, blue
    for light, dark in zip(PALETTE[:-1], DARK_PALETTE[:-1], strict=True):
        # Shades of one colour differ in their largest part alone.
        hue = np.array(to_rgb(light))
        if np.allclose(rgb / rgb.max(), hue / hue.max(), atol=_SAME):
            return to_rgb(dark)
    raise ValueError(
        f"color: expected one of {PALETTE}, a darker shade, or a grey, "
        f"got {color!r}"
    )


def show(fig: Figure, alt: str) -> None:
    """Display a figure with a sentence for those who cannot see it.

    The figure is closed: the picture in the notebook is all that is left.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    alt : str
        What the picture shows. It is the plain text of the output, which
        nbval compares, so numbers in it are checked at every run; and the
        ``alt`` entry of its metadata, which nbconvert's classic template
        puts into the page. JupyterLab and nbconvert's default template do
        not, so a sentence below each picture must say the same.

    Raises
    ------
    ValueError
        If `alt` is empty.

    Examples
    --------
    >>> fig, ax = plt.subplots()
    >>> show(fig, "Two empty axes.")  # doctest: +ELLIPSIS
    {'text/plain': 'Two empty axes.', 'image/png': ...}
    """
    drawn = BytesIO()
    # Read again at once: to compress it here would only take time.
    plain = {"compress_level": 0}
    fig.savefig(drawn, dpi=_DRAWN_DPI, format="png", pil_kwargs=plain)
    plt.close(fig)
    with Image.open(drawn) as picture:
        png = output.compact_png(picture)
    width = round(fig.get_figwidth() * _SHOWN_DPI)
    output.show(png, alt, width=width)


def plot_points(
    X: ArrayLike,
    y: ArrayLike,
    *,
    labels: Sequence[str] = ("class 0", "class 1"),
    alpha: float = 0.6,
    ax: Axes | None = None,
) -> Axes:
    """Scatter two features, one marker a class.

    Parameters
    ----------
    X : array_like, shape (m, 2)
    y : array_like of 0 and 1, shape (m,)
    labels : two str
        Names of the classes in the legend.
    alpha : float
        Opacity of a point.
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If `X` is not finite numbers in two columns, `y` not one label a
        row, or `labels` not two names.
    """
    X = as_features("X", X, 2)
    y = as_labels("y", y, len(X))
    if isinstance(labels, str) or len(labels) != 2:
        raise ValueError(f"labels: expected two names, got {shown(labels)}")
    ax = _axes(ax)
    for c in (0, 1):
        ax.scatter(
            *X[y == c].T,
            s=24,
            c=CLASS_COLORS[c],
            marker=CLASS_MARKERS[c],
            alpha=alpha,
            edgecolors="white",
            linewidths=0.5,
            label=labels[c],
        )
    return ax


def plot_confidence(
    w: ArrayLike,
    b: float,
    *,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    ax: Axes | None = None,
) -> Axes:
    """Paint the predicted probability over a plane of two features.

    Blue is a sure 0, vermilion a sure 1, white undecided; the solid line is
    the boundary p_hat = 1/2, the dashed ones 0.1 and 0.9.

    Parameters
    ----------
    w : array_like, shape (2,)
    b : float
        In the units of the axes.
    xlim, ylim : tuple of two floats
        The part of the plane to paint.
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If `w` is not two finite numbers, `b` not one, or limits not two,
        the lower one first.
    """
    w, b = as_weights("w", w, 2), as_number("b", b)
    xlim, ylim = as_limits("xlim", xlim), as_limits("ylim", ylim)
    ax = _axes(ax)
    x1, x2 = np.linspace(*xlim, 200), np.linspace(*ylim, 200)
    p_hat = sigmoid(w[0] * x1 + w[1] * x2[:, None] + b)
    ax.imshow(
        p_hat,
        cmap=CONFIDENCE,
        vmin=0,
        vmax=1,
        extent=(*xlim, *ylim),
        origin="lower",
        aspect="auto",
    )
    levels = [level for level in (0.1, 0.5, 0.9) if _spans(p_hat, level)]
    if levels:
        styles = ["-" if level == 0.5 else "--" for level in levels]
        lines = ax.contour(
            x1, x2, p_hat, levels, colors="black", linestyles=styles
        )
        lines.set_linewidth([2.0 if s == "-" else 1.2 for s in styles])
    ax.grid(False)
    return ax


def plot_matrix(
    values: ArrayLike, *, title: str = "", ax: Axes | None = None
) -> Axes:
    """Show a small matrix as a table, tinted by sign and size.

    Parameters
    ----------
    values : array_like, shape (k, l)
    title : str
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If `values` is not a matrix.
    """
    values = as_floats("values", values, "numbers of shape (k, l)")
    if values.ndim != 2 or values.size == 0:
        raise ValueError(f"values: expected shape (k, l), got {values.shape}")
    ax = _axes(ax)
    largest = np.abs(values).max() or 1.0
    # Tints stop at half strength, so that black numbers stay readable.
    ax.imshow(
        values,
        cmap=CONFIDENCE,
        vmin=-2 * largest,
        vmax=2 * largest,
        aspect="auto",
    )
    for (i, j), value in np.ndenumerate(values):
        text = f"{value:.3g}".replace("-", "\N{MINUS SIGN}")
        ax.text(j, i, text, ha="center", va="center")
    ax.set_title(title)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    return ax


def plot_outcomes(x: ArrayLike, y: ArrayLike, ax: Axes | None = None) -> Axes:
    """Mark examples of one feature at 0 and 1, equal ones stacked.

    Parameters
    ----------
    x : array_like, shape (m,)
    y : array_like of 0 and 1, shape (m,)
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If `x` is not one row of finite numbers, or `y` not a label for each.

    Examples
    --------
    >>> ax = plot_outcomes([66.0, 70.0, 70.0], [0, 1, 1])
    >>> print(*ax.lines[1].get_ydata())
    1.0 0.95
    >>> plt.close(ax.figure)
    """
    x = as_row("x", x)
    y = as_labels("y", y, len(x))
    ax = _axes(ax)
    for c, step in ((0, 0.05), (1, -0.05)):
        values, counts = np.unique(x[y == c], return_counts=True)
        ax.plot(
            np.repeat(values, counts),
            np.concatenate([c + step * np.arange(n) for n in counts] or [[]]),
            CLASS_MARKERS[c],
            color=CLASS_COLORS[c],
            markeredgecolor="white",
            markersize=9,
        )
    return ax


def plot_loss_map(
    x: ArrayLike,
    y: ArrayLike,
    *,
    w_limits: tuple[float, float],
    b_limits: tuple[float, float],
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean loss of one feature as contours over w and b.

    Parameters
    ----------
    x : array_like, shape (m,)
    y : array_like of 0 and 1, shape (m,)
    w_limits, b_limits : tuple of two floats
        Left and right end, bottom and top.
    ax : Axes, optional

    Returns
    -------
    Axes
        With equal units on both axes: only then do paths of steepest
        descent cross the contours at right angles.

    Raises
    ------
    ValueError
        If `x` is not one row of finite numbers, `y` not a label for each, or
        limits are not two finite numbers, the lower one first.

    Examples
    --------
    >>> ax = plot_loss_map(
    ...     [1.0, 2.0, 3.0], [0, 1, 0], w_limits=(-2, 2), b_limits=(-1, 3)
    ... )
    >>> print(ax.get_xlabel(), ax.get_ylabel(), ax.get_aspect())
    w b 1.0
    >>> plt.close(ax.figure)
    """
    x = as_row("x", x)
    y = as_labels("y", y, len(x))
    w_limits = as_limits("w_limits", w_limits)
    b_limits = as_limits("b_limits", b_limits)
    ax = _axes(ax)
    w, b = np.meshgrid(
        np.linspace(*w_limits, 121), np.linspace(*b_limits, 121)
    )
    theta = np.column_stack([w.ravel(), b.ravel()])
    loss = log_losses(x[:, None], y, theta).reshape(w.shape)
    # The gap grows with the square of the distance: so do the levels, and
    # contours stand evenly.
    reach = np.linspace(0.06, 1, 14) ** 2
    levels = loss.min() + (loss.max() - loss.min()) * reach
    ax.contour(w, b, loss, levels, colors=Role.MUTED, linewidths=1)
    ax.set(xlabel="w", ylabel="b", aspect="equal")
    ax.grid(False)
    return ax


def _axes(ax: Axes | None) -> Axes:
    return plt.subplots()[1] if ax is None else ax


def _spans(values: NDArray[np.float64], level: float) -> bool:
    return values.min() < level < values.max()
