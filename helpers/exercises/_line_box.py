"""A box on the page to type a line and have it checked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import sympy
import traitlets

from helpers import output
from helpers.answers import AnswerError, Verdict
from helpers.answers.tokens import MAX_CHARS
from helpers.derivation.mathml import mathml

#: so many answers are kept
KEPT = 20
WITHOUT_KERNEL = (
    "A box to type a line and have it checked; without a running kernel "
    "there is none."
)
_WEB = Path(__file__).with_suffix("")


class LineBox(anywidget.AnyWidget):
    """A box for one line: Enter checks it, and what was typed stays below.

    Parameters
    ----------
    prompt : str
        What to type; formulas stand between backticks.
    read : callable, str -> sympy.Expr
        Raises `helpers.answers.AnswerError` for what is no formula.  With
        `helpers.answers.read_as_typed` the page shows the terms in the
        order in which they were typed.
    judge : callable, str -> helpers.answers.Verdict
    instead : str, optional
        What to do where no kernel runs, in a sentence.

    Attributes
    ----------
    acts : list
        What was done and not heard yet, in order; the page alone sets it.
        Each act is a list: its number, counted from 1, "read" or "judge",
        and the text.
    heard : int
        The number of the last act that was answered.
    told : dict
        The answer to that act: its number, the MathML of what was read, a
        hint why nothing was, and after "judge" the verdict in words.
    answers : list of dict
        What was judged, newest first: the text, its MathML, the verdict.

    Examples
    --------
    >>> from helpers.answers import diagnose, read_as_typed
    >>> p, y = sympy.symbols("p_hat y")
    >>> box = LineBox(
    ...     "The derivative of the loss by z:",
    ...     read=lambda text: read_as_typed(text, {"p_hat": p, "y": y}),
    ...     judge=lambda text: diagnose(text, p - y),
    ... )
    >>> box.acts = [[1, "judge", "y - p_hat"]]
    >>> box.told["said"]
    '✗ not right: the sign is turned round'
    >>> box.close()
    """

    _esm = _WEB.with_suffix(".js").read_text("utf-8")
    _css = _WEB.with_suffix(".css").read_text("utf-8")
    prompt = traitlets.Unicode().tag(sync=True)
    longest = traitlets.Int(MAX_CHARS).tag(sync=True)
    acts = traitlets.List().tag(sync=True)
    heard = traitlets.Int().tag(sync=True)
    told = traitlets.Dict().tag(sync=True)
    answers = traitlets.List().tag(sync=True)

    def __init__(
        self,
        prompt: str,
        *,
        read: Callable[[str], sympy.Expr],
        judge: Callable[[str], Verdict],
        instead: str = "",
    ) -> None:
        super().__init__(prompt=prompt)
        self._read, self._judge, self._instead = read, judge, instead
        self.observe(self._hear, "acts")

    def __repr__(self) -> str:
        return f"<LineBox: {self.prompt}>"

    def close(self) -> None:
        """Leave nothing in memory, nor the layout that ipywidgets made."""
        super().close()
        self.layout.close()

    def show(self) -> None:
        """Display the box, and the sentence that stands for it."""
        output.show_widget(self, f"{WITHOUT_KERNEL} {self._instead}".strip())

    def _ipython_display_(self) -> None:
        self.show()

    def _hear(self, _: Any) -> None:
        new = [act for act in self.acts if act[0] > self.heard]
        # One message: the answer and the list of answers come together.
        with self.hold_sync():
            for number, kind, text in new:
                # First, so that an act that raises is not tried for ever.
                self.heard = number
                self._answer(number, kind, text[: MAX_CHARS + 1])

    def _answer(self, number: int, kind: str, text: str) -> None:
        math, hint = self._shown(text)
        told = {"number": number, "math": math, "hint": hint, "said": ""}
        if kind == "judge":
            verdict = self._verdict(text)
            told["said"] = str(verdict)
            if verdict.state != "not attempted":
                self._keep(text, math, verdict)
        self.told = told

    def _shown(self, text: str) -> tuple[str, str]:
        """Return what was read as MathML, or why nothing was."""
        if not text.strip():
            return "", ""
        try:
            return mathml(self._read(text)), ""
        except AnswerError as refusal:
            return "", refusal.reason

    def _verdict(self, text: str) -> Verdict:
        if not text.strip():
            return Verdict("not attempted", "type a line, then press Enter")
        return self._judge(text)

    def _keep(self, text: str, math: str, verdict: Verdict) -> None:
        """Put an answer on top of the others; one given again moves up."""
        new = {
            "text": text,
            "math": math,
            "state": verdict.state,
            "said": str(verdict),
        }
        others = [one for one in self.answers if one["text"] != text]
        self.answers = [new, *others][:KEPT]
