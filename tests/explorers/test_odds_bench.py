"""The view of the odds bench."""

import re

import numpy as np
import pytest

from helpers import model


def axes(bench):
    return bench.live.figure.axes[0]


def test_rings_stand_where_the_probability_belongs(lend):
    bench = lend("odds_bench")
    bench.p.value = 0.8
    shares, heights = bench.point.get_data()
    assert list(heights) == [0, 1, 2]
    assert shares == pytest.approx([0.8, 4 / 20, (np.log(4) + 5) / 10])


def test_one_minus_p_is_mirrored_in_log_odds(lend):
    bench = lend("odds_bench")
    bench.p.value = 0.9
    here, there = bench.point.get_xdata(), bench.mirror.get_xdata()
    assert np.add(here, there)[[0, 2]] == pytest.approx([1, 1])
    assert there[1] == pytest.approx(1 / 9 / 20)


@pytest.mark.parametrize(
    ("height", "share", "p"),
    [
        (0.1, 0.62, 0.62),
        (0.9, 3 / 20, 0.75),
        (1.1, -0.05, 0.0),
        (2.2, 0.8, 0.95),
        (2, -0.1, 0.01),
    ],
)
def test_each_line_is_dragged_in_its_own_units(lend, height, share, p):
    bench = lend("odds_bench")
    bench.dragged(axes(bench), share, height, begins=True)
    assert bench.p.value == p
    assert bench.p.nearest(p) == p


def test_a_drag_stays_with_the_line_that_was_pressed(lend):
    bench = lend("odds_bench")
    bench.dragged(axes(bench), 0.5, 2.0, begins=True)
    bench.dragged(axes(bench), 0.7, 0.1, begins=False)
    assert bench.p.value == round(model.sigmoid(2.0), 2)


def test_the_same_step_is_worth_more_near_certainty(lend):
    bench = lend("odds_bench")
    worth = {}
    for p in (0.75, 0.98, 0.99):
        bench.p.value = p
        worth[p] = re.findall(r"\*\*(.*)\*\*", bench.tell().finding)
    assert worth == {0.75: ["0.05"], 0.98: ["0.70"], 0.99: ["∞"]}


def test_certainty_lies_beyond_the_ends(lend):
    bench = lend("odds_bench")
    for p, share, log_odds in ((0.0, 0.0, "−∞"), (1.0, 1.0, "∞")):
        bench.p.value = p
        log_share = bench.point.get_xdata()[2]
        assert abs(log_share - share) == pytest.approx(0.03)
        assert "certainty" in bench.tell().finding
        assert f"**{log_odds}**" in bench.tell().finding


def test_an_answer_comes_after_the_prediction(lend):
    bench = lend("odds_bench")
    assert bench.tell().answer == ""
    bench.guess.value = "from 0.75 to 0.76"
    assert "0.70" in bench.tell().answer
    bench.press("p = 0.98")
    assert bench.p.value == 0.98


def test_less_than_a_hundredth_is_left(make):
    bench = make("odds_bench", 0.995)
    assert "p = 1.00, adds **∞**" in bench.tell().finding
