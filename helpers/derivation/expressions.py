"""Expressions and the domains they live on.

Expressions are checked and bounded (`as_expr`), derivatives stay as
written (`D`) until they are worked out (`work_out`), and a `Domain` says
where each symbol lives and what it stands for.
"""

from __future__ import annotations

import functools
import math
from types import NoneType

import sympy
from sympy.core.function import AppliedUndef
from sympy.core.parameters import evaluate

MAX_NODES = 600
MAX_POWER = 64
MAX_BITS = 128
MAX_TERMS = 2000
MAX_DEGREE = 128


def evaluated(function):
    """Run a function with sympy's evaluation on, whatever the caller set."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with evaluate(True):
            return function(*args, **kwargs)

    return wrapper


class UndecidedError(ValueError):
    """The question lies outside what the procedure can decide."""


def D(expr, *variables):
    """Return an unevaluated derivative, kept exactly as written.

    It is a `sympy.Derivative`; but a derivative of a derivative stays
    one, and nothing is replaced by zero on sight.

    Examples
    --------
    >>> z = sympy.symbols("z")
    >>> D(sympy.exp(z), z) == sympy.Derivative(sympy.exp(z), z)
    True
    >>> D(1, z)
    Derivative(1, z)
    """
    expr = as_expr(expr)
    for variable in variables:
        entry = sympy.Tuple(as_expr(variable), sympy.Integer(1))
        expr = sympy.Expr.__new__(sympy.Derivative, expr, entry)
    return expr


# --- what may be asked ----------------------------------------------------


def as_expr(value):
    """Return `value` as a sympy expression; text and floats are refused.

    Examples
    --------
    >>> as_expr(2)
    2
    >>> as_expr("2")
    Traceback (most recent call last):
        ...
    TypeError: a sympy expression is expected, not the text '2'
    """
    if isinstance(value, str):
        shown = value if len(value) <= 40 else value[:37] + "..."
        raise TypeError(
            f"a sympy expression is expected, not the text {shown!r}"
        )
    if isinstance(value, int) and not isinstance(value, bool):
        return sympy.Integer(value)
    if isinstance(value, float):
        raise TypeError(
            f"the float {value!r} is not exact: write a sympy.Rational"
        )
    if not isinstance(value, sympy.Expr):
        raise TypeError(
            "a sympy expression is expected, not an object of type "
            f"{type(value).__name__}"
        )
    check_size(value)
    return value


def check_size(expr):
    """Refuse what is inexact, complex, undefined or too large."""
    for count, node in enumerate(sympy.preorder_traversal(expr)):
        if count >= MAX_NODES:
            raise UndecidedError(f"the expression has over {MAX_NODES} parts")
        if isinstance(node, sympy.Float):
            raise TypeError(
                f"the float {node} is not exact: write a sympy.Rational"
            )
        if node in _IMPOSSIBLE or node.has(sympy.I):
            raise TypeError(f"{node} is not a real number")
        if getattr(node, "is_commutative", True) is False:
            raise TypeError(f"{node} does not commute")
        if node.is_Symbol and node.is_extended_real is False:
            raise TypeError(f"the symbol {node} is not real")
        if (
            node.is_Rational
            and max(node.p.bit_length(), node.q.bit_length()) > MAX_BITS
        ):
            raise UndecidedError("a number has too many digits")
        if _may_explode(node):
            raise UndecidedError("a number has too many digits")
        power = node.exp if node.is_Pow else sympy.Integer(0)
        if power.is_Rational and max(abs(power.p), power.q) > MAX_POWER:
            raise UndecidedError(f"an exponent is over {MAX_POWER}")
        if isinstance(node, sympy.Derivative):
            for _, times in node.variable_count:
                if not (times.is_Integer and times <= 4):
                    raise UndecidedError("a derivative of order over 4")
    check_terms(expr)


def _may_explode(node):
    """Tell whether evaluating a node could make a huge rational number."""
    if isinstance(node, sympy.exp):
        logs = [n for n in node.args[0].atoms(sympy.log) if n.is_number]
        numbers = node.args[0].atoms(sympy.Rational) if logs else ()
        return any(abs(n) > MAX_POWER for n in numbers)
    return node.is_Pow and node.exp.is_rational and bool(node.exp.args)


_IMPOSSIBLE = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)


def check_terms(expr):
    """Bound the terms and the degree that expanding `expr` could give."""
    terms, degree = expanded_size(expr)
    if terms > MAX_TERMS or degree > MAX_DEGREE:
        raise UndecidedError("the expression would expand to too many terms")


def expanded_size(expr):
    if expr.is_Add:
        parts = [expanded_size(arg) for arg in expr.args]
        return sum(t for t, _ in parts), max(d for _, d in parts)
    if expr.is_Mul:
        parts = [expanded_size(arg) for arg in expr.args]
        return math.prod(t for t, _ in parts), sum(d for _, d in parts)
    if expr.is_Pow and expr.exp.is_Rational:
        terms, degree = expanded_size(expr.base)
        power = math.ceil(abs(expr.exp))
        if terms > MAX_TERMS or degree > MAX_DEGREE:
            return terms, degree
        return math.comb(terms + power - 1, power), degree * power
    inner = [
        expanded_size(arg) for arg in expr.args if isinstance(arg, sympy.Expr)
    ]
    if any(t > MAX_TERMS or d > MAX_DEGREE for t, d in inner):
        return max(inner)
    return 1, 1


# --- the domain -----------------------------------------------------------


class Domain:
    """Where each symbol lives, and what the defined symbols stand for.

    Parameters
    ----------
    where : dict, optional
        Maps a symbol (or an `IndexedBase`, for all its entries) to an
        open interval ``(low, high)`` or to a finite set of values.  Any
        other symbol takes the range its own assumptions give it; a symbol
        without assumptions is a real number.
    define : dict, optional
        Maps a symbol to the expression it abbreviates.

    Examples
    --------
    >>> p, y = sympy.symbols("p y")
    >>> Domain({p: (0, 1), y: {0, 1}}).text()
    '0 < p < 1, y in {0, 1}'
    """

    def __init__(self, where=None, define=None):
        for given in (where, define):
            if not isinstance(given, dict | NoneType):
                raise TypeError("where and define are dicts of symbols")
        self.ranges = {}
        self.define = {
            _check_symbol(key): as_expr(value)
            for key, value in (define or {}).items()
        }
        for key, value in (where or {}).items():
            self.ranges[_check_symbol(key)] = _check_range(key, value)
            _check_assumptions(key, self.ranges[key])
        for key in self.define:
            if not isinstance(key, sympy.Symbol):
                raise TypeError(f"only a symbol can be defined, not {key}")
            if self.unfold(key).free_symbols & set(self.define):
                raise ValueError(f"{key} is defined by itself")

    def without_definitions(self):
        """Return the same ranges, with every symbol its own variable."""
        return Domain(self.ranges)

    def interval(self, symbol):
        """Return the open interval of a symbol, as (low, high)."""
        given = self.ranges.get(symbol)
        if given is None and isinstance(symbol, sympy.Indexed):
            given = self.ranges.get(symbol.base)
            symbol = symbol.base.label
        low, high = -sympy.oo, sympy.oo
        if isinstance(given, tuple):
            low, high = given
        elif given is not None:
            return low, high
        if symbol.is_positive:
            low = max(low, sympy.Integer(0))
        if symbol.is_negative:
            high = min(high, sympy.Integer(0))
        return low, high

    def cases(self, symbol):
        """Return the finite set of values of a symbol, or None."""
        given = self.ranges.get(symbol)
        if given is None and isinstance(symbol, sympy.Indexed):
            given = self.ranges.get(symbol.base)
        return sorted(given) if isinstance(given, frozenset) else None

    def unfold(self, expr, keep=()):
        """Replace defined symbols by what they stand for, except `keep`.

        Derivatives inside are left alone: see `work_out`.
        """
        table = {k: v for k, v in self.define.items() if k not in keep}
        for _ in range(len(table)):
            replaced = _outside_derivatives(expr, table)
            if replaced == expr:
                break
            expr = replaced
        return expr

    def text(self):
        """Return the ranges as plain text."""
        return ", ".join(
            range_text(str(key), value) for key, value in self.ranges.items()
        )


def _outside_derivatives(expr, table):
    if isinstance(expr, sympy.Derivative) or not table:
        return expr
    if expr in table:
        return table[expr]
    if not expr.has(*table):
        return expr
    if isinstance(expr, sympy.Sum):
        names = {k for k in table if expr.has(k)}
        names = names.union(*(table[k].free_symbols for k in names))
        if names & set(expr.bound_symbols):
            raise UndecidedError("a summation index has a second meaning")
    return expr.func(*[_outside_derivatives(a, table) for a in expr.args])


def range_text(name, value, less="<", member="in", braces=("{", "}")):
    """Return ``low < name < high`` or ``name in {...}``."""
    if isinstance(value, frozenset):
        inside = ", ".join(str(v) for v in sorted(value))
        return f"{name} {member} {braces[0]}{inside}{braces[1]}"
    low, high = value
    left = "" if low == -sympy.oo else f"{low} {less} "
    right = "" if high == sympy.oo else f" {less} {high}"
    return f"{left}{name}{right}" if left or right else f"{name} real"


def _check_symbol(key):
    kinds = (sympy.Symbol, sympy.Indexed, sympy.IndexedBase, AppliedUndef)
    if not isinstance(key, kinds):
        raise TypeError(f"a sympy symbol is expected, not {key!r}")
    return key


def _check_range(key, value):
    if isinstance(value, (set, frozenset, sympy.FiniteSet)):
        values = frozenset(as_expr(v) for v in value)
        if not values or not all(v.is_Rational for v in values):
            raise ValueError(f"the values of {key} must be rational numbers")
        return values
    ends = tuple(_check_end(v) for v in value)
    if len(ends) != 2 or not ends[0] < ends[1]:
        raise ValueError(f"the range of {key} must be (low, high), low < high")
    return ends


def _check_assumptions(key, value):
    """Refuse a range that the symbol's own assumptions contradict."""
    named = key.label if isinstance(key, sympy.IndexedBase) else key
    named = named.base.label if isinstance(named, sympy.Indexed) else named
    values = value if isinstance(value, frozenset) else ()
    low, high = (min(values), max(values)) if values else value
    if (
        (named.is_extended_nonnegative and low < 0)
        or (named.is_extended_nonpositive and high > 0)
        or (named.is_nonzero and 0 in values)
    ):
        raise ValueError(f"the range of {key} contradicts its assumptions")


