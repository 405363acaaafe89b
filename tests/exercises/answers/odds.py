"""Answers to the exercises of notebook 01."""

import math

import numpy as np
import sympy

from helpers import model
from tests.exercises.answers import Answers

z, p, o = sympy.symbols("z p o")


def by_cross_product(cold, warm):
    return math.log(cold[0] * warm[1] / (cold[1] * warm[0]))


def by_probabilities(cold, warm):
    share = [days / (days + others) for days, others in (cold, warm)]
    return model.logit(share[0]) - model.logit(share[1])


def by_four_logarithms(cold, warm):
    a, b = cold
    c, d = warm
    return np.log(a) - np.log(b) - np.log(c) + np.log(d)


def by_array(cold, warm):
    counts = np.array([cold, warm], dtype=float)
    return -np.diff(np.log(counts[:, 0] / counts[:, 1]))[0]


def by_loop(cold, warm):
    w = 0.0
    for sign, (days, others) in ((1, cold), (-1, warm)):
        w += sign * math.log(days / others)
    return w


def through_odds(p, w, change):
    odds = p / (1 - p)
    odds *= math.exp(w) ** change
    return 1 - 1 / (1 + odds)


def against(p, w, change):
    return 1 / (1 + (1 - p) / p * np.exp(-w * change))


def unit_by_unit(p, w, change):
    factor = np.exp(w * change / 100)
    for _ in range(100):
        odds = p / (1 - p) * factor
        p = odds / (odds + 1)
    return p


def in_one_fraction(p, w, change):
    top = p * math.e ** (w * change)
    return top / (top + 1 - p)


