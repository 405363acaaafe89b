"""What is said of a label that does not lead from one line to the next."""

import pytest
import sympy
from sympy import Function, exp, log, symbols

from helpers.derivation import D, labels, sigma
from helpers.derivation.domain import Domain
from helpers.derivation.labels import label_problem
from helpers.derivation.rules import read_rules

a, p, q, x, y, z = symbols("a p q x y z")
DOMAIN = Domain({p: (0, 1), q: (0, 1), y: {0, 1}}, {a: sigma(z)})
F = Function("f")(x)
NO_LAW = (
    "{} does not work out a derivative, and one is gone or changed: name "
    "the law, or 'equals' to claim only truth"
)
NO_ORIGIN = "a derivative of this line has no origin in the line before"
STANDS_ALONE = "'equals' claims no law and stands alone"
BESIDE = "'algebra' goes without saying beside another rule"
ONLY_PRIME = "'prime' only writes a derivative otherwise, and stands alone"
SQUARED = ((D(x**2, x), 2 * x),)

PROBLEMS = [
    # old, new, label, earlier results, what is said
    (x, x, "add", (), "it moves both sides of an equation: use apply"),
    (x, x, "equals, algebra", (), STANDS_ALONE),
    (x, x, "log laws, algebra", (), BESIDE),
    (F, F, "prime, sum", (), ONLY_PRIME),
    (x, x, "equals", (), None),
    (x, y, "equals", (), None),
    (x, x, "algebra", (), None),
    (
        D(x**2, x),
        2 * x,
        "substitution",
        (),
        "substitution puts in an earlier result: name it by using=...",
    ),
    (
        D(x**2, x),
        2 * x,
        "power",
        SQUARED,
        "using=... goes with the rule 'substitution'",
    ),
    (D(x**2, x), 2 * x, "substitution", SQUARED, None),
    (3 * D(x**2, x) + 1, 6 * x + 1, "substitution", SQUARED, None),
    (D(x**2, x, x), D(2 * x, x), "substitution", SQUARED, None),
    (D(x**2, x, x), sympy.S(2), "substitution", SQUARED, NO_LAW),
    (
        D(x**3, x),
        3 * x**2,
        "substitution",
        SQUARED,
        "what is substituted does not occur in the line",
    ),
    (
        D(x**2, x) + exp(x),
        2 * x + y,
        "substitution",
        (*SQUARED, (exp(x), y)),
        None,
    ),
    (
        D(x**2, x) + log(p),
        2 * x + log(p),
        "substitution",
        (*SQUARED, (exp(x), y)),
        "what is substituted does not occur in the line",
    ),
    # a name is put in everywhere but as the variable of a derivative
    (
        a * D(F * a, a),
        sigma(z) * D(F * sigma(z), a),
        "substitution",
        ((a, sigma(z)),),
        None,
    ),
    # rewriting
    (x, D(F, x), "algebra", (), NO_ORIGIN),
    (D(F, x), x, "algebra", (), NO_LAW),
    (D(F, x), D(x * F, x), "log laws", (), NO_LAW),
    (D(F, x), D(F, x) + D(x, x), "algebra", (), NO_ORIGIN),
    (2 * D(F, x), D(F, x) + D(F, x), "algebra", (), None),
    # true only for y in {0, 1}, which the normal form does not know
    (y**2, y, "algebra", (), None),
    (
        log(p) + log(q),
        log(p * q),
        "algebra, definition",
        (),
        BESIDE,
    ),
    (
        log(p * q),
        log(p) + log(q),
        "definition",
        (),
        "it is not what definition gives; this line is by: log laws",
    ),
    (
        log(p * q),
        log(p) + log(q),
        "definition, exp laws",
        (),
        "it is not what definition and exp laws gives; this line is by: "
        "log laws",
    ),
    # primes
    (
        x,
        x,
        "prime",
        (),
        "prime is a way to write a derivative, and there is none",
    ),
    (
        D(F, x),
        F,
        "prime",
        (),
        "prime is a way to write a derivative, and there is none",
    ),
    (
        F,
        D(F, x),
        "prime",
        (),
        "prime is a way to write a derivative, and there is none",
    ),
    (D(F, x), D(F, x), "prime", (), None),
    (
        D(F, x) * (x + 1),
        D(F, x) * x + D(F, x),
        "prime",
        (),
        "prime only writes a derivative in another way",
    ),
    # laws
    (
        x,
        x,
        "power",
        (),
        "the line before has no derivative to work out",
    ),
    (
        D(x**2, x),
        2 * x,
        "log",
        (),
        "it is not what log gives; this line is by: power",
    ),
    (
        D(x**2 + p, x),
        2 * x,
        "sum",
        (),
        "sum alone does not give it, it also takes: constant, power",
    ),
    (
        D(x**2 + p, x),
        2 * x,
        "power, sum",
        (),
        "sum and power alone do not give it, it also takes: constant",
    ),
    (D(x**2, x), 3 * x, "log", (), "it is not what log gives"),
    (D(x**2, x), 3 * x, "power", (), "it is not what power gives"),
    # a minus sign is moved, not made
    (
        D(exp(x), x),
        -D(-exp(x), x),
        "constant factor",
        (),
        "it is not what constant factor gives",
    ),
    (D(-exp(x), x), -D(exp(x), x), "constant factor", (), None),
    (D(-exp(x), x), -exp(x), "exp", (), None),
    (
        D(-F - x * F, x),
        -D(F + x * F, x),
        "constant factor",
        (),
        "it is not what constant factor gives",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "label", "using", "said"), PROBLEMS, ids=str
)
def test_what_is_said_of_a_label(old, new, label, using, said):
    found = label_problem(old, new, read_rules(label), DOMAIN, using)
    assert found == (said and said.format(label))


def test_the_search_for_a_way_ends_after_so_many_tries(monkeypatch):
    question = D(x**2 + p, x), 2 * x, read_rules("sum, power, constant")
    assert label_problem(*question, DOMAIN) is None
    monkeypatch.setattr(labels, "MAX_EXPANSIONS", 2)
    assert "it is not what" in label_problem(*question, DOMAIN)
