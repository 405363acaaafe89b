"""Which rules of rewriting a line used.

"definition", "log laws" and "exp laws" each speak of certain parts of an
expression: names, logarithms, exponentials.  To *close* a rule is to replace
each of its parts by a symbol of which nothing is known but its range.  Some
rules *suffice* for a line if it stays true with all the others closed.  A
line used the rules that suffice, none of which can be left out.
"""

from __future__ import annotations

import functools
from collections import Counter

import sympy
from sympy.utilities.iterables import subsets

from helpers.derivation.comparison import Comparison, nested, opaque_symbol
from helpers.derivation.domain import Domain
from helpers.derivation.equality import UNABLE
from helpers.derivation.expressions import D
from helpers.functions import sigma, softplus, written_out

#: rule -> what it rewrites, in words
REWRITES = {
    "definition": "a defined name",
    "log laws": "a logarithm",
    "exp laws": "an exponential",
}

#: functions that are names for something longer -> the range they have
_NAMED = {sigma: (0, 1), softplus: (0, sympy.oo)}


def is_part(node: sympy.Basic, rule: str, domain: Domain) -> bool:
    """Tell whether a rule speaks of this node."""
    if rule == "definition":
        return node in domain.define or node.func in _NAMED
    if rule == "log laws":
        return isinstance(node, sympy.log)
    if node.is_Pow and not isinstance(node, sympy.exp):
        return bool(node.exp.free_symbols)
    return isinstance(node, sympy.exp | sympy.tanh | sympy.cosh | sympy.sinh)


def _rules_that_may(
    old: sympy.Expr, new: sympy.Expr, domain: Domain
) -> list[str]:
    """Return the rules with a part that comes, goes or changes.

    Where a name does, so may the parts of what it stands for.
    """
    changed = {rule for rule in REWRITES if _changes(old, new, rule, domain)}
    if "definition" in changed:
        one, other = (_written_out(line, domain) for line in (old, new))
        changed |= {r for r in REWRITES if _changes(one, other, r, domain)}
    return [rule for rule in REWRITES if rule in changed]


def _changes(
    old: sympy.Expr, new: sympy.Expr, rule: str, domain: Domain
) -> bool:
    one, other = (
        Counter(
            node
            for node in sympy.preorder_traversal(line)
            if is_part(node, rule, domain)
        )
        for line in (old, new)
    )
    return one != other


def _meaning_of(node: sympy.Expr, domain: Domain) -> sympy.Expr:
    """Return what a name stands for, written with exp and log."""
    while is_part(node, "definition", domain):
        node = domain.define.get(node, written_out(node))
    return node


def _written_out(node: sympy.Basic, domain: Domain) -> sympy.Basic:
    """Put its meaning in the place of every name."""
    if not isinstance(node, sympy.Expr):
        return node
    node = _meaning_of(node, domain)
    if isinstance(node, sympy.Derivative):
        node = nested(node)
        return D(_written_out(node.expr, domain), *node.variables)
    if not node.args:
        return node
    return node.func(*[_written_out(arg, domain) for arg in node.args])


def rules_used(
    old: sympy.Expr,
    new: sympy.Expr,
    domain: Domain,
    named: frozenset[str],
) -> frozenset[str]:
    """Return the rules of rewriting that lead between two equal lines.

    Of several ways the nearest to the rules named.
    """
    changed = _rules_that_may(old, new, domain)

    @functools.cache
    def suffice(rules: frozenset[str]) -> bool | None:
        closed = frozenset(changed) - rules
        return _agree(old, new, closed, domain) if closed else True

    choices = map(frozenset, subsets(changed))
    for rules in sorted(choices, key=lambda s: (len(s ^ named), len(s))):
        # What cannot be decided is let pass: the line itself is proved, and
        # a right label must not be refused.
        if suffice(rules) is not False and not any(
            suffice(rules - {rule}) for rule in rules
        ):
            return rules
    return frozenset(changed)


def _agree(
    old: sympy.Expr, new: sympy.Expr, rules: frozenset[str], domain: Domain
) -> bool | None:
    """Tell whether two lines agree with some rules closed, if it can be."""
    closing = _Closing(old, new, rules, domain)
    try:
        lines = [closing.close(line) for line in (old, new)]
        return Comparison(closing.closed_domain(), lines).decided(*lines)
    except UNABLE:
        return None


class _Closing:
    """The symbols that stand for the parts of some rules in two lines."""

    def __init__(
        self,
        old: sympy.Expr,
        new: sympy.Expr,
        rules: frozenset[str],
        domain: Domain,
    ) -> None:
        self.rules, self.domain = rules, domain
        self.names_stay = "definition" in rules
        self.open = Comparison(domain, [old, new])
        self.symbols: dict[object, sympy.Expr] = {}
        self.ranges: dict[sympy.Expr, tuple] = {}

    def closed_domain(self) -> Domain:
        define = None if self.names_stay else self.domain.define
        return Domain({**self.domain.ranges, **self.ranges}, define)

    def close(self, node: sympy.Basic) -> sympy.Basic:
        """Replace each part by its symbol, derivatives' operands too."""
        if isinstance(node, sympy.Derivative):
            node = nested(node)
            return D(self.close(node.expr), *node.variables)
        if not isinstance(node, sympy.Expr):
            return node
        if not self.names_stay:
            node = _meaning_of(node, self.domain)
        if isinstance(node, sympy.log) and "log laws" not in self.rules:
            node = _exponents_taken_out(node)
        if any(is_part(node, rule, self.domain) for rule in self.rules):
            return self.symbol(node)
        if not node.args:
            return node
        return node.func(*map(self.close, node.args))

    def symbol(self, part: sympy.Expr) -> sympy.Expr:
        """Return one symbol for all parts with equal arguments."""
        arguments = [self.open.form(self.close(arg)) for arg in part.args]
        key = (part.func, *arguments) if arguments else part
        if key not in self.symbols:
            kinds = sympy.exp, sympy.Pow, *_NAMED
            positive = isinstance(part, kinds) or None
            made = opaque_symbol(
                f"part{len(self.symbols)}#",
                part.free_symbols & self.open.indices,
                positive=positive,
            )
            self.symbols[key] = made
            if part.func in _NAMED:
                self.ranges[made] = _NAMED[part.func]
        return self.symbols[key]


def _exponents_taken_out(node: sympy.log) -> sympy.Expr:
    """Write log(f b^n) as log f + n log b, a law of logarithms."""
    rest, terms = [], []
    for factor in sympy.Mul.make_args(*node.args):
        base, power = factor.as_base_exp()
        if isinstance(base, sympy.exp):  # written as 1/e^x
            terms.append(power * base.exp)
        elif power.free_symbols:
            terms.append(power * sympy.log(base))
        else:
            rest.append(factor)
    return sympy.Add(sympy.log(sympy.Mul(*rest)), *terms) if terms else node
