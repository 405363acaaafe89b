"""Whether a line really used the rules it names, all of them and no other.

A line is refused if a rule it names was not used or a rule it used is not
named (see `helpers.derivation.rules`).  For the laws of differentiation
every way is searched that leads from the old line to the new one: each
derivative of the old line either stays or is expanded by one of the laws
(`helpers.derivation.laws`), and so on for the derivatives this leaves.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import sympy

from helpers.derivation.comparison import (
    Comparison,
    derivatives,
    nested,
    replace,
)
from helpers.derivation.domain import Domain
from helpers.derivation.equality import UNABLE
from helpers.derivation.expressions import D, evaluated, rebuild
from helpers.derivation.laws import INNER, LAWS, compositions
from helpers.derivation.rewriting import REWRITES, rules_used
from helpers.derivation.rules import Rule, in_order

#: so many ways to one line are compared, and so many laws tried for it
MAX_WAYS = 40
MAX_EXPANSIONS = 150

Names = frozenset[str]
#: an expression, and the rules that lead to it
Way = tuple[sympy.Expr, Names]
#: an earlier result: its first line and its last
Result = tuple[sympy.Expr, sympy.Expr]


@evaluated
def label_problem(
    old: sympy.Expr,
    new: sympy.Expr,
    rules: tuple[Rule, ...],
    domain: Domain,
    using: tuple[Result, ...] = (),
) -> str | None:
    """Return why `rules` are not what leads from `old` to `new`, or None.

    The truth of the line is not the question here, only its label.
    """
    names = frozenset(rule.name for rule in rules)
    kinds = {rule.kind for rule in rules}
    if "both" in kinds:
        return "it moves both sides of an equation: use apply"
    for alone, why in _ALONE.items():
        if alone in names and len(names) > 1:
            return why
    if "substitution" in names and not using:
        return "substitution puts in an earlier result: name it by using=..."
    if using and "substitution" not in names:
        return "using=... goes with the rule 'substitution'"
    if "truth" in kinds:
        return None
    try:
        if using:
            old, new = _substituted(old, new, using, domain)
        return _Search(old, new, domain).problem(names)
    except _NotThereError as problem:
        return str(problem)
    except UNABLE as reason:
        return f"its label is undecided: {reason}"


_ALONE = {
    "equals": "'equals' claims no law and stands alone",
    "algebra": "'algebra' goes without saying beside another rule",
    "prime": "'prime' only writes a derivative otherwise, and stands alone",
}


# --- substitution ---------------------------------------------------------


class _NotThereError(Exception):
    """An earlier result was to be put in where it does not occur."""


def _substituted(
    old: sympy.Expr,
    new: sympy.Expr,
    using: Iterable[Result],
    domain: Domain,
) -> tuple[sympy.Expr, sympy.Expr]:
    """Put the last line of each earlier result for its first, in both."""
    lines = rebuild(old), rebuild(new)
    results = [(rebuild(start), rebuild(end)) for start, end in using]
    known = Comparison(domain, [*lines, *(start for start, _ in results)])
    table = {
        known.name(nested(s)) if isinstance(s, sympy.Derivative) else s: end
        for s, end in results
    }
    found = set()

    def walk(node: sympy.Basic) -> sympy.Basic:
        key = node
        if isinstance(node, sympy.Derivative):
            node = nested(node)
            key = known.name(node)
        if key in table:
            found.add(key)
            return table[key]
        if isinstance(node, sympy.Derivative):
            return D(walk(node.expr), *node.variables)
        if not node.args:
            return node
        return node.func(*map(walk, node.args))

    one, other = map(walk, lines)
    if found != table.keys():
        raise _NotThereError("what is substituted does not occur in the line")
    return one, other


# --- laws of differentiation ----------------------------------------------


class _Search:
    """The ways that laws lead from an old line to a new one."""

    def __init__(
        self, old: sympy.Expr, new: sympy.Expr, domain: Domain
    ) -> None:
        self.domain = domain
        self.written = old, new
        self.old, self.new = rebuild(old), rebuild(new)
        self.lines = Comparison(domain, [self.old, self.new])
        self.kept = {self.lines.name(d): d for d in derivatives(self.new)}

    # what the laws may ask

    def depends(
        self,
        f: sympy.Expr,
        x: sympy.Expr,
        without: tuple[sympy.Expr, ...] = (),
    ) -> bool:
        """Tell whether f depends on x, other than through `without`."""
        while f.has(sympy.Derivative):
            f = replace(f, {d: d.expr for d in derivatives(f)})
        plain = self.domain.unfold(f, keep=(x, *without))
        return plain.xreplace({u: sympy.Dummy() for u in without}).has(x)

    def left_over(self) -> list[sympy.Expr]:
        """Return the derivatives that the new line still has."""
        return list(self.kept.values())

    # the question

    def problem(self, names: Names) -> str | None:
        """Return what is wrong with these names, or None."""
        laws = names & LAWS.keys()
        if "prime" in names and not (self.kept and derivatives(self.old)):
            return "prime is a way to write a derivative, and there is none"
        if not laws:
            return self.rewriting_problem(names)
        if not derivatives(self.old):
            return "the line before has no derivative to work out"
        named = names - {"substitution"}
        if named in self.routes(laws, named):
            return None
        routes = self.routes(frozenset(LAWS), named)
        best = min(
            routes, default=None, key=lambda r: (len(r ^ named), sorted(r))
        )
        return _wrong_names(named, best)

    def rewriting_problem(self, names: Names) -> str | None:
        """Return what is wrong where no law is named, or None."""
        if not self.lines.equal(self.old, self.new):
            if not derivatives(self.old) and not derivatives(self.new):
                return None  # proved, but not by the normal form
            gone = [
                d
                for d in derivatives(self.old)
                if self.lines.name(d) not in self.kept
            ]
            if not gone:
                return (
                    "a derivative of this line has no origin in the line "
                    "before"
                )
            return (
                f"{in_order(names)} does not work out a derivative, and one "
                "is gone or changed: name the law, or 'equals' to claim only "
                "truth"
            )
        if "prime" in names and (
            self.lines.opaque(self.old) != self.lines.opaque(self.new)
        ):
            return "prime only writes a derivative in another way"
        named = names & REWRITES.keys()
        used = rules_used(*self.written, self.domain, named)
        return None if used == named else _wrong_names(names, used)

    def routes(self, laws: Names, named: Names) -> Iterator[Names]:
        """Yield the rules used on each way from the old to the new line."""
        self.laws, self.budget = laws, iter(range(MAX_EXPANSIONS))
        self.known: dict[sympy.Expr, list[Way]] = {}
        for line, used in self.expand_all(self.old):
            if self.lines.equal(line, self.new):
                if used == {"minus"}:  # where nothing else moves, a factor
                    used = frozenset({"constant factor"})
                used = used - {"minus"}
                rest = named - LAWS.keys() - used
                yield used | rules_used(line, self.new, self.domain, rest)

    def expand_all(self, expr: sympy.Expr) -> list[Way]:
        """Return the ways to expand every derivative of an expression."""
        options = [
            [(d, *way) for way in self.expand(d)] for d in derivatives(expr)
        ]
        ways = {}
        for choice in itertools.islice(itertools.product(*options), MAX_WAYS):
            table = {d: line for d, line, _ in choice}
            used = frozenset().union(*(u for _, _, u in choice))
            ways[replace(expr, table), used] = None
        return list(ways)

    def expand(self, derivative: sympy.Expr) -> list[Way]:
        """Return the ways to expand one derivative.

        Every derivative left over occurs in the new line.
        """
        if derivative in self.known:
            return self.known[derivative]
        self.known[derivative] = []  # no way leads through itself
        ways: dict[Way, None] = {}
        if self.lines.name(derivative) in self.kept:
            ways[derivative, frozenset()] = None
        found = self.one_law(derivative)
        for (names, line), _ in zip(found, self.budget, strict=False):
            for done, used in self.expand_all(line):
                ways[done, used | names] = None
        self.known[derivative] = list(ways)[:MAX_WAYS]
        return self.known[derivative]

    def one_law(
        self, derivative: sympy.Expr
    ) -> Iterator[tuple[Names, sympy.Expr]]:
        """Yield (rules used, expansion) for one law at one derivative."""
        f, (x,) = derivative.expr, derivative.variables
        for name in self.laws_for(f, x):
            for line in LAWS[name](f, x, self):
                yield frozenset({name}), line
        if "chain" in self.laws:
            yield from self.compose(f, x)
        if f in self.domain.define:
            line = D(self.domain.define[f], x)
            yield frozenset({"definition"}), line
        if f.could_extract_minus_sign() and not f.is_Add:
            yield frozenset({"minus"}), -D(-f, x)

    def laws_for(self, f: sympy.Expr, x: sympy.Expr) -> list[str]:
        """Return the laws to try; where a plain one does, only that."""
        for name in ("constant", "variable"):
            if name in self.laws and list(LAWS[name](f, x, self)):
                return [name]
        return sorted(self.laws)

    def compose(
        self, f: sympy.Expr, x: sympy.Expr
    ) -> Iterator[tuple[Names, sympy.Expr]]:
        """Yield g'(h) h' for f = g(h), with g' worked out by the laws."""
        for g, h in list(compositions(f, x)):
            for slope, used in self.expand(D(g, INNER)):
                if slope.has(INNER):
                    line = slope.xreplace({INNER: h}) * D(h, x)
                    yield used | {"chain"}, line


def _wrong_names(named: Names, route: Names | None) -> str:
    """Say how the names given differ from those of the nearest way."""
    given = in_order(named).replace(", ", " and ")
    if route is None:
        return f"it is not what {given} gives"
    if named < route:
        does = "do" if len(named) > 1 else "does"
        return (
            f"{given} alone {does} not give it, it also takes: "
            f"{in_order(route - named)}"
        )
    return (
        f"it is not what {given} gives; this line is by: "
        f"{in_order(route) or 'algebra'}"
    )
