"""What an expression needs to be defined, and whether that is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.differentiation import work_out
from helpers.derivation.domain import Domain
from helpers.derivation.expressions import put, rebuild
from helpers.derivation.normal_form import NormalForm
from helpers.derivation.sums import bound
from helpers.derivation.values import MAX_SUM, agree, evaluate_at
from helpers.functions import sigma, softplus


@dataclass(frozen=True)
class Condition:
    """A requirement `expr relation 0`, with relation !=, > or >=.

    Attributes
    ----------
    expr : sympy.Expr
    relation : str
    limits : tuple of sympy.Tuple
        The limits of the sums it stands in, the innermost first, if it
        depends on an index of theirs.  It is required for each value.
    """

    expr: sympy.Expr
    relation: str
    limits: tuple[sympy.Tuple, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return f"{self.expr} {self.relation} 0"


def requirements(
    expr: sympy.Basic, domain: Domain | None = None
) -> list[Condition]:
    """Return the conditions under which `expr`, as written, is defined.

    The definitions of its symbols, if any, are included.

    Parameters
    ----------
    expr : sympy.Basic
    domain : Domain, optional

    Returns
    -------
    list of Condition

    Examples
    --------
    >>> p = sympy.symbols("p")
    >>> [str(c) for c in requirements(sympy.log(p / (1 - p)))]
    ['p/(1 - p) > 0', '1 - p != 0']
    """
    exprs = [expr]
    define = {} if domain is None else domain.define
    for one in exprs:
        exprs += [v for k, v in define.items() if one.has(k)]
    found = []
    for one in dict.fromkeys(exprs):
        for node, limits in _nodes(one, ()):
            found += [_condition(*need, limits) for need in _needs(node)]
    return list(dict.fromkeys(found))


def slope_requirements(expr: sympy.Basic, domain: Domain) -> list[Condition]:
    """Return what the derivatives in `expr` need, once worked out.

    A derivative may exist at fewer points than what it is taken of: that
    of |x| is x/|x|.
    """
    found = []
    for node, limits in _nodes(expr, ()):
        if isinstance(node, sympy.Derivative):
            for need in requirements(work_out(rebuild(node), domain)):
                inner = (*need.limits, *limits)
                found.append(_condition(need.expr, need.relation, inner))
    return list(dict.fromkeys(found))


def all_requirements(expr: sympy.Basic, domain: Domain) -> list[Condition]:
    """Return what `expr` as written and its derivatives worked out need."""
    needs = requirements(expr, domain) + slope_requirements(expr, domain)
    return list(dict.fromkeys(needs))


def _nodes(
    expr: sympy.Basic, limits: tuple
) -> Iterator[tuple[sympy.Basic, tuple]]:
    """Yield every part with the limits of the sums around it."""
    yield expr, limits
    if isinstance(expr, sympy.Sum):
        yield from _nodes(expr.function, (*expr.limits, *limits))
        for place, (_, *ends) in enumerate(expr.limits):
            outer = (*expr.limits[place + 1 :], *limits)
            for end in ends:
                yield from _nodes(end, outer)
        return
    for arg in expr.args:
        yield from _nodes(arg, limits)


def _condition(expr: sympy.Expr, relation: str, limits: tuple) -> Condition:
    """A condition with the limits it depends on, all of them or none."""
    indices = {index for index, *_ in limits}
    return Condition(
        expr, relation, limits if expr.free_symbols & indices else ()
    )


def _needs(node: sympy.Basic) -> Iterator[tuple[sympy.Expr, str]]:
    """Yield (expr, relation) for what a node needs of its own operands."""
    if isinstance(node, sympy.log):
        yield node.args[0], ">"
        for base in node.args[1:]:
            yield base, ">"
            yield base - 1, "!="
    elif isinstance(node, sympy.coth | sympy.csch):
        yield node.args[0], "!="
    elif isinstance(node, sympy.Pow) and not isinstance(node, sympy.exp):
        relation = _power_needs(node.exp)
        if relation:
            yield node.base, relation


def _power_needs(exponent: sympy.Expr) -> str:
    if exponent.is_Integer:
        return "" if exponent.is_positive else "!="
    if exponent.is_Rational:
        return ">=" if exponent.is_positive else ">"
    return ">"


# --- whether a condition holds --------------------------------------------


def holds(
    condition: Condition, domain: Domain, normal: NormalForm | None = None
) -> bool:
    """Tell whether a condition is shown to hold on the whole domain.

    Under a sum the index has the range that its limits give it, whatever
    else is said about a symbol of that name.
    """
    body, limits = work_out(condition.expr, domain), condition.limits
    if limits:
        # In one piece, so that an index gets the same new name everywhere.
        whole = work_out(sympy.Sum(condition.expr, *limits), domain)
        inner, limits = (
            whole.limits[: -len(limits)],
            whole.limits[-len(limits) :],
        )
        body = sympy.Sum(whole.function, *inner) if inner else whole.function
    normal = normal or NormalForm(domain, [body])
    return _holds(body, condition.relation, limits, domain, normal)


def _holds(
    body: sympy.Expr,
    relation: str,
    limits: Sequence[sympy.Tuple],
    domain: Domain,
    normal: NormalForm,
) -> bool:
    if not limits:
        return _is_shown(body, relation, domain, normal) or _in_each_case(
            body, relation, domain
        )
    *inner, (index, low, high) = limits
    if low.is_Integer and high.is_Integer and high - low < MAX_SUM:
        tables = [
            {index: sympy.Integer(k)} for k in range(int(low), int(high) + 1)
        ]
        return all(
            _holds(
                put(body, table),
                relation,
                [put(limit, table) for limit in inner],
                domain,
                normal,
            )
            for table in tables
        )
    with bound(normal, index, low, high):
        return _holds(body, relation, inner, domain, normal)


def _is_shown(
    body: sympy.Expr, relation: str, domain: Domain, normal: NormalForm
) -> bool:
    if _is_shown_by_value(body, relation):
        return True
    if _is_evident(body, relation != ">=", domain):
        return True
    form = normal.form(body)
    if relation == "!=":
        return normal.is_nonzero(form)
    if relation == ">=":
        return normal.is_nonnegative(form)
    return normal.sign(form) == 1


def _is_shown_by_value(body: sympy.Expr, relation: str) -> bool:
    """Tell whether a number such as 3 - 2 sqrt 2 is plainly large enough."""
    if body.free_symbols or body.atoms(AppliedUndef):
        return False
    value = evaluate_at(body, {})
    is_zero, is_positive = agree(value, -value), agree(value, abs(value))
    return not is_zero and (is_positive or relation == "!=")


def _in_each_case(body: sympy.Expr, relation: str, domain: Domain) -> bool:
    """Try every combination of values of the finite symbols."""
    cases = [put(body, case) for case in domain.combinations(free_names(body))]
    return bool(cases) and all(
        _is_shown(case, relation, domain, NormalForm(domain, [case]))
        for case in cases
    )


def free_names(*exprs: sympy.Basic) -> set[sympy.Basic]:
    """Return the symbols and entries that no sum binds.

    An entry under a sum stands for many values, not for one.
    """
    whole = sympy.Tuple(*exprs)
    sums = whole.atoms(sympy.Sum)
    indices = {s for total in sums for s in total.bound_symbols}
    return {n for n in whole.free_symbols if not n.has(*indices)}


def _is_evident(e: sympy.Expr, strict: bool, domain: Domain) -> bool:
    """Tell whether e > 0, or e >= 0 if not strict, needs no normal form.

    Sums, products and powers of evidently positive parts do not, such as
    1 + e^z.
    """
    if isinstance(e, sympy.Rational):
        return bool(e.is_positive if strict else e.is_nonnegative)
    positive = sympy.exp | sigma | softplus | sympy.cosh
    if isinstance(e, sympy.NumberSymbol | positive):
        return True
    if isinstance(e, sympy.Symbol | sympy.Indexed):
        low, _ = domain.interval(e)
        return bool(low.is_extended_nonnegative)
    if e.is_Add:
        some = any(_is_evident(arg, strict, domain) for arg in e.args)
        return some and all(_is_evident(arg, False, domain) for arg in e.args)
    if e.is_Mul:
        return all(_is_evident(arg, strict, domain) for arg in e.args)
    if isinstance(e, sympy.Pow) and _is_evident(e.base, True, domain):
        return True
    square = isinstance(e, sympy.Pow) and e.exp.is_even and e.exp.is_positive
    return not strict and bool(square or isinstance(e, sympy.Abs))
