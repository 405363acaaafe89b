"""Expressions: what may be asked, and what stays as it was written.

`as_expr` checks an expression and bounds its size before any work is done
on it, `D` writes a derivative that stays as written, and `rebuild` undoes
sympy's ``evaluate=False`` everywhere else.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

import sympy
from sympy.core.function import AppliedUndef
from sympy.core.parameters import evaluate

MAX_NODES = 600
MAX_POWER = 64
MAX_BITS = 128
MAX_TERMS = 2000
MAX_DEGREE = 128

#: so many results are kept of work that comes again and again
KEPT = 4096

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


def evaluated(
    function: Callable[_Parameters, _Result],
) -> Callable[_Parameters, _Result]:
    """Run a function with sympy's evaluation on, whatever the caller set."""

    @functools.wraps(function)
    def wrapper(
        *args: _Parameters.args, **kwargs: _Parameters.kwargs
    ) -> _Result:
        with evaluate(True):
            return function(*args, **kwargs)

    return wrapper


class UndecidedError(ValueError):
    """The question lies outside what the procedure can decide."""


def D(expr: sympy.Expr | int, *variables: sympy.Expr) -> sympy.Expr:
    """Return an unevaluated derivative, kept exactly as written.

    It is a `sympy.Derivative`; but a derivative of a derivative stays
    one, and nothing is replaced by zero on sight.

    Parameters
    ----------
    expr : sympy.Expr or int
    *variables : sympy.Symbol, sympy.Indexed or an unknown function
        One after the other: ``D(f, x, x)`` is the second derivative.

    Returns
    -------
    sympy.Derivative

    Raises
    ------
    TypeError
        If an argument is no exact real expression.

    Examples
    --------
    >>> z = sympy.symbols("z")
    >>> D(sympy.exp(z), z) == sympy.Derivative(sympy.exp(z), z)
    True
    >>> D(1, z)
    Derivative(1, z)
    """
    expr = as_expr(expr)
    for variable in variables:
        entry = sympy.Tuple(as_expr(variable), sympy.Integer(1))
        expr = sympy.Expr.__new__(sympy.Derivative, expr, entry)
    return expr


# --- what may be asked ----------------------------------------------------


def as_expr(value: object) -> sympy.Expr:
    """Return `value` as a sympy expression; text and floats are refused.

    Examples
    --------
    >>> as_expr(2)
    2
    >>> as_expr("2")
    Traceback (most recent call last):
        ...
    TypeError: a sympy expression is expected, not the text '2'
    """
    if isinstance(value, str):
        shown = value if len(value) <= 40 else value[:37] + "..."
        raise TypeError(
            f"a sympy expression is expected, not the text {shown!r}"
        )
    if isinstance(value, int) and not isinstance(value, bool):
        return sympy.Integer(value)
    if isinstance(value, float):
        raise TypeError(
            f"the float {value!r} is not exact: write a sympy.Rational"
        )
    if not isinstance(value, sympy.Expr):
        raise TypeError(
            "a sympy expression is expected, not an object of type "
            f"{type(value).__name__}"
        )
    check_size(value)
    return value


@functools.lru_cache(KEPT)
def check_size(expr: sympy.Basic) -> None:
    """Refuse what is inexact, complex, undefined or too large."""
    for count, node in enumerate(sympy.preorder_traversal(expr)):
        if count >= MAX_NODES:
            raise UndecidedError(f"the expression has over {MAX_NODES} parts")
        _check_kind(node)
        _check_numbers(node)
        if isinstance(node, sympy.Derivative):
            for _, times in node.variable_count:
                if not (times.is_Integer and times <= 4):
                    raise UndecidedError("a derivative of order over 4")
    check_terms(expr)


def _check_kind(node: sympy.Basic) -> None:
    """Refuse a part that is not an exact real number for real symbols."""
    if isinstance(node, sympy.Lambda):
        raise TypeError(f"{node} is a function, not a value of one")
    if isinstance(node, sympy.Float):
        raise TypeError(
            f"the float {node} is not exact: write a sympy.Rational"
        )
    if node in _IMPOSSIBLE or node.has(sympy.I):
        raise TypeError(f"{node} is not a real number")
    if getattr(node, "is_commutative", True) is False:
        raise TypeError(f"{node} does not commute")
    if isinstance(node, sympy.Symbol) and node.is_extended_real is False:
        raise TypeError(f"the symbol {node} is not real")
    if isinstance(node, sympy.Derivative):
        for variable in node.variables:
            if not isinstance(variable, VARIABLES):
                raise TypeError(f"no derivative is taken by {variable}")


def _check_numbers(node: sympy.Basic) -> None:
    """Refuse a number that would take too long to write down."""
    if (
        isinstance(node, sympy.Rational)
        and max(node.p.bit_length(), node.q.bit_length()) > MAX_BITS
    ) or _may_explode(node):
        raise UndecidedError("a number has too many digits")
    power = node.exp if isinstance(node, sympy.Pow) else sympy.Integer(0)
    if power.is_Rational and max(abs(power.p), power.q) > MAX_POWER:
        raise UndecidedError(f"an exponent is over {MAX_POWER}")


