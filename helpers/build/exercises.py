"""The exercises of a notebook: where they stand, and two versions of it.

An exercise is three cells: its text, which begins with a bold title; a stub
that ends in ``check("name", answer)``; and a folded hint, within it one more,
and the folded solution, with one block of Python that may stand in the place
of the stub. In the place of a stub there may be a box, ``check_line("name")``;
then the solution defines ``line``.
"""

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

_CHECK = re.compile(
    r'^check\("(?P<name>[a-z0-9-]+)", (?P<answer>\w+)\)\s*\Z', re.M
)
_BOX = re.compile(r'\Acheck_line\("(?P<name>[a-z0-9-]+)"\)\s*\Z')
_SOLUTION = re.compile(
    r"\n*^<details><summary>Solution</summary>\n\n(?P<text>.*?)^</details>$",
    re.M | re.S,
)
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
_HINTS = re.compile(
    r"\A<details><summary>Hint</summary>\n\n\S.*?\n\n"
    r"<details><summary>One more hint</summary>\n\n\S.*?\n\n"
    r"</details></details>",
    re.S,
)
NOTES = "<details><summary>Notes for a lecture</summary>"
_LEFT_OVER = re.compile(r"<summary>\s*(Solution|Notes)", re.I)


@dataclass(frozen=True)
class Exercise:
    """One exercise, as a notebook holds it.

    Attributes
    ----------
    name : str
    place : int
        Index of the stub; its text stands before it, its solution after.
    stub : str
        The code above ``check``; empty for a box.
    solution : str
        The code that may stand in the place of the stub.
    answer : str
        The name that is checked.
    """

    name: str
    place: int
    stub: str
    solution: str
    answer: str

    @property
    def check(self) -> str:
        """The line that checks the answer."""
        return f'check("{self.name}", {self.answer})'


def exercises(notebook: NotebookNode) -> list[Exercise]:
    """Return the exercises of a notebook, in order.

    Parameters
    ----------
    notebook : NotebookNode

    Returns
    -------
    list of Exercise

    Raises
    ------
    ValueError
        If one of them is not written as this module says.
    """
    return list(_found(notebook))


def _found(notebook: NotebookNode) -> Iterator[Exercise]:
    cells = [*notebook.cells, None]
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        checked, box = _CHECK.search(cell.source), _BOX.match(cell.source)
        if checked:
            name, answer = checked.group("name", "answer")
            stub = cell.source[: checked.start()].rstrip()
        elif box:
            name, answer, stub = box["name"], "line", ""
        else:
            continue
        text, folded = cells[place - 1], cells[place + 1]
        if not _is_markdown(text) or not text.source.startswith("**"):
            raise ValueError(f"{name}: expected a bold title above the stub")
        if not _is_markdown(folded) or not _HINTS.match(folded.source):
            raise ValueError(f"{name}: expected two hints below the stub")
        solution = _solution(name, folded.source)
        expected = _names(stub) | {answer}
        if not expected <= _names(solution):
            raise ValueError(
                f"{name}: expected a solution that defines "
                f"{sorted(expected)}, got {sorted(_names(solution))}"
            )
        yield Exercise(name, place, stub, solution, answer)


def _is_markdown(cell: NotebookNode | None) -> bool:
    return cell is not None and cell.cell_type == "markdown"


def _solution(name: str, folded: str) -> str:
    solution = _SOLUTION.search(folded)
    blocks = _BLOCK.findall(solution["text"]) if solution else []
    if len(blocks) != 1:
        raise ValueError(
            f"{name}: expected a solution with one block of Python, got "
            f"{len(blocks)}"
        )
    return blocks[0].rstrip()


def _names(code: str) -> set[str]:
    """Return the names that a piece of code defines."""
    names: set[str] = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            for target in ast.walk(node):
                if isinstance(target, ast.Name) and isinstance(
                    target.ctx, ast.Store
                ):
                    names.add(target.id)
    return names


def student(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without solutions, outputs and lecturer's notes.

    Parameters
    ----------
    notebook : NotebookNode
        It is left as it is.

    Returns
    -------
    NotebookNode
        The stubs are still to be filled; the hints are there.

    Raises
    ------
    ValueError
        If an exercise is not whole, or a solution would be left over.
    """
    notebook = copy.deepcopy(notebook)
    for exercise in exercises(notebook):
        folded = notebook.cells[exercise.place + 1]
        folded.source = _SOLUTION.sub("", folded.source).strip()
    notebook.cells = [c for c in notebook.cells if not is_note(c)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        elif _LEFT_OVER.search(cell.source):
            raise ValueError(
                f"a solution or note is left over: {cell.source[:60]!r}"
            )
    return notebook


def lecturer(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook with each solution in the place of its stub.

    Parameters
    ----------
    notebook : NotebookNode
        It is left as it is.

    Returns
    -------
    NotebookNode
        The stubs' outputs are gone: run them to see the answers checked.

    Raises
    ------
    ValueError
        If an exercise is not whole.
    """
    notebook = copy.deepcopy(notebook)
    for exercise in exercises(notebook):
        cell = notebook.cells[exercise.place]
        cell.source = f"{exercise.solution}\n\n\n{exercise.check}"
        cell.outputs, cell.execution_count = [], None
    return notebook


def is_note(cell: NotebookNode) -> bool:
    """Tell whether a cell is for the lecturer alone.

    Parameters
    ----------
    cell : NotebookNode

    Returns
    -------
    bool
    """
    kind = cell.metadata.get("slideshow", {}).get("slide_type")
    return kind == "notes" or cell.source.startswith(NOTES)
