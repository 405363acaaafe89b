"""Controls that answer while they move, by pointer and by keyboard."""

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
import numpy as np

from helpers._checks import as_between

_WIDE = {"description_width": "initial"}


def slider(
    label: str,
    value: float,
    low: float,
    high: float,
    step: float,
    readout_format: str = ".2f",
    base: float | None = None,
) -> Any:
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
        The last if value, ends and step are whole numbers.

    Raises
    ------
    ValueError
        If the value is not a number on the slider.

    Examples
    --------
    >>> slider("weight w", 1.0, -8.0, 8.0, 0.1).value
    1.0
    >>> slider("epoch", 3, 0, 100, 1)  # doctest: +ELLIPSIS
    IntSlider(value=3, description='epoch', ...)
    """
    ends = (low, high) if base is None else (base**low, base**high)
    as_between(label, value, *ends)
    whole = all(isinstance(v, int) for v in (value, low, high, step))
    options: dict[str, Any] = {"readout_format": readout_format}
    kind: Any = widgets.FloatSlider
    if base is not None:
        options["base"], kind = base, widgets.FloatLogSlider
    elif whole:
        options["readout_format"], kind = "d", widgets.IntSlider
    return kind(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        continuous_update=True,
        style=_WIDE,
        layout={"width": "330px"},
        **options,
    )


def choice(label: str, options: Sequence[Any], value: Any) -> Any:
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


def nearest(control: Any, value: float) -> float:
    """Return the nearest value a slider can have.

    Parameters
    ----------
    control : ipywidgets.FloatSlider or FloatLogSlider
    value : float
        Above 0 for a logarithmic one.

    Returns
    -------
    float

    Examples
    --------
    >>> nearest(slider("b", 0.0, -1.0, 1.0, 0.1), 0.34)
    0.3
    """
    base = getattr(control, "base", None)
    at = value if base is None else np.log(value) / np.log(base)
    steps = np.round((at - control.min) / control.step)
    at = control.min + np.clip(
        steps * control.step, 0.0, control.max - control.min
    )
    return float(round(at, 9) if base is None else base**at)


def value_of(control: Any) -> float:
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


def close_widget(widget: Any) -> None:
    """Close a widget, all in it, and their layouts and styles.

    Parameters
    ----------
    widget : ipywidgets.Widget
    """
    for child in getattr(widget, "children", ()):
        close_widget(child)
    for name in ("layout", "style"):
        part: Any = getattr(widget, name, None)
        if hasattr(part, "close"):
            part.close()
    widget.close()
