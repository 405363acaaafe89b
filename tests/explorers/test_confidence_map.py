"""The view of the confidence map: bands and lines where they belong."""

import numpy as np
import pytest
from matplotlib.path import Path

from helpers import experiments, model, plotting
from helpers.experiments import confidence
from helpers.explorers._confidence_map import N_BANDS, corners

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
    for point in rng.uniform([-5, -4], [7, 12], (60, 2)):
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
        maps.player.slider.value = epoch
        n = numbers(epoch)
        for way, belief in (("raw", n.raw), ("centred", n.centred)):
            solid, low, high = maps.levels[way]
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


def test_epoch_zero_is_told_in_the_picture(maps):
    maps.player.slider.value = 0
    assert "no boundary" in maps.live.message
    assert "no boundary" in maps.live.reading
    maps.player.step.click()
    assert maps.player.slider.value == 1
    assert maps.live.message == ""


def test_reset_stops_the_run(maps):
    maps.player.run.click()
    maps.player.play.value = 42
    assert "Epoch 42." in maps.live.reading
    maps.reset()
    assert not maps.player.play.playing
    assert maps.player.slider.value == 5
