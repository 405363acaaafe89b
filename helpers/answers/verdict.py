"""What is said about an answer, in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MARKS = {
    "right": "✓",
    "not right": "✗",
    "not read": "✗",
    "undecided": "?",
    "not attempted": "·",
}


@dataclass(frozen=True, repr=False)
class Verdict:
    """Whether an answer is right, and if not, why.

    Parameters
    ----------
    state : str
        "right", "not right", "not read" (the text is no formula),
        "undecided" or "not attempted".
    message : str
        One line for the learner; formulas stand between backticks.
    counterexample : dict, symbol -> number, optional
        A point where the answer differs from the expected one; for a
        function, its arguments by name.

    Examples
    --------
    >>> verdict = Verdict("not right", "the sign is turned round")
    >>> verdict
    ✗ not right: the sign is turned round
    >>> verdict.correct
    False
    """

    state: str
    message: str
    counterexample: Mapping[Any, Any] | None = None

    def __post_init__(self) -> None:
        if self.state not in _MARKS:
            raise ValueError(
                f"state: expected one of {list(_MARKS)}, got {self.state!r}"
            )

    @property
    def correct(self) -> bool:
        """Whether the answer is proved to be the expected one."""
        return self.state == "right"

    def __repr__(self) -> str:
        return self._line(self.state)

    def _repr_markdown_(self) -> str:
        return self._line(f"**{self.state}**")

    def _line(self, state: str) -> str:
        text = f"{_MARKS[self.state]} {state}: {self.message}"
        return " ".join(text.split())
