r"""The chain of proved lines: start, step, apply, until.

A `Derivation` starts from an expression and goes on by `step`, a chain of
equals, or from an equation and goes on by `apply`, the same operation on
both sides.  A line is added only if it is proved from the line before (see
`helpers.derivation.equality`) and if the rules it names are those it used
(see `helpers.derivation.labels`).  Anything else raises `DerivationError`
and leaves the derivation as it was.

Examples
--------
>>> import sympy
>>> from helpers.derivation import D
>>> z = sympy.symbols("z")
>>> slope = Derivation(D(1 / (1 + sympy.exp(-z)), z), title="A slope")
>>> slope = slope.step(
...     (D(1, z) * (1 + sympy.exp(-z)) - D(1 + sympy.exp(-z), z))
...     / (1 + sympy.exp(-z)) ** 2,
...     "quotient",
... )
>>> slope.step(
...     sympy.exp(-z) / (1 + sympy.exp(-z)) ** 2,
...     "constant, sum, chain, exp, variable",
... )
A slope
  line 1:   d/dz(1/(1 + exp(-z)))
  line 2: = ((1 + exp(-z))*d/dz(1) - d/dz(1 + exp(-z)))/(1 + exp(-z))**2
          by quotient; proved
  line 3: = exp(-z)/(1 + exp(-z))**2
          by constant, sum, chain, exp, variable; proved
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sympy
from sympy.logic.boolalg import BooleanAtom

from helpers.derivation import display
from helpers.derivation.conditions import Condition
from helpers.derivation.domain import Domain
from helpers.derivation.expressions import UndecidedError, as_expr, evaluated
from helpers.derivation.labels import label_problem
from helpers.derivation.operations import Operation, exp, log
from helpers.derivation.proof import (
    moved,
    proved,
    start_conditions,
    worth_stating,
)
from helpers.derivation.refusals import Attempt, DerivationError, kind_of
from helpers.derivation.rules import RULES, Rule, read_rules

if TYPE_CHECKING:
    from helpers.derivation.stepper import Stepper

_NOT_IN_TITLES = set("\\{}$&#%_^~<>")

Rules = str | Rule | Sequence[str | Rule]


@dataclass(frozen=True)
class Line:
    """One proved line.

    Attributes
    ----------
    number : int
        Lines count from 1, the start.
    expr : sympy.Expr or sympy.Eq
        The line as it is shown.
    rules : tuple of Rule
        Empty on the first line.
    conditions : tuple of Condition
        What the line needs and no earlier line has needed; established
        on the domain.
    operation : Operation or None
        What was done to both sides.
    """

    number: int
    expr: sympy.Basic
    rules: tuple[Rule, ...] = ()
    conditions: tuple[Condition, ...] = ()
    operation: Operation | None = None


class Derivation:
    r"""A chain of proved lines.

    Parameters
    ----------
    start : sympy.Expr or sympy.Eq
        The first line.  Derivatives stay unevaluated until a step works
        them out; write them with `D`, or with `sympy.Derivative`.
    title : str
        A line of plain text.
    where : dict, optional
        Symbol -> (low, high), the open interval it lives in, or a finite
        set of values.  An `IndexedBase` speaks for all its entries.
        Without an entry a symbol's own assumptions hold, and a symbol
        without assumptions is any real number.
    define : dict, optional
        Symbol -> what it abbreviates.  ``D(L, z)`` then follows the
        definitions of L that lead to z.
    letters : bool
        Show the letters (a) to (g) of the table in *Topic Bytt #1* before
        the names of its rules; other rules have no letter.

    Raises
    ------
    DerivationError
        If the start is not defined on the whole domain.

    Examples
    --------
    >>> from helpers.derivation import D
    >>> a, y = sympy.symbols("a y")
    >>> d = Derivation(D(y * sympy.log(a), a), where={a: (0, 1)})
    >>> d = d.step(y * D(sympy.log(a), a), "constant factor")
    >>> d.step(-y / a, "log")
    Traceback (most recent call last):
        ...
    helpers.derivation.refusals.DerivationError: line 3 is refused: it is false
      rule: log
      line 2: y*d/da(log(a))
      line 3: -y/a
      at a = 0.52, y = 0.36:
        line 2 is 0.692308
        line 3 is -0.692308
    >>> len(d.lines)
    2
    """

    def __init__(
        self,
        start: sympy.Basic | int,
        *,
        title: str = "",
        where: Mapping[Any, Any] | None = None,
        define: Mapping[Any, Any] | None = None,
        letters: bool = False,
    ) -> None:
        if not isinstance(title, str) or _NOT_IN_TITLES & set(title):
            raise DerivationError("the title is plain text, without markup")
        self.title, self.letters = title, letters
        try:
            self.domain = Domain(where, define)
        except (TypeError, ValueError) as problem:
            raise DerivationError(str(problem)) from None
        self._lines: list[Line] = []
        attempt = self._read(start, Attempt(self.domain, 1))
        self._add(attempt, start_conditions(attempt))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The proved lines."""
        return tuple(self._lines)

    @property
    def start(self) -> sympy.Basic:
        """The first line."""
        return self._lines[0].expr

    @property
    def end(self) -> sympy.Basic:
        """The last line proved."""
        return self._lines[-1].expr

    @property
    def is_equation(self) -> bool:
        return isinstance(self.start, sympy.Eq)

    def until(self, number: int) -> Derivation:
        """Return a new derivation of the lines up to a number.

        Parameters
        ----------
        number : int
            The last line kept.

        Returns
        -------
        Derivation

        Raises
        ------
        DerivationError
            If there is no line of that number.
        """
        if not isinstance(number, int) or isinstance(number, bool):
            raise DerivationError(
                f"the number of a line is expected, not {number!r:.40}"
            )
        if not 1 <= number <= len(self._lines):
            raise DerivationError(
                f"there is no line {number}, only 1 to {len(self._lines)}"
            )
        copy = object.__new__(type(self))
        copy.title, copy.letters = self.title, self.letters
        copy.domain, copy._lines = self.domain, self._lines[:number]
        return copy

    @evaluated
    def step(
        self,
        expr: sympy.Basic | int,
        rule: Rules,
        *,
        using: Derivation | Sequence[Derivation] = (),
    ) -> Derivation:
        """Add a line equal to the last one.

        Parameters
        ----------
        expr : sympy.Expr or sympy.Eq
            The new line; an equation in a derivation of equations, each
            side equal to the side before.
        rule : str, Rule or sequence of them
            Every rule the line uses: ``"quotient"`` or ``"chain, log"``;
            what each claims stands in `helpers.derivation.rules`.
            "equals" claims no law, only truth.
        using : Derivation or sequence of Derivation
            With the rule "substitution": earlier results, each replacing
            its first line by its last.

        Returns
        -------
        Derivation
            This one, so that calls chain.

        Raises
        ------
        DerivationError
            If the line is false or cannot be proved, if a rule named was
            not used, or if one that was used is not named.
        """
        attempt = self._read(expr, self._attempt(rule))
        results = _results(using)
        conditions = proved(attempt, self.end)
        problem = label_problem(
            _whole(self.end),
            _whole(attempt.line),
            attempt.rules,
            self.domain,
            results,
        )
        if problem:
            raise attempt.refused(problem)
        self._add(attempt, conditions)
        return self

    @evaluated
    def apply(
        self,
        operation: Operation,
        rule: Rules,
        expect: sympy.Eq | None = None,
    ) -> Derivation:
        """Do the same operation to both sides of the equation.

        Parameters
        ----------
        operation : Operation
            exp, log, multiply(m), divide(d), add(t), subtract(t) or
            solve(p).
        rule : str or Rule
            The name of the operation ("multiply", "exp", ...), "algebra"
            or "equals".
        expect : sympy.Eq, optional
            The equation as it is printed, compared side by side with
            what the operation gives.  Without it, the line is what sympy
            gives.

        Returns
        -------
        Derivation
            This one, so that calls chain.

        Raises
        ------
        DerivationError
            If the operation is not allowed on the whole domain, or does
            not give the equation expected.
        """
        attempt = self._attempt(rule)
        operation = _read_operation(operation)
        if not self.is_equation:
            raise attempt.refused("apply needs an equation")
        attempt = _with_operation(attempt, operation)
        given, needs = moved(attempt)
        if expect is None:
            attempt = attempt.having(line=given)
        else:
            attempt = self._read(expect, attempt)
        conditions = proved(attempt, given)
        self._add(attempt, conditions, needs)
        return self

    # a line is read, proved and added

    def _attempt(self, rule: Rules) -> Attempt:
        """Return what is known of a new line before it is proved."""
        attempt = Attempt(self.domain, len(self._lines) + 1)
        try:
            rules = read_rules(rule)
        except ValueError as problem:
            raise attempt.refused(str(problem)) from None
        return attempt.having(before=self.end, rules=rules)

    def _read(self, expr: Any, attempt: Attempt) -> Attempt:
        """Return the attempt with its line, an expression or equation."""
        if isinstance(expr, bool | BooleanAtom):
            raise attempt.refused(
                f"the equation became {expr} when it was built: write "
                "sympy.Eq(left, right, evaluate=False)"
            )
        try:
            if isinstance(expr, sympy.Eq):
                line = sympy.Eq(*map(as_expr, expr.args), evaluate=False)
            else:
                line = as_expr(expr)
        except (TypeError, UndecidedError) as problem:
            raise attempt.refused(str(problem)) from None
        attempt = attempt.having(line=line)
        if self._lines and isinstance(line, sympy.Eq) != self.is_equation:
            wanted = "an equation" if self.is_equation else "an expression"
            raise attempt.refused(f"{wanted} is expected")
        twice = self._shared_name(line)
        if twice:
            raise attempt.refused(f"two symbols are called {twice}")
        return attempt

    def _shared_name(self, expr: sympy.Basic) -> str | None:
        """Return a name that two different symbols bear, or None."""
        shown = [expr, *(line.expr for line in self._lines)]
        for table in (self.domain.ranges, self.domain.define):
            shown += table
        shown += self.domain.define.values()
        known: dict[str, sympy.Symbol] = {}
        for symbol in sympy.Tuple(*shown).atoms(sympy.Symbol):
            if known.setdefault(symbol.name, symbol) != symbol:
                return symbol.name
        return None

    def _add(
        self,
        attempt: Attempt,
        conditions: Sequence[Condition],
        needs: Sequence[Condition] = (),
    ) -> None:
        """Append a line with the conditions worth stating."""
        known = [c for line in self._lines for c in line.conditions]
        stated = worth_stating(conditions, needs, known, self.domain)
        self._lines.append(
            Line(
                attempt.number,
                attempt.line,
                attempt.rules,
                stated,
                attempt.operation,
            )
        )

    # display: see helpers.derivation.display

    def text(self, shown: int | None = None) -> str:
        """Return the first `shown` lines as plain text."""
        return display.text(self, shown)

    def latex(self, shown: int | None = None) -> str:
        """Return the first `shown` lines as one aligned LaTeX block."""
        return display.latex(self, shown)

    def __repr__(self) -> str:
        return self.text()

    def _repr_latex_(self) -> str:
        return self.latex()

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str]:
        return {"text/plain": self.text(), "text/latex": self.latex()}

    def stepper(self) -> Stepper:
        """Return a widget that shows one more line at a time.

        Its still, for a page without a kernel, is the whole derivation.

        Returns
        -------
        helpers.derivation.stepper.Stepper
        """
        from helpers.derivation.stepper import Stepper

        return Stepper(self)


