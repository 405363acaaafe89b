"""Exercises of notebook 03."""

from collections.abc import Callable, Sequence

import numpy as np
from sympy import oo

from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Formula, Number, Order
from helpers.model import sigmoid

#: child, parent and the local slope between them
Edges = Sequence[tuple[str, str, float]]
#: what the slope of the child becomes: of what it was, the local slope, and
#: the slope of the parent
Share = Callable[[float, float, float], float]


def _backward(share: Share) -> Callable[[Edges], float]:
    """Return a backward pass in which each edge does the same."""

    def slope_of_z(edges: Edges) -> float:
        slopes = {child: 0.0 for child, _, _ in edges} | {"ell": 1.0}
        for child, parent, local in edges:
            slopes[child] = share(slopes[child], local, slopes[parent])
        return slopes["z"]

    return slope_of_z


_PATH = (("u", "ell", 2.0), ("z", "u", -3.0))
_FORK = (
    ("u", "ell", -0.3),
    ("v", "ell", -0.7),
    ("phat", "u", 2.5),
    ("phat", "v", -4.0),
    ("z", "phat", 0.2),
)
_THREE_WAYS = (
    ("u", "ell", 0.5),
    ("v", "ell", 4.0),
    ("z", "ell", 1.5),
    ("v", "u", -2.0),
    ("z", "v", 3.0),
    ("z", "u", 7.0),
)

