"""The view of the race of rates."""

import numpy as np
import pytest

from helpers import experiments
from helpers.experiments import race


def test_epoch_moves_do_not_race_again(lend, monkeypatch):
    explorer = lend("race_of_rates")
    monkeypatch.setattr(race.descent, "race", pytest.fail)
    explorer.epoch.value = 5
    assert "epoch 5:" in explorer.live.reading


def test_all_fifty_rates_are_shown_also_those_off_the_scale(lend):
    explorer = lend("race_of_rates")
    explorer.distance.value, explorer.epoch.value = 0.0, 2
    n = experiments.race_numbers(0.0, 2)
    assert n.loss.max() > 100
    rates, losses = np.hstack(
        [
            line.get_data()
            for line in (explorer.rates.settling, explorer.rates.beyond)
        ]
    )
    assert rates == pytest.approx(n.learning_rates / n.safe)
    assert losses == pytest.approx(np.minimum(n.loss, 100))


def test_jumps_lead_from_the_epoch_before(lend):
    explorer = lend("race_of_rates")
    explorer.epoch.value = 7
    n = experiments.race_numbers(2.0, 7)
    last, now, gap = explorer.rates.jumps.get_ydata().reshape(-1, 3).T
    assert last == pytest.approx(np.minimum(n.last, 100))
    assert now == pytest.approx(np.minimum(n.loss, 100))
    assert np.isnan(gap).all()


def test_triangles_are_counted_in_sentence_finding_and_table(lend):
    explorer = lend("race_of_rates")
    for epoch in (3, 200):
        explorer.epoch.value = epoch
        assert len(explorer.rates.beyond.get_xdata()) == 21
        told = explorer.tell()
        assert told.finding.startswith("**21 of 50**")
        assert [row.cells[2] for row in told.rows] == ["34", "30", "21"]
        assert "the 21 of 50 rates beyond it" in explorer.live.reading


@pytest.mark.parametrize(
    ("distance", "finding", "name", "shown"),
    [
        (2.0, "**21 of 50**", "2/λmax at the minimum", True),
        (4.0, "**6 of 50**", "2/λmax at the minimum", True),
        (5.5, "**none**", "2/λmax at the minimum →", False),
        (7.0, "no minimum, and **no** rate", "no minimum", False),
    ],
)
def test_the_edge_leaves_the_picture(lend, distance, finding, name, shown):
    explorer = lend("race_of_rates")
    explorer.distance.value = distance
    assert finding in explorer.tell().finding
    rates = explorer.rates
    assert rates.edge_name.get_text() == name
    assert np.isfinite(rates.edge.get_xdata()).all() == shown
    length = rates.edge_name.get_window_extent()
    assert rates.ax.bbox.x0 <= length.x0
    assert length.x1 <= rates.ax.bbox.x1 + 1


def test_the_mark_stands_where_the_minimum_is_lost(lend):
    marks = lend("race_of_rates").tell().over
    (at,) = {mark.value for mark in marks}
    before, after = (
        experiments.race_numbers(at + by, n_rates=1).edge
        for by in (-0.02, 0.02)
    )
    assert before is not None
    assert after is None


def test_classes_are_dragged_apart(lend):
    explorer = lend("race_of_rates")
    explorer.dragged(explorer.classes.ax, -2.03, 0.4, begins=True)
    assert explorer.distance.value == 4.1
    at = [ring.get_xdata()[0] for ring in explorer.classes.centres]
    assert at == pytest.approx([-2.05, 2.05])
    explorer.dragged(explorer.classes.ax, 7.9, 0.4, begins=False)
    assert explorer.distance.value == 8.0
    explorer.dragged(explorer.rates.ax, 1.0, 1.0, begins=True)
    assert explorer.distance.value == 8.0


def test_an_answer_comes_after_the_prediction(lend):
    explorer = lend("race_of_rates")
    assert explorer.tell().answer == ""
    explorer.guess.value = "shrinks"
    assert explorer.tell().answer.startswith("It grows")
    explorer.press("4 apart")
    assert explorer.distance.value == 4.0
