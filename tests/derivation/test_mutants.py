"""The slips that `tests.support.mutants` makes."""

import sympy

from helpers.derivation import sigma
from tests.support.mutants import mutants


def test_the_generator_makes_each_slip():
    y, a, z = sympy.symbols("y a z")
    found = dict(mutants(y * sympy.log(a) + sympy.exp(-z) / a**2))
    assert set(found) == {
        "flip a sign",
        "drop a factor",
        "drop an exponent",
        "lose a minus in an exponent",
        "swap with one minus",
    }
    swapped = [m for _, m in mutants(sigma(z))]
    assert 1 - sigma(z) in swapped
