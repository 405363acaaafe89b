"""Each explorer in JupyterLab, each control by keyboard and by pointer."""

import pytest

pytestmark = pytest.mark.browser

NAMES = [
    "learning_rate",
    "odds_bench",
    "sigmoid",
    "loss",
    "race_of_rates",
    "graph_stepper",
]
CELLS = [
    "from helpers import explorers",
    *(f"explorers.{name}()" for name in NAMES),
]
SCREENS = {
    "desktop": ((1400, 900), "JupyterLab Light"),
    "projector": ((1024, 768), "JupyterLab Light"),
    "dark": ((1400, 900), "JupyterLab Dark"),
    "dark projector": ((1024, 768), "JupyterLab Dark"),
}
_PIXELS = """image => {
  if (!image.complete || !image.naturalWidth) return null;
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const data = new Uint32Array(
    context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  let hash = 7;
  for (const pixel of data) hash = Math.imul(hash ^ pixel, 16777619);
  return hash;
}"""


class Explorer:
    """One explorer on the page, as a learner meets it."""

    def __init__(self, page, index):
        self.page = page
        cell = page.locator(".jp-CodeCell").nth(index + 1)
        self.box = cell.locator(".jp-OutputArea .widget-vbox").first
        self.box.wait_for()
        self.image = self.box.locator("img.widget-image")
        self.image.scroll_into_view_if_needed()

    def pixels(self):
        for _ in range(100):
            found = self.image.evaluate(_PIXELS)
            if found is not None:
                return found
            self.page.wait_for_timeout(20)
        pytest.fail("the picture is not on the page")

    def changes(self, action, what="picture"):
        """Do something and wait until the picture or the reading differs."""
        look = self.pixels if what == "picture" else self.reading
        before = look()
        action()
        for _ in range(250):
            if look() != before:
                return
            self.page.wait_for_timeout(20)
        pytest.fail(f"the {what} did not change")

    def reading(self):
        return self.box.locator("[role=status]").inner_text()

    def settle(self):
        """Wait until the last of a burst of moves is on the page."""
        before = None
        while before != (before := (self.reading(), self.pixels())):
            self.page.wait_for_timeout(400)

    def sliders(self):
        return self.box.locator(".widget-slider").all()


@pytest.fixture(params=SCREENS)
def explorers(request, open_notebook):
    size, theme = SCREENS[request.param]
    name = request.param.replace(" ", "_")
    page, faults = open_notebook(name, CELLS, size, theme)
    yield [Explorer(page, i) for i in range(len(NAMES))]
    errors = page.locator('[data-mime-type$="stderr"], .jp-RenderedText pre')
    assert errors.all_inner_texts() == []
    assert faults == []


def test_every_control_by_keyboard_and_pointer(explorers):
    for explorer in explorers:
        height = explorer.box.bounding_box()["height"]
        first = explorer.reading()
        for slider in explorer.sliders():
            _move_by_keyboard(explorer, slider)
            _move_by_pointer(explorer, slider)
        for toggle in explorer.box.locator(".widget-toggle-button").all():
            _choose(explorer, toggle)
        explorer.settle()
        _reset(explorer)
        assert explorer.reading() == first
        assert explorer.box.bounding_box()["height"] == height
        _picture_has_room_and_name(explorer)
    _steps_and_runs(explorers[0])
    _shows_presets_after_a_prediction(explorers[0])


def test_the_same_cells_twice(open_notebook):
    page, faults = open_notebook("twice", CELLS, (1400, 900))
    open_notebook.run_all(page)
    for i in range(len(NAMES)):
        explorer = Explorer(page, i)
        slider = explorer.sliders()[0]
        _move_by_keyboard(explorer, slider)
    assert faults == []


def _move_by_keyboard(explorer, slider):
    handle = slider.locator(".noUi-handle")
    handle.focus()
    press = explorer.page.keyboard.press
    now, most = (
        float(handle.get_attribute(f"aria-value{which}"))
        for which in ("now", "max")
    )
    key = "ArrowLeft" if now >= most else "ArrowRight"
    explorer.changes(lambda: press(key), "reading")
    explorer.changes(lambda: press("Home"))


def _choose(explorer, toggle):
    """Choose one of several, by the keys where it is not chosen yet."""
    row = toggle.locator("..").locator(".widget-toggle-button")
    if "mod-active" not in toggle.get_attribute("class"):
        toggle.focus()
        explorer.changes(
            lambda: explorer.page.keyboard.press("Space"), "reading"
        )
    elif row.count() > 1:
        explorer.changes(row.last.click, "reading")
        explorer.changes(toggle.click, "reading")


def _reset(explorer):
    button = explorer.box.get_by_role("button", name="Reset")
    explorer.changes(button.click, "reading")
    explorer.settle()


def _move_by_pointer(explorer, slider):
    handle = slider.locator(".noUi-handle")
    handle.scroll_into_view_if_needed()
    grip = handle.bounding_box()
    track = slider.locator(".noUi-target").bounding_box()
    mouse = explorer.page.mouse
    x, y = (
        grip[a] + grip[b] / 2 for a, b in (("x", "width"), ("y", "height"))
    )

    def drag():
        mouse.move(x, y)
        mouse.down()
        for share in (0.2, 0.5, 0.35):
            mouse.move(track["x"] + share * track["width"], y, steps=4)
        mouse.up()

    explorer.changes(drag)


def _picture_has_room_and_name(explorer):
    picture = explorer.image.bounding_box()
    box = explorer.box.bounding_box()
    assert picture["x"] >= box["x"] - 1
    assert picture["x"] + picture["width"] <= box["x"] + box["width"] + 1
    ratio = explorer.image.evaluate("e => e.naturalWidth / e.naturalHeight")
    assert picture["width"] / picture["height"] == pytest.approx(ratio, 0.01)
    name = explorer.reading()
    assert explorer.box.get_by_role("img", name=name).count() == 1


def _steps_and_runs(explorer):
    press = explorer.page.keyboard.press
    handle = explorer.sliders()[3].locator(".noUi-handle")
    # A click makes its cell the active one; JupyterLab then leaves the focus.
    explorer.image.click()
    explorer.page.wait_for_timeout(300)
    handle.focus()
    explorer.changes(lambda: press("Home"))
    explorer.settle()
    button = explorer.box.get_by_role
    explorer.changes(lambda: button("button", name="Step").click())
    button("button", name="Back").focus()
    explorer.changes(lambda: press("Enter"))
    explorer.changes(lambda: button("button", name="Run").click())
    explorer.page.wait_for_timeout(600)
    button("button", name="Pause").click()
    button("button", name="Run").wait_for()
    reached = float(handle.get_attribute("aria-valuenow"))
    assert 1 < reached < 200


def _shows_presets_after_a_prediction(explorer):
    button = explorer.box.get_by_role
    thrash = button("button", name="thrash")
    assert not thrash.is_visible()
    explorer.changes(
        lambda: button("button", name="never settle").click(), "reading"
    )
    thrash.wait_for()
    explorer.changes(lambda: thrash.click())
    assert "still rises at the end" in explorer.reading()
