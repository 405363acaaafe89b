"""Points: a number of its domain for every symbol of an expression."""

from __future__ import annotations

import random
from collections.abc import Callable

import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.domain import Domain
from helpers.derivation.expressions import UndecidedError, put
from helpers.derivation.values import Point


def sample(
    expr: sympy.Basic, domain: Domain, seed: int, at_ends: bool = False
) -> Point:
    """Return a point of the domain for every symbol of `expr`.

    Parameters
    ----------
    expr : sympy.Basic
    domain : Domain
    seed : int
        The same seed gives the same point.
    at_ends : bool
        Whether to draw next to the ends of the ranges.

    Raises
    ------
    UndecidedError
        If a symbol is found no value.

    Notes
    -----
    What counts terms or entries is drawn as a small integer, and numbers
    come before the symbols whose range ends in them.
    """
    draw = _Draw(domain, seed, at_ends)
    bases = sorted(expr.atoms(sympy.IndexedBase), key=str)
    counting = _counting(expr)
    symbols = {s for s in expr.free_symbols if isinstance(s, sympy.Symbol)}
    for symbol in tuple(symbols):
        symbols |= _symbols_of_ends(symbol, domain)
    point: dict[sympy.Basic, object] = {}
    for symbol in sorted(
        symbols - {base.label for base in bases},
        key=lambda s: (bool(_symbols_of_ends(s, domain)), str(s)),
    ):
        point[symbol] = draw.value(symbol, point, symbol in counting)
    return point | {base: draw.entries(base) for base in bases}


def _symbols_of_ends(symbol: sympy.Basic, domain: Domain) -> set[sympy.Basic]:
    ends = domain.ends(symbol) or ()
    return set().union(*(end.free_symbols for end in ends))


def _counting(expr: sympy.Basic) -> set[sympy.Basic]:
    """The symbols that stand in an index or at the end of a sum."""
    places = [i for e in expr.atoms(sympy.Indexed) for i in e.indices]
    places += [
        end for s in expr.atoms(sympy.Sum) for t in s.limits for end in t
    ]
    return set().union(*(place.free_symbols for place in places))


class _Draw:
    """Draws short rational numbers of a domain."""

    def __init__(self, domain: Domain, seed: int | str, at_ends: bool) -> None:
        self.domain, self.seed, self.at_ends = domain, seed, at_ends
        self.rng = random.Random(seed)

    def entries(
        self, base: sympy.IndexedBase
    ) -> Callable[[tuple], sympy.Expr]:
        """Return a function that draws x[where], always the same."""

        def draw(where: tuple) -> sympy.Expr:
            seed = f"{self.seed} {base} {where}"
            return _Draw(self.domain, seed, self.at_ends).value(base[where])

        return draw

    def value(
        self,
        symbol: sympy.Basic,
        point: Point | None = None,
        counts: bool = False,
    ) -> sympy.Expr:
        """Return a number that fits a symbol's range and assumptions."""
        is_entry = isinstance(symbol, sympy.Indexed)
        named = symbol.base.label if is_entry else symbol
        for _ in range(50):
            value = self.from_range(symbol, point or {}, counts)
            if all(
                getattr(value, f"is_{name}") in (None, wanted)
                for name, wanted in named.assumptions0.items()
            ):
                return value
        raise UndecidedError(f"no value found for {symbol}")

    def from_range(
        self, symbol: sympy.Basic, point: Point, counts: bool
    ) -> sympy.Expr:
        cases = self.domain.cases(symbol)
        if cases:
            return self.rng.choice(cases)
        ends = self.domain.ends(symbol)
        if ends:
            return self.integer(*(int(put(end, point)) for end in ends))
        low, high = self.domain.interval(symbol)
        if symbol.is_integer or counts:
            low, high = _window(max(low, 0) if counts else low, high, 5)
            first, last = sympy.floor(low) + 1, sympy.ceiling(high) - 1
            return self.integer(int(first), int(last))
        low, high = _window(low, high, 4)
        return low + (high - low) * self.fraction()

    def integer(self, first: int, last: int) -> sympy.Integer:
        if last < first:
            raise UndecidedError(f"there is no integer from {first} to {last}")
        return sympy.Integer(self.rng.randint(first, last))

    def fraction(self) -> sympy.Rational:
        if self.at_ends:
            return sympy.Rational(self.rng.choice((1, 9999)), 10_000)
        return sympy.Rational(self.rng.randint(3, 97), 100)


def _window(
    low: sympy.Expr, high: sympy.Expr, width: int
) -> tuple[sympy.Expr, sympy.Expr]:
    """Cut an interval without an end down to a few numbers."""
    if low == -sympy.oo and high == sympy.oo:
        return sympy.Integer(1 - width), sympy.Integer(width - 1)
    if high == sympy.oo:
        return low, low + width
    return (high - width if low == -sympy.oo else low), high


def concrete_functions(
    expr: sympy.Basic, domain: Domain, seed: int
) -> dict[type[AppliedUndef], sympy.Lambda]:
    """Choose a concrete smooth function for every unknown function."""
    rng = random.Random(f"functions {seed}")
    chosen: dict[type[AppliedUndef], sympy.Lambda] = {}
    for call in sorted(expr.atoms(AppliedUndef), key=str):
        function = call.func
        if function in chosen or call.is_negative:
            continue
        names = [sympy.Dummy(f"u{k}") for k in range(len(call.args))]
        body = sympy.Rational(rng.randint(2, 9), 5)
        for name in names:
            rate = sympy.Rational(rng.randint(1, 9), 10)
            body += sympy.Rational(rng.randint(1, 9), 4) * sympy.exp(
                rate * name * rng.choice((-1, 1))
            )
        chosen[function] = sympy.Lambda(tuple(names), body)
    return chosen
