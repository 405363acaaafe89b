"""Lines compared with their derivatives as opaque quantities.

Whether a rule was used cannot be seen from the values of two lines: they
are equal.  So a derivative is not worked out here but gets a name, and two
lines agree if they agree whatever numbers the names stand for.  The
quotient rule and the chain rule then give different lines, although both
are true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sympy

from helpers.derivation.domain import Domain
from helpers.derivation.equality import UNABLE
from helpers.derivation.expressions import D
from helpers.derivation.normal_form import NormalForm


class Comparison:
    """Some lines on one domain, and the names of the derivatives in them."""

    def __init__(self, domain: Domain, lines: Iterable[sympy.Expr]) -> None:
        lines = list(lines)
        self.domain = domain
        self.normal = NormalForm(domain, [domain.unfold(e) for e in lines])
        sums = set().union(*(e.atoms(sympy.Sum) for e in lines))
        self.indices = set().union(*(s.bound_symbols for s in sums))
        self._names: dict[object, sympy.Expr] = {}

    def name(self, derivative: sympy.Expr) -> sympy.Expr:
        """Name a derivative: same variable and equal operand, same name.

        Inside a sum the name depends on the index.
        """
        if derivative not in self._names:
            (variable,) = derivative.variables
            operand = self.opaque(derivative.expr)
            operand = self.domain.unfold(operand, keep=(variable,))
            key = (variable, self.form(operand))
            if key not in self._names:
                self._names[key] = opaque_symbol(
                    f"d{len(self._names)}#",
                    derivative.free_symbols & self.indices,
                )
            self._names[derivative] = self._names[key]
        return self._names[derivative]

    def form(self, expr: sympy.Expr) -> sympy.Expr:
        """Return the normal form, or the expression if it has none."""
        try:
            return self.normal.form(expr)
        except UNABLE:
            return expr

    def opaque(self, expr: sympy.Expr) -> sympy.Expr:
        """Replace the outermost derivatives by their names."""
        return replace(expr, {d: self.name(d) for d in derivatives(expr)})

    def equal(self, one: sympy.Expr, other: sympy.Expr) -> bool:
        """Tell whether they are shown to be equal by their normal forms."""
        return bool(self.decided(one, other))

    def decided(self, one: sympy.Expr, other: sympy.Expr) -> bool | None:
        """Compare the normal forms, conditions aside; None if too hard."""
        if one == other:
            return True
        try:
            left, right = (
                self.normal.visit(self.domain.unfold(self.opaque(e)))
                for e in (one, other)
            )
            return self.normal.is_zero(left - right)
        except UNABLE:
            return None


def opaque_symbol(
    name: str, indices: Iterable[sympy.Symbol], positive: bool | None = None
) -> sympy.Expr:
    """Return a new symbol, or an unknown function of summation indices."""
    ordered = sorted(indices, key=str)
    if ordered:
        return sympy.Function(name, positive=positive)(*ordered)
    return sympy.Symbol(name, positive=positive)


def derivatives(expr: sympy.Basic) -> list[sympy.Expr]:
    """Return the outermost derivatives of an expression, in order."""
    found = []

    def walk(node: sympy.Basic) -> None:
        if isinstance(node, sympy.Derivative):
            found.append(nested(node))
            return
        for arg in node.args:
            walk(arg)

    walk(expr)
    return list(dict.fromkeys(found))


def nested(derivative: sympy.Derivative) -> sympy.Expr:
    """Write a repeated derivative as a derivative of a derivative."""
    names = [v for v, n in derivative.variable_count for _ in range(n)]
    return D(derivative.expr, *names)


def replace(
    expr: sympy.Basic, table: Mapping[sympy.Basic, sympy.Basic]
) -> sympy.Basic:
    """Replace whole subexpressions, the outermost first."""
    if isinstance(expr, sympy.Derivative):
        return table.get(nested(expr), expr)
    if expr in table:
        return table[expr]
    if not expr.args:
        return expr
    return expr.func(*[replace(arg, table) for arg in expr.args])
