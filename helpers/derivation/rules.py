r"""The rules a line may name: one table of names, and what each claims.

=============== ============================================================
product         :math:`(gh)' = gh' + g'h`
quotient        :math:`(g/h)' = (g'h - gh')/h^2`
chain           :math:`(g(h))' = g'(h)\,h'`; how :math:`g'` was found is
                named as well
log             :math:`(\log x)' = 1/x`
exp             :math:`(e^x)' = e^x`
constant factor :math:`(cg)' = cg'`
constant        :math:`c' = 0`
variable        :math:`x' = 1`
sum             :math:`(g \pm h)' = g' \pm h'`, also under a sum sign
power           :math:`(x^n)' = nx^{n-1}`
inverse         :math:`dp/dz = 1/(dz/dp)`
sigmoid         :math:`\sigma' = \sigma(1 - \sigma)`
prime           a derivative is written in another way
substitution    earlier results, given as ``using``, were put in
definition      a defined name, or σ or softplus, was put in for its
                meaning, or its meaning for the name
log laws        a logarithm was rewritten; log e^x = x is one of them
exp laws        a power or an exponential was rewritten
algebra         nothing but algebra was needed: each logarithm,
                exponential and name might be any number
equals          nothing but truth; it stands alone
multiply, ...   the same was done to both sides of an equation: `apply`
=============== ============================================================

**A line names every rule it uses, and no other.**  So the same step bears
the same names wherever it is taken: (1 - q)' = -1 is always "sum, constant,
variable".  Two things go without a name: a minus sign, which moves through
a derivative freely (where nothing else is done it is the constant factor
-1), and algebra beside another rule.

The letters (a) to (g) are those of the table in *Topic Bytt #1 -
Derivatives for backpropagation in a simple Logistic Regression Network*
(2017).  They are shown only where that table is taught: see ``letters`` of
`Derivation`.

To add a law of differentiation, see `helpers.derivation.laws`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule a line may name.

    Attributes
    ----------
    name : str
    latex : str
        What it says, or "" if there is no formula for it.
    kind : str
        "law" of differentiation, "rewriting" without a derivative worked
        out, "truth" that claims nothing else, or done to "both" sides.
    letter : str
        The letter in the table of *Topic Bytt #1*; most rules have none.
    """

    name: str
    latex: str
    kind: str = "law"
    letter: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def lettered(self) -> str:
        """The name behind its letter, if it has one: (c) quotient."""
        return f"({self.letter}) {self.name}" if self.letter else self.name


#: every rule by its name
RULES = {
    rule.name: rule
    for rule in (
        Rule("prime", r"f'(x) = \frac{d}{dx} f(x)", "rewriting", "a"),
        Rule("product", r"(g h)' = g h' + g' h", letter="b"),
        Rule("quotient", r"(g / h)' = (g' h - g h') / h^2", letter="c"),
        Rule("chain", r"(g(h))' = g'(h) \, h'", letter="d"),
        Rule("log", r"(\log x)' = 1 / x", letter="e"),
        Rule("exp", r"(e^x)' = e^x", letter="f"),
        Rule("constant factor", r"(c g)' = c g'", letter="g"),
        Rule("constant", r"c' = 0"),
        Rule("variable", r"x' = 1"),
        Rule("sum", r"(g + h)' = g' + h'"),
        Rule("power", r"(x^n)' = n x^{n - 1}"),
        Rule("inverse", r"\frac{dp}{dz} = 1 / \frac{dz}{dp}"),
        Rule("sigmoid", r"\sigma' = \sigma (1 - \sigma)"),
        Rule("substitution", r"g = h", "rewriting"),
        Rule("definition", r"g := h", "rewriting"),
        Rule("algebra", "", "rewriting"),
        Rule("log laws", r"\log g h = \log g + \log h", "rewriting"),
        Rule("exp laws", r"e^{g + h} = e^g e^h", "rewriting"),
        Rule("equals", "", "truth"),
        Rule("exp both sides", r"g = h \Rightarrow e^g = e^h", "both"),
        Rule("log both sides", r"g = h \Rightarrow \log g = \log h", "both"),
        Rule("multiply", r"g = h \Rightarrow m g = m h", "both"),
        Rule("divide", r"g = h \Rightarrow g / d = h / d", "both"),
        Rule("add", r"g = h \Rightarrow g + t = h + t", "both"),
        Rule("subtract", r"g = h \Rightarrow g - t = h - t", "both"),
        Rule("solve", r"c p + d = 0 \Rightarrow p = -d / c", "both"),
    )
}


def read_rules(rule: str | Rule | Iterable[str | Rule]) -> tuple[Rule, ...]:
    """Return the rules named by a `Rule`, a name, or several of them.

    Parameters
    ----------
    rule : str, Rule or sequence of them
        Names in one text are separated by commas.

    Returns
    -------
    tuple of Rule, each once

    Raises
    ------
    ValueError
        If no rule is named, or one that `RULES` does not hold.

    Examples
    --------
    >>> [str(r) for r in read_rules("chain, log")]
    ['chain', 'log']
    """
    parts: list[str | Rule]
    if isinstance(rule, Rule):
        parts = [rule]
    elif isinstance(rule, str):
        parts = [part.strip() for part in rule.split(",")]
    elif isinstance(rule, list | tuple):
        parts = list(rule)
    else:
        raise ValueError(
            'a rule is expected, such as "algebra" or "chain, log", not an '
            f"object of type {type(rule).__name__}"
        )
    if not parts:
        raise ValueError("name at least one rule")
    return tuple(dict.fromkeys(map(_known, parts)))


def _known(part: object) -> Rule:
    """Return a rule of the table: one that only looks like it is refused."""
    name = part.name if isinstance(part, Rule) else part
    known = RULES.get(name) if isinstance(name, str) else None
    if known is None or part not in (known, known.name):
        raise ValueError(
            f"no rule {name!r}; the rules are: {', '.join(RULES)}"
        )
    return known


def in_order(names: Iterable[str]) -> str:
    """List names of rules in the order of the table."""
    chosen = set(names)
    return ", ".join(name for name in RULES if name in chosen)
