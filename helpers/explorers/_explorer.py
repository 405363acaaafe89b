"""What all explorers share: controls, a reset, a reading, a still."""

import html
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets
import numpy as np
from matplotlib.axes import Axes

from helpers import output
from helpers.explorers._controls import button, close_widget
from helpers.live import LOCK, LiveFigure

# Pixels of the screen one line of the reading takes.
_LINE = 20
Rows = Sequence[Sequence[Any]]


class Explorer:
    """A live picture with its controls; a subclass says what is drawn.

    Parameters
    ----------
    name : str
        Of the figure: see `helpers.live.LiveFigure`.
    hint : str
        One line that says what to try.
    rows : sequence of sequences of widgets
        The controls, line by line. Toggles and sliders are watched and
        reset, toggles first, as some of them decide what the rest means.
    figsize : two float
    lines : int
        Lines kept free for the reading, so that no height ever changes.

    Attributes
    ----------
    live : LiveFigure
    box : ipywidgets.VBox
    controls : list of widgets
        Those that are watched and reset.
    reading : ipywidgets.HTML
        Shows the sentence of `draw`; without markup it is `live.reading`.
    still : bytes
        The first picture, a PNG.
    player : Player or None
        Set by a subclass that has one; a reset stops it first.

    Notes
    -----
    A subclass makes its controls, calls this constructor, and defines
    `build`, which adds the artists, and `draw`, which moves them and returns
    the sentence that reads the picture. It may define `clicked`.

    Examples
    --------
    >>> from helpers.explorers._controls import slider
    >>> class Square(Explorer):
    ...     def __init__(self):
    ...         self.x = slider("x", 1.0, -2.0, 2.0, 0.1)
    ...         super().__init__("square", hint="move x", rows=[[self.x]])
    ...     def build(self):
    ...         ax = self.live.figure.subplots()
    ...         ax.set(xlim=(-2, 2), ylim=(0, 4))
    ...         self.point = self.live.moving(ax.plot([], [], "o")[0])
    ...     def draw(self):
    ...         x = self.x.value
    ...         self.point.set_data([x], [x * x])
    ...         return f"The square of {x:.1f} is {x * x:.2f}."
    >>> square = Square()
    >>> square.x.value = -1.5
    >>> square
    <Square: The square of -1.5 is 2.25.>
    >>> square.close()
    """

    player: Any = None

    def __init__(
        self,
        name: str,
        *,
        hint: str,
        rows: Rows,
        figsize: tuple[float, float] = (10.0, 4.0),
        lines: int = 2,
    ) -> None:
        self._holds_drawing = False
        self._cached: tuple[Hashable, Any] | None = None
        with LOCK:
            self.live = LiveFigure(name, figsize=figsize)
            try:
                self._assemble(hint, rows, lines)
            except BaseException:
                self.live.close()
                raise

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.live.reading}>"

    def build(self) -> None:
        """Add all artists to the empty figure."""
        raise NotImplementedError

    def draw(self) -> str:
        """Move the artists and return the sentence that reads them."""
        raise NotImplementedError

    def clicked(self, ax: Axes, x: float, y: float) -> None:
        """Answer a click on the picture, told in units of the data."""

    def refresh(self) -> None:
        """Draw the present state; what cannot be drawn becomes a message."""
        with LOCK:
            if not self._holds_drawing and not self.live.closed:
                self._refresh()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Set several controls, and draw once at the end."""
        with LOCK:
            before, self._holds_drawing = self._holds_drawing, True
            try:
                yield
            finally:
                self._holds_drawing = before
            self.refresh()

    def cached(self, compute: Callable[..., Any], *state: Hashable) -> Any:
        """Return ``compute(*state)``, computed only if the state is new.

        Parameters
        ----------
        compute : callable
            The same at every call; the last result alone is kept.
        *state
        """
        with LOCK:
            if self._cached is None or self._cached[0] != state:
                self._cached = state, compute(*state)
            return self._cached[1]

    def rebuild(self) -> None:
        """Build the picture anew: other data, other limits."""
        with LOCK:
            if self.live.closed:
                return
            self.live.clear()
            with self.live.style():
                self.build()

    def replace(self, old: Any, new: Any, first: float) -> None:
        """Put a new slider in the place of an old one.

        A slider in a browser whose range is changed sends its old value
        back; a new slider does not.

        Parameters
        ----------
        old, new : ipywidgets.Widget
        first : float
            The value of the new one after a reset.
        """
        with LOCK:
            at = self.controls.index(old)
            self.controls[at], self._initial[at] = new, first
            new.observe(self._changed, "value")
            for row in self._rows:
                row.children = [
                    new if part is old else part for part in row.children
                ]
            close_widget(old)

    def instead(self, control: Any, action: Callable[[Any], None]) -> None:
        """Have a change of `control` answered by `action`, not by drawing.

        Parameters
        ----------
        control : ipywidgets.Widget
        action : callable
            Called with the change; it draws through `batch`.
        """
        control.unobserve(self._changed, "value")
        control.observe(action, "value")

    def reset(self) -> None:
        """Stop, and set every control to its first value."""
        with self.batch():
            if self.player is not None:
                self.player.pause()
            # A toggle may replace sliders that come after it.
            for i in range(len(self.controls)):
                self.controls[i].value = self._initial[i]

    def close(self) -> None:
        """Free the figure and the widgets; twice does no harm."""
        self.live.close()

    def show(self) -> None:
        """Display the explorer and its still in one output."""
        output.show(
            self.still,
            self._first_reading,
            width=self.live.shown_width,
            widget=None if self.live.closed else self.box,
        )

    def _ipython_display_(self) -> None:
        self.show()

    def _assemble(self, hint: str, rows: Rows, lines: int) -> None:
        self.controls = _watched(rows)
        self._initial = [control.value for control in self.controls]
        with self.live.style():
            self.build()
        self._assemble_box(hint, rows, lines)
        # The still shows the first state, whatever has been moved since.
        self._first_reading = self.live.reading
        self.still = self.live.still_png(self._first_reading)
        for control in self.controls:
            control.observe(self._changed, "value")
        if type(self).clicked is not Explorer.clicked:
            self.live.when_clicked(self.clicked)
        self.live.when_closed(lambda: close_widget(self.box))

    def _assemble_box(self, hint: str, rows: Rows, lines: int) -> None:
        self.reading = widgets.HTML(
            layout={
                "height": f"{_LINE * lines + 8}px",
                "flex": "0 0 auto",
                "max_width": f"{self.live.shown_width}px",
            }
        )
        reset = button("Reset", "Back to how it was at first")
        reset.on_click(lambda _: self.reset())
        self._rows = [
            widgets.HBox(row, layout={"flex_flow": "row wrap"})
            for row in [*rows[:-1], [*rows[-1], reset]]
        ]
        self.refresh()
        title = widgets.HTML(f"<b>Try:</b> {html.escape(hint)}")
        self.box = widgets.VBox(
            [title, self.live.image, self.reading, *self._rows]
        )

    def _refresh(self) -> None:
        self.live.message = ""
        try:
            reading = self.draw()
        except (ValueError, ArithmeticError) as error:
            reading = f"Nothing to draw: {error}"
            self.live.message = reading
        self.live.update(reading)
        self.reading.value = (
            f'<div role="status" style="line-height: {_LINE}px">'
            f"{html.escape(self.live.reading)}</div>"
        )

    def _changed(self, _: Any) -> None:
        self.refresh()


def _watched(rows: Rows) -> list[Any]:
    """Return toggles, then sliders, in the order of the rows."""
    parts = [control for row in rows for control in row]
    toggles = [p for p in parts if isinstance(p, widgets.ToggleButtons)]
    sliders = [p for p in parts if hasattr(p, "continuous_update")]
    return toggles + sliders


def in_words(value: float, digits: int = 4) -> str:
    """Return a number for a reading, with infinity in words.

    Examples
    --------
    >>> print(in_words(-0.0), in_words(1 / 3), in_words(-np.inf))
    0 0.3333 minus infinity
    """
    if np.isinf(value):
        return "infinity" if value > 0 else "minus infinity"
    return f"{value + 0.0:.{digits}g}"
