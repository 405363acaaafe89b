"""What a line shows is what was proved: the LaTeX is read back."""

import math
import random

import pytest
import sympy
from sympy import exp, log

from helpers.derivation import notation, sigma
from tests.support.derivations_sample import ALL
from tests.support.latex_reader import evaluate, is_readable

x, y, z = sympy.symbols("x y z", positive=True)


def number(expr, values):
    expr = expr.replace(sigma, lambda t: 1 / (1 + exp(-t)))
    return float(expr.subs(values, simultaneous=True).evalf(30))


def assert_shown_as_meant(expr):
    rng = random.Random(sympy.srepr(expr))
    values = {s: rng.uniform(0.1, 0.9) for s in expr.free_symbols}
    shown = {sympy.latex(s): v for s, v in values.items()}
    read = evaluate(notation.latex(expr), shown)
    assert math.isclose(read, number(expr, values), rel_tol=1e-9), (
        notation.latex(expr)
    )


def written():
    with sympy.evaluate(False):
        f = 1 + x**2
        return [
            1 / f**2,
            1 / (exp(-x) + 1),
            -(1 / x**2) * x,
            (1 / x**2) * x,
            -(1 / f**2) * (2 * x),
            (0 * f - 1 * (0 - exp(-x))) / f**2,
            -(y / x) - (-(1 - y) / (1 - x)),
            (1 / f) * (1 - 1 / f),
            x * -1 * (y - 1),
            -1 * -x,
            -(x - (y - z)),
            x / y / z,
            (x / y) ** 2,
            (x**-2) ** 2,
            exp(-(x - y)) * 3 * 2,
            -(2**x),
            (-x) ** 2,
            x ** -(y - 1),
            log(x) ** 2 / log(1 - x),
            -log(x) * y - log(1 - x) * (1 - y),
            sympy.Rational(-1, 2) * x * sympy.Rational(3, 4),
            x + -1 * (y + z),
            x * (y * z) * (x * (y + 1)),
            sigma(-x) * (1 - sigma(-x)) ** 2,
            sympy.sqrt(x) / sympy.sqrt(y),
            (x + y) ** sympy.Rational(1, 2) / 2,
        ]


@pytest.mark.parametrize("expr", written(), ids=str)
def test_unevaluated_expressions_are_shown_as_meant(expr):
    assert_shown_as_meant(expr)


def random_tree(rng, depth):
    """Return an expression written at random, nothing evaluated."""
    if depth == 0:
        ratio = sympy.Rational(rng.choice([-1, 1, 3]), rng.choice([2, 3, 5]))
        return rng.choice([x, y, z, sympy.Integer(rng.randint(-3, 4)), ratio])
    one, two = (random_tree(rng, depth - 1) for _ in range(2))
    make = rng.choice(
        [
            lambda: sympy.Add(one, two, evaluate=False),
            lambda: sympy.Mul(one, two, evaluate=False),
            lambda: sympy.Mul(
                one, sympy.Pow(two, -1, evaluate=False), evaluate=False
            ),
            lambda: sympy.Pow(one, rng.choice([-2, -1, 2, 3]), evaluate=False),
            lambda: sympy.Mul(-1, one, evaluate=False),
            lambda: exp(one),
            lambda: sigma(one),
        ]
    )
    return make()


def test_random_expressions_are_shown_as_meant():
    values = {x: 0.37, y: 0.61, z: 0.83}
    shown = {sympy.latex(s): v for s, v in values.items()}
    names = {str(s): v for s, v in values.items()} | {
        "exp": math.exp,
        "sigma": lambda t: 1 / (1 + math.exp(-t)),
        "sqrt": math.sqrt,
        "E": math.e,
    }
    checked = 0
    for seed in range(400):
        rng = random.Random(seed)
        expr = random_tree(rng, rng.randint(1, 4))
        try:
            meant = number(expr, values)
        except TypeError:  # a division by zero was written
            continue
        if not 1e-9 < abs(meant) < 1e9:
            continue
        for read in (
            evaluate(notation.latex(expr), shown),
            eval(notation.plain(expr), {}, names),
        ):
            assert math.isclose(read, meant, rel_tol=1e-6), expr
        checked += 1
    assert checked > 200


def test_every_line_of_the_samples_is_shown_as_meant():
    read = 0
    for derivation in (build() for build in ALL):
        for line in derivation.lines:
            sides = (
                line.expr.args
                if isinstance(line.expr, sympy.Eq)
                else [line.expr]
            )
            for side in filter(is_readable, sides):
                assert_shown_as_meant(side)
                read += 1
    assert read > 70
