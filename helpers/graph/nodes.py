"""What a computation graph is made of."""

from dataclasses import dataclass

import sympy


@dataclass(frozen=True)
class Node:
    """An input or a step.

    Attributes
    ----------
    name : str
    symbol : sympy.Symbol
        What other steps call it.
    expr : sympy expression or None
        What a step computes; None for an input.
    children : tuple of str
        The nodes that `expr` uses.
    carries_gradient : bool
        False for data and for steps made of data only.
    """

    name: str
    symbol: sympy.Symbol
    expr: sympy.Expr | None
    children: tuple[str, ...]
    carries_gradient: bool


@dataclass(frozen=True)
class Step(Node):
    """A node that is computed: it has an `expr`."""

    expr: sympy.Expr


@dataclass(frozen=True)
class Edge:
    """The step `parent` uses the node `child`.

    Attributes
    ----------
    child, parent : str
    local_expr : sympy expression
        d parent / d child, in the symbols of the children and of the
        parent itself.
    carries_gradient : bool
        That of `child`.
    """

    child: str
    parent: str
    local_expr: sympy.Expr
    carries_gradient: bool
