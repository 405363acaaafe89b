"""The rules a line names: the laws it used, all of them and no other."""

import pytest
import sympy
from sympy import Derivative, S, symbols

from helpers.derivation import RULES, D, Derivation, Rule, sigma
from helpers.derivation.laws import LAWS
from tests.support.refusals import refusal

E, LN = sympy.exp, sympy.log
a, b, p, q, w, x, y, z = symbols("a b p q w x y z")
UNIT = {p: (0, 1), a: (0, 1), q: (0, 1)}
F = 1 + E(-z)
NOT, LAW = "it is not what", "name the law"


def also(*names):
    return f"it also takes: {', '.join(names)}"


LABELS = [
    # start, line, good labels, bad labels and why they are refused
    (
        D(1 / F, z),
        (D(1, z) * F - 1 * D(F, z)) / F**2,
        ["quotient", "equals"],
        {
            "product": NOT,
            "chain": NOT,
            "sum": NOT,
            "exp": NOT,
            "algebra": LAW,
            "quotient, sum": NOT,
        },
    ),
    (
        Derivative(1 / F, z),
        -Derivative(F, z) / F**2,
        ["quotient, constant", "chain, power"],
        {
            "quotient": also("constant"),
            "chain": also("power"),
            "power": also("chain"),
            "product": NOT,
            "constant factor": NOT,
            "definition": LAW,
            "log laws": LAW,
        },
    ),
    (
        D(1 / F, z),
        E(-z) / F**2,
        [
            "quotient, constant, sum, chain, exp, variable",
            "chain, power, sum, constant, exp, variable",
            "equals",
        ],
        {
            "quotient, sum, chain, exp": also("constant", "variable"),
            "chain, power, sum, exp": also("constant", "variable"),
            "log": NOT,
            "algebra": LAW,
            "substitution": "name it by using",
        },
    ),
    (
        D(y * LN(a), a),
        y * D(LN(a), a) + D(y, a) * LN(a),
        ["product"],
        {
            "chain": NOT,
            "quotient": NOT,
            "sum": NOT,
            "constant factor": NOT,
            "log": NOT,
        },
    ),
    (
        D(y * LN(a), a),
        y * D(LN(a), a),
        ["constant factor", "product, constant"],
        {"product": also("constant"), "log": NOT, "chain": NOT},
    ),
    (
        D(x * E(x), x),
        E(x) + x * E(x),
        [
            "product, exp, variable",
            ("product", RULES["exp"], "variable"),
            ("product", "exp", "exp", "variable"),
        ],
        {
            "product, exp": also("variable"),
            "product, variable": also("exp"),
            "exp": also("product", "variable"),
            "chain, exp": NOT,
            "product, log, variable": NOT,
        },
    ),
    (
        D(LN(1 - a), a),
        1 / (1 - a) * D(1 - a, a),
        ["chain, log"],
        {"chain": also("log"), "log": also("chain"), "quotient": NOT},
    ),
    (
        D(LN(a), a),
        1 / a,
        ["log"],
        {"exp": NOT, "power": NOT, "chain": NOT, "log, variable": NOT},
    ),
    (
        D(E(z), z),
        E(z),
        ["exp"],
        {"log": NOT, "chain, exp": NOT, "power": NOT},
    ),
    (
        D(E(-z), z),
        -E(-z),
        ["chain, exp, variable"],
        {
            "chain, exp": also("variable"),
            "exp": also("chain", "variable"),
            "chain, exp, constant factor, variable": NOT,
        },
    ),
    (
        D(E(2 * z), z),
        2 * E(2 * z),
        ["chain, exp, constant factor, variable"],
        {"chain, exp, constant factor": also("variable")},
    ),
    (
        D(1 - a, a),
        S(-1),
        ["sum, constant, variable"],
        {
            "sum": also("constant", "variable"),
            "sum, constant": also("variable"),
            "sum, variable": also("constant"),
        },
    ),
    (
        D(x**2 + 3, x),
        D(x**2, x) + D(3, x),
        ["sum"],
        {"power": NOT, "constant": NOT, "sum, constant": NOT},
    ),
    (
        D(x**2 + 3, x),
        2 * x,
        ["sum, power, constant"],
        {"sum, power": also("constant"), "power": also("constant", "sum")},
    ),
    (
        D(x**3, x),
        3 * x**2,
        ["power"],
        {"product": NOT, "sum": NOT, "exp": NOT},
    ),
    (
        D(3 * x, x),
        S(3),
        ["constant factor, variable", "product, constant, variable"],
        {
            "constant factor": also("variable"),
            "variable": also("constant factor"),
        },
    ),
    (
        D(x / 3, x),
        S(1) / 3,
        ["constant factor, variable", "quotient, constant, variable"],
        {"quotient, variable": also("constant")},
    ),
    (
        D(3, x),
        S(0),
        ["constant"],
        {"sum": NOT, "chain": NOT, "quotient": NOT, "algebra": LAW},
    ),
    (
        D(x, x),
        S(1),
        ["variable"],
        {"constant": NOT, "power": NOT, "algebra": LAW},
    ),
    (
        D(sigma(z), z),
        sigma(z) * (1 - sigma(z)),
        ["sigmoid"],
        {
            "quotient": NOT,
            "chain": NOT,
            "exp": NOT,
            "definition": LAW,
            "sigmoid, definition": NOT,
        },
    ),
    (
        D(sigma(2 * z), z),
        2 * sigma(2 * z) * (1 - sigma(2 * z)),
        ["chain, sigmoid, constant factor, variable"],
        {"sigmoid, constant factor, variable": also("chain")},
    ),
    (
        D(p * x, x),
        p * D(x, x) + 0,
        ["constant factor"],
        {"chain": NOT, "quotient": NOT, "constant factor, variable": NOT},
    ),
]


