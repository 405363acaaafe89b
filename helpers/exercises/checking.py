"""Check an answer, keep the progress, and show it."""

import difflib
import html
from typing import Any

from helpers import course, output
from helpers.answers import Verdict, read_as_typed
from helpers.exercises import progress
from helpers.exercises._line_box import LineBox
from helpers.exercises.bank import BANK, LESSONS
from helpers.exercises.kinds import Exercise, Formula
from helpers.exercises.todo import is_todo

PROGRESS = (
    "A table of the exercises that you have solved stands here while a "
    "kernel runs. Only your own machine remembers them."
)


# Run again, a cell shows the box that it has shown, with what was answered.
_boxes: dict[str, LineBox] = {}


def check(name: str, answer: Any) -> Verdict:
    """Tell whether an answer is right, and if not, what kind of slip it is.

    Parameters
    ----------
    name : str
        Of an exercise in `BANK`.
    answer : object
        What the exercise asks for: a formula as text or as an expression, a
        number, letters, or a function. `TODO` is an answer still to come.

    Returns
    -------
    Verdict
        Shown as one line. No answer raises, and none runs for ever: see
        `helpers.exercises.running`.

    Raises
    ------
    ValueError
        If there is no exercise of that name.

    Examples
    --------
    >>> check("odds-to-probability", "o / (1 + o)").correct
    True
    >>> check("odds-to-probability", ...)
    · not attempted: put your answer in the place of TODO, and run the cell
    """
    exercise = of_name(name)
    if is_todo(answer):
        return Verdict(
            "not attempted",
            "put your answer in the place of TODO, and run the cell",
        )
    verdict = exercise.judge(answer)
    if verdict.correct:
        progress.record(name)
    return verdict


def check_line(name: str) -> LineBox:
    """Return a box in which a line can be typed and checked.

    Parameters
    ----------
    name : str
        Of a `Formula` in `BANK`. Where no kernel runs, ``check`` with the
        same name does the same.

    Returns
    -------
    LineBox
        As a cell's last line it shows itself; always the same for a name.

    Raises
    ------
    ValueError
        If there is no exercise of that name, or it asks for no formula.
    """
    exercise = of_name(name)
    if not isinstance(exercise, Formula):
        kind = type(exercise).__name__
        raise ValueError(f"name: expected a Formula, got the {kind} {name!r}")
    if name not in _boxes:
        _boxes[name] = LineBox(
            "Your line",
            read=lambda text: read_as_typed(text, exercise.names),
            judge=lambda text: check(name, text),
            instead=f'In a cell: check("{name}", "…").',
        )
    return _boxes[name]


def of_name(name: str) -> Exercise:
    """Return an exercise of the bank.

    Parameters
    ----------
    name : str

    Returns
    -------
    Exercise

    Raises
    ------
    ValueError
        If there is none of that name.
    """
    if isinstance(name, str) and name in BANK:
        return BANK[name]
    near = difflib.get_close_matches(str(name)[:80], BANK, n=1)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    raise ValueError(
        f"name: expected an exercise of BANK, got {str(name)[:80]!r}{meant}"
    )


def show_progress() -> None:
    """Show how many exercises of each notebook are solved.

    Notes
    -----
    The text of the output is always the same, whoever has solved what.
    """
    from ipywidgets import HTML

    output.show_widget(HTML(_table(progress.solved())), PROGRESS)


def _table(solved: set[str]) -> str:
    """Return the progress as an HTML table.

    Examples
    --------
    >>> "1 of " in _table({"odds-to-probability"})
    True
    """
    rows = []
    for notebook in course.COURSE:
        names = LESSONS.get(notebook.label, {})
        if not names:
            continue
        n, total = len(solved & set(names)), len(names)
        title = html.escape(notebook.title)
        rows.append(
            f'<tr><td><a href="{notebook.file}">{notebook.label}</a></td>'
            f'<td>{title}</td><td><progress value="{n}" max="{total}" '
            f'aria-label="{title}"></progress></td>'
            f"<td>{n} of {total}</td></tr>"
        )
    head = "<tr><th></th><th>Notebook</th><th></th><th>solved</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>"
