"""Working derivatives out: each into an expression without derivatives."""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.domain import Domain
from helpers.derivation.expressions import (
    VARIABLES,
    D,
    UndecidedError,
    check_terms,
    evaluated,
)


class _Modulus(sympy.Function):
    """The absolute value of a real argument, with the slope u / |u|.

    sympy's own `Abs` allows for complex arguments and has a slope in
    terms of `re`, `im` and `sign`; this one is undefined where |u| has a
    kink, and says so by its denominator.
    """

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return self.args[0] / self


@evaluated
def work_out(
    expr: sympy.Basic,
    domain: Domain,
    functions: Mapping[type[AppliedUndef], sympy.Lambda] | None = None,
) -> sympy.Basic:
    r"""Do every derivative and replace every defined symbol.

    Parameters
    ----------
    expr : sympy.Basic
    domain : Domain
    functions : dict, optional
        What to put in place of each unknown function.

    Returns
    -------
    sympy.Basic
        The index of every sum is a symbol of its own, so that it cannot
        be taken for a symbol of the same name outside the sum.

    Raises
    ------
    UndecidedError
        If a derivative against a defined symbol has two readings.

    Notes
    -----
    Against a plain symbol a derivative is total: every definition that
    leads to the symbol is followed.  Against a defined symbol z := g it is

    - the derivative in z, the symbols of g fixed, if none of them occurs;
    - if g depends on p alone, the derivative along the curve
      z = g(p), :math:`\partial f/\partial z + (\partial f/\partial p)
      / g'(p)`;
    - undecided, if g has several symbols and one occurs: which of them
      moves with z, the notation does not say.

    Examples
    --------
    >>> p, z = sympy.symbols("p z")
    >>> logit = Domain({p: (0, 1)}, {z: sympy.log(p) - sympy.log(1 - p)})
    >>> sympy.simplify(work_out(D(p, z), logit))
    p*(1 - p)
    """
    result = _walk(_own_indices(expr, {}), domain, functions)
    result = _own_indices(domain.unfold(result), {})
    if isinstance(result, sympy.Expr):
        check_terms(result)
    if functions:
        result = _put(functions, result).replace(
            lambda node: isinstance(node, sympy.Derivative | sympy.Subs),
            lambda node: node.doit(),
        )
    return result


def _own_indices(
    expr: sympy.Basic, names: Mapping[sympy.Basic, sympy.Basic]
) -> sympy.Basic:
    """Give the index of every sum a name that nothing else has.

    In ``D(Sum(X[i]**2, (i, 1, m)), X[i])`` the outer i is another i.
    """
    if isinstance(expr, sympy.Derivative):
        operand, *variables = (
            _own_indices(e, names) for e in (expr.expr, *expr.variables)
        )
        return D(operand, *variables)
    if isinstance(expr, sympy.Sum):
        names, limits = dict(names), []
        for index, *ends in reversed(expr.limits):
            ends = [_own_indices(end, names) for end in ends]
            names[index] = sympy.Dummy(index.name, integer=True)
            limits.append((names[index], *ends))
        return sympy.Sum(_own_indices(expr.function, names), *limits[::-1])
    if expr in names:
        return names[expr]
    args = tuple(_own_indices(arg, names) for arg in expr.args)
    return expr if args == expr.args else expr.func(*args)


def _walk(
    node: sympy.Basic, domain: Domain, functions: Mapping | None
) -> sympy.Basic:
    if isinstance(node, sympy.Derivative):
        inner = _walk(node.expr, domain, functions)
        for variable, times in node.variable_count:
            for _ in range(times):
                inner = _slope(inner, variable, domain, functions)
                check_terms(inner)
        return inner
    is_done = isinstance(node, sympy.Subs) or not isinstance(node, sympy.Expr)
    if is_done or not node.args:
        return node
    return node.func(*[_walk(arg, domain, functions) for arg in node.args])


def _slope(
    inner: sympy.Expr,
    variable: sympy.Expr,
    domain: Domain,
    functions: Mapping | None,
) -> sympy.Expr:
    """One derivative, defined symbols followed as `work_out` says."""
    inner = _own_indices(domain.unfold(inner, keep=(variable,)), {})
    slope = _plain_slope(inner, variable, functions)
    if variable not in domain.define:
        return slope
    meaning = domain.unfold(variable)
    moving = _variables(meaning)
    if not moving & _variables(inner):
        return slope
    if len(moving) > 1:
        both = min(moving & _variables(inner), key=str)
        raise UndecidedError(
            f"{variable} is defined from several symbols, {both} among "
            f"them, and a derivative against {variable} does not say "
            f"whether {both} moves along"
        )
    (source,) = moving
    along = _plain_slope(inner, source, functions)
    return slope + along / _plain_slope(meaning, source, functions)


def _variables(expr: sympy.Basic) -> set[sympy.Basic]:
    """The symbols, entries and calls in it; an entry X[i] has also its i."""
    inside = expr.indices if isinstance(expr, sympy.Indexed) else expr.args
    found = {expr} if isinstance(expr, VARIABLES) else set()
    return found.union(*map(_variables, inside))


def _plain_slope(
    inner: sympy.Expr,
    variable: sympy.Expr,
    functions: Mapping | None = None,
) -> sympy.Expr:
    """The derivative by sympy, definitions aside."""
    plain = variable
    if isinstance(variable, AppliedUndef):
        plain = sympy.Dummy("u", real=True)
        inner = inner.xreplace({variable: plain})
    slope = _put(functions, inner).replace(sympy.Abs, _Modulus).diff(plain)
    return slope.replace(_Modulus, sympy.Abs).xreplace({plain: variable})


def _put(functions: Mapping | None, node: sympy.Basic) -> sympy.Basic:
    for function, body in (functions or {}).items():
        node = node.replace(function, body)
    return node
