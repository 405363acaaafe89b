"""Two pages to keep at hand, made from the notebooks: formulas and a glossary.

The formulas are the displays of cells that carry the tag ``formula``, below
them what each lesson's last cell sums up. The glossary's symbols are those of
the tables "Symbols used here".
"""

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers import course
from helpers.build import refresh

_TERMS = Path(__file__).with_name("glossary.md")
_DISPLAY = re.compile(r"\$\$.*?\$\$", re.S)


def formula_sheet() -> NotebookNode:
    """Return the course's formulas and what sums them up, by lesson.

    Returns
    -------
    NotebookNode
        With Markdown cells only.
    """
    texts = ["# Formulas of the course"]
    for entry, notebook in _lessons():
        shown = [
            # In the notebook it ends a sentence, here it stands alone.
            re.sub(r"[.,](?=\$\$$)", "", display)
            for cell in notebook.cells
            if "formula" in cell.metadata.get("tags", [])
            for display in _DISPLAY.findall(cell.source)
        ]
        if shown:
            kept = re.findall(r"^- .*$", notebook.cells[-1].source, re.M)
            heading = f"## {entry.label} {entry.title}"
            texts.append("\n\n".join([heading, *shown, "\n".join(kept)]))
    return new_notebook(cells=list(map(new_markdown_cell, texts)))


def glossary() -> NotebookNode:
    """Return the course's terms, and its symbols with their first lesson.

    Returns
    -------
    NotebookNode
        With Markdown cells only.
    """
    rows = [
        f"| {symbol} | {meaning} | {label} |"
        for symbol, (meaning, label) in symbols().items()
    ]
    head = "| symbol | meaning | lesson |\n|-|-|-|"
    texts = [
        "# Glossary",
        f"## Terms\n\n{_TERMS.read_text('utf-8').strip()}",
        "\n".join(["## Symbols\n", head, *rows]),
    ]
    return new_notebook(cells=list(map(new_markdown_cell, texts)))


def symbols() -> dict[str, tuple[str, str]]:
    """Return the symbols of all lessons.

    Returns
    -------
    dict, symbol -> (meaning, label of the lesson)
        Rows of the tables, without those that hold no new letter.

    Examples
    --------
    >>> symbols()["η"]
    ('learning rate', '04')
    """
    found: dict[str, tuple[str, str]] = {}
    known: set[str] = set()
    for entry, notebook in _lessons():
        for symbol, meaning in _table(notebook):
            if not known >= _letters(symbol):
                known |= _letters(symbol)
                found[symbol] = meaning, entry.label
    return found


def _letters(symbol: str) -> set[str]:
    """Return the letters of a row: "w, b; z = wx + b" has w, b and z."""
    parts = re.split("[,;]", symbol)
    return {part.partition(" = ")[0].strip() for part in parts}


def _table(notebook: NotebookNode) -> list[tuple[str, str]]:
    """Return first and last column of a lesson's table of symbols."""
    rows = [
        line.strip("| ").split(" | ")
        for cell in notebook.cells
        if cell.source.startswith("## Symbols used here")
        for line in cell.source.splitlines()
        if line.startswith("| ")
    ]
    return [(row[0], row[-1]) for row in rows[1:]]


def _lessons() -> Iterator[tuple[course.Notebook, NotebookNode]]:
    for entry in course.COURSE:
        if entry.minutes is not None:
            yield entry, refresh.read(entry.file)
