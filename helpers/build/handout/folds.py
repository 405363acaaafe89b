"""What is folded on screen stands at the end of a handout, numbered.

In its place stay the choices of a prediction as a list, a question from
before, or the name of what was folded; and the number of the answer. Hints
stand apart, so that who needs one does not see the solution beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

_TAG = re.compile(
    r"<details[^>]*>\s*<summary>(.*?)</summary>|</details>", re.S
)
# The heading, or the numbered item, that the next answers belong to.
_PLACE = re.compile(r"^(?:##? (.+)|\*\*(\d+\. .+?)\*\*)", re.M)
_HINT, _SOLUTION, _NOTES = "Hint", "Solution", "Notes for a lecture"


@dataclass(frozen=True)
class Fold:
    """One ``<details>``: its summary, and its text with what is in it."""

    summary: str
    parts: list["str | Fold"] = field(default_factory=list)

    @property
    def is_asked(self) -> bool:
        """Whether its summary is a choice or a question: to be read."""
        return self.summary.startswith("<b>") or self.summary.endswith("?")


def read(markdown: str) -> list[str | Fold]:
    """Return Markdown as a list of texts and folds, lecture notes left out.

    Parameters
    ----------
    markdown : str

    Returns
    -------
    list of str or Fold

    Raises
    ------
    ValueError
        If a ``<details>`` does not end, or one ends that never began.

    Examples
    --------
    >>> text, fold = read("See:<details><summary>Hint</summary>no</details>")
    >>> text, fold.summary, fold.parts
    ('See:', 'Hint', ['no'])
    """
    open_folds, end = [Fold("")], 0
    for tag in _TAG.finditer(markdown):
        _add(open_folds[-1], markdown[end : tag.start()])
        end = tag.end()
        if tag[1] is not None:
            open_folds.append(Fold(tag[1].strip()))
        elif len(open_folds) > 1:
            _add(open_folds[-2], open_folds.pop())
        else:
            raise ValueError(_unbalanced(markdown))
    if len(open_folds) > 1:
        raise ValueError(_unbalanced(markdown))
    _add(open_folds[0], markdown[end:])
    return open_folds[0].parts


def _add(fold: Fold, part: str | Fold) -> None:
    is_notes = isinstance(part, Fold) and part.summary == _NOTES
    if not is_notes and part:
        fold.parts.append(part)


def _unbalanced(markdown: str) -> str:
    return (
        "notebook: expected a </details> for each <details>, got "
        f"{markdown.strip()[:60]!r} …"
    )


def move(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Take folds out of Markdown cells, and return cells for the end.

    Parameters
    ----------
    cells : list of NotebookNode
        Their sources change.

    Returns
    -------
    list of NotebookNode
        Of hints, then of answers; none where nothing is folded.

    Raises
    ------
    ValueError
        As `read`.
    """
    place, found = "", []
    for cell in cells:
        if cell.cell_type != "markdown":
            continue
        pieces = []
        for run in _runs(read(cell.source)):
            if isinstance(run, str):
                place = _last_place(run) or place
                pieces.append(run.strip("\n"))
            else:
                found.append((place, run))
                pieces.append(_left_in_place(run, len(found)))
        cell.source = "\n\n".join(pieces)
    return [*_at_the_end("Hint", found), *_at_the_end("Answer", found)]


def _runs(parts: list[str | Fold]) -> Iterator[str | list[Fold]]:
    """Yield texts, and lists of folds with nothing between them."""
    told = [p for p in parts if isinstance(p, Fold) or p.strip()]
    for _, run in groupby(told, type):
        kept = list(run)
        folds = [part for part in kept if isinstance(part, Fold)]
        yield folds or "".join(map(str, kept))


def _last_place(text: str) -> str:
    *_, last = ["", *(a or b for a, b in _PLACE.findall(text))]
    return last.rstrip(".")


def _left_in_place(folds: list[Fold], number: int) -> str:
    """Return what stays where they were: choices, or names; the number."""
    links = ", ".join(
        f'<a href="#{name}-{number}">{name} {number}</a>'
        for name in ("hint", "answer")
        if _of_kind(name, folds)
    )
    asked = [f"<li>{fold.summary}</li>" for fold in folds if fold.is_asked]
    names = [fold.summary for fold in folds if not fold.is_asked]
    listed = "\n".join(['<ul class="asked">', *asked, "</ul>\n"])
    told = f"{', '.join(names)}: " if set(names) - {_HINT, _SOLUTION} else ""
    return (
        f'{listed if asked else ""}<p class="to-the-end">{told}→ {links}</p>'
    )


def _of_kind(name: str, folds: list[Fold]) -> list[Fold]:
    return [f for f in folds if (f.summary == _HINT) == (name == "hint")]


def _at_the_end(
    name: str, found: list[tuple[str, list[Fold]]]
) -> Iterator[NotebookNode]:
    """Yield a heading, and a cell for each number that has any of a kind."""
    heading = f"## {name}s"
    for number, (place, folds) in enumerate(found, start=1):
        if kept := _of_kind(name.lower(), folds):
            yield new_markdown_cell(
                f'{heading}\n\n### <span id="{name.lower()}-{number}">'
                f"{name} {number}</span> · {place}\n\n"
                + "\n\n".join(map(_unfolded, kept)),
                metadata={"handout": name.lower()},
            )
            heading = ""


def _unfolded(fold: Fold) -> str:
    """Return a fold as open text, and what is in it too."""
    texts = [
        _unfolded(part) if isinstance(part, Fold) else part.strip("\n")
        for part in fold.parts
    ]
    # The heading names hints and answers already.
    if fold.summary not in (_HINT, _SOLUTION):
        texts.insert(0, f'<p class="summary">{fold.summary}</p>')
    return "\n\n".join(['<div class="fold">', *texts, "</div>"])