#: holds the sides of an equation apart in one expression
_APART = sympy.Dummy("right", real=True)


def _whole(line: sympy.Basic) -> sympy.Expr:
    """Write an equation as one expression: its label is one label."""
    if not isinstance(line, sympy.Eq):
        return line
    right = sympy.Mul(_APART, line.rhs, evaluate=False)
    return sympy.Add(line.lhs, right, evaluate=False)


def _results(
    using: Derivation | Sequence[Derivation],
) -> tuple[tuple[sympy.Expr, sympy.Expr], ...]:
    """Return the first and last line of each earlier result."""
    given = using if isinstance(using, tuple | list) else (using,)
    results = []
    for used in given:
        if not isinstance(used, Derivation) or used.is_equation:
            raise DerivationError(
                "using takes derivations that start from an expression"
            )
        results.append((used.start, used.end))
    return tuple(results)


def _read_operation(operation: object) -> Operation:
    if operation is sympy.exp:
        return exp
    if operation is sympy.log:
        return log
    if isinstance(operation, Operation):
        return operation
    raise DerivationError(
        "an operation is expected: exp, log, multiply(m), divide(d), "
        f"add(t), subtract(t) or solve(p), not {kind_of(operation)}"
    )


def _with_operation(attempt: Attempt, operation: Operation) -> Attempt:
    """Return the attempt under the operation's own name."""
    own = {operation.name, *operation.kind.labels}
    names = {rule.name for rule in attempt.rules}
    if names - own - {"algebra", "equals"}:
        raise attempt.refused(f"the operation is {operation.name!r}")
    rules = [
        RULES[operation.name] if rule.name in own else rule
        for rule in attempt.rules
    ]
    return attempt.having(operation=operation, rules=tuple(rules))
