"""Explorers: their numbers against the model, their views by hand."""

import json
import re
import threading

import numpy as np
import pytest

from helpers import (
    experiments,
    explorers,
    live,
)
from helpers.experiments import learning_rate as rate_module
from helpers.experiments import one_feature, race
from helpers.explorers._explorer import Explorer, inside, nearest

MAKERS = {
    "learning_rate": explorers.learning_rate,
    "odds_bench": explorers.odds_bench,
    "sigmoid": explorers.sigmoid,
    "loss": explorers.loss,
    "race_of_rates": explorers.race_of_rates,
    "centre_scale_lab": explorers.centre_scale_lab,
    "separability_switch": explorers.separability_switch,
    "confidence_map": explorers.confidence_map,
    "graph_stepper": explorers.graph_stepper,
}


@pytest.fixture
def make():
    made = []

    def maker(name, /, *args, **options):
        made.append(MAKERS[name](*args, **options))
        return made[-1]

    yield maker
    for explorer in made:
        explorer.close()


def sliders(explorer):
    return [c for c in explorer._controls if hasattr(c, "continuous_update")]


def toggles(explorer):
    return [c for c in explorer._controls if hasattr(c, "options")]


def options_of(toggle):
    return [o if isinstance(o, tuple) else (o, o) for o in toggle.options]


def other_options(toggle):
    return [v for _, v in options_of(toggle) if v != toggle.value]


def between(slider, share):
    """Return the value at a part of the way of a slider."""
    at = slider.min + share * (slider.max - slider.min)
    base = getattr(slider, "base", None)
    return type(slider.value)(at if base is None else base**at)


def picture(explorer):
    return bytes(explorer.live.image.value)


def message(explorer):
    return explorer.live._message.get_text()


def test_clipping_keeps_nan():
    values = inside([np.nan, -1e300, np.inf, 0.5], 0, 1)
    np.testing.assert_array_equal(values, [np.nan, -100, 101, 0.5])


# Views.


@pytest.mark.parametrize("name", MAKERS)
def test_each_slider_changes_the_picture_and_the_reading(make, name):
    explorer = make(name)
    for slider in sliders(explorer):
        if slider.description == "epoch":
            slider.value = 3
        before = picture(explorer), explorer.reading.value
        slider.value += slider.step if slider.value < slider.max else -1
        if "Log" in type(slider).__name__:
            slider.value *= 3
        assert picture(explorer) != before[0]
        assert explorer.reading.value != before[1]
        assert explorer.live.image.tooltip == explorer.live.reading


@pytest.mark.parametrize("name", MAKERS)
def test_extremes_of_each_slider(make, name):
    explorer = make(name)
    for slider in sliders(explorer):
        log = "Log" in type(slider).__name__
        for end in (slider.min, slider.max):
            slider.value = 10**end if log else end
            reading = explorer.live.reading
            assert not re.search(r"\b(nan|inf)\b|-0\.0+\b", reading)
            assert "Nothing to draw" not in reading


@pytest.mark.parametrize("name", MAKERS)
def test_reset_brings_the_first_picture_back(make, name):
    explorer = make(name)
    before = picture(explorer), explorer.live.reading
    for slider in sliders(explorer):
        slider.value = slider.min if "Log" not in str(slider) else 0.5
    assert picture(explorer) != before[0]
    for toggle in toggles(explorer):
        toggle.value = other_options(toggle)[0]
    if explorer.player is not None:
        explorer.player.run.click()
    explorer.reset()
    assert (picture(explorer), explorer.live.reading) == before
    if explorer.player is not None:
        # A moment that was on its way when the reset came.
        explorer.player.play.value += 1
    assert (picture(explorer), explorer.live.reading) == before


@pytest.mark.parametrize("name", MAKERS)
def test_every_toggle_is_seen_or_read(make, name):
    explorer = make(name)
    for toggle in toggles(explorer):
        for option in other_options(toggle):
            before = picture(explorer), explorer.live.reading
            toggle.value = option
            assert (picture(explorer), explorer.live.reading) != before


@pytest.mark.parametrize("name", MAKERS)
def test_first_values_are_steps_of_their_sliders(make, name):
    # The browser rounds to steps: another value would not last.
    explorer = make(name)
    for slider in sliders(explorer):
        assert nearest(slider, slider.value) == pytest.approx(
            slider.value, rel=1e-9
        )


@pytest.mark.parametrize("name", MAKERS)
def test_controls_moved_by_several_threads(make, name):
    explorer = make(name)
    failures = []

    def move(seed):
        rng = np.random.default_rng(seed)
        try:
            for _ in range(12):
                controls = explorer._controls
                control = controls[rng.integers(len(controls))]
                if control in toggles(explorer):
                    control.value = rng.choice(
                        [value for _, value in options_of(control)]
                    )
                else:
                    control.value = between(control, rng.random())
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=move, args=(i,)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    explorer.reset()
    fresh = make(name, name="fresh")
    assert explorer.live.reading == fresh.live.reading
    assert picture(explorer) == picture(fresh)


@pytest.mark.parametrize("name", MAKERS)
def test_every_control_has_a_label(make, name):
    explorer = make(name)
    for control in explorer._controls:
        assert control.description
        assert control.style.description_width == "initial"
    assert "<b>Try:</b>" in explorer.box.children[0].value


