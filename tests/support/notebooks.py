"""The course's notebooks as tests read them."""

import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO

import nbformat
from nbformat import NotebookNode

from helpers import course
from helpers.build.refresh import NOTEBOOKS

FILES = [notebook.file for notebook in course.COURSE]
LESSONS = [n.file for n in course.COURSE if n.minutes is not None]
# Without the opening, which has no symbols, no exercises and few questions.
FULL_LESSONS = LESSONS[1:]

WORDS_A_MINUTE, LINES_A_MINUTE = 150, 10
RETRIEVAL = "**Two questions from before.**"


def read(file: str) -> NotebookNode:
    """Return a notebook of the course as it is committed."""
    return nbformat.read(NOTEBOOKS / file, as_version=4)


def find(start: str) -> NotebookNode:
    """Return the notebook whose file name starts so, as in "04"."""
    (file,) = (file for file in FILES if file.startswith(start))
    return read(file)


def sources(notebook: NotebookNode, kind: str) -> list[str]:
    """Return the sources of its "code" or "markdown" cells."""
    return [c.source for c in notebook.cells if c.cell_type == kind]


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the outputs of all its cells, in order."""
    return [out for cell in notebook.cells for out in cell.get("outputs", [])]


def is_folded(cell: NotebookNode, half: str) -> bool:
    """Tell whether the "source" or the "outputs" of a cell are folded."""
    return bool(cell.metadata.get("jupyter", {}).get(f"{half}_hidden"))


def unfolded(markdown: str) -> str:
    """Return the Markdown that a reader sees before unfolding anything."""
    depth, seen = 0, []
    for part in re.split(r"(</?details>)", markdown):
        if part == "<details>":
            depth += 1
        elif part == "</details>":
            depth -= 1
        elif depth == 0:
            seen.append(part)
    return "".join(seen)


def exercises(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells from the heading "Exercises" to the last but one."""
    for start, cell in enumerate(notebook.cells):
        if cell.source.startswith("## Exercises"):
            return notebook.cells[start:-1]
    return []


def solutions(cell: NotebookNode) -> list[str]:
    """Return the Python code of the solution in a cell, if it holds one."""
    if "<summary>Solution</summary>" not in cell.source:
        return []
    return re.findall(r"^```python\n(.*?)^```", cell.source, re.M | re.S)


def exercise_numbers(notebook: NotebookNode) -> list[str]:
    """Return the numbers of the exercises, as they are printed."""
    text = "\n".join(cell.source for cell in exercises(notebook))
    return re.findall(r"^\*\*(\d)\. \S", text, re.M)


def questions_from_before(
    notebook: NotebookNode, place: int | None = None
) -> int:
    """Count the folded answers to questions from earlier lessons.

    Those of one cell, if a place is given; of all cells otherwise.
    """
    cells = notebook.cells if place is None else [notebook.cells[place]]
    return sum(
        cell.source.count("<details>")
        for cell in cells
        if cell.source.startswith(RETRIEVAL)
    )


@dataclass(frozen=True)
class Measure:
    """How long a notebook is; all but `cells` is the lesson's alone.

    The lesson is what remains without the exercises, the questions from
    before, the cells of notes for a lecturer, and all that is folded.
    """

    words: int
    code_lines: int
    lesson_cells: int
    cells: int

    @property
    def minutes(self) -> float:
        """Time to read the words aloud, and the code line by line."""
        return self.words / WORDS_A_MINUTE + self.code_lines / LINES_A_MINUTE


def measure(notebook: NotebookNode) -> Measure:
    """Count what the form of a notebook sets limits to."""
    lesson = [
        cell
        for cell in notebook.cells
        if cell not in exercises(notebook)
        and not cell.source.startswith(RETRIEVAL)
        and cell.metadata.get("slideshow", {}).get("slide_type") != "notes"
    ]
    return Measure(
        words=sum(
            words(cell.source)
            for cell in lesson
            if cell.cell_type == "markdown"
        ),
        code_lines=sum(
            len(cell.source.splitlines())
            for cell in lesson
            if cell.cell_type == "code" and not is_folded(cell, "source")
        ),
        lesson_cells=len(lesson),
        cells=len(notebook.cells),
    )


def words(markdown: str) -> int:
    """Count what stands between spaces in the unfolded text.

    Bare signs are no words: a dash, the lines of a table, a display.
    """
    text = re.sub(r"\$\$.*?\$\$", "", unfolded(markdown), flags=re.S)
    return sum(bool(re.search(r"\w", part)) for part in text.split())


def run(file: str) -> None:
    """Run the code of a notebook in this process, and keep it quiet."""
    namespace = {"__name__": "notebook"}
    with redirect_stdout(StringIO()):
        for source in sources(read(file), "code"):
            exec(source, namespace)
