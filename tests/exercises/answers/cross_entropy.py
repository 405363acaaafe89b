"""Answers to the exercises of notebook 02."""

import math

import numpy as np
import sympy

from helpers import model
from tests.exercises.answers import Answers

p, q = sympy.symbols("p q")


def by_choice(p_hat, t):
    return -np.log(np.where(t == 1, p_hat, 1 - p_hat))


def by_loop(p_hat, t):
    losses = []
    for one, label in zip(p_hat, t, strict=True):
        losses.append(-math.log(one if label > 0 else 1 - one))
    return losses


def by_sigmoid(p_hat, t):
    return -np.log(model.sigmoid(t * model.logit(p_hat)))


def by_distance(p_hat, t):
    return -np.log(1 - np.abs((t + 1) / 2 - p_hat))


def by_line(p_hat, t):
    given = 0.5 + t * (p_hat - 0.5)
    return -np.log(given)


def in_place(p_hat, t):
    p_hat[t == -1] = 1 - p_hat[t == -1]
    return -np.log(p_hat)


def twice(p_hat, t):
    given = np.log(np.where(t == 1, p_hat, 1 - p_hat))
    return -np.log(given)


def means(p_hat, y):
    hits = -np.log(p_hat[y == 1]).mean()
    misses = -np.log(1 - p_hat[y == 0]).mean()
    return hits, misses


def by_shares(p_hat, y):
    hits, misses = means(p_hat, y)
    share = y.mean()
    return share * hits + (1 - share) * misses


def by_counts(p_hat, y):
    hits, misses = means(p_hat, y)
    n = y.sum()
    return (n * hits + (len(y) - n) * misses) / len(y)


def by_average(p_hat, y):
    return np.average(means(p_hat, y), weights=[y.sum(), (1 - y).sum()])


def by_sums(p_hat, y):
    hits = -np.log(p_hat[y == 1]).sum()
    misses = -np.log(1 - p_hat[y == 0]).sum()
    return (hits + misses) / y.size


def one_by_one(p_hat, y):
    total = 0
    for one, label in zip(p_hat, y, strict=True):
        total -= label * math.log(one) + (1 - label) * math.log(1 - one)
    return total / len(y)


