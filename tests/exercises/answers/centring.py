"""Answers to the exercises of notebook 07."""

import numpy as np
import sympy

from helpers import data, model
from tests.exercises.answers import Answers

b_c, w, x_bar = sympy.symbols("b_c w x_bar")
mu, s = sympy.symbols("mu s")


# --- prepare-both-parts ------------------------------------------------------


def with_one_origin(X_train, X_test):
    origin = X_train.sum(axis=0) / len(X_train)
    return X_train - origin, X_test - origin


def by_scaling(X_train, X_test):
    scaling = data.Scaling(center=True, scale=False).fit(X_train)
    return [scaling.transform(X_train), scaling.transform(X_test)]


def column_by_column(X_train, X_test):
    train, test = X_train.copy(), X_test.copy()
    for j in range(X_train.shape[1]):
        mean = X_train[:, j].mean()
        train[:, j] -= mean
        test[:, j] -= mean
    return train, test


def row_by_row(X_train, X_test):
    means = [sum(column) / len(column) for column in X_train.T]
    return tuple(
        np.array([row - means for row in X]) for X in (X_train, X_test)
    )


def turned_over(X_train, X_test):
    means = np.mean(X_train.T, axis=1, keepdims=True)
    return (X_train.T - means).T, (X_test.T - means).T


def of_all_numbers(X_train, X_test):
    return X_train - X_train.mean(), X_test - X_train.mean()


def own_mean_of_all(X_train, X_test):
    return X_train - np.mean(X_train), X_test - np.mean(X_test)


def of_the_hold_out(X_train, X_test):
    means = X_test.mean(axis=0)
    return X_train - means, X_test - means


def along_the_rows(X_train, X_test):
    return tuple(X - X.mean(axis=1, keepdims=True) for X in (X_train, X_test))


def own_means(X_train, X_test):
    return X_train - X_train.mean(axis=0), X_test - X_test.mean(axis=0)


def of_both_parts(X_train, X_test):
    means = np.concatenate([X_train, X_test]).mean(axis=0)
    return X_train - means, X_test - means


def training_alone(X_train, X_test):
    return X_train - X_train.mean(axis=0), X_test


def standardized(X_train, X_test):
    train, test = with_one_origin(X_train, X_test)
    return train / np.std(X_train, axis=0), test / np.std(X_train, axis=0)


def added(X_train, X_test):
    means = X_train.mean(axis=0)
    return X_train + means, X_test + means


def in_place(X_train, X_test):
    means = X_train.mean(axis=0)
    X_train -= means
    X_test -= means
    return X_train, X_test


# --- forecast-in-raw-degrees -------------------------------------------------


def by_the_bias(degrees, mean, w, b):
    return model.sigmoid(w * degrees + (b - w * mean))


def by_the_model(degrees, mean, w, b):
    return model.predict_proba([[degrees - mean]], [w], b)[0]


def by_hand(degrees, mean, w, b):
    z = (degrees - mean) * w + b
    return 1 / (1 + np.exp(-z))


def by_odds(degrees, mean, w, b):
    odds = np.exp(b) * np.exp(w) ** (degrees - mean)
    return odds / (1 + odds)


def against(degrees, mean, w, b):
    return 1 - 1 / (1 + np.exp(w * (degrees - mean) + b))


def of(z):
    """Return a forecast from a logit that may be wrong."""
    return lambda degrees, mean, w, b: (
        1 / (1 + np.exp(-z(degrees, mean, w, b)))
    )


