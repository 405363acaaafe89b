"""Values: points of a domain, and expressions evaluated to 50 digits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

import mpmath
import sympy

from helpers.derivation.expressions import UndecidedError, as_expr, put
from helpers.functions import in_digits, sigma, softplus

DIGITS = 50
#: what is larger than this is no rounding of zero
TOLERANCE = mpmath.mpf(10) ** -25
MAX_SUM = 12
MAX_EXPONENT = 10**6
MAX_DIGITS = 2000

#: symbol -> number; an `IndexedBase` -> how to draw each of its entries
Point = Mapping[sympy.Basic, Any]


def evaluate_at(expr: sympy.Basic, point: Point) -> mpmath.mpf:
    """Return the value of `expr` at `point`, a dict symbol -> number.

    Large parts may cancel: cosh(u)^2 - sinh(u)^2 is 1, but with 50 digits
    and u = 900 it comes out as 0.  So the largest part met on the way
    decides how many digits are needed to leave 50 good ones, with a
    margin as wide again, for a part may be multiplied by another.

    Raises
    ------
    UndecidedError
        If the expression has no real value there or no known value, or
        if its parts are too large.

    Examples
    --------
    >>> x = sympy.symbols("x")
    >>> print(evaluate_at(sympy.log(x) ** 2, {x: 1}))
    0.0
    """
    digits = DIGITS
    while digits <= MAX_DIGITS:
        evaluation = _Evaluation(point, digits)
        value = evaluation.value(expr)
        enough = DIGITS + 2 * int(mpmath.mag(evaluation.largest) / 3.3)
        if digits >= enough:
            return value
        digits = enough
    raise UndecidedError("its parts are too large to tell their difference")


def agree(one: mpmath.mpf, other: mpmath.mpf) -> bool:
    """Tell whether two values of `evaluate_at` differ by rounding only."""
    return abs(one - other) <= (1 + abs(one) + abs(other)) * TOLERANCE


class _Evaluation:
    """An expression at a point, in a context of so many digits."""

    def __init__(self, point: Point, digits: int) -> None:
        self.point, self.digits = point, digits
        self.mp = mp = _context(digits)
        self.largest = mp.mpf(1)
        growing = {
            sympy.exp: mp.exp,
            sympy.sinh: mp.sinh,
            sympy.cosh: mp.cosh,
        }
        growing |= {f: in_digits(mp)[f] for f in (sigma, softplus)}
        self.table = {
            sympy.log: mp.log,
            sympy.Abs: abs,
            sympy.tanh: mp.tanh,
            sympy.sin: mp.sin,
            sympy.cos: mp.cos,
            sympy.atan: mp.atan,
            sympy.erf: mp.erf,
        } | {f: _bounded(call) for f, call in growing.items()}

    def value(self, expr: sympy.Basic) -> mpmath.mpf:
        try:
            return self.walk(expr)
        except UndecidedError:
            raise
        except (ZeroDivisionError, OverflowError, ValueError) as problem:
            raise UndecidedError(
                f"there is no real value: {problem}"
            ) from None

    def walk(self, node: sympy.Basic) -> mpmath.mpf:
        """The value of a part; the largest one is remembered."""
        value = self.real(self.part(node))
        self.largest = max(self.largest, abs(value))
        return value

    def part(self, node: sympy.Basic) -> mpmath.mpf:
        if node in self.point:
            return self.walk(as_expr(self.point[node]))
        if isinstance(node, sympy.Rational):
            return self.mp.mpf(int(node.p)) / int(node.q)
        if isinstance(node, sympy.NumberSymbol):
            return self.mp.mpf(node.evalf(self.digits + 5)._mpf_)
        if node.is_Add:
            return self.mp.fsum(self.walk(arg) for arg in node.args)
        if node.is_Mul:
            return self.mp.fprod([self.walk(arg) for arg in node.args])
        if isinstance(node, sympy.Pow):
            return self.power(self.walk(node.base), self.walk(node.exp))
        if isinstance(node, sympy.Sum):
            return self.walk(spell_out(node, self.point))
        if isinstance(node, sympy.Indexed):
            return self.walk(entry_value(node, self.point))
        if isinstance(node, sympy.KroneckerDelta):
            left, right = (self.walk(arg) for arg in node.args)
            return self.mp.mpf(int(left == right))
        if node.func in self.table and len(node.args) == 1:
            return self.table[node.func](self.walk(node.args[0]))
        raise UndecidedError(f"{node} has no known value")

    def power(self, base: mpmath.mpf, exponent: mpmath.mpf) -> mpmath.mpf:
        if base and abs(exponent * self.mp.log(abs(base))) > MAX_EXPONENT:
            raise UndecidedError("a value is too large")
        if base == 0 and exponent <= 0:
            raise UndecidedError("a power of zero is not defined")
        return base**exponent

    def real(self, value: object) -> mpmath.mpf:
        if isinstance(value, self.mp.mpc) or not self.mp.isfinite(value):
            raise UndecidedError("there is no finite real value")
        return value


def _bounded(function: Callable) -> Callable:
    """Refuse an argument whose exponential would take long to write."""

    def call(value: mpmath.mpf) -> mpmath.mpf:
        if abs(value) > MAX_EXPONENT:
            raise UndecidedError("a value is too large")
        return function(value)

    return call


_local = threading.local()


def _context(digits: int) -> mpmath.MPContext:
    """Return this thread's own mpmath context: the shared one is not safe."""
    contexts = _local.__dict__.setdefault("contexts", {})
    if digits not in contexts:
        contexts[digits] = mpmath.MPContext()
        contexts[digits].dps = digits
    return contexts[digits]


