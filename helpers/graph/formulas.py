"""Nodes and local derivatives as formulas for a picture."""

from typing import Any

import sympy

from helpers.functions import softplus
from helpers.graph.nodes import Step


def formula(expr: sympy.Expr, *, flat: bool = False) -> str:
    r"""Return LaTeX that matplotlib can read, without the dollar signs.

    Parameters
    ----------
    expr : sympy expression
    flat : bool
        Fractions on one line, instead of full size.

    Returns
    -------
    str

    Examples
    --------
    >>> x, y = sympy.symbols("x y")
    >>> print(formula(x / y), formula(x / y, flat=True))
    \dfrac{x}{y} x / y
    """
    text = sympy.latex(expr, fold_short_frac=flat)
    text = text.replace(r"\frac", r"\dfrac")
    for function in (r"\log", r"\operatorname"):
        text = text.replace(function, r"\," + function)
    return text


def step_formula(step: Step, *, flat: bool = False) -> str:
    """Return "name = what the step computes", softplus written out.

    Parameters
    ----------
    step : Step
    flat : bool

    Returns
    -------
    str
    """
    expr: Any = step.expr
    expr = expr.replace(softplus, lambda u: sympy.log(1 + sympy.exp(u)))
    return f"{formula(step.symbol)} = {formula(expr, flat=flat)}"
