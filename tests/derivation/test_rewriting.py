"""The names of rewriting: each claims something, and it is checked."""

import pytest
import sympy
from sympy import Rational, evaluate, symbols

from helpers.derivation import D, Derivation, sigma, softplus
from tests.support.derivations_sample import sigmoid_named
from tests.support.refusals import refusal

E, LN = sympy.exp, sympy.log
a, p, q, x, y, z = symbols("a p q x y z")
i, m = symbols("i m", integer=True, positive=True)
X = sympy.IndexedBase("x")
WHERE = {p: (0, 1), q: (0, 1)}
DEFINE = {a: sigma(z)}
with evaluate(False):
    WIDENED = (E(-z) * E(z)) / (E(-z) + E(-z) * E(z))
    UPSIDE = E(-z) * (1 / E(z))


def total(body):
    return sympy.Sum(body, (i, 1, m))


LINES = [
    # start, line, its only names
    (x * (x + 1), x**2 + x, "algebra"),
    (LN(p) + LN(q), LN(p * q), "log laws"),
    (LN(p) + LN(p), 2 * LN(p), "algebra"),
    (LN(p**y), y * LN(p), "log laws"),
    (LN((1 + E(z)) * E(-z)), LN(1 + E(z)) - z, "log laws"),
    (LN(E(z)), z, "log laws"),
    (E(x + y), sympy.Mul(E(x), E(y), evaluate=False), "exp laws"),
    (WIDENED, 1 / (1 + E(-z)), "exp laws"),
    (UPSIDE, E(-2 * z), "exp laws"),
    (p ** (x + 1), p * p**x, "exp laws"),
    (sigma(z), 1 / (1 + E(-z)), "definition"),
    (sigma(-z), 1 / (1 + E(z)), "definition"),
    (sigma(z), E(z) / (1 + E(z)), "definition, exp laws"),
    (1 - sigma(z), sigma(-z), "definition, exp laws"),
    (softplus(z), LN(1 + E(z)), "definition"),
    (softplus(z), z + softplus(-z), "definition, log laws, exp laws"),
    (a * (1 - a), sigma(z) * (1 - sigma(z)), "definition"),
    (a, E(z) / (1 + E(z)), "definition, exp laws"),
    (-LN(a), LN(1 + E(-z)), "definition, log laws"),
    (-LN(1 - a), LN(1 + E(z)), "definition, log laws, exp laws"),
    (x + a - a, x, "algebra"),
    (D(a, z), D(sigma(z), z), "definition"),
    (D(LN(p * q), p), D(LN(p) + LN(q), p), "log laws"),
    (total(LN(sigma(X[i]))), -total(LN(1 + E(-X[i]))), "definition, log laws"),
    (total(sigma(X[i]) * 2), 2 * total(sigma(X[i])), "algebra"),
    (sigma(y + z), sigma(z + y) + 0, "algebra"),
    # a name that comes twice is rewritten by no law of its own: only the
    # range of its values counts
    (
        (1 + x) * LN(sigma(z) * (1 - sigma(z))),
        LN(sigma(z)) + LN(1 - sigma(z)) + x * LN(sigma(z) * (1 - sigma(z))),
        "log laws",
    ),
    (
        (1 + x) * LN(softplus(z) * p),
        LN(softplus(z)) + LN(p) + x * LN(softplus(z) * p),
        "log laws",
    ),
    ((1 + sympy.tanh(z / 2)) / 2, E(z) / (1 + E(z)), "exp laws"),
]
NAMES = ("definition", "log laws", "exp laws")


@pytest.mark.parametrize(("start", "line", "names"), LINES, ids=str)
def test_a_line_names_the_rewriting_it_used_and_no_other(start, line, names):
    for size in range(4):
        for chosen in map(
            list, sympy.utilities.iterables.subsets(NAMES, size)
        ):
            label = ", ".join(chosen) or "algebra"
            d = Derivation(start, where=WHERE, define=DEFINE)
            if set(label.split(", ")) == set(names.split(", ")):
                d.step(line, label)
            else:
                refusal(2, "give", lambda d=d, r=label: d.step(line, r))
    Derivation(start, where=WHERE, define=DEFINE).step(line, "equals")


def test_the_names_missing_and_the_names_idle_are_told():
    d = Derivation(LN(p) + LN(q), where=WHERE)
    line = LN(p * q)
    for rule in ("algebra", "exp laws", "definition"):
        refusal(
            2,
            f"it is not what {rule} gives; this line is by: log laws",
            lambda r=rule: d.step(line, r),
        )
    d = Derivation(a, define=DEFINE)
    refusal(
        2,
        "definition alone does not give it, it also takes: exp laws",
        lambda: d.step(E(z) / (1 + E(z)), "definition"),
    )
    d = Derivation(x + x)
    refusal(
        2,
        "it is not what log laws gives; this line is by: algebra",
        lambda: d.step(2 * x, "log laws"),
    )


def test_prime_only_writes_a_derivative_otherwise():
    d = Derivation(LN(p) + LN(q), where=WHERE)
    refusal(2, "there is none", lambda: d.step(LN(p * q), "prime"))
    d = Derivation(D(x**2, x) + x)
    refusal(2, "there is none", lambda: d.step(3 * x, "prime"))
    refusal(2, "stands alone", lambda: d.step(3 * x, "prime, power"))
    assert d.step(sympy.Derivative(x**2, x) + x, "prime")
    longer = Derivation(D(x**2, x) * (x + 1))
    multiplied = x * D(x**2, x) + D(x**2, x)
    refusal(2, "another way", lambda: longer.step(multiplied, "prime"))


def test_substitution_uses_what_was_proved():
    slope = sigmoid_named()
    start = Derivation(D(a, z) * x, define=DEFINE)
    right = a * (1 - a) * x
    refusal(2, "using=", lambda: start.step(right, "substitution"))
    refusal(
        2,
        "goes with the rule",
        lambda: start.step(right, "equals", using=slope),
    )
    other = Derivation(D(x**2, x)).step(2 * x, "power")
    for using in (other, (slope, other)):
        refusal(
            2,
            "does not occur",
            lambda u=using: start.step(right, "substitution", using=u),
        )
    refusal(
        2,
        "it is false",
        lambda: start.step(a * x, "substitution", using=slope),
    )
    equation = Derivation(sympy.Eq(x, y))
    for bad in ([right], right, 3, equation):
        refusal(
            None,
            "using takes derivations",
            lambda u=bad: start.step(right, "substitution", using=u),
        )
    assert len(start.step(right, "substitution", using=slope).lines) == 2


def test_substitution_works_out_nothing_else():
    slope = sigmoid_named()
    start = Derivation(D(a, z) * D(x**2, x), define=DEFINE)
    line = a * (1 - a) * 2 * x
    refusal(
        2,
        "name the law",
        lambda: start.step(line, "substitution", using=slope),
    )
    assert start.step(line, "substitution, power", using=slope)


def test_any_expression_can_be_substituted():
    half = Derivation(sigma(-z)).step(1 - sigma(z), "equals")
    start = Derivation(Rational(1, 2) * sigma(-z) + x)
    assert start.step((1 - sigma(z)) / 2 + x, "substitution", using=half)
