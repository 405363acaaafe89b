"""Exhibits of the appendix: the first slip of each is the published one."""

import numpy as np
from sympy import oo

from helpers.exercises.bank import _gradients as by
from helpers.exercises.bank import _published as published
from helpers.exercises.bank._published import descent_with, pass_with
from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Formula, Number

_WEIGHTS = np.array([0.5, -0.25])
_THREE = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]])
_FOUR = np.array([[2.0, 1.0], [-1.0, 0.5], [0.5, -3.0], [1.5, 2.0]])
#: X, y, w, b: by hand the logits of the first are 0, 0.25 and 1.375
_CASES = [
    (_THREE, np.array([1, 0, 0]), _WEIGHTS, 0.0),
    (_FOUR, np.array([0, 1, 1, 1]), np.array([-0.3, 0.8]), 0.4),
]
_ROWS = [(X, y[np.newaxis], w, b) for X, y, w, b in _CASES]
_FAR_OUT = [
    (np.vstack([X, row]), np.append(y, label), w, b)
    for X, y, w, b in _CASES
    for row, label in (([1000.0, -1000.0], 1), ([-2000.0, 9.0], 0))
]
_DESCENTS = [
    (_THREE, np.array([1, 0, 0]), 0.5, 1),
    (_FOUR, np.array([0, 1, 1, 1]), 0.8, 3),
]