EXERCISES: dict[str, Exercise] = {
    "one-degree-warmer": Number(
        -0.599 * 2 / 10,
        slips={
            "that is the slope with respect to x: one edge is still to come, "
            "from x to T": -0.599 * 2,
            "from T to x the local slope is not 10: ten degrees more are only "
            "1 more of x": -0.599 * 2 * 10,
            "that is what has come back to z: two edges are still to come": (
                -0.599
            ),
            "that is ∂ℓ/∂w: the path from T does not lead through w": 0.419,
            "the number −0.7 in x is no local slope: ask what x is "
            "multiplied by, and T": -0.599 * 2 * -0.7 / 10,
            "that takes the edge from w to z; this path comes from x, and "
            "what is x multiplied by?": -0.599 * -0.7 / 10,
            "the edge from x to z is missing: what is x multiplied by in "
            "z = wx + b?": -0.599 / 10,
            "slopes along one path are multiplied, not added": (
                -0.599 + 2 + 0.1
            ),
            "that is the last slope alone: multiply it by what comes from "
            "the right": 2 / 10,
        },
        why="so this bad model finds a warmer flight with distress less "
        "surprising, by 0.12 nats a degree",
    ),
    "forward-then-back": Order(
        "DEBCA",
        slips={
            "slopes before values: the local slope 2c needs the number c": (
                "BCADE"
            ),
            "from left to right again: the way back starts at the loss": (
                "DEACB"
            ),
            "t comes too early: of the two that use it, one has not sent its "
            "share yet": "DEBAC",
            "what comes back to a has come to c before: is that known yet?": (
                "DECBA"
            ),
            "c needs a: forward goes from left to right": "EDBCA",
        },
        why="values go with the arrows, slopes against them, and a number "
        "that is used twice waits for both",
    ),
    "dearer-misses": Formula(
        "(1 - y) p_hat - c y (1 - p_hat)",
        where={"y": {0, 1}, "c": (0, oo), "z": None},
        define={"p_hat": "sigma(z)"},
        slips={
            "that is the slope with respect to p̂: one edge is still to come": (
                "-c y / p_hat + (1 - y) / (1 - p_hat)"
            ),
            "try y = 0: which term of the loss is left then, and is there a "
            "c in it?": "c (p_hat - y)",
            "at y = 0 it is right; at y = 1 the whole slope should grow with "
            "c, not the label alone": "p_hat - c y",
            "that is the slope for c = 1: the price is nowhere in it": (
                "p_hat - y"
            ),
            "at y = 1 it is right; what is left of the loss at y = 0?": (
                "c y (p_hat - 1)"
            ),
            "both labels push the same way: at y = 1, should p̂ rise or "
            "fall?": "(1 - y) p_hat + c y (1 - p_hat)",
            "the factor p̂(1 − p̂) stands there although it has cancelled": (
                "((1 - y) p_hat - c y (1 - p_hat)) p_hat (1 - p_hat)"
            ),
        },
        why="at y = 1 it is c(p̂ − 1), at y = 0 still p̂: a flight with "
        "distress pulls c times as hard, as if it were there c times",
    ),
    "add-what-arrives": Code(
        _backward(lambda so_far, local, right: so_far + local * right),
        cases=[(_PATH,), (_FORK,), (_THREE_WAYS,)],
        slips={
            "at a fork only the last arrow is kept: what arrived before "
            "must stay": _backward(lambda _, local, right: local * right),
            "what comes from the right is missing: a local slope alone "
            "knows nothing of ℓ": _backward(
                lambda so_far, local, _: so_far + local
            ),
            "that is the local slope of the last edge alone": _backward(
                lambda _, local, __: local
            ),
            "along a path slopes are multiplied; they are added only where "
            "paths meet": _backward(
                lambda so_far, local, right: so_far + local + right
            ),
            "along a path slopes are multiplied, not added": _backward(
                lambda _, local, right: local + right
            ),
            "the local slope is missing: each edge multiplies by its own": (
                _backward(lambda so_far, _, right: so_far + right)
            ),
            "what comes from the right stands at the parent, not at the "
            "child": _backward(lambda so_far, local, _: so_far * local),
            "what the child had before is multiplied as well: only what "
            "comes from the parent should be": _backward(
                lambda so_far, local, right: (so_far + right) * local
            ),
        },
        why="one line, multiply and add, is all of backpropagation, in "
        "graphs of any size",
    ),
    "one-weight-two-inputs": Formula(
        "(p_hat - y) (x_1 + x_2)",
        where={"y": {0, 1}, "x_1": None, "x_2": None, "w": None, "b": None},
        define={"z": "w x_1 + w x_2 + b", "p_hat": "sigma(z)"},
        slips={
            "that is one path only, through x₁: w is used twice": (
                "(p_hat - y) x_1"
            ),
            "that is one path only, through x₂: w is used twice": (
                "(p_hat - y) x_2"
            ),
            "the two paths lie side by side: their shares are added, not "
            "multiplied": "(p_hat - y) x_1 x_2",
            "the two inputs need not be equal: each path has its own x": (
                "2 (p_hat - y) x_1"
            ),
            "two paths, yes: but each multiplies by a local slope of its "
            "own": "2 (p_hat - y)",
            "that is ∂z/∂w: what has come back to z is missing": "x_1 + x_2",
            "that is ∂ℓ/∂z: the edges from w to z are still to come": (
                "p_hat - y"
            ),
            "a mean stands where a sum belongs: each path brings its whole "
            "share": "(p_hat - y) (x_1 + x_2) / 2",
        },
        why="a shared weight collects a share from each place where it is "
        "used; so do the filters of networks that look at pictures",
    ),
    "which-line-of-the-pass": Choice(
        "3",
        slips={
            "that is σ(wx + b), minus sign and all: put in w = b = 0": "1",
            "try y = 1: −1/p̂ is left, the slope of −log p̂": "2",
            "in z = wx + b the local slopes are x and 1, and so they are "
            "here": "4",
        },
        why="the slope of σ is p̂(1 − p̂); at p̂ = ½ it equals p̂², so zero "
        "weights hide the slip: never test a gradient there alone",
    ),
    "fused-edge": Code(
        lambda z, y: sigmoid(z) - y,
        cases=[(0.0, 1), (1.5, 0), (-2.0, 1)],
        far=[(z, y) for z in (1000.0, -1000.0, 37.0) for y in (1, 0)],
        far_message="only moderate z come out right; far out something "
        "overflows, or is infinity times zero: look at z = 1000 and −1000",
        slips={
            "that is p̂: the label is missing": lambda z, y: sigmoid(z),
            "z is log-odds, not yet a probability: the sigmoid is missing": (
                lambda z, y: z - y
            ),
            "the minus in the exponent is lost: that is the probability of "
            "the other outcome": lambda z, y: sigmoid(-z) - y,
            "that is how far off p̂ is; the slope must also say on which "
            "side": lambda z, y: abs(sigmoid(z) - y),
            "that is right for y = 1 only": lambda z, y: sigmoid(z) - 1,
            "that is the slope with respect to p̂: one edge is still to "
            "come": lambda z, y: (sigmoid(z) - y) / (sigmoid(z) * sigmoid(-z)),
            "p̂(1 − p̂) has cancelled: here it stands once more": (
                lambda z, y: (sigmoid(z) - y) * sigmoid(z) * sigmoid(-z)
            ),
            "that is the loss itself, not its slope": lambda z, y: (
                np.logaddexp(0.0, z) - y * z
            ),
        },
        why="libraries have this fused edge too, under names such as "
        "*cross-entropy with logits*",
    ),
}
