"""The course's notebooks as tests read them."""

import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO

from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from helpers import course
from helpers.build.exercises import exercises, is_note
from helpers.build.refresh import read

FILES = [notebook.file for notebook in course.COURSE]
LESSONS = [n.file for n in course.COURSE if n.minutes is not None]
# Without the opening, which has no symbols, no exercises and few questions.
FULL_LESSONS = LESSONS[1:]

WORDS_A_MINUTE, LINES_A_MINUTE = 150, 10
RETRIEVAL = "**Two questions from before.**"


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


def exercise_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells of its exercises: text, stub, hints and solution."""
    return [
        cell
        for found in exercises(notebook)
        for cell in notebook.cells[found.place - 1 : found.place + 2]
    ]


def numbered(notebook: NotebookNode) -> list[str]:
    """Return the numbers of the exercises at the end, as printed."""
    titles = (
        notebook.cells[found.place - 1].source for found in exercises(notebook)
    )
    return [title[2] for title in titles if re.match(r"\*\*\d\. \S", title)]


def minutes_between_exercises(notebook: NotebookNode) -> list[float]:
    """Return how long one reads to the first, between two, after the last.

    A prediction takes a minute; code is not counted.
    """
    stubs = {found.place for found in exercises(notebook)}
    lesson, gaps = lesson_cells(notebook), [0.0]
    for place, cell in enumerate(notebook.cells):
        if place in stubs:
            gaps.append(0.0)
        elif cell.cell_type == "markdown" and cell in lesson:
            gaps[-1] += words(cell.source) / WORDS_A_MINUTE
            gaps[-1] += "**Predict" in cell.source
    return gaps


def minutes_between_notes(notebook: NotebookNode) -> list[float]:
    """Return how long a lecture goes on without notes.

    A prediction takes two minutes: vote, discuss, vote again.
    """
    lesson, gaps = lesson_cells(notebook), [0.0]
    for cell in notebook.cells:
        if is_note(cell):
            gaps.append(0.0)
        elif cell in lesson:
            gaps[-1] += measure(new_notebook(cells=[cell])).minutes
            gaps[-1] += 2 * ("**Predict" in cell.source)
    return gaps


def lesson_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return what is neither exercise, question from before nor note."""
    apart = exercise_cells(notebook)
    return [
        cell
        for cell in notebook.cells
        if cell not in apart
        and not cell.source.startswith(RETRIEVAL)
        and not is_note(cell)
    ]


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
    lesson = lesson_cells(notebook)
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
