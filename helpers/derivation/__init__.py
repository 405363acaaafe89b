"""Derivations whose every line is proved before it can be shown.

Start in `helpers.derivation.chain`: it holds `Derivation`.  A line goes from
there to `proof` and on to `equality` (is it true?), to `labels` (are the
rules it names those it used?) and to `display` (how is it shown?); what is
refused is put in words by `refusals`.  The rules stand in `rules`, the laws
of differentiation among them in `laws`.

`exp` and `log` here are operations, for `Derivation.apply`: they take the
exponential or the logarithm of both sides.  sympy's functions of the same
names do as well there, so a notebook that writes formulas imports those:
``from sympy import exp, log``.
"""

from helpers.derivation.chain import Derivation, Line
from helpers.derivation.expressions import D
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
from helpers.derivation.refusals import DerivationError
from helpers.derivation.rules import RULES, Rule
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
