"""The view of the separability switch: places, drags, verdicts, marks."""

import numpy as np
import pytest

from helpers import experiments
from helpers.experiments import separability
from helpers.experiments.separability import PLACES

numbers = experiments.separability_numbers


@pytest.fixture
def switch(lend):
    return lend("separability_switch")


def put(switch, x1, x2):
    switch.dragged(switch.data_ax, x1, x2, begins=True)


def test_presets_put_the_point(switch):
    for place, at in PLACES.items():
        switch.press(place)
        assert (switch.x1.value, switch.x2.value) == at
        np.testing.assert_array_equal(switch.point.get_xydata(), [at])
    assert switch.verdict.get_text() == "minimum at 2.12"
    assert "it has settled" in switch.live.reading
    switch.press("touching")
    assert switch.verdict.get_text() == "no minimum"
    assert "the classes only touch" in switch.live.reading
    assert np.isfinite(switch.separator.get_xdata()).all()


def test_drags_put_the_point_on_the_grid(switch):
    put(switch, 2.0432, 0.9512)
    assert (switch.x1.value, switch.x2.value) == (2.0, 1.0)
    switch.dragged(switch.data_ax, 5.3, -4.3, begins=False)
    assert (switch.x1.value, switch.x2.value) == (5.0, -4.0)
    switch.dragged(switch.length_ax, 100.0, 3.0, begins=True)
    assert (switch.x1.value, switch.x2.value) == (5.0, -4.0)


def test_a_drag_draws_once(switch, monkeypatch):
    drawn = []
    draw = switch.draw
    monkeypatch.setattr(switch, "draw", lambda: drawn.append(1) or draw())
    put(switch, 2.0, 1.0)
    assert len(drawn) == 1


def test_the_point_asks_to_be_dragged_until_it_was_moved(switch):
    assert switch._invitation.get_text() == "drag this point"
    put(switch, 2.0, 1.0)
    assert switch._invitation.get_text() == ""


def test_the_first_step_of_the_penalty_brings_the_minimum_back(switch):
    assert "grows for ever" in switch.live.reading
    assert np.isnan(switch.level.get_ydata()).all()
    switch.l2.value = 0.001
    n = numbers(0.0, 0.0, 0.001)
    assert "γ makes a minimum" in switch.live.reading
    np.testing.assert_array_equal(switch.level.get_ydata(), [n.min_length] * 2)
    np.testing.assert_array_equal(
        switch.length.get_ydata(), n.length[n.epochs]
    )


@pytest.mark.parametrize(
    ("at", "l2", "said"),
    [
        ((0.0, 0.0), 0.0, "A line separates the classes, so ‖w‖ grows"),
        ((1.4, -0.3), 0.0, "The classes only touch, so ‖w‖ grows"),
        ((2.0, 1.0), 0.0, "so there is a minimum: at ‖w‖ = **2.12**."),
        ((1.3, 1.0), 0.0, "‖w‖ = **12.58**, not reached yet."),
        ((0.0, 0.0), 0.001, "although a line separates the classes: at"),
        ((1.4, -0.3), 0.001, "although the classes only touch: at"),
    ],
)
def test_the_finding_says_why(switch, at, l2, said):
    put(switch, *at)
    switch.l2.value = l2
    assert said in switch.tell().finding


def test_nothing_added_has_no_sign(switch):
    put(switch, 5.0, -4.0)
    switch.l2.value = 0.1
    n = switch.numbers()
    assert -0.005 < n.length[-1] - n.length[200] < 0
    assert "epochs added 0.00;" in switch.live.reading


def test_the_table_reads_the_marks_on_the_curve(switch):
    n = switch.numbers()
    epochs, lengths = switch._marks.get_data()
    rows = switch.tell().rows
    for row, epoch, length in zip(rows, epochs, lengths, strict=False):
        assert row.label == f"epoch {epoch:,}"
        assert length == n.length[epoch]
        assert float(row.cells[0]) == pytest.approx(length, abs=0.005)
        added = length - n.length[epoch // 10]
        assert float(row.cells[1]) == pytest.approx(added, abs=0.005)
    assert rows[-1].cells[0] == "none"
    switch.press("across")
    assert switch.tell().rows[-1].cells[0] == "2.12"


@pytest.mark.parametrize("x2", [-2.0, -0.3, 0.0, 0.9, 2.8, 3.0, 4.0])
def test_the_scale_marks_where_a_line_stops_separating(switch, x2):
    switch.x2.value = x2
    before, after = switch.tell().over
    assert before.value == after.value
    assert f"{after.value:.2f}" in switch.live.reading
    assert numbers(after.value + 1e-3, x2).state == "overlapping"
    assert numbers(after.value - 1e-3, x2).state == "separable"


def test_where_a_line_always_separates_the_scale_says_so(switch):
    switch.x2.value = -4.0
    (mark,) = switch.tell().over
    assert mark.text == "a line separates, wherever x₁ is"
    assert numbers(switch.x1.ends[1], -4.0).state == "separable"


def test_the_prediction_is_answered(switch):
    assert switch.face.told["answer"] == ""
    for guess in switch.prediction.options:
        switch.prediction.value = guess
        answer = switch.face.told["answer"]
        assert answer.startswith("Yes" if guess == "settles" else "No")


def test_a_minimum_beyond_the_axis_is_named(switch):
    far = max(
        ((x1 / 10, x2 / 10) for x1 in range(11, 16) for x2 in range(0, 20)),
        key=lambda at: numbers(*at).min_length or 0,
    )
    put(switch, *far)
    assert numbers(*far).min_length > 14
    assert switch.verdict.get_text().endswith("↑")
    assert switch.verdict.get_position()[1] < switch.length_ax.get_ylim()[1]
    assert "still on its way" in switch.live.reading


def test_the_penalty_does_not_ask_for_a_line_again(switch, monkeypatch):
    monkeypatch.setattr(
        separability.minimum, "separating_hyperplane", pytest.fail
    )
    before = switch.live.reading
    switch.l2.value = 0.05
    assert switch.live.reading != before
    assert "Nothing to draw" not in switch.live.reading


@pytest.mark.parametrize(("x1", "x2"), [(9.0, 0.0), (0.0, -5.0)])
def test_a_place_outside_is_refused(make, x1, x2):
    with pytest.raises(ValueError, match=r"x[12]: expected one number from"):
        make("separability_switch", x1, x2)
