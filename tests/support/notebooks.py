"""The course's notebooks as tests read them."""

import re
from contextlib import redirect_stdout
from io import StringIO

import nbformat
from nbformat import NotebookNode

from helpers import course
from helpers.build.refresh import NOTEBOOKS

FILES = [notebook.file for notebook in course.COURSE]
LESSONS = [file for file in FILES if not file.startswith("00")]


def read(file: str) -> NotebookNode:
    """Return a notebook of the course as it is committed."""
    return nbformat.read(NOTEBOOKS / file, as_version=4)


def sources(notebook: NotebookNode, kind: str) -> list[str]:
    """Return the sources of its "code" or "markdown" cells."""
    return [c.source for c in notebook.cells if c.cell_type == kind]


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the outputs of all its cells, in order."""
    return [out for cell in notebook.cells for out in cell.get("outputs", [])]


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


def run(file: str) -> None:
    """Run the code of a notebook in this process, and keep it quiet."""
    namespace = {"__name__": "notebook"}
    with redirect_stdout(StringIO()):
        for source in sources(read(file), "code"):
            exec(source, namespace)
