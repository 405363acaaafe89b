r"""Decide whether two expressions are equal on a domain.

`decide` answers `Equal`, `Different` (with a point where the two sides
differ) or `Undecided` (with a reason).  It never guesses:

1. *Refute.*  Both sides are evaluated at fixed rational points of the
   domain with 50 digits.  A difference there is a counterexample.
   Agreement there proves nothing and is never taken for a proof.
2. *Define.*  Every denominator must be non-zero and every logarithm must
   have a positive argument on the whole domain.
3. *Prove.*  Both sides are rewritten as rational functions of
   independent generators: the symbols, one generator for each
   :math:`e^{m}` and one for each logarithm of an irreducible positive
   factor.  Equality is then an identity between polynomials.

Sizes, exponents and degrees are bounded before anything is expanded, so
a question that is too large is answered `Undecided` and never hangs.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import mpmath
import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.expressions import (
    Domain,
    UndecidedError,
    as_expr,
    evaluated,
    rebuild,
    work_out,
)
from helpers.derivation.normal_form import NormalForm
from helpers.derivation.values import (
    DIGITS,
    concrete_functions,
    entry_value,
    evaluate_at,
    sample,
)
from helpers.functions import sigma

#: what sympy raises when it cannot go on (UndecidedError is a ValueError)
UNABLE = (
    ValueError,
    NotImplementedError,
    RecursionError,
    sympy.PolynomialError,
)

MAX_CASES = 16
N_POINTS = 4
TOLERANCE = mpmath.mpf(10) ** -25


@dataclass(frozen=True)
class Condition:
    """A requirement `expr relation 0`, with relation !=, > or >=."""

    expr: sympy.Expr
    relation: str

    def __str__(self):
        return f"{self.expr} {self.relation} 0"


@dataclass(frozen=True)
class Equal:
    """Both sides are equal wherever the conditions hold; they do."""

    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Different:
    """Both sides differ at `point`, where they take these values."""

    point: dict
    left: mpmath.mpf
    right: mpmath.mpf


@dataclass(frozen=True)
class Undecided:
    """Neither proved nor refuted, for this reason."""

    reason: str


# --- conditions -----------------------------------------------------------


def requirements(expr, domain=None):
    """Return the conditions under which `expr`, as written, is defined.

    The definitions of its symbols, if any, are included.

    Examples
    --------
    >>> p = sympy.symbols("p")
    >>> [str(c) for c in requirements(sympy.log(p / (1 - p)))]
    ['p/(1 - p) > 0', '1 - p != 0']
    """
    found = []
    exprs = [expr]
    define = {} if domain is None else domain.define
    for one in exprs:
        exprs += [v for k, v in define.items() if one.has(k)]
    nodes = [n for one in dict.fromkeys(exprs) for n in _nodes(one)]
    for node in nodes:
        if isinstance(node, sympy.log):
            found.append(Condition(node.args[0], ">"))
        elif isinstance(node, sympy.coth | sympy.csch):
            found.append(Condition(node.args[0], "!="))
        elif node.is_Pow and not isinstance(node, sympy.exp):
            relation = _power_needs(node.exp)
            if relation:
                found.append(Condition(node.base, relation))
    return list(dict.fromkeys(found))


def _nodes(expr):
    return list(sympy.preorder_traversal(expr))


def _power_needs(exponent):
    if exponent.is_Integer:
        return "" if exponent > 0 else "!="
    if exponent.is_Rational:
        return ">=" if exponent > 0 else ">"
    return ">"


def holds(condition, domain, normal=None):
    """Tell whether a condition is shown to hold on the whole domain."""
    worked = work_out(condition.expr, domain)
    wanted = {"!=": 2, ">": 2, ">=": 1}[condition.relation]
    if _evident(worked, domain) >= wanted:
        return True
    normal = normal or NormalForm(domain, [worked])
    form = normal.form(worked)
    if condition.relation == "!=":
        return normal.is_nonzero(form)
    if condition.relation == ">=":
        return normal.is_nonnegative(form)
    return normal.sign(form) == 1


def _evident(e, domain):
    """Return 2 if `e` is evidently positive, 1 if not negative, else 0.

    Sums, products and powers of evidently positive parts, such as
    1 + e^z, need no normal form.
    """
    if e.is_Rational:
        return 2 if e > 0 else int(e == 0)
    if e.is_NumberSymbol or isinstance(e, sympy.exp | sigma | sympy.cosh):
        return 2
    if e.is_Symbol or isinstance(e, sympy.Indexed):
        return 2 if domain.interval(e)[0] >= 0 else 0
    if e.is_Add or e.is_Mul:
        grades = [_evident(arg, domain) for arg in e.args]
        if not all(grades):
            return 0
        return max(grades) if e.is_Add else min(grades)
    if e.is_Pow:
        base = _evident(e.base, domain)
        if base == 2:
            return 2
        return int(bool(e.exp.is_Integer and e.exp > 0 and e.exp.is_even))
    return int(isinstance(e, sympy.Abs))


# --- the decision ---------------------------------------------------------


@evaluated
def decide(left, right, where=None):
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
        return Undecided(str(reason))


def _decide(left, right, domain):
    sides = [work_out(rebuild(side), domain) for side in (left, right)]
    found = _refute(*sides, domain)
    if found is not None:
        return found
    normal = NormalForm(domain, sides)
    conditions = tuple(
        dict.fromkeys(requirements(left, domain) + requirements(right, domain))
    )
    # A derivative may exist at fewer points than what it is taken of.
    slopes = sympy.Tuple(left, right).atoms(sympy.Derivative)
    worked = requirements(
        sympy.Tuple(*[work_out(rebuild(d), domain) for d in slopes])
    )
    for condition in dict.fromkeys((*conditions, *worked)):
        if not holds(condition, domain, normal):
            return Undecided(f"it needs {condition}, which is not established")
    if normal.is_zero(normal.visit(sides[0]) - normal.visit(sides[1])):
        return Equal(conditions)
    if _equal_case_by_case(*sides, domain):
        return Equal(conditions)
    return Undecided("the normal forms differ, but no point was found")


def _refute(left, right, domain):
    """Return a point where both sides differ, or None."""
    whole = sympy.Tuple(left, right)
    if any(isinstance(key, AppliedUndef) for key in domain.ranges):
        return None
    for seed in range(N_POINTS):
        functions = concrete_functions(whole, domain, seed)
        pair = left, right
        if functions:
            try:
                pair = [work_out(s, domain, functions) for s in pair]
            except (TypeError, ValueError):
                return None
        try:
            point = sample(sympy.Tuple(*pair), domain, seed)
            if not _differ(pair, point, DIGITS):
                continue
            # rounding could do that: look again with more digits
            found = _differ(pair, point, 4 * DIGITS)
        except UndecidedError:
            continue
        if found:
            return Different(_readable(point, pair), *found)
    return None


def _differ(pair, point, digits):
    """Return both values if they differ, or None."""
    one, two = (evaluate_at(side, point, digits) for side in pair)
    size = 1 + abs(one) + abs(two)
    return (one, two) if abs(one - two) > size * TOLERANCE else None


def _readable(point, pair):
    """Keep the symbols, and spell out the entries of indexed symbols."""
    shown = {k: v for k, v in point.items() if not isinstance(v, tuple)}
    entries = set().union(*(side.atoms(sympy.Indexed) for side in pair))
    for entry in sorted(entries, key=str):
        if all(i.is_Integer for i in entry.indices):
            shown[entry] = entry_value(entry, point)
    return shown


def _equal_case_by_case(left, right, domain):
    """Try every combination of values of the finite symbols."""
    whole = sympy.Tuple(left, right)
    sums = whole.atoms(sympy.Sum)
    bound = set().union(*(s.bound_symbols for s in sums))
    names = sorted(whole.free_symbols, key=str)
    # An entry under a sum stands for many values, not for one.
    names = [n for n in names if domain.cases(n) and not n.has(*bound)]
    combinations = math.prod(len(domain.cases(n)) for n in names)
    if not names or combinations > MAX_CASES:
        return False
    for values in itertools.product(*(domain.cases(n) for n in names)):
        case = dict(zip(names, values, strict=True))
        pair = [side.xreplace(case) for side in (left, right)]
        normal = NormalForm(domain, pair)
        if not normal.is_zero(normal.visit(pair[0]) - normal.visit(pair[1])):
            return False
    return True