ANSWERS = {
    "other-labels": Answers(
        right=[by_choice, by_loop, by_sigmoid, by_distance, by_line],
        wrong=[
            (
                lambda p_hat, t: -np.log(np.where(t, p_hat, 1 - p_hat)),
                "each got p_hat",
            ),
            (
                lambda p_hat, t: -np.log(np.where(t == 0, p_hat, 1 - p_hat)),
                "each got 1 - p_hat",
            ),
            (
                lambda p_hat, t: -np.log(np.where(t < 0, p_hat, 1 - p_hat)),
                "`p_hat` and `1 - p_hat` are swapped",
            ),
            (
                lambda p_hat, t: (
                    -(t * np.log(p_hat) + (1 - t) * np.log(1 - p_hat))
                ),
                "that is made for labels 1 and 0",
            ),
            (
                lambda p_hat, t: -np.log(p_hat * t + (1 - p_hat) * (1 - t)),
                "that chooses well among labels 1 and 0",
            ),
            (
                lambda p_hat, t: (
                    -np.log(p_hat * (t == 1) + (1 - p_hat) * (t == 0))
                ),
                "no label is 0 here: a t of -1",
            ),
            (lambda p_hat, t: -np.log(p_hat * t), "a number below 0"),
            (lambda p_hat, t: -np.log(p_hat) * t, "with its sign turned"),
            (
                lambda p_hat, t: -np.log(by_choice(p_hat, t)),
                "the logarithm is taken twice:",
            ),
            (twice, "the logarithm is taken twice, and once"),
            (in_place, "it changes its argument `p_hat` in place"),
            (lambda p_hat, t: by_choice(p_hat, t).mean(), "it has shape ()"),
            (lambda p_hat, t: by_choice(p_hat, t) / np.log(2), "1.443 times"),
            (lambda p_hat, t: -by_choice(p_hat, t), "the sign is turned"),
            (
                lambda p_hat, t: -np.log(p_hat if t == 1 else 1 - p_hat),
                "`np.where` for `if`",
            ),
        ],
    ),
    "two-coins": Answers(
        right=[
            0.2075,
            "0.21",
            "1/2 + 1/2*(1 - 1.585)",
            "log(4/3)/(2 log(2))",
            np.float64(1 - 0.5 * np.log2(3)),
            sympy.log(2 / sympy.sqrt(3)) / sympy.log(2),
        ],
        wrong=[
            (0.1887, "p and q are swapped"),
            (1.2075, "the whole cross-entropy"),
            (1, "that is the entropy: what"),
            (0.811, "the entropy of the belief"),
            (0.1438, "those are nats"),
            (0.5, "the second term is missing"),
            (0.79, "upside down"),
            (0.2973, "one term is in bits"),
            (0.0625, "to base 10"),
            (-0.2075, "the sign is turned round"),
            (0.585, "too large"),
            ("log2(2)", "`log` is the natural logarithm"),
        ],
    ),
    "no-second-valley": Answers(
        right=[
            "p/q^2 + (1-p)/(1-q)^2",
            "(1-p)/(q-1)^2 + p/q^2",
            r"\frac{p}{q^2} + \frac{1-p}{(1-q)^2}",
            "(p(1-q)^2 + (1-p)q^2)/(q^2(1-q)^2)",
            "(q(1-q) - (q-p)(1-2q))/(q(1-q))^2",
            "-p(-1/q^2) + (1-p)*(-1)*(1-q)^(-2)*(-1)",
            sympy.diff(-p / q + (1 - p) / (1 - q), q),
        ],
        wrong=[
            ("-p/q^2 + (1-p)/(1-q)^2", "two minus signs meet"),
            ("p/q^2 - (1-p)/(1-q)^2", "the chain factor -1"),
            ("-1/q - 1/(1-q)", "with respect to p"),
            ("1/(q(1-q))", "the quotient rule"),
            ("(q-p)/(q(1-q))", "that is the slope itself"),
            ("-p log(q) - (1-p) log(1-q)", "it was integrated"),
            ("-p log(q) + (1-p) log(1-q)", "its derivative is no logarithm"),
            ("p/q + (1-p)/(1-q)", "a power falls by one"),
            ("p/q^2 + 1-p/(1-q)^2", "brackets are missing"),
            ("1/q^2 + 1/(1-q)^2", "they stay as factors"),
            ("p/q^2 + (1-p)/(1-q^2)", "is not (1 - q)^2"),
            ("p/q^2", "only the first term"),
            ("-p/q^2 - (1-p)/(1-q)^2", "the sign is turned round"),
            ("2p/q^3 + 2(1-p)/(1-q)^3", "at `"),
            ("q/p^2 + (1-q)/(1-p)^2", "`p` and `q` are swapped"),
            ("1/(q(1-q))^2", "at `"),
        ],
    ),
    "squared-error": Answers(
        right=[
            "2(q-p)",
            "2q - 2p",
            "-2p(1-q) + 2(1-p)q",
            r"2\cdot\left(q-p\right)",
            "-(2p - 2q)",
            sympy.diff(p * (1 - q) ** 2 + (1 - p) * q**2, q),
        ],
        wrong=[
            ("2p(1-q) + 2(1-p)q", "brings a factor -1"),
            ("1 - 2q", "with respect to p"),
            ("4q - 2", "p and 1 - p are forgotten"),
            ("(q-p)/(q(1-q))", "the slope of the cross-entropy"),
            (
                "(1-q)^2 - 2p(1-q) - q^2 + 2q(1-p)",
                "p is fixed",
            ),
            ("2q(1-p)", "only the second term"),
            ("-2p(1-q)", "only the first term"),
            ("-2p - 2pq + 2q - 2pq", "the two pq should cancel"),
            ("2(p-q)", "the sign is turned round"),
            ("q - p", "it is half what it should be"),
            ("2p - 2y", "is not a name used here"),
        ],
    ),
    "price-in-z": Answers(
        right=[
            "-log(7)",
            "log(1/7)",
            -1.946,
            "-1.95",
            model.logit(1 / 8),
            "log((1/8)/(7/8))",
        ],
        wrong=[
            ("log(7)", "one waits *sooner*"),
            (0.125, "that is a limit for p̂: z"),
            (0.875, "turned round"),
            (1 / 7, "those are the odds"),
            ("log(1/8)", "that is log p̂"),
            (model.logit(1 / 7), "there p̂ is 1/7"),
            (7, "the ratio of the prices"),
            (0, "mistakes of equal price"),
            (-np.log2(7), "to base 2"),
            (-np.log10(7), "to base 10"),
            (-7, "-7 is too"),
        ],
    ),
    "without-temperatures": Answers(
        right=[
            0.615,
            "0.6145",
            "-(7 log(7/23) + 16 log(16/23))/23",
            "log(23) - 7/23*log(7) - 16/23*log(16)",
            np.float64(0.61450),
            -sympy.Rational(7, 23) * sympy.log(sympy.Rational(7, 23))
            - sympy.Rational(16, 23) * sympy.log(sympy.Rational(16, 23)),
        ],
        wrong=[
            (0.304, "that is the best q"),
            (0.693, "that is what q = 1/2 costs"),
            (0.6957, "the flights without distress: what"),
            (-math.log(16 / 23), "one flight without distress costs"),
            (14.13, "a sum stands where the mean belongs"),
            (0.887, "those are bits"),
            (0.2669, "to base 10"),
            (1.19, "one flight with distress costs"),
            (0.362, "that is one part only"),
            (0.2525, "that is the other part"),
            (0.652, "7 to 16 are odds"),
            (0.442, "too small"),
            (-0.615, "the sign is turned round"),
        ],
    ),
    "two-means": Answers(
        right=[by_shares, by_counts, by_average, by_sums, one_by_one],
        wrong=[
            (
                lambda p_hat, y: np.mean(means(p_hat, y)),
                "still a mean of two means",
            ),
            (lambda p_hat, y: sum(means(p_hat, y)), "added as they are"),
            (
                lambda p_hat, y: np.prod(means(p_hat, y)),
                "for p_hat = [0.5, 0.2, 0.4, 0.2], y = [1, 0, 0, 0]",
            ),
            (
                lambda p_hat, y: np.average(
                    means(p_hat, y), weights=[1 - y.mean(), y.mean()]
                ),
                "the two shares are swapped",
            ),
            (
                lambda p_hat, y: len(y) * by_shares(p_hat, y),
                "a sum stands where the mean belongs",
            ),
            (
                lambda p_hat, y: np.dot(means(p_hat, y), [7, 16]) / 23,
                "here y has the counts",
            ),
            (
                lambda p_hat, y: (
                    -y * np.log(p_hat) + (1 - y) * np.log(1 - p_hat)
                ).mean(),
                "the minus covers the first term only",
            ),
            (
                lambda p_hat, y: -(y * np.log(p_hat)).mean(),
                "only the examples with y = 1",
            ),
            (
                lambda p_hat, y: -((1 - y) * np.log(1 - p_hat)).mean(),
                "only the examples with y = 0",
            ),
            (
                lambda p_hat, y: sum(means(p_hat, y)) / len(y),
                "two means, divided by m",
            ),
            (
                lambda p_hat, y: by_shares(p_hat, y) / 2,
                "0.5 times what it should be",
            ),
            (means, "it returns 2 values, but should return one"),
            (lambda p_hat, y: -by_shares(p_hat, y), "the sign is turned"),
        ],
    ),
    "never-negative": Answers(
        right=["DCAEB", "dcaeb", "D, C, A, E, B", "D C A E B", "D-C-A-E-B"],
        wrong=[
            ("DACEB", "turn them over first"),
            ("DCEAB", "E has no logarithm any more"),
            ("BEACD", "that is the way back"),
            ("CDAEB", "just minus that definition"),
            ("ADCEB", "A does not come first"),
            ("DCABE", "up to DCA it is right"),
            ("DCAE", "expected the letters"),
        ],
    ),
}
