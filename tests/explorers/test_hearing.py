"""What hands do on the page is heard, once, and answered in one message."""

import pytest

from tests.support.hands import (
    NAMES,
    act,
    elsewhere,
    other_options,
    picture,
    sliders,
    toggles,
)

CHANGES = {"heard", "state", "told", "picture"}
# All over the picture: parts of its width and height.
PLACES = [(x / 12, y / 9) for x in range(13) for y in range(10)]


@pytest.fixture
def sent(monkeypatch):
    """Give a function that lists what a face sends from now on."""

    def listen(explorer):
        found = []
        monkeypatch.setattr(
            explorer.face,
            "_send",
            lambda message, buffers=None: found.append(
                set(message["state"])
                | {path[0] for path in message["buffer_paths"]}
            ),
        )
        return found

    return listen


@pytest.mark.parametrize("name", NAMES)
def test_a_moved_control_is_answered_in_one_message(lend, sent, name):
    explorer = lend(name)
    messages = sent(explorer)
    for slider in sliders(explorer):
        messages.clear()
        before, value = picture(explorer), elsewhere(slider)
        act(explorer, ("move", slider.label, value))
        assert slider.value == value
        assert explorer.face.state[slider.label] == value
        assert picture(explorer) != before
        # The first is this test's own, in the place of the page.
        assert messages[0] == {"acts"}
        assert len(messages) == 2
        assert {"heard", "state", "picture"} <= messages[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_description_is_sent_again_only_if_it_changed(lend, sent, name):
    explorer = lend(name)
    messages = sent(explorer)
    slider = explorer.big
    before = explorer.face.spec
    slider.value = elsewhere(slider)
    if explorer.face.spec == before:
        assert set().union(*messages) <= CHANGES
    assert len(messages) == 1


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_sent_if_nothing_changed(lend, sent, name):
    explorer = lend(name)
    messages = sent(explorer)
    explorer.refresh()
    for control in explorer.controls:
        control.value = control.value
    assert messages == []


@pytest.mark.parametrize("name", NAMES)
def test_an_option_is_chosen(lend, name):
    explorer = lend(name)
    for toggle in toggles(explorer):
        for option in other_options(toggle):
            act(explorer, ("move", toggle.label, option))
            assert toggle.value == option
            assert explorer.face.state[toggle.label] == option


@pytest.mark.parametrize("name", NAMES)
def test_what_lies_beyond_a_slider_is_clipped(lend, name):
    explorer = lend(name)
    for slider in sliders(explorer):
        for far, end in zip((-1e300, 1e300), slider.ends, strict=True):
            act(explorer, ("move", slider.label, far))
            assert explorer.face.state[slider.label] == end


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["a", None, [1.0], {}, float("nan")])
def test_what_no_control_can_hold_is_refused(lend, name, value):
    explorer = lend(name)
    before = explorer.face.state, explorer.live.reading
    for control in explorer.controls:
        if value is None and control in toggles(explorer):
            continue
        with pytest.raises(ValueError, match=f"{control.label}: expected"):
            act(explorer, ("move", control.label, value))
        assert (explorer.face.state, explorer.live.reading) == before
    # It is not tried again, and the next one is heard.
    value = elsewhere(explorer.big)
    act(explorer, ("move", explorer.big.label, value))
    assert explorer.big.value == value


def test_what_was_done_before_a_refused_act_is_shown(lend):
    explorer = lend("sigmoid")
    with pytest.raises(ValueError, match="bias b: expected"):
        act(
            explorer,
            ("move", "weight w", 2.0),
            ("move", "bias b", "a"),
        )
    assert explorer.face.state["weight w"] == 2.0
    assert "w = 2.0, b = 0.0" in explorer.face.told["reading"]


def test_an_unknown_control_is_ignored(lend):
    explorer = lend("sigmoid")
    before = explorer.face.state
    act(explorer, ("move", "no such", 1.0))
    assert explorer.face.state == before


def test_an_unknown_button_is_refused(lend):
    with pytest.raises(ValueError, match="button: expected one of"):
        act(lend("sigmoid"), ("press", "no such"))


def test_what_is_told_again_is_done_once(lend, monkeypatch):
    explorer = lend("sigmoid")
    done = []
    monkeypatch.setattr(explorer, "press", done.append)
    act(explorer, ("press", "one"))
    old = explorer.face.acts
    new = [old[-1][0] + 1, "press", "two"]
    explorer.face.acts = [*old, new]
    explorer.face.acts = [new]
    assert done == ["one", "two"]


def test_acts_are_done_in_their_order_and_drawn_once(lend, sent):
    explorer = lend("sigmoid")
    messages = sent(explorer)
    act(
        explorer,
        ("move", "weight w", 3.0),
        ("press", "Reset"),
        ("move", "bias b", -1.0),
    )
    assert explorer.face.state["weight w"] == 1.0
    assert explorer.face.state["bias b"] == -1.0
    assert len(messages) == 2


@pytest.mark.parametrize("name", NAMES)
def test_buttons_do_what_press_does(lend, name):
    explorer = lend(name)
    for label in [*explorer.presets, "Reset"]:
        explorer.reset()
        explorer.press(label)
        found = explorer.face.told, picture(explorer)
        explorer.reset()
        act(explorer, ("press", label))
        assert (explorer.face.told, picture(explorer)) == found


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_can_be_pressed_where_it_says_so(lend, name):
    explorer = lend(name)
    before = explorer.face.state

    def answers(at):
        act(explorer, ("drag", *at, "down"))
        return explorer.face.state != before

    if explorer.face.spec["draggable"]:
        assert any(map(answers, PLACES))


@pytest.mark.parametrize("name", NAMES)
def test_a_drag_ends_at_the_edge_of_its_axes(lend, name):
    explorer = lend(name)
    for at in PLACES[::9]:
        before = explorer.face.state
        act(explorer, ("drag", *at, "down"), ("drag", 0, 1, "move"))
        act(explorer, ("drag", 1, 0, "move"))
        assert "Nothing to draw" not in explorer.live.reading
        if explorer.live.axes_at(*at) is None:
            assert explorer.face.state == before


@pytest.mark.parametrize("name", NAMES)
def test_a_drag_moves_by_steps_of_the_sliders(lend, name):
    explorer = lend(name)
    for at in PLACES[::9]:
        act(explorer, ("drag", *at, "down"), ("drag", 0.3, 0.4, "move"))
        for slider in sliders(explorer):
            assert slider.nearest(slider.value) == pytest.approx(
                slider.value, rel=1e-9
            ), slider


def test_a_closed_explorer_hears_nothing(make):
    explorer = make("sigmoid")
    explorer.close()
    before = picture(explorer)
    act(explorer, ("drag", 0.3, 0.5, "down"), ("drag", 0.4, 0.5, "move"))
    act(explorer, ("move", "weight w", 3.0), ("press", "Reset"))
    assert picture(explorer) == before