@pytest.mark.parametrize("name", MAKERS)
def test_closed_explorers_and_repeated_cells(make, name):
    first = make(name)
    second = make(name)
    assert first.live.closed
    assert first.box.comm is None
    for slider in sliders(first):
        slider.value = slider.min if "Log" not in str(slider) else 0.5
    first.refresh()
    first.reset()
    first.close()
    other = make(name, name="a second one")
    assert not second.live.closed
    before = picture(other)
    sliders(second)[0].value *= 0.9
    assert picture(other) == before


@pytest.mark.parametrize("name", MAKERS)
def test_the_still_is_of_the_first_state(make, name, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **_: shown.append(data)
    )
    explorer = make(name)
    explorer._ipython_display_()
    sliders(explorer)[0].value *= 0.9
    explorer.show()
    assert shown[0] == shown[1]
    json.dumps(shown[0])
    assert "0x" not in shown[0]["text/plain"]


def test_a_closed_explorer_shows_its_still(make, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **_: shown.append(data)
    )
    explorer = make("learning_rate")
    explorer.close()
    explorer.show()
    assert shown[0].keys() == {"text/plain", "image/png"}
    explorer.dataset.value = "separable"
    assert explorer.live.figure.axes == []


def test_what_cannot_be_built_is_closed():
    class Broken(Explorer):
        def build(self):
            raise RuntimeError("no axes")

    with pytest.raises(RuntimeError, match="no axes"):
        Broken("broken", "nothing", (4, 3), 1, [[]])
    assert not any(name == "broken" for name, _ in live.figure._open)


def test_views_refuse_what_their_sliders_cannot_show(make):
    for name, value in (
        ("sigmoid", 20.0),
        ("sigmoid", np.nan),
        ("sigmoid", "a"),
        ("race_of_rates", 50.0),
        ("odds_bench", None),
        ("centre_scale_lab", -50.0),
        ("separability_switch", 6.0),
    ):
        with pytest.raises(ValueError, match=r"expected one number"):
            make(name, value)
    for value in ("iris", ["overlapping"], None):
        with pytest.raises(ValueError, match="dataset: expected one of"):
            make("learning_rate", value)


def test_a_run_goes_on_from_where_the_slider_is_put(make):
    player = make("learning_rate").player
    player.run.click()
    assert (player.slider.value, player.play.value) == (0, 0)
    player.play.value = 31
    player.slider.value = 80
    assert player.play.value == 80


def test_a_value_error_becomes_a_message(make, monkeypatch):
    explorer = make("sigmoid")

    def broken(*_):
        raise ValueError("w: expected one finite number, got nan")

    with monkeypatch.context() as patch:
        patch.setattr("helpers.explorers._sigmoid.sigmoid_numbers", broken)
        explorer.w.value = 2.0
        assert message(explorer).endswith("got nan")
    explorer.w.value = 3.0
    assert message(explorer) == ""


def test_certainty_is_told_in_the_picture(make):
    bench = make("odds_bench")
    bench.p.value = 1.0
    assert "certainty" in message(bench)
    bench.p.value = 0.5
    assert message(bench) == ""
    losses = make("loss")
    losses.p.value = 0.0
    assert "infinite" in message(losses)
    losses.y.value = 0
    assert message(losses) == ""


def test_divergence_is_told_in_the_picture(make, monkeypatch):
    explorer = make("learning_rate")
    real = rate_module.gradient_descent

    def wild(X, y, *, learning_rate, **options):
        return real(X, y, learning_rate=1e308, **options)

    monkeypatch.setattr(rate_module, "gradient_descent", wild)
    explorer.rate.value = 100.0
    assert "left the float range" in message(explorer)
    explorer.epoch.value = 0
    assert "Epoch 0" in explorer.live.reading


@pytest.mark.parametrize("dataset", experiments.DATASETS)
def test_data_can_be_changed(make, dataset):
    explorer = make("learning_rate", "separable")
    explorer.dataset.value = dataset
    p = one_feature.problem(dataset)
    assert explorer.rate.value == pytest.approx(1 / p.L, rel=0.02)
    assert (explorer.w0.min, explorer.w0.max) == p.w_limits
    assert explorer.plane_ax.get_ylim() == p.b_limits
    explorer.reset()
    assert explorer.dataset.value == "separable"
    assert "Epoch 200" in explorer.live.reading


def test_data_change_draws_once(make, monkeypatch):
    explorer = make("learning_rate")
    drawn = []
    monkeypatch.setattr(explorer.live, "update", drawn.append)
    explorer.dataset.value = "Challenger, raw"
    assert len(drawn) == 1


def test_epochs_by_button(make):
    explorer = make("learning_rate")
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


def test_each_epoch_of_a_settled_run_is_seen(make):
    explorer = make("learning_rate")
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


def test_a_click_on_the_plane_sets_the_start(make):
    explorer = make("learning_rate")
    explorer._clicked(explorer.plane_ax, 1.5, -2.0)
    assert (explorer.w0.value, explorer.b0.value) == (1.5, -2.0)
    explorer._clicked(explorer.loss_ax, 3.0, 3.0)
    assert explorer.w0.value == 1.5
    curve = make("sigmoid")
    curve._clicked(curve.curve_ax, -2.0, 0.5)
    assert curve.x.value == -2.0


def test_epoch_moves_do_not_descend_again(make, monkeypatch):
    explorer = make("learning_rate")
    racers = make("race_of_rates")
    explorer.prediction.value = "never settle"
    monkeypatch.setattr(rate_module, "gradient_descent", pytest.fail)
    monkeypatch.setattr(race.descent, "race", pytest.fail)
    explorer.epoch.value = 5
    racers.epoch.value = 5
    assert "Epoch 5:" in explorer.live.reading
