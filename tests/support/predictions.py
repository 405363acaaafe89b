r"""The predictions of a notebook, and what would spoil one.

A prediction is a Markdown cell with **Predict** in it. A *closed* one offers
choices, each a block of its own that unfolds; the right one begins with ✓,
and the others answer the thought that leads to them::

    **Predict.** When does the error change its sign, and still shrink?

    <details><summary><b>A</b> when η is below 1/λ</summary>

    Then the factor $1 - \eta\lambda$ lies between 0 and 1.

    </details>

In a formula ``<`` is written ``\lt``, or HTML takes it for a tag. What
answers a prediction is the next cell whose output is folded
(``"jupyter": {"outputs_hidden": true}``), an explorer, or what the choices
hold. Of a folded output JupyterLab shows the first line of text: it is
"Compare with your choice." or "Compare with your guess."
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from tests.support.notebooks import is_folded, unfolded

NEUTRAL = ("Compare with your choice", "Compare with your guess")

_PROMPT = re.compile(r"\*\*Predict\b")
_CHOICE = re.compile(
    r"(?:^|\n\n)<details><summary><b>([A-Z])</b> ([^\n]+)</summary>\n\n"
    r"(\S.*?)\n\n</details>(?=\n\n|\s*$)",
    re.S,
)
_FORMULA = re.compile(r"(\$\$?)(.+?)\1", re.S)
# Numbers long enough to give a result away: with a dot, or of three digits.
_NUMBER = re.compile(r"\d+\.\d+|\d{3,}")


@dataclass(frozen=True)
class Prediction:
    """One prediction: its cell, and the cells up to the next question."""

    place: int
    cell: NotebookNode
    after: list[NotebookNode]

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """Letter, summary and folded text of each choice."""
        return _CHOICE.findall(self.cell.source)

    @property
    def is_closed(self) -> bool:
        return "<summary><b>" in self.cell.source

    @property
    def right(self) -> list[str]:
        """Letters of the choices marked as right."""
        return [letter for letter, _, text in self.choices if text[0] == "✓"]

    @property
    def until_answer(self) -> list[NotebookNode]:
        """The cells of code up to the first with folded output."""
        code = [c for c in self.after if c.cell_type == "code"]
        for end, cell in enumerate(code, start=1):
            if is_folded(cell, "outputs"):
                return code[:end]
        return []

    @property
    def is_answered_by_explorer(self) -> bool:
        code = [c.source for c in self.after if c.cell_type == "code"]
        return bool(code) and "explorers." in code[0]


def predictions(notebook: NotebookNode) -> list[Prediction]:
    """Find the predictions of a notebook.

    What follows one ends at the next prediction, the next heading or the
    end.
    """
    cells = notebook.cells
    starts = [
        i
        for i, cell in enumerate(cells)
        if cell.cell_type == "markdown"
        and _PROMPT.search(unfolded(cell.source))
    ]
    found = []
    for start in starts:
        end = start + 1
        while end < len(cells) and not (
            end in starts or cells[end].source.startswith("## ")
        ):
            end += 1
        found.append(Prediction(start, cells[start], cells[start + 1 : end]))
    return found


def faults(prediction: Prediction) -> Iterator[str]:
    """Say what is wrong with a prediction's form, or spoils it."""
    if len(_PROMPT.findall(prediction.cell.source)) > 1:
        yield "two predictions in one cell"
    if prediction.is_closed:
        yield from _faults_of_choices(prediction)
    if prediction.until_answer:
        yield from _faults_of_answer(prediction)
    elif prediction.is_answered_by_explorer:
        return
    elif not prediction.is_closed:
        if "<details>" not in prediction.cell.source:
            yield "nothing answers it: no folded output, explorer or details"
    elif any(c.get("outputs") for c in prediction.after):
        yield "the output of the next cell of code is not folded"


def _faults_of_choices(prediction: Prediction) -> Iterator[str]:
    choices = prediction.choices
    n_blocks = prediction.cell.source.count("<details>")
    if len(choices) != n_blocks:
        yield (
            f"{len(choices)} of {n_blocks} choices are blocks of their own, "
            "with blank lines around the text"
        )
    letters = "".join(letter for letter, _, _ in choices)
    if letters not in ("AB", "ABC", "ABCD"):
        yield f"choices {letters}, expected A, B and up to D"
    if len(prediction.right) != 1:
        yield f"right choices: {prediction.right}, expected one"
    if "✓" in unfolded(prediction.cell.source) or any(
        "✓" in summary for _, summary, _ in choices
    ):
        yield "the mark of the right choice shows before it is unfolded"


def _faults_of_answer(prediction: Prediction) -> Iterator[str]:
    *_, answer = prediction.until_answer
    told = first_line(answer).rstrip(".") not in NEUTRAL
    if told and not _is_moved_by_hand(answer):
        yield f"the first line of the answer tells: {first_line(answer)!r}"
    for cell in prediction.until_answer:
        if re.search(r"^\s*assert\b", cell.source, re.M):
            yield "an assertion stands before the answer"
        if cell is not answer and cell.get("outputs"):
            yield "a cell between prompt and answer shows something"
    asked = set(_NUMBER.findall(prediction.cell.source))
    hinted = set(_NUMBER.findall(_hints(prediction, answer))) - asked
    if hinted & set(_NUMBER.findall(_text(answer))):
        yield f"the answer is given away before it is run: {hinted}"


def _hints(prediction: Prediction, answer: NotebookNode) -> str:
    """Return what is read before the answer: comments and other text."""
    before = itertools.takewhile(lambda c: c is not answer, prediction.after)
    text = [unfolded(c.source) for c in before if c.cell_type == "markdown"]
    return "\n".join([*text, *re.findall(r"#.*", answer.source)])


def _is_moved_by_hand(cell: NotebookNode) -> bool:
    """Tell whether a widget shows the answer, one press at a time."""
    widget = "application/vnd.jupyter.widget-view+json"
    return any(widget in output.get("data", {}) for output in cell.outputs)


def _text(cell: NotebookNode) -> str:
    return "\n".join(
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for output in cell.get("outputs", [])
    )


def first_line(cell: NotebookNode) -> str:
    """Return what JupyterLab shows of a folded output.

    The first line of text; of a picture, the first sentence of its
    description.
    """
    line = _text(cell).partition("\n")[0]
    pictures = any("image/png" in o.get("data", {}) for o in cell.outputs[:1])
    return line.partition(". ")[0] if pictures else line


def faults_of_formulas(markdown: str) -> list[str]:
    """Return the formulas whose angle brackets HTML would swallow."""
    return [
        formula
        for _, formula in _FORMULA.findall(markdown)
        if re.search(r"<|&lt;|&gt;", formula)
    ]
