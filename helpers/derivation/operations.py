"""Operations done to both sides of an equation.

An `Operation` is data: a name and an argument.  What the name does, what
it needs and what labels it may bear stand in one table, so an operation
cannot be made to do anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy

from helpers.derivation.conditions import Condition, all_requirements
from helpers.derivation.differentiation import work_out
from helpers.derivation.domain import Domain
from helpers.derivation.expressions import UndecidedError, as_expr, rebuild

#: (left, right) of an equation
Sides = tuple[sympy.Expr, sympy.Expr]
Act = Callable[[sympy.Expr, sympy.Expr, sympy.Expr, Domain], Sides]
Needs = Callable[[sympy.Expr, sympy.Expr, sympy.Expr, Domain], list[Condition]]


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

    act: Act
    needs: Needs
    words: str
    labels: tuple[str, ...] = ()


def _each(change: Callable[[sympy.Expr, sympy.Expr], sympy.Expr]) -> Act:
    """Do the same to the left and to the right."""
    return lambda left, right, argument, domain: (
        change(left, argument),
        change(right, argument),
    )


def _nothing(
    left: sympy.Expr, right: sympy.Expr, argument: None, domain: Domain
) -> list[Condition]:
    return []


def _defined(
    left: sympy.Expr, right: sympy.Expr, term: sympy.Expr, domain: Domain
) -> list[Condition]:
    """The term is defined: the poles of 1/x - 1/x leave no trace."""
    return all_requirements(term, domain)


def _nonzero(
    left: sympy.Expr, right: sympy.Expr, factor: sympy.Expr, domain: Domain
) -> list[Condition]:
    """The factor is defined too: 1/x is never 0, but at x = 0 it is not."""
    return [*all_requirements(factor, domain), Condition(factor, "!=")]


def _positive(
    left: sympy.Expr, right: sympy.Expr, argument: None, domain: Domain
) -> list[Condition]:
    return [Condition(left, ">"), Condition(right, ">")]


def _solved(
    left: sympy.Expr, right: sympy.Expr, unknown: sympy.Expr, domain: Domain
) -> Sides:
    return unknown, _linear_root(left, right, unknown, domain)[0]


def _slope_nonzero(
    left: sympy.Expr, right: sympy.Expr, unknown: sympy.Expr, domain: Domain
) -> list[Condition]:
    return [Condition(_linear_root(left, right, unknown, domain)[1], "!=")]


def _linear_root(
    left: sympy.Expr, right: sympy.Expr, unknown: sympy.Expr, domain: Domain
) -> Sides:
    """Return (root, slope) where left = right is slope * unknown = rest.

    left - right = 0 stays true when it is multiplied by the denominators,
    which are not 0, for both sides of the line are defined.
    """
    if not isinstance(unknown, sympy.Symbol):
        raise UndecidedError(f"{unknown} is not a symbol to solve for")
    if unknown in domain.define:
        raise UndecidedError(f"{unknown} is defined, so it is no unknown")
    gap = work_out(rebuild(left - right), domain)
    if unknown not in gap.free_symbols:
        raise UndecidedError(f"{unknown} does not occur in the equation")
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
        _defined,
        "{} added to both sides",
    ),
    "subtract": _Kind(
        _each(lambda side, term: side - term),
        _defined,
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

    def __post_init__(self) -> None:
        if self.name not in KINDS:
            raise ValueError(f"no operation {self.name!r}")
        if ("{}" in self.kind.words) != (self.argument is not None):
            raise ValueError(f"wrong argument for {self.name!r}")
        if self.argument is not None:
            object.__setattr__(self, "argument", as_expr(self.argument))

    @property
    def kind(self) -> _Kind:
        return KINDS[self.name]

    def needs(
        self, left: sympy.Expr, right: sympy.Expr, domain: Domain
    ) -> list[Condition]:
        """Return what the operation needs to be allowed."""
        return self.kind.needs(left, right, self.argument, domain)

    def act(
        self, left: sympy.Expr, right: sympy.Expr, domain: Domain
    ) -> Sides:
        """Return the two sides after the operation."""
        return self.kind.act(left, right, self.argument, domain)

    def in_words(self, plain: Callable[[sympy.Basic], str]) -> str:
        """Say what was done, with `plain` to write expressions."""
        if self.argument is None:
            return self.kind.words
        return self.kind.words.format(plain(self.argument))


#: take the exponential of both sides
exp = Operation("exp both sides")

#: take the logarithm of both sides, which must be positive
log = Operation("log both sides")


def multiply(factor: sympy.Expr | int) -> Operation:
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


def divide(divisor: sympy.Expr | int) -> Operation:
    """Divide both sides by a divisor, which must not be zero."""
    return Operation("divide", divisor)


def add(term: sympy.Expr | int) -> Operation:
    """Add a term to both sides."""
    return Operation("add", term)


def subtract(term: sympy.Expr | int) -> Operation:
    """Subtract a term from both sides."""
    return Operation("subtract", term)


def solve(unknown: sympy.Symbol) -> Operation:
    """Solve for a symbol in which the equation is linear.

    Its coefficient must not be zero anywhere on the domain.
    """
    return Operation("solve", unknown)
