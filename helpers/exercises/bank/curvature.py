"""Exercises of notebook 06."""

from collections.abc import Callable

import numpy as np
from sympy import oo

from helpers._checks import Floats
from helpers.exercises.code import Code
from helpers.exercises.kinds import Choice, Exercise, Formula, Number, Order


def _slope(p_hat: Floats) -> Floats:
    return p_hat * (1 - p_hat)


def _hessian(
    factor: Callable[[Floats], Floats | float] = _slope,
) -> Callable[[Floats, Floats], Floats]:
    """Return a Hessian whose examples have a factor, right or not."""
    return lambda rows, p_hat: (rows.T * factor(p_hat)) @ rows / len(rows)


EXERCISES: dict[str, Exercise] = {
    "curvature-of-a-penalty": Formula(
        "gamma v_1^2",
        where={
            "gamma": (0, oo),
            **dict.fromkeys(["v_1", "v_2", "w", "b", "t"]),
        },
        slips={
            "that is the curvature when w itself moves. Here t moves, and w "
            "by v₁ times as much: use the chain rule": "gamma",
            "you differentiated twice. Does the inner derivative come in each "
            "time?": "gamma v_1",
            "that is the slope along the walk: the curvature is the slope of "
            "that slope": "gamma (w + t v_1) v_1",
            "that is the slope where the walk begins: differentiate by t once "
            "more": "gamma w v_1",
            "that is the term itself along the walk: differentiate it by t, "
            "twice": "gamma (w + t v_1)^2 / 2",
            "that is the slope when w itself moves. Here t moves, and you "
            "need the slope of the slope": "gamma w",
            "½ is still there: what is the second derivative of a square?": (
                "gamma v_1^2 / 2"
            ),
            "b does not stand in this term: what does it matter that it "
            "moves?": "gamma (v_1^2 + v_2^2)",
            "b does not stand in this term, and w moves by v₁ alone": (
                "gamma (v_1 + v_2)^2"
            ),
        },
        why="never negative, and no data in it: so J stays convex, whatever γ "
        "is",
    ),
    "factor-on-an-eigenvector": Number(
        0.8,
        slips={
            "that is ηλ, the part that the step takes away: what remains?": (
                0.2
            ),
            "that takes the 3 alone for λ: work out Hd, both entries of each "
            "row": 0.7,
            "that is the factor of d = (1, 1). Work out Hd for this d": 0.6,
            "that takes λ = 4, which belongs to d = (1, 1); and ηλ is what "
            "the step takes away": 0.4,
            "that is λ, the curvature in this direction: what does a step do "
            "with it?": 2,
            "the step goes *against* the gradient": 1.2,
        },
        why="and at (1, 1), where λ = 4, it is 0.6: each direction has its "
        "own factor",
    ),
    "what-l-sees": Choice(
        "4",
        slips={
            "no label stands in u or in ¼: L is known from x alone": "1",
            "the entries of A are means: copies of all examples leave a mean "
            "as it is": "2",
            "L bounds the curvature everywhere: it does not ask where you "
            "are": "3",
        },
        why="x enters squared, and far from 0 even its mean counts: notebook "
        "07 makes use of that",
    ),
    "lemma-in-order": Order(
        "BEADC",
        slips={
            "D speaks of a right side: which line has one?": "BEDAC",
            "from the curvature to J the way leads over the slope, and that "
            "is E": "BAEDC",
            "E is a reason, and comes too late: which line needs it?": (
                "BADEC"
            ),
            "that is the way back, from the claim to its reason": "CDAEB",
            "A speaks of L: which line says what L does?": "ABEDC",
        },
        why="so the whole promise rests on one number, the largest curvature",
    ),
    "best-fixed-rate": Formula(
        "2/(lambda_1 + lambda_2)",
        where={"lambda_1": (0, oo), "lambda_2": (0, oo)},
        slips={
            "there the steep factor is 0, but the flat one is 1 − 1/κ: a "
            "larger η helps the flat one": "1/lambda_2",
            "there the steep factor is −1: that is the cliff": "2/lambda_2",
            "there the flat factor is 0, but the steep one is 1 − κ, which "
            "throws the path out": "1/lambda_1",
            "there even the flat factor is −1, and the steep one far beyond: "
            "that is no place for a step": "2/lambda_1",
            "it lies between 1/λ₂ and 1/λ₁, but the two factors are not equal "
            "in size there: set them equal": "1/sqrt(lambda_1 lambda_2)",
            "that is the factor: which rate leads to it?": (
                "(lambda_2 - lambda_1)/(lambda_1 + lambda_2)"
            ),
            "you took the mean of two rates. It is the two factors that must "
            "be equal in size": "(1/lambda_1 + 1/lambda_2)/2",
            "there both factors are above 0, and the flat one is the worse: "
            "go further": "1/(lambda_1 + lambda_2)",
            "a sign has changed on the way: begin again with 1 − ηλ₁ = "
            "ηλ₂ − 1": "2/(lambda_2 - lambda_1)",
            "a rate is 1 divided by a curvature, and that is the mean of two "
            "curvatures": "(lambda_1 + lambda_2)/2",
            "at η = 0 nothing moves. The factors may be equal in size with "
            "opposite signs": "0",
        },
        why="there both factors are (κ − 1)/(κ + 1) in size",
    ),
    "all-of-h": Code(
        _hessian(),
        cases=[
            (
                np.array([[0.0, 1.0], [2.0, 1.0], [1.0, 1.0]]),
                np.array([0.2, 0.5, 0.1]),
            ),
            (
                np.array(
                    [
                        [0.5, -1.0, 1.0],
                        [2.0, 0.3, 1.0],
                        [-1.5, 1.0, 1.0],
                        [3.0, -0.4, 1.0],
                    ]
                ),
                np.array([0.9, 0.35, 0.05, 0.6]),
            ),
        ],
        slips={
            "the factor p̂(1 − p̂) is missing: each example has its own": (
                _hessian(lambda p_hat: 1.0)
            ),
            "¼ is p̂(1 − p̂) only where p̂ = ½: that is the matrix A of the "
            "bound": _hessian(lambda p_hat: 0.25),
            "p̂ stands where its slope, p̂(1 − p̂), belongs": (
                _hessian(lambda p_hat: p_hat)
            ),
            "the factor enters twice: it belongs to one of the two copies of "
            "`rows` only": _hessian(lambda p_hat: _slope(p_hat) ** 2),
            "the mean of a product is not the product of the means: each "
            "example keeps its own factor": (
                _hessian(lambda p_hat: _slope(p_hat).mean())
            ),
            "each table is a product of columns of `rows`, not of rows: what "
            "shape has H?": (
                lambda rows, p_hat: (
                    (rows * _slope(p_hat)[:, None]) @ rows.T / len(rows)
                )
            ),
            "it is divided by the number of columns: the mean runs over the "
            "examples": (
                lambda rows, p_hat: (
                    _hessian()(rows, p_hat) * len(rows) / rows.shape[1]
                )
            ),
            "a sum stands where the mean belongs: J divides by m": (
                lambda rows, p_hat: len(rows) * _hessian()(rows, p_hat)
            ),
        },
        why="a sum over examples as one product, as in notebook 05",
    ),
    "steps-that-raise-j": Number(
        16,
        slips={
            "so many steps lie beyond 2/L. Which of them raise J?": 345,
            "those lower J, though they lie beyond 2/L": 329,
            "those lie below 2/L: there J always falls": 655,
            "so many break the lemma. How many raise J, which it allows "
            "beyond 2/L?": 0,
        },
        why="what is not promised may still go well: 2/L is a guarantee, not "
        "a cliff",
    ),
}
