"""The browser's side of a live picture: its image, its clicks, its cell."""

from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

Click = Callable[[Axes, float, float], None]


def cell_id() -> str | None:
    """Return the id of the notebook cell that runs, where it is known."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return None
    return kernel.get_parent().get("metadata", {}).get("cellId")


def image_widget(size: tuple[int, int], picture_format: str) -> Any:
    """Return an ``ipywidgets.Image`` that has a name for screen readers."""
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


def send(image: Any, picture: bytes, reading: str) -> None:
    """Give an image widget a picture and its name, in one message."""
    with image.hold_sync():
        image.value = picture
        image.tooltip = reading
        if image.has_trait("alt"):
            image.alt = reading


def watch_clicks(
    image: Any, told: Callable[[dict[str, Any]], None]
) -> Callable[[], None] | None:
    """Have clicks told as events; return how to stop, None if unable."""
    try:
        from ipyevents import Event
    except ImportError:
        return None
    event = Event(source=image, watched_events=["click"])
    event.on_dom_event(told)
    return event.close


def place_in_axes(
    figure: Figure, event: dict[str, Any]
) -> tuple[Axes, float, float] | None:
    """Return axes and data units of a click, None beside all axes."""
    x, y = event.get("dataX"), event.get("dataY")
    if x is None or y is None:
        return None
    point = x, figure.bbox.height - y
    for ax in figure.axes:
        if ax.get_window_extent().contains(*point):
            at_x, at_y = ax.transData.inverted().transform(point)
            return ax, float(at_x), float(at_y)
    return None
