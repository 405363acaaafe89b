"""Where no kernel runs: each widget carries a still and a sentence."""

import pytest
from nbconvert import HTMLExporter

from helpers.exercises._line_box import WITHOUT_KERNEL
from helpers.exercises.checking import PROGRESS
from tests.support.notebooks import FILES, outputs, read

# Made once: making one reads all its templates. Without the code, which
# would take most of the time: stills are outputs.
EXPORTER = HTMLExporter(exclude_input=True)
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("file", FILES)
def test_every_widget_has_a_picture_formulas_or_a_way_without(file):
    found = [out.get("data", {}) for out in outputs(read(file))]
    for data in found:
        if WIDGET in data:
            words = data["text/plain"]
            without = words.startswith(WITHOUT_KERNEL) or words == PROGRESS
            assert without or {"image/png", "text/latex"} & data.keys()
            assert len(data["text/plain"].split()) >= 8


def test_the_course_has_widgets():
    found = [out for file in FILES for out in outputs(read(file))]
    assert sum(WIDGET in out.get("data", {}) for out in found) >= 10


@pytest.mark.parametrize("file", FILES)
def test_an_exported_page_shows_every_still(file):
    notebook = read(file)
    page, _ = EXPORTER.from_notebook_node(notebook)
    for out in outputs(notebook):
        data = out.get("data", {})
        if "image/png" in data:
            assert data["image/png"].strip() in page
    assert "widget-view" not in page
