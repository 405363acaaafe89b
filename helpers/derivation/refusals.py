"""The words with which a line is refused.

Every refusal is a true sentence.  "It is false" is said only of a line for
which a point was found where it does not hold: for an equation, a point
where the line before holds and this one does not.  An equation that may
well follow, but was not reached side by side, is told the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import mpmath
import sympy

from helpers.derivation import notation
from helpers.derivation.conditions import Condition
from helpers.derivation.domain import Domain
from helpers.derivation.equality import Different
from helpers.derivation.operations import Operation
from helpers.derivation.rules import Rule


class DerivationError(ValueError):
    """A line that is false, undecided, undefined or wrongly labelled."""


@dataclass(frozen=True)
class Attempt:
    """A line that somebody tries to add.

    Attributes
    ----------
    domain : Domain
    number : int
        The number it would have.
    before : sympy.Expr, sympy.Eq or None
        The line before, if there is one.
    rules : tuple of Rule
        As far as they have been read.
    line : sympy.Expr, sympy.Eq or None
        As far as it has been read.
    operation : Operation or None
        What is to be done to both sides.
    """

    domain: Domain
    number: int
    before: sympy.Basic | None = None
    rules: tuple[Rule, ...] = ()
    line: sympy.Basic | None = None
    operation: Operation | None = None

    def having(self, **known: object) -> Attempt:
        """Return the attempt with more of it known."""
        return replace(self, **known)

    def refused(
        self, why: str, details: Iterable[str] = ()
    ) -> DerivationError:
        """Return the error that shows the line and says why."""
        parts = [f"line {self.number} is refused: {why}"]
        if self.rules:
            parts.append(f"rule: {', '.join(map(str, self.rules))}")
        if self.before is not None:
            parts.append(f"line {self.number - 1}: {self.plain(self.before)}")
        if self.line is not None:
            parts.append(f"line {self.number}: {self.plain(self.line)}")
        return DerivationError("\n  ".join([*parts, *details]))

    def plain(self, expr: sympy.Basic) -> str:
        return notation.plain(expr, self.domain)

    def not_established(self, condition: Condition) -> DerivationError:
        """Refuse what needs a condition that nobody can count on."""
        text = self.domain.text()
        where = f"for {text}" if text else "for every real value"
        return self.refused(
            f"it needs {in_words(condition, self.domain)}, which is not "
            f"established {where}"
        )

    def false(self, side: str, difference: Different) -> DerivationError:
        """Refuse a line that fails at a point that was found."""
        return self.refused("it is false", self._values(side, difference))

    def not_by_a_step(
        self,
        side: str,
        difference: Different,
        way: tuple[Operation, ...],
        swapped: bool,
    ) -> DerivationError:
        """Refuse an equation that may be true, and name the way to it."""
        how = "to do the same to both sides, use .apply, an operation a line"
        if way:
            calls = [_call(operation, self.plain) for operation in way]
            how = f"this line is reached by {''.join(calls)}"
        elif swapped:
            how = "these sides are swapped: let each keep its place"
        return self.refused(
            f"it may follow from line {self.number - 1}, but not by a step",
            [
                *self._values(side, difference),
                "each side of a step equals the same side before;",
                how,
            ],
        )

    def not_the_result(
        self, side: str, difference: Different, result: sympy.Eq
    ) -> DerivationError:
        """Refuse an equation that is not what the operation gives."""
        return self.refused(
            f"it may follow from line {self.number - 1}, but it is not what "
            "the operation gives",
            [
                *self._values(side, difference),
                f"the operation gives {self.plain(result)}",
            ],
        )

    def _values(self, side: str, difference: Different) -> list[str]:
        """Say where two lines differ, and what they are worth there."""
        shown = [f"{k} = {_decimal(v)}" for k, v in difference.point.items()]
        at = f"at {', '.join(shown) or 'every point'}:"
        first = f"  line {self.number - 1} is"
        if self.operation is not None:
            first = "  the operation gives"
        return [
            f"the {side} sides differ {at}" if side else at,
            f"{first} {_digits(difference.left)}",
            f"  line {self.number} is {_digits(difference.right)}",
        ]


def in_words(condition: Condition, domain: Domain) -> str:
    """Write a condition as a line of text: 1 - p != 0."""
    shown = notation.plain(condition.expr, domain)
    return f"{shown} {condition.relation} 0"


def kind_of(value: object) -> str:
    """Name a value without ever printing an address."""
    text = value if isinstance(value, str) else type(value).__name__
    return repr(text[:40])


def _call(operation: Operation, plain: Callable[..., str]) -> str:
    """Write an operation as it is typed: .apply(solve(p), "solve")."""
    label = operation.name.removesuffix(" both sides")
    if operation.argument is None:
        return f'.apply({label}, "{label}")'
    return f'.apply({label}({plain(operation.argument)}), "{label}")'


def _decimal(value: sympy.Rational) -> str:
    """Write 13/25 as 0.52; keep fractions that do not end."""
    ends = sympy.Rational(10**6) * value
    if value.is_Integer or not ends.is_Integer:
        return str(value)
    return f"{int(ends) / 10**6:.6f}".rstrip("0")


def _digits(value: mpmath.mpf) -> str:
    return mpmath.nstr(value, 6, strip_zeros=False)
