"""Exercises of notebook 02."""

from math import log

import numpy as np

from helpers._checks import Floats
from helpers.exercises.code import Code
from helpers.exercises.kinds import Exercise, Formula, Number, Order


def _losses(p_hat: Floats, t: Floats) -> Floats:
    y = (1 + t) / 2
    return -(y * np.log(p_hat) + (1 - y) * np.log(1 - p_hat))


def _means(p_hat: Floats, y: Floats) -> tuple[float, float]:
    """Return the mean loss of each label."""
    return -np.log(p_hat[y == 1]).mean(), -np.log(1 - p_hat[y == 0]).mean()


def _mean_loss(p_hat: Floats, y: Floats) -> float:
    return float(_losses(p_hat, 2 * y - 1).mean())


def _weighed(p_hat: Floats, y: Floats, hits: float, misses: float) -> float:
    """Return a sum of both means, each times a number."""
    ones, zeros = _means(p_hat, y)
    return hits * ones + misses * zeros


def _entropy(p: float) -> float:
    return -p * log(p) - (1 - p) * log(1 - p)


EXERCISES: dict[str, Exercise] = {
    "other-labels": Code(
        _losses,
        cases=[
            (np.array([0.8, 0.4, 0.1]), np.array([1, -1, -1])),
            (
                np.array([0.9, 0.3, 0.6, 0.75, 0.2]),
                np.array([1, 1, -1, 1, 1]),
            ),
        ],
        slips={
            "each got p_hat: is that what was given to a t of -1? No label "
            "is 0 here, and -1 counts as true": (
                lambda p_hat, t: -np.log(p_hat)
            ),
            "each got 1 - p_hat: what was given to a t of +1?": (
                lambda p_hat, t: -np.log(1 - p_hat)
            ),
            "`p_hat` and `1 - p_hat` are swapped: a forecast of 0.9 should "
            "cost little when it happens": lambda p_hat, t: _losses(p_hat, -t),
            "that is made for labels 1 and 0: what do its exponents, t and "
            "1 - t, become at t = -1?": (
                lambda p_hat, t: -np.log(p_hat**t * (1 - p_hat) ** (1 - t))
            ),
            "that chooses well among labels 1 and 0: what do t and 1 - t "
            "become at t = -1?": (
                lambda p_hat, t: -np.log(t * p_hat + (1 - t) * (1 - p_hat))
            ),
            "no label is 0 here: a t of -1 is given nothing, and -log 0 is "
            "infinite": lambda p_hat, t: -np.log(p_hat * (t == 1)),
            "at t = -1 it takes the logarithm of a number below 0: no "
            "probability is": lambda p_hat, t: -np.log(t * p_hat),
            "at t = -1 it is the logarithm with its sign turned: a loss is "
            "never below 0": lambda p_hat, t: -t * np.log(p_hat),
            "the logarithm is taken twice: `given` is a probability": (
                lambda p_hat, t: -np.log(_losses(p_hat, t))
            ),
            "the logarithm is taken twice, and once without its minus: "
            "`given` is a probability": (
                lambda p_hat, t: -np.log(-_losses(p_hat, t))
            ),
        },
        why="a loss depends on nothing but the probability that was given to "
        "what happened, however the labels are written",
    ),
    "two-coins": Number(
        log(4 / 3) / log(4),
        within=1.5e-2,
        slips={
            "p and q are swapped: the *coin* is fair, the belief is not": (
                1 - _entropy(1 / 4) / log(2)
            ),
            "that is the whole cross-entropy: one bit of it must be paid "
            "whatever you believe": 1 + log(4 / 3) / log(4),
            "that is the entropy: what even one who knows p must pay": 1.0,
            "that is the entropy of the belief: the coin is tossed with p": (
                _entropy(1 / 4) / log(2)
            ),
            "those are nats: a bit is log 2 of them": log(4 / 3) / 2,
            "one term is in bits and the other in nats: both logarithms are "
            "to base 2 here": 0.5 + log(2 / 3) / 2,
            "the logarithms are to base 10: a bit needs base 2": (
                log(4 / 3) / log(100)
            ),
            "the second term is missing: tails, too, has a probability and "
            "a belief": 0.5,
            "the fraction of the second term stands upside down, or its sign "
            "is lost": 0.5 + log(3 / 2) / log(4),
        },
        why="swap p and q, and it costs 0.189 bits: a divergence is not a "
        "distance",
    ),
    "no-second-valley": Formula(
        "p / q^2 + (1 - p) / (1 - q)^2",
        where={"p": (0, 1), "q": (0, 1)},
        slips={
            "in the first term two minus signs meet: that of -p, and that of "
            "the power rule": "-p / q^2 + (1 - p) / (1 - q)^2",
            "the chain factor -1 from inside 1 - q is missing in the second "
            "term": "p / q^2 - (1 - p) / (1 - q)^2",
            "that is the derivative with respect to p: here q alone changes": (
                "-1 / (q (1 - q))"
            ),
            "the denominator q (1 - q) depends on q as well: that needs the "
            "quotient rule": "1 / (q (1 - q))",
            "that is the slope itself: it is differentiated once more": (
                "(q - p) / (q (1 - q))"
            ),
            "that is the cross-entropy: it was integrated": (
                "-p log(q) - (1 - p) log(1 - q)"
            ),
            "1/q is a power: its derivative is no logarithm": (
                "-p log(q) + (1 - p) log(1 - q)"
            ),
            "a power falls by one when it is differentiated: 1/q is q^(-1), "
            "so which comes?": "p / q + (1 - p) / (1 - q)",
            "around 1 - p brackets are missing": "p / q^2 + 1 - p / (1 - q)^2",
            "p and 1 - p are constants: they stay as factors": (
                "1 / q^2 + 1 / (1 - q)^2"
            ),
            "1 - q^2 is not (1 - q)^2": "p / q^2 + (1 - p) / (1 - q^2)",
            "only the first term is differentiated: the second holds q as "
            "well": "p / q^2",
        },
        why="both terms are positive for every q, so the slope grows from "
        "left to right and can be zero only once",
    ),
    "squared-error": Formula(
        "2 (q - p)",
        where={"p": (0, 1), "q": (0, 1)},
        slips={
            "inside (1 - q)^2 the chain rule brings a factor -1": (
                "2p (1 - q) + 2 (1 - p) q"
            ),
            "that is the derivative with respect to p: here q alone changes": (
                "(1 - q)^2 - q^2"
            ),
            "p and 1 - p are forgotten: they say how often each square is "
            "paid": "-2 (1 - q) + 2q",
            "that is the slope of the cross-entropy: here squares are "
            "differentiated": "(q - p) / (q (1 - q))",
            "p is fixed: a product with a constant needs no product rule": (
                "(1 - q)^2 - 2p (1 - q) - q^2 + 2 (1 - p) q"
            ),
            "only the second term is differentiated: (1 - q)^2 depends on q "
            "as well": "2 (1 - p) q",
            "only the first term is differentiated: q^2 depends on q as "
            "well": "-2p (1 - q)",
            "a sign is lost where the brackets are multiplied out: the two "
            "pq should cancel": "2q - 2p - 4p q",
        },
        why="it is zero at q = p alone: squared error, too, is paid least by "
        "an honest forecaster",
    ),
    "price-in-z": Number(
        -log(7),
        slips={
            "that asks for more certainty before one waits: where "
            "distress is dear, one waits *sooner*": log(7),
            "that is a limit for p̂: z is asked for": 1 / 8,
            "that is a limit for p̂, and for the price turned round: z is "
            "asked for": 7 / 8,
            "those are the odds: z is their logarithm": 1 / 7,
            "that is log p̂: z is the logarithm of the odds": -log(8),
            "there p̂ is 1/7, and 7 times p̂ is more than 1 - p̂: where are "
            "they equal?": -log(6),
            "that is the ratio of the prices: where do both mistakes cost "
            "the same on average?": 7.0,
            "that is the limit for mistakes of equal price": 0.0,
            "the logarithm is to base 2: here it is natural": (
                -log(7) / log(2)
            ),
            "the logarithm is to base 10: here it is natural": (
                -log(7) / log(10)
            ),
        },
        why="prices move the limit in z by the logarithm of their ratio, and "
        "the model need not be fitted again",
    ),
    "without-temperatures": Number(
        _entropy(7 / 23),
        within=2e-3,
        slips={
            "that is the part of the flights without distress: what does it "
            "cost to say so?": 16 / 23,
            "that is what one flight without distress costs: seven had "
            "distress": -log(16 / 23),
            "that is the best q: what does it cost, on average over all "
            "flights?": 7 / 23,
            "that is what q = 1/2 costs: seven of 23 are not one half": (
                log(2)
            ),
            "a sum stands where the mean belongs: J divides by m": (
                23 * _entropy(7 / 23)
            ),
            "those are bits: J is in nats": _entropy(7 / 23) / log(2),
            "the logarithm is to base 10: here it is natural": (
                _entropy(7 / 23) / log(10)
            ),
            "that is what one flight with distress costs: most had none": (
                -log(7 / 23)
            ),
            "that is one part only: flights with and without distress both "
            "cost something": -7 / 23 * log(7 / 23),
            "that is the other part: flights with distress cost something, "
            "too": -16 / 23 * log(16 / 23),
            "that is what q = 7/16 costs: 7 to 16 are odds": -7
            / 23
            * log(7 / 16)
            - 16 / 23 * log(9 / 16),
        },
        why="it is the entropy of 7/23: what is left to pay for one who "
        "knows how often, but not when",
    ),
    "two-means": Code(
        _mean_loss,
        cases=[
            (np.array([0.5, 0.2, 0.4, 0.2]), np.array([1, 0, 0, 0])),
            (
                np.array([0.9, 0.7, 0.35, 0.8, 0.6, 0.45]),
                np.array([1, 1, 0, 1, 0, 1]),
            ),
        ],
        slips={
            "that is still a mean of two means: how many examples stand "
            "behind each?": lambda p_hat, y: _weighed(p_hat, y, 0.5, 0.5),
            "two means are added as they are: what part of all examples does "
            "each speak for?": lambda p_hat, y: _weighed(p_hat, y, 1, 1),
            "the two shares are swapped: which label does y.mean() count?": (
                lambda p_hat, y: _weighed(p_hat, y, 1 - y.mean(), y.mean())
            ),
            "a sum stands where the mean belongs: J divides by m": (
                lambda p_hat, y: len(y) * _mean_loss(p_hat, y)
            ),
            "7 and 16 are the counts of the flights: here y has the counts": (
                lambda p_hat, y: _weighed(p_hat, y, 7 / 23, 16 / 23)
            ),
            "the minus covers the first term only: what does a wrong "
            "forecast for y = 0 cost?": (
                lambda p_hat, y: _weighed(p_hat, y, y.mean(), y.mean() - 1)
            ),
            "only the examples with y = 1 are counted": (
                lambda p_hat, y: _weighed(p_hat, y, y.mean(), 0)
            ),
            "only the examples with y = 0 are counted": (
                lambda p_hat, y: _weighed(p_hat, y, 0, 1 - y.mean())
            ),
            "two means, divided by m: `hits` and `misses` are means already, "
            "so each has to be made a sum first": (
                lambda p_hat, y: _weighed(p_hat, y, 1 / len(y), 1 / len(y))
            ),
        },
        why="a mean of means gives each example of the rarer label more "
        "weight; where that is wanted, it is called class weights",
    ),
    "never-negative": Order(
        "DCAEB",
        slips={
            "in D the fractions stand the other way up than in A: turn them "
            "over first": "DACEB",
            "E has no logarithm any more: which line got rid of both?": (
                "DCEAB"
            ),
            "that is the way back, and with a ≤ in it an argument goes one "
            "way only": "BEACD",
            "C is one step away from the definition of KL: which line is "
            "just minus that definition?": "CDAEB",
        },
        why="log t = t - 1 only at t = 1, so KL is zero only where q/p = 1: "
        "the true belief alone costs nothing extra",
    ),
}
