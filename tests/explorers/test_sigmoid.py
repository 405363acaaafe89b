"""The view of the sigmoid: its rings, and what it finds."""

import pytest


@pytest.mark.parametrize("x", [-2.0, 3.0, 7.5])
def test_a_ring_is_dragged_along_the_curve(lend, x):
    explorer = lend("sigmoid")
    explorer.dragged(explorer.curve_ax, 2.1, 0.9, begins=True)
    explorer.dragged(explorer.curve_ax, x, 0.5, begins=False)
    assert explorer.x.value == min(x, 6.0)
    assert f"At x = {min(x, 6.0):.1f}" in explorer.live.reading
    assert explorer.b.value == 0.0


def test_the_ring_in_the_middle_moves_the_curve(lend):
    explorer = lend("sigmoid")
    explorer.w.value = 2.0
    explorer.dragged(explorer.curve_ax, 0.2, 0.5, begins=True)
    explorer.dragged(explorer.curve_ax, 3.0, 0.5, begins=False)
    assert explorer.b.value == -6.0
    assert "p = 1/2 at x = 3.00" in explorer.live.reading
    assert explorer.x.value == 2.0
    # As far as the slider goes.
    explorer.dragged(explorer.curve_ax, -6.0, 0.5, begins=False)
    assert explorer.b.value == 8.0


def test_a_press_on_the_slope_moves_the_tangent(lend):
    explorer = lend("sigmoid")
    explorer.dragged(explorer.slope_ax, 0.04, 0.1, begins=True)
    assert (explorer.x.value, explorer.b.value) == (0.0, 0.0)


def test_a_flat_curve_has_no_middle(lend):
    explorer = lend("sigmoid")
    explorer.w.value = 0.0
    told = explorer.face.told
    assert "flat" in told["finding"]
    assert [row["label"] for row in told["table"]["rows"]] == ["tangent"]
    explorer.dragged(explorer.curve_ax, 0.0, 0.5, begins=True)
    assert (explorer.x.value, explorer.b.value) == (0.0, 0.0)


def test_the_finding_is_a_quarter_of_the_weight(lend):
    explorer = lend("sigmoid")
    explorer.w.value = -3.0
    explorer.b.value = 1.5
    finding = explorer.face.told["finding"]
    assert "−b/w = 0.50" in finding
    assert "w/4 = **−0.750**" in finding
