"""Answers to the exercises of notebook 03."""

import math

import numpy as np
import sympy

from helpers import model
from tests.exercises.answers import Answers

c, p, y, z, w, x1, x2 = sympy.symbols("c p_hat y z w x_1 x_2")


# --- add-what-arrives --------------------------------------------------------


def with_line(share):
    """Return the function of the exercise; `share` fills in its line."""

    def slope_of_z(edges):
        slopes = {child: 0.0 for child, _, _ in edges} | {"ell": 1.0}
        for child, parent, local in edges:
            slopes[child] = share(slopes, child, parent, local)
        return slopes["z"]

    return slope_of_z


def in_place(edges):
    slopes = {child: 0.0 for child, _, _ in edges} | {"ell": 1.0}
    for child, parent, local in edges:
        slopes[child] += slopes[parent] * local
    return slopes["z"]


def with_what_has_arrived(edges):
    slopes = {"ell": 1.0}
    for child, parent, local in edges:
        slopes[child] = slopes.get(child, 0.0) + local * slopes[parent]
    return slopes["z"]


def path_by_path(edges, node="z"):
    """Add up the products along all paths."""
    if node == "ell":
        return 1.0
    users = [
        (parent, local) for child, parent, local in edges if child == node
    ]
    return sum(local * path_by_path(edges, parent) for parent, local in users)


def by_a_matrix(edges):
    """Solve s = A s + e, with e for the loss."""
    names = sorted({name for edge in edges for name in edge[:2]})
    at = {name: i for i, name in enumerate(names)}
    A = np.zeros((len(names), len(names)))
    for child, parent, local in edges:
        A[at[child], at[parent]] += local
    e = np.zeros(len(names))
    e[at["ell"]] = 1.0
    return np.linalg.solve(np.eye(len(names)) - A, e)[at["z"]]


# --- fused-edge --------------------------------------------------------------


def overflowing(z, y):
    return 1 / (1 + math.exp(-z)) - y


def two_edges(z, y):
    p_hat = 1 / (1 + np.exp(-z))
    return (p_hat - y) / (p_hat * (1 - p_hat)) * (p_hat * (1 - p_hat))


def by_label(z, y):
    if y == 1:
        return -1 / (1 + np.exp(z))
    return 1 / (1 + np.exp(-z))


def by_sign(z, y):
    e = math.exp(-abs(z))
    return (1 if z >= 0 else e) / (1 + e) - y


def doubled(z, y):
    return 2 * model.sigmoid(z) - 2 * y


