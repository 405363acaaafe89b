"""The form of the notebooks, as CONTRIBUTING.md states it."""

import itertools
import re

import pytest

from helpers import course
from helpers.build import refresh
from tests.support.notebooks import (
    FILES,
    LESSONS,
    exercises,
    read,
    solutions,
    sources,
)


@pytest.fixture(params=FILES)
def notebook(request):
    return read(request.param)


@pytest.fixture(params=LESSONS)
def lesson(request):
    return read(request.param)


def test_the_course_lists_every_notebook():
    on_disk = {path.name for path in refresh.NOTEBOOKS.glob("*.ipynb")}
    assert on_disk == set(FILES)
    assert sorted(FILES) == FILES


@pytest.mark.parametrize("entry", course.COURSE, ids=lambda n: n.file)
def test_first_cell_opens_the_lesson(entry):
    first = read(entry.file).cells[0].source
    assert re.match(r"# \S", first)
    assert f"**{entry.question}**" in first
    assert "You will be able to" in first
    assert 3 <= len(re.findall(r"^- .", first, re.M)) <= 4
    assert f"About {entry.minutes} minutes. Needs: " in first


@pytest.mark.parametrize("file", FILES)
def test_navigation_follows_the_course(file):
    cells = read(file).cells
    for cell in (cells[0], cells[-1]):
        assert cell.source.splitlines()[-1] == course.navigation(file)


def test_imports_come_second(notebook):
    second = notebook.cells[1]
    assert second.cell_type == "code"
    assert "import" in second.source
    later = "\n".join(c.source for c in notebook.cells[2:])
    assert not re.search(r"^(import|from \w+ import) ", later, re.M)


def test_symbols_come_third(lesson):
    assert lesson.cells[2].source.startswith("## Symbols used here")


def test_last_cell_looks_back_and_ahead(notebook):
    last = notebook.cells[-1].source
    assert last.startswith("## What you can do now")
    assert "Not covered" in last


def test_code_cells_are_short(notebook):
    for source in sources(notebook, "code"):
        lines = source.splitlines()
        assert 0 < len(lines) <= 25, source
        assert max(map(len, lines)) <= 79, source
        assert not source.rstrip().endswith(";"), source


def test_markdown_cells_are_short(notebook):
    for source in sources(notebook, "markdown"):
        assert len(source.split()) < 120 or "<details>" in source, source


def test_prose_stands_between_code_cells(notebook):
    kinds = [cell.cell_type for cell in notebook.cells]
    assert ("code", "code") not in itertools.pairwise(kinds[1:])


def test_executed_in_order_without_errors(notebook):
    code = [c for c in notebook.cells if c.cell_type == "code"]
    assert [c.execution_count for c in code] == list(range(1, len(code) + 1))
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source


def test_something_is_shown(notebook):
    assert sum(bool(c.get("outputs")) for c in notebook.cells) >= 3


def test_cell_ids_are_unique(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("file", FILES)
def test_nothing_volatile_is_committed(file):
    before = read(file)
    after = read(file)
    refresh.normalize(after)
    refresh.write_navigation(after, course.navigation(file))
    assert after == before


def test_every_cell_has_a_place_on_a_slide(notebook):
    kinds = {"slide", "subslide", "fragment", "skip", "notes", "-"}
    for cell in notebook.cells:
        assert cell.metadata.slideshow["slide_type"] in kinds


def test_pictures_are_described(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" not in output.get("data", {}):
                continue
            alt = output.metadata["image/png"]["alt"]
            assert len(alt.split()) >= 8
            assert output.data["text/plain"] == alt


def test_predictions_are_asked_for(lesson):
    text = "\n".join(sources(lesson, "markdown"))
    assert text.count("**Predict") >= 2


def test_details_are_closed(notebook):
    for source in sources(notebook, "markdown"):
        opened = source.count("<details>")
        assert opened == source.count("</details>")
        assert opened == source.count("<summary>")
        assert opened == source.count("</summary>")


def test_exercises_have_hints_and_solutions(lesson):
    text = "\n".join(cell.source for cell in exercises(lesson))
    numbers = re.findall(r"^\*\*(\d)\. \S", text, re.M)
    assert numbers == [str(i + 1) for i in range(len(numbers))]
    assert 2 <= len(numbers) <= 4
    assert text.count("<summary>Solution</summary>") == len(numbers)
    assert text.count("<summary>Hint</summary>") == len(numbers)


def test_solutions_assert_what_they_claim(lesson):
    for cell in exercises(lesson):
        if "<summary>Solution</summary>" in cell.source:
            assert solutions(cell)
            assert all("assert " in code for code in solutions(cell))
