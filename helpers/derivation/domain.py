"""Where each symbol of a derivation lives, and what it stands for."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping
from types import NoneType
from typing import Any

import sympy

from helpers.derivation.expressions import (
    VARIABLES,
    UndecidedError,
    as_expr,
    make,
)

#: an open interval (low, high), or the finite set of values
Range = tuple[sympy.Expr, sympy.Expr] | frozenset[sympy.Rational]

MAX_CASES = 16


class Domain:
    """Where each symbol lives, and what the defined symbols stand for.

    Parameters
    ----------
    where : dict, optional
        Maps a symbol (or an `IndexedBase`, for all its entries) to an
        open interval ``(low, high)`` or to a finite set of values.  The
        ends are rational numbers; those of an integer symbol may be
        integer expressions: ``{i: (0, m + 1)}`` says that i is one of
        1, ..., m.  Any other symbol takes the range its own assumptions
        give it; a symbol without assumptions is a real number.
    define : dict, optional
        Maps a symbol to the expression it abbreviates.

    Raises
    ------
    TypeError
        If a key is no symbol or a value no exact expression.
    ValueError
        If a range is empty, is neither a pair nor a set, or contradicts
        the symbol's assumptions, or if a definition leads to itself.

    Examples
    --------
    >>> p, y = sympy.symbols("p y")
    >>> Domain({p: (0, 1), y: {0, 1}}).text()
    '0 < p < 1, y in {0, 1}'
    """

    def __init__(
        self,
        where: Mapping | None = None,
        define: Mapping | None = None,
    ) -> None:
        for given in (where, define):
            if not isinstance(given, dict | NoneType):
                raise TypeError("where and define are dicts of symbols")
        self.ranges: dict[sympy.Basic, Range] = {}
        self.define = {
            _check_symbol(key): as_expr(value)
            for key, value in (define or {}).items()
        }
        for key, value in (where or {}).items():
            self.ranges[_check_symbol(key)] = _check_range(key, value)
            _check_assumptions(key, self.ranges[key])
        for key in self.define:
            if not isinstance(key, sympy.Symbol):
                raise TypeError(f"only a symbol can be defined, not {key}")
            if self.unfold(key).free_symbols & set(self.define):
                raise ValueError(f"{key} is defined by itself")

    def without_definitions(self) -> Domain:
        """Return the same ranges, with every symbol its own variable."""
        return Domain(self.ranges)

    def range_of(self, symbol: sympy.Basic) -> Range | None:
        """Return what `where` says about a symbol or an entry."""
        given = self.ranges.get(symbol)
        if given is None and isinstance(symbol, sympy.Indexed):
            return self.ranges.get(symbol.base)
        return given

    def interval(self, symbol: sympy.Basic) -> tuple[sympy.Expr, sympy.Expr]:
        """Return an open interval of numbers that holds a symbol.

        Ends that are expressions, and finite sets, tell no number here.
        """
        given = self.range_of(symbol)
        if isinstance(given, frozenset):
            return -sympy.oo, sympy.oo
        low, high = given or (-sympy.oo, sympy.oo)
        low = low if low.is_number else -sympy.oo
        high = high if high.is_number else sympy.oo
        if isinstance(symbol, sympy.Indexed):
            symbol = symbol.base.label
        if symbol.is_positive:
            low = max(low, sympy.Integer(0))
        elif symbol.is_integer and symbol.is_nonnegative:
            low = max(low, sympy.Integer(-1))
        if symbol.is_negative:
            high = min(high, sympy.Integer(0))
        return low, high

    def ends(
        self, symbol: sympy.Basic
    ) -> tuple[sympy.Expr, sympy.Expr] | None:
        """Return the first and the last value of an integer, if given."""
        given = self.ranges.get(symbol)
        if not symbol.is_integer or not isinstance(given, tuple):
            return None
        low, high = given
        if not (low.is_integer and high.is_integer):
            return None
        return low + 1, high - 1

    def cases(self, symbol: sympy.Basic) -> list[sympy.Rational] | None:
        """Return the values of a symbol that has finitely many, or None."""
        given = self.range_of(symbol)
        return sorted(given) if isinstance(given, frozenset) else None

    def combinations(
        self, symbols: Collection[sympy.Basic]
    ) -> Iterator[dict[sympy.Basic, sympy.Rational]]:
        """Yield every choice of values of those that have finitely many.

        Nothing is yielded if none has, or if over `MAX_CASES` choices
        would have to be looked at.

        Examples
        --------
        >>> x, y = sympy.symbols("x y")
        >>> list(Domain({y: {0, 1}}).combinations([x, y]))
        [{y: 0}, {y: 1}]
        """
        values = {s: self.cases(s) for s in sorted(symbols, key=str)}
        finite = {s: cases for s, cases in values.items() if cases}
        if finite and math.prod(map(len, finite.values())) <= MAX_CASES:
            for choice in itertools.product(*finite.values()):
                yield dict(zip(finite, choice, strict=True))

    def unfold(
        self, expr: sympy.Basic, keep: Collection[sympy.Basic] = ()
    ) -> sympy.Basic:
        """Replace defined symbols by what they stand for, except `keep`.

        Derivatives inside are left alone: see `work_out`.
        """
        table = {k: v for k, v in self.define.items() if k not in keep}
        for _ in range(len(table)):
            replaced = _outside_derivatives(expr, table)
            if replaced == expr:
                break
            expr = replaced
        return expr

    def text(self) -> str:
        """Return the ranges as plain text."""
        return ", ".join(
            range_text(str(key), value) for key, value in self.ranges.items()
        )


def _outside_derivatives(
    expr: sympy.Basic, table: Mapping[sympy.Basic, sympy.Basic]
) -> sympy.Basic:
    if isinstance(expr, sympy.Derivative) or not table:
        return expr
    if expr in table:
        return table[expr]
    if not expr.has(*table):
        return expr
    if isinstance(expr, sympy.Sum):
        names = {k for k in table if expr.has(k)}
        names = names.union(*(table[k].free_symbols for k in names))
        if names & set(expr.bound_symbols):
            raise UndecidedError("a summation index has a second meaning")
    args = [_outside_derivatives(arg, table) for arg in expr.args]
    return make(expr.func, *args)


def range_text(
    name: str,
    value: Range,
    less: str = "<",
    member: str = "in",
    braces: tuple[str, str] = ("{", "}"),
) -> str:
    """Return ``low < name < high`` or ``name in {...}``.

    Examples
    --------
    >>> range_text("p", (sympy.Integer(0), sympy.oo))
    '0 < p'
    """
    if isinstance(value, frozenset):
        inside = ", ".join(str(v) for v in sorted(value))
        return f"{name} {member} {braces[0]}{inside}{braces[1]}"
    low, high = value
    left = "" if low == -sympy.oo else f"{low} {less} "
    right = "" if high == sympy.oo else f" {less} {high}"
    return f"{left}{name}{right}" if left or right else f"{name} real"


def _check_symbol(key: Any) -> sympy.Basic:
    if not isinstance(key, (*VARIABLES, sympy.IndexedBase)):
        raise TypeError(f"a sympy symbol is expected, not {key!r}")
    # X[i] with a letter i is many entries, and a sum may bind the letter.
    if isinstance(key, sympy.Indexed) and not all(
        index.is_Integer for index in key.indices
    ):
        raise TypeError(
            f"{key} is no single entry: give a range to {key.base}, or to "
            f"an entry such as {key.base}[1]"
        )
    return key


def _check_range(key: sympy.Basic, value: Any) -> Range:
    if isinstance(value, set | frozenset | sympy.FiniteSet):
        values = frozenset(as_expr(v) for v in value)
        if not values or not all(v.is_Rational for v in values):
            raise ValueError(f"the values of {key} must be rational numbers")
        return values
    if not isinstance(value, tuple | list | sympy.Tuple) or len(value) != 2:
        raise ValueError(
            f"the range of {key} must be (low, high) or a set of numbers, "
            f"not {_shown(value)}"
        )
    low, high = (_check_end(key, v) for v in value)
    if (low < high) == False:  # noqa: E712, a relation of symbols is neither
        raise ValueError(f"the range of {key} must be (low, high), low < high")
    return low, high


def _shown(value: object) -> str:
    """Name a value without ever printing an address."""
    plain = (NoneType, bool, int, tuple, list, sympy.Basic)
    return (
        str(value)[:40]
        if isinstance(value, plain)
        else repr(type(value).__name__)
    )


def _check_assumptions(key: sympy.Basic, value: Range) -> None:
    """Refuse a range that the symbol's own assumptions contradict."""
    named = key.label if isinstance(key, sympy.IndexedBase) else key
    named = named.base.label if isinstance(named, sympy.Indexed) else named
    values = value if isinstance(value, frozenset) else ()
    low, high = (min(values), max(values)) if values else value
    if (
        (named.is_extended_nonnegative and low.is_negative)
        or (named.is_extended_nonpositive and high.is_positive)
        or (named.is_nonzero and 0 in values)
    ):
        raise ValueError(f"the range of {key} contradicts its assumptions")


def _check_end(key: sympy.Basic, value: object) -> sympy.Expr:
    if value in (math.inf, sympy.oo):
        return sympy.oo
    if value in (-math.inf, -sympy.oo):
        return -sympy.oo
    end = as_expr(value)
    if not (end.is_Rational or (key.is_integer and end.is_integer)):
        raise ValueError(
            f"the end {end} of a range must be rational; that of an integer "
            "symbol may be an integer expression"
        )
    return end