ANSWERS = {
    "floor-of-the-valley": Answers(
        right=["A", "a", " A.", "(A)"],
        wrong=[
            ("B", "so it is where x is above 0"),
            ("c", "w alone moves every z"),
            ("D", "b alone moves every z"),
            ("E", "expected one of A, B, C, D, got E"),
            (1, "expected one of A, B, C, D, got 1"),
        ],
    ),
    "back-to-raw-units": Answers(
        right=[
            "b_c - w x_bar",
            "-w x_bar + b_c",
            b_c - w * x_bar,
            "b_c - w x̄",
            "b_c + w(-x_bar)",
            "w(x - x_bar) + b_c - w x",
            "-(w*x_bar - b_c)",
        ],
        wrong=[
            ("b_c + w x_bar", "the way from raw to centred"),
            ("b_c - x_bar", "z does not change by x̄ when x does"),
            ("b_c - w", "z does not change by w"),
            ("b_c", "the model would say at x what"),
            (w * (sympy.Symbol("x") - x_bar) + b_c, "that is z"),
            ("w x_bar", "From where, and which way?"),
            ("-w x_bar", "that moves b, but where does it start?"),
            ("w x_bar - b_c", "the sign is turned round"),
            ("b_c - w x", "`x` stands where `x_bar` belongs"),
            ("b_c/w - x_bar", "it is divided by `w` once too often"),
            ("b - w x_bar", "`b` is not a name used here"),
        ],
    ),
    "prepare-both-parts": Answers(
        right=[
            with_one_origin,
            by_scaling,
            column_by_column,
            row_by_row,
            turned_over,
        ],
        wrong=[
            (of_all_numbers, "one mean was taken of all numbers"),
            (own_mean_of_all, "each part lost one mean"),
            (of_the_hold_out, "the means come from the hold-out part"),
            (along_the_rows, "each row lost its own mean"),
            (own_means, "the hold-out part brings its own means"),
            (of_both_parts, "strangers have helped"),
            (training_alone, "still measured from the old origin"),
            (standardized, "centring only moves"),
            (added, "the means are added"),
            (in_place, "changes its argument `X_train` in place"),
            (lambda X_train, _: X_train - X_train.mean(axis=0), "2 values"),
            (
                lambda X_train, X_test: (
                    X_train - X_train.mean(axis=1),
                    X_test,
                ),
                "operands could not be broadcast",
            ),
        ],
    ),
    "a-walk-for-the-bias": Answers(
        right=[250, 250.0, "250", "5/0.02", np.float64(250)],
        wrong=[
            (5, "that is the size of b"),
            (-5, "that is b. How many steps"),
            (500, "belongs to the sum of both centres"),
            (200, "only the second feature is counted"),
            (50, "only the first feature is counted"),
            (0.1, "you multiplied by 0.02"),
            (0, "if the data were centred"),
            (-250, "the sign is turned round"),
            (213, "−4.25 w₂ belongs to the clouds above"),
            (425, "the centre of a cloud"),
            (75, "the centre of the first cloud"),
            (300, "300 is too large"),
        ],
    ),
    "was-it-luck": Answers(
        right=[0.3, "0.3", "3/10", np.float64(0.3), sympy.Rational(3, 10)],
        wrong=[
            (0.1, "there raw still ends at 0.132"),
            (0.01, "at the same rate raw loses"),
            (30, "how many times as large"),
            (1, "ends lower still"),
            (3.0, "the largest of the eight"),
            (0.03, "there raw ends at 0.255"),
            (0, "so often raw wins at equal rates"),
            (0.077, "that is the loss to get below"),
            (0.003, "0.003 is too small"),
        ],
    ),
    "kappa-on-paper": Answers(
        right=[
            "(mu^2 + s^2 + 1)^2 / s^2",
            "((1 + s^2 + mu^2)/s)^2",
            r"\frac{(\mu^2+s^2+1)^2}{s^2}",
            "(μ² + s² + 1)²/s²",
            (mu**2 + s**2 + 1) ** 2 / s**2,
            "(mu^2+s^2+1) / (s^2/(mu^2+s^2+1))",
        ],
        wrong=[
            ("(mu^2 + s^2 + 1)/s^2", "is both eigenvalues multiplied"),
            ("mu^2 + s^2 + 1", "that is the large eigenvalue"),
            ("s^2/(mu^2 + s^2 + 1)^2", "κ is never below 1"),
            ("s^2", "that is the determinant"),
            ("s^2/(mu^2 + s^2 + 1)", "that is the small eigenvalue"),
            (
                "(mu^2 + s^2 + 1)^2/(s^2 + 2mu^2)",
                "the product of the two μ is subtracted",
            ),
            (
                "(mu^2 + s^2 + 1)^2/(s^2 + mu^2 - mu)",
                "the determinant has μ · μ in it",
            ),
            ("(mu^2 + s^2)^2/s^2", "its last entry is 1"),
            ("mu^2/s^2", "the smaller eigenvalue is not s²"),
            ("(mu^2 + s^2 + 1)^2", "that is the sum squared"),
            (
                "(mu^2+s^2+1 + sqrt((mu^2+s^2+1)^2 - 4s^2))^2 / (4s^2)",
                "that is κ exactly",
            ),
            ("mu^4/s^2", "put the whole sum of the diagonal in"),
            ("(mu^2 + 1)^2/s^2", "a term `s**2` is missing"),
            ("(mu^2 + s^2 + 1)^2/s", "the determinant is s², not s"),
            ("(mu + s + 1)^2/s^2", "at `mu"),
        ],
    ),
    "forecast-in-raw-degrees": Answers(
        right=[by_the_bias, by_the_model, by_hand, by_odds, against],
        wrong=[
            (of(lambda x, mean, w, b: w * x + b), "that is the friend's"),
            (
                of(lambda x, mean, w, b: abs(w) * abs(x - mean) + b),
                "for degrees = 58.0",
            ),
            (
                of(lambda x, mean, w, b: abs(w) * (mean - x) + b),
                "for degrees = 58.0",
            ),
            (of(lambda x, mean, w, b: w * (x + mean) + b), "mean is added"),
            (
                of(lambda x, mean, w, b: w * (mean - x) + b),
                "turns cold into warm",
            ),
            (of(lambda x, mean, w, b: w * x - mean + b), "brackets"),
            (of(lambda x, mean, w, b: w * (x - mean + b)), "added last"),
            (of(lambda x, mean, w, b: w * (x - mean) - b), "is subtracted"),
            (of(lambda x, mean, w, b: w * (x - mean)), "bias is forgotten"),
            (lambda x, mean, w, b: w * (x - mean) + b, "that is z"),
            (
                of(lambda x, mean, w, b: -(w * (x - mean) + b)),
                "for degrees = 50.0, mean = 60.0, w = -0.2, b = -1.0 it",
            ),
            (of(lambda x, mean, w, b: w * (x - mean[0]) + b), "TypeError"),
        ],
    ),
}
