"""What all explorers share: controls, a reset, a reading, a still."""

import html
from collections.abc import Iterator
from contextlib import contextmanager

import ipywidgets as widgets
import numpy as np
from numpy.typing import ArrayLike

from helpers._checks import Floats
from helpers.live import LOCK, LiveFigure, close_widget, show_widget

_WIDE = {"description_width": "initial"}


class Explorer:
    """A live picture with its controls; a subclass draws and computes.

    Parameters
    ----------
    name : str
        Of the figure: see `helpers.live.LiveFigure`.
    hint : str
        One line that says what to try.
    figsize : two float
    lines : int
        Lines kept free for the reading, so that no height ever changes.
    rows : sequence of sequences of widgets
        The controls, line by line. Those with a value are watched and reset.

    Attributes
    ----------
    live : LiveFigure
    box : ipywidgets.VBox

    Notes
    -----
    A subclass makes its controls, calls this constructor, and defines
    `build`, which adds the artists, and `draw`, which moves them and returns
    the sentence that reads the picture.
    """

    def __init__(self, name, hint, figsize, lines, rows) -> None:
        self.live = LiveFigure(name, figsize=figsize)
        self._held = False
        self._controls = [
            w for row in rows for w in row if hasattr(w, "continuous_update")
        ] + [
            w
            for row in rows
            for w in row
            if isinstance(w, widgets.ToggleButtons)
        ]
        self._initial = [control.value for control in self._controls]
        with self.live.style():
            self.build()
        self.reading = widgets.HTML(
            layout={
                "height": f"{20 * lines + 8}px",
                "flex": "0 0 auto",
                "max_width": f"{self.live.shown_width}px",
            }
        )
        reset = button("Reset", "Back to how it was at first")
        reset.on_click(lambda _: self.reset())
        last = [*rows[-1], reset]
        lines = [
            widgets.HBox(row, layout={"flex_flow": "row wrap"})
            for row in [*rows[:-1], last]
        ]
        self.refresh()
        self.box = widgets.VBox(
            [
                widgets.HTML(f"<b>Try:</b> {html.escape(hint)}"),
                self.live.image,
                self.reading,
                *lines,
            ]
        )
        # The still shows the first state, whatever has been moved since.
        self._still = self.live.still_png(self.live.reading), self.live.reading
        for control in self._controls:
            control.observe(self._changed, "value")
        self.live.when_closed(lambda: close_widget(self.box))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.live.reading}>"

    def build(self) -> None:
        """Add all artists to the empty figure."""
        raise NotImplementedError

    def draw(self) -> str:
        """Move the artists and return the sentence that reads them."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Draw the present state; what cannot be drawn becomes a message."""
        with LOCK:
            if not self._held and not self.live.closed:
                self._refresh()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Set several controls, and draw once at the end."""
        with LOCK:
            held, self._held = self._held, True
            try:
                yield
            finally:
                self._held = held
            self.refresh()

    def rebuild(self) -> None:
        """Build the picture anew: other data, other limits."""
        self.live.clear()
        with self.live.style():
            self.build()

    def reset(self) -> None:
        """Set every control to its first value."""
        with self.together():
            for control, value in zip(
                self._controls, self._initial, strict=True
            ):
                control.value = value

    def close(self) -> None:
        """Free the figure and the widgets; twice does no harm."""
        self.live.close()

    def show(self) -> None:
        """Display the explorer and its still in one output."""
        picture, sentence = self._still
        show_widget(self.box, picture, sentence, self.live.shown_width)

    def _ipython_display_(self) -> None:
        self.show()

    def _refresh(self) -> None:
        self.live.message()
        try:
            reading = self.draw()
        except (ValueError, ArithmeticError) as error:
            reading = f"Nothing to draw: {error}"
            self.live.message(reading)
        self.live.update(reading)
        self.reading.value = (
            '<div role="status" style="line-height: 20px">'
            f"{html.escape(self.live.reading)}</div>"
        )

    def _changed(self, _) -> None:
        self.refresh()


def slider(label, value, low, high, step, readout_format=".2f", log=False):
    """Return a slider that reports while it moves.

    Parameters
    ----------
    label : str
    value, low, high, step : float
        For a logarithmic slider `low` and `high` are exponents of ten.
    readout_format : str
    log : bool

    Returns
    -------
    ipywidgets.FloatSlider, FloatLogSlider or IntSlider
    """
    kind = widgets.FloatLogSlider if log else widgets.FloatSlider
    if all(isinstance(v, int) for v in (value, low, high, step)) and not log:
        kind, readout_format = widgets.IntSlider, "d"
    return kind(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        readout_format=readout_format,
        continuous_update=True,
        style=_WIDE,
        layout={"width": "330px"},
    )


def choice(label, options, value) -> widgets.ToggleButtons:
    """Return a row of buttons of which one is chosen.

    JupyterLab keeps the arrow keys of lists and radio buttons to itself;
    buttons answer to tabulator, space and enter.

    Parameters
    ----------
    label : str
    options : sequence
    value : one of them, or None

    Returns
    -------
    ipywidgets.ToggleButtons
    """
    return widgets.ToggleButtons(
        options=options,
        value=value,
        description=label,
        style=_WIDE | {"button_width": "auto"},
        layout={"display": "flex", "flex_flow": "row nowrap"},
    )


def button(label: str, tooltip: str) -> widgets.Button:
    """Return a button as wide as its label."""
    return widgets.Button(
        description=label, tooltip=tooltip, layout={"width": "auto"}
    )


def value_of(control) -> float:
    """Return the value of a slider without the rounding of the browser.

    Parameters
    ----------
    control : ipywidgets.FloatSlider
        The browser gives multiples of its step, as in −4.4e-16 for 0.

    Returns
    -------
    float
    """
    return round(control.value, 9) + 0.0


def inside(values: ArrayLike, low: float, high: float) -> Floats:
    """Clip what is to be drawn to a hundred axes' lengths, NaN kept.

    Coordinates too large for the drawing library become large ones.

    Parameters
    ----------
    values : array_like
    low, high : float
        Limits of the axis.

    Returns
    -------
    ndarray

    Examples
    --------
    >>> print(inside([0.5, 1e300, np.nan], 0.0, 1.0))
    [  0.5 101.    nan]
    """
    reach = 100.0 * (high - low)
    return np.clip(np.asarray(values, dtype=float), low - reach, high + reach)
