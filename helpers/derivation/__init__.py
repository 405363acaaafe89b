"""Derivations whose every line is proved before it can be shown.

Start in `helpers.derivation.chain`: it holds `Derivation`.  A line goes from
there to `equality` (is it true?), to `laws` (was the rule named used?) and to
`notation` (how is it written?).
"""

from helpers.derivation.chain import Derivation, DerivationError, Line
from helpers.derivation.expressions import D
from helpers.derivation.laws import RULES, Rule
from helpers.derivation.operations import (
    Operation,
    add,
    divide,
    exp,
    log,
    multiply,
    solve,
    subtract,
)
from helpers.functions import sigma, softplus

__all__ = [
    "RULES",
    "D",
    "Derivation",
    "DerivationError",
    "Line",
    "Operation",
    "Rule",
    "add",
    "divide",
    "exp",
    "log",
    "multiply",
    "sigma",
    "softplus",
    "solve",
    "subtract",
]
