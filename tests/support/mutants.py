"""Small slips made on purpose, and an independent judge of equality.

The judge shares no code with the checker: it evaluates with mpmath and
differentiates numerically.
"""

import random

import mpmath
import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation import sigma

_SWAPPED = ("y", "a", "p", "q", "phat")


def mutants(expr):
    """Yield (slip, expression or equation) for every slip at every place.

    Slips: flip a sign, drop a factor, drop an exponent, lose a minus in
    an exponent, swap a probability or label with one minus itself.
    """
    seen = {expr}
    for slip, mutant in _all(expr):
        if isinstance(mutant, sympy.Basic) and mutant not in seen:
            seen.add(mutant)
            yield slip, mutant


def _all(expr):
    if isinstance(expr, sympy.Eq):
        left, right = expr.args
        for slip, side in mutants(left):
            yield slip, sympy.Eq(side, right, evaluate=False)
        for slip, side in mutants(right):
            yield slip, sympy.Eq(left, side, evaluate=False)
        return
    yield "flip a sign", -expr
    yield from _here(expr)
    for place, arg in _children(expr):
        for slip, mutant in _all(arg):
            args = list(expr.args)
            args[place] = mutant
            yield slip, expr.func(*args)


def _children(expr):
    if isinstance(expr, sympy.Derivative | sympy.Sum):
        return [(0, expr.args[0])]
    if isinstance(expr, sympy.Indexed | AppliedUndef):
        return []
    return list(enumerate(expr.args))


def _here(expr):
    if expr.is_Add or expr.is_Mul:
        for place, arg in enumerate(expr.args):
            rest = expr.args[:place] + expr.args[place + 1 :]
            if expr.is_Add:
                yield "flip a sign", sympy.Add(*rest, -arg)
            else:
                yield "drop a factor", sympy.Mul(*rest)
    if expr.is_Pow and not isinstance(expr, sympy.exp):
        yield "drop an exponent", expr.base
    if isinstance(expr, sympy.exp):
        yield "lose a minus in an exponent", sympy.exp(-expr.args[0])
    swapped = isinstance(expr, sympy.Symbol) and expr.name in _SWAPPED
    if swapped or isinstance(expr, sigma):
        yield "swap with one minus", 1 - expr


def truly_equal(one, other, domain, points=4):
    """Judge two lines by 50-digit values at random points."""
    if isinstance(one, sympy.Eq):
        return all(
            truly_equal(a, b, domain, points)
            for a, b in zip(one.args, other.args, strict=True)
        )
    with mpmath.workdps(50):
        for seed in range(points):
            point = _Point(domain, seed)
            left = point.value(one)
            try:
                gap = left - point.value(other)
            except ZeroDivisionError:  # not even defined there
                return False
            size = 1 + abs(left)
            if abs(gap) > mpmath.mpf(10) ** -15 * size:
                return False
    return True


class _Point:
    """A random point; values are found when they are asked for."""

    def __init__(self, domain, seed, known=None):
        self.domain, self.seed, self.known = domain, seed, known or {}

    def value(self, e):
        value = self.value
        if e in self.known:
            return self.known[e]
        if e.is_Rational:
            return mpmath.mpf(int(e.p)) / int(e.q)
        if e in self.domain.define:
            return value(self.domain.define[e])
        if e.is_Symbol:
            return self.draw(str(e), e)
        if isinstance(e, sympy.Indexed):
            return self.draw(f"{e.base}{value(e.indices[0])}", e)
        if e.is_Add:
            return mpmath.fsum(map(value, e.args))
        if e.is_Mul:
            return mpmath.fprod(list(map(value, e.args)))
        if isinstance(e, sympy.exp):
            return mpmath.exp(value(e.args[0]))
        if e.is_Pow:
            return mpmath.power(value(e.base), value(e.exp))
        if isinstance(e, sympy.log):
            return mpmath.log(value(e.args[0]))
        if isinstance(e, sigma):
            return (1 + mpmath.tanh(value(e.args[0]) / 2)) / 2
        if isinstance(e, sympy.Sum):
            (i, low, high), *_ = e.limits
            steps = range(int(value(low)), int(value(high)) + 1)
            return mpmath.fsum(
                self.at(i, mpmath.mpf(k)).value(e.function) for k in steps
            )
        if isinstance(e, sympy.Derivative):
            (v, n), *rest = e.variable_count
            assert not rest
            return mpmath.diff(
                lambda t: self.at(v, t).value(e.expr), value(v), int(n)
            )
        if isinstance(e, AppliedUndef):
            args = map(value, e.args)
            return mpmath.fsum(
                mpmath.sin((k + 1.5) * u) + u * u for k, u in enumerate(args)
            )
        if e in (sympy.zoo, sympy.nan):
            raise ZeroDivisionError
        raise AssertionError(f"the judge does not know {e.func}")

    def at(self, symbol, value):
        known = {**self.known, symbol: value}
        return _Point(self.domain, self.seed, known)

    def draw(self, name, symbol):
        rng = random.Random(f"judge {self.seed} {name}")
        values = self.domain.cases(symbol)
        if values:
            return mpmath.mpf(int(rng.choice(values)))
        if symbol.is_integer:
            return mpmath.mpf(rng.randint(1, 4))
        low, high = self.domain.interval(symbol)
        low = max(low, -2 if high > 0 else high - 4)
        high = min(high, low + 4)
        return mpmath.mpf(int(low)) + rng.uniform(0.05, 0.95) * int(high - low)
