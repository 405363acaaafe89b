"""What learners answer to each exercise; a module for each notebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Answers:
    """Right answers in different forms, and wrong ones.

    Parameters
    ----------
    right : sequence
        At least five.
    wrong : sequence of (answer, words)
        At least five; the verdict on each must contain the words. Each slip
        of the exercise is among them.
    """

    right: Sequence[Any]
    wrong: Sequence[tuple[Any, str]]


#: name of an exercise -> answers to it
ANSWERS: dict[str, Answers] = {
    name: answers
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))
    for name, answers in import_module(
        f"{__name__}.{path.stem}"
    ).ANSWERS.items()
}
