"""Turn the colours of a figure for a dark ground, each by its role."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text

from helpers import plotting

_COLOURS = (
    "color",
    "facecolor",
    "edgecolor",
    "markerfacecolor",
    "markeredgecolor",
)
_MAPS = {plotting.CONFIDENCE.name: plotting.DARK_CONFIDENCE}


def darken(figure: Figure) -> None:
    """Turn the colours of a figure that has been drawn.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Changed in place: white becomes the dark ground, black the light
        ink, each colour of the palette the one of its role there.

    Raises
    ------
    ValueError
        If a colour or a map of colours has no dark counterpart.

    Examples
    --------
    >>> figure = Figure()
    >>> words = figure.text(0, 0, "words")
    >>> darken(figure)
    >>> words.get_color() == plotting.on_dark("black")
    True
    """
    for artist in _artists(figure):
        if isinstance(artist, AxesImage):
            artist.set_cmap(_dark_map(artist))
        # Figures and axes hand their colours on to patches.
        elif isinstance(artist, Line2D | Patch | Text | Collection):
            _turn(artist)


def _artists(figure: Figure) -> Iterator[Artist]:
    """Yield each artist once, with the arrows of annotations."""
    for artist in set(figure.findobj()):
        yield artist
        if isinstance(artist, Annotation) and artist.arrow_patch:
            yield artist.arrow_patch


def _turn(artist: Artist) -> None:
    # All are read before one is set: one may follow another.
    found = {
        name: getattr(artist, f"get_{name}")()
        for name in _COLOURS
        if hasattr(artist, f"get_{name}")
    }
    if isinstance(artist, Collection):
        # Contours would be filled with the colours of their levels.
        artist.set_array(None)
    for name, colors in found.items():
        getattr(artist, f"set_{name}")(_dark(colors))


def _dark(colors: Any) -> Any:
    """Return one colour or several for a dark ground."""
    if isinstance(colors, str) and colors == "face":
        return colors
    if np.ndim(colors) == 2:
        return [_dark(color) for color in colors]
    # An artist's own opacity would be given to what has none.
    is_seen = to_rgba(colors)[3] > 0
    return plotting.on_dark(colors) if is_seen else "none"


def _dark_map(image: AxesImage) -> Any:
    if image.cmap.name not in _MAPS:
        raise ValueError(
            f"image: expected one of the maps {list(_MAPS)}, got "
            f"{image.cmap.name!r}"
        )
    return _MAPS[image.cmap.name]
