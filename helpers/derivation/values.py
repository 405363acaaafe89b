"""Values: points of a domain, and expressions evaluated to 50 digits."""

from __future__ import annotations

import random
import threading

import mpmath
import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.expressions import UndecidedError, as_expr
from helpers.functions import in_digits, sigma, softplus

DIGITS = 50
MAX_SUM = 12
MAX_EXPONENT = 10**6


def evaluate_at(expr, point, digits=DIGITS):
    """Return the value of `expr` at `point`, a dict symbol -> number.

    Raises
    ------
    UndecidedError
        If the expression has no real value there or no known value.
    """
    mp = _context(digits)
    table = {
        sympy.exp: mp.exp,
        sympy.log: mp.log,
        sympy.Abs: abs,
        sympy.sinh: mp.sinh,
        sympy.cosh: mp.cosh,
        sympy.tanh: mp.tanh,
        sympy.sin: mp.sin,
        sympy.cos: mp.cos,
        sympy.atan: mp.atan,
        sympy.erf: mp.erf,
    } | in_digits(mp)

    def walk(node):
        if node in point:
            return walk(as_expr(point[node]))
        if node.is_Rational:
            return mp.mpf(int(node.p)) / int(node.q)
        if node.is_NumberSymbol:
            return mp.mpf(node.evalf(digits + 5)._mpf_)
        if node.is_Add:
            return mp.fsum(walk(arg) for arg in node.args)
        if node.is_Mul:
            return mp.fprod([walk(arg) for arg in node.args])
        if node.is_Pow:
            return power(walk(node.base), walk(node.exp))
        if isinstance(node, sympy.Sum):
            return walk(spell_out(node, point))
        if isinstance(node, sympy.Indexed):
            return walk(entry_value(node, point))
        if node.func in table and len(node.args) == 1:
            return real(table[node.func](walk(node.args[0])))
        raise UndecidedError(f"{node} has no known value")

    def bounded(function):
        def call(value):
            if abs(value) > MAX_EXPONENT:
                raise UndecidedError("a value is too large")
            return function(value)

        return call

    for name in (sympy.exp, sympy.sinh, sympy.cosh, sigma, softplus):
        table[name] = bounded(table[name])

    def power(base, exponent):
        if base and abs(exponent * mp.log(abs(base))) > MAX_EXPONENT:
            raise UndecidedError("a value is too large")
        if base == 0 and exponent <= 0:
            raise UndecidedError("a power of zero is not defined")
        return real(base**exponent)

    def real(value):
        if isinstance(value, mp.mpc) or not mp.isfinite(value):
            raise UndecidedError("there is no finite real value")
        return value

    try:
        return real(walk(expr))
    except (ZeroDivisionError, OverflowError, ValueError) as problem:
        raise UndecidedError(f"there is no real value: {problem}") from None


_local = threading.local()


def _context(digits):
    """Return this thread's own mpmath context: the shared one is not safe."""
    contexts = _local.__dict__.setdefault("contexts", {})
    if digits not in contexts:
        contexts[digits] = mpmath.MPContext()
        contexts[digits].dps = digits
    return contexts[digits]


def spell_out(node, point):
    """Write a sum over finitely many terms as an `Add`."""
    (index, low, high), *rest = node.limits
    low, high = low.xreplace(point), high.xreplace(point)
    if rest or not (low.is_Integer and high.is_Integer):
        raise UndecidedError(f"{node} has no known value")
    if high < low:
        raise UndecidedError("a sum ends before it starts")
    if high - low >= MAX_SUM:
        raise UndecidedError(f"a sum has over {MAX_SUM} terms")
    return sympy.Add(
        *[
            node.function.xreplace({index: sympy.Integer(k)})
            for k in range(int(low), int(high) + 1)
        ]
    )


def entry_value(node, point):
    """Return the value of x[i] at a point that fixes x by a seed."""
    if node.base not in point:
        raise UndecidedError(f"{node} has no known value")
    seed, draw = point[node.base]
    where = tuple(int(i.xreplace(point)) for i in node.indices)
    return draw(random.Random(f"{seed} {node.base} {where}"))


def sample(expr, domain, seed):
    """Return a point of the domain for every symbol of `expr`."""
    rng = random.Random(seed)
    point = {}
    bases = sorted(expr.atoms(sympy.IndexedBase), key=str)
    labels = {base.label for base in bases}
    indexed = sorted(expr.atoms(sympy.Indexed), key=str)
    for symbol in sorted(expr.free_symbols - set(indexed), key=str):
        if isinstance(symbol, sympy.Symbol) and symbol not in labels:
            point[symbol] = _draw(symbol, domain, rng)
    for entry in indexed:
        if entry in domain.ranges:
            point[entry] = _draw(entry, domain, rng)
    for base in bases:
        first = next(e for e in indexed if e.base == base)
        point[base] = (
            seed,
            lambda rng, first=first: _draw(first, domain, rng),
        )
    return point


def _draw(symbol, domain, rng):
    """Draw a short rational number that fits a symbol's assumptions."""
    named = symbol.base.label if isinstance(symbol, sympy.Indexed) else symbol
    for _ in range(50):
        value = _draw_from_range(symbol, domain, rng)
        if all(
            getattr(value, f"is_{name}") in (None, wanted)
            for name, wanted in named.assumptions0.items()
        ):
            return value
    raise UndecidedError(f"no value found for {symbol}")


def _draw_from_range(symbol, domain, rng):
    cases = domain.cases(symbol)
    if cases:
        return rng.choice(cases)
    low, high = domain.interval(symbol)
    if symbol.is_integer:
        low, high = max(low, -4), min(high, 5)
        first, last = sympy.floor(low) + 1, sympy.ceiling(high) - 1
        return sympy.Integer(rng.randint(int(first), int(last)))
    if low == -sympy.oo and high == sympy.oo:
        low, high = sympy.Integer(-3), sympy.Integer(3)
    elif high == sympy.oo:
        high = low + 4
    elif low == -sympy.oo:
        low = high - 4
    return low + (high - low) * sympy.Rational(rng.randint(3, 97), 100)


def concrete_functions(expr, domain, seed):
    """Choose a concrete smooth function for every unknown function."""
    rng = random.Random(f"functions {seed}")
    chosen = {}
    for call in sorted(expr.atoms(AppliedUndef), key=str):
        function = call.func
        if function in chosen or call.is_negative:
            continue
        names = [sympy.Dummy(f"u{k}") for k in range(len(call.args))]
        body = sympy.Rational(rng.randint(2, 9), 5)
        for name in names:
            rate = sympy.Rational(rng.randint(1, 9), 10)
            body += sympy.Rational(rng.randint(1, 9), 4) * sympy.exp(
                rate * name * rng.choice((-1, 1))
            )
        chosen[function] = sympy.Lambda(tuple(names), body)
    return chosen