EXERCISES: dict[str, Exercise] = {
    "brackets-of-the-loss": Formula(
        "-(y log(g) + (1 - y) log(1 - g))",
        where={"y": {0, 1}, "g": (0, 1)},
        slips={
            "that is the printed loss: at y = 0 it is negative, for its "
            "minus reaches only the first term": (
                "-y log(g) + (1 - y) log(1 - g)"
            ),
            "now no minus is left: a logarithm of a probability is never "
            "above 0": "y log(g) + (1 - y) log(1 - g)",
            "that is for the wrong outcome: at y = 1, g near 1 should cost "
            "little": "-(y log(1 - g) + (1 - y) log(g))",
            "at y = 1 it is right; what does y = 0 cost?": "-y log(g)",
            "the outer brackets are there, but those around 1 − y are gone": (
                "-(y log(g) + 1 - y log(1 - g))"
            ),
            "that is the derivative: which loss has it for its slope?": (
                "(1 - y) / (1 - g) - y / g"
            ),
            "at y = 0 it is right; now the first term is negative": (
                "y log(g) - (1 - y) log(1 - g)"
            ),
        },
        why="a minus before a sum belongs to all of it; no loss of this "
        "kind falls below 0",
    ),
    "odds-of-two-groups": Formula(
        "p (1 - q) / (q (1 - p))",
        where={"p": (0, 1), "q": (0, 1)},
        slips={
            "those are the odds of the first group alone: what are they "
            "compared with?": "p / (1 - p)",
            "that compares probabilities, a *relative risk*: make odds of "
            "each first": "p / q",
            "the groups have changed places": "q (1 - p) / (p (1 - q))",
            "a ratio divides: here one is subtracted from the other": (
                "p / (1 - p) - q / (1 - q)"
            ),
            "that is the logarithm of it, as a weight is": (
                "log(p / (1 - p)) - log(q / (1 - q))"
            ),
            "what is divided by must stand in brackets: a/b/c is a/(b c)": (
                "p / (1 - p) / q / (1 - q)"
            ),
            "those are chances *against*, divided: what has become of p and "
            "q themselves?": "(1 - q) / (1 - p)",
            "dividing by the odds of the second group turns them over: "
            "where does its 1 − q go?": "p q / ((1 - p) (1 - q))",
        },
        why="its logarithm is the difference of two log-odds: for a feature "
        "that is 0 or 1, a weight",
    ),
    "back-from-log-odds": Formula(
        "1 / (1 + e^(-(w x + b)))",
        where={"w": None, "x": None, "b": None, "p": (0, 1)},
        define={"z": "w x + b"},
        slips={
            "that is the printed line: put in a large z; what should p be, "
            "and what is it?": "1 / (1 + e^(w x + b))",
            "those are the odds: one step is still to come": "e^(w x + b)",
            "those are the log-odds: two steps are still to come": "w x + b",
            "the minus reaches only wx; b belongs to z as well": (
                "1 / (1 + e^(-w x + b))"
            ),
            "that is the chance against over the chance for": (
                "e^(-(w x + b))"
            ),
            "that is above 1: p is odds over one plus odds": (
                "1 + e^(-(w x + b))"
            ),
        },
        why="with the minus lost it is 1 − p: the model would call every "
        "likely thing unlikely",
    ),
    "slope-for-the-bias": Formula(
        "p_hat - y",
        where={
            "y": {0, 1},
            "x": None,
            "w": None,
            "b": None,
        },
        define={"z": "w x + b", "p_hat": "sigma(z)"},
        slips={
            "then b never moves: does the loss not depend on it?": "0",
            "that is ∂ℓ/∂w: the bias is multiplied by something else": (
                "(p_hat - y) x"
            ),
            "b is not its own factor: in z = wx + b, what is it multiplied "
            "by?": "(p_hat - y) b",
            "that is ∂z/∂b, the last factor of the chain: the others are "
            "missing": "1",
            "that is ∂p̂/∂b: the first factor of the chain is missing": (
                "p_hat (1 - p_hat)"
            ),
            "that is ∂ℓ/∂p̂: the way from p̂ through z to b is missing": (
                "(p_hat - y) / (p_hat (1 - p_hat))"
            ),
        },
        why="nothing cancels: the input of the bias is 1, so the whole error "
        "is its slope",
    ),
    "sum-in-a-chain": Code(
        by.means,
        cases=_CASES,
        slips={
            "a sum still stands inside the chain: there each example is "
            "multiplied by the errors of all": published.sum_in_a_chain,
            "each chain is right, but they are added up: J divides by m": (
                by.sums
            ),
            "for w it is right; for b a sum stands where a mean belongs": (
                by.mean_for_w
            ),
            "for b it is right; for w a sum stands where a mean belongs": (
                by.mean_for_b
            ),
            "the middle factor, p̂(1 − p̂), is missing": by.first_factor_only,
            "the mean of products is not the product of means: each "
            "example's error meets its own input": by.mean_times_mean,
            "that is a mean over features: how many examples are there?": (
                by.over_features
            ),
        },
        why="first multiply along each chain, then take the mean over the "
        "chains",
    ),
    "sum-beside-a-mean": Code(
        lambda X, y, w, b: np.mean(by.losses(X, y, w, b)),
        cases=_CASES,
        slips={
            "that is the sum: its slope is m times the gradient that is "
            "printed beside it": published.summed_loss,
            "that divides by the number of features: the mean is over the "
            "examples": lambda X, y, w, b: sum(by.losses(X, y, w, b)) / len(w),
            "the minus is lost: a good model would have the highest loss": (
                lambda X, y, w, b: -np.mean(by.losses(X, y, w, b))
            ),
            "that is the middle one, the median: J is the mean": (
                lambda X, y, w, b: np.median(by.losses(X, y, w, b))
            ),
            "only the examples with y = 1 have a loss here": (
                lambda X, y, w, b: np.mean(y * by.losses(X, y, w, b))
            ),
        },
        why="a sum with a sum or a mean with a mean: what counts is that "
        "the two belong together",
    ),
    "length-of-a-row": Code(
        by.means,
        cases=_ROWS,
        slips={
            "`len` counts rows, and y is one row: it divides by 1": (
                published.length_of_a_row
            ),
            "that divides by the number of features: how many examples are "
            "there?": by.over_features,
            "for w it is right; the slope for b is still a sum": by.mean_for_w,
            "for b it is right; those for w are still sums": by.mean_for_b,
            "`y.shape` is two numbers, rows and columns: which of them counts "
            "examples?": lambda X, y, w, b: (
                by.sums(X, y, w, b)[0] / y.shape,
                by.sums(X, y, w, b)[1] / y.shape,
            ),
            "that divides twice: a mean needs one division by m": (
                lambda X, y, w, b: (
                    by.means(X, y, w, b)[0] / y.size,
                    by.means(X, y, w, b)[1] / y.size,
                )
            ),
        },
        why="`len(X)` or `y.size` say how many examples there are, whatever "
        "shape the labels have",
    ),
    "rounded-apart": Code(
        by.means,
        cases=[*_CASES, *_FAR_OUT],
        slips={
            "near 0 it is right; far out it is nan: two factors still round "
            "to infinity and 0 before they meet": published.rounded_apart,
            "far out the error is now 0, so the examples that the model gets "
            "most wrong say nothing at all": by.nan_to_zero,
            "that is how far off p̂ is; the error must also say on which "
            "side": lambda X, y, w, b: (
                abs(by.errors(X, y, w, b)) @ X / len(y),
                np.mean(abs(by.errors(X, y, w, b))),
            ),
            "now the whole gradient is 0 where one example was nan: descent "
            "would stop there": by.all_to_zero,
            "the label is missing: that is the mean of p̂x": by.no_label,
            "each example is right, but they are added up: J divides by m": (
                by.sums
            ),
        },
        why="multiply on paper first: what cancels there cannot overflow "
        "in the machine",
    ),
    "three-slips-in-a-loop": Code(
        pass_with(),
        cases=_CASES,
        slips={
            "that is the published loop: follow `dz` by hand through two "
            "examples": published.three_slips,
            "one slip is left: what does `dz` hold after two examples?": (
                pass_with(carried=True)
            ),
            "one slip is left: which input does `dw_2` belong to?": (
                pass_with(one_input=True)
            ),
            "one slip is left: the slope for b is still a sum": (
                pass_with(undivided=True)
            ),
            "two slips are left: what `dz` holds after two examples, and "
            "the input of `dw_2`": pass_with(carried=True, one_input=True),
            "two slips are left: what `dz` holds after two examples, and "
            "what becomes of `db` after the loop": (
                pass_with(carried=True, undivided=True)
            ),
            "two slips are left: the input of `dw_2`, and what becomes of "
            "`db` after the loop": pass_with(one_input=True, undivided=True),
        },
        why="none of the three raises an error: only a comparison with the "
        "loss shows them",
    ),
    "update-of-nothing": Code(
        descent_with(),
        cases=_DESCENTS,
        slips={
            "nothing moves: which names does the next step read, and what "
            "pulls b away from 0?": published.update_of_nothing,
            "b walks now; but the next gradient is still taken at w = 0": (
                descent_with(used=False, returned=False)
            ),
            "w walks now; but b is only shrunk, whatever the data say": (
                descent_with(shrunk=True)
            ),
            "w comes back only at the end: until then each gradient is "
            "taken at w = 0": descent_with(used=False),
            "the rate is missing: how long is a step?": (
                lambda X, y, eta, T: descent_with()(X, y, 1.0, T)
            ),
            "uphill: a step goes against the gradient": descent_with(sign=-1),
        },
        why="a name that is written and never read is a sign: ask of each "
        "line who uses its result",
    ),
    "shape-of-zeros": Choice(
        "2",
        slips={
            "that is the printed line: its second argument is read as the "
            "type of the numbers": "1",
            "those are n zeros in one axis: a column has two": "3",
            "that is a row: which comes first, rows or columns?": "4",
        },
        why="a shape is one argument, a tuple; a slip that raises an error "
        "is the kindest kind",
    ),
    "largest-rate": Formula(
        "2 / c",
        where={"c": (0, oo)},
        slips={
            "from there on each step jumps over the minimum, but still lands "
            "nearer to it": "1 / c",
            "there a step covers half of the way: it creeps": "1 / (2 c)",
            "the steeper the valley, the shorter the step that it bears: "
            "c belongs below": "c",
            "that is the right number, upside down": "c / 2",
            "a rate has the unit of 1/c: put in c = 4, and walk a step": (
                "2 c"
            ),
            "without c it would not know how steep the valley is": "2",
            "1 is no limit for every valley: try c = 4, and a step at it": (
                "1"
            ),
        },
        why="between 1/c and 2/c it overshoots and converges: to jump over "
        "the minimum is no catastrophe",
    ),
    "smaller-than-one": Number(
        4.0,
        slips={
            "one is the published bound; if you worked it out: what is "
            "p̂(1 − p̂) at most?": 1.0,
            "that is L itself: the rate is 1/L": 0.25,
            "that is 2/L, where descent no longer settles": 8.0,
            "the sum of the curvatures is ½, but L is the largest one": 2.0,
        },
        why="and in raw degrees 1/L is 0.0008: what a good rate is depends "
        "on units",
    ),
    "where-nothing-is-lowest": Choice(
        "2",
        slips={
            "no such guarantee: look for labels that one threshold of x "
            "splits": "4",
            "here the labels alternate: any sure model is surely wrong "
            "somewhere": "1",
            "the ones are in the middle: no single threshold has all ones "
            "on one side": "3",
        },
        why="twice any weights that separate the classes have a lower loss: "
        "there is no minimum to arrive at",
    ),
    "nonlinear-and-convex": Choice(
        "3",
        slips={
            "one of them refutes it: which has f″ > 0 everywhere?": "5",
            "that is linear, and its f″ is 0": "1",
            "its f″ is 6x: negative on the left": "2",
            "convex, but not strictly: on each side of 0 it is straight": "4",
        },
        why="one counterexample refutes an *always*; softplus, our loss, is "
        "another",
    ),
    "what-was-compared": Choice(
        "2",
        slips={
            "nothing was divided by its spread: that cell of the table was "
            "never run": "1",
            "centred *and* scaled data were not among the two runs": "3",
            "the two runs did differ, in one thing": "4",
        },
        why="an experiment speaks of what it changed, and of nothing else",
    ),
    "samples-processed": Number(
        8_000_000,
        slips={
            "that counts all points: are those that are held out trained "
            "on?": 10_000_000,
            "that is one epoch": 80_000,
            "those are the held-out points, which no step ever sees": (
                2_000_000
            ),
            "that is the data set, held-out points and all, once": 100_000,
        },
        why="a count that a reader can redo is worth redoing",
    ),
    "where-the-boundary-is": Formula(
        "-b / w",
        where={"w": (0, oo), "b": None, "x": None},
        define={"z": "w x + b", "p_hat": "sigma(z)"},
        slips={
            "that is a probability; a boundary is a place, a value of x": (
                "sigma(w x + b)"
            ),
            "the minus is lost: put it into wx + b, is that 0?": "b / w",
            "that is upside down: solve wx + b = 0 for x": "-w / b",
            "½ is the probability there: what is z then?": "(1/2 - b) / w",
            "that is the probability at the boundary, not the place": "1/2",
            "that is for w = 1 only": "-b",
            "that is z, the log-odds: at which x is it 0?": "w x + b",
            "on the boundary z is 0; the place is the x where that happens": (
                "0"
            ),
        },
        why="on the boundary the log-odds are 0, and neither class is "
        "likelier",
    ),
}
