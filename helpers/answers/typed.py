"""A formula in the order in which it was typed."""

from collections.abc import Callable, Mapping
from typing import Any

import sympy
from sympy.core.parameters import evaluate

from helpers.answers import building
from helpers.answers.grammar import Reader, read
from helpers.answers.spelling import Names
from helpers.answers.tokens import plain, tokens


def read_as_typed(text: str, symbols: Mapping[str, sympy.Expr]) -> sympy.Expr:
    """Read a formula as `read` does, but leave it as it was typed.

    Parameters
    ----------
    text, symbols
        As for `read`.

    Returns
    -------
    sympy expression
        Equal to what `read` returns; nothing in it is multiplied out,
        cancelled or put in another order.

    Raises
    ------
    AnswerError, ValueError
        As `read`.

    Examples
    --------
    >>> p, x = sympy.symbols("p x")
    >>> read("2 (p - x)", {"p": p, "x": x})
    2*p - 2*x
    >>> read_as_typed("2 (p - x)", {"p": p, "x": x})
    2*(p - x)
    """
    # It refuses what could grow, before anything is put together here.
    read(text, symbols)
    flat = plain(text)
    cut = tokens(flat, Names(symbols))
    with evaluate(False):
        return _AsTyped(flat, cut).whole()


class _AsTyped(Reader):
    """Builds without a check: `read` has accepted the text."""

    def sum(self) -> sympy.Expr:
        return _in_a_row(super().sum())

    def product(self) -> sympy.Expr:
        return _in_a_row(super().product())

    def built(
        self, place: int, build: Callable[..., sympy.Expr], *args: Any
    ) -> sympy.Expr:
        return _BUILD[build](*args)


def _in_a_row(expr: sympy.Expr) -> sympy.Expr:
    """Write (a + b) + c as a + b + c; a fraction stays a factor."""
    if not isinstance(expr, sympy.Add | sympy.Mul):
        return expr
    first, *rest = expr.args
    first = _in_a_row(first)
    row = [*first.args, *rest]
    if expr.func == first.func and not any(map(_divides, row)):
        return expr.func(*row)
    return expr.func(first, *rest)


def _divides(factor: sympy.Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_negative)


def _raised(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    return sympy.exp(exponent) if base is sympy.E else base**exponent


def _applied(function: str, argument: sympy.Expr) -> sympy.Expr:
    return (building.FUNCTIONS | {"sqrt": sympy.sqrt})[function](argument)


_BUILD: dict[Callable[..., sympy.Expr], Callable[..., sympy.Expr]] = {
    building.fit: lambda expr: expr,
    building.divided: lambda top, bottom: top / bottom,
    building.raised: _raised,
    building.applied: _applied,
}
