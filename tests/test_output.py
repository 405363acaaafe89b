"""What a cell shows: one output, and a picture of few bytes."""

import base64
from io import BytesIO

import ipywidgets
import numpy as np
import pytest
from PIL import Image

from helpers import output
from helpers.output import bundle, compact_png


def opened(png):
    with Image.open(BytesIO(png)) as picture:
        picture.load()
    return picture


def lines_on_white():
    """Return a picture as most are: soft edges of a few colours."""
    from helpers.live import LiveFigure

    live = LiveFigure("lines", size=(368, 276))
    with live.style():
        ax = live.figure.subplots()
        for slope in range(6):
            ax.plot([0, 1], [0, slope])
    pixels = live.draw()
    live.close()
    return Image.fromarray(pixels).convert("RGB")


def test_a_compact_picture_looks_the_same_and_weighs_a_third():
    full = lines_on_white()
    buffer = BytesIO()
    full.save(buffer, "png", optimize=True)
    png = compact_png(full)
    few = opened(png)
    assert few.mode == "P"
    assert len(png) < 0.45 * len(buffer.getvalue())
    off = np.abs(np.asarray(full, int) - np.asarray(few.convert("RGB"), int))
    assert off.max() <= 16
    assert few.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_the_same_pixels_give_the_same_bytes():
    assert compact_png(lines_on_white()) == compact_png(lines_on_white())


def test_a_gradient_keeps_its_colours():
    ramp = np.linspace(0, 255, 600).astype(np.uint8)
    across = np.broadcast_to(ramp, (400, 600))
    down = np.broadcast_to(ramp[:400, None], (400, 600))
    full = Image.fromarray(np.stack([across, down, across], axis=2))
    few = opened(compact_png(full))
    assert few.mode == "RGB"
    np.testing.assert_array_equal(np.asarray(few), np.asarray(full))


def test_a_rare_colour_is_not_lost():
    rng = np.random.default_rng(0)
    pixels = np.full((300, 300, 3), 255, np.uint8)
    greys = rng.integers(0, 256, (300, 150, 1))
    pixels[:, :150] = greys
    pixels[7, 299] = 213, 94, 0
    few = opened(compact_png(Image.fromarray(pixels))).convert("RGB")
    assert np.abs(np.subtract(few.getpixel((299, 7)), (213, 94, 0))).max() < 9


def test_widget_and_still_are_one_output(monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda *args, **kw: shown.append((args, kw))
    )
    png = compact_png(Image.new("RGB", (9, 9)))
    widget = ipywidgets.FloatSlider()
    output.show(png, "A line.", width=368, widget=widget)
    ((data,), options) = shown[0]
    assert data["text/plain"] == "A line."
    assert base64.b64decode(data["image/png"]) == png
    view = data["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == widget.model_id
    assert options["raw"] is True
    assert options["metadata"] == {
        "image/png": {"alt": "A line.", "width": 368}
    }


def test_without_a_sentence_or_a_picture_it_is_refused():
    png = compact_png(Image.new("RGB", (9, 9)))
    with pytest.raises(ValueError, match="alt: expected a sentence"):
        bundle(png, " ")
    with pytest.raises(ValueError, match="png: expected a PNG"):
        bundle(b"GIF8", "A line.")
