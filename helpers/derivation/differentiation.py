"""Working derivatives out: each into an expression without derivatives."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.domain import Domain
from helpers.derivation.expressions import (
    KEPT,
    VARIABLES,
    D,
    UndecidedError,
    check_terms,
    evaluated,
)

#: what to put in place of each unknown function
Functions = tuple[tuple[type[AppliedUndef], sympy.Lambda], ...]


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
    leads to the symbol is followed.  Against a defined symbol z := g, the
    names made from z are followed, and then it is

    - partial, if z is there: what else depends on the symbols of g is held
      fixed.  It must be a name that some definition joins with z, as L :=
      u v joins u and v; dL/du is then the v of
      :math:`dL/dx = \partial L/\partial u \; du/dx
      + \partial L/\partial v \; dv/dx`;
    - if z is not there and g depends on p alone, the derivative along the
      curve z = g(p), :math:`(\partial f/\partial p) / g'(p)`;
    - zero, if neither z nor a symbol of g is there.

    Anything else has two readings and is undecided: z beside what z is
    made from or what is made from z, or a g of several symbols of which
    one occurs and may or may not move with z.

    Examples
    --------
    >>> p, z = sympy.symbols("p z")
    >>> logit = Domain({p: (0, 1)}, {z: sympy.log(p) - sympy.log(1 - p)})
    >>> sympy.simplify(work_out(D(p, z), logit))
    p*(1 - p)
    """
    return _worked_out(expr, domain, tuple((functions or {}).items()))


@functools.lru_cache(KEPT)
def _worked_out(
    expr: sympy.Basic, domain: Domain, functions: Functions
) -> sympy.Basic:
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
    node: sympy.Basic, domain: Domain, functions: Functions
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
    functions: Functions,
) -> sympy.Expr:
    """One derivative, defined symbols followed as `work_out` says."""
    if variable not in domain.define:
        plain = _own_indices(domain.unfold(inner), {})
        return _plain_slope(plain, variable, functions)
    followed = _followed(inner, variable, domain)
    if variable in _variables(followed):
        _check_held(followed, variable, domain)
        return _plain_slope(followed, variable, functions)
    return _along_curve(followed, variable, domain, functions)


def _followed(
    inner: sympy.Expr, variable: sympy.Expr, domain: Domain
) -> sympy.Expr:
    """Put in the definitions that lead to a variable, and no others."""
    leading = {n for n in domain.define if _leads(n, variable, domain)}
    parts = [inner]
    for part in parts:
        seen = _variables(part)
        if variable in seen and leading & seen:
            raise _two_readings(variable, leading & seen)
        parts += [domain.define[n] for n in leading & seen]
    keep = domain.define.keys() - leading
    return _own_indices(domain.unfold(inner, keep=keep), {})


def _check_held(
    followed: sympy.Expr, variable: sympy.Expr, domain: Domain
) -> None:
    """Refuse a partial derivative if it may hold what cannot be held."""
    moving = _variables(domain.unfold(variable))
    tied = {
        s
        for s in _variables(followed) - {variable}
        if _shared(moving, domain.unfold(s))
        and (_leads(variable, s, domain) or not _joined(s, variable, domain))
    }
    if tied:
        raise _two_readings(variable, tied)


def _along_curve(
    followed: sympy.Expr,
    variable: sympy.Expr,
    domain: Domain,
    functions: Functions,
) -> sympy.Expr:
    """The derivative along the curve z = g(p), z itself not there."""
    meaning = domain.unfold(variable)
    moving = _variables(meaning)
    inner = _own_indices(domain.unfold(followed), {})
    both = _shared(moving, inner)
    if not both:
        return sympy.Integer(0)
    held = {
        s
        for s in _variables(followed)
        if _joined(s, variable, domain) and not _leads(variable, s, domain)
    }
    if held or len(moving) > 1:
        raise _two_readings(variable, held or both)
    (source,) = moving
    along = _plain_slope(inner, source, functions)
    return along / _plain_slope(meaning, source, functions)


def _leads(name: sympy.Basic, variable: sympy.Basic, domain: Domain) -> bool:
    """Tell whether a name is made from a variable, by its definitions."""
    unfolded = domain.unfold(name, keep=(variable,))
    return name != variable and variable in _variables(unfolded)


def _joined(name: sympy.Basic, variable: sympy.Basic, domain: Domain) -> bool:
    """Tell whether something is made from both of two names."""
    return name in domain.define and any(
        _leads(n, name, domain) and _leads(n, variable, domain)
        for n in domain.define
    )


def _two_readings(
    variable: sympy.Basic, others: set[sympy.Basic]
) -> UndecidedError:
    other = min(others, key=str)
    return UndecidedError(
        f"a derivative against {variable}, which is defined, does not say "
        f"whether {other} moves along"
    )


def _shared(moving: set[sympy.Basic], expr: sympy.Basic) -> set[sympy.Basic]:
    """Those of `moving` that `expr` has, or may have: X[n] may be X[1]."""
    found = _variables(expr)
    return {s for s in moving if any(_may_be(s, other) for other in found)}


def _may_be(one: sympy.Basic, other: sympy.Basic) -> bool:
    entries = isinstance(one, sympy.Indexed), isinstance(other, sympy.Indexed)
    if not all(entries) or one.base != other.base:
        return one == other
    gaps = [i - j for i, j in zip(one.indices, other.indices, strict=True)]
    return not any(gap.is_nonzero for gap in gaps)


def _variables(expr: sympy.Basic) -> set[sympy.Basic]:
    """The symbols, entries and calls in it; an entry X[i] has also its i."""
    inside = expr.indices if isinstance(expr, sympy.Indexed) else expr.args
    found = {expr} if isinstance(expr, VARIABLES) else set()
    return found.union(*map(_variables, inside))


def _plain_slope(
    inner: sympy.Expr,
    variable: sympy.Expr,
    functions: Functions,
) -> sympy.Expr:
    """The derivative by sympy, definitions aside."""
    plain = variable
    if isinstance(variable, AppliedUndef):
        plain = sympy.Dummy("u", real=True)
        inner = inner.xreplace({variable: plain})
    slope = _put(functions, inner).replace(sympy.Abs, _Modulus).diff(plain)
    return slope.replace(_Modulus, sympy.Abs).xreplace({plain: variable})


def _put(functions: Functions, node: sympy.Basic) -> sympy.Basic:
    for function, body in functions:
        node = node.replace(function, body)
    return node