ANSWERS = {
    "dry-day": Answers(
        right=["5/8", 0.625, "1 - 3/8", np.float64(5 / 8), "1/(1 + 3/5)"],
        wrong=[
            ("3/8", "that is the probability of *rain*"),
            (0.6, "those are the odds of rain"),
            ("1 - 3/5", "3/5 are odds, not the probability"),
            (5 / 3, "those are the odds of a *dry* day"),
            (62.5, "a hundred times"),
            (0.5, "too small"),
            ("5 to 8", "is not a name used here"),
        ],
    ),
    "true-but-refused": Answers(
        right=["D", "d", "(D)"],
        wrong=[
            ("A", "A is accepted"),
            ("B", "is it true?"),
            ("C", "C is accepted"),
            ("E", "expected one of A, B, C, D"),
        ],
    ),
    "base-two": Answers(
        right=[
            "1/(1+2^-z)",
            "2**z/(1+2**z)",
            "2^z/(1+2^z)",
            r"\frac{2^z}{2^z+1}",
            "1 - 1/(1+2^z)",
            "sigma(z log(2))",
            "e^(z log(2))/(1 + e^(z log(2)))",
            2**z / (1 + 2**z),
        ],
        wrong=[
            ("1/(1+e^(-z))", "that undoes a *natural* logarithm"),
            ("sigma(z)", "that undoes a *natural* logarithm"),
            ("1/(1+2^z)", "that is the chance *against*"),
            ("2^z", "those are the odds:"),
            ("2^(-z)", "those are the odds *against*"),
            ("(2^z+1)/2^z", "have top and bottom changed places?"),
            ("2^z/(1-2^z)", "a term that changes sides"),
            ("2^z/(2^z-1)", "which sign has the second p"),
            ("1/(1-2^(-z))", "which sign has the second p"),
            ("2^z (1-p)", "p stands on the right as well"),
            ("z/(1+z)", "undo the logarithm first"),
            ("2z/(2z+1)", "not two times z"),
            ("1/(1+e^(-2z))", "2^z is not e^(2z)"),
            ("2^z/2^z + 1", "put brackets around all that you divide by"),
            ("log(z/(1-z))/log(2)", "that leads from p to z"),
            ("log_2(z)", "`log` is the natural logarithm"),
            ("2^z/(1+z)", "at `z = "),
            ("p = 2^z/(1+2^z)", "on the right of the equals sign"),
        ],
    ),
    "log-odds-ratio": Answers(
        right=[
            by_cross_product,
            by_probabilities,
            by_four_logarithms,
            by_array,
            by_loop,
        ],
        wrong=[
            (
                lambda cold, warm: np.log(
                    cold[0] / cold[1] / warm[0] / warm[1]
                ),
                "divides three times",
            ),
            (
                lambda cold, warm: cold[0] / cold[1] / (warm[0] / warm[1]),
                "that is the odds ratio itself",
            ),
            (
                lambda cold, warm: np.log(
                    cold[0] / sum(cold) / (warm[0] / sum(warm))
                ),
                "it compares probabilities",
            ),
            (
                lambda cold, warm: by_loop(warm, cold),
                "that goes from cold to warm",
            ),
            (
                lambda cold, warm: np.log(cold[0] / cold[1]),
                "the bias b is still in it",
            ),
            (
                lambda cold, warm: np.log(warm[0]) - np.log(warm[1]),
                "that is z on a warm day",
            ),
            (
                lambda cold, warm: np.log(cold[0]) - np.log(warm[0]),
                "it compares days with distress alone",
            ),
            (
                lambda cold, warm: (
                    np.log(cold[0] / cold[1]) / np.log(warm[0] / warm[1])
                ),
                "not their ratio",
            ),
            (
                lambda cold, warm: cold[0] / cold[1] - warm[0] / warm[1],
                "odds are compared by their ratio",
            ),
            (
                lambda cold, warm: cold[0] / sum(cold) - warm[0] / sum(warm),
                "a difference of probabilities",
            ),
            (
                lambda cold, warm: (
                    np.log2(cold[0] * warm[1]) - np.log2(cold[1] * warm[0])
                ),
                "to base 2",
            ),
            (
                lambda cold, warm: by_loop(cold, warm) / np.log(10),
                "to base 10",
            ),
            (lambda cold, warm: np.log(cold / warm), "raises TypeError"),
            (lambda cold, warm: by_loop(cold, warm) / 2, "0.5 times"),
            (
                lambda cold, warm: by_array(cold, warm[::-1]),
                "for cold = (3, 1), warm = (2, 4) it returns 0.4055",
            ),
            (by_loop((3, 1), (2, 4)), "expected a function"),
        ],
    ),
    "slope-of-the-slope": Answers(
        right=[
            "p(1-p)(1-2p)",
            "p - 3p^2 + 2p^3",
            "p(1-p) - 2p^2(1-p)",
            r"\left(1-2p\right)\cdot p\cdot\left(1-p\right)",
            "sigma(z)(1-sigma(z))(1-2sigma(z))",
            "e^(-z)(e^(-z)-1)/(1+e^(-z))^3",
            p * (1 - p) ** 2 - p**2 * (1 - p),
        ],
        wrong=[
            ("1-2p", "dp/dz, is still to come"),
            ("p(1-p)", "that is the slope again"),
            ("p(1-p)(1-p) + p p(1-p)", "that is the slope again"),
            ("-p(1-p)p(1-p)", "not the product of the derivatives"),
            ("p(1-p)(1-p)", "only the first factor"),
            ("-p p (1-p)", "only the second factor"),
            ("1", "the chain rule applies to both"),
            ("1 - 2z", "p is what depends on z"),
            ("p(1-p)(2p-1)", "the sign is turned round"),
            ("p(1-2p)", "a factor `1 - p` is missing"),
            ("p(1-p)(1-2z)", "at `"),
        ],
    ),
    "odds-to-probability": Answers(
        right=[
            "o/(1+o)",
            "o / (o + 1)",
            "1 - 1/(1+o)",
            "1/(1 + 1/o)",
            r"\frac{o}{1+o}",
            o / (1 + o),
        ],
        wrong=[
            ("o/(1-o)", "p and o have changed places"),
            ("1/(1+o)", "that is the chance *against*"),
            ("o/(o-1)", "which sign has o p"),
            ("(1+o)/o", "have top and bottom changed places?"),
            ("o (1 - p)", "p cannot stay on the right"),
            ("1/(1+e^(-o))", "not their logarithm"),
            ("1/o", "those are the odds *against*"),
            ("o/o+1", "put brackets around all that you divide by"),
            ("p", "what does o alone tell?"),
            ("p/(1-p)", "at `"),
            ("o", "the division by `o + 1` is missing"),
            ("-o/(1+o)", "the sign is turned round"),
        ],
    ),
    "the-other-sign": Answers(
        right=["BDEAC", "bdeac", "B, D, E, A, C", "B D E A C", "B>D>E>A>C"],
        wrong=[
            ("CAEDB", "that is the way back"),
            ("BEDAC", "from B to E are two steps"),
            ("BDAEC", "A has divided top and bottom"),
            ("DBEAC", "D does not come first"),
            ("BDECA", "up to BDE it is right"),
            ("BDEA", "expected the letters"),
        ],
    ),
    "when-x-changes": Answers(
        right=[
            through_odds,
            against,
            unit_by_unit,
            in_one_fraction,
            lambda p, w, change: model.sigmoid(model.logit(p) + w * change),
        ],
        wrong=[
            (
                lambda p, w, change: p * np.exp(w * change),
                "that multiplies the *probability*",
            ),
            (lambda p, w, change: p + w * change, "along a straight line"),
            (
                lambda p, w, change: p / (1 - p) * np.exp(w) ** change,
                "those are the odds after the change",
            ),
            (
                lambda p, w, change: model.logit(p) + w * change,
                "that is z after the change",
            ),
            (
                lambda p, w, change: model.sigmoid(w * change),
                "it forgets where the flight started",
            ),
            (
                lambda p, w, change: model.sigmoid(p + w * change),
                "p stands where z belongs",
            ),
            (
                lambda p, w, change: model.sigmoid(model.logit(p) + change),
                "the weight is missing",
            ),
            (
                lambda p, w, change: model.sigmoid(p / (1 - p) + w * change),
                "the odds stand where their logarithm belongs",
            ),
            (
                lambda p, w, change: model.sigmoid(np.log(p) + w * change),
                "the chance against is forgotten",
            ),
            (
                lambda p, w, change: model.sigmoid(
                    model.logit(p) * np.exp(w * change)
                ),
                "to their logarithm one adds",
            ),
            (
                lambda p, w, change: against(p, w, -change),
                "it moves the wrong way",
            ),
            (
                lambda p, w, change: p + p * (1 - p) * w * change,
                "that follows the tangent",
            ),
            (
                lambda p, w, change: model.sigmoid(model.logit(p) + w),
                "`change` is missing",
            ),
            (
                lambda p, w, change: model.logit(p) * np.exp(w * change),
                "for p = 0.8, w = 0.6931, change = -2.0 it returns",
            ),
            (
                lambda p, w, change: 1 - against(p, w, change),
                "for p = 0.1",
            ),
        ],
    ),
}
