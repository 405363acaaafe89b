r"""The laws of differentiation: what each may put for one derivative.

A law is a function ``law(f, x, lines)`` that yields every expression it may
put in the place of :math:`\frac{d}{dx} f`, with derivatives that stay
unevaluated (`D`).  It yields nothing where it does not apply, and never a
derivative it has worked out by itself: that is for the next law.  It need
not see to truth: every line is proved apart from its label.

**To add a law**, give it a row in `helpers.derivation.rules.RULES` (name and
formula) and a function in `LAWS` under the same name; nothing else knows
the laws one by one.  For :math:`\tanh' = 1 - \tanh^2`:

>>> def tanh_law(f, x, lines):
...     if f == sympy.tanh(x):
...         yield 1 - f**2

with ``RULES["tanh"] = Rule("tanh", r"\tanh' = 1 - \tanh^2")`` and
``LAWS["tanh"] = tanh_law``.  The chain rule then takes tanh of anything.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Protocol

import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.domain import Domain
from helpers.derivation.equality import Equal, decide
from helpers.derivation.expressions import D
from helpers.functions import sigma

#: so many terms or factors at most are split in two in every way
MAX_SPLIT = 4
#: the chain rule goes through so many names at once at most
MAX_PATHS = 4


class Lines(Protocol):
    """What a law may ask about the two lines it is to join."""

    domain: Domain

    def depends(
        self,
        f: sympy.Expr,
        x: sympy.Expr,
        without: tuple[sympy.Expr, ...] = (),
    ) -> bool:
        """Tell whether f depends on x, other than through `without`."""
        ...

    def left_over(self) -> list[sympy.Expr]:
        """Return the derivatives that the new line still has."""
        ...


Law = Callable[[sympy.Expr, sympy.Expr, Lines], Iterator[sympy.Expr]]


def _splits(
    parts: tuple[sympy.Expr, ...], join: Callable[..., sympy.Expr]
) -> Iterator[tuple[sympy.Expr, sympy.Expr]]:
    """Split up to MAX_SPLIT parts in two groups, once in every way."""
    if len(parts) > MAX_SPLIT:
        return
    # The first part is never chosen, or each split would come twice.
    others = range(1, len(parts))
    for size in others:
        for chosen in itertools.combinations(others, size):
            rest = [p for i, p in enumerate(parts) if i not in chosen]
            yield join(*(parts[i] for i in chosen)), join(*rest)


def _constant(
    f: sympy.Expr, x: sympy.Expr, lines: Lines
) -> Iterator[sympy.Expr]:
    if not lines.depends(f, x):
        yield sympy.Integer(0)


def _variable(
    f: sympy.Expr, x: sympy.Expr, lines: Lines
) -> Iterator[sympy.Expr]:
    if f == x:
        yield sympy.Integer(1)


def _sum(f: sympy.Expr, x: sympy.Expr, lines: Lines) -> Iterator[sympy.Expr]:
    if isinstance(f, sympy.Sum):
        yield sympy.Sum(D(f.function, x), *f.limits)
    if f.is_Add:
        yield sympy.Add(*[D(term, x) for term in f.args])
        for one, two in _splits(f.args, sympy.Add):
            yield D(one, x) + D(two, x)


def _product(
    f: sympy.Expr, x: sympy.Expr, lines: Lines
) -> Iterator[sympy.Expr]:
    factors = sympy.Mul.make_args(f)
    for one, two in _splits(factors, sympy.Mul):
        yield one * D(two, x) + D(one, x) * two
    if len(factors) > 2:
        yield sympy.Add(
            *[
                sympy.Mul(
                    D(factor, x), *factors[:place], *factors[place + 1 :]
                )
                for place, factor in enumerate(factors)
            ]
        )


def _quotient(
    f: sympy.Expr, x: sympy.Expr, lines: Lines
) -> Iterator[sympy.Expr]:
    above, below = [], []
    for factor in sympy.Mul.make_args(f):
        if factor.is_Rational and factor.q != 1:
            above.append(sympy.Integer(factor.p))
            below.append(sympy.Integer(factor.q))
        elif factor.is_Pow and factor.exp.could_extract_minus_sign():
            below.append(1 / factor)
        else:
            above.append(factor)
    if not below:
        return
    g, h = sympy.Mul(*above), sympy.Mul(*below)
    yield (D(g, x) * h - g * D(h, x)) / h**2


def _constant_factor(
    f: sympy.Expr, x: sympy.Expr, lines: Lines
) -> Iterator[sympy.Expr]:
    factors = sympy.Mul.make_args(f)
    fixed = [c for c in factors if not lines.depends(c, x)]
    for size in range(len(fixed), 0, -1):
        for chosen in itertools.combinations(fixed, size):
            c = sympy.Mul(*chosen)
            if c != -1:  # a minus sign goes without a name
                yield c * D(f / c, x)


def _log(f: sympy.Expr, x: sympy.Expr, lines: Lines) -> Iterator[sympy.Expr]:
    if f == sympy.log(x):
        yield 1 / x


def _exp(f: sympy.Expr, x: sympy.Expr, lines: Lines) -> Iterator[sympy.Expr]:
    if f == sympy.exp(x):
        yield f


def _power(f: sympy.Expr, x: sympy.Expr, lines: Lines) -> Iterator[sympy.Expr]:
    if f.is_Pow and f.base == x and not lines.depends(f.exp, x):
        yield f.exp * x ** (f.exp - 1)


def _sigmoid(
    f: sympy.Expr, x: sympy.Expr, lines: Lines
) -> Iterator[sympy.Expr]:
    if f == sigma(x):
        yield f * (1 - f)


def _inverse(
    f: sympy.Expr, x: sympy.Expr, lines: Lines
) -> Iterator[sympy.Expr]:
    """Turn df/dx over, if the new line has dx/df and x is f's inverse."""
    for slope in lines.left_over():
        if slope.variables != (f,):
            continue
        there_and_back = lines.domain.unfold(slope.expr, keep=(x,))
        domain = lines.domain.without_definitions()
        if isinstance(decide(there_and_back, x, domain), Equal):
            yield 1 / slope


