"""What all explorers share: controls, a reset, a reading, a still."""

import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets
import numpy as np
from numpy.typing import ArrayLike

from helpers._checks import Floats, as_between
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
        The controls, line by line. Toggles and sliders are watched and
        reset, toggles first, as some of them decide what the rest means.

    Attributes
    ----------
    live : LiveFigure
    box : ipywidgets.VBox
    player : Player or None
        Set by a subclass that has one; a reset stops it first.

    Notes
    -----
    A subclass makes its controls, calls this constructor, and defines
    `build`, which adds the artists, and `draw`, which moves them and returns
    the sentence that reads the picture.
    """

    player = None

    def __init__(self, name, hint, figsize, lines, rows) -> None:
        self._holds_drawing = False
        self._kept: tuple | None = None
        with LOCK:
            self.live = LiveFigure(name, figsize=figsize)
            try:
                self._assemble(hint, lines, rows)
            except BaseException:
                self.live.close()
                raise

    def _assemble(self, hint, lines, rows) -> None:
        parts = [control for row in rows for control in row]
        toggles = [p for p in parts if isinstance(p, widgets.ToggleButtons)]
        sliders = [p for p in parts if hasattr(p, "continuous_update")]
        self._controls = toggles + sliders
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
        self._rows = [
            widgets.HBox(row, layout={"flex_flow": "row wrap"})
            for row in [*rows[:-1], [*rows[-1], reset]]
        ]
        self.refresh()
        self.box = widgets.VBox(
            [
                widgets.HTML(f"<b>Try:</b> {html.escape(hint)}"),
                self.live.image,
                self.reading,
                *self._rows,
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
            if not self._holds_drawing and not self.live.closed:
                self._refresh()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Set several controls, and draw once at the end."""
        with LOCK:
            before, self._holds_drawing = self._holds_drawing, True
            try:
                yield
            finally:
                self._holds_drawing = before
            self.refresh()

    def kept(self, state: tuple, compute: Callable[..., Any]) -> Any:
        """Return ``compute(*state)``, computed only if the state is new.

        Parameters
        ----------
        state : tuple
        compute : callable
        """
        with LOCK:
            if self._kept is None or self._kept[0] != state:
                self._kept = state, compute(*state)
            return self._kept[1]

    def rebuild(self) -> None:
        """Build the picture anew: other data, other limits."""
        with LOCK:
            if self.live.closed:
                return
            self.live.clear()
            with self.live.style():
                self.build()

    def replace(self, old, new, first: float) -> None:
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
            at = self._controls.index(old)
            self._controls[at], self._initial[at] = new, first
            new.observe(self._changed, "value")
            for row in self._rows:
                row.children = [
                    new if part is old else part for part in row.children
                ]
            close_widget(old)

    def reset(self) -> None:
        """Stop, and set every control to its first value."""
        with self.together():
            if self.player is not None:
                self.player.pause()
            # A toggle may replace sliders that come after it.
            for i in range(len(self._controls)):
                self._controls[i].value = self._initial[i]

    def close(self) -> None:
        """Free the figure and the widgets; twice does no harm."""
        self.live.close()

    def show(self) -> None:
        """Display the explorer and its still in one output."""
        box = None if self.live.closed else self.box
        show_widget(box, *self._still, self.live.shown_width)

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


def slider(label, value, low, high, step, readout_format=".2f", base=None):
    """Return a slider that reports while it moves.

    Parameters
    ----------
    label : str
    value, low, high, step : float
        For a logarithmic slider `low` and `high` are exponents, and the
        value should be a whole number of steps from `low`: the browser
        rounds to steps.
    readout_format : str
    base : float, optional
        Makes it logarithmic.

    Returns
    -------
    ipywidgets.FloatSlider, FloatLogSlider or IntSlider

    Raises
    ------
    ValueError
        If the value is not a number on the slider.
    """
    options, kind = {}, widgets.FloatSlider
    ends = low, high
    if base is not None:
        options, kind = {"base": base}, widgets.FloatLogSlider
        ends = base**low, base**high
    as_between(label, value, *ends)
    if base is None and all(
        isinstance(v, int) for v in (value, low, high, step)
    ):
        kind, readout_format = widgets.IntSlider, "d"
    return kind(
        **options,
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


def spoken(value: float, digits: int = 4) -> str:
    """Return a number for a reading, with infinity in words.

    Examples
    --------
    >>> print(spoken(-0.0), spoken(1 / 3), spoken(-np.inf))
    0 0.3333 minus infinity
    """
    if np.isinf(value):
        return "infinity" if value > 0 else "minus infinity"
    return f"{value + 0.0:.{digits}g}"


def nearest(control, value: float) -> float:
    """Return the nearest value a slider can have.

    Parameters
    ----------
    control : ipywidgets.FloatSlider or FloatLogSlider
    value : float
        Above 0 for a logarithmic one.

    Returns
    -------
    float
    """
    base = getattr(control, "base", None)
    at = value if base is None else np.log(value) / np.log(base)
    steps = np.round((at - control.min) / control.step)
    at = control.min + np.clip(
        steps * control.step, 0.0, control.max - control.min
    )
    return float(round(at, 9) if base is None else base**at)


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
