"""What a lecturer wants to read while the room sees the deck.

A note is a Markdown cell whose slide type is "notes", folded for those who
learn alone; the deck leaves it out::

    <details><summary>Notes for a lecture</summary>

    **Ask:** ... **They will say:** ... **They stumble over:** ...

    </details>
"""

import re
import tempfile
import webbrowser
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Template
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from helpers import course
from helpers.build import pages, refresh
from helpers.build.exercises import is_note

_TEMPLATE = Path(__file__).with_name("notes.html")
_FOLD = re.compile(r"<details>\s*(?:<summary>.*?</summary>)?|</details>", re.S)
_FOLDED = re.compile(r"<details>.*?</details>", re.S)
_HEADING = re.compile(r"^#{1,3} (.+)$", re.M)
_EXPLORER = re.compile(r"\bexplorers\.\w+\(")
# A line of code is explained, a poll is voted on twice and an explorer moved,
# so they take as long as so many words.
_WORDS_A_LINE = 15
_WORDS_A_POLL = 150
_WORDS_AN_EXPLORER = 400


@dataclass(frozen=True)
class Note:
    """One note.

    Attributes
    ----------
    heading : str
        Of the slide it belongs to.
    minute : int
        When the lecture will have come to it.
    html : str
        Its text.
    """

    heading: str
    minute: int
    html: str


def notes(name: str, out: str | None = None, *, browser: bool = True) -> None:
    """Write the notes of a notebook as a page that holds all it needs.

    Parameters
    ----------
    name : str
        The number of a notebook, as in "04", or its file name.
    out : str, optional
        A file to be made; one in a temporary folder unless given.
    browser : bool
        Whether to open the page; its path is printed in any case.

    Raises
    ------
    ValueError
        If the course has no such notebook, or if the file exists or cannot
        be written; nothing is written then.
    """
    (file,) = refresh.chosen([name])
    (about,) = (one for one in course.COURSE if one.file == file)
    notebook = refresh.read(file)
    written = _write(page(notebook, about.title, about.minutes or 45), out)
    print(f"{written}: written")
    if browser:
        webbrowser.open(written.as_uri())


def _write(text: str, out: str | None) -> Path:
    """Write a file that does not exist yet."""
    folder = tempfile.mkdtemp(prefix="notes-") if out is None else "."
    path = Path(folder, out or "notes.html").resolve()
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        raise ValueError(
            f"out: expected a file that can be made, got {str(path)!r}"
        ) from None
    return path


def page(notebook: NotebookNode, title: str, minutes: int) -> str:
    """Return the notes of a notebook as one HTML page.

    Parameters
    ----------
    notebook : NotebookNode
        It is left as it is.
    title : str
    minutes : int
        How long the lecture is.

    Returns
    -------
    str
    """
    template = Template(_TEMPLATE.read_text("utf-8"), autoescape=False)
    found = found_in(notebook, minutes)
    has_formulas = any("$" in note.html for note in found)
    return template.render(
        title=title,
        minutes=minutes,
        notes=found,
        formulas=pages.mathjax() if has_formulas else "",
    )


def found_in(notebook: NotebookNode, minutes: int) -> list[Note]:
    """Return the notes of a notebook, in order.

    The minutes are shared out by what is shown until a note comes: words,
    lines of code that are not folded, polls and explorers.

    Parameters
    ----------
    notebook : NotebookNode
    minutes : int
        How long the lecture is.

    Returns
    -------
    list of Note
    """
    whole = sum(map(_length, notebook.cells)) or 1
    heading, shown, made = "", 0, []
    for cell in notebook.cells:
        if is_note(cell):
            text = _FOLD.sub("", cell.source).strip()
            minute = round(minutes * shown / whole)
            made.append(Note(heading, minute, markdown2html(text)))
        elif cell.cell_type == "markdown":
            # Of a step without one, the last heading still stands above.
            heading = (_HEADING.findall(cell.source) or [heading])[0]
        shown += _length(cell)
    return made


def _length(cell: NotebookNode) -> int:
    """Return how long a cell takes in a lecture, in words."""
    kind = cell.metadata.get("slideshow", {}).get("slide_type")
    if kind == "skip" or is_note(cell):
        return 0
    if cell.cell_type == "markdown":
        polls = _WORDS_A_POLL * cell.source.count("**Predict")
        return polls + len(_FOLDED.sub("", cell.source).split())
    is_folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
    lines = 0 if is_folded else len(cell.source.splitlines())
    explorers = len(_EXPLORER.findall(cell.source))
    return _WORDS_A_LINE * lines + _WORDS_AN_EXPLORER * explorers