def _may_explode(node: sympy.Basic) -> bool:
    """Tell whether evaluating a node could make a huge rational number."""
    if isinstance(node, sympy.exp):
        logs = [n for n in node.args[0].atoms(sympy.log) if n.is_number]
        numbers = node.args[0].atoms(sympy.Rational) if logs else ()
        return any(abs(n) > MAX_POWER for n in numbers)
    return bool(
        isinstance(node, sympy.Pow) and node.exp.is_rational and node.exp.args
    )


def put(
    expr: sympy.Basic, table: Mapping[sympy.Basic, sympy.Basic]
) -> sympy.Basic:
    """Replace parts of an expression, as `xreplace` does, but safely.

    sympy evaluates on the way, so that a small value put into 2^x could
    make a number of a million digits.

    Raises
    ------
    UndecidedError
        Before such a number is made.

    Examples
    --------
    >>> x = sympy.symbols("x")
    >>> put(x**2 + 1, {x: sympy.Integer(3)})
    10
    >>> put(2**x, {x: sympy.Integer(10**9)})
    Traceback (most recent call last):
        ...
    helpers.derivation.expressions.UndecidedError: a number has too many digits
    """
    if expr in table:
        return table[expr]
    args = [put(arg, table) for arg in expr.args]
    return expr if tuple(args) == expr.args else make(expr.func, *args)


def make(kind: type[sympy.Basic], *args: sympy.Basic) -> sympy.Basic:
    """Return ``kind(*args)``, but refuse to make a huge number by it."""
    if kind is sympy.Pow and args[0].is_number and args[0].is_Atom:
        huge = args[1].is_number and abs(args[1]) > MAX_POWER
        if huge and args[0] not in (-1, 0, 1):
            raise UndecidedError("a number has too many digits")
    if kind is sympy.exp and _may_explode(kind(*args, evaluate=False)):
        raise UndecidedError("a number has too many digits")
    return kind(*args)


#: what can vary: a symbol, an entry, the value of an unknown function
VARIABLES = (sympy.Symbol, sympy.Indexed, AppliedUndef)

_IMPOSSIBLE = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)


def check_terms(expr: sympy.Basic) -> None:
    """Bound the terms and the degree that expanding `expr` could give."""
    terms, degree = expanded_size(expr)
    if terms > MAX_TERMS or degree > MAX_DEGREE:
        raise UndecidedError("the expression would expand to too many terms")


def expanded_size(expr: sympy.Basic) -> tuple[int, int]:
    """Return bounds of the terms and the degree of `expr` expanded.

    They come from the tree alone: terms add up in a sum and multiply in a
    product, and a power n of t terms has at most as many as there are
    monomials of degree n in t letters.

    Examples
    --------
    >>> x, y = sympy.symbols("x y")
    >>> expanded_size((x + y) ** 3 * (1 + x))
    (8, 4)
    """
    if expr.is_Add:
        parts = [expanded_size(arg) for arg in expr.args]
        return sum(t for t, _ in parts), max(d for _, d in parts)
    if expr.is_Mul:
        parts = [expanded_size(arg) for arg in expr.args]
        return math.prod(t for t, _ in parts), sum(d for _, d in parts)
    if isinstance(expr, sympy.Pow) and expr.exp.is_Rational:
        terms, degree = expanded_size(expr.base)
        power = math.ceil(abs(expr.exp))
        if terms > MAX_TERMS or degree > MAX_DEGREE:
            return terms, degree
        return math.comb(terms + power - 1, power), degree * power
    inner = [
        expanded_size(arg) for arg in expr.args if isinstance(arg, sympy.Expr)
    ]
    if any(t > MAX_TERMS or d > MAX_DEGREE for t, d in inner):
        return max(inner)
    return 1, 1


# --- undoing evaluate=False -----------------------------------------------


@functools.lru_cache(KEPT)
@evaluated
def rebuild(expr: sympy.Basic) -> sympy.Basic:
    """Undo `evaluate=False` everywhere, but keep derivatives unevaluated.

    Examples
    --------
    >>> z = sympy.symbols("z")
    >>> rebuild(sympy.Mul(1, D(1, z) + 0, evaluate=False))
    Derivative(1, z)
    """
    return _rebuild(expr)


def _rebuild(expr: sympy.Basic) -> sympy.Basic:
    if isinstance(expr, sympy.Derivative):
        names = [v for v, n in expr.variable_count for _ in range(n)]
        return D(_rebuild(expr.expr), *names)
    if not expr.args or not isinstance(expr, sympy.Expr):
        return expr
    return expr.func(*[_rebuild(arg) for arg in expr.args])
