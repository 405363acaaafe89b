"""The view of the sigmoid."""

import numpy as np
import pytest

from helpers import model


def press(explorer, ax, x, *later):
    explorer.dragged(ax, x, 0.5, begins=True)
    for at in later:
        explorer.dragged(ax, at, 0.5, begins=False)


def test_a_drag_moves_the_tangent(lend):
    explorer = lend("sigmoid")
    press(explorer, explorer.curve_ax, 1.9, -2.0)
    assert explorer.x.value == -2.0
    assert "At x = -2.0" in explorer.live.reading
    assert explorer.b.value == 0.0


def test_a_drag_lands_on_a_step_of_the_slider(lend):
    explorer = lend("sigmoid")
    press(explorer, explorer.curve_ax, 2.0, 1.04)
    assert explorer.x.value == 1.0


def test_the_middle_slides_the_curve_as_far_as_b_goes(lend):
    explorer = lend("sigmoid")
    explorer.w.value = 2.0
    # On the way it meets the tangent, and is not lost to it.
    press(explorer, explorer.curve_ax, 0.2, 2.0, 3.0)
    assert (explorer.b.value, explorer.x.value) == (-6.0, 2.0)
    assert explorer.middle.get_xydata()[0] == pytest.approx([3.0, 0.5])
    press(explorer, explorer.curve_ax, 3.0, 5.0)
    assert explorer.b.value == -8.0


def test_a_flat_curve_has_no_middle_to_drag(lend):
    explorer = lend("sigmoid")
    explorer.w.value = 0.0
    press(explorer, explorer.curve_ax, 0.0, -1.0)
    assert explorer.x.value == -1.0
    assert explorer.middle.get_xydata().size == 0
    assert explorer.steepest.get_xydata().size == 0
    assert len(explorer.tell().rows) == 1
    assert "**the same**" in explorer.tell().finding


def test_the_weight_is_dragged_along_its_line(lend):
    explorer = lend("sigmoid")
    press(explorer, explorer.slope_ax, 1.0, -3.02)
    assert explorer.w.value == -3.0
    assert explorer.slope.get_xydata()[0] == pytest.approx([-3.0, -0.75])


@pytest.mark.parametrize(("w", "b"), [(1.0, 0.0), (-4.0, 2.0), (8.0, -3.0)])
def test_lines_touch_the_curve(lend, w, b):
    explorer = lend("sigmoid")
    explorer.w.value, explorer.b.value, explorer.x.value = w, b, 0.3
    h = 1e-5
    for line, x in (
        (explorer.tangent, 0.3),
        (explorer.steepest, explorer.middle.get_xdata()[0]),
    ):
        ends = model.sigmoid(w * np.array([x - h, x, x + h]) + b)
        start, end = line.get_xydata()
        run, rise = end - start
        assert rise / run == pytest.approx((ends[2] - ends[0]) / (2 * h))
        assert start[1] + rise / run * (x - start[0]) == pytest.approx(ends[1])
    assert explorer.slope.get_ydata()[0] == pytest.approx(rise / run)
    assert f"**{rise / run:.3f}**".replace("-", "−") in explorer.tell().finding


@pytest.mark.parametrize("w", [1.0, -1.0])
@pytest.mark.parametrize("b", [0.0, 5.5, -5.5])
def test_the_name_stands_in_the_picture_beside_the_curve(lend, w, b):
    explorer = lend("sigmoid")
    explorer.w.value, explorer.b.value = w, b
    box, ax = explorer.name.get_window_extent(), explorer.curve_ax
    assert ax.bbox.x0 <= box.x0
    assert box.x1 <= ax.bbox.x1
    curve = ax.transData.transform(explorer.curve.get_xydata())
    assert not any(box.contains(*point) for point in curve)


def test_an_answer_comes_after_the_prediction(lend):
    explorer = lend("sigmoid")
    assert explorer.tell().answer == ""
    explorer.guess.value = "stays as it is"
    assert explorer.tell().answer.startswith("It doubles")
    explorer.press("w = −4")
    assert explorer.w.value == -4.0
