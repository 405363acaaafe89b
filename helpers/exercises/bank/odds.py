"""Exercises of notebook 01."""

from math import exp, log

from sympy import oo

from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Formula, Number, Order
from helpers.model import sigmoid

Counts = tuple[float, float]


def _odds(counts: Counts) -> float:
    return counts[0] / counts[1]


def _part(counts: Counts) -> float:
    return counts[0] / (counts[0] + counts[1])


def _weight(cold: Counts, warm: Counts) -> float:
    return log(_odds(cold) / _odds(warm))


def _moved(p: float, w: float, change: float) -> float:
    odds = p / (1 - p) * exp(w * change)
    return odds / (1 + odds)


EXERCISES: dict[str, Exercise] = {
    "dry-day": Number(
        5 / 8,
        within=1e-2,
        slips={
            "that is the probability of *rain*: which mornings are asked "
            "for?": 3 / 8,
            "those are the odds of rain: they compare wet mornings with dry "
            "ones, not with all": 3 / 5,
            "3/5 are odds, not the probability of rain: of how many "
            "mornings in all are three wet?": 2 / 5,
            "those are the odds of a *dry* day: a probability is never "
            "above 1": 5 / 3,
        },
        why="odds compare two outcomes with each other, a probability "
        "compares one of them with all",
    ),
    "true-but-refused": Choice(
        "D",
        slips={
            "A is accepted: it rewrites one formula, and at p = 1/2 both "
            "forms are 3/4": "A",
            "B is refused, but is it true? Put p = 1/2 into both forms": "B",
            "C is accepted: it adds 1 on both sides, and says so by "
            "`apply`": "C",
        },
        why="in a `step` each side keeps its value; a side that gets a new "
        "one needs `apply`, with the operation named",
    ),
    "base-two": Formula(
        "1 / (1 + 2^(-z))",
        where={"z": None, "p": (0, 1)},
        slips={
            "that undoes a *natural* logarithm: here z = 1 means odds of 2, "
            "so p is 2/3": "1 / (1 + e^(-z))",
            "that is the chance *against*: at z = 10 the odds are high, so p "
            "must be near 1": "1 / (1 + 2^z)",
            "those are the odds: from odds to p one more step is missing": (
                "2^z"
            ),
            "those are the odds *against*: their logarithm is -z": "2^(-z)",
            "it is above 1: have top and bottom changed places?": (
                "(1 + 2^z) / 2^z"
            ),
            "a term that changes sides changes its sign: at z = 1 this is "
            "-2": "2^z / (1 - 2^z)",
            "at z = 1 this is 2: which sign has the second p where both are "
            "collected?": "2^z / (2^z - 1)",
            "p stands on the right as well: collect both p on one side": (
                "2^z (1 - p)"
            ),
            "z is the logarithm of the odds, not the odds: undo the "
            "logarithm first": "z / (1 + z)",
            "2^z is a power of 2, not two times z": "2z / (1 + 2z)",
            "2^z is not e^(2z): at z = 1 the odds are 2": "sigma(2z)",
            "as typed it is 2: put brackets around all that you divide by": (
                "2^z / 2^z + 1"
            ),
            "that leads from p to z: what is asked for is the way back": (
                "log(z / (1 - z)) / log(2)"
            ),
        },
        why="each unit of z doubles the odds; the base of the logarithm is a "
        "unit of measurement, no more",
    ),
    "log-odds-ratio": Code(
        _weight,
        cases=[
            ((3, 1), (2, 4)),
            ((2, 14), (9, 5)),
            ((40, 3), (7, 60)),
        ],
        slips={
            "that is the odds ratio itself: what does z do when odds are "
            "multiplied?": lambda cold, warm: _odds(cold) / _odds(warm),
            "it compares probabilities, days with distress among *all* days: "
            "z is made of odds": lambda cold, warm: log(
                _part(cold) / _part(warm)
            ),
            "that goes from cold to warm: x *rises* from 0 on warm days to 1 "
            "on cold ones": lambda cold, warm: -_weight(cold, warm),
            "that is z on a cold day, w + b: the bias b is still in it": (
                lambda cold, warm: log(_odds(cold))
            ),
            "that is z on a warm day: what does a cold one add to it?": (
                lambda cold, warm: log(_odds(warm))
            ),
            "it compares days with distress alone: were there more cold "
            "days, perhaps?": lambda cold, warm: log(cold[0] / warm[0]),
            "the logarithm of a ratio is a difference of logarithms, not "
            "their ratio": (
                lambda cold, warm: log(_odds(cold)) / log(_odds(warm))
            ),
            "a / b / c / d divides three times: the odds to divide by need "
            "brackets": lambda cold, warm: log(
                cold[0] / cold[1] / warm[0] / warm[1]
            ),
            "odds are compared by their ratio; a difference is taken of "
            "their logarithms": lambda cold, warm: _odds(cold) - _odds(warm),
            "that is a difference of probabilities, which the line does not "
            "describe: it describes z": (
                lambda cold, warm: _part(cold) - _part(warm)
            ),
            "the logarithm is to base 2: here it is natural": (
                lambda cold, warm: _weight(cold, warm) / log(2)
            ),
            "the logarithm is to base 10: here it is natural": (
                lambda cold, warm: _weight(cold, warm) / log(10)
            ),
        },
        why="b is the log-odds where x is 0, and w is what x = 1 adds to "
        "them: two groups need no more than counting",
    ),
    "slope-of-the-slope": Formula(
        "p (1 - p) (1 - 2p)",
        where={"z": None},
        define={"p": "sigma(z)"},
        slips={
            "that is the derivative with respect to p: one factor of the "
            "chain, dp/dz, is still to come": "1 - 2p",
            "that is the slope again: was it not differentiated, or is the "
            "minus of 1 - p lost?": "p (1 - p)",
            "the derivative of a product is not the product of the "
            "derivatives": "-p^2 (1 - p)^2",
            "only the first factor is differentiated: 1 - p depends on z "
            "as well": "p (1 - p)^2",
            "only the second factor is differentiated: p depends on z as "
            "well": "-p^2 (1 - p)",
            "each factor has a slope in z, not 1 and -1: the chain rule "
            "applies to both": "(1 - p) + p",
            "p is what depends on z: differentiate by p first, and then p "
            "by z": "1 - 2z",
        },
        why="it is 0 at p = 1/2 alone: there the sigmoid is steepest, and "
        "there it stops bending up and starts to bend down",
    ),
    "odds-to-probability": Formula(
        "o / (1 + o)",
        where={"o": (0, oo), "p": (0, 1)},
        slips={
            "those are odds of odds: p and o have changed places": (
                "o / (1 - o)"
            ),
            "that is the chance *against*: 1 - p": "1 / (1 + o)",
            "at o = 3 this is 1.5: which sign has o p where both p are "
            "collected?": "o / (o - 1)",
            "it is above 1: have top and bottom changed places?": (
                "(1 + o) / o"
            ),
            "p cannot stay on the right: collect both p on one side": (
                "o (1 - p)"
            ),
            "o is the odds, not their logarithm: no exponential is needed": (
                "sigma(o)"
            ),
            "those are the odds *against*: swap for and against, and odds "
            "turn over": "1 / o",
            "as typed it is 2: put brackets around all that you divide by": (
                "o / o + 1"
            ),
            "that is p with p in it: what does o alone tell?": "p",
        },
        why="odds of 4 to 1 are a probability of 4/5",
    ),
    "the-other-sign": Order(
        "BDEAC",
        slips={
            "that is the way back: it starts from what you want to find": (
                "CAEDB"
            ),
            "from B to E are two steps: a fraction becomes two only where "
            "its top has two terms": "BEDAC",
            "A has divided top and bottom of a fraction by e^z: which line "
            "shows that fraction?": "BDAEC",
        },
        why="a sigmoid that has lost its minus gives the probability of the "
        "other outcome",
    ),
    "when-x-changes": Code(
        _moved,
        cases=[(0.8, log(2), -2.0), (0.1, -0.25, -10.0), (0.95, 0.4, 3.0)],
        slips={
            "that multiplies the *probability*, which can pass 1: what else "
            "may be multiplied freely?": (
                lambda p, w, change: p * exp(w * change)
            ),
            "that moves p along a straight line, and out of the strip from 0 "
            "to 1: what does lie on a line?": (
                lambda p, w, change: p + w * change
            ),
            "those are the odds after the change: one step is missing, back "
            "to a probability": lambda p, w, change: (
                p / (1 - p) * exp(w * change)
            ),
            "that is z after the change: one step is missing, back to a "
            "probability": lambda p, w, change: log(p / (1 - p)) + w * change,
            "it forgets where the flight started: which z belongs to the old "
            "p?": lambda p, w, change: sigmoid(w * change),
            "p stands where z belongs: what is added to is the log-odds": (
                lambda p, w, change: sigmoid(p + w * change)
            ),
            "the weight is missing: how much does z rise when x rises by 1?": (
                lambda p, w, change: _moved(p, 1, change)
            ),
            "the odds stand where their logarithm belongs": (
                lambda p, w, change: sigmoid(p / (1 - p) + w * change)
            ),
            "the logarithm of p alone is not z: the chance against is "
            "forgotten": lambda p, w, change: sigmoid(log(p) + w * change),
            "it is the odds that are multiplied; to their logarithm one "
            "adds": lambda p, w, change: sigmoid(
                log(p / (1 - p)) * exp(w * change)
            ),
            "it moves the wrong way: with w above 0, a larger x makes "
            "distress likelier": lambda p, w, change: _moved(p, w, -change),
            "that follows the tangent, which is right for tiny changes only: "
            "the slope changes on the way": (
                lambda p, w, change: p + p * (1 - p) * w * change
            ),
            "the odds are multiplied once for *each* unit of x: `change` is "
            "missing": lambda p, w, change: _moved(p, w, 1),
        },
        why="the odds change by the same factor from anywhere; how much the "
        "probability gains depends on where it starts",
    ),
}
