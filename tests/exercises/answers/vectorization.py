"""Answers to the exercises of notebook 05."""

import numpy as np
import sympy

from helpers import model
from tests.exercises.answers import Answers

# --- accuracy-from-a-column --------------------------------------------------


def by_loop(p_hat, y_column):
    hits = 0
    for p, (label,) in zip(p_hat, y_column, strict=True):
        hits += (p > 0.5) == (label == 1)
    return hits / len(p_hat)


def by_columns(p_hat, y_column):
    return ((p_hat[:, None] > 0.5) == y_column).mean()


def by_rounding(p_hat, y_column):
    return 1 - np.abs(np.round(p_hat) - y_column.ravel()).mean()


def of_the_diagonal(p_hat, y_column):
    return np.diag((p_hat > 0.5) == y_column).mean()


def count_of_right(p_hat, y_column):
    return np.sum((p_hat > 0.5) == y_column[:, 0])


def one_by_one(p_hat, y_column):
    return (p_hat[:, None] > 0.5) == y_column


# --- examples-in-columns -----------------------------------------------------


def error_of(X, y, w, b):
    return model.sigmoid(w @ X + b) - y


def by_turning(X, y, w, b):
    return model.gradient(X.T, y, w, b)


def error_first(X, y, w, b):
    error = 1 / (1 + np.exp(-(X.T @ w + b))) - y
    return [error @ X.T / len(y), error.mean()]


def one_example_each(X, y, w, b):
    grad_w, grad_b = np.zeros(len(X)), 0.0
    for x, label in zip(X.T, y, strict=True):
        error = model.sigmoid(np.dot(w, x) + b) - label
        grad_w, grad_b = grad_w + error * x / len(y), grad_b + error / len(y)
    return grad_w, grad_b


def mean_of_products(X, y, w, b):
    error = error_of(X, y, w, b)
    return (X * error).mean(axis=1), np.mean(error)


def with_a_column(X, y, w, b):
    error = error_of(X, y, w[:, None].T, b)
    return (X @ error.T / error.size).ravel(), error.mean()


def by_rows(X, y, w, b):
    error = error_of(X, y, w, b)
    return X @ error / len(X), error.sum() / len(X)


def slopes_alone(X, y, w, b):
    return X @ error_of(X, y, w, b) / len(y)


def mean_of_features(X, y, w, b):
    error = error_of(X, y, w, b)
    return (X * error).mean(axis=0), error.mean()


def products_alone(X, y, w, b):
    error = error_of(X, y, w, b)
    return X * error / error.size, np.mean(error)


def with_the_slope_of_p(X, y, w, b):
    p_hat = model.sigmoid(w @ X + b)
    error = (p_hat - y) * p_hat * (1 - p_hat)
    return X @ error / len(y), np.mean(error)


def from_rows(X, y, w, b):
    error = model.sigmoid(X @ w + b) - y
    return X.T @ error / len(y), error.mean()


def a_column_of_slopes(X, y, w, b):
    grad_w, grad_b = by_turning(X, y, w, b)
    return grad_w[:, None], grad_b


def turned_round(X, y, w, b):
    grad_w, grad_b = by_turning(X, y, w, b)
    return -grad_w, -grad_b


def in_place(X, y, w, b):
    X *= error_of(X, y, w, b)
    return X.mean(axis=1), error_of(X, y, w, b).mean()


# --- examples-that-count -----------------------------------------------------


def weighted(X, y, w, b, v):
    error = v * (model.sigmoid(X @ w + b) - y) / v.sum()
    return X.T @ error, error.sum()


def by_average(X, y, w, b, v):
    error = model.predict_proba(X, w, b) - y
    grad_w = np.average(X * error[:, None], axis=0, weights=v)
    return grad_w, np.average(error, weights=v)


def weighted_rows(X, y, w, b, v):
    error = model.sigmoid(X @ w + b) - y
    return (X * v[:, None]).T @ error / sum(v), v @ error / sum(v)


