"""What each law may put for a derivative: this and nothing else."""

from dataclasses import dataclass, field

import pytest
import sympy
from sympy import Function, Rational, atan2, cos, exp, log, symbols

from helpers.derivation import D, sigma
from helpers.derivation.domain import Domain
from helpers.derivation.laws import INNER, LAWS, compositions

a, b, c, n, p, q, u, v, w, x, y, z = symbols("a b c n p q u v w x y z")
i, m = symbols("i m", integer=True, positive=True)
X = sympy.IndexedBase("x")
F, G, H, K, N = (Function(name)(x) for name in "fghkn")


@dataclass
class Asked:
    """Two lines on a domain, of which only what is asked is known."""

    domain: Domain = field(default_factory=Domain)
    slopes: tuple[sympy.Expr, ...] = ()

    def depends(self, f, x, without=()):
        whole = self.domain.unfold(f, keep=(x, *without))
        return whole.xreplace({u: sympy.Dummy() for u in without}).has(x)

    def left_over(self):
        return list(self.slopes)


def lines_of(law, f, variable=x, define=None, slopes=()):
    asked = Asked(Domain(None, define), slopes)
    return list(LAWS[law](f, variable, asked))


def split_sum(*groups):
    return sympy.Add(*[D(sympy.Add(*group), x) for group in groups])


def product(one, two):
    return one * D(two, x) + D(one, x) * two


LINES = [
    ("constant", y, [0]),
    ("constant", x * y, []),
    ("variable", x, [1]),
    ("variable", y, []),
    ("variable", x + 1, []),
    ("sum", x * y, []),
    ("sum", F + G, [D(F, x) + D(G, x)] * 2),
    (
        "sum",
        F + G + H,
        [
            D(F, x) + D(G, x) + D(H, x),
            split_sum([G], [F, H]),
            split_sum([H], [F, G]),
            split_sum([F], [G, H]),
        ],
    ),
    (
        "sum",
        F + G + H + K,
        [
            D(F, x) + D(G, x) + D(H, x) + D(K, x),
            split_sum([F], [G, H, K]),
            split_sum([G], [F, H, K]),
            split_sum([H], [F, G, K]),
            split_sum([K], [F, G, H]),
            split_sum([F, G], [H, K]),
            split_sum([F, H], [G, K]),
            split_sum([F, K], [G, H]),
        ],
    ),
    ("sum", F + G + H + K + N, [sum(D(f, x) for f in (F, G, H, K, N))]),
    (
        "sum",
        sympy.Sum(x * X[i], (i, 1, m)),
        [sympy.Sum(D(x * X[i], x), (i, 1, m))],
    ),
    ("product", F, []),
    ("product", F + G, []),
    ("product", F * G, [product(F, G)]),
    (
        "product",
        F * G * H,
        [
            product(F, G * H),
            product(G, F * H),
            product(H, F * G),
            D(F, x) * G * H + F * D(G, x) * H + F * G * D(H, x),
        ],
    ),
    (
        "product",
        F * G * H * K * N,
        [
            D(F, x) * G * H * K * N
            + F * D(G, x) * H * K * N
            + F * G * D(H, x) * K * N
            + F * G * H * D(K, x) * N
            + F * G * H * K * D(N, x)
        ],
    ),
    ("quotient", F * G, []),
    ("quotient", F**2, []),
    ("quotient", F / G, [(D(F, x) * G - F * D(G, x)) / G**2]),
    ("quotient", 1 / G, [(D(1, x) * G - 1 * D(G, x)) / G**2]),
    (
        "quotient",
        F / G**y,
        [(D(F, x) * G**y - F * D(G**y, x)) / (G**y) ** 2],
    ),
    (
        "quotient",
        Rational(2, 3) * F,
        [(D(2 * F, x) * 3 - 2 * F * D(3, x)) / 3**2],
    ),
    ("quotient", 2 * F, []),
    ("constant factor", F * G, []),
    ("constant factor", y * F, [y * D(F, x)]),
    ("constant factor", -F, []),
    ("constant factor", -y * F, [-y * D(F, x), y * D(-F, x)]),
    (
        "constant factor",
        a * b * F,
        [a * b * D(F, x), a * D(b * F, x), b * D(a * F, x)],
    ),
    ("log", log(x), [1 / x]),
    ("log", log(2 * x), []),
    ("exp", exp(x), [exp(x)]),
    ("exp", exp(2 * x), []),
    ("power", x**3, [3 * x**2]),
    ("power", x**n, [n * x ** (n - 1)]),
    ("power", x**x, []),
    ("power", y**3, []),
    ("power", 2 * x, []),
    ("sigmoid", sigma(x), [sigma(x) * (1 - sigma(x))]),
    ("sigmoid", sigma(2 * x), []),
    ("inverse", x, []),
    ("chain", x**2, []),
]


