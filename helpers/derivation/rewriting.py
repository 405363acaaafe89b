"""What a rewriting rule claims, and whether a line needed it.

"definition", "log laws" and "exp laws" each speak of certain parts of an
expression: names, logarithms, exponentials.  A rule that is named must have
changed one of its parts.  A rule that is not named must not have been
needed: with its parts *closed*, each replaced by a symbol of which nothing
is known but its sign, the two lines still agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import sympy

from helpers.derivation.comparison import Comparison, nested, opaque_symbol
from helpers.derivation.equality import UNABLE
from helpers.derivation.expressions import D, Domain
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


def changes_a_part(
    old: sympy.Expr, new: sympy.Expr, rule: str, domain: Domain
) -> bool:
    """Tell whether a part that a rule speaks of comes, goes or changes."""
    one, other = (
        Counter(
            node
            for node in sympy.preorder_traversal(line)
            if is_part(node, rule, domain)
        )
        for line in (old, new)
    )
    return one != other


def needed(
    old: sympy.Expr,
    new: sympy.Expr,
    domain: Domain,
    named: Iterable[str] = (),
) -> set[str]:
    """Return the rewriting rules two equal lines need beside those named."""
    return {
        rule
        for rule in REWRITES
        if rule not in named
        and changes_a_part(old, new, rule, domain)
        and not _agree_closed(old, new, rule, domain)
    }


def _agree_closed(
    old: sympy.Expr, new: sympy.Expr, rule: str, domain: Domain
) -> bool:
    """Tell whether the lines agree whatever a rule's parts stand for.

    What cannot be decided is let pass: the line itself is proved, and a
    right label must not be refused.
    """
    closing = _Closing(old, new, rule, domain)
    lines = [closing.close(line) for line in (old, new)]
    try:
        comparison = Comparison(closing.closed_domain(), lines)
    except UNABLE:
        return True
    return comparison.equal(*lines, undecided=True)


class _Closing:
    """The symbols that stand for the parts of one rule in two lines."""

    def __init__(
        self, old: sympy.Expr, new: sympy.Expr, rule: str, domain: Domain
    ) -> None:
        self.rule, self.domain = rule, domain
        self.open = Comparison(domain, [old, new])
        self.symbols: dict[object, sympy.Expr] = {}
        self.ranges: dict[sympy.Expr, tuple] = {}

    def closed_domain(self) -> Domain:
        define = None if self.rule == "definition" else self.domain.define
        return Domain({**self.domain.ranges, **self.ranges}, define)

    def close(self, node: sympy.Basic) -> sympy.Basic:
        """Replace each part by its symbol, derivatives' operands too."""
        if isinstance(node, sympy.Derivative):
            node = nested(node)
            return D(self.close(node.expr), *node.variables)
        if not isinstance(node, sympy.Expr):
            return node
        if self.rule != "definition":
            node = self.meaning_of(node)
        if self.rule == "exp laws" and isinstance(node, sympy.log):
            node = _exponents_taken_out(node)
        if is_part(node, self.rule, self.domain):
            return self.symbol(node)
        if not node.args:
            return node
        return node.func(*map(self.close, node.args))

    def symbol(self, part: sympy.Expr) -> sympy.Expr:
        """Return one symbol for all parts with equal arguments."""
        key = (part.func, *map(self.form, part.args))
        if key not in self.symbols:
            indices = part.free_symbols & self.open.indices
            name = f"part{len(self.symbols)}#"
            assumptions = {} if self.rule == "log laws" else {"positive": True}
            made = opaque_symbol(name, indices, **assumptions)
            self.symbols[key] = made
            if part.func in _NAMED:
                self.ranges[made] = _NAMED[part.func]
        return self.symbols[key]

    def form(self, argument: sympy.Expr) -> sympy.Expr:
        """Return what decides whether two arguments are the same."""
        if self.rule != "definition":
            argument = self.domain.unfold(argument)
        return self.open.form(argument)

    def meaning_of(self, node: sympy.Expr) -> sympy.Expr:
        """Return what a name stands for, written with exp and log."""
        while is_part(node, "definition", self.domain):
            node = self.domain.define.get(node, written_out(node))
        return node


def _exponents_taken_out(node: sympy.log) -> sympy.Expr:
    """Write log(f b^n) as log f + n log b, a law of logarithms."""
    rest, terms = [], []
    for factor in sympy.Mul.make_args(node.args[0]):
        base, power = factor.as_base_exp()
        if isinstance(base, sympy.exp):  # written as 1/e^x
            terms.append(power * base.args[0])
        elif power.free_symbols:
            terms.append(power * sympy.log(base))
        else:
            rest.append(factor)
    return sympy.Add(sympy.log(sympy.Mul(*rest)), *terms) if terms else node
