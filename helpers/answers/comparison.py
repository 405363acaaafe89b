"""Two expressions side by side, at many points of a domain."""

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import mpmath
import sympy

from helpers.derivation.conditions import Condition, holds, requirements
from helpers.derivation.domain import Domain
from helpers.derivation.expressions import UndecidedError
from helpers.derivation.points import sample
from helpers.derivation.values import Point, agree, evaluate_at

N_POINTS = 24
#: numbers that are easily worked with by hand
_FRIENDLY = [
    *map(sympy.Integer, (1, 2, 3, -1, -2, 4)),
    *(sympy.Rational(n, 10) for n in (-5, 1, 2, 3, 4, 6, 7, 8, 9, 15)),
]
#: where a name may live about which nothing is said
_PIECES = ((-sympy.oo, 0), (0, 1), (1, sympy.oo))
_MAX_SPLIT = 2


@dataclass(frozen=True)
class Row:
    """One point, and what both expressions are worth there.

    Attributes
    ----------
    point : dict, symbol -> number
    answer : mpmath.mpf or None
        None where it has no value, or none that can be worked out.
    expected : mpmath.mpf
    """

    point: Point
    answer: mpmath.mpf | None
    expected: mpmath.mpf

    @property
    def agrees(self) -> bool:
        return self.answer is not None and agree(self.answer, self.expected)


def compare(
    answer: sympy.Expr,
    expected: sympy.Expr,
    domains: Sequence[Domain],
    symbols: Iterable[sympy.Symbol] = (),
) -> list[Row]:
    """Return the rows where the expected answer has a value.

    Parameters
    ----------
    answer, expected : sympy.Expr
        Without defined names.
    domains : sequence of Domain
        The points are spread over them.
    symbols : iterable of sympy.Symbol
        The points have a value for these too.

    Returns
    -------
    list of Row

    Examples
    --------
    >>> p = sympy.symbols("p")
    >>> rows = compare(p, 1 - p, [Domain({p: (0, 1)})])
    >>> len(rows), rows[0].agrees
    (24, False)
    """
    rows, whole = [], sympy.Tuple(answer, expected, *symbols)
    for point in _points(whole, domains):
        right = value(expected, point)
        if right is not None:
            rows.append(Row(point, value(answer, point), right))
    return rows


def value(expr: sympy.Expr, point: Point) -> mpmath.mpf | None:
    """Return what an expression is worth at a point, if that is known."""
    try:
        return evaluate_at(expr, point)
    except (UndecidedError, TypeError):
        return None


def broken(expr: sympy.Expr, point: Point) -> Condition | None:
    """Return what an expression would need at a point, but does not have.

    Examples
    --------
    >>> x = sympy.symbols("x")
    >>> str(broken(sympy.log(x - 3), {x: 1}))
    'x - 3 > 0'
    """
    for need in requirements(expr):
        number = value(need.expr, point)
        if number is not None and not _is_met(need.relation, number):
            return need
    return None


def _is_met(relation: str, number: mpmath.mpf) -> bool:
    if relation == "!=":
        return number != 0
    return number > 0 or (relation == ">=" and number == 0)


def _points(expr: sympy.Basic, domains: Sequence[Domain]) -> Iterator[Point]:
    """Yield points: of three, two are of friendly numbers; the first of 0."""
    easy = [_friendly(expr.free_symbols, domain) for domain in domains]
    for seed in range(N_POINTS):
        turn, which = divmod(seed, len(domains))
        domain, numbers = domains[which], easy[which]
        try:
            point = dict(sample(expr, domain, seed))
        except UndecidedError:
            continue
        if turn % 3:
            rng = random.Random(seed)
            point |= {s: rng.choice(numbers[s]) for s in numbers}
        yield point
        if turn == 0:
            zero = sympy.Integer(0)
            for symbol in numbers:
                if _may_be(zero, symbol, domain):
                    yield point | {symbol: zero}


def _friendly(
    symbols: Iterable[sympy.Basic], domain: Domain
) -> dict[sympy.Basic, list[sympy.Expr]]:
    """Return the friendly numbers that each real symbol may take, if any."""
    found = {
        symbol: [n for n in _FRIENDLY if _may_be(n, symbol, domain)]
        for symbol in sorted(symbols, key=str)
    }
    return {symbol: numbers for symbol, numbers in found.items() if numbers}


def _may_be(number: sympy.Expr, symbol: sympy.Basic, domain: Domain) -> bool:
    """Tell whether a real symbol, not drawn from a list, may be a number."""
    drawn = domain.cases(symbol) or domain.ends(symbol) or symbol.is_integer
    if drawn or not isinstance(symbol, sympy.Symbol):
        return False
    low, high = domain.interval(symbol)
    return bool(low < number < high) and all(
        getattr(number, f"is_{name}") in (None, wanted)
        for name, wanted in symbol.assumptions0.items()
    )


def where_defined(expected: sympy.Expr, domain: Domain) -> list[Domain]:
    """Return the part of a domain where an expression is defined, in pieces.

    A name about which nothing is said may be negative, between 0 and 1, or
    over 1.  Where the expression has no value in a piece, the piece is
    left out; where that is not clear, nothing is.

    Examples
    --------
    >>> p = sympy.symbols("p")
    >>> logit = sympy.log(p / (1 - p))
    >>> [piece.text() for piece in where_defined(logit, Domain())]
    ['0 < p < 1']
    """
    needs = [n for n in requirements(expected, domain) if not holds(n, domain)]
    names = sorted(_unbounded(needs, domain), key=str)
    if not 0 < len(names) <= _MAX_SPLIT:
        return [domain]
    pieces = []
    for choice in itertools.product(_PIECES, repeat=len(names)):
        ranges = domain.ranges | dict(zip(names, choice, strict=True))
        try:
            piece = Domain(ranges, domain.define)
        except ValueError:  # the assumptions of a symbol leave it no room
            continue
        if any(low >= high for low, high in map(piece.interval, names)):
            continue
        if all(holds(need, piece) for need in needs):
            pieces.append(piece)
        elif not any(holds(_opposite(need), piece) for need in needs):
            return [domain]
    return pieces or [domain]


def _unbounded(
    needs: Iterable[Condition], domain: Domain
) -> set[sympy.Symbol]:
    found = set()
    for need in needs:
        found |= domain.unfold(need.expr).free_symbols
    return {
        s
        for s in found - set(domain.ranges)
        if isinstance(s, sympy.Symbol) and not s.is_integer
    }


def _opposite(need: Condition) -> Condition:
    """Return what holds where a condition does not; nothing opposes !=."""
    opposite = {">": ">=", ">=": ">"}.get(need.relation)
    if opposite is None:
        return Condition(sympy.Integer(0), "!=")
    return Condition(-need.expr, opposite)
