"""Operations done to both sides of an equation.

An `Operation` is data: a name and an argument.  What the name does, what
it needs and what labels it may bear stand in one table, so an operation
cannot be made to do anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy

from helpers.derivation.conditions import Condition
from helpers.derivation.differentiation import work_out
from helpers.derivation.expressions import UndecidedError, as_expr, rebuild


@dataclass(frozen=True)
class _Kind:
    """What an operation does.

    Attributes
    ----------
    act : callable
        (left, right, argument, domain) -> (left, right).
    needs : callable
        (left, right, argument, domain) -> list of Condition.
    words : str
        The operation in words, with {} for the argument.
    labels : tuple of str
        Other names of rules that mean this operation.
    """

    act: Callable
    needs: Callable
    words: str
    labels: tuple[str, ...] = ()


def _each(change):
    """Do the same to the left and to the right."""
    return lambda left, right, argument, domain: (
        change(left, argument),
        change(right, argument),
    )


def _nothing(left, right, argument, domain):
    return []


def _nonzero(left, right, argument, domain):
    return [Condition(argument, "!=")]


def _positive(left, right, argument, domain):
    return [Condition(left, ">"), Condition(right, ">")]


def _solved(left, right, unknown, domain):
    return unknown, _linear_root(left, right, unknown, domain)[0]


def _slope_nonzero(left, right, unknown, domain):
    return [Condition(_linear_root(left, right, unknown, domain)[1], "!=")]


def _linear_root(left, right, unknown, domain):
    """Return (root, slope) where left = right is slope * unknown = rest."""
    if not isinstance(unknown, sympy.Symbol):
        raise UndecidedError(f"{unknown} is not a symbol to solve for")
    gap = work_out(rebuild(left - right), domain)
    slope = gap.diff(unknown)
    if slope.has(unknown):
        gap = sympy.expand(sympy.fraction(sympy.together(gap))[0])
        slope = sympy.expand(gap.diff(unknown))
    if slope == 0 or slope.has(unknown):
        raise UndecidedError(f"the equation is not linear in {unknown}")
    if slope.could_extract_minus_sign():
        gap, slope = -gap, -slope
    rest = -gap.subs(unknown, 0)
    return sympy.together(rest / slope), slope


KINDS = {
    "exp both sides": _Kind(
        _each(lambda side, _: sympy.exp(side)),
        _nothing,
        "exp of both sides",
        ("exp", "exp laws"),
    ),
    "log both sides": _Kind(
        _each(lambda side, _: sympy.log(side)),
        _positive,
        "log of both sides",
        ("log", "log laws"),
    ),
    "multiply": _Kind(
        _each(lambda side, factor: factor * side),
        _nonzero,
        "both sides times {}",
    ),
    "divide": _Kind(
        _each(lambda side, divisor: side / divisor),
        _nonzero,
        "both sides divided by {}",
    ),
    "add": _Kind(
        _each(lambda side, term: side + term),
        _nothing,
        "{} added to both sides",
    ),
    "subtract": _Kind(
        _each(lambda side, term: side - term),
        _nothing,
        "{} subtracted from both sides",
    ),
    "solve": _Kind(_solved, _slope_nonzero, "solved for {}"),
}


@dataclass(frozen=True)
class Operation:
    """Something done to both sides of an equation.

    Attributes
    ----------
    name : str
        A rule such as "multiply".
    argument : sympy.Expr or None
        The factor, the term or the unknown.
    """

    name: str
    argument: sympy.Expr | None = None

    def __post_init__(self):
        if self.name not in KINDS:
            raise ValueError(f"no operation {self.name!r}")
        if ("{}" in self.kind.words) != (self.argument is not None):
            raise ValueError(f"wrong argument for {self.name!r}")
        if self.argument is not None:
            object.__setattr__(self, "argument", as_expr(self.argument))

    @property
    def kind(self):
        return KINDS[self.name]

    def needs(self, left, right, domain):
        """Return what the operation needs to be allowed."""
        return self.kind.needs(left, right, self.argument, domain)

    def act(self, left, right, domain):
        """Return the two sides after the operation."""
        return self.kind.act(left, right, self.argument, domain)

    def in_words(self, plain):
        """Say what was done, with `plain` to write expressions."""
        if self.argument is None:
            return self.kind.words
        return self.kind.words.format(plain(self.argument))


#: take the exponential of both sides
exp = Operation("exp both sides")

#: take the logarithm of both sides, which must be positive
log = Operation("log both sides")


def multiply(factor):
    """Multiply both sides by a factor, which must not be zero.

    Examples
    --------
    >>> from helpers.derivation import Derivation
    >>> p, z = sympy.symbols("p z")
    >>> odds = Derivation(
    ...     sympy.Eq(sympy.exp(z), p / (1 - p)), where={p: (0, 1)}
    ... )
    >>> odds.apply(multiply(1 - p), "multiply").end
    Eq((1 - p)*exp(z), p)
    """
    return Operation("multiply", factor)


def divide(divisor):
    """Divide both sides by a divisor, which must not be zero."""
    return Operation("divide", divisor)


def add(term):
    """Add a term to both sides."""
    return Operation("add", term)


def subtract(term):
    """Subtract a term from both sides."""
    return Operation("subtract", term)


def solve(unknown):
    """Solve for a symbol in which the equation is linear.

    Its coefficient must not be zero anywhere on the domain.
    """
    return Operation("solve", unknown)