@pytest.mark.parametrize(
    ("start", "line", "good", "bad"), LABELS, ids=lambda v: str(v)[:40]
)
def test_a_line_names_the_laws_it_used_and_no_other(start, line, good, bad):
    for rule in good:
        assert len(Derivation(start, where=UNIT).step(line, rule).lines) == 2
    for rule, reason in bad.items():
        derivation = Derivation(start, where=UNIT)
        refusal(2, reason, lambda d=derivation, r=rule: d.step(line, r))
        assert len(derivation.lines) == 1


def test_the_message_names_what_is_missing_or_what_was_used():
    d = Derivation(D(1 / F, z))
    refusal(
        2,
        "quotient alone does not give it, it also takes: "
        "chain, exp, constant, variable, sum",
        lambda: d.step(E(-z) / F**2, "quotient"),
    )
    refusal(
        2,
        "it is not what product gives; this line is by: chain, power",
        lambda: d.step(-D(F, z) / F**2, "product"),
    )
    refusal(
        2,
        "chain and exp alone do not give it",
        lambda: d.step(E(-z) / F**2, "exp, chain"),
    )
    refusal(2, "name the law", lambda: d.step(E(-z) / F**2, "algebra"))


def test_a_law_needs_a_derivative():
    d = Derivation(LN(p / (1 - p)), where=UNIT)
    refusal(2, "no derivative", lambda: d.step(LN(p) - LN(1 - p), "log"))
    assert len(d.step(LN(p) - LN(1 - p), "log laws").lines) == 2


def test_rules_that_do_not_exist_or_do_not_fit():
    d = Derivation(x)
    refusal(2, "no rule 'magic'", lambda: d.step(x, "magic"))
    refusal(2, "at least one", lambda: d.step(x, ()))
    refusal(2, "use apply", lambda: d.step(x, "multiply"))
    refusal(2, "stands alone", lambda: d.step(x, "equals, log laws"))
    refusal(2, "goes without", lambda: d.step(x, "algebra, log laws"))
    forged = Rule("quotient", "", "truth")
    refusal(2, "no rule 'quotient'", lambda: d.step(x, forged))
    for rule in (None, 3, RULES):
        refusal(
            2,
            f"not an object of type {type(rule).__name__}",
            lambda r=rule: d.step(x, r),
        )
    refusal(2, "no rule None", lambda: d.step(x, [None]))
    with pytest.raises(AttributeError):
        RULES["chain"].name = "other"
    assert Rule("chain", RULES["chain"].latex, letter="d") == RULES["chain"]


def test_every_law_is_a_rule_and_every_rule_a_law_if_it_says_so():
    assert set(LAWS) == {r.name for r in RULES.values() if r.kind == "law"}
    assert all(name == rule.name for name, rule in RULES.items())
    letters = [rule.letter for rule in RULES.values() if rule.letter]
    assert letters == list("abcdefg")
    assert RULES["quotient"].lettered == "(c) quotient"
    assert RULES["sum"].lettered == "sum"
    assert all(r.latex for r in RULES.values() if r.kind in ("law", "both"))