def weighted_loop(X, y, w, b, v):
    grad_w, grad_b = np.zeros(len(w)), 0.0
    for x, label, count in zip(X, y, v, strict=True):
        error = count * (model.sigmoid(x @ w + b) - label)
        grad_w, grad_b = grad_w + error * x, grad_b + error
    return grad_w / np.sum(v), grad_b / np.sum(v)


def with_a_diagonal(X, y, w, b, v):
    share = np.diag(v / v.sum())
    error = share @ (model.sigmoid(X @ w + b) - y)
    return error @ X, error.sum()


def divided_by_m(X, y, w, b, v):
    error = v * (model.sigmoid(X @ w + b) - y)
    return X.T @ error / len(y), error.mean()


def never_divided(X, y, w, b, v):
    error = v * (model.sigmoid(X @ w + b) - y)
    return X.T @ error, error.sum()


def unweighted(X, y, w, b, v):
    return model.gradient(X, y, w, b)


def bias_unweighted(X, y, w, b, v):
    return weighted(X, y, w, b, v)[0], model.gradient(X, y, w, b)[1]


def bias_divided_by_m(X, y, w, b, v):
    return weighted(X, y, w, b, v)[0], divided_by_m(X, y, w, b, v)[1]


def divided_twice(X, y, w, b, v):
    grad_w, grad_b = weighted(X, y, w, b, v)
    return grad_w / len(y), grad_b / len(y)


def features_weighted(X, y, w, b, v):
    return model.gradient(X * v[:, None], y, w, b)


def weighted_twice(X, y, w, b, v):
    error = v * (model.sigmoid(X @ w + b) - y) / v.sum()
    return X.T @ (v * error), v @ error


def weights_below(X, y, w, b, v):
    error = model.sigmoid(X @ w + b) - y
    return X.T @ error / v.sum(), error.sum() / v.sum()


def prediction_weighted(X, y, w, b, v):
    error = v * model.sigmoid(X @ w + b) - y
    return X.T @ error / v.sum(), error.sum() / v.sum()


def without_sigmoid(X, y, w, b, v):
    error = v * (X @ w + b - y) / v.sum()
    return X.T @ error, error.sum()


def weights_in_place(X, y, w, b, v):
    v /= v.sum()
    return weighted(X, y, w, b, v)


# --- log-of-a-sum ------------------------------------------------------------


def larger_out(a, b):
    return max(a, b) + np.log1p(np.exp(-abs(a - b)))


def by_cases(a, b):
    if a < b:
        a, b = b, a
    return a + np.log(1 + np.exp(b - a))


def by_softplus(a, b):
    return a + model.softplus(b - a)


def shifted(a, b):
    top = np.maximum(a, b)
    return top + np.log(np.exp(a - top) + np.exp(b - top))


def by_symbols(a, b):
    a, b = sympy.Float(a, 30), sympy.Float(b, 30)
    return float(sympy.log(sympy.exp(a) + sympy.exp(b)).evalf(30))


def as_written(a, b):
    return np.log(np.exp(a) + np.exp(b))


def second_out(a, b):
    return first_out(b, a)


def first_out(a, b):
    return a + np.log1p(np.exp(b - a))


