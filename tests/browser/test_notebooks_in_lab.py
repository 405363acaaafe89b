"""Notebooks in JupyterLab that are not run; cells that are run again."""

import sys

import nbformat
import pytest

from tests.support import in_lab, notebooks, shown
from tests.support.every_control import move_by_keyboard

pytestmark = pytest.mark.browser
# Counts the addresses of pictures that are kept in memory.
_COUNT_ADDRESSES = """() => {
  window.addresses = new Set();
  const {createObjectURL, revokeObjectURL} = URL;
  URL.createObjectURL = blob => {
    const url = createObjectURL.call(URL, blob);
    addresses.add(url);
    return url;
  };
  URL.revokeObjectURL = url => {
    addresses.delete(url);
    revokeObjectURL.call(URL, url);
  };
}"""


def _open_pictures(notebook):
    """Count the pictures that are not folded until their cell is run."""
    return sum(
        "image/png" in out.get("data", {})
        for cell in notebook.cells
        if not cell.metadata.get("jupyter", {}).get("outputs_hidden")
        for out in cell.get("outputs", [])
    )


@pytest.mark.parametrize("file", notebooks.FILES)
def test_an_unrun_notebook_shows_every_still_and_stays_clean(
    file, open_notebook, tmp_path
):
    notebook = notebooks.read(file)
    # JupyterLab writes this Python's into it, whichever it is.
    notebook.metadata.language_info.version = sys.version.split()[0]
    nbformat.write(notebook, tmp_path / file)
    page, faults = open_notebook(tmp_path / file, run=False)
    stills = page.locator('[data-mime-type="image/png"] img')
    if expected := _open_pictures(notebook):
        stills.last.wait_for(state="attached")
    assert stills.count() == expected
    assert shown.widgets(page) == []
    assert in_lab.unsaved_changes(page) == []
    assert faults == []


def test_two_explorers_and_the_same_cell_twice(open_notebook):
    cells = [
        "from helpers import explorers",
        "explorers.sigmoid()",
        "explorers.sigmoid(2.0, name='another')",
    ]
    page, faults = open_notebook(cells)
    in_lab.run_all(page)
    first, second = shown.widgets(page)
    untouched = first.everything()
    move_by_keyboard(second, second.slider("weight w"))
    assert first.everything() == untouched
    assert faults == []


def test_a_cell_run_again_leaves_nothing_behind(open_notebook):
    page, faults = open_notebook(
        ["from helpers import explorers", "explorers.sigmoid()"]
    )
    page.evaluate(_COUNT_ADDRESSES)
    for _ in range(5):
        in_lab.run_all(page)
        (widget,) = shown.widgets(page)
        move_by_keyboard(widget, widget.slider("weight w"))
    widget.settle()
    assert page.evaluate("addresses.size") == 1
    assert page.locator(".odg").count() == 1
    assert faults == []


def test_an_explorer_scrolled_out_and_in_again(open_notebook):
    page, faults = open_notebook(
        ["from helpers import explorers", "explorers.sigmoid()"]
        + [f"print('\\n' * 30, {i})" for i in range(30)],
        windowed=True,
    )
    in_lab.go_to_cell(page, 1)
    (widget,) = shown.widgets(page)
    widget.changes(lambda: widget.press(widget.slider("weight w"), "End"))
    widget.settle()
    moved = widget.everything()
    in_lab.go_to_cell(page, 31)
    page.wait_for_timeout(500)
    assert page.locator(".odg:visible").count() == 0
    in_lab.go_to_cell(page, 1)
    (widget,) = shown.widgets(page)
    assert widget.everything() == moved
    widget.changes(lambda: widget.press(widget.slider("weight w"), "Home"))
    assert faults == []


def test_a_kernel_that_is_gone_leaves_the_last_picture(open_notebook):
    page, _ = open_notebook(
        ["from helpers import explorers", "explorers.sigmoid()"]
    )
    (widget,) = shown.widgets(page)
    before = widget.pixels()
    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.wait_for_timeout(1000)
    widget.press(widget.slider("weight w"), "End")
    page.wait_for_timeout(500)
    assert widget.pixels() == before
    assert in_lab.errors_shown(page) == []