def test_the_chain_rule_through_names():
    L = symbols("L")
    define = {L: LN(1 + E(z)) - y * z, z: w * x + b}
    d = Derivation(D(L, w), define=define)
    d.step(D(L, z) * D(z, w), "chain")
    d.step(D(L, z) * x, "definition, sum, constant, constant factor, variable")
    again = Derivation(D(L, w), define=define)
    refusal(2, "false", lambda: again.step(D(L, z) * D(z, b), "chain"))
    refusal(2, "not what", lambda: again.step(d.lines[1].expr, "quotient"))


def test_the_chain_rule_goes_along_every_path():
    L, u, v = symbols("L u v")
    define = {L: u * v + u, u: sigma(z), v: z**2}
    d = Derivation(D(L, z), define=define)
    refusal(2, "false", lambda: d.step(D(L, u) * D(u, z), "chain"))
    d.step(D(L, u) * D(u, z) + D(L, v) * D(v, z), "chain")
    d.step(
        D(L, u) * D(u, z) + u * D(v, z),
        "definition, sum, constant, constant factor, variable",
    )


def test_the_outer_slope_of_the_chain_rule_is_named_too():
    """Once (q^2)' = 2 q q' passed by "chain" alone."""
    define = {q: sigma(z)}
    line = 2 * q * D(q, z)
    d = Derivation(D(q**2, z), define=define)
    refusal(2, "it also takes: power", lambda: d.step(line, "chain"))
    assert len(d.step(line, "chain, power").lines) == 2
    whole = Derivation(D(q**2, z), define=define)
    end = 2 * q * (q * (1 - q))
    refusal(
        2,
        "it also takes: power",
        lambda: whole.step(end, "chain, definition, sigmoid"),
    )
    whole.step(end, "chain, power, definition, sigmoid")


def test_the_chain_rule_through_what_stands_deep_inside():
    t = w * x + b
    line = (4 * t - 3 * t**2) * D(t, w)
    d = Derivation(D(2 * t**2 - t**3, w))
    refusal(2, "it also takes", lambda: d.step(line, "chain, power"))
    d.step(line, "chain, power, sum, constant factor")


def test_the_chain_rule_for_unknown_functions():
    g = sympy.Function("g")(z)
    f = sympy.Function("f")
    d = Derivation(D(f(g), z))
    assert len(d.step(D(f(g), g) * D(g, z), "chain").lines) == 2
    other = Derivation(D(f(g), z))
    refusal(2, "false", lambda: other.step(D(f(g), g), "chain"))


def test_the_quotient_rule_for_unknown_functions():
    g = sympy.Function("g")(x)
    h = sympy.Function("h", positive=True)(x)
    line = (D(g, x) * h - g * D(h, x)) / h**2
    assert Derivation(D(g / h, x)).step(line, "quotient")
    wrong = (D(g, x) * h + g * D(h, x)) / h**2
    d = Derivation(D(g / h, x))
    refusal(2, "false", lambda: d.step(wrong, "quotient"))


def test_the_product_rule_takes_two_factors_or_all():
    f, g, h = (sympy.Function(name)(x) for name in "fgh")
    d = Derivation(D(f * g * h, x))
    d.step(f * g * D(h, x) + D(f * g, x) * h, "product")
    d.step(f * g * D(h, x) + (f * D(g, x) + D(f, x) * g) * h, "product")
    three = f * g * D(h, x) + f * h * D(g, x) + g * h * D(f, x)
    assert Derivation(D(f * g * h, x)).step(three, "product")


def test_the_product_and_sum_rules_take_many_parts_only_all_at_once():
    parts = [sympy.Function(name)(x) for name in "fghkn"]
    whole = sympy.Mul(*parts)
    every = sum(whole / part * D(part, x) for part in parts)
    assert Derivation(D(whole, x)).step(every, "product")
    first, rest = parts[0], sympy.Mul(*parts[1:])
    two = first * D(rest, x) + D(first, x) * rest
    d = Derivation(D(whole, x))
    refusal(2, "not what product", lambda: d.step(two, "product"))
    total_slope = sum(D(part, x) for part in parts)
    assert Derivation(D(sympy.Add(*parts), x)).step(total_slope, "sum")


