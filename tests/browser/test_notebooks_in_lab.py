"""Widgets in JupyterLab: not run, run twice, with clicks and without."""

import sys

import nbformat
import pytest

from tests.support import in_lab, notebooks
from tests.support.every_control import move_by_keyboard, sentences

pytestmark = pytest.mark.browser


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
    stills.last.wait_for()
    assert stills.count() == len(sentences("image/png", file))
    assert in_lab.shown_widgets(page) == []
    assert in_lab.unsaved_changes(page) == []
    assert faults == []


def test_the_same_cell_twice(open_notebook):
    cells = [
        "from helpers import explorers",
        "explorers.odds_bench()",
        "explorers.learning_rate()",
        "explorers.learning_rate('separable')",
    ]
    page, faults = open_notebook(cells)
    in_lab.run_all(page)
    bench, first, second = in_lab.shown_widgets(page)
    for widget in (bench, second):
        untouched = first.pixels()
        move_by_keyboard(widget, widget.handles()[0])
        assert first.pixels() == untouched
    assert faults == []


def test_other_data_begin_at_their_own_rate(open_notebook):
    page, faults = open_notebook(
        ["from helpers import explorers", "explorers.learning_rate()"]
    )
    (widget,) = in_lab.shown_widgets(page)
    for name in ("never settle", "thrash", "Gaussians of 06", "overlapping"):
        widget.changes(widget.button(name).click, "reading")
        widget.settle()
    assert "(0.5 × 2/L;" in widget.reading()
    assert faults == []


def test_a_reset_while_it_runs_lasts(open_notebook):
    page, faults = open_notebook(
        ["from helpers import explorers", "explorers.learning_rate()"]
    )
    (widget,) = in_lab.shown_widgets(page)
    first = widget.reading()
    for _ in range(3):
        widget.changes(widget.button("Run").click, "reading")
        page.wait_for_timeout(700)
        widget.button("Reset").click()
        widget.settle()
        assert widget.reading() == first
    assert faults == []


def test_a_click_sets_the_start(open_notebook):
    page, faults = open_notebook(
        ["from helpers import explorers", "explorers.learning_rate()"]
    )
    (widget,) = in_lab.shown_widgets(page)
    start = widget.slider("start w")
    before = float(start.get_attribute("aria-valuenow"))
    box = widget.image.bounding_box()
    place = {"x": 0.2 * box["width"], "y": 0.6 * box["height"]}
    widget.changes(lambda: widget.image.click(position=place), "reading")
    assert float(start.get_attribute("aria-valuenow")) > before
    assert faults == []


def test_sliders_do_without_ipyevents(open_notebook):
    page, faults = open_notebook(
        [
            "import sys\nsys.modules['ipyevents'] = None",
            "from helpers import explorers\nexplorers.learning_rate()",
        ]
    )
    (widget,) = in_lab.shown_widgets(page)
    move_by_keyboard(widget, widget.slider("start w"))
    assert faults == []
