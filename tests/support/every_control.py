"""Every control of every widget of a notebook, as hands would move it."""

from helpers.build.refresh import NOTEBOOKS
from helpers.exercises.checking import PROGRESS
from tests.support import in_lab, notebooks, shown
from tests.support.access import barriers_of_ours

_WIDGET = "application/vnd.jupyter.widget-view+json"
# What JupyterLab has room for on a projector, in pixels of the screen.
_MOST_WIDE, _MOST_HIGH = 850, 660
_NAME = """e => e.getAttribute('aria-label') || e.textContent.trim()
  || e.labels[0].textContent"""
_NAMES = f"""root => [...root.querySelectorAll('button, input')]
  .filter(e => e.checkVisibility() && !e.disabled).map({_NAME})"""


def sentences(kind, file):
    """Return the text of each committed output of this kind."""
    outputs = notebooks.outputs(notebooks.read(file))
    found = [out.get("data", {}) for out in outputs]
    said = [data["text/plain"] for data in found if kind in data]
    return [one for one in said if one != PROGRESS]


# Name of each notebook with widgets, and what their stills say.
WIDGETS = {
    file: said
    for file in notebooks.FILES
    if (said := sentences(_WIDGET, file))
}


def try_notebook(name, size, theme, open_notebook):
    """Move every control of a notebook, on one screen and in one theme."""
    page, faults = open_notebook(NOTEBOOKS / name)
    assert in_lab.errors_shown(page) == []
    in_lab.use_screen(page, size, theme)
    widgets = shown.widgets(page)
    assert len(widgets) == len(WIDGETS[name])
    for widget, sentence in zip(widgets, WIDGETS[name], strict=True):
        if isinstance(widget, shown.Stepper):
            step_through_lines(widget)
        elif isinstance(widget, shown.LineBox):
            try_line(widget)
        else:
            try_explorer(widget, sentence)
    assert barriers_of_ours(page) == []
    _fits_narrow_pages(page)
    assert in_lab.errors_shown(page) == []
    assert faults == []


