"""A derivation, from its first line to two refusals, as the guide says."""

from sympy import Eq, exp, log, symbols

from helpers.derivation import D, Derivation, multiply, sigma, solve
from tests.support.refusals import refusal

p, z = symbols("p z")


def slope_of_softplus():
    return (
        Derivation(D(log(1 + exp(z)), z), title="Slope of softplus")
        .step(D(1 + exp(z), z) / (1 + exp(z)), "chain, log")
        .step(exp(z) / (1 + exp(z)), "sum, constant, exp")
        .step(sigma(z), "definition, exp laws")
    )


def odds_to_probability():
    odds = Eq(p / (1 - p), exp(z), evaluate=False)
    return (
        Derivation(odds, title="From odds to p", where={p: (0, 1)})
        .apply(multiply(1 - p), "multiply")
        .apply(solve(p), "solve", expect=Eq(p, exp(z) / (1 + exp(z))))
    )


def test_each_line_is_proved():
    assert slope_of_softplus().end == sigma(z)
    assert odds_to_probability().end == Eq(p, exp(z) / (1 + exp(z)))


def test_a_slip_is_refused_and_so_is_a_label_that_lacks_a_name():
    start = slope_of_softplus().until(2)
    false, true = -exp(z) / (1 + exp(z)), exp(z) / (1 + exp(z))
    refusal(3, "it is false", lambda: start.step(false, "sum, constant, exp"))
    refusal(3, "sum", lambda: start.step(true, "constant, exp"))
    assert len(start.lines) == 2