ANSWERS = {
    "one-degree-warmer": Answers(
        right=[
            -0.1198,
            -0.12,
            "-0.599 * 2 / 10",
            np.float64(-0.5987) * 0.2,
            sympy.Rational(-599, 5000),
        ],
        wrong=[
            (-1.198, "that is the slope with respect to x"),
            (-11.98, "the local slope is not 10"),
            (0.0419, "that takes the edge from w to z"),
            (-0.0599, "the edge from x to z is missing"),
            (1.501, "multiplied, not added"),
            ("2/10", "that is the last slope alone"),
            (0.12, "the sign is turned round"),
            (-0.599, "two edges are still to come"),
            (0.419, "that is ∂ℓ/∂w"),
            (0.0839, "the number −0.7 in x is no local slope"),
            (-2, "-2 is too far from 0"),
            (-0.01, "-0.01 is too near 0"),
        ],
    ),
    "forward-then-back": Answers(
        right=["DEBCA", "debca", "D E B C A", "D, E, B, C, A", "D-E-B-C-A"],
        wrong=[
            ("BCADE", "slopes before values"),
            ("DEACB", "from left to right again"),
            ("DEBAC", "t comes too early"),
            ("DECBA", "come to c before: is that known yet?"),
            ("EDBCA", "c needs a"),
            ("DEABC", "up to DE it is right"),
            ("ABCDE", "A does not come first"),
            ("DEB", "each once"),
        ],
    ),
    "dearer-misses": Answers(
        right=[
            "(1 - y) p_hat - c y (1 - p_hat)",
            "c y (p_hat - 1) + (1 - y) p_hat",
            r"(1-y)\hat{p} - c\,y\,(1-\hat{p})",
            "c^y (p_hat - y)",
            "(p_hat - y)(1 + (c - 1) y)",
            "p_hat - y p_hat - c y + c y p_hat",
            "(1-y)/(1+e^-z) - c y e^-z/(1+e^-z)",
            (1 - y) * p + c * y * (p - 1),
        ],
        wrong=[
            ("-c y/p_hat + (1-y)/(1-p_hat)", "one edge is still to come"),
            ("c (p_hat - y)", "try y = 0"),
            ("p_hat - cy", "not the label alone"),
            ("sigma(z) - y", "the slope for c = 1"),
            ("-cy(1-p_hat)", "what is left of the loss at y = 0"),
            ("c y (1 - p_hat) + (1 - y) p_hat", "push the same way"),
            (
                "(c y (p_hat-1) + (1-y) p_hat) p_hat (1-p_hat)",
                "although it has cancelled",
            ),
            ("c y (1-p_hat) - (1-y) p_hat", "the sign is turned round"),
            ("p_hat", "it is right for `y = 0` only"),
            ("c y p_hat + (1 - y)(1 - p_hat)", "at `c = "),
            ("c (p - 1)", "`p` is not a name used here"),
        ],
    ),
    "add-what-arrives": Answers(
        right=[
            with_line(lambda s, c, p, local: s[c] + local * s[p]),
            in_place,
            with_what_has_arrived,
            path_by_path,
            by_a_matrix,
        ],
        wrong=[
            (
                with_line(lambda s, c, p, local: local * s[p]),
                "at a fork only the last arrow is kept",
            ),
            (
                with_line(lambda s, c, p, local: s[c] + local),
                "what comes from the right is missing",
            ),
            (
                with_line(lambda s, c, p, local: local),
                "that is the local slope of the last edge alone",
            ),
            (
                with_line(lambda s, c, p, local: s[c] + local + s[p]),
                "they are added only where paths meet",
            ),
            (
                with_line(lambda s, c, p, local: local + s[p]),
                "along a path slopes are multiplied, not added",
            ),
            (
                with_line(lambda s, c, p, local: s[c] + s[p]),
                "the local slope is missing",
            ),
            (
                with_line(lambda s, c, p, local: s[c] * local),
                "stands at the parent, not at the child",
            ),
            (
                with_line(lambda s, c, p, local: local * (s[c] + s[p])),
                "what the child had before is multiplied as well",
            ),
            (
                with_line(lambda s, c, p, local: s[c] - local * s[p]),
                "but should return 0.41 (the 1 before it agree)",
            ),
            (
                with_line(lambda s, c, p, local: s[c] + local * s["loss"]),
                "line 4 of your function raises KeyError: 'loss'",
            ),
        ],
    ),
    "one-weight-two-inputs": Answers(
        right=[
            "(p_hat - y)(x_1 + x_2)",
            "(p_hat - y) x1 + (p_hat - y) x2",
            r"(\hat{p} - y)(x_{1} + x_{2})",
            "(sigma(z) - y)(x_2 + x_1)",
            "(1/(1 + e^-(w x_1 + w x_2 + b)) - y)(x_1 + x_2)",
            (p - y) * (x1 + x2),
        ],
        wrong=[
            ("(p_hat - y) x_1", "one path only, through x₁"),
            ("x2 (p_hat - y)", "one path only, through x₂"),
            ("(p_hat - y) x_1 x_2", "added, not multiplied"),
            ("2 x_1 (p_hat - y)", "the two inputs need not be equal"),
            ("2 (p_hat - y)", "each multiplies by a local slope of its own"),
            ("x_1 + x_2", "what has come back to z is missing"),
            ("p_hat - y", "the edges from w to z are still to come"),
            ("(p_hat - y)(x_1 + x_2)/2", "a mean stands where a sum"),
            ("(y - p_hat)(x_1 + x_2)", "the sign is turned round"),
            ("w (p_hat - y)(x_1 + x_2)", "a factor `w` too many"),
            ("(p_hat - 1)(x_1 + x_2)", "right for `y = 1` only"),
            ("(p_hat - y) x", "`x` is not a name used here"),
        ],
    ),
    "which-line-of-the-pass": Answers(
        right=["3", 3, " 3."],
        wrong=[
            (1, "minus sign and all"),
            ("2", "the slope of −log p̂"),
            (4, "the local slopes are x and 1"),
            (5, "expected one of 1, 2, 3, 4"),
        ],
    ),
    "fused-edge": Answers(
        right=[
            lambda z, y: model.sigmoid(z) - y,
            by_label,
            by_sign,
            lambda z, y: np.tanh(z / 2) / 2 + 0.5 - y,
            lambda z, y: (1 - 2 * y) / (1 + np.exp((2 * y - 1) * z)),
        ],
        wrong=[
            (overflowing, "far out something overflows"),
            (two_edges, "far out something overflows"),
            (lambda z, y: 1 / (1 + np.exp(-z)), "the label is missing"),
            (lambda z, y: z - y, "the sigmoid is missing"),
            (lambda z, y: 1 / (1 + np.exp(z)) - y, "minus in the exponent"),
            (
                lambda z, y: abs(model.sigmoid(z) - y),
                "the slope must also say on which side",
            ),
            (lambda z, y: -1 / (1 + np.exp(z)), "right for y = 1 only"),
            (
                lambda z, y: (
                    (1 - y) / model.sigmoid(-z) - y / model.sigmoid(z)
                ),
                "one edge is still to come",
            ),
            (
                lambda z, y: (
                    (model.sigmoid(z) - y)
                    * (model.sigmoid(z) * (1 - model.sigmoid(z)))
                ),
                "has cancelled: here it stands once more",
            ),
            (
                lambda z, y: np.log(1 + np.exp(z)) - y * z,
                "the loss itself, not its slope",
            ),
            (lambda z, y: y - model.sigmoid(z), "the sign is turned round"),
            (doubled, "it is 2 times what it should be"),
            (lambda z, y: print(z), "`print` only shows a value"),
        ],
    ),
}