def _chain(f: sympy.Expr, x: sympy.Expr, lines: Lines) -> Iterator[sympy.Expr]:
    """Chain through defined names or unknown functions of x.

    Through an inner expression that has no name: see `compositions`.
    """
    names = [u for u in lines.domain.define if u not in (x, f)]
    names += sorted(f.atoms(AppliedUndef) - {x, f}, key=str)
    names = [u for u in names if lines.depends(u, x)]
    for count in range(1, MAX_PATHS + 1):
        for through in itertools.combinations(names, count):
            seen = lines.domain.unfold(f, keep=(x, *through))
            if not all(seen.has(u) for u in through):
                continue
            if not lines.depends(f, x, without=through):
                yield sympy.Add(*[D(f, u) * D(u, x) for u in through])


#: stands for the inner expression while the outer one is differentiated
INNER = sympy.Dummy("u")


def compositions(
    f: sympy.Expr, x: sympy.Expr
) -> Iterator[tuple[sympy.Expr, sympy.Expr]]:
    """Yield (g, h) with f = g(h), g written with `INNER` for its argument."""
    for h in _inside(f):
        if h != x and h.free_symbols:
            yield f.subs(h, INNER), h


def _inside(f: sympy.Expr) -> Iterator[sympy.Expr]:
    if f.is_Pow and not f.exp.free_symbols:
        yield f.base
    elif f.is_Function and not isinstance(f, AppliedUndef):
        yield from f.args


#: each law of differentiation by its name in `RULES`
LAWS: dict[str, Law] = {
    "constant": _constant,
    "variable": _variable,
    "sum": _sum,
    "product": _product,
    "quotient": _quotient,
    "constant factor": _constant_factor,
    "chain": _chain,
    "log": _log,
    "exp": _exp,
    "power": _power,
    "sigmoid": _sigmoid,
    "inverse": _inverse,
}
