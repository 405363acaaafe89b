r"""Derivations whose every line is proved before it can be shown.

A `Derivation` starts from an expression and goes on by `step`, a chain of
equals, or from an equation and goes on by `apply`, the same operation on
both sides.  A line is added only if it is proved from the line before (see
`helpers.derivation.equality`) and if the rule it names was really used (see
`helpers.derivation.laws`).  Anything else raises `DerivationError` and leaves
the derivation as it was.

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
...     "constant, sum, chain, exp",
... )
A slope
  line 1:   d/dz(1/(1 + exp(-z)))
  line 2: = ((1 + exp(-z))*d/dz(1) - d/dz(1 + exp(-z)))/(1 + exp(-z))**2
          by (c) quotient; proved
  line 3: = exp(-z)/(1 + exp(-z))**2
          by (h) constant, (i) sum, (d) chain, (f) exp; proved
"""

from __future__ import annotations

from dataclasses import dataclass

import mpmath
import sympy
from sympy.logic.boolalg import BooleanAtom

from helpers.derivation import notation
from helpers.derivation.conditions import Condition, holds, requirements
from helpers.derivation.differentiation import work_out
from helpers.derivation.domain import Domain, range_text
from helpers.derivation.equality import UNABLE, Different, Equal, decide
from helpers.derivation.expressions import (
    UndecidedError,
    as_expr,
    evaluated,
    rebuild,
)
from helpers.derivation.laws import RULES, Rule, law_problem, read_rules
from helpers.derivation.normal_form import NormalForm
from helpers.derivation.operations import (
    Operation,
    exp,
    log,
)

_NOT_IN_TITLES = set("\\{}$&#%_^~<>")


class DerivationError(ValueError):
    """A line that is false, undecided, undefined or wrongly labelled."""


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


def _read_operation(operation):
    if operation is sympy.exp:
        return exp
    if operation is sympy.log:
        return log
    if isinstance(operation, Operation):
        return operation
    raise DerivationError(
        "an operation is expected: exp, log, multiply(m), divide(d), "
        f"add(t), subtract(t) or solve(p), not {_shown(operation)}"
    )


def _shown(value):
    """Name a value without ever printing an address."""
    text = value if isinstance(value, str) else type(value).__name__
    return repr(text[:40])


