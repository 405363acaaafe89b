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
#: e^1000 is the largest number that is written as a power of e
MAX_EXPONENT = 1000
_NOWHERE = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I)
FUNCTIONS: dict[str, type[sympy.Function]] = {
    "exp": sympy.exp,
    "log": sympy.log,
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
    _check_exponent(exponent)
    return fit(_made(sympy.Pow, base, exponent))


def applied(function: str, argument: sympy.Expr) -> sympy.Expr:
    """Return a function of an argument."""
    if function == "log" and argument == 0:
        raise AnswerError("the logarithm of zero has no value")
    if function in ("exp", "sigma"):
        _check_exponent(argument)
    if function == "sqrt":
        return fit(sympy.sqrt(argument))
    return fit(_made(FUNCTIONS[function], argument))


def fit(expr: sympy.Expr) -> sympy.Expr:
    """Return an expression that is real, exact and of bounded size."""
    if expr.has(*_NOWHERE):
        raise AnswerError(_NO_VALUE)
    try:
        as_expr(expr)
    except UndecidedError:
        raise AnswerError(_TOO_LARGE) from None
    except TypeError as problem:
        raise AnswerError(str(problem)) from None
    if expr.is_number and expr.is_real is False:
        raise AnswerError(_NO_VALUE)
    return expr


_NO_VALUE = "this has no value among the real numbers"
_TOO_LARGE = "this is larger than any answer here needs to be"


def _made(kind: type[sympy.Basic], *args: sympy.Expr) -> sympy.Expr:
    try:
        return make(kind, *args)
    except UndecidedError:
        raise AnswerError(_TOO_LARGE) from None


def _check_exponent(exponent: sympy.Expr) -> None:
    height = _tower(exponent)
    if height >= MAX_TOWER:
        raise AnswerError(
            "so many exponentials inside one another are more than any "
            "answer here needs"
        )
    if exponent.is_number and (height or abs(exponent.evalf()) > MAX_EXPONENT):
        raise AnswerError(_TOO_LARGE)


def _tower(expr: sympy.Basic) -> int:
    """Return how many exponentials stand inside one another."""
    if isinstance(expr, sigma):
        return 0
    inside = max(map(_tower, expr.args), default=0)
    grows = expr.is_Pow and not expr.exp.is_Rational
    return inside + bool(grows or isinstance(expr, sympy.exp))
