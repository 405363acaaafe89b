"""Every explorer, moved from Python: pictures, words, resets, stills."""

import gc
import json
import re
import threading
import weakref

import numpy as np
import pytest
from IPython.core.formatters import IPythonDisplayFormatter

from helpers.explorers._controls import Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._told import Mark, Told
from tests.support.hands import (
    NAMES,
    between,
    elsewhere,
    extremes,
    other_options,
    picture,
    sliders,
    toggles,
)


@pytest.mark.parametrize("name", NAMES)
def test_each_slider_changes_the_picture_and_the_reading(lend, name):
    explorer = lend(name)
    for slider in sliders(explorer):
        before = picture(explorer), explorer.live.reading
        slider.value = elsewhere(slider)
        assert picture(explorer) != before[0], slider
        assert explorer.live.reading != before[1], slider
        assert explorer.face.told["reading"] == explorer.live.reading


@pytest.mark.parametrize("name", NAMES)
def test_extremes_are_drawn_and_read(lend, name):
    explorer = lend(name)
    for where in extremes(explorer):
        reading = explorer.live.reading
        assert not re.search(r"\b(nan|inf)\b|-0(\.0+)?(?!\.?\d)", reading), (
            where,
            reading,
        )
        assert "Nothing to draw" not in reading, where


@pytest.mark.parametrize("name", NAMES)
def test_reset_brings_the_first_picture_back(make, name):
    explorer = make(name)
    before = picture(explorer), explorer.face.told, explorer.face.state
    for slider in sliders(explorer):
        slider.value = slider.ends[0]
    assert picture(explorer) != before[0]
    for toggle in toggles(explorer):
        toggle.value = other_options(toggle)[0]
    explorer.press("Reset")
    assert picture(explorer) == before[0]
    assert (explorer.face.told, explorer.face.state) == before[1:]


@pytest.mark.parametrize("name", NAMES)
def test_every_toggle_is_seen_or_read(lend, name):
    explorer = lend(name)
    for toggle in toggles(explorer):
        for option in other_options(toggle):
            if toggle is explorer.prediction:
                # Two predictions may have one answer.
                toggle.value = None
            before = picture(explorer), explorer.face.told
            toggle.value = option
            assert (picture(explorer), explorer.face.told) != before


@pytest.mark.parametrize("name", NAMES)
def test_a_prediction_has_an_answer_that_reset_takes_away(lend, name):
    explorer = lend(name)
    if explorer.prediction is None:
        assert explorer.face.told["answer"] == ""
        return
    assert (explorer.prediction.value, explorer.tell().answer) == (None, "")
    for option in explorer.prediction.options:
        explorer.prediction.value = option
        assert explorer.tell().answer
    explorer.reset()
    assert explorer.face.told["answer"] == ""


@pytest.mark.parametrize("name", NAMES)
def test_each_preset_leads_elsewhere_at_one_draw(lend, name, monkeypatch):
    explorer = lend(name)
    found = []
    for label in explorer.presets:
        explorer.reset()
        with monkeypatch.context() as patch:
            drawn = counted(explorer, patch)
            explorer.press(label)
        # None, where it leads to the first state.
        assert len(drawn) <= 1
        found.append(explorer.live.reading)
    assert len(set(found)) == len(found)


def counted(explorer, patch):
    """Return a list that grows by one at each picture."""
    drawn, render = [], explorer.live.render

    def count(reading):
        drawn.append(reading)
        return render(reading)

    patch.setattr(explorer.live, "render", count)
    return drawn


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_is_drawn_once(lend, name, monkeypatch):
    explorer = lend(name)
    drawn = counted(explorer, monkeypatch)
    with explorer.batch(), explorer.batch():
        for slider in sliders(explorer):
            slider.value = elsewhere(slider)
    assert len(drawn) == 1


