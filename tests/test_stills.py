"""Where no kernel runs: each widget carries a still and a sentence."""

from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
WIDGET = "application/vnd.jupyter.widget-view+json"


def outputs(path):
    cells = nbformat.read(path, as_version=4).cells
    return [out for cell in cells for out in cell.get("outputs", [])]


def widgets():
    return [
        (path, out["data"])
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
        for out in outputs(path)
        if WIDGET in out.get("data", {})
    ]


def test_every_widget_has_a_picture_or_formulas():
    found = widgets()
    assert len(found) >= 10
    for path, data in found:
        assert {"image/png", "text/latex"} & data.keys(), path.name
        assert len(data["text/plain"].split()) >= 8


@pytest.mark.parametrize(
    "path", sorted({path for path, _ in widgets()}), ids=lambda p: p.stem
)
def test_an_exported_page_shows_every_still(path):
    page, _ = HTMLExporter().from_filename(str(path))
    for out in outputs(path):
        data = out.get("data", {})
        if "image/png" in data:
            assert data["image/png"].strip() in page
    assert "widget-view" not in page
