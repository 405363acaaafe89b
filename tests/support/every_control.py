"""Every control of every widget of a notebook, as hands would move it."""

import pytest

from helpers.build.refresh import NOTEBOOKS
from tests.support import in_lab, notebooks
from tests.support.in_lab import DESKTOP, PROJECTOR

_WIDGET = "application/vnd.jupyter.widget-view+json"


def sentences(kind, file):
    """Return the text of each committed output of this kind."""
    outputs = notebooks.outputs(notebooks.read(file))
    found = [out.get("data", {}) for out in outputs]
    return [data["text/plain"] for data in found if kind in data]


# Name of each notebook with widgets, and what their stills say.
WIDGETS = {
    file: said
    for file in notebooks.FILES
    if (said := sentences(_WIDGET, file))
}


def try_notebook(name, theme, open_notebook):
    """Move every control of a notebook on both screens, in one theme."""
    page, faults = open_notebook(NOTEBOOKS / name)
    assert in_lab.errors_shown(page) == []
    for size in (DESKTOP, PROJECTOR):
        in_lab.use_screen(page, size, theme)
        widgets = in_lab.shown_widgets(page)
        assert len(widgets) == len(WIDGETS[name])
        for widget, sentence in zip(widgets, WIDGETS[name], strict=True):
            _try_all(widget, sentence)
    assert in_lab.errors_shown(page) == []
    assert faults == []


def _try_all(widget, sentence):
    if not widget.has_picture:
        _step_through_lines(widget)
        return
    first = sentence, widget.box.bounding_box()["height"]
    assert widget.reading() == sentence
    for handle in widget.handles():
        move_by_keyboard(widget, handle)
        _move_by_pointer(widget, handle)
    if widget.button("Step").count():
        _step_and_run(widget)
    for toggle in widget.box.locator(".widget-toggle-button").all():
        _choose(widget, toggle)
    for button in _other_buttons(widget):
        widget.changes(button.click, "reading")
    widget.settle()
    widget.changes(widget.button("Reset").click, "reading")
    widget.settle()
    assert (widget.reading(), widget.box.bounding_box()["height"]) == first
    _picture_has_room_and_name(widget)


def _press(widget, handle, key):
    handle.focus()
    widget.page.keyboard.press(key)


def move_by_keyboard(widget, handle):
    """Move a slider by one step, and then to an end."""
    now, most = in_lab.place_of(handle, "now", "max")
    key = "ArrowLeft" if now >= most else "ArrowRight"
    # One step may be less than a pixel; the whole way is not.
    widget.changes(lambda: _press(widget, handle, key), "either")
    far = "End" if now < most / 2 else "Home"
    widget.changes(lambda: _press(widget, handle, far))


def _move_by_pointer(widget, handle):
    handle.scroll_into_view_if_needed()
    grip = handle.bounding_box()
    track = in_lab.track_of(handle)
    mouse = widget.page.mouse
    x, y = (
        grip[a] + grip[b] / 2 for a, b in (("x", "width"), ("y", "height"))
    )

    def drag():
        mouse.move(x, y)
        mouse.down()
        for share in (0.2, 0.7, 0.35):
            mouse.move(track["x"] + share * track["width"], y, steps=4)
        mouse.up()

    widget.changes(drag)
    widget.settle()


def _choose(widget, toggle):
    """Choose one of several, by the keys where it is not chosen yet."""
    row = toggle.locator("..").locator(".widget-toggle-button")
    if "mod-active" not in toggle.get_attribute("class"):
        widget.changes(lambda: _press(widget, toggle, "Space"), "reading")
    elif row.count() > 1:
        widget.changes(row.last.click, "reading")
        widget.changes(toggle.click, "reading")


def _step_and_run(widget):
    handle = widget.box.locator(
        ".widget-inline-hbox:has(+ button) .noUi-handle"
    ).last
    back, step = widget.button("Back"), widget.button("Step")
    _press(widget, handle, "Home")
    widget.settle()
    widget.changes(step.click, "reading")
    widget.changes(lambda: _press(widget, step, "Enter"), "reading")
    widget.changes(lambda: _press(widget, back, "Space"), "reading")
    widget.changes(back.click, "reading")
    widget.changes(widget.button("Run").click, "reading")
    widget.changes(lambda: None, "reading")
    widget.button("Pause").click()
    widget.button("Run").wait_for()
    widget.settle()
    reached, last = in_lab.place_of(handle, "now", "max")
    assert 1 < reached < last


def _other_buttons(widget):
    """Return the visible buttons that no other test presses."""
    known = "Back", "Step", "Run", "Pause", "Reset"
    buttons = widget.box.locator(
        "button.jupyter-button:not(.widget-toggle-button):not(.mod-hidden)"
    ).all()
    return [
        button
        for button in buttons
        if button.is_visible()
        and not any(word in button.inner_text() for word in known)
        and button.locator(
            "xpath=ancestor::*[contains(@class,'play')]"
        ).count()
        == 0
    ]


def _picture_has_room_and_name(widget):
    picture, box = widget.image.bounding_box(), widget.box.bounding_box()
    assert picture["x"] >= box["x"] - 1
    assert picture["x"] + picture["width"] <= box["x"] + box["width"] + 1
    ratio = widget.image.evaluate("e => e.naturalWidth / e.naturalHeight")
    assert picture["width"] / picture["height"] == pytest.approx(ratio, 0.01)
    name = widget.reading()
    assert widget.box.get_by_role("img", name=name).count() == 1


def _step_through_lines(widget):
    def press(name, key):
        return lambda: _press(widget, widget.button(name), key)

    widget.changes(widget.button("Next").click, "reading")
    widget.changes(press("Back", "Enter"), "reading")
    widget.changes(press("Next", "Space"), "reading")
    widget.changes(widget.button("Show all").click, "reading")
    first = "1 of"
    widget.changes(press("Reset", "Enter"), "reading")
    assert widget.reading().startswith(first)
