"""The sign of a polynomial where each of its symbols has a range.

Nothing here is tried at points.  A sign is found in one of three ways, each
a proof:

- with one variable, its real roots in the range are counted (Sturm);
- each variable is moved so that its range becomes t > 0; a polynomial
  whose coefficients then all have one sign has that sign;
- a polynomial of degree 2 is written as squares plus a number.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy

#: the open interval a symbol of a polynomial lives in
Interval = tuple[sympy.Expr, sympy.Expr]

MAX_FACTOR_TERMS = 40
MAX_FACTOR_DEGREE = 16
MAX_VARIABLES = 12


def sign_of_polynomial(
    form: sympy.Expr, ranges: Mapping[sympy.Symbol, Interval]
) -> int | None:
    """Return the sign a polynomial has on a whole box, or None.

    Parameters
    ----------
    form : sympy.Expr
        A polynomial with rational coefficients.
    ranges : dict
        Symbol -> open interval.

    Returns
    -------
    1, -1 or 0, or None where the sign changes or is not found

    Examples
    --------
    >>> p, q = sympy.symbols("p q")
    >>> unit = {p: (sympy.Integer(0), sympy.Integer(1))}
    >>> sign_of_polynomial(p**2 - p, unit)
    -1
    >>> sign_of_polynomial(p - q, {**unit, q: (-sympy.oo, sympy.oo)})
    """
    if form.is_Rational:
        return int(sympy.sign(form))
    names = sorted(form.free_symbols, key=str)
    poly = sympy.Poly(form, *names)
    if poly.total_degree() > MAX_FACTOR_DEGREE:
        return None
    if len(names) == 1:
        return _sign_by_roots(poly, *ranges[names[0]])
    if len(names) > MAX_VARIABLES or len(poly.terms()) > MAX_FACTOR_TERMS:
        return None
    return _sign_by_coefficients(poly, ranges) or _sign_by_squares(poly)


def _sign_by_roots(
    poly: sympy.Poly, low: sympy.Expr, high: sympy.Expr
) -> int | None:
    """The sign of a polynomial in one variable without roots in between.

    `count_roots` counts those at the ends of the interval too; the
    interval is open, so they are taken off again.
    """
    ends = [None if e in (-sympy.oo, sympy.oo) else e for e in (low, high)]
    roots = poly.count_roots(*ends)
    roots -= sum(1 for e in ends if e is not None and poly.eval(e) == 0)
    if roots:
        return None
    return int(sympy.sign(poly.eval(_between(*ends))))


def _between(low: sympy.Expr | None, high: sympy.Expr | None) -> sympy.Expr:
    """A number of the open interval; None stands for an end at infinity."""
    if low is None:
        return sympy.Integer(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / sympy.Integer(2)


def _sign_by_coefficients(
    poly: sympy.Poly, ranges: Mapping[sympy.Symbol, Interval]
) -> int | None:
    """The sign of all coefficients once every range is moved to t > 0."""
    signed = []
    for name in poly.gens:
        low, high = ranges[name]
        signed.append(low > -sympy.oo or high < sympy.oo)
        poly = _to_positive(poly, name, low, high)
    if len(poly.terms()) > 10 * MAX_FACTOR_TERMS:
        return None
    return _common_sign(poly, signed)


def _to_positive(
    poly: sympy.Poly, name: sympy.Symbol, low: sympy.Expr, high: sympy.Expr
) -> sympy.Poly:
    """Put t > 0 in place of a variable, the sign kept.

    On (low, oo) the variable is low + t, on (-oo, high) it is high - t, and
    on (low, high) it is (low + high t)/(1 + t), where the polynomial is
    multiplied by the positive (1 + t)^degree to stay one.
    """
    if (low, high) in ((-sympy.oo, sympy.oo), (0, sympy.oo)):
        return poly
    place, degree = poly.gens.index(name), poly.degree(name)
    total = sympy.Integer(0)
    for powers, coefficient in poly.terms():
        n = powers[place]
        others = sympy.Mul(
            coefficient,
            *[
                g**k
                for g, k in zip(poly.gens, powers, strict=True)
                if g != name
            ],
        )
        if high == sympy.oo:
            moved = (low + name) ** n
        elif low == -sympy.oo:
            moved = (high - name) ** n
        else:
            moved = (low + high * name) ** n * (1 + name) ** (degree - n)
        total += others * moved
    return sympy.Poly(total, *poly.gens)


def _common_sign(poly: sympy.Poly, signed: list[bool]) -> int | None:
    """The common sign of all coefficients, if squares allow no other.

    A variable that is not positive may stand in even powers only, and
    some term must be without any: all such variables may be 0 at once.
    """
    signs, strict = set(), False
    for powers, coefficient in poly.terms():
        free = [n for n, s in zip(powers, signed, strict=True) if not s]
        if any(n % 2 for n in free):
            return None
        strict = strict or not any(free)
        signs.add(int(sympy.sign(coefficient)))
    return signs.pop() if strict and len(signs) == 1 else None


def _sign_by_squares(poly: sympy.Poly) -> int | None:
    """The sign of squares plus a number, for all real values whatever."""
    if poly.total_degree() != 2:
        return None
    for sign in (1, -1):
        if _is_squares_plus(sign * poly.as_expr(), poly.gens):
            return sign
    return None


def _is_squares_plus(form: sympy.Expr, names: tuple) -> bool:
    """Tell whether a quadratic is a sum of squares plus a positive number.

    One variable after the other is completed to a square:
    a v^2 + b v + c = a (v + b / 2a)^2 + (c - b^2 / 4a) with a > 0.
    """
    for name in names:
        a, b = form.coeff(name, 2), form.coeff(name, 1)
        if a == b == 0:
            continue
        if not a.is_positive:
            return False
        form = sympy.expand(form.coeff(name, 0) - b**2 / (4 * a))
    return bool(form.is_positive)
