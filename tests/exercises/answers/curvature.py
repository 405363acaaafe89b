"""Answers to the exercises of notebook 06."""

import numpy as np
import sympy

from tests.exercises.answers import Answers

gamma, v_1, v_2 = sympy.symbols("gamma v_1 v_2")
lambda_1, lambda_2 = sympy.symbols("lambda_1 lambda_2")


# --- all-of-h ----------------------------------------------------------------


def with_a_column(rows, p_hat):
    weights = p_hat * (1 - p_hat)
    return rows.T @ (rows * weights[:, None]) / len(rows)


def table_by_table(rows, p_hat):
    tables = [
        p * (1 - p) * np.outer(row, row)
        for row, p in zip(rows, p_hat, strict=True)
    ]
    return np.mean(tables, axis=0)


def by_einsum(rows, p_hat):
    weights = p_hat * (1 - p_hat) / len(p_hat)
    return np.einsum("i,ij,ik->jk", weights, rows, rows)


def entry_by_entry(rows, p_hat):
    weights = p_hat - p_hat**2
    columns = rows.T
    return [[np.mean(weights * j * k) for k in columns] for j in columns]


def by_square_roots(rows, p_hat):
    half = rows.T * np.sqrt(p_hat * (1 - p_hat))
    return half @ half.T / len(rows)


def in_both_copies(rows, p_hat):
    scaled = rows * (p_hat * (1 - p_hat))[:, None]
    return scaled.T @ scaled / len(rows)


def mean_factor(rows, p_hat):
    return np.mean(p_hat * (1 - p_hat)) * rows.T @ rows / len(rows)


def rows_by_rows(rows, p_hat):
    weights = np.diag(p_hat * (1 - p_hat))
    return weights @ rows @ rows.T / len(rows)


def not_along_the_rows(rows, p_hat):
    return rows.T @ (rows * (p_hat * (1 - p_hat))) / len(rows)


def without_bias(rows, p_hat):
    return with_a_column(rows[:, :-1], p_hat)


def in_place(rows, p_hat):
    p_hat *= 1 - p_hat
    return (rows.T * p_hat) @ rows / len(rows)


