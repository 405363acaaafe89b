"""Expressions put together so that none can grow beyond its bounds.

sympy evaluates what it is given.  A number that would take long to write,
a value that does not exist and a tower of exponentials are refused before
they are made.
"""

import sympy

from helpers.answers.refusal import AnswerError
from helpers.derivation.expressions import (
    UndecidedError,
    as_expr,
    make,
)
from helpers.functions import sigma

#: exponentials inside one another: e^(e^z) is the highest
MAX_TOWER = 2
_NOWHERE = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I)
FUNCTIONS = {
    "exp": sympy.exp,
    "log": sympy.log,
    "sqrt": sympy.sqrt,
    "sigma": sigma,
}


def divided(top: sympy.Expr, bottom: sympy.Expr) -> sympy.Expr:
    """Return top/bottom."""
    if bottom == 0:
        raise AnswerError("this divides by zero")
    return fit(top / bottom)


def raised(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    """Return base^exponent."""
    if base == 0 and not exponent.is_positive:
        raise AnswerError("this power of zero has no value")
    if base is sympy.E:
        return applied("exp", exponent)
    _check_tower(sympy.Pow(base, exponent, evaluate=False))
    return fit(_made(sympy.Pow, base, exponent))


def applied(function: str, argument: sympy.Expr) -> sympy.Expr:
    """Return a function of an argument."""
    kind = FUNCTIONS[function]
    if function in ("exp", "sigma"):
        _check_tower(kind(argument, evaluate=False))
    if function == "log" and argument == 0:
        raise AnswerError("the logarithm of zero has no value")
    if function in ("exp", "log", "sigma"):
        return fit(_made(kind, argument))
    return fit(kind(argument))


def fit(expr: sympy.Expr) -> sympy.Expr:
    """Return an expression that is real, exact and of bounded size."""
    if expr.has(*_NOWHERE):
        raise AnswerError("this has no value among the real numbers")
    try:
        return as_expr(expr)
    except UndecidedError:
        raise AnswerError(_TOO_LARGE) from None
    except TypeError as problem:
        raise AnswerError(str(problem)) from None


_TOO_LARGE = "this is larger than any answer here needs to be"


def _made(kind: type[sympy.Basic], *args: sympy.Expr) -> sympy.Expr:
    try:
        return make(kind, *args)
    except UndecidedError:
        raise AnswerError(_TOO_LARGE) from None


def _check_tower(expr: sympy.Expr) -> None:
    if _tower(expr) > MAX_TOWER:
        raise AnswerError(
            "so many exponentials inside one another are more than any "
            "answer here needs"
        )


def _tower(expr: sympy.Basic) -> int:
    """Return how many exponentials stand inside one another."""
    inside = max(map(_tower, expr.args), default=0)
    grows = isinstance(expr, sympy.exp | sigma) or (
        expr.is_Pow and not expr.exp.is_Rational
    )
    return inside + bool(grows)
