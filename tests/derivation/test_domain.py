"""Domains and expressions: what may be asked, and where it holds."""

import pytest
import sympy
from sympy import Eq, IndexedBase, Rational, S, oo, symbols

from helpers.derivation import D, Derivation
from helpers.derivation.domain import Domain, range_text
from helpers.derivation.expressions import (
    UndecidedError,
    as_expr,
    expanded_size,
    put,
)
from tests.support.refusals import refusal

a, b, p, w, x, y, z = symbols("a b p w x y z")
i, n = symbols("i n", integer=True)
m = sympy.Symbol("m", integer=True, positive=True)
X = IndexedBase("X")


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("x + 1", "text 'x + 1'"),
        ("x" * 50, "x...'"),
        (0.5 * x, "float"),
        (0.5, "float 0.5 is not exact"),
        (sympy.I * x, "not a real number"),
        (sympy.zoo, "not a real number"),
        (sympy.nan, "not a real number"),
        (Eq(x, x), "evaluate=False"),
        (Eq(x, x + 1), "evaluate=False"),
        (True, "evaluate=False"),
        (None, "NoneType"),
        (sympy.Matrix([1]), "Matrix"),
        (sympy.Symbol("i", imaginary=True), "not real"),
        (sympy.Symbol("c", commutative=False), "commute"),
        (sympy.Lambda(x, x), "is a function, not a value of one"),
        (D(x, S(2)), "no derivative is taken by 2"),
        (D(x, x + 1), "no derivative is taken by x + 1"),
        (D(x, x, x, x, x, x), "no derivative"),
        (sympy.Derivative(y**9 * x, (y, 5)), "order over 4"),
        ((x + 1) ** 1000, "exponent"),
        (x**65, "exponent is over 64"),
        (x ** (S(10) ** 60), "exponent"),
        (x ** Rational(1, 65), "exponent"),
        (S(10) ** 400 * x, "digits"),
        (2**128 * x, "digits"),
        (x / 2**128, "digits"),
        (sympy.exp(65 * sympy.log(2), evaluate=False), "digits"),
        (sympy.Pow(2, S(3) ** S(4), evaluate=False), "over 64"),
        ((x + y + z + w + b) ** 60, "terms"),
        (((x + 1) ** 60 + 1) ** 60, "terms"),
        (sympy.Add(*symbols("k:900")), "over 600 parts"),
    ],
    ids=lambda v: str(v)[:30],
)
def test_what_is_not_an_exact_real_bounded_expression(start, words):
    if words == "no derivative":
        Derivation(start)  # five single derivatives are no high order
        return
    refusal(1, words, lambda: Derivation(start))
    good = Derivation(x)
    refusal(2, words, lambda: good.step(start, "algebra"))
    assert len(good.lines) == 1


def test_what_is_just_not_too_large():
    for start in (x**64, x * (2**128 - 1), x**-64, x**64 * y**64):
        where = {x: (0, 1), y: (0, 1)}
        assert len(Derivation(start, where=where).lines) == 1
    refusal(
        1,
        "too many terms",
        lambda: Derivation(x**64 * y**64 * z, where={x: (0, 1)}),
    )
    assert as_expr(sympy.Derivative(x**9, (x, 4)))
    assert as_expr(True * S(2)) == 2


@pytest.mark.parametrize(
    ("expr", "size"),
    [
        (x, (1, 1)),
        (x + y, (2, 1)),
        (x * y * (x + 1), (2, 3)),
        ((x + y + 1) ** 4, (15, 4)),
        ((x + y) ** -2, (3, 2)),
        ((x + y) ** Rational(3, 2), (3, 2)),
        (sympy.exp((x + y) ** 2), (1, 1)),
        (sympy.exp((x + y) ** 3000), (3001, 3000)),
    ],
    ids=str,
)
def test_the_size_an_expression_expands_to_is_bounded(expr, size):
    assert expanded_size(expr) == size


@pytest.mark.parametrize(
    ("expr", "table"),
    [
        (2**x, {x: S(10) ** 9}),
        (3**x + y, {x: -(S(10) ** 9)}),
        (sympy.exp(x * y), {y: sympy.log(2), x: S(10) ** 9}),
        (2**x, {x: S(65)}),
    ],
    ids=str,
)
def test_no_huge_number_is_made_on_the_way(expr, table):
    with pytest.raises(UndecidedError, match="too many digits"):
        put(expr, table)


