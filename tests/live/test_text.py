"""Quick text looks like text, stands where it does, and changes as easily."""

import numpy as np
import pytest

from helpers.live import LiveFigure, QuickText
from helpers.plotting import PALETTE


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("words", ["w₁ = −0.25", "= nan", "2 × 1.2e−7", "g?"])
def test_quick_text_looks_like_text(words, weight):
    live = LiveFigure("text", size=(184, 92))
    live.figure.set_layout_engine("none")
    text = QuickText(0.5, 0.5, words, color=PALETTE[1], weight=weight)
    live.figure.add_artist(text)
    plain = live.draw().astype(float)
    live.moving(text)
    live.redraw()
    quick = live.draw().astype(float)
    live.close()
    assert (plain < 200).any()
    # Where a letter begins is rounded to a pixel: compare a little blurred.
    assert np.abs(blurred(plain) - blurred(quick)).mean() < 0.4
    assert plain.sum() == pytest.approx(quick.sum(), rel=1e-3)


def blurred(pixels):
    kernel = np.ones(5) / 5
    for axis in (0, 1):
        pixels = np.apply_along_axis(np.convolve, axis, pixels, kernel)
    return pixels


def test_quick_text_hidden_empty_or_mathematical():
    live = LiveFigure("text", size=(184, 92))
    live.figure.set_layout_engine("none")
    text = live.moving(QuickText(0.5, 0.5, "", color="black"))
    live.figure.add_artist(text)
    empty = live.draw()
    text.set_text("$x$")
    assert (live.draw() != empty).any()
    text.set(text="12", visible=False)
    assert (live.draw() == empty).all()
    text.set_visible(True)
    black = live.draw()
    text.set_color(PALETTE[0])
    assert (live.draw() != black).any()
    live.close()


def inked(live):
    """Return the first and last column of pixels with ink."""
    columns = np.flatnonzero((live.draw()[..., 0] < 128).any(axis=0))
    return columns[0], columns[-1]


@pytest.mark.parametrize("ha", ["left", "center", "right"])
def test_quick_text_stands_where_text_does(ha):
    live = LiveFigure("place", size=(276, 92))
    live.figure.set_layout_engine("none")
    text = QuickText(0.5, 0.5, "κ 1,360", ha=ha)
    live.figure.add_artist(text)
    plain = inked(live)
    live.moving(text)
    live.redraw()
    quick = inked(live)
    live.close()
    np.testing.assert_allclose(quick, plain, atol=2)
    middle = 3 * 138 / 2
    assert (plain[0] < middle - 2) == (ha != "left")
    assert (plain[1] > middle + 2) == (ha != "right")


def test_an_accent_stands_over_its_letter():
    live = LiveFigure("accent", size=(92, 92))
    live.figure.set_layout_engine("none")
    text = QuickText(0.5, 0.5, "p̂", ha="left")
    live.figure.add_artist(text)
    plain = inked(live)
    live.moving(text)
    live.redraw()
    quick = inked(live)
    text.set_text("p")
    bare = inked(live)
    live.close()
    np.testing.assert_allclose(quick, plain, atol=2)
    np.testing.assert_allclose(quick, bare, atol=2)
