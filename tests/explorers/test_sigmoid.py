"""The view of the sigmoid."""


def test_a_click_moves_the_tangent(lend):
    explorer = lend("sigmoid")
    explorer.clicked(explorer.curve_ax, -2.0, 0.5)
    assert explorer.x.value == -2.0
    assert "At x = -2.0" in explorer.live.reading


def test_a_click_lands_on_a_step_of_the_slider(lend):
    explorer = lend("sigmoid")
    explorer.clicked(explorer.curve_ax, 0.04, 0.5)
    assert explorer.x.value == 0.0
