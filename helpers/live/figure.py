"""A matplotlib figure drawn in parts, so that it keeps up with the hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any, TypeVar

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from helpers import output, plotting
from helpers._checks import as_choice
from helpers.live.cell import cell_id
from helpers.live.encode import FORMATS, encode, pixels

# Pixels of the screen an inch of figure takes, and pixels drawn for it: three
# for two, so that a picture is sharp on a high-density screen too. Four would
# be sharper still, but cost the browser 6 ms more for each picture.
SHOWN_DPI, _DRAWN_DPI = 92, 138
_STYLE: dict[Any, Any] = {
    "axes.titlesize": 12,
    "figure.constrained_layout.use": False,
    "font.size": 11,
    "legend.fontsize": 10,
    "lines.linewidth": 2.0,
    "lines.markersize": 7,
}
# Text farther out than this many pixels cannot be drawn, nor be seen.
_FAR = 1e4
# JupyterLab has widgets call back in threads of their own, several at once,
# and matplotlib is for one thread: hold this lock to touch a figure.
LOCK = RLock()
_Moving = TypeVar("_Moving", bound=Artist)
_open: dict[tuple[str, str | None], "LiveFigure"] = {}


class LiveFigure:
    """One lasting figure, of which each update redraws only what changed.

    Parameters
    ----------
    name : str
        A figure of the same name made in the same cell before is closed:
        running a cell again leaves nothing behind.
    size : two int
        Width and height in pixels of the screen.
    picture_format : {"jpeg", "png"}
        JPEG at quality 92 is made four times faster than PNG, and cannot be
        told from it when more pixels are drawn than shown.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        Not known to pyplot. Add axes and whatever never changes.
    reading : str
        The sentence that says what the picture shows now.
    message : str
        Stands in the middle of the picture, empty for none. A new one shows
        from the next update on.
    closed : bool

    Raises
    ------
    ValueError
        If `picture_format` is neither.

    Notes
    -----
    To draw a figure with its axes, labels and contours takes matplotlib
    about 100 ms: too long for a picture at each move of a slider. Nearly all
    of it stays the same from one move to the next, so the figure is drawn in
    two parts (*blitting*):

    1. Once, everything but the artists declared `moving`; the pixels are
       kept as the background (``copy_from_bbox``).
    2. At each move the background is put back (``restore_region``), which
       copies memory, and the moving artists are drawn over it
       (``draw_artist``).

    The background holds only while nothing in it shifts. Therefore axes stay
    where they were put, no layout engine moves them, and their limits are
    frozen; `redraw` and `clear` start again from the first part. The pixels
    go to the browser as JPEG or PNG. No figure is ever made anew, so nothing
    flickers and no memory grows.

    Examples
    --------
    >>> live = LiveFigure("line", size=(400, 300))
    >>> ax = live.figure.subplots()
    >>> _ = ax.set(xlim=(0, 1), ylim=(0, 1))
    >>> line = live.moving(ax.plot([0, 1], [0, 1])[0])
    >>> before = live.render("The line rises.")
    >>> line.set_ydata([1, 0])
    >>> live.render("The line falls.") == before
    False
    >>> live.close()
    """

    def __init__(
        self,
        name: str,
        *,
        size: tuple[int, int] = (846, 340),
        picture_format: str = "jpeg",
    ) -> None:
        self.reading = ""
        self.closed = False
        self._format = as_choice("picture_format", picture_format, FORMATS)
        self._background: Any
        self._moving: list[Artist]
        self._when_closed: list[Callable[[], None]] = []
        self._key = name, cell_id()
        with LOCK:
            if self._key in _open:
                _open[self._key].close()
            _open[self._key] = self
        self.figure = Figure(
            (size[0] / SHOWN_DPI, size[1] / SHOWN_DPI),
            dpi=_DRAWN_DPI,
            facecolor="white",
        )
        # Frames stand where they are put; no engine moves them.
        self.figure.set_layout_engine("none")
        self._canvas = FigureCanvasAgg(self.figure)
        self._start()

    def __repr__(self) -> str:
        state = "closed" if self.closed else f"{len(self._moving)} that move"
        return f"<LiveFigure {self._key[0]!r}, {state}>"

    @staticmethod
    @contextmanager
    def style() -> Iterator[None]:
        """Give the context in which to add artists: the course's style."""
        with LOCK, matplotlib.rc_context(plotting.STYLE | _STYLE):
            yield

    def moving(self, artist: _Moving) -> _Moving:
        """Declare that an artist changes, and return it.

        Parameters
        ----------
        artist : matplotlib.artist.Artist
            It is left out of the background and drawn at every update, in
            the order of declaration; messages stay on top.
        """
        artist.set_animated(True)
        self._moving.append(artist)
        return artist

    def clear(self) -> None:
        """Take everything off the figure, to build another picture on it.

        The message stays.
        """
        with LOCK:
            message = self.message
            self.figure.clear()
            self._start(message)

    def redraw(self) -> None:
        """Draw everything anew at the next update.

        Call it after a deliberate change of what is fixed: limits, titles,
        data in the background.
        """
        self._background = None

    @property
    def message(self) -> str:
        """What stands in the middle of the picture."""
        return self._message.get_text()

    @message.setter
    def message(self, text: str) -> None:
        self._message.set_text(text)

    def draw(self) -> NDArray[np.uint8]:
        """Draw what changed and return a copy of the pixels.

        Returns
        -------
        ndarray of uint8, shape (height, width, 4)
            Red, green, blue and opacity.

        Raises
        ------
        ValueError
            If the figure is closed.
        """
        with LOCK:
            self._refuse_closed()
            self._blit()
            return np.array(self._canvas.buffer_rgba())

    def render(self, reading: str = "") -> bytes:
        """Draw what changed and return the picture, encoded.

        Parameters
        ----------
        reading : str
            What the picture shows now; kept in `reading`.

        Returns
        -------
        bytes
            A picture in the format of this figure; empty once closed.
        """
        with LOCK:
            self.reading = reading
            if self.closed:
                return b""
            self._blit()
            return encode(self._canvas, self._format)

    def still_png(self, reading: str = "") -> bytes:
        """Draw what changed and return it as a small PNG for the page.

        Parameters
        ----------
        reading : str

        Returns
        -------
        bytes
            Empty once closed.
        """
        with LOCK:
            self.reading = reading
            if self.closed:
                return b""
            self._blit()
            return output.compact_png(pixels(self._canvas))

    def _refuse_closed(self) -> None:
        if self.closed:
            raise ValueError("figure: expected an open one, got one closed")

    def when_closed(self, action: Callable[[], None]) -> None:
        """Have `action` called once when the figure is closed.

        Parameters
        ----------
        action : callable without arguments
        """
        with LOCK:
            self._when_closed.append(action)

    def axes_at(self, x: float, y: float) -> Axes | None:
        """Return the axes that show at a place of the picture, or None.

        Parameters
        ----------
        x, y : float
            Parts of width and height, from the top left corner.

        Returns
        -------
        matplotlib.axes.Axes or None
        """
        point = self._pixel(x, y)
        for ax in self.figure.axes:
            if ax.get_visible() and ax.get_window_extent().contains(*point):
                return ax
        return None

    def place(self, ax: Axes, x: float, y: float) -> tuple[float, float]:
        """Return a place of the picture in data units, within the axes.

        Parameters
        ----------
        ax : matplotlib.axes.Axes
        x, y : float
            Parts of width and height, from the top left corner; a place
            beside the axes becomes the nearest one on their edge.

        Returns
        -------
        tuple of two float
        """
        box = ax.get_window_extent()
        at_x, at_y = self._pixel(x, y)
        nearest = np.clip(at_x, box.x0, box.x1), np.clip(at_y, box.y0, box.y1)
        at_x, at_y = ax.transData.inverted().transform(nearest)
        return float(at_x), float(at_y)

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        return x * self.figure.bbox.width, (1 - y) * self.figure.bbox.height

    def close(self) -> None:
        """Free the figure; twice does no harm."""
        with LOCK:
            if self.closed:
                return
            self.closed = True
            if _open.get(self._key) is self:
                del _open[self._key]
            for action in self._when_closed:
                action()
            self._when_closed.clear()
            self._moving.clear()
            self._background = None
            self.figure.clear()

    def _start(self, message: str = "") -> None:
        self._background = None
        self._moving = []
        self._message = self.figure.text(
            0.5,
            0.5,
            message,
            ha="center",
            va="center",
            fontsize=13,
            animated=True,
            bbox={
                "boxstyle": "round,pad=0.5",
                "facecolor": "white",
                "edgecolor": "black",
            },
        )

    def _blit(self) -> None:
        if self._background is None:
            self._draw_background()
        self._canvas.restore_region(self._background)
        for artist in self._moving:
            if _is_drawable(artist):
                (artist.axes or self.figure).draw_artist(artist)
        if self.message:
            self.figure.draw_artist(self._message)

    def _draw_background(self) -> None:
        with self.style():
            for ax in self.figure.axes:
                ax.autoscale(False)
            self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self.figure.bbox)


def _is_drawable(artist: Artist) -> bool:
    """Return whether axes show, and text has a place near the figure."""
    if artist.axes is not None and not artist.axes.get_visible():
        return False
    # All but text is clipped.
    if not isinstance(artist, Text):
        return True
    place = artist.get_transform().transform(artist.get_position())
    return bool((np.abs(place) < _FAR).all())