# --- the derivation -------------------------------------------------------


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
    helpers.derivation.chain.DerivationError: line 3 is refused: it is false
      rule: (e) log
      line 2: y*d/da(log(a))
      line 3: -y/a
      at a = 0.52, y = 0.36:
        line 2 is 0.692308
        line 3 is -0.692308
    >>> len(d.lines)
    2
    """

    def __init__(self, start, *, title="", where=None, define=None):
        if not isinstance(title, str) or _NOT_IN_TITLES & set(title):
            raise DerivationError("the title is plain text, without markup")
        self.title = title
        try:
            self.domain = Domain(where, define)
        except (TypeError, ValueError) as problem:
            raise DerivationError(str(problem)) from None
        self._lines = []
        start = self._read(start)
        self._add(start, (), self._defined(start, (), 1))

    @property
    def lines(self):
        """The proved lines, a tuple of `Line`."""
        return tuple(self._lines)

    @property
    def start(self):
        return self._lines[0].expr

    @property
    def end(self):
        """The last line proved."""
        return self._lines[-1].expr

    @property
    def is_equation(self):
        return isinstance(self.start, sympy.Eq)

    def until(self, number):
        """Return a new derivation of the lines up to a number."""
        if not 1 <= number <= len(self._lines):
            raise DerivationError(f"there is no line {number}")
        copy = object.__new__(type(self))
        copy.title, copy.domain = self.title, self.domain
        copy._lines = self._lines[:number]
        return copy

    @evaluated
    def step(self, expr, rule, *, using=()):
        """Add a line equal to the last one.

        Parameters
        ----------
        expr : sympy.Expr or sympy.Eq
            The new line; an equation in a derivation of equations, each
            side equal to the side before.
        rule : str, Rule or sequence of them
            ``"quotient"`` or ``"chain, log"``.  "equals" claims no law,
            only truth.
        using : Derivation or sequence of Derivation
            With the rule "substitution": earlier results, each replacing
            its first line by its last.

        Returns
        -------
        Derivation
            This one, so that calls chain.
        """
        number = len(self._lines) + 1
        rules = self._rules(rule, number)
        new = self._read(expr, number, rules)
        pairs = list(_sides(self.end, new))
        conditions = ()
        for side, (old, ours) in pairs:
            conditions += self._prove(old, ours, side, number, rules, new)
        results = _results(using)
        changed = [pair for _, pair in pairs if pair[0] != pair[1]]
        for old, ours in changed or [pairs[0][1]]:
            why = law_problem(old, ours, rules, self.domain, results)
            if why:
                self._refuse(number, rules, why, new)
        self._add(new, rules, conditions)
        return self

    @evaluated
    def apply(self, operation, rule, expect=None):
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
        """
        number = len(self._lines) + 1
        rules = self._rules(rule, number)
        operation = _read_operation(operation)
        if not self.is_equation:
            self._refuse(number, rules, "apply needs an equation")
        own = {operation.name, *operation.kind.labels}
        wrong = [
            r.name for r in rules if r.name not in own | {"algebra", "equals"}
        ]
        if wrong:
            self._refuse(number, rules, f"the operation is {operation.name!r}")
        rules = tuple(
            RULES[operation.name] if r.name in own else r for r in rules
        )
        given, needs = self._moved(operation, number, rules)
        shown = given
        if expect is not None:
            shown = self._read(expect, number, rules)
        conditions = ()
        for side, (moved, ours) in _sides(given, shown):
            conditions += self._prove(
                moved, ours, side, number, rules, shown, operation
            )
        self._add(shown, rules, conditions, operation, needs)
        return self

    # checks

    def _moved(self, operation, number, rules):
        """Return the equation after the operation, and its conditions."""
        left, right = self.end.args
        try:
            needs = operation.needs(left, right, self.domain)
            for need in needs:
                if not holds(need, self.domain):
                    self._refuse(
                        number,
                        rules,
                        f"it needs {self._condition(need)}, which is not "
                        f"established {self._where()}",
                    )
            moved = operation.act(left, right, self.domain)
        except DerivationError:
            raise
        except UNABLE as reason:
            self._refuse(number, rules, f"undecided: {reason}")
        return sympy.Eq(*moved, evaluate=False), needs

    def _prove(self, old, new, side, number, rules, line, operation=None):
        """Return the conditions of a proved side, or refuse the line."""
        if operation is None and old == new:
            return ()
        verdict = decide(old, new, self.domain)
        if isinstance(verdict, Equal):
            return verdict.conditions
        if isinstance(verdict, Different):
            where = f"the {side} sides differ " if side else ""
            values = [
                f"{where}at {self._point(verdict.point)}:",
                f"  line {number - 1} is {_digits(verdict.left)}"
                if operation is None
                else f"  the operation gives {_digits(verdict.left)}",
                f"  line {number} is {_digits(verdict.right)}",
            ]
            self._refuse(number, rules, "it is false", line, values)
        self._refuse(number, rules, f"undecided: {verdict.reason}", line)

    def _defined(self, expr, rules, number):
        """Return the conditions under which the start is defined."""
        found = requirements(expr, self.domain)
        try:
            worked = work_out(rebuild(expr), self.domain)
            normal = NormalForm(self.domain, [worked])
            for need in found:
                if not holds(need, self.domain, normal):
                    self._refuse(
                        number,
                        rules,
                        f"it needs {self._condition(need)}, which is not "
                        f"established {self._where()}",
                        expr,
                    )
            for side in worked.args if self.is_eq(worked) else (worked,):
                normal.form(side)
        except DerivationError:
            raise
        except UNABLE as reason:
            self._refuse(number, rules, f"undecided: {reason}", expr)
        return tuple(found)

    @staticmethod
    def is_eq(expr):
        return isinstance(expr, sympy.Eq)

    def _rules(self, rule, number):
        try:
            return read_rules(rule)
        except (TypeError, ValueError) as problem:
            raise DerivationError(
                f"line {number} is refused: {problem}"
            ) from None

    def _read(self, expr, number=1, rules=()):
        """Return a line as an expression or an equation."""
        if isinstance(expr, bool | BooleanAtom):
            self._refuse(
                number,
                rules,
                f"the equation became {expr} when it was built: write "
                "sympy.Eq(left, right, evaluate=False)",
            )
        try:
            if isinstance(expr, sympy.Eq):
                expr = sympy.Eq(*map(as_expr, expr.args), evaluate=False)
            else:
                expr = as_expr(expr)
        except (TypeError, UndecidedError) as problem:
            self._refuse(number, rules, str(problem))
        if self._lines and self.is_eq(expr) != self.is_equation:
            wanted = "an equation" if self.is_equation else "an expression"
            self._refuse(number, rules, f"{wanted} is expected", expr)
        twice = self._shared_name(expr)
        if twice:
            self._refuse(number, rules, f"two symbols are called {twice}")
        return expr

    def _shared_name(self, expr):
        """Return a name that two different symbols bear, or None."""
        shown = [expr, *(line.expr for line in self._lines)]
        for table in (self.domain.ranges, self.domain.define):
            shown += table
        shown += self.domain.define.values()
        known = {}
        for symbol in sympy.Tuple(*shown).atoms(sympy.Symbol):
            if known.setdefault(symbol.name, symbol) != symbol:
                return symbol.name
        return None

    def _refuse(self, number, rules, why, line=None, values=()):
        """Raise a DerivationError that shows the line refused."""
        parts = [f"line {number} is refused: {why}"]
        if rules:
            parts.append(f"rule: {', '.join(map(str, rules))}")
        if self._lines:
            parts.append(f"line {number - 1}: {self._plain(self.end)}")
        if line is not None:
            parts.append(f"line {number}: {self._plain(line)}")
        raise DerivationError("\n  ".join([*parts, *values]))

    def _add(self, expr, rules, conditions, operation=None, needs=()):
        """Append a line with its operation's needs and what is new.

        A condition that holds for all real values, such as that
        1 + e^z is not zero, goes without saying.
        """
        known = {c for line in self._lines for c in line.conditions}
        known |= set(needs)
        anywhere = Domain(define=self.domain.define)
        stated = [need for need in needs if not need.expr.is_number]
        for condition in dict.fromkeys(conditions):
            stronger = Condition(condition.expr, ">")
            if not {condition, stronger} & known and not _always(
                condition, anywhere
            ):
                stated.append(condition)
                known.add(condition)
        number = len(self._lines) + 1
        line = Line(number, expr, rules, tuple(stated), operation)
        self._lines.append(line)

    # words

    def _plain(self, expr):
        return notation.plain(expr, self.domain)

    def _condition(self, condition):
        return f"{self._plain(condition.expr)} {condition.relation} 0"

    def _where(self):
        text = self.domain.text()
        return f"for {text}" if text else "for every real value"

    def _point(self, point):
        shown = [f"{k} = {_decimal(v)}" for k, v in point.items()]
        return ", ".join(shown) or "every point"

    # display

    def text(self, shown=None):
        """Return the first `shown` lines as plain text."""
        parts = [self.title] if self.title else []
        if self.domain.ranges:
            parts.append(f"  for {self.domain.text()}")
        for key, value in self.domain.define.items():
            parts.append(f"  with {key} = {self._plain(value)}")
        for line in self.lines[:shown]:
            parts += self.text_of(line)
        return "\n".join(parts)

    def text_of(self, line):
        equals = "" if self.is_equation else "= " if line.rules else "  "
        parts = [f"  line {line.number}: {equals}{self._plain(line.expr)}"]
        notes = []
        if line.rules:
            notes.append(f"by {', '.join(map(str, line.rules))}")
            if line.operation is not None:
                notes[0] += f": {line.operation.in_words(self._plain)}"
        if line.conditions:
            needs = ", ".join(map(self._condition, line.conditions))
            notes.append(f"needs {needs}")
        if line.rules:
            notes.append("proved")
        if notes:
            parts.append(f"          {'; '.join(notes)}")
        return parts

    def latex(self, shown=None):
        """Return the first `shown` lines as one aligned LaTeX block."""
        rows = []
        if self.title:
            rows.append(rf"& \textbf{{{self.title}}}")
        heads = [
            range_text(self._latex(k), v, "<", r"\in", (r"\{", r"\}"))
            for k, v in self.domain.ranges.items()
        ]
        if heads:
            rows.append(rf"& \text{{for }} {', '.join(heads)}")
        for key, value in self.domain.define.items():
            rows.append(
                rf"& \text{{with }} {self._latex(key)} = {self._latex(value)}"
            )
        rows += [self._latex_of(line) for line in self.lines[:shown]]
        body = " \\\\[4pt]\n".join(rows)
        return f"$$\\begin{{aligned}}\n{body}\n\\end{{aligned}}$$"

    def _latex(self, expr):
        return notation.latex(expr, self.domain)

    def _latex_of(self, line):
        if self.is_equation:
            left, right = map(self._latex, line.expr.args)
            row = f"{left} & = {right}"
        elif line.rules:
            row = f"& = {self._latex(line.expr)}"
        else:
            row = rf"& \phantom{{={{}}}} {self._latex(line.expr)}"
        notes = [rf"\text{{({r.letter}) {r.name}}}" for r in line.rules]
        note = r",\ ".join(notes)
        if line.operation is not None and line.operation.argument is not None:
            argument = self._latex(line.operation.argument)
            note += rf"\ \left[{argument}\right]"
        if line.rules:
            note += r"\ \checkmark"
        if line.conditions:
            needs = r",\ ".join(map(self._latex_condition, line.conditions))
            note += rf"\quad \text{{needs }} {needs}"
        return f"{row} && {note}" if note else row

    def _latex_condition(self, condition):
        relation = {"!=": r"\neq", ">": ">", ">=": r"\geq"}
        return (
            f"{self._latex(condition.expr)} {relation[condition.relation]} 0"
        )

    def __repr__(self):
        return self.text()

    def _repr_latex_(self):
        return self.latex()

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self.text(), "text/latex": self.latex()}

    def stepper(self):
        """Return a widget that shows one more line at a time.

        Its still, for a page without a kernel, is the whole derivation.
        """
        from helpers.derivation.stepper import Stepper

        return Stepper(self)


def _sides(old, new):
    """Pair an old line with a new one, side by side if an equation."""
    if isinstance(old, sympy.Eq):
        return [
            ("left", (old.lhs, new.lhs)),
            ("right", (old.rhs, new.rhs)),
        ]
    return [("", (old, new))]


def _results(using):
    if not isinstance(using, tuple | list):
        using = (using,)
    for used in using:
        if not isinstance(used, Derivation) or used.is_equation:
            raise DerivationError(
                "using takes derivations that start from an expression"
            )
    return tuple((used.start, used.end) for used in using)


def _always(condition, domain):
    """Tell whether a condition holds for all real values whatever."""
    try:
        return holds(condition, domain)
    except UNABLE:
        return False


def _decimal(value):
    """Write 13/25 as 0.52; keep fractions that do not end."""
    ends = sympy.Rational(10**6) * value
    if value.is_Integer or not ends.is_Integer:
        return str(value)
    return f"{int(ends) / 10**6:.6f}".rstrip("0")


def _digits(value):
    return mpmath.nstr(value, 6, strip_zeros=False)
