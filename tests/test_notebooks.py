"""The form of the notebooks, as CONTRIBUTING.md states it."""

import itertools
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import course
from helpers.build import refresh
from helpers.build.exercises import NOTES, exercises
from helpers.exercises import LESSONS as BANK_OF
from tests.support.notebooks import (
    FILES,
    FULL_LESSONS,
    LESSONS,
    RETRIEVAL,
    Measure,
    is_folded,
    is_note,
    measure,
    minutes_between_exercises,
    minutes_between_notes,
    numbered,
    questions_from_before,
    read,
    sources,
    unfolded,
    words,
)
from tests.support.predictions import predictions

PROMISED = {n.file: n.minutes for n in course.COURSE if n.minutes}


@pytest.fixture(params=FILES)
def notebook(request):
    return read(request.param)


@pytest.fixture(params=LESSONS)
def lesson(request):
    return read(request.param)


@pytest.fixture(params=FULL_LESSONS)
def full_lesson(request):
    return read(request.param)


def test_the_course_lists_every_notebook():
    on_disk = {path.name for path in refresh.NOTEBOOKS.glob("*.ipynb")}
    assert on_disk == set(FILES)
    assert sorted(FILES) == FILES
    labels = [entry.label for entry in course.COURSE]
    assert labels == [f"{i:02}" for i in range(len(LESSONS))] + ["A"]


NAMED = re.compile(r"\b\d\d_[a-z_]+\.ipynb")
TEXTS = ("*.md", "*.py", "*.yml", ".ci/*", ".github/**/*.yml")


def test_notebooks_are_named_as_they_are():
    """A notebook that moves leaves its old name in many places."""
    folders = ("benchmarks", "helpers", "tests")
    paths = [path for pattern in TEXTS for path in refresh.ROOT.glob(pattern)]
    for folder in folders:
        paths += (refresh.ROOT / folder).rglob("*.py")
    stale = {
        (path.name, name)
        for path in paths
        if path.is_file()
        for name in NAMED.findall(path.read_text("utf-8"))
        if name not in FILES
    }
    assert len(paths) > 100
    assert stale == set()


# --- length -----------------------------------------------------------------


def test_a_lesson_keeps_to_its_budget(lesson):
    length = measure(lesson)
    assert length.words <= 1_900
    assert length.code_lines <= 230
    assert length.lesson_cells <= 70
    assert length.cells <= 110


@pytest.mark.parametrize("file", LESSONS)
def test_the_minutes_promised_are_enough(file):
    """Exercises apart; one for each prediction, two a question from before."""
    lesson = read(file)
    needed = (
        measure(lesson).minutes
        + len(predictions(lesson))
        + 2 * questions_from_before(lesson)
    )
    assert needed <= PROMISED[file] <= 45


def test_code_cells_are_short(notebook):
    """Code that only draws is folded, and names one artist a line."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        lines = cell.source.splitlines()
        most = 40 if is_folded(cell, "source") else 25
        assert 0 < len(lines) <= most, cell.source
        assert max(map(len, lines)) <= 79, cell.source
        assert not cell.source.rstrip().endswith(";"), cell.source


LOOKED_UP = re.compile(r"^(?:\||Sources: |.*\[Contents\]\().*$", re.M)


def test_markdown_cells_are_short(notebook):
    """Tables, the sources cited and the navigation are not read through."""
    for source in sources(notebook, "markdown"):
        assert source.strip()
        assert words(LOOKED_UP.sub("", source)) <= 120, source


def test_prose_stands_between_code_cells(notebook):
    kinds = [cell.cell_type for cell in notebook.cells]
    assert ("code", "code") not in itertools.pairwise(kinds[1:])


def test_what_is_folded_counts_in_no_measure():
    shown = "One idea, in 5 words:\n\n$$a = b$$\n\n| – | x |"
    inner = "<details><summary>b</summary>\n\nc\n\n</details>"
    hidden = f"<details><summary>a</summary>\n\n{inner}\n\nd\n\n</details>"
    assert words(shown) == 6
    assert words(f"{shown}\n\n{hidden}\n\nseven") == 7
    assert unfolded(f"{hidden} e") == " e"


def cell(kind, source, slide="slide", **folded):
    make = new_markdown_cell if kind == "markdown" else new_code_cell
    metadata = {"slideshow": {"slide_type": slide}, "jupyter": folded}
    return make(source, metadata=metadata)


FOLDED = """<details><summary>Hint</summary>

Look.

<details><summary>One more hint</summary>

Closer.

</details></details>

<details><summary>Solution</summary>

It is one.

```python
x = 1
```

