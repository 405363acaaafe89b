r"""The two functions of the course that sympy lacks: sigma and softplus.

Derivations, computation graphs and answers all mean the same two classes.
What they are worth is said once here too: in float64 without overflow, and
to any number of digits.  The subject itself (`helpers.model`) is NumPy and
does not need this module.
"""

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import sympy


class _InExp(sympy.Function):
    """A function of one argument that can be written with exp and log."""

    nargs = 1

    def _eval_evalf(self, prec: int) -> sympy.Expr:
        return self.rewrite(sympy.exp)._eval_evalf(prec)


class sigma(_InExp):
    r"""The logistic function, :math:`\sigma(z) = 1/(1+e^{-z})`.

    It stays written as :math:`\sigma(z)`; differentiation knows what it
    means.

    Examples
    --------
    >>> z = sympy.symbols("z")
    >>> sigma(z).diff(z)
    (1 - sigma(z))*sigma(z)
    >>> sigma(z).rewrite(sympy.exp)
    1/(1 + exp(-z))
    """

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return self * (1 - self)

    def _eval_rewrite_as_exp(
        self, arg: sympy.Expr, **kwargs: object
    ) -> sympy.Expr:
        return 1 / (1 + sympy.exp(-arg))

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_real or None


class softplus(_InExp):
    r"""The loss by margin, :math:`\log(1+e^{u})`; its slope is sigma.

    Examples
    --------
    >>> u = sympy.symbols("u")
    >>> softplus(u).diff(u)
    sigma(u)
    """

    def fdiff(self, argindex: int = 1) -> Any:
        return sigma(self.args[0])

    def _eval_rewrite_as_exp(
        self, arg: sympy.Expr, **kwargs: object
    ) -> sympy.Expr:
        return sympy.log(1 + sympy.exp(arg))

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_real or None


def written_out(expr: sympy.Basic) -> sympy.Basic:
    """Write sigma and softplus with exp and log; leave the rest as it is.

    Parameters
    ----------
    expr : sympy expression

    Returns
    -------
    sympy expression

    Examples
    --------
    >>> z = sympy.symbols("z")
    >>> written_out(softplus(z) + sympy.tanh(z))
    log(exp(z) + 1) + tanh(z)
    """
    return expr.rewrite((sigma, softplus), sympy.exp)


def _sigma_in_float64(u: np.float64) -> np.float64:
    """1/(1 + exp(-u)) without raising exp of a large positive number."""
    tail = np.exp(-abs(u))
    return (1.0 if u >= 0 else tail) / (1.0 + tail)


def _softplus_in_float64(u: np.float64) -> np.float64:
    """log(e^0 + e^u), which NumPy works out without e^u."""
    return np.logaddexp(0.0, u)


#: what a graph can compute: function -> its value in float64
IN_FLOAT64: dict[Any, Callable[[np.float64], np.float64]] = {
    sympy.exp: np.exp,
    sympy.log: np.log,
    sigma: _sigma_in_float64,
    softplus: _softplus_in_float64,
}


def in_digits(mp: mpmath.MPContext) -> dict[Any, Callable]:
    """Return sigma and softplus for numbers of an mpmath context.

    Parameters
    ----------
    mp : mpmath.MPContext
        Its precision is the precision of the values.

    Returns
    -------
    dict, function -> callable

    Examples
    --------
    >>> print(in_digits(mpmath.mp)[sigma](mpmath.mpf(0)))
    0.5
    """
    return {
        sigma: lambda u: 1 / (1 + mp.exp(-u)),
        softplus: lambda u: mp.log1p(mp.exp(u)),
    }
