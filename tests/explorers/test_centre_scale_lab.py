"""The view of centre × scale: paths, marks, words, the prediction."""

import numpy as np
import pytest

from helpers import experiments
from helpers.experiments import centre_scale
from helpers.explorers import _centre_scale_words as words
from helpers.explorers._four_planes import CENTRES, HALF, STYLES
from helpers.plotting import ink
from tests.support.legible import contrast

OWN, _, FIXED = centre_scale.RATES


def test_a_bad_start_of_the_lab_is_named(make):
    with pytest.raises(ValueError, match="unit: expected"):
        make("centre_scale_lab", 3.0, -1.0)


def test_epoch_moves_do_not_descend_again(lend, monkeypatch):
    lab = lend("centre_scale_lab")
    monkeypatch.setattr(centre_scale, "gradient_descent", pytest.fail)
    lab.epoch.value = 5
    assert "epoch 5." in lab.live.reading
    lab.prediction.value = "centred"
    assert lab.tell().answer.startswith("You said centred: no")


def test_the_losses_are_pressed_to_move_the_epoch(lend):
    lab = lend("centre_scale_lab")
    before = lab.face.picture
    lab.dragged(lab.loss_ax, 62.7, 1e-3, begins=True)
    assert lab.epoch.value == 63
    assert lab.face.picture != before
    lab.dragged(lab.loss_ax, 102.0, 1e-3, begins=False)
    assert lab.epoch.value == 100
    lab.dragged(lab.live.figure.axes[0], 10.0, 10.0, begins=True)
    assert lab.epoch.value == 100


def test_moving_the_offset_leaves_centred_pictures_alone(lend):
    lab = lend("centre_scale_lab", 2.0, 3.0)

    def drawn():
        paths = lab.planes.paths.items()
        return {name: p.get_xydata() for name, p in paths}

    before, rows = drawn(), lab.tell().rows
    lab.offset.value = 6.0
    after = drawn()
    for row, later in zip(rows, lab.tell().rows, strict=True):
        center, _ = centre_scale.PREPARATIONS[row.label]
        same = np.allclose(before[row.label], after[row.label], atol=1e-3)
        assert same == center
        assert (row == later) == center


def test_every_rate_changes_picture_and_reading(lend):
    lab = lend("centre_scale_lab")
    seen = [(lab.face.picture, lab.live.reading)]
    for rate in centre_scale.RATES[1:]:
        lab.rate.value = rate
        seen.append((lab.face.picture, lab.live.reading))
    pictures, readings = zip(*seen, strict=True)
    assert len(set(pictures)) == len(set(readings)) == 3


def test_the_prediction_is_answered(lend):
    lab = lend("centre_scale_lab")
    assert lab.face.told["answer"] == ""
    for guess in lab.prediction.options:
        lab.prediction.value = guess
        answer = lab.face.told["answer"]
        assert (": right." in answer) == (guess == "centred, standardized")
        assert guess in answer
    near, far = (
        centre_scale.condition_numbers(offset, 2.0) for offset in (0.0, 10.0)
    )
    growth = far["raw"] / near["raw"]
    assert f"κ of raw grows {growth:,.0f}-fold" in lab.face.told["answer"]
    # What is claimed: to nine digits κ of the centred two stays.
    for name, (center, _) in centre_scale.PREPARATIONS.items():
        assert np.isclose(near[name], far[name], rtol=1e-9) == center


def test_paths_end_at_the_epoch_and_frames_hold_start_and_minimum(lend):
    lab = lend("centre_scale_lab")
    lab.epoch.value = 7
    planes = lab.planes
    assert all(len(p.get_xdata()) == 8 for p in planes.paths.values())
    centres = np.array(list(CENTRES.values()))
    for offset, unit in ((0.0, 1.0), (10.0, 8.0), (10.0, 0.125)):
        lab.offset.value, lab.unit.value = offset, unit
        for line in (planes.starts, planes.minima):
            away = np.abs(line.get_xydata() - centres)
            assert (away < HALF).all()


def test_a_row_has_the_sign_of_its_marker():
    signs = {"o": "●", "^": "▲", "s": "■", "D": "◆"}
    styles = STYLES.values()
    assert [signs[s.marker] for s in styles] == [s.sign for s in styles]
    for kind in ("color", "line", "marker", "role"):
        assert len({getattr(s, kind) for s in styles}) == 4


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_names_are_dark_enough_for_words(style):
    # WCAG 2.2 asks 4.5 of words; this is some more.
    assert contrast(ink(style.color), "white") > 5


def test_rates_beyond_the_limit_are_named(lend):
    lab = lend("centre_scale_lab")
    for factor in (1.0, 1.9):
        lab.factor.value = factor
        assert "Beyond" not in lab.live.reading
    lab.factor.value = 2.5
    assert "promise: raw, centred, scaled, standardized." in lab.live.reading
    lab.factor.value = 1.0
    lab.rate.value = FIXED
    assert "promise: raw, centred, scaled." in lab.live.reading
    assert "further digit: raw never, centred never" in lab.live.reading


@pytest.mark.parametrize(
    ("offset", "unit", "factor", "rate", "said"),
    [
        (3.0, 2.0, 1.0, OWN, "raw takes **172 times** as many"),
        (0.0, 2.0, 1.0, OWN, "raw takes **7.7** epochs, centred 7.7."),
        (3.0, 2.0, 4.0, OWN, "**neither** raw nor centred settles"),
        (3.0, 2.0, 0.9, FIXED, "raw never settles; centred takes **6.1**"),
        # At 2.5/L the promise is gone for both, and κ decides nothing.
        (3.0, 1.0, 2.5, OWN, "centred never settles; raw takes **149**"),
    ],
)
def test_the_finding_compares_raw_with_centred(
    lend, offset, unit, factor, rate, said
):
    lab = lend("centre_scale_lab")
    with lab.batch():
        lab.offset.value, lab.unit.value = offset, unit
        lab.factor.value, lab.rate.value = factor, rate
    assert said in lab.tell().finding


def test_the_scale_says_what_theory_expects_of_raw(lend):
    lab = lend("centre_scale_lab")
    marks = lab.tell().over
    assert [mark.value for mark in marks] == [*words.OFFSETS]
    for mark in marks:
        kappa = centre_scale.condition_numbers(mark.value, 2.0)["raw"]
        assert float(mark.text.split()[-1].replace(",", "")) == pytest.approx(
            kappa, rel=0.02
        )
        assert mark.text.split()[-1] in lab.live.reading


@pytest.mark.parametrize("rate", centre_scale.RATES)
def test_no_rate_on_its_slider_leaves_the_float_range(lend, rate):
    # So the view need not say what a run does that does.
    lab = lend("centre_scale_lab")
    for offset in lab.offset.ends:
        for unit in lab.unit.ends:
            n = experiments.centre_scale_numbers(
                offset, unit, factor=lab.factor.ends[1], rate=rate
            )
            assert not any(way.run.diverged for way in n.preparations.values())
