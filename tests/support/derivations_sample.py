"""Derivations as a notebook writes them: one function for each item.

Each returns the `Derivation`; the tests prove every line, and try to
break it.  The item ids are those of the list of what the sources contain.
"""

from sympy import Eq, Function, IndexedBase, Sum, evaluate, symbols
from sympy import exp as e
from sympy import log as ln

from helpers.derivation import (
    D,
    Derivation,
    add,
    exp,
    log,
    multiply,
    sigma,
    solve,
    subtract,
)

a, b, p, q, s, u, w, x, y, z = symbols("a b p q s u w x y z")
w1, w2, x1, x2, L, P = symbols("w1 w2 x1 x2 L P")
between = {a: (0, 1)}


def inversion():
    """B4: from the log-odds to the probability."""
    t = w * x + b
    return (
        Derivation(
            Eq(t, ln(p / (1 - p))),
            title="From log-odds to the probability",
            where={p: (0, 1)},
        )
        .apply(exp, "exp", expect=Eq(e(t), p / (1 - p)))
        .apply(multiply(1 - p), "multiply", expect=Eq(e(t) * (1 - p), p))
        .step(Eq(e(t) - e(t) * p, p), "algebra")
        .apply(add(e(t) * p), "add", expect=Eq(e(t), p + e(t) * p))
        .step(Eq(e(t), p * (1 + e(t))), "algebra")
        .apply(solve(p), "solve", expect=Eq(p, e(t) / (1 + e(t))))
        .step(Eq(p, 1 / (1 + e(-t))), "exp laws")
        .step(Eq(p, sigma(t)), "definition")
    )


def logit_of_sigmoid():
    """The way back: log both sides of the odds."""
    return (
        Derivation(Eq(e(z), p / (1 - p)), where={p: (0, 1)})
        .apply(log, "log", expect=Eq(z, ln(p / (1 - p))))
        .step(Eq(z, ln(p) - ln(1 - p)), "log laws")
        .apply(subtract(z), "subtract", expect=Eq(0, ln(p) - ln(1 - p) - z))
    )


def symmetry():
    """Sigma(-z) = 1 - sigma(z)."""
    return (
        Derivation(sigma(-z), title="The sigmoid is symmetric")
        .step(1 / (1 + e(z)), "definition")
        .step(e(-z) / (e(-z) + 1), "exp laws")
        .step(1 - 1 / (1 + e(-z)), "algebra")
        .step(1 - sigma(z), "definition")
    )


def slope_by_quotient():
    """A5, B9, C3: the slope of the sigmoid, by the quotient rule."""
    f = 1 + e(-z)
    with evaluate(False):
        quotient = (D(1, z) * f - 1 * D(f, z)) / f**2
        expanded = (0 * f - 1 * (0 - e(-z))) / f**2
        split = (1 / f) * (e(-z) / f)
        plus = (1 / f) * ((f - 1) / f)
        apart = (1 / f) * (f / f - 1 / f)
    return (
        Derivation(D(sigma(z), z), title="The slope of the sigmoid")
        .step(D(1 / f, z), "definition")
        .step(quotient, "quotient")
        .step(expanded, "constant, sum, chain, exp, variable")
        .step(e(-z) / f**2, "algebra")
        .step(split, "algebra")
        .step(plus, "algebra")
        .step(apart, "algebra")
        .step((1 / f) * (1 - 1 / f), "algebra")
        .step(sigma(z) * (1 - sigma(z)), "definition")
    )


def slope_by_chain():
    """The slope of the sigmoid, by the chain rule."""
    f = 1 + e(-z)
    return (
        Derivation(D(1 / f, z))
        .step(-(f**-2) * D(f, z), "chain, power")
        .step(-(f**-2) * D(e(-z), z), "sum, constant")
        .step(-(f**-2) * e(-z) * D(-z, z), "chain, exp")
        .step(f**-2 * e(-z), "variable")
        .step(sigma(z) * (1 - sigma(z)), "definition")
    )


def slope_by_inverse():
    """The slope of the sigmoid, as that of an inverse function."""
    logit = ln(p / (1 - p))
    return (
        Derivation(D(p, z), where={p: (0, 1)}, define={p: sigma(z)})
        .step(1 / D(logit, p), "inverse")
        .step(1 / D(ln(p) - ln(1 - p), p), "log laws")
        .step(1 / (D(ln(p), p) - D(ln(1 - p), p)), "sum")
        .step(1 / (1 / p - D(1 - p, p) / (1 - p)), "log, chain")
        .step(1 / (1 / p + 1 / (1 - p)), "sum, constant, variable")
        .step(p * (1 - p), "algebra")
    )