def test_a_large_power_of_one_is_one():
    huge = S(10) ** 9
    assert put((-1) ** x, {x: huge}) == 1
    assert put(2**x, {x: S(64)}) == 2**64
    assert put(y**x, {x: huge}) == y**huge


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ({p: (1, 0)}, "the range of p must be (low, high), low < high"),
        ({p: (1, 1)}, "low < high"),
        ({p: (0, 0.5)}, "the float 0.5 is not exact"),
        ({p: 3}, "the range of p must be (low, high) or a set of numbers"),
        ({p: 3}, "not 3"),
        ({p: None}, "not None"),
        ({p: len}, "not 'builtin_function_or_method'"),
        ({p: (0, 1, 2)}, "or a set of numbers, not (0, 1, 2)"),
        ({p: (0,)}, "or a set of numbers, not (0,)"),
        ({p: (0, sympy.pi)}, "the end pi of a range must be rational"),
        ({p: (0, m)}, "the end m of a range must be rational"),
        ({i: (0, x)}, "may be an integer expression"),
        ({"p": (0, 1)}, "a sympy symbol is expected, not 'p'"),
        ({x + 1: (0, 1)}, "a sympy symbol is expected, not x + 1"),
        ({X[i]: (0, 1)}, "X[i] is no single entry: give a range to X"),
        ({p: set()}, "the values of p must be rational numbers"),
        ({p: {sympy.pi}}, "the values of p must be rational numbers"),
        ({p: {"a"}}, "not the text 'a'"),
        ([p], "where and define are dicts"),
        ("p", "where and define are dicts"),
    ],
    ids=str,
)
def test_bad_domains(where, reason):
    refusal(None, reason, lambda: Derivation(p, where=where))


def test_bad_definitions():
    for define, reason in (
        ({a: b, b: a}, "a is defined by itself"),
        ({a: a + 1}, "a is defined by itself"),
        ({X: b}, "only a symbol can be defined, not X"),
        ({X[1]: b}, "only a symbol can be defined, not X[1]"),
        ({a: "b"}, "not the text 'b'"),
        ([a], "where and define are dicts"),
    ):
        refusal(None, reason, lambda d=define: Derivation(a, define=d))


@pytest.mark.parametrize(
    ("assumption", "bad", "good"),
    [
        ("positive", (-1, 1), (0, 1)),
        ("nonnegative", (-1, 1), (0, 1)),
        ("negative", (-1, 1), (-1, 0)),
        ("nonpositive", (-1, 1), (-1, 0)),
        ("positive", {-1, 1}, {1, 2}),
        ("negative", {-1, 1}, {-1, -2}),
        ("nonzero", {0, 1}, {-1, 1}),
    ],
)
def test_a_range_and_the_assumptions_must_agree(assumption, bad, good):
    symbol = sympy.Symbol("s", **{assumption: True})
    base = IndexedBase(symbol)
    for key in (symbol, base, base[1]):
        assert Domain({key: good})
        with pytest.raises(ValueError, match="contradicts its assumptions"):
            Domain({key: bad})


def test_the_interval_of_a_symbol():
    where = {p: (0, 1), y: {0, 1}, X: (2, 3), X[1]: (4, 5), n: (0, m + 1)}
    domain = Domain(where)
    assert domain.interval(p) == (0, 1)
    assert domain.interval(y) == domain.interval(x) == (-oo, oo)
    assert domain.interval(X[i]) == domain.interval(X[2]) == (2, 3)
    assert domain.interval(X[1]) == (4, 5)
    assert domain.interval(n) == (0, oo)
    assert domain.interval(m) == (0, oo)
    for assumption, interval in (
        ({"negative": True}, (-oo, 0)),
        ({"nonnegative": True}, (-oo, oo)),
        ({"nonnegative": True, "integer": True}, (-1, oo)),
    ):
        assert domain.interval(sympy.Symbol("s", **assumption)) == interval
    positive = sympy.Symbol("s", positive=True)
    assert Domain({positive: (1, 2)}).interval(positive) == (1, 2)
    assert Domain().interval(IndexedBase(positive)[i]) == (0, oo)


def test_the_ends_and_the_cases_of_a_symbol():
    domain = Domain({i: (0, m + 1), n: (0, oo), p: (0, 1), X: {0, 1}})
    assert domain.ends(i) == (1, m)
    assert domain.ends(n) is domain.ends(p) is domain.ends(m) is None
    assert domain.cases(X[3]) == [0, 1]
    assert domain.cases(p) is domain.cases(x) is None


def test_combinations_up_to_sixteen():
    labels = symbols("y1:6")
    domain = Domain({label: {0, 1} for label in labels})
    assert len(list(domain.combinations([*labels[:4], x]))) == 16
    assert list(domain.combinations(labels)) == []
    assert list(domain.combinations([x])) == []


def test_definitions_unfold_as_far_as_they_lead():
    domain = Domain(define={a: b + 1, b: x**2})
    assert domain.unfold(a * y) == (x**2 + 1) * y
    assert domain.unfold(a + b, keep=(b,)) == 2 * b + 1
    assert domain.unfold(D(a, x)) == D(a, x)
    assert domain.without_definitions().unfold(a) == a


def test_a_domain_in_words():
    domain = Domain({p: (0, 1), y: {1, 0}, x: (-oo, 2), z: (-oo, oo)})
    assert domain.text() == "0 < p < 1, y in {0, 1}, x < 2, z real"
    assert range_text("p", (S(0), oo), less=r"\lt") == r"0 \lt p"