def test_the_sum_rule_takes_two_terms_or_all():
    f, g, h = (sympy.Function(name)(x) for name in "fgh")
    for line in (
        D(f, x) + D(g + h, x),
        D(g, x) + D(f + h, x),
        D(f, x) + D(g, x) + D(h, x),
    ):
        assert Derivation(D(f + g + h, x)).step(line, "sum")
    d = Derivation(D(f + g * h, x))
    refusal(
        2, "name the law", lambda: d.step(D(f, x) + D(g * h, x), "algebra")
    )


def test_a_minus_sign_moves_through_the_quotient_rule():
    d = Derivation(D(-y / F, z))
    d.step(-(D(y, z) * F - y * D(F, z)) / F**2, "quotient")
    d.step(y * D(F, z) / F**2, "constant")
    at_once = Derivation(D(-x / (2 * F), z))
    assert at_once.step(
        -(D(x, z) * 2 * F - x * D(2 * F, z)) / (2 * F) ** 2, "quotient"
    )


def test_constant_factors_come_out_one_by_one_or_together():
    start = D(a * b * y * LN(x), x)
    for line in (
        a * D(b * y * LN(x), x),
        a * b * D(y * LN(x), x),
        a * b * y * D(LN(x), x),
    ):
        d = Derivation(start, where={x: (0, 1)})
        assert d.step(line, "constant factor")
    d = Derivation(D(a * b, x) + x)
    assert d.step(a * D(b, x) + x, "constant factor")


def test_a_minus_sign_moves_along_or_is_a_factor():
    d = Derivation(D(-LN(p) - q, p), where=UNIT)
    line = -D(LN(p), p) - D(q, p)
    refusal(2, "this line is by: sum", lambda: d.step(line, "constant factor"))
    refusal(
        2,
        "this line is by: sum",
        lambda: d.step(line, "sum, constant factor"),
    )
    assert d.step(line, "sum")
    alone = Derivation(D(-LN(p), p), where=UNIT)
    refusal(2, "constant factor", lambda: alone.step(-D(LN(p), p), "sum"))
    assert alone.step(-D(LN(p), p), "constant factor")


def test_a_derivative_from_nowhere_is_no_rewriting():
    d = Derivation(x)
    refusal(2, "no origin", lambda: d.step(x * D(x, x), "algebra"))
    same = Derivation(2 * D(E(x), x))
    assert same.step(D(E(x), x) + D(E(x), x), "algebra")


def test_the_slope_of_an_inverse():
    define = {p: sigma(z)}
    logit = LN(p / (1 - p))
    d = Derivation(D(p, z), where=UNIT, define=define)
    refusal(2, "false", lambda: d.step(1 / D(LN(p), p), "inverse"))
    refusal(
        2, "this line is by: inverse", lambda: d.step(1 / D(logit, p), "chain")
    )
    assert d.step(1 / D(logit, p), "inverse")


def test_repeated_derivatives_are_worked_out_from_inside():
    first = Derivation(D(x**3, x)).step(3 * x**2, "power")
    d = Derivation(sympy.Derivative(x**3, x, x))
    d.step(D(3 * x**2, x), "substitution", using=first)
    d.step(6 * x, "constant factor, power")
    at_once = Derivation(D(x**3, x, x))
    refusal(2, "name the law", lambda: at_once.step(6 * x, "algebra"))


# --- sums -----------------------------------------------------------------

i, m = symbols("i m", integer=True, positive=True)
X = sympy.IndexedBase("x")


def total(body):
    return sympy.Sum(body, (i, 1, m))


def test_the_derivative_of_a_mean():
    start = D(total(LN(1 + E(w * X[i]))) / m, w)
    middle = total(D(LN(1 + E(w * X[i])), w)) / m
    end = total(sigma(w * X[i]) * X[i]) / m
    d = Derivation(start)
    refusal(2, "constant factor", lambda: d.step(middle, "sum"))
    refusal(2, "not what", lambda: d.step(middle, "chain"))
    refusal(2, "it is false", lambda: d.step(end * m, "equals"))
    d.step(middle, "constant factor, sum").step(end, "equals")
    assert [str(c) for c in d.lines[0].conditions] == []
