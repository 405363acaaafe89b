"""Exported pages: what they hold, what they ask of a network, refusals.

How they move: tests/browser/test_learning_rate.py.
"""

import base64
import json
import re

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from helpers import course, output
from helpers.build import __main__ as command_line
from helpers.build import export, refresh
from helpers.explorers import learning_rate

PNG = b"\x89PNG still"


def with_explorers(count, text="# A *title*"):
    """Return a notebook that shows the learning rate so many times."""
    first = {"dataset": "separable", "rate": 0.5}
    about = {"explorer": "learning_rate", "state": first}
    data, metadata = output.bundle(PNG, "1 < 2.", width=846, page=about)
    data[output.WIDGET] = {"model_id": "a"}
    outs = [new_output("display_data", data, metadata=metadata)] * count
    cells = [new_markdown_cell(text), new_code_cell("1", outputs=outs)]
    return new_notebook(cells=cells)


def test_the_still_stands_where_the_explorer_will():
    page = export.page(with_explorers(1))
    state, still = re.search(
        r"<div data-explorer='([^']*)'>(<img [^>]*>)</div>", page
    ).groups()
    found = json.loads(state)
    assert found == {"dataset": "separable", "rate": 0.5}
    assert base64.b64encode(PNG).decode() in still
    assert 'alt="1 &lt; 2."' in still
    assert 'width="846"' in still


def test_script_style_and_data_are_there_once_or_not_at_all():
    parts = 'id="explorer-data"', "data:text/javascript", "explorers share"
    for explorers in range(3):
        page = export.page(with_explorers(explorers))
        wanted = min(explorers, 1)
        assert [page.count(part) for part in parts] == [wanted] * 3


def test_nothing_is_asked_of_a_network():
    latex = new_output("display_data", {"text/latex": r"$\sigma$"})
    formula = with_explorers(0)
    formula.cells[1].outputs = [latex]
    without = with_explorers(1)
    for notebook, typeset in (
        (without, False),
        (with_explorers(1, "# A $title$"), True),
        (formula, True),
    ):
        page = export.page(notebook)
        # What scripts hold is looked at in tests/browser/test_handouts.py.
        tags = re.sub(r"(<script[^>]*>).*?</script>", r"\1", page, flags=re.S)
        assert re.findall(r'(?:src|href)="(https?:[^"]*)"', tags) == []
        assert ("MathJax = {" in page) == typeset
        assert ('VERSION="3.2' in page) == typeset


def test_a_picture_has_its_sentence():
    data, about = output.bundle(PNG, "What it shows.", width=846)
    notebook = with_explorers(0)
    out = new_output("display_data", data, metadata=about)
    notebook.cells[1].outputs = [out]
    page = export.page(notebook)
    assert re.search(r'<img alt="What it shows\." src="data:image/png', page)


def test_the_notebook_is_left_as_it_is():
    notebook = with_explorers(1)
    before = nbformat.writes(notebook)
    export.page(notebook)
    assert nbformat.writes(notebook) == before


def test_refresh_keeps_where_an_explorer_starts():
    notebook = with_explorers(1)
    refresh.normalize(notebook)
    (out,) = notebook.cells[1].outputs
    assert out.metadata[output.PAGE]["explorer"] == "learning_rate"


def test_a_notebook_that_is_run_says_where_its_explorer_starts():
    source = "from helpers import explorers\nexplorers.learning_rate()"
    notebook = new_notebook(cells=[new_code_cell(source)])
    refresh.execute(notebook)
    (out,) = notebook.cells[0].outputs
    about = out.metadata[output.PAGE]
    explorer = learning_rate()
    assert about == {"explorer": "learning_rate", "state": explorer.first}
    explorer.close()


def test_pages_are_written_with_links_to_one_another(tmp_path, capsys):
    files = [notebook.file for notebook in course.COURSE[:2]]
    export.export(tmp_path / "new" / "pages", files)
    pages = sorted((tmp_path / "new" / "pages").iterdir())
    assert [page.stem for page in pages] == [file[:-6] for file in files]
    first = pages[0].read_text("utf-8")
    assert f'href="{pages[1].name}"' in first
    # What is not exported cannot be linked to.
    others = [notebook.file for notebook in course.COURSE[2:]]
    assert all(f"{file[:-6]}.html" not in first for file in others)
    assert capsys.readouterr().out.count(": written\n") == 2


def refused(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        command_line.main(["export", *map(str, arguments)])
    assert end.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


def test_what_cannot_be_written_is_refused_in_a_line(tmp_path, capsys):
    file = tmp_path / "file"
    file.write_text("kept", "utf-8")
    wanted = r"folder: expected an empty one that can be written, got '.*{}'"
    for folder in (tmp_path, file, file / "below"):
        line = refused([folder], capsys)
        assert re.search(wanted.format(re.escape(folder.name)), line)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert file.read_text("utf-8") == "kept"


def test_unknown_notebooks_are_refused_before_a_folder_is_made(
    tmp_path, capsys
):
    line = refused([tmp_path / "pages", "x.ipynb"], capsys)
    assert re.search(r"files: expected some of .*, got 'x\.ipynb'", line)
    assert not any(tmp_path.iterdir())
