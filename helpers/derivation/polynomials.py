"""Polynomials in generators: fractions, factors and lowered powers."""

from __future__ import annotations

import functools
from collections.abc import Callable

import sympy

from helpers.derivation.expressions import (
    KEPT,
    MAX_DEGREE,
    MAX_TERMS,
    UndecidedError,
    expanded_size,
)
from helpers.derivation.signs import MAX_FACTOR_DEGREE, MAX_FACTOR_TERMS

MAX_EXPANDED_DEGREE = 4 * MAX_DEGREE
MAX_FACTORED = 10**9


@functools.lru_cache(KEPT)
def fraction(form: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr]:
    """Return numerator and denominator, not too large to expand."""
    top, bottom = sympy.fraction(sympy.together(form))
    check_expanded(top)
    check_expanded(bottom)
    return top, bottom


@functools.lru_cache(KEPT)
def lowest_terms(top: sympy.Expr, bottom: sympy.Expr) -> sympy.Expr:
    """Return top / bottom without common factors, multiplied out."""
    return sympy.cancel(top / bottom)


def check_expanded(form: sympy.Expr, most: int = MAX_TERMS) -> None:
    terms, degree = expanded_size(form)
    if terms > most or degree > MAX_EXPANDED_DEGREE:
        raise UndecidedError("the expression would expand to too many terms")


def modulo_power(
    symbol: sympy.Symbol, q: int, base: sympy.Expr
) -> Callable[[int], sympy.Expr]:
    """Powers of r with r^q = base: r^k = base^(k div q) r^(k mod q)."""
    return lambda k: base ** (k // q) * symbol ** (k % q)


def modulo_values(
    symbol: sympy.Symbol, values: list[sympy.Rational]
) -> Callable[[int], sympy.Expr]:
    """Powers of a symbol that takes the values v: it solves prod (y - v) = 0.

    For y in {0, 1} that is y^2 = y.
    """
    zero = sympy.prod(symbol - value for value in values)
    return lambda k: sympy.rem(symbol**k, zero, symbol)


@functools.lru_cache(KEPT)
def factors_of(poly: sympy.Expr) -> tuple[tuple[sympy.Expr, int], ...]:
    """Factor a polynomial, or keep it whole if it is large."""
    if poly.is_Rational:
        return ((poly, 1),)
    poly = sympy.Poly(poly, *sorted(poly.free_symbols, key=_number))
    small = poly.total_degree() <= MAX_FACTOR_DEGREE
    if len(poly.terms()) > MAX_FACTOR_TERMS or not small:
        return ((poly.as_expr(), 1),)
    content, found = poly.factor_list()
    pairs = [(factor.as_expr(), power) for factor, power in found]
    return ((content, 1), *pairs)


def _number(generator: sympy.Symbol) -> int:
    return int(generator.name.split("#")[1])


def primes(piece: sympy.Expr, power: int) -> list[tuple[sympy.Expr, int]]:
    """Split a positive rational into primes, so that log 6 = log 2 + log 3."""
    if not piece.is_Rational or max(piece.p, piece.q) > MAX_FACTORED:
        return [(piece, power)]
    found = sympy.factorrat(piece)
    return [(sympy.Integer(p), n * power) for p, n in found.items()]