def loss_1():
    """C1, equation (1): the loss is a sum of two terms."""
    loss = -(y * ln(a)) - (1 - y) * ln(1 - a)
    return Derivation(D(loss, a), where=between).step(
        -D(y * ln(a), a) - D((1 - y) * ln(1 - a), a), "sum, constant factor"
    )


def loss_2():
    """C2, equation (2)."""
    with evaluate(False):
        product = y * D(ln(a), a) + ln(a) * D(y, a)
        worked = y * (1 / a) + ln(a) * 0
    return (
        Derivation(D(y * ln(a), a), where=between)
        .step(product, "product")
        .step(worked, "log, constant")
        .step(y / a, "algebra")
    )


def loss_3():
    """C2, equation (3)."""
    with evaluate(False):
        product = (1 - y) * D(ln(1 - a), a) + D(1 - y, a) * ln(1 - a)
        chain = (1 - y) * (1 / (1 - a)) * D(1 - a, a) + 0 * ln(1 - a)
        inner = (1 - y) * (1 / (1 - a)) * (0 - 1)
    return (
        Derivation(D((1 - y) * ln(1 - a), a), where=between)
        .step(product, "product")
        .step(chain, "chain, log, constant")
        .step(inner, "sum, constant, variable")
        .step(-(1 - y) / (1 - a), "algebra")
    )


def loss_4():
    """C2, equation (4): (2) and (3) put into (1)."""
    one, two, three = loss_1(), loss_2(), loss_3()
    return (
        Derivation(one.start, where=between, title="The loss against a")
        .step(one.end, "sum, constant factor")
        .step(
            -(y / a) - (-(1 - y) / (1 - a)),
            "substitution",
            using=(two, three),
        )
        .step(-y / a + (1 - y) / (1 - a), "algebra")
    )


LOSS = -(y * ln(a) + (1 - y) * ln(1 - a))


def loss_named():
    """Equation (4) for the loss under its name L."""
    return (
        Derivation(D(L, a), where=between, define={L: LOSS})
        .step(D(LOSS, a), "definition")
        .step(
            -y * D(ln(a), a) - (1 - y) * D(ln(1 - a), a),
            "sum, constant factor",
        )
        .step(-y / a - (1 - y) / (1 - a) * D(1 - a, a), "log, chain")
        .step(-y / a + (1 - y) / (1 - a), "sum, constant, variable")
    )


def sigmoid_named():
    """Equation (6) for the prediction under its name a."""
    return (
        Derivation(D(a, z), define={a: sigma(z)})
        .step(D(sigma(z), z), "definition")
        .step(sigma(z) * (1 - sigma(z)), "sigmoid")
        .step(a * (1 - a), "definition")
    )


def loss_by_logit():
    """C4, equations (7) and (8), and A4."""
    return (
        Derivation(
            D(L, z),
            title="The loss against the logit",
            define={L: LOSS, a: sigma(z)},
        )
        .step(D(L, a) * D(a, z), "chain")
        .step(
            (-y / a + (1 - y) / (1 - a)) * (a * (1 - a)),
            "substitution",
            using=(loss_named(), sigmoid_named()),
        )
        .step(-y * (1 - a) + (1 - y) * a, "algebra")
        .step(a - y, "algebra")
    )


NET = {L: LOSS, a: sigma(z), z: w1 * x1 + w2 * x2 + b}


def loss_by_weight():
    """C5, equations (9) to (11), and D2."""
    with evaluate(False):
        terms = x1 * 1 + 0 + 0
    nine = (
        Derivation(D(z, w1), define={z: NET[z]})
        .step(D(NET[z], w1), "definition")
        .step(D(w1 * x1, w1) + D(w2 * x2, w1) + D(b, w1), "sum")
        .step(terms, "constant factor, constant, variable")
        .step(x1, "algebra")
    )
    return (
        Derivation(D(L, w1), define=NET, title="The loss against a weight")
        .step(D(L, z) * D(z, w1), "chain")
        .step((a - y) * x1, "substitution", using=(loss_by_logit(), nine))
    )


def loss_by_bias():
    """C5: the derivative against the bias, which the article leaves out."""
    return (
        Derivation(D(L, b), define=NET)
        .step(D(L, a) * D(a, z) * D(z, b), "chain")
        .step(
            (-y / a + (1 - y) / (1 - a)) * a * (1 - a) * D(z, b),
            "substitution",
            using=(loss_named(), sigmoid_named()),
        )
        .step((a - y) * D(z, b), "algebra")
        .step(
            (a - y) * (D(w1 * x1, b) + D(w2 * x2, b) + D(b, b)),
            "definition, sum",
        )
        .step(a - y, "constant, variable")
    )