def test_a_batch_that_fails_shows_what_was_set_before(lend):
    explorer = lend("sigmoid")
    with pytest.raises(ValueError, match="bias b"), explorer.batch():
        explorer.w.value = 2.0
        explorer.b.value = 99.0
    assert explorer.face.state["weight w"] == 2.0
    assert explorer.live.reading.startswith("w = 2.0, b = 0.0")


@pytest.mark.parametrize("name", NAMES)
def test_first_values_are_steps_of_their_sliders(lend, name):
    # The browser moves by steps: another value could not be found again.
    for slider in sliders(lend(name)):
        assert slider.nearest(slider.value) == pytest.approx(
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
                    options = control.options
                    control.value = options[rng.integers(len(options))]
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
    assert explorer.face.told == untouched.face.told
    assert picture(explorer) == picture(untouched)


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_all_different(lend, name):
    explorer = lend(name)
    labels = [control.label for control in explorer.controls]
    assert all(labels)
    assert len({*labels, *explorer.presets, "Reset"}) == (
        len(labels) + len(explorer.presets) + 1
    )


@pytest.mark.parametrize("name", NAMES)
def test_closed_explorers_and_repeated_cells(make, lend, name):
    first = make(name)
    second = make(name)
    assert first.live.closed
    assert first.face.comm is None
    before = picture(first)
    for slider in sliders(first):
        slider.value = slider.ends[0]
    first.refresh()
    first.rebuild()
    first.reset()
    first.close()
    assert picture(first) == before
    assert first.live.figure.axes == []
    other = lend(name)
    assert not second.live.closed
    before = picture(other)
    sliders(second)[0].value = elsewhere(sliders(second)[0])
    assert picture(other) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_closed_explorer_is_freed(make, name):
    # Not by `make`, which would keep it.
    explorer = type(make(name))(name="freed")
    gone = [weakref.ref(explorer), weakref.ref(explorer.face)]
    explorer.close()
    del explorer
    gc.collect()
    assert [ref() for ref in gone] == [None, None]


@pytest.fixture
def shown(monkeypatch):
    """Return a list of what cells show."""
    found = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **_: found.append(data)
    )
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_still_is_of_the_first_state(lend, name, shown):
    explorer = lend(name)
    IPythonDisplayFormatter()(explorer)
    slider = sliders(explorer)[0]
    slider.value = elsewhere(slider)
    explorer.show()
    assert shown[0] == shown[1]
    json.dumps(shown[0])
    assert "0x" not in shown[0]["text/plain"]


def test_a_closed_explorer_shows_its_still(make, shown):
    explorer = make("sigmoid")
    explorer.close()
    explorer.show()
    assert shown[0].keys() == {"text/plain", "image/png"}


class Made(Explorer):
    """One that cannot be made: its parts raise, or tell what is no mark."""

    question, hint = "What is left?", "Nothing."
    error: type[Exception] | None = None
    made = None

    def build(self):
        type(self).made = self
        if self.error:
            raise self.error("no axes")

    def draw(self):
        return "Nothing."

    def tell(self):
        return Told("**0**", under=[Mark("a", "no number")])


class Broken(Made):
    error = RuntimeError


@pytest.mark.parametrize("kind", [Made, Broken])
def test_what_cannot_be_made_is_closed(kind):
    with pytest.raises((RuntimeError, TypeError)):
        kind("broken", big=Slider("x", 0, 0, 1, 1))
    assert kind.made.live.closed
    assert not hasattr(kind.made, "face") or kind.made.face.comm is None


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


def test_a_value_error_becomes_a_message(make, monkeypatch):
    explorer = make("sigmoid")

    def broken(*_):
        raise ValueError("w: expected one finite number, got nan")

    with monkeypatch.context() as patch:
        patch.setattr("helpers.explorers._sigmoid.sigmoid_numbers", broken)
        explorer.w.value = 2.0
        assert explorer.live.message.endswith("got nan")
        assert explorer.face.told["finding"] == explorer.live.message
        assert explorer.face.told["reading"] == explorer.live.message
    explorer.w.value = 3.0
    assert explorer.live.message == ""
    assert "got nan" not in explorer.face.told["finding"]
