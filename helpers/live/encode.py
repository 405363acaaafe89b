"""Pixels of a canvas as a picture for the browser."""

from io import BytesIO
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

# Options of Pillow for each format, quick ones.
FORMATS: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 92},
    "png": {"compress_level": 1},
}


def pixels(canvas: FigureCanvasAgg) -> Image.Image:
    """Return a view of what is drawn, without a copy; opacity is unused."""
    drawn: Any = canvas.buffer_rgba()
    return Image.frombuffer(
        "RGBX",
        canvas.get_width_height(),
        drawn,
        "raw",
        "RGBX",
        0,
        1,
    )


def encode(canvas: FigureCanvasAgg, picture_format: str) -> bytes:
    """Return what is drawn as "jpeg" or "png", as fast as can be."""
    picture = pixels(canvas)
    if picture_format == "png":
        picture = picture.convert("RGB")
    buffer = BytesIO()
    picture.save(buffer, picture_format, **FORMATS[picture_format])
    return buffer.getvalue()
