"""Pictures that keep up with the hand: a matplotlib figure drawn in parts.

A `LiveFigure` draws axes, contours and data once and keeps them as a
background. At each move only the artists that change are drawn over it, and
the pixels go into an ``ipywidgets.Image``. No figure is ever made anew, so
nothing flickers and no memory grows.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import RLock
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image as Pixels

from helpers import plotting

# Pixels of the screen an inch of figure takes, and pixels drawn for it: three
# for two, so that a picture is sharp on a high-density screen too. Four would
# be sharper still, but cost the browser 6 ms more for each picture.
_SHOWN_DPI, _DRAWN_DPI = 92, 138
_STYLE = {
    "axes.titlesize": 12,
    "figure.constrained_layout.use": False,
    "font.size": 11,
    "legend.fontsize": 10,
    "lines.linewidth": 2.0,
    "lines.markersize": 7,
}
# Options of Pillow for each format an image widget can hold.
_FORMATS = {
    "jpeg": {"quality": 92},
    "png": {"compress_level": 1},
}
# Text farther out than this many pixels cannot be drawn, nor be seen.
_FAR = 1e4
# JupyterLab has widgets call back in threads of their own, several at once,
# and matplotlib is for one thread: hold this lock to touch a figure.
LOCK = RLock()
_open: dict[tuple[str, str | None], "LiveFigure"] = {}


class LiveFigure:
    """One lasting figure, of which each update redraws only what changed.

    Parameters
    ----------
    name : str
        A figure of the same name made in the same cell before is closed:
        running a cell again leaves nothing behind.
    figsize : two float
        Width and height in inches, each shown as 92 pixels of the screen.
    picture_format : {"jpeg", "png"}
        JPEG at quality 92 is made four times faster than PNG, and cannot be
        told from it when more pixels are drawn than shown.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        Not known to pyplot. Add axes and whatever never changes.
    reading : str
        The sentence that says what the picture shows now.
    closed : bool

    Notes
    -----
    The technique is *blitting*: ``copy_from_bbox`` after the first drawing,
    then ``restore_region`` and ``draw_artist`` at each move.

    Examples
    --------
    >>> live = LiveFigure("line", figsize=(4, 3))
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
        figsize: tuple[float, float] = (10.0, 4.2),
        picture_format: str = "jpeg",
    ) -> None:
        if picture_format not in _FORMATS:
            raise ValueError(
                f"picture_format: expected one of {sorted(_FORMATS)}, "
                f"got {picture_format!r}"
            )
        self.reading = ""
        self.closed = False
        self._format = picture_format
        self._image = None
        self._background: Any
        self._moving: list[Artist]
        self._when_closed: list[Callable[[], None]] = []
        self._key = name, _cell_id()
        with LOCK:
            if self._key in _open:
                _open[self._key].close()
            _open[self._key] = self
        self.figure = Figure(
            figsize, dpi=_DRAWN_DPI, facecolor="white", layout="constrained"
        )
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

    def moving(self, artist: Artist) -> Artist:
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

        The layout is found anew at the next update; the message stays.
        """
        with LOCK:
            text = self._message.get_text()
            self.figure.clear()
            self.figure.set_layout_engine("constrained")
            self._start(text)

    def redraw(self) -> None:
        """Draw everything anew at the next update.

        Call it after a deliberate change of what is fixed: limits, titles,
        data in the background.
        """
        self._background = None

    def message(self, text: str = "") -> None:
        """Put a message in the middle of the picture, or take it away.

        Parameters
        ----------
        text : str
            Empty for none. It shows from the next update on.
        """
        self._message.set_text(text)

    def draw(self) -> np.ndarray:
        """Draw what changed and return a copy of the pixels.

        Returns
        -------
        ndarray of uint8, shape (height, width, 4)
            Red, green, blue and opacity.
        """
        with LOCK:
            self._blit()
            return np.array(self._canvas.buffer_rgba())

    def render(self, reading: str = "") -> bytes:
        """Draw what changed and return the picture; needs no ipywidgets.

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
            return self._encoded(self._format, reading)

    def still_png(self, reading: str = "") -> bytes:
        """Draw what changed and return it as a PNG for the page.

        Parameters
        ----------
        reading : str

        Returns
        -------
        bytes
        """
        with LOCK:
            return self._encoded("png", reading)

    def update(self, reading: str = "") -> None:
        """Draw what changed and send it to the browser.

        Parameters
        ----------
        reading : str
            What the picture shows now, for those who cannot see it.
        """
        with LOCK:
            if self.closed:
                return
            picture = self.render(reading)
            if self._image is not None:
                with self._image.hold_sync():
                    self._image.value = picture
                    _describe(self._image, reading)

    @property
    def shown_width(self) -> int:
        """Width of the picture in pixels of the screen."""
        return self._shown_size()[0]

    @property
    def image(self):
        """The ``ipywidgets.Image`` that shows the figure, made when needed.

        Raises
        ------
        ValueError
            If the figure is closed.
        """
        with LOCK:
            if self.closed:
                raise ValueError(
                    "figure: expected an open one, got one closed"
                )
            if self._image is None:
                self._image = _image_widget(self._shown_size(), self._format)
                self.update(self.reading)
            return self._image

    def _shown_size(self) -> tuple[int, int]:
        width, height = self.figure.get_size_inches() * _SHOWN_DPI
        return round(width), round(height)

    def when_closed(self, action: Callable[[], None]) -> None:
        """Have `action` called once when the figure is closed.

        Parameters
        ----------
        action : callable without arguments
        """
        self._when_closed.append(action)

    def when_clicked(
        self, action: Callable[[Axes, float, float], None]
    ) -> bool:
        """Have clicks on the axes reported, if ipyevents is installed.

        Parameters
        ----------
        action : callable
            Called with the axes and the point clicked, in their data units.

        Returns
        -------
        bool
            False without ipyevents; then nothing happens on a click.
        """
        try:
            from ipyevents import Event
        except ImportError:
            return False
        event = Event(source=self.image, watched_events=["click"])
        event.on_dom_event(lambda found: self.click(found, action))
        self._when_closed.append(event.close)
        return True

    def click(
        self, event: dict, action: Callable[[Axes, float, float], None]
    ) -> None:
        """Translate a click on the image into data units, and pass it on.

        Parameters
        ----------
        event : dict
            With ``dataX`` and ``dataY``, pixels of the image from its top
            left corner.
        action : callable
            As in `when_clicked`; not called for a click beside all axes.
        """
        x, y = event.get("dataX"), event.get("dataY")
        if x is None or y is None:
            return
        with LOCK:
            point = x, self.figure.bbox.height - y
            for ax in [] if self.closed else self.figure.axes:
                if ax.get_window_extent().contains(*point):
                    place = ax.transData.inverted().transform(point)
                    action(ax, *map(float, place))
                    return

    def close(self) -> None:
        """Free the figure and its widgets; twice does no harm."""
        with LOCK:
            if self.closed:
                return
            self.closed = True
            if _open.get(self._key) is self:
                del _open[self._key]
            for action in self._when_closed:
                action()
            if self._image is not None:
                self._image.close()
                self._image = None
            self._when_closed.clear()
            self._moving.clear()
            self._background = None
            self.figure.clear()

    def _start(self, message: str = "") -> None:
        self._background = None
        self._is_laid_out = False
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
            in_layout=False,
        )

    def _encoded(self, picture_format: str, reading: str) -> bytes:
        self.reading = reading
        if self.closed:
            return b""
        self._blit()
        pixels = Pixels.frombuffer(
            "RGBX",
            self._canvas.get_width_height(),
            self._canvas.buffer_rgba(),
            "raw",
            "RGBX",
            0,
            1,
        )
        buffer = BytesIO()
        if picture_format == "png":
            pixels = pixels.convert("RGB")
        pixels.save(buffer, picture_format, **_FORMATS[picture_format])
        return buffer.getvalue()

    def _blit(self) -> None:
        if self._background is None:
            self._draw_background()
        self._canvas.restore_region(self._background)
        for artist in self._moving:
            if _is_drawable(artist):
                (artist.axes or self.figure).draw_artist(artist)
        if self._message.get_text():
            self.figure.draw_artist(self._message)

    def _draw_background(self) -> None:
        with self.style():
            # The layout is found with all artists in it, then frozen: axes
            # that shift by a pixel would leave traces.
            if not self._is_laid_out:
                for artist in self._moving:
                    artist.set_animated(False)
                self.figure.draw_without_rendering()
                self.figure.set_layout_engine("none")
                self._is_laid_out = True
                for artist in self._moving:
                    artist.set_animated(True)
            for ax in self.figure.axes:
                ax.autoscale(False)
            self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self.figure.bbox)


def _is_drawable(artist: Artist) -> bool:
    """Return whether text has a place near the figure; others clip."""
    if not isinstance(artist, Text):
        return True
    place = artist.get_transform().transform(artist.get_position())
    return bool((np.abs(place) < _FAR).all())


def _cell_id() -> str | None:
    """Return the id of the notebook cell that runs, where it is known."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return None
    return kernel.get_parent().get("metadata", {}).get("cellId")


def _image_widget(size: tuple[int, int], picture_format: str):
    import ipywidgets
    from traitlets import Unicode

    class Picture(ipywidgets.Image):
        # The browser's half turns a tooltip into the picture's name for
        # screen readers, but looks for an empty description first.
        description = Unicode("").tag(sync=True)

    return Picture(
        format=picture_format,
        # Both, so that the place is kept while a picture is loading.
        width=str(size[0]),
        height=str(size[1]),
        layout=ipywidgets.Layout(
            max_width="100%", margin="0", object_fit="contain"
        ),
    )


def _describe(image, reading: str) -> None:
    image.tooltip = reading
    if image.has_trait("alt"):
        image.alt = reading
