"""The view of the separability switch: buttons, clicks, verdicts."""

import numpy as np
import pytest

from helpers import experiments
from helpers.experiments import separability
from helpers.experiments.separability import PLACES

numbers = experiments.separability_numbers


@pytest.fixture
def switch(lend):
    return lend("separability_switch")


def test_buttons_put_the_point(switch):
    for place, button in switch.places.items():
        button.click()
        at = switch.x1.value, switch.x2.value
        assert at == PLACES[place]
        np.testing.assert_array_equal(switch.point.get_xydata(), [at])
    assert switch.verdict.get_text() == "minimum at 2.12"
    assert "it has settled" in switch.live.reading
    switch.places["touching"].click()
    assert switch.verdict.get_text() == "no minimum"
    assert "the classes touch" in switch.live.reading
    assert np.isfinite(switch.separator.get_xdata()).all()


def test_clicks_put_the_point_on_the_grid(switch):
    switch.clicked(switch.data_ax, 2.0432, 0.9512)
    assert (switch.x1.value, switch.x2.value) == (2.0, 1.0)
    switch.clicked(switch.data_ax, 5.3, -4.3)
    assert (switch.x1.value, switch.x2.value) == (5.0, -4.0)
    switch.clicked(switch.live.figure.axes[1], 100.0, 3.0)
    assert (switch.x1.value, switch.x2.value) == (5.0, -4.0)


def test_the_first_step_of_the_penalty_brings_the_minimum_back(switch):
    assert "grows for ever" in switch.live.reading
    assert np.isnan(switch.length[1].get_ydata()).all()
    switch.l2.value = 0.001
    n = numbers(0.0, 0.0, 0.001)
    assert "γ makes a minimum" in switch.live.reading
    np.testing.assert_array_equal(
        switch.length[1].get_ydata(), [n.min_length] * 2
    )
    np.testing.assert_array_equal(switch.loss[0].get_ydata(), n.objective)


def test_a_minimum_beyond_the_axis_is_named(switch):
    far = max(
        ((x1 / 10, x2 / 10) for x1 in range(11, 16) for x2 in range(0, 20)),
        key=lambda at: numbers(*at).min_length or 0,
    )
    switch.clicked(switch.data_ax, *far)
    assert numbers(*far).min_length > 14
    assert switch.verdict.get_text().endswith("↑")
    assert "still on its way" in switch.live.reading


def test_the_penalty_does_not_ask_for_a_line_again(switch, monkeypatch):
    monkeypatch.setattr(
        separability.minimum, "separating_hyperplane", pytest.fail
    )
    before = switch.live.reading
    switch.l2.value = 0.05
    assert switch.live.reading != before
    assert "Nothing to draw" not in switch.live.reading


def test_a_place_outside_is_refused(make):
    with pytest.raises(ValueError, match="x1: expected"):
        make("separability_switch", 9.0)
