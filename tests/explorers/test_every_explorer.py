"""Every explorer, moved by hand: pictures, readings, resets, stills."""

import json
import re
import threading

import numpy as np
import pytest
from IPython.core.formatters import IPythonDisplayFormatter

from helpers.explorers._controls import nearest
from helpers.explorers._explorer import Explorer
from tests.support.hands import (
    NAMES,
    between,
    options_of,
    other_options,
    picture,
    sliders,
    toggles,
)


@pytest.mark.parametrize("name", NAMES)
def test_each_slider_changes_the_picture_and_the_reading(lend, name):
    explorer = lend(name)
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


@pytest.mark.parametrize("name", NAMES)
def test_extremes_of_each_slider(lend, name):
    explorer = lend(name)
    for slider in sliders(explorer):
        log = "Log" in type(slider).__name__
        for end in (slider.min, slider.max):
            slider.value = 10**end if log else end
            reading = explorer.live.reading
            assert not re.search(r"\b(nan|inf)\b|-0\.0+\b", reading)
            assert "Nothing to draw" not in reading


@pytest.mark.parametrize("name", NAMES)
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


@pytest.mark.parametrize("name", NAMES)
def test_every_toggle_is_seen_or_read(lend, name):
    explorer = lend(name)
    for toggle in toggles(explorer):
        for option in other_options(toggle):
            before = picture(explorer), explorer.live.reading
            toggle.value = option
            assert (picture(explorer), explorer.live.reading) != before


@pytest.mark.parametrize("name", NAMES)
def test_first_values_are_steps_of_their_sliders(lend, name):
    # The browser rounds to steps: another value would not last.
    explorer = lend(name)
    for slider in sliders(explorer):
        assert nearest(slider, slider.value) == pytest.approx(
            slider.value, rel=1e-9
        )


@pytest.mark.parametrize("name", NAMES)
def test_controls_moved_by_several_threads(make, lend, name):
    explorer = make(name)
    failures = []

    def move(seed):
        rng = np.random.default_rng(seed)
        try:
            for _ in range(12):
                controls = explorer.controls
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
    untouched = lend(name)
    assert explorer.live.reading == untouched.live.reading
    assert picture(explorer) == picture(untouched)


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_label(lend, name):
    explorer = lend(name)
    for control in explorer.controls:
        assert control.description
        assert control.style.description_width == "initial"
    assert "<b>Try:</b>" in explorer.box.children[0].value


@pytest.mark.parametrize("name", NAMES)
def test_closed_explorers_and_repeated_cells(make, lend, name):
    first = make(name)
    second = make(name)
    assert first.live.closed
    assert first.box.comm is None
    for slider in sliders(first):
        slider.value = slider.min if "Log" not in str(slider) else 0.5
    first.refresh()
    first.reset()
    first.close()
    other = lend(name)
    assert not second.live.closed
    before = picture(other)
    sliders(second)[0].value *= 0.9
    assert picture(other) == before


@pytest.mark.parametrize("name", NAMES)
def test_the_still_is_of_the_first_state(lend, name, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **_: shown.append(data)
    )
    explorer = lend(name)
    IPythonDisplayFormatter()(explorer)
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
    figures = []

    class Broken(Explorer):
        def build(self):
            figures.append(self.live)
            raise RuntimeError("no axes")

    with pytest.raises(RuntimeError, match="no axes"):
        Broken("broken", hint="nothing", rows=[[]])
    assert [figure.closed for figure in figures] == [True]


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


def test_a_value_error_becomes_a_message(make, monkeypatch):
    explorer = make("sigmoid")

    def broken(*_):
        raise ValueError("w: expected one finite number, got nan")

    with monkeypatch.context() as patch:
        patch.setattr("helpers.explorers._sigmoid.sigmoid_numbers", broken)
        explorer.w.value = 2.0
        assert explorer.live.message.endswith("got nan")
    explorer.w.value = 3.0
    assert explorer.live.message == ""