def _fits_narrow_pages(page):
    """With a zoom of 200 %, and on a telephone, nothing is to be scrolled."""
    for width in (512, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(500)
        for box in page.locator(".odg, .odg-line").all():
            assert box.evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def try_explorer(explorer, sentence):
    """Move every control of an explorer that nobody has moved yet."""
    explorer.settle()
    # What the page draws by itself has its words beside it.
    is_image = explorer.picture.locator("img").count()
    assert explorer.reading() == (sentence if is_image else "")
    first, closed = explorer.everything(), explorer.height()
    _keeps_its_shape(explorer, closed)
    _open_more(explorer)
    opened = explorer.height()
    for slider in explorer.sliders():
        move_by_keyboard(explorer, slider)
        _move_by_pointer(explorer, slider)
        _keeps_its_shape(explorer, opened)
    if explorer.time():
        _step_and_run(explorer)
    _predict_each(explorer, opened)
    _press_presets(explorer, opened)
    for group in explorer.choices():
        _choose_each(explorer, group, opened)
    _drag_in_picture(explorer)
    _keeps_its_shape(explorer, opened)
    _walk_with_tab(explorer)
    reset(explorer)
    if explorer.button("Less").count():
        explorer.button("Less").click()
    assert explorer.everything() == first
    _keeps_its_shape(explorer, closed)
    _says_its_finding(explorer)


def reset(explorer):
    """Press Reset and wait for the first picture."""
    explorer.settle()
    explorer.button("Reset").click()
    explorer.settle()


def _keeps_its_shape(explorer, height):
    box = explorer.box.bounding_box()
    assert box["height"] == height <= _MOST_HIGH
    assert box["width"] <= _MOST_WIDE
    assert explorer.misplaced() == []


def _open_more(explorer):
    before = explorer.tops()
    explorer.open_more()
    assert explorer.tops() == before


def move_by_keyboard(explorer, slider):
    """Move a slider by one step, and then to an end."""
    _, now, most = shown.place_of(slider)
    by = -1 if now >= most else 1
    key = "ArrowLeft" if by < 0 else "ArrowRight"
    explorer.changes(lambda: explorer.press(slider, key))
    assert shown.place_of(slider)[1] == now + by
    far, end = ("End", most) if now < most / 2 else ("Home", 0)
    explorer.changes(lambda: explorer.press(slider, far))
    assert shown.place_of(slider)[1] == end


def _move_by_pointer(explorer, slider):
    slider.scroll_into_view_if_needed()
    mouse = explorer.page.mouse
    most = shown.place_of(slider)[2]

    def drag():
        mouse.move(*shown.thumb_of(slider))
        mouse.down()
        for share in (0.2, 0.7, 0.35):
            mouse.move(*shown.thumb_of(slider, share), steps=4)
        mouse.up()

    explorer.changes(drag)
    explorer.settle()
    # Half a step, and the pixels of a short track.
    assert abs(shown.place_of(slider)[1] / most - 0.35) <= 0.5 / most + 0.03


def _step_and_run(explorer):
    time = explorer.slider(explorer.time())
    back, on = (
        explorer.button(f"One {explorer.time()} {way}")
        for way in ("back", "on")
    )
    explorer.press(time, "Home")
    explorer.settle()
    explorer.changes(on.click)
    explorer.changes(lambda: explorer.press(on, "Enter"))
    explorer.changes(lambda: explorer.press(back, "Space"))
    explorer.changes(back.click)
    explorer.changes(explorer.button("Run").click)
    explorer.changes(lambda: None)
    explorer.button("Pause").click()
    explorer.settle()
    _, reached, last = shown.place_of(time)
    assert 1 < reached < last
    assert explorer.button("Run").is_visible()


def _predict_each(explorer, height):
    """Give each answer; its verdict and the presets take the place."""
    asked = explorer.box.locator(".odg-asked")
    options = asked.get_by_role("button").all_inner_texts()
    for option in options:
        if not asked.is_visible():
            reset(explorer)
        pill = asked.get_by_role("button", name=option, exact=True)
        explorer.changes(lambda pill=pill: explorer.press(pill, "Space"))
        assert not asked.is_visible()
        assert explorer.box.locator(".odg-answer").inner_text()
        _keeps_its_shape(explorer, height)


def _press_presets(explorer, height):
    presets = explorer.presets()
    looks = []
    for preset in presets:
        preset.click()
        explorer.settle()
        looks.append((explorer.reading(), *explorer.said()))
        _keeps_its_shape(explorer, height)
    assert len(set(looks)) == len(presets)


def _choose_each(explorer, group, height):
    pills = group.get_by_role("button").all()
    for pill in [*pills, pills[0]]:
        if pill.get_attribute("aria-pressed") == "false":
            explorer.changes(lambda p=pill: explorer.press(p, "Space"))
            explorer.settle()
        assert pill.get_attribute("aria-pressed") == "true"
        _keeps_its_shape(explorer, height)


def _drag_in_picture(explorer):
    if explorer.picture.evaluate("e => e.matches('.odg-draggable')"):
        assert place_to_drag(explorer), "nothing there can be dragged"


def place_to_drag(explorer):
    """Return where a drag in the picture does something, if it does."""
    explorer.picture.scroll_into_view_if_needed()
    for y in (0.5, 0.3, 0.7):
        for x in (0.3, 0.1, 0.5, 0.7, 0.9):
            before = explorer.look()
            drag_in_picture(explorer, (x, y), (x + 0.05, y - 0.1))
            if explorer.look() != before:
                return x, y
    return None


def drag_in_picture(explorer, *places):
    """Drag through places, parts of the picture's width and height."""
    box = explorer.picture.bounding_box()
    mouse = explorer.page.mouse
    points = [
        (box["x"] + x * box["width"], box["y"] + y * box["height"])
        for x, y in places
    ]
    mouse.move(*points[0])
    mouse.down()
    for point in points[1:]:
        mouse.move(*point, steps=5)
    mouse.up()
    explorer.settle()


def _walk_with_tab(explorer):
    """All controls get the focus, in order, by name, and one sees it."""
    explorer.box.locator("button:visible, input:visible").first.focus()
    # The focus is made visible by keys.
    explorer.page.keyboard.press("Tab")
    explorer.page.keyboard.press("Shift+Tab")
    names = explorer.box.evaluate(_NAMES)
    assert all(names)
    walked = []
    focused = explorer.box.locator(":focus-visible")
    for name in names:
        walked.append(focused.evaluate(_NAME))
        assert shown.sees_focus(focused), name
        explorer.page.keyboard.press("Tab")
    assert walked == names
    assert focused.count() == 0


def _says_its_finding(explorer):
    finding = explorer.finding()
    said = explorer.box.get_by_role("status")
    said.filter(has_text=finding).wait_for(state="attached", timeout=2000)


def try_line(box):
    """Type a line, press Enter and Check, and walk through by Tab."""
    box.type("2/3")
    assert box.reading() == "2/3"
    assert box.check("2/3 +").startswith("✗ not read: a number")
    before = len(box.answers())
    box.input.fill("2/")
    box.button("Check").click()
    box.settle()
    assert len(box.answers()) == before + 1
    _walk_with_tab(box)


def step_through_lines(stepper):
    """Press each button of a derivation, by hand and by keys."""

    def press(name, key):
        return lambda: stepper.press(stepper.button(name), key)

    stepper.changes(stepper.button("Next").click)
    stepper.changes(press("Back", "Enter"))
    stepper.changes(press("Next", "Space"))
    stepper.changes(stepper.button("Show all").click)
    stepper.changes(press("Reset", "Enter"))
    assert stepper.spoken().startswith("1 of")
