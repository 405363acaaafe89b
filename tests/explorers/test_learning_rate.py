"""The view of the learning rate: data, presets, clicks, epochs."""

import pytest

from helpers import experiments
from helpers.experiments import learning_rate, one_feature
from tests.support.hands import picture


@pytest.mark.parametrize("dataset", experiments.DATASETS)
def test_data_can_be_changed(lend, dataset):
    explorer = lend("learning_rate", "separable")
    explorer.dataset.value = dataset
    p = one_feature.problem(dataset)
    assert explorer.rate.value == pytest.approx(1 / p.L, rel=0.02)
    assert (explorer.w0.min, explorer.w0.max) == p.w_limits
    assert explorer.plane_ax.get_ylim() == p.b_limits
    explorer.reset()
    assert explorer.dataset.value == "separable"
    assert "Epoch 200" in explorer.live.reading


def test_data_change_draws_once(lend, monkeypatch):
    explorer = lend("learning_rate")
    drawn = []
    monkeypatch.setattr(explorer.live, "update", drawn.append)
    explorer.dataset.value = "Challenger, raw"
    assert len(drawn) == 1


def test_epochs_by_button(lend):
    explorer = lend("learning_rate")
    player = explorer.player
    player.step.click()
    assert explorer.epoch.value == 200
    player.back.click()
    assert explorer.epoch.value == 199
    player.run.click()
    assert player.play.playing
    assert player.run.description == "Pause"
    player.play.value = 42
    assert explorer.epoch.value == 42
    player.run.click()
    assert not player.play.playing
    assert player.run.description == "Run"
    explorer.epoch.value = 0
    player.back.click()
    assert explorer.epoch.value == 0


def test_each_epoch_of_a_settled_run_is_seen(lend):
    explorer = lend("learning_rate")
    explorer.rate.value *= 4
    assert explorer.numbers().gap[-5:].max() < 1e-6
    for _ in range(3):
        before = picture(explorer)
        explorer.player.back.click()
        assert picture(explorer) != before


def test_presets_wait_for_a_prediction(make):
    explorer = make("learning_rate")
    assert explorer.preset_box.layout.visibility == "hidden"
    explorer.prediction.value = "never settle"
    assert explorer.preset_box.layout.visibility == "visible"
    assert "You predicted" in explorer.live.reading
    for label, button in explorer.presets.items():
        button.click()
        wanted = experiments.rate_presets("overlapping")[label]
        # To the nearest step of the slider.
        assert explorer.rate.value == pytest.approx(wanted, rel=0.012)
        assert explorer.numbers().verdict == label
    explorer.reset()
    assert explorer.preset_box.layout.visibility == "hidden"


def test_a_click_on_the_plane_sets_the_start(lend):
    explorer = lend("learning_rate")
    explorer.clicked(explorer.plane_ax, 1.5, -2.0)
    assert (explorer.w0.value, explorer.b0.value) == (1.5, -2.0)
    explorer.clicked(explorer.loss_ax, 3.0, 3.0)
    assert explorer.w0.value == 1.5


def test_epoch_moves_do_not_descend_again(lend, monkeypatch):
    explorer = lend("learning_rate")
    explorer.prediction.value = "never settle"
    monkeypatch.setattr(learning_rate, "gradient_descent", pytest.fail)
    explorer.epoch.value = 5
    assert "Epoch 5:" in explorer.live.reading


@pytest.mark.parametrize("dataset", experiments.DATASETS)
def test_no_rate_on_the_dial_leaves_the_float_range(lend, dataset):
    # So the view need not say what a run does that does.
    explorer = lend("learning_rate", dataset)
    low, high = explorer.dial_ax.get_xlim()
    p = one_feature.problem(dataset)
    for rate in (low, high):
        for w0 in p.w_limits:
            for b0 in p.b_limits:
                n = experiments.rate_numbers(dataset, rate, w0=w0, b0=b0)
                assert n.verdict != "diverged"
                assert n.run.n_epochs == 200
