"""Frames stand at their pixels, with a caption and without a box."""

import numpy as np
import pytest

from helpers.explorers._frames import frame, name
from helpers.live import LiveFigure


@pytest.fixture
def live():
    figure = LiveFigure("frames", size=(400, 200))
    yield figure
    figure.close()


def test_a_frame_stands_at_its_pixels_of_the_screen(live):
    ax = frame(live.figure, (40, 30, 300, 120))
    live.draw()
    # One and a half pixels are drawn for each of the screen.
    box = ax.get_window_extent()
    found = np.array([box.x0, box.y0, box.width, box.height]) / 1.5
    np.testing.assert_allclose(found, (40, 30, 300, 120), atol=0.5)


def test_a_frame_has_no_box_and_a_grid_if_asked(live):
    ax = frame(live.figure, (40, 30, 300, 120))
    ax.set(xticks=[], yticks=[])
    assert (live.draw()[..., :3] == 255).all()
    other = frame(live.figure, (40, 30, 300, 120), grid=True)
    other.tick_params(labelleft=False, labelbottom=False)
    live.redraw()
    assert (live.draw()[..., :3] < 255).any()


def test_a_caption_stands_over_the_frame(live):
    ax = frame(live.figure, (40, 30, 300, 120), "p over x")
    assert [text.get_text() for text in ax.texts] == ["p over x"]
    second = name(ax, "more", at=0.5)
    live.draw()
    above = ax.get_window_extent().y1
    first, other = (text.get_window_extent() for text in ax.texts)
    assert first.y0 >= above - 2
    assert first.x0 == pytest.approx(60, abs=2)
    assert other.x0 == pytest.approx(60 + 225, abs=2)
    assert second is ax.texts[1]