</details>"""


def test_measure_counts_the_lesson_alone():
    lesson = [
        cell("markdown", "# Four words are here"),
        cell("code", "x = 1\ny = 2"),
        cell("code", "draw()\n" * 30, source_hidden=True),
        cell("code", "z = 3", outputs_hidden=True),
        cell("markdown", "Seen." + "\n\n<details>not seen</details>"),
    ]
    apart = [
        cell("markdown", f"{RETRIEVAL} Which?"),
        cell("markdown", "For the lecturer alone.", slide="notes"),
        cell("markdown", "**1. Find** it."),
        cell("code", 'x = TODO\n\ncheck("a-b", x)'),
        cell("markdown", FOLDED),
    ]
    last = cell("markdown", "## The end")
    found = measure(new_notebook(cells=[*lesson, *apart, last]))
    assert found == Measure(words=7, code_lines=3, lesson_cells=6, cells=11)
    assert found.minutes == pytest.approx(7 / 150 + 3 / 10)


# --- the parts, in their order ----------------------------------------------


@pytest.mark.parametrize("entry", course.COURSE, ids=lambda n: n.file)
def test_first_cell_opens_the_notebook(entry):
    first = read(entry.file).cells[0].source
    assert re.match(rf"# {entry.title}\n", first)
    assert f"**{entry.question}**" in first
    assert "You will be able to" in first
    assert 3 <= len(re.findall(r"^- .", first, re.M)) <= 4
    assert f" Needs: {entry.needs}." in first
    minutes = f"About {entry.minutes} minutes"
    if entry.file in FULL_LESSONS:
        assert f"{minutes}, exercises apart. " in first
    else:
        assert (minutes in first) == (entry.file in LESSONS)
        assert "exercises" not in first


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


@pytest.mark.parametrize("file", [*FULL_LESSONS, FILES[-1]])
def test_symbols_come_third(file):
    assert read(file).cells[2].source.startswith("## Symbols used here")


def test_two_questions_from_before_come_fourth():
    asked = {file: questions_from_before(read(file)) for file in FILES}
    with_past = FULL_LESSONS[1:]
    assert asked == {file: 2 * (file in with_past) for file in FILES}
    for file in with_past:
        assert questions_from_before(read(file), place=3) == 2


def test_last_cell_looks_back_and_ahead(notebook):
    last = notebook.cells[-1].source
    assert last.startswith("## What you can do now")
    assert "Not covered" in last
    objectives = re.findall(r"^- .", notebook.cells[0].source, re.M)
    assert len(re.findall(r"^- .", last, re.M)) >= len(objectives)


@pytest.mark.parametrize("entry", course.COURSE, ids=FILES)
def test_exercises_are_those_of_the_bank(entry):
    """Each in the order of the notebook; each is whole, or this raises."""
    asked = [found.name for found in exercises(read(entry.file))]
    assert asked == list(BANK_OF.get(entry.label, {}))


def test_there_are_exercises_enough(full_lesson):
    assert len(exercises(full_lesson)) >= 5
    numbers = numbered(full_lesson)
    assert numbers == [str(i + 1) for i in range(len(numbers))]
    assert 2 <= len(numbers) <= 3


def test_there_are_48_in_all():
    assert sum(len(exercises(read(file))) for file in FULL_LESSONS) >= 48


def test_an_exercise_comes_every_twelve_minutes(full_lesson):
    assert max(minutes_between_exercises(full_lesson)[:-1]) <= 12
    assert minutes_between_exercises(full_lesson)[-1] <= 2


def test_stubs_are_not_attempted_yet(notebook):
    for found in exercises(notebook):
        stub = notebook.cells[found.place]
        assert stub.metadata.slideshow["slide_type"] == "skip"
        (shown,) = (out.data["text/plain"] for out in stub.outputs)
        if found.stub:
            assert "TODO" in found.stub
            assert shown.startswith("· not attempted"), found.name
        else:
            assert shown.startswith("A box to type a line"), found.name


def test_notes_for_a_lecture_come_every_five_minutes(full_lesson):
    assert max(minutes_between_notes(full_lesson)) <= 5


def test_notes_are_folded(notebook):
    for cell in notebook.cells:
        is_note = cell.source.startswith(NOTES)
        assert is_note == (cell.metadata.slideshow["slide_type"] == "notes")
        assert not is_note or unfolded(cell.source).strip() == ""


def test_details_are_closed(notebook):
    for source in sources(notebook, "markdown"):
        opened = source.count("<details>")
        assert opened == source.count("</details>")
        assert opened == source.count("<summary>")
        assert opened == source.count("</summary>")


def test_the_opening_and_the_appendix_number_no_exercises():
    for file in set(FILES) - set(FULL_LESSONS):
        assert numbered(read(file)) == []


# --- what is committed ------------------------------------------------------


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


def test_folded_drawings_are_announced(notebook):
    """A line above says what the folded code draws."""
    for before, cell in itertools.pairwise(notebook.cells):
        if cell.cell_type == "code" and is_folded(cell, "source"):
            assert before.cell_type == "markdown"
            assert cell.get("outputs"), cell.source


def test_pictures_are_described(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" not in output.get("data", {}):
                continue
            alt = output.metadata["image/png"]["alt"]
            assert len(alt.split()) >= 8
            assert output.data["text/plain"] == alt


def test_a_picture_is_read_in_the_text_below(notebook):
    """JupyterLab has no words for a picture, so the text has them."""
    cells = [cell for cell in notebook.cells if not is_note(cell)]
    for cell, after in itertools.pairwise(cells):
        shown = [out.get("data", {}) for out in cell.get("outputs", [])]
        if any("image/png" in data for data in shown):
            assert after.cell_type == "markdown", cell.source
            assert words(after.source) or "<details>" in after.source
