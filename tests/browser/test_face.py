"""What the face promises for all explorers, on one that has everything."""

import base64

import pytest

from helpers.explorers._face import web
from tests.support import in_lab, shown
from tests.support.every_control import (
    drag_in_picture,
    reset,
    try_explorer,
)
from tests.support.in_lab import DARK, LIGHT, PROJECTOR

pytestmark = pytest.mark.browser
SAMPLE = (
    "from tests.support.sample_explorer import Sample\n"
    "sample = Sample()\nsample"
)
_SHAPE = """() => {
  const {content} = jupyterapp.shell.currentWidget;
  return [content.activeCellIndex, content.widgets.length, content.mode];
}"""


@pytest.fixture(scope="module")
def opened(lab, browser):
    """Page, faults and explorer: one page for all tests that only move."""
    address, folder = lab
    in_lab.write_cells(folder / "face.ipynb", [SAMPLE, "1 + 1"])
    page, faults = in_lab.open_page(browser, address, "face.ipynb", PROJECTOR)
    in_lab.run_all(page)
    (explorer,) = shown.widgets(page)
    yield page, faults, explorer
    page.context.close()


@pytest.fixture
def sample(opened):
    page, faults, explorer = opened
    python(page, "sample.delay = 0; sample.reset()")
    explorer.settle()
    yield explorer
    page.mouse.up()
    assert in_lab.errors_shown(page) == []
    assert faults == []


def python(page, code):
    """Run code in the kernel beside the notebook; return what it prints."""
    return in_lab.execute(page, code)


def number(sample, expression):
    return float(python(sample.page, f"print({expression})"))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_control(sample, theme):
    in_lab.use_screen(sample.page, PROJECTOR, theme)
    try_explorer(sample, sample.reading())


def test_keys_stay_with_the_face(sample):
    page = sample.page
    before = page.evaluate(_SHAPE)
    for control in (sample.slider("x"), sample.button("Run")):
        for key in ("ArrowDown", "ArrowUp", "x", "d", "d", "a", "b", "m"):
            sample.press(control, key)
    assert page.evaluate(_SHAPE) == before


def test_a_drag_leaves_the_slider_to_the_keys(sample):
    slider = sample.slider("x")
    sample.page.mouse.move(*shown.thumb_of(slider))
    sample.page.mouse.down()
    sample.page.mouse.move(*shown.thumb_of(slider, 0.5), steps=3)
    sample.page.mouse.up()
    sample.page.keyboard.press("ArrowRight")
    assert sample.value("x") == 0.1


def test_python_moves_the_slider_and_nothing_comes_back(sample):
    before = number(sample, "sample.drawn")
    sample.changes(lambda: python(sample.page, "sample.x.value = 0.34567"))
    sample.page.wait_for_timeout(500)
    assert sample.value("x") == 0.3
    assert number(sample, "sample.x.value") == 0.34567
    assert number(sample, "sample.drawn") == before + 1


def test_a_move_of_one_control_leaves_the_others(sample):
    python(sample.page, "sample.x.value = 0.34567")
    sample.changes(lambda: sample.press(sample.slider("epoch"), "End"))
    assert number(sample, "sample.x.value") == 0.34567


def test_the_status_line_waits_for_rest(sample):
    sample.page.wait_for_timeout(600)
    silent = sample.spoken()
    for _ in range(10):
        sample.press(sample.slider("x"), "ArrowLeft")
        sample.page.wait_for_timeout(80)
        assert sample.spoken() == silent
    sample.page.wait_for_timeout(1000)
    assert sample.spoken() == sample.finding() != silent


def test_slow_pictures_end_at_the_last_value(sample):
    python(sample.page, "sample.delay = 0.2")
    slider = sample.slider("x")
    sample.press(slider, "Home")
    for step in range(1, 13):
        sample.press(slider, "ArrowRight")
        assert shown.place_of(slider)[1] == step
    sample.page.wait_for_timeout(1000)
    assert sample.value("x") == number(sample, "sample.x.value") == -0.8


def test_a_reset_overtakes_no_move(sample):
    python(sample.page, "sample.delay = 0.2")
    for _ in range(4):
        sample.press(sample.slider("x"), "ArrowLeft")
    sample.button("Reset").click()
    sample.page.wait_for_timeout(1200)
    assert sample.value("x") == number(sample, "sample.x.value") == 1.0


def test_a_reset_in_one_go_with_a_move(sample):
    python(sample.page, "sample.delay = 0.3")
    sample.button("Reset").click()
    sample.press(sample.slider("x"), "ArrowLeft")
    sample.button("Reset").click()
    sample.page.wait_for_timeout(1200)
    assert sample.value("x") == number(sample, "sample.x.value") == 1.0


def test_moves_of_several_controls_all_arrive(sample):
    python(sample.page, "sample.delay = 0.2")
    sample.open_more()
    for label in ("epoch", "x", "height y", "size"):
        sample.press(sample.slider(label), "End")
    sample.page.wait_for_timeout(1000)
    held = python(sample.page, "print(*(c.value for c in sample.controls))")
    assert held == "None few 2.0 12 2.0 100.0"
    sample.button("Less").click()


