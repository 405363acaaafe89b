"""The view of the confidence map: bands and lines where they belong."""

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.path import Path

from helpers import experiments, explorers, model, plotting
from helpers.experiments import confidence
from helpers.explorers._belief_map import AREA, MIDDLE, N_BANDS, corners
from helpers.explorers._confidence_map import as_sure

numbers = experiments.confidence_numbers


@pytest.fixture
def maps(lend):
    return lend("confidence_map")


def band_at(belief, point):
    """Return the last band painted over a point."""
    painted = [
        i
        for i, band in enumerate(corners(belief))
        if Path(band).contains_point(point)
    ]
    return painted[-1]


@pytest.mark.parametrize(
    ("w", "b"),
    [
        ([0.3, 1.2], -4.0),
        ([-0.8, 0.1], 2.0),
        ([6.0, -9.0], 10.0),
        ([0.02, 0.01], 0.1),
        ([0.0, 1e-3], -8.0),
    ],
)
def test_each_point_is_painted_in_the_band_of_its_probability(w, b):
    belief = confidence.Belief(np.array(w), b, 0.5, 0, 0.0, 1.0)
    rng = np.random.default_rng(0)
    k = N_BANDS
    for point in rng.uniform(*np.transpose(AREA), (60, 2)):
        p_hat = model.predict_proba([point], w, b)[0]
        assert band_at(belief, point) == min(int(p_hat * k), k - 1)


def test_without_weights_all_is_white():
    belief = confidence.Belief(np.zeros(2), 0.0, 0.5, 0, None, None)
    bands = {band_at(belief, at) for at in ((-4.9, -3.9), (1, 4), (6.9, 11.9))}
    assert bands == {N_BANDS // 2}
    p_hat = (bands.pop() + 0.5) / N_BANDS
    np.testing.assert_allclose(
        plotting.CONFIDENCE(p_hat)[:3], [1, 1, 1], atol=0.01
    )


def test_epochs_move_lines_and_markers_and_no_descent(maps, monkeypatch):
    monkeypatch.setattr(confidence, "gradient_descent", pytest.fail)
    for epoch in (1, 60):
        maps.epoch.value = epoch
        n = numbers(epoch)
        for way, belief in (("raw", n.raw), ("centred", n.centred)):
            solid, low, high = maps.maps[way].lines
            for line, p_hat in ((solid, 0.5), (low, 0.1), (high, 0.9)):
                x = line.get_xydata()
                if np.isfinite(x).all():
                    np.testing.assert_allclose(
                        model.predict_proba(x, belief.w, belief.b), p_hat
                    )
            assert np.isfinite(solid.get_xydata()).all()
            np.testing.assert_array_equal(
                maps.here[way].get_xydata(), [[epoch, belief.loss]]
            )
        assert f"Epoch {epoch}." in maps.live.reading
        assert f"{n.raw.errors:,} of 20,000" in maps.live.reading


def test_the_boundary_is_as_far_from_the_mark_as_is_said(maps):
    for epoch in (1, 30, 100):
        maps.epoch.value = epoch
        n = numbers(epoch)
        for belief in (n.raw, n.centred):
            z = belief.w @ MIDDLE + belief.b
            away = abs(z) / np.hypot(*belief.w)
            assert abs(belief.offset) == pytest.approx(away)


def test_each_line_is_named_where_it_leaves_the_map(maps):
    for epoch in (0, 1, 5, 100):
        maps.epoch.value = epoch
        n = numbers(epoch)
        named = {"½": 0.5, "0.1": 0.1, "0.9": 0.9}
        for way, belief in (("raw", n.raw), ("centred", n.centred)):
            ax = maps.maps[way].lines[0].axes
            found = [t for t in ax.texts if t.get_text() in named]
            assert bool(found) == bool(epoch)
            for text in found:
                at = AREA[0][1], text.get_position()[1]
                p_hat = model.predict_proba([at], belief.w, belief.b)[0]
                assert p_hat == pytest.approx(named[text.get_text()])
                assert AREA[1][0] <= at[1] <= AREA[1][1]


def test_no_words_of_the_picture_meet(maps):
    for epoch in (0, 1, 2, 5, 20, 50, 100):
        maps.epoch.value = epoch
        for shown in maps.maps.values():
            ax = shown.lines[0].axes
            places = [
                text.get_window_extent()
                for text in ax.texts
                if text.get_text() and text.get_visible()
            ]
            for place, other in combinations(places, 2):
                assert not place.overlaps(other)
            (middle,) = [t for t in ax.texts if t.get_text() == "middle"]
            box = middle.get_window_extent()
            for line in shown.lines:
                if np.isfinite(line.get_xydata()).all():
                    path = line.get_transform().transform_path(line.get_path())
                    assert not path.intersects_bbox(box, filled=False)


def test_centred_was_as_sure_when_its_band_was_as_narrow():
    for epoch in (2, 5, 40, 100):
        raw, sure = numbers(epoch).raw, as_sure(epoch)
        assert numbers(sure).centred.width <= raw.width
        before = numbers(sure - 1).centred
        assert before.width is None or before.width > raw.width


def test_the_finding_tells_how_far_raw_is_behind(maps):
    def bold():
        return re.findall(r"\*\*(.+?)\*\*", maps.face.told["finding"])

    for epoch in (2, 5, 100):
        maps.epoch.value = epoch
        assert bold() == [str(as_sure(epoch))]
        assert as_sure(epoch) <= epoch
        off = f"{abs(numbers(epoch).raw.offset):.2f} from the middle"
        assert off in maps.face.told["finding"]
    maps.epoch.value = 1
    assert bold() == ["4.12"]
    maps.epoch.value = 0
    assert bold() == ["undecided"]
    assert "no boundary" in maps.live.reading


def test_the_prediction_is_answered_by_the_bands(maps):
    assert maps.face.told["answer"] == ""
    for guess, verdict in ((10, "Yes"), (50, "Not 50"), (100, "Not 100")):
        maps.guess.value = guess
        answer = maps.face.told["answer"]
        assert answer.startswith(f"{verdict}: at epoch {as_sure(100)} ")
        assert f"{numbers(100).raw.width:.2f}" in answer


def test_the_epoch_can_be_dragged_in_the_loss_only(maps):
    maps.dragged(maps.loss_ax, 41.6, 0.1, begins=True)
    assert maps.epoch.value == 42
    maps.dragged(maps.maps["raw"].lines[0].axes, 3.0, 2.0, begins=True)
    assert maps.epoch.value == 42


@pytest.mark.parametrize("epoch", [-1, 101, 1.5, "5"])
def test_an_epoch_that_is_none_is_refused(epoch):
    with pytest.raises(ValueError, match="epoch: expected a whole number"):
        explorers.confidence_map(epoch)