ANSWERS = {
    "curvature-of-a-penalty": Answers(
        right=[
            "gamma v_1^2",
            r"\gamma v_1^2",
            "γ v₁²",
            "gamma*v_1*v_1",
            gamma * v_1**2,
            "gamma((v_1 + v_2)^2 - 2 v_1 v_2 - v_2^2)",
        ],
        wrong=[
            ("gamma", "that is the curvature when w itself moves"),
            ("gamma v_1", "Does the inner derivative come in each time?"),
            ("gamma (w + t v_1) v_1", "the slope along the walk"),
            ("gamma w v_1", "the slope where the walk begins"),
            ("gamma (w + t v_1)^2 / 2", "that is the term itself"),
            ("γ w", "you need the slope of the slope"),
            ("gamma v_1^2 / 2", "½ is still there"),
            (gamma * (v_1**2 + v_2**2), "b does not stand in this term: what"),
            ("gamma (v_1 + v_2)^2", "w moves by v₁ alone"),
            ("2 gamma v_1^2", "it is twice what it should be"),
            ("-gamma v_1^2", "the sign is turned round"),
            ("gamma w^2", "`w` stands where `v_1` belongs"),
            ("v_1^2", "a factor `gamma` is missing"),
            ("0", "it is 0, but should be"),
            ("γ v₁² u", "`u` is not a name used here"),
        ],
    ),
    "factor-on-an-eigenvector": Answers(
        right=[0.8, "0.8", "4/5", 1 - 0.1 * 2, sympy.Rational(4, 5)],
        wrong=[
            (0.2, "the part that the step takes away"),
            (0.7, "that takes the 3 alone for λ"),
            (0.6, "the factor of d = (1, 1)"),
            (0.4, "that takes λ = 4"),
            (2, "that is λ"),
            (1.2, "*against* the gradient"),
            (-0.8, "the sign is turned round"),
            (0.9, "0.9 is too large"),
            ([0.8, -0.8], "expected one number, got several"),
        ],
    ),
    "what-l-sees": Answers(
        right=[4, "4", " 4."],
        wrong=[
            ("1", "no label stands in u"),
            (2, "copies of all examples leave a mean"),
            (3, "it does not ask where you are"),
            ("D", "expected one of 1, 2, 3, 4, got D"),
            (5, "expected one of 1, 2, 3, 4, got 5"),
        ],
    ),
    "lemma-in-order": Answers(
        right=["BEADC", "beadc", "B, E, A, D, C", "B E A D C", "B-E-A-D-C"],
        wrong=[
            ("BEDAC", "D speaks of a right side"),
            ("BAEDC", "the way leads over the slope"),
            ("BADEC", "E is a reason, and comes too late"),
            ("CDAEB", "that is the way back"),
            ("ABEDC", "A speaks of L"),
            ("EBADC", "E does not come first"),
            ("BEACD", "up to BEA it is right"),
            ("BEAD", "each once"),
        ],
    ),
    "best-fixed-rate": Answers(
        right=[
            "2/(lambda_1 + lambda_2)",
            r"\frac{2}{\lambda_1+\lambda_2}",
            "2/(λ₂ + λ₁)",
            "1/((lambda_1 + lambda_2)/2)",
            2 / (lambda_1 + lambda_2),
            "(2/lambda_2) / (1 + lambda_1/lambda_2)",
        ],
        wrong=[
            ("1/lambda_2", "there the steep factor is 0"),
            ("2/lambda_2", "that is the cliff"),
            ("1/lambda_1", "there the flat factor is 0"),
            ("(1/lambda_1 + 1/lambda_2)/2", "the mean of two rates"),
            ("1/(lambda_1 + lambda_2)", "the flat one is the worse"),
            ("2/(lambda_2 - lambda_1)", "a sign has changed"),
            ("(lambda_1 + lambda_2)/2", "1 divided by a curvature"),
            ("0", "at η = 0 nothing moves"),
            ("1/sqrt(lambda_1 lambda_2)", "not equal in size there"),
            ("2/lambda_1", "there even the flat factor is −1"),
            ("1 - 2 lambda_1/(lambda_1 + lambda_2)", "that is the factor"),
            ("1/lambda_1 + 1/lambda_2", "at `lambda_1 = 1, lambda_2 = 2`"),
            ("2/lambda_1 + lambda_2", "at `lambda_1 = 1, lambda_2 = 2`"),
            ("2/(flat + steep)", "the names here are `lambda_1`, `lambda_2`"),
        ],
    ),
    "all-of-h": Answers(
        right=[
            with_a_column,
            table_by_table,
            by_einsum,
            entry_by_entry,
            by_square_roots,
            lambda rows, p: rows.T @ np.diag(p * (1 - p)) @ rows / len(rows),
        ],
        wrong=[
            (
                lambda rows, p_hat: rows.T @ rows / len(rows),
                "the factor p̂(1 − p̂) is missing",
            ),
            (
                lambda rows, p_hat: rows.T @ rows / 4 / len(rows),
                "only where p̂ = ½",
            ),
            (
                lambda rows, p_hat: (rows.T * p_hat) @ rows / len(rows),
                "where its slope, p̂(1 − p̂), belongs",
            ),
            (in_both_copies, "the factor enters twice"),
            (mean_factor, "each example keeps its own factor"),
            (
                lambda rows, p_hat: (rows.T * (p_hat * (1 - p_hat))) @ rows,
                "a sum stands where the mean belongs",
            ),
            (
                lambda rows, p: (rows.T * (p - p**2)) @ rows / len(rows.T),
                "divided by the number of columns",
            ),
            (rows_by_rows, "a product of columns of `rows`, not of rows"),
            (not_along_the_rows, "raises ValueError: operands"),
            (without_bias, "it has shape (1, 1), but should have (2, 2)"),
            (in_place, "changes its argument `p_hat` in place"),
        ],
    ),
    "steps-that-raise-j": Answers(
        right=[16, "16", 16.0, np.int64(16), "2^4"],
        wrong=[
            (345, "so many steps lie beyond 2/L"),
            (329, "those lower J, though"),
            (655, "those lie below 2/L"),
            (0, "so many break the lemma"),
            (984, "984 is too large"),
            (16 / 345, "too small"),
        ],
    ),
}
