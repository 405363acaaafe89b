"""The kernel's half of the face: acts are heard, nothing stays in memory."""

import pytest
from ipywidgets.widgets import widget

from helpers import explorers
from tests.support.sample_explorer import Sample


@pytest.fixture
def sample():
    explorer = Sample()
    yield explorer
    explorer.close()


def test_acts_are_done_in_their_order(sample):
    sample.face.acts = [[1, "move", "x", -1.5], [2, "press", "Reset"]]
    assert sample.x.value == 1.0
    sample.face.acts = [[3, "press", "Reset"], [4, "move", "x", -1.5]]
    assert sample.x.value == -1.5
    assert sample.face.heard == 4


def test_an_act_is_done_once(sample):
    sample.face.acts = [[1, "move", "x", -1.5]]
    sample.x.value = 2.0
    sample.face.acts = [[1, "move", "x", -1.5], [2, "move", "epoch", 3]]
    assert (sample.x.value, sample.epoch.value) == (2.0, 3)


def test_several_acts_are_drawn_once(sample):
    before = sample.drawn
    sample.face.acts = [
        [1, "move", "x", -1.5],
        [2, "move", "epoch", 3],
        [3, "press", "Corner"],
    ]
    assert sample.drawn == before + 1


def test_an_act_that_raises_is_not_tried_again(sample):
    with pytest.raises(ValueError, match="button: expected one of"):
        sample.face.acts = [[1, "press", "unknown"]]
    sample.face.acts = [[1, "press", "unknown"], [2, "move", "x", 0.0]]
    assert sample.x.value == 0.0


def test_a_drag_belongs_to_the_axes_it_began_in(sample):
    sample.face.acts = [[1, "drag", 0.5, 0.0, "down"]]
    assert sample.y.value == 0.0
    sample.face.acts = [[2, "drag", 0.5, 0.0, "move"]]
    assert sample.y.value == 0.0, "it began beside all axes"
    sample.face.acts = [[3, "drag", 0.5, 0.4, "down"]]
    sample.face.acts = [[4, "drag", 0.0, 0.0, "move"]]
    assert (sample.x.value, sample.y.value) == (-2.0, 2.0)


def test_a_closed_explorer_leaves_no_widget():
    before = set(widget._instances)
    explorer = Sample("to be closed")
    assert set(widget._instances) > before
    explorer.close()
    assert set(widget._instances) == before


def test_a_closed_learning_rate_leaves_no_widget():
    before = set(widget._instances)
    explorer = explorers.learning_rate()
    assert set(widget._instances) > before
    explorer.close()
    explorer.close()
    assert set(widget._instances) == before