def spell_out(node: sympy.Sum, point: Point) -> sympy.Expr:
    """Write a sum over finitely many terms as an `Add`.

    Examples
    --------
    >>> i, n = sympy.symbols("i n")
    >>> spell_out(sympy.Sum(n**i, (i, 1, n)), {n: sympy.Integer(2)})
    n**2 + n

    Raises
    ------
    UndecidedError
        If the ends are no integers at the point, if the sum ends before it
        starts, or if it has over `MAX_SUM` terms.
    """
    *inner, (index, low, high) = node.limits
    low, high = put(low, point), put(high, point)
    if not (low.is_Integer and high.is_Integer):
        raise UndecidedError(f"{node} has no known value")
    if high < low:
        raise UndecidedError("a sum ends before it starts")
    if high - low >= MAX_SUM:
        raise UndecidedError(f"a sum has over {MAX_SUM} terms")
    body = sympy.Sum(node.function, *inner) if inner else node.function
    values = range(int(low), int(high) + 1)
    _check_place(body, index, values, point)
    return sympy.Add(*[put(body, {index: sympy.Integer(k)}) for k in values])


def _check_place(
    body: sympy.Expr, index: sympy.Basic, values: range, point: Point
) -> None:
    """Refuse a point where what a slope is taken by is not summed over.

    The slope of a sum of X[k] by X[i] is a sum of Kronecker deltas of k
    and i.  Where X[i] is not among the entries, the slope is 0, but nobody
    who writes it means that point.
    """
    for delta in body.atoms(sympy.KroneckerDelta):
        gap = (delta.args[0] - delta.args[1]).xreplace(point)
        met = {gap.xreplace({index: sympy.Integer(k)}) for k in values}
        if gap.free_symbols == {index} and 0 not in met:
            raise UndecidedError(f"{delta} is 0 for every {index}")


def entry_value(node: sympy.Indexed, point: Point) -> sympy.Expr:
    """Return the value of x[i] at a point that fixes x by a seed."""
    if node.base not in point:
        raise UndecidedError(f"{node} has no known value")
    where = tuple(put(i, point) for i in node.indices)
    if not all(i.is_Integer for i in where):
        raise UndecidedError(f"{node} has no known value")
    return point[node.base](where)
