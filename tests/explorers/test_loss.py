"""The view of the two losses."""

import numpy as np
import pytest

from helpers import experiments, model


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("p", [0.01, 0.3, 0.5, 0.97])
def test_rings_stand_at_the_losses_and_their_slopes(lend, y, p):
    explorer = lend("loss")
    explorer.y.value, explorer.p.value = y, p
    n = experiments.loss_numbers(y, p)
    for lines, loss, slope in zip(
        explorer.lines,
        (n.bce, n.square),
        (n.bce_dz, n.square_dz),
        strict=True,
    ):
        ring = lines.ring.get_xydata()[0]
        assert ring == pytest.approx([model.logit(p), loss])
        assert lines.point.get_xydata()[0] == pytest.approx([p, abs(slope)])
        ends = lines.tangent.get_xydata()
        rise, run = (ends[1] - ends[0])[::-1]
        assert rise / run == pytest.approx(slope)
        curve = np.interp(ring[0], *lines.curve.get_data())
        assert curve == pytest.approx(loss, abs=1e-3)
        slopes = np.interp(p, *lines.slopes.get_data())
        assert slopes == pytest.approx(abs(slope), abs=1e-3)


@pytest.mark.parametrize(("z", "p"), [(-4.0, 0.02), (-5.4, 0.01), (5.4, 0.99)])
def test_a_ring_is_dragged_along_its_curve_to_no_infinite_logit(lend, z, p):
    explorer = lend("loss")
    explorer.dragged(explorer.loss_ax, z, 3.0, begins=True)
    assert explorer.p.value == p


def test_the_slopes_are_dragged_over_p(lend):
    explorer = lend("loss")
    explorer.dragged(explorer.slope_ax, 0.604, 0.5, begins=True)
    assert explorer.p.value == 0.6
    explorer.dragged(explorer.slope_ax, -0.02, 0.5, begins=False)
    assert explorer.p.value == 0.0


@pytest.mark.parametrize(
    ("y", "p", "finding"),
    [
        (1, 0.0, "Surely wrong: cross-entropy has slope **−1** in z"),
        (0, 1.0, "Surely wrong: cross-entropy has slope **1** in z"),
        (1, 1.0, "Surely right: cross-entropy has slope **0** in z"),
        (1, 0.01, "surely wrong: cross-entropy corrects its logit **50.5"),
        (0, 0.7, "is wrong: cross-entropy corrects its logit **2.4"),
        (0, 0.5, "is undecided: cross-entropy corrects its logit **2.0"),
        (
            0,
            0.2,
            "is right: the slope of cross-entropy in z, p − y, is down "
            "to **0.20**",
        ),
    ],
)
def test_the_finding_says_how_wrong_the_model_is(lend, y, p, finding):
    explorer = lend("loss")
    explorer.y.value, explorer.p.value = y, p
    assert finding in explorer.tell().finding


@pytest.mark.parametrize(("y", "p"), [(1, 0.01), (0, 0.99)])
def test_a_preset_is_wrong_whatever_the_label(lend, y, p):
    explorer = lend("loss")
    explorer.y.value = y
    explorer.press("surely wrong")
    assert explorer.p.value == p
    marks = {mark.text: mark.value for mark in explorer.tell().over}
    assert marks == {"surely wrong": 1 - y, "surely right": y}


def test_an_answer_comes_after_the_prediction(lend):
    explorer = lend("loss")
    assert explorer.tell().answer == ""
    explorer.guess.value = "both"
    assert explorer.tell().answer.startswith("Squared error")