ANSWERS = {
    "twenty-times-too-large": Answers(
        right=[7, "7", " 7.", "(7)", "7)"],
        wrong=[
            (1, "only names what comes in"),
            ("2", "unpacked in the right order"),
            (3, "all sums start at 0"),
            (4, "with too few turns, or too many"),
            (5, "would spoil the slope for b as well"),
            ("6", "each weight does get a sum of its own"),
            (8, "the line for b, whose slope is right"),
            (9, "when it returns, the harm is done"),
            ("7 and 8", "expected one of 1, 2, 3, 4, 5, 6, 7, 8, 9, got"),
            ("/ n", "got N"),
        ],
    ),
    "accuracy-from-a-column": Answers(
        right=[
            by_loop,
            by_columns,
            by_rounding,
            of_the_diagonal,
            lambda p, y: ((p > 0.5) == y.ravel()).sum() / len(p),
            lambda p, y: float(np.mean((p > 0.5) == np.squeeze(y))),
        ],
        wrong=[
            (lambda p, y: np.mean((p > 0.5) == y), "that is a table"),
            (
                lambda p, y: np.mean((p > 0.5) != y[:, 0]),
                "the part that is wrong",
            ),
            (lambda p, y: np.mean(p == y.ravel()), "no forecast counts as"),
            (lambda p, y: np.mean(p > 0.5), "the labels have to enter"),
            (
                lambda p, y: np.mean(p.astype(int) == y.ravel()),
                "the part whose label is 0",
            ),
            (lambda p, y: np.mean((p > 0.5) == y[0]), "the first label alone"),
            (count_of_right, "for p_hat = ["),
            (one_by_one, "it has shape (5, 1), but should"),
            (
                lambda p, y: np.mean((p > 0.5) & (y.ravel() == 1)),
                "only the rightly forecast 1s are counted",
            ),
            (
                lambda p, y: np.mean(p > 0.5 == y.ravel()),
                "put brackets around each comparison",
            ),
            (
                lambda p, y: np.mean(p > y[:, 0]),
                "have you compared p̂ with ½?",
            ),
            (lambda p, y: print(p), "`print` only shows a value"),
            (lambda p, y: np.mean((p > 0.4) == y[:, 0]), "it returns 0.4286"),
            (lambda p, y: np.mean((p > 0.3) == y[:, 0]), "it returns 0.5714"),
        ],
    ),
    "examples-in-columns": Answers(
        right=[
            by_turning,
            error_first,
            one_example_each,
            mean_of_products,
            with_a_column,
        ],
        wrong=[
            (by_rows, "`len(X)` counts the rows"),
            (
                lambda X, y, w, b: (
                    by_rows(X, y, w, b)[0],
                    error_of(X, y, w, b).mean(),
                ),
                "For w you divide by the number of rows",
            ),
            (
                lambda X, y, w, b: (
                    X @ error_of(X, y, w, b),
                    error_of(X, y, w, b).sum(),
                ),
                "sums stand where means belong",
            ),
            (
                lambda X, y, w, b: (
                    slopes_alone(X, y, w, b),
                    sum(error_of(X, y, w, b)),
                ),
                "For b a sum stands where the mean belongs",
            ),
            (
                lambda X, y, w, b: (
                    X @ error_of(X, y, w, b),
                    error_of(X, y, w, b).mean(),
                ),
                "For w a sum stands where the mean belongs",
            ),
            (
                lambda X, y, w, b: (
                    X @ (w @ X + b - y) / len(y),
                    np.mean(w @ X + b - y),
                ),
                "the sigmoid is forgotten",
            ),
            (
                lambda X, y, w, b: by_turning(X, y, w, 0.0),
                "the bias is forgotten",
            ),
            (with_the_slope_of_p, "a factor p̂(1 − p̂) too many"),
            (products_alone, "the products are there, but not added"),
            (slopes_alone, "it should return 2 values"),
            (mean_of_features, "it has shape (3,), but should have (2,)"),
            (from_rows, "a product whose inner numbers, 3 and 2, differ"),
            (a_column_of_slopes, "a column: use a flat array"),
            (turned_round, "the sign is turned round"),
            (in_place, "changes its argument `X` in place"),
        ],
    ),
    "rate-for-the-mean": Answers(
        right=[0.3, "3/10", 50 * 0.006, "50 * 0.006", np.float64(0.3)],
        wrong=[
            (0.006, "your steps would be 50 times shorter"),
            (0.006 / 50, "the wrong way round"),
            (50, "the factor between the two gradients"),
            ("1/50", "0.02 is too small"),
            (300, "300 is too large"),
            ("eta", "not a name"),
        ],
    ),
    "examples-that-count": Answers(
        right=[
            weighted,
            by_average,
            weighted_rows,
            weighted_loop,
            with_a_diagonal,
        ],
        wrong=[
            (divided_by_m, "an example of weight 2 counts as two"),
            (unweighted, "the weights do not enter"),
            (weights_below, "the weights stand only below the line"),
            (prediction_weighted, "v multiplies p̂ alone"),
            (never_divided, "what does a weighted mean divide by?"),
            (bias_unweighted, "for b the examples still count alike"),
            (bias_divided_by_m, "For b the weighted errors are divided by m"),
            (divided_twice, "it is divided twice"),
            (features_weighted, "v does not belong to X"),
            (weighted_twice, "v enters twice"),
            (without_sigmoid, "the sigmoid is forgotten"),
            (weights_in_place, "changes its argument `v` in place"),
            (lambda X, y, w, b, v: weighted(X, y, w, b, v)[0], "2 values"),
            (
                lambda X, y, w, b, v: weighted(v * X, y, w, b, v),
                "raises ValueError: operands could not be broadcast",
            ),
        ],
    ),
    "log-of-a-sum": Answers(
        right=[larger_out, by_cases, by_softplus, shifted, by_symbols],
        wrong=[
            (as_written, "At 1000 an `exp` overflows"),
            (first_out, "take out the larger of a and b first"),
            (second_out, "take out the larger of a and b first"),
            (lambda a, b: a + b, "the logarithm of a sum does not split"),
            (
                lambda a, b: np.log(np.exp(a)) + np.log(np.exp(b)),
                "the logarithm of the product",
            ),
            (lambda a, b: max(a, b), "What does the smaller one add?"),
            (
                lambda a, b: max(a, b) + np.log1p(np.exp(abs(b - a))),
                "the exponent has the wrong sign",
            ),
            (
                lambda a, b: min(a, b) + np.log1p(np.exp(-abs(a - b))),
                "the smaller one was taken out",
            ),
            (
                lambda a, b: np.log1p(np.exp(a) + np.exp(b)),
                "adds a 1 of its own",
            ),
            (lambda a, b: a + model.softplus(b), "eᵃ was taken out of one"),
            (
                lambda a, b: max(a, b) + model.softplus(min(a, b)),
                "the larger was taken out of one term only",
            ),
            (
                lambda a, b: a + model.softplus(-abs(b - a)),
                "even where b is the larger",
            ),
            (
                lambda a, b: np.log1p(np.exp(min(a, b) - max(a, b))),
                "the larger one was taken out: then it must be added",
            ),
            (lambda a, b: model.softplus(b - a), "then a must be added again"),
            (
                lambda a, b: max(a, b) + np.log(1 + np.exp(b - a)),
                "b − a is above 0 where b is the larger",
            ),
            (
                lambda a, b: max(a, b) + np.log(np.exp(-abs(a - b))),
                "a 1 remains inside the logarithm",
            ),
            (lambda a, b: np.exp(a) + np.exp(b), "that is the sum itself"),
            (
                lambda a, b: max(a, b) + np.exp(-abs(a - b)),
                "for a = 0.0, b = 0.0 it returns 1.0, but should return",
            ),
        ],
    ),
    "did-the-seals-get-better": Answers(
        right=[0.47, 0.468, "0.47", 23 * 0.0204, 23 * (0.4416 - 0.4213)],
        wrong=[
            (0.0204, "which is a mean"),
            (0.020, "which is a mean"),
            (0.4213, "how far is it below 0.4416?"),
            (23 * (np.log(2) - 0.4213), "the way from log 2"),
            (9.69, "what remains of all 23 losses"),
            (-0.468, "the sign is turned round"),
            (0.59, "that is the second weight"),
            (0.7, "0.7 is too large"),
        ],
    ),
}