def mean_of_losses():
    """D1, B10: the derivative of the mean is the mean of derivatives."""
    i, m = symbols("i m", integer=True, positive=True)
    loss = Function("L")(i, w)
    return (
        Derivation(D(Sum(loss, (i, 1, m)) / m, w), title="The mean")
        .step(D(Sum(loss, (i, 1, m)), w) / m, "constant factor")
        .step(Sum(D(loss, w), (i, 1, m)) / m, "sum")
    )


def mean_of_gradients():
    """D1, with the loss of each example written out."""
    i, m = symbols("i m", integer=True, positive=True)
    xs, ys = IndexedBase("x"), IndexedBase("y")
    t = w * xs[i] + b
    loss = ln(1 + e(t)) - ys[i] * t
    return (
        Derivation(D(Sum(loss, (i, 1, m)) / m, w), title="The mean gradient")
        .step(Sum(D(loss, w), (i, 1, m)) / m, "constant factor, sum")
        .step(
            Sum(sigma(t) * xs[i] - ys[i] * xs[i], (i, 1, m)) / m,
            "equals",
        )
        .step(Sum((sigma(t) - ys[i]) * xs[i], (i, 1, m)) / m, "algebra")
    )


def likelihood():
    """A2, B5: from the Bernoulli likelihood to the loss."""
    return (
        Derivation(
            Eq(P, a**y * (1 - a) ** (1 - y)),
            title="From the likelihood to the loss",
            where={a: (0, 1), P: (0, 1)},
        )
        .apply(log, "log", expect=Eq(ln(P), ln(a**y * (1 - a) ** (1 - y))))
        .step(Eq(ln(P), ln(a**y) + ln((1 - a) ** (1 - y))), "log laws")
        .step(Eq(ln(P), y * ln(a) + (1 - y) * ln(1 - a)), "log laws")
        .apply(multiply(-1), "multiply", expect=Eq(-ln(P), LOSS))
    )


def cross_entropy():
    """B6: cross entropy = entropy + Kullback-Leibler divergence."""
    entropy = -p * ln(p) - (1 - p) * ln(1 - p)
    divergence = p * ln(p / q) + (1 - p) * ln((1 - p) / (1 - q))
    return (
        Derivation(
            -p * ln(q) - (1 - p) * ln(1 - q), where={p: (0, 1), q: (0, 1)}
        )
        .step(
            entropy + p * (ln(p) - ln(q)) + (1 - p) * (ln(1 - p) - ln(1 - q)),
            "algebra",
        )
        .step(entropy + divergence, "log laws")
    )


def second_derivative():
    """B12: the loss is convex in the logit."""
    return (
        Derivation(D(L, z, z), define={L: LOSS, a: sigma(z)})
        .step(D(a - y, z), "substitution", using=loss_by_logit())
        .step(D(a, z) - D(y, z), "sum")
        .step(a * (1 - a), "substitution, constant", using=sigmoid_named())
    )


def margin():
    """The fused form: one term for both labels."""
    t = (1 - 2 * y) * z
    return (
        Derivation(
            -(y * ln(sigma(z)) + (1 - y) * ln(1 - sigma(z))),
            title="One term for both labels",
            where={y: {0, 1}},
        )
        .step(
            y * ln(1 + e(-z)) + (1 - y) * ln(1 + e(z)),
            "definition, log laws, exp laws",
        )
        .step(ln(1 + e(t)), "equals")
    )


def margin_gradient():
    """The slope of the fused form against a weight."""
    return (
        Derivation(D(ln(1 + e(u)), w), define={u: s * (w * x + b)})
        .step(D(ln(1 + e(u)), u) * D(u, w), "chain")
        .step(D(1 + e(u), u) / (1 + e(u)) * D(u, w), "chain, log")
        .step(e(u) / (1 + e(u)) * D(u, w), "sum, exp, constant")
        .step(sigma(u) * D(u, w), "exp laws, definition")
        .step(sigma(u) * s * D(w * x + b, w), "definition, constant factor")
        .step(s * sigma(u) * x, "sum, constant, constant factor, variable")
    )


ALL = [
    inversion,
    logit_of_sigmoid,
    symmetry,
    slope_by_quotient,
    slope_by_chain,
    slope_by_inverse,
    loss_1,
    loss_2,
    loss_3,
    loss_4,
    loss_named,
    sigmoid_named,
    loss_by_logit,
    loss_by_weight,
    loss_by_bias,
    mean_of_losses,
    mean_of_gradients,
    likelihood,
    cross_entropy,
    second_derivative,
    margin,
    margin_gradient,
]
