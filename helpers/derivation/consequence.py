"""Whether an equation may follow from another, and by which operation.

A step changes each side into its equal.  An equation can also follow in
another way: p = o/(1 + o) from o = p/(1 - p).  To call such a line false
would be false itself, so points are looked for where the first equation
holds and the second does not; and to be of help, the usual operations are
tried.  Neither proves anything: a line is only ever proved by
`helpers.derivation.equality`.
"""

from __future__ import annotations

from collections.abc import Iterator

import mpmath
import sympy

from helpers.derivation.conditions import holds
from helpers.derivation.differentiation import work_out
from helpers.derivation.domain import Domain
from helpers.derivation.equality import UNABLE, Equal, decide
from helpers.derivation.expressions import rebuild
from helpers.derivation.operations import (
    Operation,
    add,
    exp,
    log,
    multiply,
    solve,
)
from helpers.derivation.points import sample
from helpers.derivation.values import agree, evaluate_at

N_POINTS = 8

#: (left, right)
Sides = tuple[sympy.Expr, sympy.Expr]


def is_refuted(old: sympy.Eq, new: sympy.Eq, domain: Domain) -> bool:
    """Tell whether a point was found where only the old equation holds.

    The old equation is solved for one of its symbols, the others are drawn
    at random.  False says nothing: perhaps it could not be solved.
    """
    try:
        before = _worked_out(old, domain)
        after = _worked_out(new, domain)
        for symbol, root in _solutions(before, domain):
            if _fails_somewhere(before, after, symbol, root, domain):
                return True
    except UNABLE:
        return False
    return False


def _worked_out(equation: sympy.Eq, domain: Domain) -> Sides:
    left, right = (work_out(rebuild(side), domain) for side in equation.args)
    return left, right


def _solutions(
    sides: Sides, domain: Domain
) -> Iterator[tuple[sympy.Symbol, sympy.Expr]]:
    """Yield (symbol, what it is worth) as far as that is easy to see."""
    left, right = sides
    for one, other in (sides, (right, left)):
        if one.is_Symbol and not other.has(one):
            yield one, other
    free = left.free_symbols | right.free_symbols
    for symbol in sorted(free, key=str):
        try:
            yield symbol, solve(symbol).act(left, right, domain)[1]
        except UNABLE:
            continue


def _fails_somewhere(
    before: Sides,
    after: Sides,
    symbol: sympy.Symbol,
    root: sympy.Expr,
    domain: Domain,
) -> bool:
    """Tell whether `after` fails at a point of the domain on `before`."""
    low, high = domain.interval(symbol)
    if symbol.is_integer or domain.cases(symbol):
        return False
    exprs = [root, *(side.xreplace({symbol: root}) for side in before + after)]
    for seed in range(N_POINTS):
        try:
            point = sample(sympy.Tuple(*exprs), domain, seed)
            value, *sides = (evaluate_at(e, point) for e in exprs)
        except UNABLE:
            continue
        if not _lies_between(value, low, high):
            continue
        if agree(*sides[:2]) and not agree(*sides[2:]):
            return True
    return False


def _lies_between(
    value: mpmath.mpf, low: sympy.Expr, high: sympy.Expr
) -> bool:
    number = sympy.Float(str(value), 30)
    return bool(low < number) and bool(number < high)


# --- the way --------------------------------------------------------------


def way_to(
    old: sympy.Eq, new: sympy.Eq, domain: Domain
) -> tuple[Operation, ...]:
    """Return operations that lead from one equation to the other, or ()."""
    for way in _candidates(old, new):
        try:
            reached = _after(old, way, domain)
        except UNABLE:
            continue
        if reached is not None and _same(reached, new.args, domain):
            return way
    return ()


def is_swapped(old: sympy.Eq, new: sympy.Eq, domain: Domain) -> bool:
    """Tell whether the sides of an equation only changed places."""
    return _same(old.args, new.args[::-1], domain)


def _same(one: Sides, other: Sides, domain: Domain) -> bool:
    return all(
        isinstance(decide(a, b, domain), Equal)
        for a, b in zip(one, other, strict=True)
    )


def _after(
    equation: sympy.Eq, way: tuple[Operation, ...], domain: Domain
) -> Sides | None:
    """Return the sides after some operations, None if one is not allowed."""
    left, right = equation.args
    for operation in way:
        needs = operation.needs(left, right, domain)
        if not all(holds(need, domain) for need in needs):
            return None
        left, right = operation.act(left, right, domain)
    return left, right


def _candidates(
    old: sympy.Eq, new: sympy.Eq
) -> Iterator[tuple[Operation, ...]]:
    """Yield what might turn one equation into the other."""
    if new.lhs.is_Symbol:
        yield (solve(new.lhs),)
        yield exp, solve(new.lhs)
    yield (exp,)
    yield (log,)
    for before, after in zip(old.args, new.args, strict=True):
        if before != 0:
            yield (multiply(sympy.factor(rebuild(after / before))),)
        yield (add(sympy.factor(rebuild(after - before))),)
