r"""Decide whether two expressions are equal on a domain.

`decide` answers `Equal`, `Different` (with a point where the two sides
differ) or `Undecided` (with a reason).  It never guesses:

1. *Refute.*  Both sides are evaluated at fixed rational points of the
   domain to 50 good digits.  A difference there is a counterexample.
   Agreement there proves nothing and is never taken for a proof.
2. *Define.*  Every denominator must be non-zero and every logarithm must
   have a positive argument on the whole domain.
3. *Prove.*  Both sides are rewritten as rational functions of
   independent generators: the symbols, one generator for each
   :math:`e^{m}` and one for each logarithm of an irreducible positive
   factor.  Equality is then an identity between polynomials.
4. *Prove case by case.*  Symbols with finitely many values take each of
   them, and :math:`|u|` is once u and once -u.

Sizes, exponents and degrees are bounded before anything is expanded, so
a question that is too large is answered `Undecided` and never hangs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import mpmath
import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.conditions import (
    Condition,
    free_names,
    holds,
    requirements,
    slope_requirements,
)
from helpers.derivation.differentiation import work_out
from helpers.derivation.domain import MAX_CASES, Domain
from helpers.derivation.expressions import (
    UndecidedError,
    as_expr,
    evaluated,
    put,
    rebuild,
)
from helpers.derivation.normal_form import NormalForm
from helpers.derivation.points import concrete_functions, sample
from helpers.derivation.values import Point, agree, entry_value, evaluate_at

#: what sympy raises when it cannot go on (UndecidedError is a ValueError)
UNABLE = (
    ValueError,
    NotImplementedError,
    RecursionError,
    sympy.PolynomialError,
)

N_POINTS = 4


@dataclass(frozen=True)
class Equal:
    """Both sides are equal wherever the conditions hold; they do."""

    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Different:
    """Both sides differ at `point`, where they take these values."""

    point: Mapping[sympy.Basic, object]
    left: mpmath.mpf
    right: mpmath.mpf


@dataclass(frozen=True)
class Undecided:
    """Neither proved nor refuted, for this reason."""

    reason: str


Verdict = Equal | Different | Undecided


# --- the decision ---------------------------------------------------------


@evaluated
def decide(
    left: sympy.Expr | int,
    right: sympy.Expr | int,
    where: Mapping | Domain | None = None,
) -> Verdict:
    """Decide whether two expressions are equal on a domain.

    Parameters
    ----------
    left, right : sympy.Expr
        Derivatives in them are worked out.
    where : dict or Domain, optional
        See `Domain`.

    Returns
    -------
    Equal, Different or Undecided

    Examples
    --------
    >>> from helpers.derivation import sigma
    >>> z, x = sympy.symbols("z x")
    >>> decide((1 + sympy.tanh(z / 2)) / 2, sigma(z))
    Equal(conditions=())
    >>> verdict = decide(sympy.sqrt(x**2), x)
    >>> type(verdict).__name__, verdict.point
    ('Different', {x: -9/5})
    >>> decide(sympy.sqrt(x**2), x, {x: (0, 1)})
    Equal(conditions=(Condition(expr=x**2, relation='>='),))
    >>> decide((x**2 - x) / x, x - 1)
    Undecided(reason='it needs x != 0, which is not established')
    """
    domain = where if isinstance(where, Domain) else Domain(where)
    try:
        return _decide(as_expr(left), as_expr(right), domain)
    except UNABLE as reason:
        return Undecided(str(reason) or type(reason).__name__)


def _decide(left: sympy.Expr, right: sympy.Expr, domain: Domain) -> Verdict:
    sides = (
        work_out(rebuild(left), domain),
        work_out(rebuild(right), domain),
    )
    found = _refute(*sides, domain)
    if found is not None:
        return found
    normal = NormalForm(domain, sides)
    both = sympy.Tuple(left, right)
    conditions = tuple(requirements(both, domain))
    needed = dict.fromkeys((*conditions, *slope_requirements(both, domain)))
    for condition in needed:
        if not holds(condition, domain, normal):
            return Undecided(f"it needs {condition}, which is not established")
    if _is_identity(*sides, normal):
        return Equal(conditions)
    for cases in (_finite_cases(*sides, domain), _sign_cases(*sides)):
        pairs = list(cases)
        if pairs and all(
            _is_identity(*pair, NormalForm(domain, pair)) for pair in pairs
        ):
            return Equal(conditions)
    return Undecided("the normal forms differ, but no point was found")


def _is_identity(
    left: sympy.Expr, right: sympy.Expr, normal: NormalForm
) -> bool:
    return normal.is_zero(normal.visit(left) - normal.visit(right))


def _finite_cases(
    left: sympy.Expr, right: sympy.Expr, domain: Domain
) -> Iterator[tuple[sympy.Expr, sympy.Expr]]:
    """Yield both sides for every choice of values of the finite symbols."""
    for case in domain.combinations(free_names(left, right)):
        yield put(left, case), put(right, case)


def _sign_cases(
    left: sympy.Expr, right: sympy.Expr
) -> Iterator[tuple[sympy.Expr, sympy.Expr]]:
    """Yield both sides with u or -u in place of each |u|.

    At every point |u| is one of the two, so that what holds for both
    holds for |u|.  Under a sum it need not be the same for each term.
    """
    whole = sympy.Tuple(left, right)
    indices = {s for t in whole.atoms(sympy.Sum) for s in t.bound_symbols}
    moduli = [
        m
        for m in sorted(whole.atoms(sympy.Abs), key=str)
        if not m.free_symbols & indices
    ]
    if not moduli or 2 ** len(moduli) > MAX_CASES:
        return
    choices = [[(m, u), (m, -u)] for m in moduli for u in m.args]
    for choice in itertools.product(*choices):
        yield put(left, dict(choice)), put(right, dict(choice))


def _refute(
    left: sympy.Expr, right: sympy.Expr, domain: Domain
) -> Different | None:
    """Return a point where both sides differ, or None.

    First at random points, every second one next to the ends of the
    ranges, then at one for each choice of values of the symbols that have
    finitely many.
    """
    whole = sympy.Tuple(left, right)
    if any(isinstance(key, AppliedUndef) for key in domain.ranges):
        return None
    pair = left, right
    for seed, at_ends in itertools.product(range(N_POINTS), (False, True)):
        functions = concrete_functions(whole, domain, seed)
        if functions:
            try:
                pair = (
                    work_out(left, domain, functions),
                    work_out(right, domain, functions),
                )
            except (TypeError, ValueError):
                return None
        found = _differ_at(pair, domain, seed, at_ends=at_ends)
        if found is not None:
            return found
    for seed, case in enumerate(domain.combinations(free_names(*pair))):
        found = _differ_at(pair, domain, seed, case)
        if found is not None:
            return found
    return None


def _differ_at(
    pair: tuple[sympy.Expr, sympy.Expr],
    domain: Domain,
    seed: int,
    case: Mapping[sympy.Basic, sympy.Rational] = MappingProxyType({}),
    *,
    at_ends: bool = False,
) -> Different | None:
    """Return the point of a seed, the case put in, if the sides differ."""
    try:
        point = sample(sympy.Tuple(*pair), domain, seed, at_ends=at_ends)
        point = {**point, **case}
        one, two = (evaluate_at(side, point) for side in pair)
    except UndecidedError:
        return None
    if agree(one, two):
        return None
    return Different(_readable(point, pair), one, two)


def _readable(
    point: Point, pair: tuple[sympy.Expr, sympy.Expr]
) -> dict[sympy.Basic, object]:
    """Keep the symbols, and spell out the entries of indexed symbols."""
    shown = {
        k: v for k, v in point.items() if not isinstance(k, sympy.IndexedBase)
    }
    entries = set().union(*(side.atoms(sympy.Indexed) for side in pair))
    for entry in sorted(entries, key=str):
        if all(i.is_Integer for i in entry.indices):
            shown[entry] = entry_value(entry, point)
    return shown
