"""The value of an expression in float64, operation by operation."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy

from helpers._checks import as_number
from helpers.functions import IN_FLOAT64


def evaluate(expr: sympy.Expr, values: Mapping[str, float]) -> float:
    """Compute an expression in float64, as it is written.

    Parameters
    ----------
    expr : sympy expression
        Of symbols, numbers, + - * /, powers, exp, log, sigma, softplus.
        It is not checked: a graph has done so once (`check_computable`),
        and computes it at each move of a slider.
    values : mapping, symbol name -> float
        One for every symbol of `expr`, as `Graph.forward` makes sure.

    Returns
    -------
    float
        inf or nan, without a warning, where float64 gives them.

    Notes
    -----
    Factors with a negative power are divided by, not multiplied with their
    reciprocal, so (p - y)/(p (1 - p)) is one division, as on paper.

    Examples
    --------
    >>> p, y = sympy.symbols("p y")
    >>> evaluate((p - y) / (p * (1 - p)), {"p": 0.5, "y": 1})
    -2.0
    >>> evaluate(sympy.log(p), {"p": 0})
    -inf
    """
    with np.errstate(all="ignore"):
        return float(_computed(expr, values))


def _computed(expr: Any, values: Mapping[str, float]) -> np.float64:
    """Do `evaluate` for an expression and, before it, for its parts."""
    if isinstance(expr, sympy.Symbol):
        return np.float64(values[expr.name])
    if isinstance(expr, sympy.Number | sympy.NumberSymbol):
        return np.float64(expr)
    parts = expr.args
    if isinstance(expr, sympy.Add):
        terms = [_computed(term, values) for term in parts]
        return sum(terms[1:], terms[0])
    if isinstance(expr, sympy.Mul):
        below = [f for f in parts if f.is_Pow and f.exp.is_negative]
        above = [f for f in parts if f not in below]
        top = [_computed(f, values) for f in above]
        bottom = [_computed(1 / f, values) for f in below]
        return math.prod(top, start=np.float64(1)) / math.prod(bottom)
    if isinstance(expr, sympy.Pow):
        return _computed(expr.base, values) ** np.float64(expr.exp)
    return IN_FLOAT64[expr.func](_computed(parts[0], values))


def check_computable(name: str, expr: object) -> None:
    """Refuse whatever `evaluate` could not compute.

    Parameters
    ----------
    name : str
        What to call the expression in the message.
    expr : object

    Raises
    ------
    ValueError
        If `expr` is not a sympy expression, or has a part that is none of
        those that `evaluate` names, or a number out of the range of float64.
    """
    if not isinstance(expr, sympy.Expr):
        raise ValueError(f"{name}: expected a sympy expression, got {expr!r}")
    part: Any
    for part in sympy.preorder_traversal(expr):
        if isinstance(part, sympy.Number | sympy.NumberSymbol):
            as_number(name, float(part))
        elif part.is_Pow and not part.exp.is_Number:
            raise ValueError(f"{name}: the power in {part} is not a number")
        elif not (
            isinstance(part, sympy.Symbol | sympy.Add | sympy.Mul | sympy.Pow)
            or part.func in IN_FLOAT64
        ):
            raise ValueError(
                f"{name}: {part} is a {part.func.__name__}; expected symbols,"
                " numbers, + - * / and powers, exp, log, sigma, softplus"
            )
