"""A widget and its still as one output of a cell."""

import base64
from typing import Any


def bundle(box, figure_png: bytes, sentence: str, width: int | None = None):
    """Return a widget and its still as one output, data and metadata.

    Parameters
    ----------
    box : ipywidgets.Widget or None
        None for the still alone.
    figure_png : bytes
        The still, a PNG.
    sentence : str
        What the still shows; it must be the same at every run.
    width : int, optional
        Width of the still in pixels of the screen.

    Returns
    -------
    data, metadata : dict

    Raises
    ------
    ValueError
        If the sentence is empty or the still not a PNG.
    """
    if not sentence.strip():
        raise ValueError("sentence: expected text, got an empty string")
    if not figure_png.startswith(b"\x89PNG"):
        raise ValueError(
            f"figure_png: expected a PNG, got bytes {figure_png[:4]!r} …"
        )
    about: dict[str, Any] = {"alt": sentence}
    if width is not None:
        about["width"] = width
    data = {
        **({} if box is None else box._repr_mimebundle_()),
        "text/plain": sentence,
        "image/png": base64.b64encode(figure_png).decode("ascii"),
    }
    return data, {"image/png": about}


def show_widget(
    box, figure_png: bytes, sentence: str, width: int | None = None
) -> None:
    """Display a widget together with its still, in one output.

    With a kernel the page shows the widget; where none runs, as on GitHub
    or in an exported page, it shows the picture.

    Parameters
    ----------
    box : ipywidgets.Widget or None
    figure_png : bytes
    sentence : str
    width : int, optional
        As in `bundle`.

    Raises
    ------
    ValueError
        As `bundle`.
    """
    from IPython.display import display

    data, metadata = bundle(box, figure_png, sentence, width)
    display(data, metadata=metadata, raw=True)


def close_widget(widget) -> None:
    """Close a widget, all in it, and their layouts and styles.

    Parameters
    ----------
    widget : ipywidgets.Widget
    """
    for child in getattr(widget, "children", ()):
        close_widget(child)
    for part in (
        getattr(widget, "layout", None),
        getattr(widget, "style", None),
    ):
        if hasattr(part, "close"):
            part.close()
    widget.close()
