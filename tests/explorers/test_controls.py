"""Controls: values are checked, steps and shares are those of the page."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.explorers._controls import Choice, Slider

plain = Slider("weight w", 1.0, -8.0, 8.0, 0.1, digits=1)
whole = Slider("epoch", 3, 0, 200, 1)
rate = Slider("rate", 0.1, -3.0, 1.0, 0.01, base=10.0)
two = Slider("margin", 4.0, -2, 6, 1, base=2)


@pytest.mark.parametrize("slider", [plain, whole, rate, two])
@given(share=st.floats(-0.5, 1.5))
def test_the_nearest_step_can_be_set_and_is_its_own_nearest(slider, share):
    at = slider.low + share * (slider.high - slider.low)
    value = at if slider.base is None else slider.base**at
    found = slider.nearest(value)
    slider.value = found
    assert slider.value == found
    assert type(slider.value) is (int if slider.whole else float)
    assert slider.nearest(found) == found
    along = slider.share(found) * (slider.high - slider.low) / slider.step
    assert along == pytest.approx(round(along), abs=1e-6)
    inside = np.clip(at, slider.low, slider.high)
    end = (slider.low, slider.high)
    assert abs(end[0] + slider.step * along - inside) <= 0.51 * slider.step


@pytest.mark.parametrize("slider", [plain, whole, rate, two])
def test_a_share_is_the_part_of_the_way(slider):
    low, high = slider.ends
    middle = (low + high) / 2 if slider.base is None else (low * high) ** 0.5
    shares = [slider.share(v) for v in (low, middle, high, high * 99)]
    assert shares == pytest.approx([0, 0.5, 1, 1])


def test_a_last_step_cut_short_ends_at_the_end():
    slider = Slider("uneven", 0.0, 0.0, 1.0, 0.4)
    assert slider.nearest(1.0) in (0.8, 1.0)
    slider = Slider("uneven", 0.0, 0.0, 1.0, 0.6)
    assert slider.nearest(1.0) == 1.0


@pytest.mark.parametrize("value", [9.0, -8.1, "a", None, np.nan, [1.0]])
def test_what_is_not_on_a_slider_is_refused(value):
    slider = Slider("weight w", 1.0, -8.0, 8.0, 0.1)
    with pytest.raises(ValueError, match="weight w: expected one number"):
        slider.value = value
    assert slider.value == 1.0
    with pytest.raises(ValueError, match="weight w: expected one number"):
        Slider("weight w", value, -8.0, 8.0, 0.1)


def test_what_is_heard_is_clipped_and_rounded():
    slider = Slider("epoch", 3, 0, 200, 1)
    for heard, value in ((7.0, 7), (6.6, 7), (1e9, 200), (-1, 0)):
        slider.receive(heard)
        assert slider.value == value
        assert type(slider.value) is int


@pytest.mark.parametrize("value", ["a", None, np.nan, np.inf, [1.0], {}])
def test_what_is_heard_and_no_number_is_refused(value):
    slider = Slider("epoch", 3, 0, 200, 1)
    with pytest.raises(ValueError, match="epoch: expected one finite number"):
        slider.receive(value)
    assert slider.value == 3


def test_an_equal_value_is_no_change():
    slider = Slider("weight w", 1.0, -8.0, 8.0, 0.1)
    changes = []
    slider.observe(changes.append, "value")
    slider.value = 1
    slider.receive(1)
    assert changes == []
    slider.receive(1.1)
    assert len(changes) == 1


def test_ends_move_with_a_value_that_lies_between_them():
    slider = Slider("start", 1.0, -8.0, 8.0, 0.1)
    slider.move(10.0, 20.0, 15.0)
    assert (slider.ends, slider.value) == ((10.0, 20.0), 15.0)
    with pytest.raises(ValueError, match="start: expected one number from 0"):
        slider.move(0.0, 1.0, 5.0)
    assert (slider.ends, slider.value) == ((10.0, 20.0), 15.0)


def test_whole_ends_of_a_logarithmic_slider_are_exponents():
    slider = Slider("margin", 0.3, -2, 6, 1, base=2)
    assert slider.value == 0.3
    assert slider.ends == (0.25, 64)


@pytest.mark.parametrize("slider", [plain, whole, rate, two])
def test_a_description_is_fit_for_json(slider):
    described = slider.describe()
    assert json.loads(json.dumps(described, allow_nan=False)) == described
    shown = {"decimals", "significant"} & described.keys()
    assert shown == {"decimals" if slider.base is None else "significant"}


def test_digits_are_those_of_the_kind():
    found = [
        (plain, "decimals", 1),
        (whole, "decimals", 0),
        (rate, "significant", 3),
        (Slider("x", 0.5, 0.0, 1.0, 0.1), "decimals", 2),
    ]
    for slider, kind, digits in found:
        assert slider.describe()[kind] == digits


@pytest.mark.parametrize("value", [2, "1", [1], {}, 0.5])
def test_what_is_no_option_is_refused(value):
    choice = Choice("label y", [0, 1], 1)
    for put in (choice.receive, lambda v: setattr(choice, "value", v)):
        with pytest.raises(ValueError, match="label y: expected one of 0, 1"):
            put(value)
    assert choice.value == 1


def test_a_choice_can_be_open():
    choice = Choice("it will", ["fall", "rise"], None)
    assert choice.value is None
    choice.receive("fall")
    assert choice.value == "fall"
    choice.receive(None)
    assert choice.value is None


def test_controls_say_what_they_are():
    assert repr(plain).startswith("Slider('weight w', ")
    assert repr(Choice("y", [0, 1], 1)) == "Choice('y', 1)"