@pytest.mark.parametrize(("law", "f", "lines"), LINES, ids=str)
def test_a_law_yields_every_line_it_allows_and_no_other(law, f, lines):
    assert sorted(lines_of(law, f), key=str) == sorted(lines, key=str)


def test_the_chain_rule_goes_through_every_name_on_the_way():
    define = {u: v**2 + w, v: sympy.sin(x), w: v + b, b: y}

    def lines(f):
        return set(lines_of("chain", f, define=define))

    assert lines(v**3) == {D(v**3, v) * D(v, x)}
    assert lines(u) == {
        D(u, v) * D(v, x),
        D(u, v) * D(v, x) + D(u, w) * D(w, x),
    }
    assert lines(v * w) == {
        D(v * w, v) * D(v, x),
        D(v * w, v) * D(v, x) + D(v * w, w) * D(w, x),
    }
    assert lines(b * x) == set()
    # x itself stands beside v: through v alone is not every path
    assert lines(x * v) == set()


def test_the_chain_rule_goes_through_unknown_functions():
    outer = Function("f")(G)
    assert lines_of("chain", outer) == [D(outer, G) * D(G, x)]
    assert lines_of("chain", Function("f")(Function("g")(y))) == []


def test_the_chain_rule_goes_through_four_names_at_most():
    names = symbols("n1:6")
    define = {name: x**k for k, name in enumerate(names, start=2)}
    for many in (1, 2, 3, 4):
        f = exp(sympy.Mul(*names[:many]))
        line = sum(D(f, name) * D(name, x) for name in names[:many])
        assert lines_of("chain", f, define=define) == [line]
    assert lines_of("chain", exp(sympy.Mul(*names)), define=define) == []


def test_a_slope_is_turned_over_if_the_new_line_has_that_of_the_inverse():
    logit = log(p / (1 - p))
    slopes = (D(logit, q), D(log(p), p), D(logit, p))
    where = Domain({p: (0, 1), q: (0, 1)}, {p: sigma(z)})
    found = LAWS["inverse"](p, z, Asked(where, slopes))
    assert list(found) == [1 / D(logit, p)]


INSIDE = [
    (x, []),
    (x**3, []),
    (log(x), []),
    (log(3), []),
    (exp(y), [(exp(INNER), y)]),
    ((x**2 + 1) ** 3, [(INNER**3, x**2 + 1)]),
    (log(2 * x), [(log(INNER), 2 * x)]),
    (x**x, []),
    (2 ** (3 * x), []),
    (G, []),
    (Function("f")(2 * x), []),
    (
        atan2(x**2, cos(x)),
        [(atan2(INNER, cos(x)), x**2), (atan2(x**2, INNER), cos(x))],
    ),
]


@pytest.mark.parametrize(("f", "pairs"), INSIDE, ids=str)
def test_what_stands_inside_a_power_or_a_function(f, pairs):
    assert list(compositions(f, x)) == pairs
