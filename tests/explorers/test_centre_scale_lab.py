"""The view of centre × scale: paths, choices, words."""

import numpy as np
import pytest

from helpers import experiments
from helpers.experiments import centre_scale
from helpers.explorers._centre_scale_lab import CENTRES

STANDARDIZED_FOR_ALL = centre_scale.RATES[2]


def test_a_bad_start_of_the_lab_is_named(lend):
    with pytest.raises(ValueError, match="unit: expected"):
        lend("centre_scale_lab", 3.0, -1.0)


def test_epoch_moves_do_not_descend_again(lend, monkeypatch):
    lab = lend("centre_scale_lab")
    monkeypatch.setattr(centre_scale, "gradient_descent", pytest.fail)
    lab.epoch.value = 5
    assert "epoch 5." in lab.live.reading
    lab.prediction.value = "centred"
    assert "(you said: centred)" in lab.live.reading


def test_moving_the_offset_leaves_centred_pictures_alone(lend):
    lab = lend("centre_scale_lab", 2.0, 3.0)

    def drawn():
        return {name: p.get_xydata() for name, p in lab.paths.items()}

    before = drawn()
    lab.offset.value = 6.0
    after = drawn()
    for name, (center, _) in centre_scale.PREPARATIONS.items():
        same = np.allclose(before[name], after[name], atol=1e-6)
        assert same == center


def test_every_choice_changes_picture_and_reading(lend):
    lab = lend("centre_scale_lab")
    seen = {(bytes(lab.live.image.value), lab.live.reading)}
    readings = {lab.live.reading}
    for rate in centre_scale.RATES[1:]:
        lab.rate.value = rate
        seen.add((bytes(lab.live.image.value), lab.live.reading))
        readings.add(lab.live.reading)
    assert len(seen) == len(readings) == 3
    assert len({picture for picture, _ in seen}) == 3
    for guess in lab.prediction.options:
        lab.prediction.value = guess
        readings.add(lab.live.reading)
    assert len(readings) == 3 + len(lab.prediction.options)


def test_paths_end_at_the_epoch_and_frames_hold_start_and_minimum(lend):
    lab = lend("centre_scale_lab")
    lab.epoch.value = 7
    assert all(len(p.get_xdata()) == 8 for p in lab.paths.values())
    centres = np.array(list(CENTRES.values()))
    for offset, unit in ((0.0, 1.0), (10.0, 10.0), (10.0, 0.1)):
        lab.offset.value, lab.unit.value = offset, unit
        for line in (lab.starts, lab.minima):
            assert np.abs(line.get_xydata() - centres).max() < 1


def test_rates_beyond_the_limit_are_named(lend):
    lab = lend("centre_scale_lab")
    assert "Beyond" not in lab.live.reading
    lab.factor.value = 2.5
    assert "promised: raw, centred, scaled, standardized." in lab.live.reading
    lab.factor.value = 1.0
    lab.rate.value = STANDARDIZED_FOR_ALL
    assert "promised: raw, centred, scaled." in lab.live.reading
    assert "raw 890 / never" in lab.live.reading


def test_reset_stops_the_player(lend):
    lab = lend("centre_scale_lab")
    lab.player.run.click()
    lab.player.play.value = 60
    assert lab.epoch.value == 60
    lab.reset()
    assert not lab.player.play.playing
    assert lab.epoch.value == 20


@pytest.mark.parametrize("rate", centre_scale.RATES)
def test_no_rate_on_its_slider_leaves_the_float_range(lend, rate):
    # So the view need not say what a run does that does.
    lab = lend("centre_scale_lab")
    for offset in (lab.offset.min, lab.offset.max):
        for unit in (2.0**lab.unit.min, 2.0**lab.unit.max):
            n = experiments.centre_scale_numbers(
                offset, unit, factor=10.0**lab.factor.max, rate=rate
            )
            assert not any(way.run.diverged for way in n.preparations.values())