def test_a_press_on_the_picture_is_not_lost(sample):
    python(sample.page, "sample.delay = 0.2")
    sample.press(sample.slider("epoch"), "ArrowRight")
    drag_in_picture(sample, (0.3, 0.5), (0.1, 0.5))
    sample.page.wait_for_timeout(1000)
    assert number(sample, "sample.x.value") < -1


def test_a_second_drag_leaves_the_end_of_the_first(sample):
    python(
        sample.page,
        "sample.delay = 0.4\nends = []\n"
        "sample.x.observe(lambda c: ends.append(c.new), 'value')",
    )
    drag_in_picture(sample, (0.5, 0.5), (0.3, 0.5), (0.1, 0.5))
    drag_in_picture(sample, (0.9, 0.5), (0.7, 0.5))
    sample.page.wait_for_timeout(2500)
    python(sample.page, "sample.delay = 0")
    assert number(sample, "min(ends)") < -1.6
    assert number(sample, "ends[-1]") > 0.5


def test_numbers_are_printed_for_people(sample):
    script = base64.b64encode(
        (web("_face.js") + "export { printed };").encode()
    ).decode()
    printed = sample.page.evaluate(
        """async source => {
          const url = "data:text/javascript;base64," + source;
          const {printed} = await import(url);
          return [printed(999.7, {significant: 3}),
            printed(-0.04, {decimals: 1}), printed(-1.26, {decimals: 1}),
            printed(8.2e-7, {significant: 2})];
        }""",
        script,
    )
    assert printed == ["1000", "0.0", "−1.3", "8.2 · 10⁻⁷"]


def test_a_drag_while_it_runs_never_goes_back(sample):
    python(
        sample.page,
        "xs = []\nsample.x.observe(lambda c: xs.append(c.new), 'value')",
    )
    sample.button("Run").click()
    drag_in_picture(sample, *((0.9 - 0.04 * i, 0.5) for i in range(16)))
    assert number(sample, "sample.x.value") < 0
    assert number(sample, "max(b - a for a, b in zip(xs[1:], xs[2:]))") < 0


def test_a_slider_in_the_hand_follows_python(sample):
    slider = sample.slider("x")
    sample.page.mouse.move(*shown.thumb_of(slider))
    sample.page.mouse.down()
    sample.page.mouse.move(*shown.thumb_of(slider, 0.2), steps=3)
    sample.settle()
    sample.changes(lambda: python(sample.page, "sample.reset()"))
    assert sample.value("x") == 1.0
    sample.page.mouse.up()
    assert sample.value("x") == 1.0


def test_other_data_bring_their_own_ends(sample):
    sample.open_more()
    sample.changes(sample.button("many").click)
    sample.press(sample.slider("epoch"), "End")
    sample.settle()
    assert sample.value("epoch") == 40
    sample.changes(sample.button("few").click)
    assert shown.place_of(sample.slider("epoch"))[1:] == [0, 12]
    sample.button("Less").click()


def test_run_goes_to_the_end_and_again(sample):
    for _ in range(2):
        sample.button("Run").click()
        sample.button("Pause").wait_for()
        sample.button("Run").wait_for()
        assert sample.value("epoch") == 12


def test_only_one_run_goes_on(sample):
    sample.open_more()
    sample.changes(sample.button("many").click)
    sample.page.evaluate(
        """() => {
          const run = document.querySelector('.odg .odg-main');
          for (let i = 0; i < 9; i++) run.click();
        }"""
    )
    sample.page.wait_for_timeout(600)
    sample.button("Pause").click()
    assert 1 < sample.value("epoch") <= 10
    sample.button("Less").click()


def test_run_does_not_wait_for_a_picture_that_is_the_same(sample):
    python(sample.page, "sample.path.set_visible(False)")
    sample.button("Run").click()
    sample.page.wait_for_timeout(2000)
    assert sample.value("epoch") == 12
    python(sample.page, "sample.path.set_visible(True)")


def test_a_reset_while_it_runs_lasts(sample):
    first = sample.everything()
    for _ in range(3):
        sample.changes(sample.button("Run").click)
        sample.page.wait_for_timeout(200)
        reset(sample)
        assert sample.everything() == first


def test_with_reduced_motion_run_jumps_to_the_end(sample):
    sample.page.emulate_media(reduced_motion="reduce")
    before = number(sample, "sample.drawn")
    sample.changes(sample.button("Run").click)
    sample.settle()
    assert sample.value("epoch") == 12
    assert number(sample, "sample.drawn") == before + 1
    sample.page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("width", [512, 390])
def test_a_narrow_page_cuts_nothing(sample, width):
    page = sample.page
    page.evaluate("jupyterapp.commands.execute('application:toggle-mode')")
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(500)
    sample.open_more()
    assert sample.misplaced() == []
    sample.button("Less").click()
    page.set_viewport_size({"width": 1024, "height": 768})
    page.evaluate("jupyterapp.commands.execute('application:toggle-mode')")
