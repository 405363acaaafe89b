"""What is asked: the expected answer, its names and where they live."""

import math
from collections.abc import Iterable, Mapping
from numbers import Rational, Real
from typing import Any

import sympy

from helpers.answers.building import fit
from helpers.answers.comparison import where_defined
from helpers.answers.grammar import read
from helpers.answers.refusal import AnswerError
from helpers.answers.spelling import Names, can_be_typed
from helpers.derivation.differentiation import work_out
from helpers.derivation.domain import Domain
from helpers.derivation.equality import UNABLE
from helpers.derivation.expressions import as_expr, rebuild

Table = Mapping[Any, Any] | None


class Question:
    """An expected answer, checked and ready to be compared with.

    Parameters
    ----------
    expected, where, define, slips
        As `helpers.answers.diagnose` takes them.

    Attributes
    ----------
    expected : sympy.Expr
        As it was given, in the names that are defined.
    names : dict, name -> sympy.Symbol
        What an answer may contain.
    slips : dict, message -> sympy.Expr
    domain : Domain
    domains : list of Domain
        The parts of it where the expected answer is defined.

    Raises
    ------
    ValueError
        If an argument is not as `diagnose` says.
    """

    def __init__(
        self, expected: object, where: Table, define: Table, slips: Table
    ) -> None:
        try:
            self.domain = Domain(where, define)
            self.expected = as_expr(expected)
            if self.expected.has(sympy.Derivative):
                self.expected = self.unfolded(self.expected)
            self.domains = where_defined(self.expected, self.domain)
        except (TypeError, ValueError) as problem:
            raise ValueError(f"expected, where, define: {problem}") from None
        self.names = _names_of(
            [
                self.expected,
                *self.domain.ranges,
                *self.domain.define,
                *self.domain.define.values(),
            ]
        )
        if not isinstance(slips or {}, Mapping):
            raise ValueError("slips: expected a dict message -> wrong answer")
        self.slips = {
            message: self._own_slip(message, wrong)
            for message, wrong in (slips or {}).items()
        }

    def unfolded(self, expr: sympy.Expr) -> sympy.Expr:
        """Return an expression without defined names or derivatives."""
        return work_out(rebuild(expr), self.domain)

    def read(self, answer: object) -> sympy.Expr:
        """Return an answer as an exact expression in the known names."""
        if isinstance(answer, str):
            return read(answer, self.names)
        expr = _exact(answer)
        symbols = [s for s in expr.free_symbols if s.is_Symbol]
        for symbol in sorted(symbols, key=str):
            if symbol.name not in self.names:
                raise AnswerError(
                    f"`{symbol.name:.20}` is not a name used here; "
                    f"{Names(self.names).listed}"
                )
        known = fit(expr.xreplace({s: self.names[s.name] for s in symbols}))
        try:
            self.unfolded(known)
        except UNABLE as problem:
            raise AnswerError(f"this is out of reach: {problem}") from None
        return known

    def _own_slip(self, message: str, wrong: object) -> sympy.Expr:
        try:
            return self.read(wrong)
        except AnswerError as refusal:
            raise ValueError(f"slips: {message!r}: {refusal}") from None


def _names_of(exprs: Iterable[sympy.Basic]) -> dict[str, sympy.Symbol]:
    """Return the free symbols that can be typed, by name."""
    found: dict[str, sympy.Symbol] = {}
    for symbol in set().union(*(expr.free_symbols for expr in exprs)):
        if not symbol.is_Symbol or not can_be_typed(symbol.name):
            continue
        if found.setdefault(symbol.name, symbol) != symbol:
            raise ValueError(f"two symbols are called {symbol.name}")
    return found


def _exact(answer: Any) -> sympy.Expr:
    """Return a number or an expression, its decimals taken at their word."""
    if isinstance(answer, Rational) and not isinstance(answer, bool):
        return sympy.Rational(int(answer.numerator), int(answer.denominator))
    if isinstance(answer, Real) and not isinstance(answer, bool):
        if not math.isfinite(answer):
            raise AnswerError("a finite number is expected")
        return sympy.Rational(str(answer))
    if isinstance(answer, sympy.Eq):
        raise AnswerError("write only what stands right of the equals sign")
    if not isinstance(answer, sympy.Expr):
        raise AnswerError(
            "expected a formula as text or a sympy expression, got a "
            f"{type(answer).__name__}"
        )
    floats = answer.atoms(sympy.Float)
    return answer.xreplace({f: sympy.Rational(str(f)) for f in floats})
