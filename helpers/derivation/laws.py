r"""The rules a derivation may name, and whether a line really used them.

`RULES` extends the table (a) to (g) of *Topic Bytt #1 - Derivatives for
backpropagation in a simple Logistic Regression Network* (2017).  A rule
that names a law of differentiation is checked: each derivative of the
old line that is gone from the new line must have been expanded by one of
the laws named, and each law named must have been used.  The derivatives
that remain are compared as opaque quantities, so (c) and (d) give
different lines although both are true.

Three things may go unnamed, as they do in that article: the derivative
of a constant is 0, that of the variable itself is 1, and a minus sign
moves through a derivative.  Where a symbol is defined, its definition may
be put in its place.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import sympy
from sympy.core.function import AppliedUndef

from helpers.derivation.equality import UNABLE, Equal, decide
from helpers.derivation.expressions import (
    D,
    evaluated,
    rebuild,
)
from helpers.derivation.normal_form import NormalForm
from helpers.functions import sigma

MAX_WAYS = 40
MAX_DEPTH = 8
MAX_EXPANSIONS = 150


@dataclass(frozen=True)
class Rule:
    """A rule with the letter, the name and the LaTeX it is shown by."""

    letter: str
    name: str
    latex: str
    kind: str = "law"

    def __str__(self):
        return f"({self.letter}) {self.name}"


_TABLE = [
    ("a", "prime", r"f'(x) = \frac{d}{dx} f(x)", "rewriting"),
    ("b", "product", r"(g h)' = g h' + g' h", "law"),
    ("c", "quotient", r"(g / h)' = (g' h - g h') / h^2", "law"),
    ("d", "chain", r"(g(h))' = g'(h) \, h'", "law"),
    ("e", "log", r"(\log x)' = 1 / x", "law"),
    ("f", "exp", r"(e^x)' = e^x", "law"),
    ("g", "constant factor", r"(c g)' = c g'", "law"),
    ("h", "constant", r"c' = 0", "law"),
    ("i", "sum", r"(g + h)' = g' + h'", "law"),
    ("j", "power", r"(x^n)' = n x^{n - 1}", "law"),
    ("k", "variable", r"x' = 1", "law"),
    ("l", "inverse", r"\frac{dp}{dz} = 1 / \frac{dz}{dp}", "law"),
    ("m", "sigmoid", r"\sigma' = \sigma (1 - \sigma)", "law"),
    ("n", "substitution", r"g = h", "rewriting"),
    ("o", "definition", r"g := h", "rewriting"),
    ("p", "algebra", r"", "rewriting"),
    ("q", "log laws", r"\log g h = \log g + \log h", "rewriting"),
    ("r", "exp laws", r"e^{g + h} = e^g e^h", "rewriting"),
    ("s", "equals", r"", "truth"),
    ("t", "exp both sides", r"g = h \Rightarrow e^g = e^h", "both"),
    ("u", "log both sides", r"g = h \Rightarrow \log g = \log h", "both"),
    ("v", "multiply", r"g = h \Rightarrow m g = m h", "both"),
    ("w", "divide", r"g = h \Rightarrow g / d = h / d", "both"),
    ("x", "add", r"g = h \Rightarrow g + t = h + t", "both"),
    ("y", "subtract", r"g = h \Rightarrow g - t = h - t", "both"),
    ("z", "solve", r"c p + d = 0 \Rightarrow p = -d / c", "both"),
]

#: every rule by its name
RULES = {row[1]: Rule(*row) for row in _TABLE}

_FREE = ("constant", "variable", "minus", "definition")


def read_rules(rule):
    """Return the rules named by a `Rule`, a name, or several of them.

    Examples
    --------
    >>> [str(r) for r in read_rules("chain, log")]
    ['(d) chain', '(e) log']
    """
    if isinstance(rule, Rule):
        rule = (rule,)
    elif isinstance(rule, str):
        rule = [part.strip() for part in rule.split(",")]
    found = []
    for part in rule:
        name = part.name if isinstance(part, Rule) else part
        known = RULES.get(name) if isinstance(name, str) else None
        if known is None or part not in (known, known.name):
            listed = ", ".join(RULES)
            raise ValueError(f"no rule {name!r}; the rules are: {listed}")
        found.append(known)
    if not found:
        raise ValueError("name at least one rule")
    return tuple(dict.fromkeys(found))


@evaluated
def law_problem(old, new, rules, domain, using=()):
    """Return why `rules` do not lead from `old` to `new`, or None.

    The truth of the line is not the question here, only its label.
    """
    kinds = {rule.kind for rule in rules}
    if "both" in kinds:
        return "it moves both sides of an equation: use apply"
    if "truth" in kinds:
        alone = len(rules) == 1
        return None if alone else "'equals' claims no law and stands alone"
    try:
        return _Check(old, new, domain, using).problem(rules)
    except UNABLE as reason:
        return f"its label is undecided: {reason}"


# What a line must hold for the rule that rewrites it to have a meaning.
_NEEDS = {
    "log laws": (sympy.log,),
    "exp laws": (sympy.exp, sigma, sympy.tanh),
}


class _Check:
    """The two lines, with their derivatives as opaque quantities."""

    def __init__(self, old, new, domain, using):
        self.domain = domain
        self.using = using
        self.names = {}
        self.memo = {}
        self.budget = MAX_EXPANSIONS
        self.old, self.new = rebuild(old), rebuild(new)
        sums = self.old.atoms(sympy.Sum) | self.new.atoms(sympy.Sum)
        self.indices = set().union(*(s.bound_symbols for s in sums))
        seen = [domain.unfold(e) for e in (self.old, self.new)]
        self.normal = NormalForm(domain, seen)
        self.kept = {self.name(d): d for d in derivatives(self.new)}

    def name(self, derivative):
        """Name a derivative: same variable and equal operand, same name.

        Inside a sum the name depends on the index.
        """
        if derivative not in self.names:
            variable = derivative.variables[0]
            operand = self.opaque(derivative.expr)
            operand = self.domain.unfold(operand, keep=(variable,))
            key = (variable, self.form(operand))
            if key not in self.names:
                used = sorted(derivative.free_symbols & self.indices, key=str)
                label = f"d{len(self.names)}"
                self.names[key] = (
                    sympy.Function(label)(*used)
                    if used
                    else sympy.Symbol(f"{label}#")
                )
            self.names[derivative] = self.names[key]
        return self.names[derivative]

    def form(self, expr):
        try:
            return self.normal.form(expr)
        except UNABLE:
            return expr

    def opaque(self, expr):
        """Replace the outermost derivatives by their names."""
        return _replace(expr, {d: self.name(d) for d in derivatives(expr)})

    def equal(self, one, other):
        """Equality by normal form, derivatives and conditions aside."""
        if one == other:
            return True
        try:
            forms = [
                self.normal.visit(self.domain.unfold(self.opaque(e)))
                for e in (one, other)
            ]
            return self.normal.is_zero(forms[0] - forms[1])
        except UNABLE:
            return False

    # the question

    def problem(self, rules):
        if RULES["substitution"] in rules and self.using:
            lines = [self.substitute(e) for e in (self.old, self.new)]
            if lines == [self.old, self.new]:
                return "what is substituted does not occur in the line"
            self.old, self.new = lines
            self.kept = {self.name(d): d for d in derivatives(self.new)}
        laws = [r.name for r in rules if r.kind == "law"]
        for rule in rules:
            if rule.name in _NEEDS and not any(
                e.has(*_NEEDS[rule.name]) for e in (self.old, self.new)
            ):
                return f"there is nothing to use {rule.name} on"
        if not laws:
            return self.rewriting_problem(rules)
        if not derivatives(self.old):
            return "the line before has no derivative to work out"
        names = " and ".join(f"({RULES[n].letter}) {n}" for n in laws)
        target = frozenset(laws)
        if any(target <= used for used in self.routes(target)):
            return None
        routes = self.routes(frozenset(_EXPANSIONS))
        best = min(
            routes, default=None, key=lambda r: (len(r - target), len(r))
        )
        if best is None or not best:
            return f"it is not what {names} gives"
        if target <= best:
            more = ", ".join(_in_order(best - target))
            return f"{names} alone does not give it, it also takes: {more}"
        route = ", ".join(_in_order(best))
        return f"it is not what {names} gives; this line is by: {route}"

    def rewriting_problem(self, rules):
        if self.equal(self.old, self.new):
            return None
        if not derivatives(self.old) and not derivatives(self.new):
            return None
        gone = [
            d for d in derivatives(self.old) if self.name(d) not in self.kept
        ]
        if not gone:
            return "a derivative of this line has no origin in the line before"
        verb = ", ".join(rule.name for rule in rules)
        return (
            f"{verb} does not work out a derivative, and one is gone or "
            "changed: name the law, or 'equals' to claim only truth"
        )

    def substitute(self, expr):
        """Replace the first line of each derivation used by its last."""
        plain, named = {}, {}
        for start, end in self.using:
            start = rebuild(start)
            plain[start] = rebuild(end)
            if isinstance(start, sympy.Derivative):
                named[self.name(_nested(start))] = rebuild(end)

        def walk(node):
            if isinstance(node, sympy.Derivative):
                node = _nested(node)
                if self.name(node) in named:
                    return named[self.name(node)]
                return D(walk(node.expr), *node.variables)
            if node in plain:
                return plain[node]
            if not node.args:
                return node
            return node.func(*[walk(arg) for arg in node.args])

        return walk(expr)

    def routes(self, laws):
        """Yield the laws used on each way from the old to the new line."""
        self.memo = {}
        self.budget = MAX_EXPANSIONS
        for line, used in self.expand_all(self.old, laws, 0):
            if self.equal(line, self.new):
                yield used - set(_FREE) | used & laws

    def expand_all(self, expr, laws, depth):
        """Return (line, laws used) for each way to expand an expression."""
        found = derivatives(expr)
        options = [self.expand(d, laws, depth) for d in found]
        ways = {}
        for choice in itertools.islice(itertools.product(*options), MAX_WAYS):
            table = {
                d: line for d, (line, _) in zip(found, choice, strict=True)
            }
            used = frozenset().union(*(u for _, u in choice))
            ways[_replace(expr, table), used] = None
        return list(ways)

    def expand(self, derivative, laws, depth):
        """Return the ways to expand one derivative.

        Every derivative left over occurs in the new line.
        """
        if derivative in self.memo:
            return self.memo[derivative]
        self.memo[derivative] = []
        ways = {}
        if self.name(derivative) in self.kept:
            ways[derivative, frozenset()] = None
        if depth < MAX_DEPTH:
            for name, line in self.one_law(derivative, laws):
                self.budget -= 1
                if self.budget < 0:
                    break
                for done, used in self.expand_all(line, laws, depth + 1):
                    ways[done, used | name] = None
        self.memo[derivative] = list(ways)[:MAX_WAYS]
        return self.memo[derivative]

    def one_law(self, derivative, laws):
        """Yield (laws used, expansion) for one law at one derivative."""
        f, x = derivative.expr, derivative.variables[0]
        if not self.depends(f, x):
            yield frozenset({"constant"}), sympy.Integer(0)
            laws = frozenset()
        if f == x:
            yield frozenset({"variable"}), sympy.Integer(1)
            return
        for name in sorted(laws):
            for used, line in _EXPANSIONS.get(name, _nothing)(self, f, x):
                yield frozenset({name, *used}), line
        if f in self.domain.define:
            line = D(self.domain.define[f], x)
            yield frozenset({"definition"}), line
        if f.could_extract_minus_sign() and not f.is_Add:
            yield frozenset({"minus"}), -D(-f, x)

    def depends(self, f, x, without=()):
        """Tell whether f depends on x, other than through `without`."""
        keep = (x, *without)
        while f.has(sympy.Derivative):
            f = _replace(f, {d: d.expr for d in derivatives(f)})
        plain = self.domain.unfold(f, keep=keep)
        table = {u: sympy.Dummy() for u in without}
        return plain.xreplace(table).has(x)


def _in_order(names):
    return [name for name in RULES if name in names]


def derivatives(expr):
    """Return the outermost derivatives of an expression, in order."""
    found = []

    def walk(node):
        if isinstance(node, sympy.Derivative):
            found.append(_nested(node))
            return
        for arg in node.args:
            walk(arg)

    walk(expr)
    return list(dict.fromkeys(found))


def _nested(derivative):
    """Write a repeated derivative as a derivative of a derivative."""
    names = [v for v, n in derivative.variable_count for _ in range(n)]
    return derivative if len(names) == 1 else D(derivative.expr, *names)


def _replace(expr, table):
    """Replace whole subexpressions, the outermost first."""
    if isinstance(expr, sympy.Derivative):
        return table.get(_nested(expr), expr)
    if expr in table:
        return table[expr]
    if not expr.args:
        return expr
    return expr.func(*[_replace(arg, table) for arg in expr.args])


# --- one expansion per law: (check, f, x) -> ((laws, line), ...) ----------


def _nothing(check, f, x):
    return ()


def _splits(parts, join):
    """Split parts in two groups, in every way."""
    for size in range(1, len(parts) // 2 + 1):
        for chosen in itertools.combinations(range(len(parts)), size):
            rest = [p for i, p in enumerate(parts) if i not in chosen]
            yield join(*(parts[i] for i in chosen)), join(*rest)


def _sum(check, f, x):
    if isinstance(f, sympy.Sum):
        yield (), sympy.Sum(D(f.function, x), *f.limits)
    if not f.is_Add:
        return
    yield (), sympy.Add(*[D(term, x) for term in f.args])
    if 2 < len(f.args) <= 4:
        for one, two in _splits(f.args, sympy.Add):
            yield (), D(one, x) + D(two, x)


def _product(check, f, x):
    factors = sympy.Mul.make_args(f)
    if len(factors) < 2:
        return
    if len(factors) <= 4:
        for one, two in _splits(factors, sympy.Mul):
            yield (), one * D(two, x) + D(one, x) * two
    if len(factors) > 2:
        yield (
            (),
            sympy.Add(
                *[
                    sympy.Mul(
                        D(factor, x), *factors[:place], *factors[place + 1 :]
                    )
                    for place, factor in enumerate(factors)
                ]
            ),
        )


def _quotient(check, f, x):
    top, bottom = [], []
    for factor in sympy.Mul.make_args(f):
        if factor.is_Rational and factor.q != 1:
            top.append(sympy.Integer(factor.p))
            bottom.append(sympy.Integer(factor.q))
        elif factor.is_Pow and factor.exp.could_extract_minus_sign():
            bottom.append(1 / factor)
        else:
            top.append(factor)
    if not bottom:
        return
    g, h = sympy.Mul(*top), sympy.Mul(*bottom)
    yield (), (D(g, x) * h - g * D(h, x)) / h**2
    if g.could_extract_minus_sign():
        yield (), -(D(-g, x) * h + g * D(h, x)) / h**2


def _constant_factor(check, f, x):
    factors = sympy.Mul.make_args(f)
    fixed = [c for c in factors if not check.depends(c, x)]
    if not fixed or len(fixed) == len(factors):
        return
    for size in range(len(fixed), 0, -1):
        for chosen in itertools.combinations(fixed, size):
            c = sympy.Mul(*chosen)
            yield (), c * D(f / c, x)


_OUTER = {sympy.exp: "exp", sympy.log: "log", sigma: "sigmoid"}


def _chain(check, f, x):
    yield from _chain_through_names(check, f, x)
    inner = list(_inner(f))
    for kept in check.kept.values():
        if kept.variables[0] == x and kept.expr not in inner:
            inner.append(kept.expr)
    for u in inner:
        if u in (x, f) or not u.free_symbols:
            continue
        v = sympy.Dummy("v", real=True)
        outer = check.domain.unfold(f, keep=(x,)) if u not in inner else f
        outer = outer.subs(u, v)
        slope = outer.diff(v)
        if slope.has(v) and not check.depends(outer, x):
            yield _outer_names(f), slope.xreplace({v: u}) * D(u, x)


def _inner(f):
    if f.is_Pow and not f.exp.free_symbols:
        yield f.base
    elif f.is_Function and not isinstance(f, AppliedUndef):
        yield from f.args[:1]


def _outer_names(f):
    if f.is_Pow:
        return ("power",)
    return (_OUTER[f.func],) if f.func in _OUTER else ()


def _chain_through_names(check, f, x):
    """Chain through defined symbols or unknown functions of x."""
    names = [u for u in check.domain.define if u not in (x, f)]
    names += sorted(f.atoms(AppliedUndef) - {x, f}, key=str)
    names = [u for u in names if check.depends(u, x)]
    for count in range(1, min(len(names), 4) + 1):
        for through in itertools.combinations(names, count):
            seen = check.domain.unfold(f, keep=(x, *through))
            if not all(seen.has(u) for u in through):
                continue
            if not check.depends(f, x, without=through):
                yield (), sympy.Add(*[D(f, u) * D(u, x) for u in through])


def _log(check, f, x):
    if f == sympy.log(x):
        yield (), 1 / x


def _exp(check, f, x):
    if f == sympy.exp(x):
        yield (), f


def _power(check, f, x):
    if f.is_Pow and f.base == x and not check.depends(f.exp, x):
        yield (), f.exp * x ** (f.exp - 1)


def _sigmoid(check, f, x):
    if f == sigma(x):
        yield (), f * (1 - f)


def _inverse(check, f, x):
    for kept in check.kept.values():
        if kept.variables[0] != f:
            continue
        there_and_back = check.domain.unfold(kept.expr, keep=(x,))
        domain = check.domain.without_definitions()
        if isinstance(decide(there_and_back, x, domain), Equal):
            yield (), 1 / kept


_EXPANSIONS = {
    "sum": _sum,
    "product": _product,
    "quotient": _quotient,
    "constant factor": _constant_factor,
    "chain": _chain,
    "log": _log,
    "exp": _exp,
    "power": _power,
    "sigmoid": _sigmoid,
    "inverse": _inverse,
}
