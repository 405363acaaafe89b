"""The kinds of exercises; each judges an answer and names the slip.

A slip is a wrong answer with a name: an answer that is not right is compared
with each slip of its exercise, and the one it equals is the diagnosis.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from numbers import Integral
from typing import Any

import numpy as np
import sympy

from helpers.answers import AnswerError, Verdict, diagnose, read

_ANYWHERE = (-sympy.oo, sympy.oo)


@dataclass(frozen=True)
class Exercise:
    """What is asked, in the hands of the one who checks.

    The text, hints and worked solution stand in the notebook.

    Parameters
    ----------
    solution : object
        The right answer.
    slips : dict, message -> wrong answer
        What is said to a learner who gives that answer.
    why : str
        What is said to one who is right.
    """

    solution: Any
    _: KW_ONLY
    slips: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""

    def judge(self, answer: Any) -> Verdict:
        """Tell whether an answer is right, and if not, why."""
        raise NotImplementedError

    def _right(self, message: str) -> Verdict:
        return Verdict("right", self.why or message)

    @staticmethod
    def _wrong(message: str, at: Mapping[str, Any] | None = None) -> Verdict:
        return Verdict("not right", message, at)


# --- a formula ---------------------------------------------------------------


@dataclass(frozen=True)
class Formula(Exercise):
    """A formula, as text or as a sympy expression.

    Parameters
    ----------
    solution : str
        As `helpers.answers.read` reads it.
    slips : dict, message -> str
    where : dict, name -> (low, high), set or None
        The names that may be typed, and where each lives; None: anywhere.
    define : dict, name -> str
        Names that stand for a formula.

    Examples
    --------
    >>> slope = Formula(
    ...     "(p_hat - y) x",
    ...     where={"y": {0, 1}, "x": None, "z": None},
    ...     define={"p_hat": "sigma(z)"},
    ...     slips={"one edge is missing, from z to w": "p_hat - y"},
    ... )
    >>> slope.judge("x(p_hat-y)")
    ✓ right: it is proved equal to the expected answer
    >>> slope.judge("p_hat - y")
    ✗ not right: one edge is missing, from z to w
    """

    _: KW_ONLY
    where: Mapping[str, Any] = field(default_factory=dict)
    define: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, sympy.Symbol]:
        """The names that an answer may contain."""
        return {n: sympy.Symbol(n) for n in (*self.where, *self.define)}

    def read(self, text: str) -> sympy.Expr:
        """Return a text as an expression in the exercise's names.

        Raises
        ------
        AnswerError
            If it cannot be read.
        """
        return read(text, self.names)

    def judge(self, answer: Any) -> Verdict:
        verdict = diagnose(
            answer,
            self.read(self.solution),
            where={
                self.names[name]: at or _ANYWHERE
                for name, at in self.where.items()
            },
            define={
                self.names[name]: self.read(text)
                for name, text in self.define.items()
            },
            slips=self.slips,
        )
        return self._right(verdict.message) if verdict.correct else verdict


# --- a number ----------------------------------------------------------------


@dataclass(frozen=True)
class Number(Exercise):
    """A number, or text that is worth one, such as "2/3" or "log(2)".

    Parameters
    ----------
    solution : float
    slips : dict, message -> float
    within : float
        How far off a right answer may be, as a part of the solution; if
        that is 0, of 1.

    Examples
    --------
    >>> Number(0.8, slips={"that is 1 to 4": 0.2}).judge("4/5")
    ✓ right: that is the number
    >>> Number(0.8, slips={"that is 1 to 4": 0.2}).judge(0.2)
    ✗ not right: that is 1 to 4
    """

    _: KW_ONLY
    within: float = 5e-3

    def judge(self, answer: Any) -> Verdict:
        try:
            number = _as_number(answer)
        except AnswerError as refusal:
            return Verdict("not read", refusal.reason)
        if self._is(number, self.solution):
            return self._right("that is the number")
        for message, slip in self.slips.items():
            if self._is(number, slip):
                return self._wrong(message)
        return self._wrong(self._usual(number))

    def _is(self, number: float, other: float) -> bool:
        return abs(number - other) <= self.within * (abs(other) or 1)

    def _usual(self, number: float) -> str:
        """Name a usual slip, or tell on which side the number lies."""
        right = float(self.solution)
        if not right:
            return f"{number:.4g} is too {'large' if number > 0 else 'small'}"
        usual = {
            "the sign is turned round": -right,
            "it is 1 minus what it should be": 1 - right,
            "it is 1 divided by what it should be": 1 / right,
            "it is twice what it should be": 2 * right,
            "it is half what it should be": right / 2,
            "it is a hundred times what it should be": 100 * right,
        }
        for message, slip in usual.items():
            if self._is(number, slip):
                return message
        if number < 0 and right < 0:
            side = "near 0" if number > right else "far from 0"
        else:
            side = "large" if number > right else "small"
        return f"{number:.4g} is too {side}"


def _as_number(answer: Any) -> float:
    """Return an answer as a finite float."""
    if isinstance(answer, bool | np.bool_):
        raise AnswerError("expected a number, got True or False")
    if isinstance(answer, str):
        answer = _read_number(answer)
    try:
        if np.size(answer) == 1 and np.ndim(answer):
            raise AnswerError(
                "expected a number, got an array of one: take it out by `[0]`"
            )
        if np.ndim(answer):
            raise AnswerError("expected one number, got several")
        if np.iscomplexobj(answer):
            raise AnswerError("expected a number, got a complex one")
        number = float(answer)
    except AnswerError:
        raise
    except Exception:
        raise AnswerError(
            f"expected a number, got a {type(answer).__name__}"
        ) from None
    if not np.isfinite(number):
        raise AnswerError(f"expected a finite number, got {number}")
    return number


def _read_number(text: str) -> sympy.Expr:
    try:
        return read(text, {})
    except AnswerError as refusal:
        raise AnswerError(
            f"expected a number alone: {refusal.reason}"
        ) from None


# --- letters -----------------------------------------------------------------


@dataclass(frozen=True)
class Choice(Exercise):
    """One of several, by its letter or number: which line has the slip?

    Parameters
    ----------
    solution : str
    slips : dict, message -> str
        Why it is not that one: a message for each other choice.

    Examples
    --------
    >>> line = Choice("3", slips={"that line is right": "1"})
    >>> line.judge(3)
    ✓ right: yes, that one
    >>> line.judge("4")
    ✗ not read: expected one of 1, 3, got 4
    """

    def judge(self, answer: Any) -> Verdict:
        reasons = {letter: text for text, letter in self.slips.items()}
        known = sorted([self.solution, *reasons])
        given = _named(answer, known)
        if given == self.solution:
            return self._right("yes, that one")
        if given in reasons:
            return self._wrong(reasons[given])
        return Verdict(
            "not read", f"expected one of {', '.join(known)}, got {given}"
        )


def _named(answer: Any, known: Collection[str]) -> str:
    """Return the one choice that an answer names, as "line 3" does."""
    if not isinstance(answer, str):
        return _as_letters(answer)
    parts = re.findall("[A-Z0-9]+", _plain(answer))
    choices = [part for part in parts if len(part) == 1 or part.isdigit()]
    return (
        choices[0]
        if len(choices) == 1 and choices[0] in known
        else " ".join(parts)
    )


@dataclass(frozen=True)
class Order(Exercise):
    """Lines to be put in order, by their letters: "CABED".

    Parameters
    ----------
    solution : str
    slips : dict, message -> str
        Orders that have a name.
    also : tuple of str
        Other orders that are right as well.

    Examples
    --------
    >>> lines = Order("CAB", slips={"that is the way back": "BAC"})
    >>> lines.judge("c, a, b")
    ✓ right: that is the order
    >>> lines.judge("CBA")
    ✗ not right: up to C it is right; what comes next?
    """

    _: KW_ONLY
    also: tuple[str, ...] = ()

    def judge(self, answer: Any) -> Verdict:
        given = _as_letters(answer)
        if sorted(given) != sorted(self.solution):
            known = ", ".join(sorted(self.solution))
            return Verdict(
                "not read",
                f'expected the letters {known}, each once, as in "'
                f'{"".join(sorted(self.solution))}", got {given}',
            )
        if given in (self.solution, *self.also):
            return self._right("that is the order")
        for message, slip in self.slips.items():
            if given == slip:
                return self._wrong(message)
        n = max(_agreeing(given, o) for o in (self.solution, *self.also))
        if not n:
            return self._wrong(f"{given[0]} does not come first")
        return self._wrong(f"up to {given[:n]} it is right; what comes next?")


def _agreeing(one: str, other: str) -> int:
    """Count the letters up to the first that differs."""
    pairs = zip(one, other, strict=True)
    return next(i for i, (a, b) in enumerate(pairs) if a != b)


def _as_letters(answer: Any) -> str:
    """Return letters and digits, in capitals, of a short answer."""
    if not isinstance(answer, str | Integral) or isinstance(answer, bool):
        return f"a {type(answer).__name__}"
    text = _plain(str(answer))
    return "".join(c for c in text if c.isascii() and c.isalnum())


def _plain(text: str) -> str:
    """Return the start of a text in capitals, of the usual width."""
    return unicodedata.normalize("NFKC", text[:80]).upper()
