"""Sums with a letter for an end: they are linear, and that is all we know.

A sum is written as a combination of sums of single terms, with what does not
depend on the index in front.  Two sums are then equal if their terms are: the
index itself, its name and where it starts do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sympy

from helpers.derivation.expressions import UndecidedError, put
from helpers.derivation.signs import MAX_FACTOR_TERMS, Interval
from helpers.derivation.values import spell_out

if TYPE_CHECKING:
    from helpers.derivation.normal_form import NormalForm


@contextmanager
def bound(
    normal: NormalForm, index: sympy.Symbol, low: sympy.Expr, high: sympy.Expr
) -> Iterator[sympy.Symbol]:
    """Make an index a generator that runs from `low` to `high` inside."""
    for end in (low, high):
        if not _is_integer(normal, end):
            raise UndecidedError(
                f"a sum ends at {end}, which is not known to be an integer"
            )
    first, last = normal.form(low), normal.form(high)
    name = normal.generator(
        ("index", len(normal.bound), first, last),
        _around(normal, first, last),
    )
    normal.depends[name] = frozenset({name})
    normal.ends[name] = (first, last)
    saved = normal.bound, normal.memo
    normal.bound, normal.memo = {**normal.bound, index: name}, {}
    try:
        yield name
    finally:
        normal.bound, normal.memo = saved


def _is_integer(normal: NormalForm, end: sympy.Expr) -> bool:
    """Tell whether an end is an integer; every index is one."""
    known = {s: sympy.Dummy(integer=True) for s in normal.bound}
    for symbol in end.free_symbols:
        cases = normal.domain.cases(symbol) or [sympy.Rational(1, 2)]
        if all(case.is_Integer for case in cases):
            known[symbol] = sympy.Dummy(integer=True)
    return bool(end.xreplace(known).is_integer)


def _around(
    normal: NormalForm, first: sympy.Expr, last: sympy.Expr
) -> Interval:
    """An open interval that holds the integers from `first` to `last`."""
    low, high = -sympy.oo, sympy.oo
    if first.is_Rational:
        low = first - 1
    elif normal.sign(first) == 1:
        low = sympy.Integer(0)
    if last.is_Rational:
        high = last + 1
    elif normal.sign(last) == -1:
        high = sympy.Integer(0)
    return low, high


def visit_sum(normal: NormalForm, e: sympy.Sum) -> sympy.Expr:
    """Return a finite sum: spelt out if its ends are numbers, else kept."""
    *inner, (index, low, high) = e.limits
    body = sympy.Sum(e.function, *inner) if inner else e.function
    delta = _delta_of(body, index)
    if delta is not None:
        return _visit_picked(normal, body, delta, (index, low, high))
    if low.is_Integer and high.is_Integer:
        return normal.visit(spell_out(e, {}))
    if low.is_Integer:
        # Whatever it started from, it starts from 1 now.
        body = put(body, {index: index + low - 1})
        low, high = sympy.Integer(1), high - low + 1
    with bound(normal, index, low, high) as name:
        form = normal.form(body)
    return _combination(normal, form, name)


def _combination(
    normal: NormalForm, form: sympy.Expr, name: sympy.Symbol
) -> sympy.Expr:
    """sum_i (c f_i + d g_i) = c sum_i f_i + d sum_i g_i.

    The numerator is split into its monomials in what depends on the index;
    of the denominator, the factors that do stay inside.
    """
    top, bottom = sympy.fraction(form)
    if top == 0:
        return top
    inside, outside = sympy.Integer(1), sympy.Integer(1)
    for factor, power in normal.factors(bottom):
        if name in normal.bound_in(factor):
            inside *= factor**power
        else:
            outside *= factor**power
    letters = [
        g
        for g in sorted(top.free_symbols, key=str)
        if name in normal.depends[g]
    ]
    terms = sympy.Poly(top, *letters).terms() if letters else [((), top)]
    if len(terms) > MAX_FACTOR_TERMS:
        return _one_sum(normal, top / inside, name) / outside
    return sympy.Add(
        *[
            coefficient
            / outside
            * _one_sum(
                normal,
                sympy.prod(g**n for g, n in zip(letters, powers, strict=True))
                / inside,
                name,
            )
            for powers, coefficient in terms
        ]
    )


def _one_sum(
    normal: NormalForm, form: sympy.Expr, name: sympy.Symbol
) -> sympy.Expr:
    """The generator of a sum of one term; n times what does not vary."""
    form = normal.cancel(form)
    if name not in normal.bound_in(form):
        return form * _count(normal, name)
    symbol = normal.generator(("sum", form, name), None, normal.ends[name])
    normal.depends[symbol] |= normal.bound_in(form) - {name}
    normal.sums[symbol] = (form, name)
    return symbol


def _count(normal: NormalForm, name: sympy.Symbol) -> sympy.Expr:
    """How many terms there are: last - first + 1, if that is not below 0."""
    first, last = normal.ends[name]
    count = normal.cancel(last - first + 1)
    if not _is_positive(normal, count + 1):
        raise UndecidedError(
            "a sum may end before it starts, and its terms are not counted"
        )
    return count


def is_zero_sum(normal: NormalForm, top: sympy.Expr) -> bool:
    """Collect a linear combination of sums into one sum each.

    1/(1 + f) and f/(1 + f) have no common term, but their sums add up to
    the number of terms.
    """
    present = [s for s in normal.sums if top.has(s)]
    if not present:
        return False
    poly = sympy.Poly(top, *present)
    if poly.total_degree() > 1:
        return False
    rest = poly.coeff_monomial(1)
    groups: dict[sympy.Symbol, sympy.Expr] = {}
    for symbol in present:
        form, name = normal.sums[symbol]
        whole = poly.coeff_monomial(symbol) * form
        groups[name] = groups.get(name, sympy.Integer(0)) + whole
    for name, whole in groups.items():
        whole = normal.cancel(whole)
        if name in normal.bound_in(whole):
            return False
        if whole != 0:
            rest += _count(normal, name) * whole
    return normal.is_zero(normal.cancel(rest))


# --- Kronecker deltas: the slope of a sum by one of its entries -----------


def visit_delta(normal: NormalForm, e: sympy.KroneckerDelta) -> sympy.Expr:
    """Return 1 where both indices are equal, 0 where they never are."""
    gap = normal.form(e.args[0] - e.args[1])
    if gap == 0:
        return sympy.Integer(1)
    apart = normal.is_nonzero(gap) or any(
        _is_positive(normal, side) for side in (gap, -gap)
    )
    if not apart:
        left, right = e.args
        raise UndecidedError(f"whether {left} is {right} is not established")
    return sympy.Integer(0)


def _delta_of(
    body: sympy.Expr, index: sympy.Symbol
) -> sympy.KroneckerDelta | None:
    """Return a delta of this index, and of no index of a sum inside."""
    inner = {s for t in body.atoms(sympy.Sum) for s in t.bound_symbols}
    for delta in sorted(body.atoms(sympy.KroneckerDelta), key=str):
        if delta.has(index) and not delta.free_symbols & inner:
            return delta
    return None


def _visit_picked(
    normal: NormalForm,
    body: sympy.Expr,
    delta: sympy.KroneckerDelta,
    limit: tuple[sympy.Symbol, sympy.Expr, sympy.Expr],
) -> sympy.Expr:
    """sum_k f(delta_ki) = sum_k f(0) + (f(1) - f(0)) at k = i.

    The last term is there if i is one of the values of k, and not if it
    is none of them.
    """
    index, low, high = limit
    place = _place(delta, index)
    off, on = (put(body, {delta: sympy.Integer(k)}) for k in (0, 1))
    total = normal.visit(sympy.Sum(off, limit))
    first, last, here = (normal.form(e) for e in (low, high, place))
    gaps = here - first, last - here
    if all(_is_positive(normal, gap + 1) for gap in gaps):
        return total + normal.visit(put(on - off, {index: place}))
    if any(_is_positive(normal, -gap) for gap in gaps):
        return total
    raise UndecidedError(
        f"whether {place} lies from {low} to {high} is not established"
    )


def _place(delta: sympy.KroneckerDelta, index: sympy.Symbol) -> sympy.Expr:
    """Return the value of the index at which the delta is 1."""
    gap = sympy.expand(delta.args[0] - delta.args[1])
    slope = gap.coeff(index, 1)
    rest = sympy.expand(gap - slope * index)
    if abs(slope) != 1 or rest.has(index):
        raise UndecidedError(f"a sum of {delta} over {index} is out of reach")
    return -rest / slope


def _is_positive(normal: NormalForm, form: sympy.Expr) -> bool:
    """Tell whether a form in integers with known ends is positive.

    Where it is linear in such an integer, it is least at one of the ends.
    """
    for name, (first, last) in reversed(normal.ends.items()):
        slope = sympy.diff(form, name)
        if slope.is_Rational and slope != 0:
            end = first if slope > 0 else last
            form = sympy.expand(form.xreplace({name: end}))
    return normal.sign(form) == 1