def _check_end(value):
    if value in (math.inf, sympy.oo):
        return sympy.oo
    if value in (-math.inf, -sympy.oo):
        return -sympy.oo
    end = as_expr(value)
    if not end.is_Rational:
        raise ValueError(f"the end {end} of a range must be rational")
    return end


# --- working derivatives out ----------------------------------------------


@evaluated
def rebuild(expr):
    """Undo `evaluate=False` everywhere, but keep derivatives unevaluated.

    Examples
    --------
    >>> z = sympy.symbols("z")
    >>> rebuild(sympy.Mul(1, D(1, z) + 0, evaluate=False))
    Derivative(1, z)
    """
    return _rebuild(expr)


def _rebuild(expr):
    if isinstance(expr, sympy.Derivative):
        names = [v for v, n in expr.variable_count for _ in range(n)]
        return D(_rebuild(expr.expr), *names)
    if not expr.args or not isinstance(expr, sympy.Expr):
        return expr
    return expr.func(*[_rebuild(arg) for arg in expr.args])


@evaluated
def work_out(expr, domain, functions=None):
    """Do every derivative and replace every defined symbol.

    A derivative with respect to a defined symbol treats that symbol as
    the variable; definitions that lead to it are followed, its own is not.
    """

    def walk(node):
        if isinstance(node, sympy.Derivative):
            inner = walk(node.expr)
            for variable, times in node.variable_count:
                inner = differentiate(inner, variable, times)
                check_terms(inner)
            return inner
        if not node.args or not isinstance(node, sympy.Expr):
            return node
        if isinstance(node, sympy.Subs):
            return node
        return node.func(*[walk(arg) for arg in node.args])

    def differentiate(inner, variable, times):
        inner = domain.unfold(inner, keep=(variable,))
        plain = variable
        if isinstance(variable, AppliedUndef):
            plain = sympy.Dummy("u", real=True)
            inner = inner.xreplace({variable: plain})
        inner = concrete(inner).diff(plain, times)
        return inner.xreplace({plain: variable})

    def concrete(node):
        for function, body in (functions or {}).items():
            node = node.replace(function, body)
        return node

    result = domain.unfold(walk(expr))
    if isinstance(result, sympy.Expr):
        check_terms(result)
    return concrete(result).doit(deep=True) if functions else result
