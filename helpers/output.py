"""What a cell shows: a picture, the sentence that reads it, and a widget.

Pictures of `helpers.plotting`, explorers and their stills all leave a
notebook through `show`, so that each carries its sentence and weighs little.
"""

import base64
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

# Off by so much of 255, at most and on average, a colour looks the same. A
# smooth gradient is off everywhere, and would fall into bands.
_MOST, _MEAN = 16, 1.5
WIDGET = "application/vnd.jupyter.widget-view+json"
# In the metadata of an output: what an exported page puts over the still.
PAGE = "odds_to_gradients"


def compact_png(picture: Image.Image) -> bytes:
    """Return a picture as a PNG of few colours, if no difference is seen.

    Lines, letters and their soft edges have few colours: a palette of 256
    holds them to within a few hundredths and takes a third of the bytes.

    Parameters
    ----------
    picture : PIL.Image.Image

    Returns
    -------
    bytes
        Always the same for the same pixels. A picture with a gradient, or
        one of which a colour would be off by more than 16 of 255, keeps all
        its colours.

    Examples
    --------
    >>> white = Image.new("RGB", (300, 200), "white")
    >>> Image.open(BytesIO(compact_png(white))).mode
    'P'
    """
    full = picture.convert("RGB")
    # Picks the colours farthest apart: a rare one is as safe as a frequent
    # one, and steps of a gradient stay even.  Dithering would make noise.
    few = full.quantize(
        256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    buffer = BytesIO()
    best = few if _look_the_same(full, few) else full
    best.save(buffer, "png", optimize=True)
    return buffer.getvalue()


def _look_the_same(one: Image.Image, other: Image.Image) -> bool:
    """Return whether no difference of two pictures is seen."""
    a, b = (
        np.asarray(picture.convert("RGB"), dtype=np.int16)
        for picture in (one, other)
    )
    off = np.abs(a - b).max(axis=2)
    return bool(off.max() <= _MOST and off.mean() <= _MEAN)


def bundle(
    png: bytes,
    alt: str,
    *,
    width: int | None = None,
    widget: Any = None,
    page: dict[str, Any] | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    r"""Return picture, sentence and widget as one output: data and metadata.

    Parameters
    ----------
    png : bytes
        With a widget, the still that stands for it where no kernel runs.
    alt : str
        What the picture shows; it must be the same at every run.
    width : int, optional
        Width of the picture in pixels of the screen.
    widget : ipywidgets.Widget, optional
    page : dict, optional
        An explorer that needs no kernel, and its first state: what
        `helpers.build export` puts in the place of the still.

    Returns
    -------
    data, metadata : dict

    Raises
    ------
    ValueError
        If the sentence is empty or the picture not a PNG.

    Examples
    --------
    >>> data, metadata = bundle(b"\x89PNG", "Nothing.", width=90)
    >>> sorted(data), metadata["image/png"]
    (['image/png', 'text/plain'], {'alt': 'Nothing.', 'width': 90})
    """
    if not alt.strip():
        raise ValueError("alt: expected a sentence, got an empty string")
    if not png.startswith(b"\x89PNG"):
        raise ValueError(f"png: expected a PNG, got bytes {png[:4]!r} …")
    about: dict[str, Any] = {"alt": alt}
    about |= {} if width is None else {"width": width}
    data: dict[str, Any] = {"text/plain": alt}
    data["image/png"] = base64.b64encode(png).decode("ascii")
    if widget is not None:
        data |= widget_view(widget)
    metadata: dict[str, Any] = {"image/png": about}
    return data, metadata | ({} if page is None else {PAGE: page})


def widget_view(widget: Any) -> dict[str, Any]:
    """Return the part of an output that stands for a widget.

    Parameters
    ----------
    widget : ipywidgets.Widget

    Returns
    -------
    dict
        As version 2 of the widgets' protocol names a widget.
    """
    view = {"version_major": 2, "version_minor": 0}
    return {WIDGET: view | {"model_id": widget.model_id}}


def show(
    png: bytes,
    alt: str,
    *,
    width: int | None = None,
    widget: Any = None,
    page: dict[str, Any] | None = None,
) -> None:
    """Display picture, sentence and widget in one output.

    With a kernel the page shows the widget; where none runs, as on GitHub
    or in an exported page, it shows the picture.

    Parameters
    ----------
    png, alt, width, widget, page
        As in `bundle`.

    Raises
    ------
    ValueError
        As `bundle`.
    """
    from IPython.display import display

    data, metadata = bundle(png, alt, width=width, widget=widget, page=page)
    display(data, metadata=metadata, raw=True)
