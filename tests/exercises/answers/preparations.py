"""Answers to the exercises of notebook 08."""

import numpy as np
import sympy

from helpers import data
from tests.exercises.answers import Answers

w, b, c, s = sympy.symbols("w b c s")


# --- held-out-preparation ---------------------------------------------------


def train(X_train):
    return (X_train - X_train.mean(axis=0)) / X_train.std(axis=0)


def by_scaling(X_train, X_test):
    scaling = data.Scaling().fit(X_train)
    return scaling.transform(X_train), scaling.transform(X_test)


def by_columns(X_train, X_test):
    done = []
    for X in (X_train, X_test):
        columns = []
        for j in range(X.shape[1]):
            column = X_train[:, j]
            columns.append((X[:, j] - column.mean()) / column.std())
        done.append(np.array(columns).T)
    return done


def by_entries(X_train, X_test):
    mean, spread = list(X_train.mean(0)), list(X_train.std(0))
    rows = [
        [(x - c) / s for x, c, s in zip(row, mean, spread, strict=True)]
        for row in X_test
    ]
    return train(X_train), rows


def by_one_line(X_train, X_test):
    c, s = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - c) / s, (X_test - c) / s


def by_two_divisions(X_train, X_test):
    s = np.sqrt(np.var(X_train, axis=0))
    return train(X_train), X_test / s - np.mean(X_train, axis=0) / s


def in_place(X_train, X_test):
    both = by_one_line(X_train, X_test)
    X_test -= X_train.mean(axis=0)
    return both


# --- constant-column --------------------------------------------------------


def if_ends_agree(X):
    return np.where(X[0] == X[-1], 0, by_where(X))


def by_where(X):
    s = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(np.ptp(X, axis=0) == 0, 1, s)


def by_mask(X):
    Z = np.zeros_like(X)
    varies = X.max(axis=0) > X.min(axis=0)
    some = X[:, varies]
    Z[:, varies] = (some - some.mean(axis=0)) / some.std(axis=0)
    return Z


def by_loop(X):
    rows = []
    for x in X.T:
        one = len(set(x)) == 1
        rows.append([0.0 if one else (v - x.mean()) / x.std() for v in x])
    return np.array(rows).T.tolist()


def by_isclose(X):
    s = X.std(axis=0)
    s[np.isclose(s, 0)] = 1
    return (X - X.mean(axis=0)) / s


def by_scaling_of_some(X):
    varies = np.ptp(X, axis=0) > 0
    Z = 0 * X
    Z[:, varies] = data.Scaling().fit(X[:, varies]).transform(X[:, varies])
    return Z


def by_a_threshold(X):
    c, s = X.mean(0), X.std(0)
    return np.where(s > 1e-12, (X - c) / np.maximum(s, 1e-12), 0)


def naive(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)


def forgives_nan(X):
    return np.nan_to_num(naive(X))


def asks_whether_zero(X):
    s = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(s == 0, 1, s)


def left_at(value):
    def wrong(X):
        Z = by_where(X)
        constant = np.ptp(X, axis=0) == 0
        Z[:, constant] = X[:, constant] if value is None else value
        return Z

    return wrong


def left_out(X):
    return by_where(X)[:, np.ptp(X, axis=0) > 0]


def divisor_less_one(X):
    s = X.std(axis=0, ddof=1)
    return (X - X.mean(axis=0)) / np.where(s == 0, 1, s)


def scaled_alone(X):
    s = X.std(axis=0)
    return X / np.where(s == 0, 1, s)


def changes_x(X):
    X -= X.mean(axis=0)
    return X / np.where(np.ptp(X, axis=0) == 0, 1, X.std(axis=0))


ANSWERS = {
    "centimetres-or-metres": Answers(
        right=[6.25, "25/4", "6.25", 1 / 0.4**2, np.float64(6.25), "1/0.16"],
        wrong=[
            (1600, "that is κ in centimetres"),
            (0.16, "never below 1"),
            (2.5, "the spread enters the curvature squared"),
            (16, "which of the two curvatures is the larger one"),
            (0.04, "the curvature along w alone"),
            (0.4, "that is the spread in metres"),
            (12.5, "twice"),
            (1, "1 is too small"),
        ],
    ),
    "held-out-preparation": Answers(
        right=[
            by_scaling,
            by_columns,
            by_entries,
            by_one_line,
            by_two_divisions,
        ],
        wrong=[
            (
                lambda X_train, X_test: (train(X_train), train(X_test)),
                "a mean and a spread of its own",
            ),
            (
                lambda X_train, X_test: (
                    train(X_train),
                    X_test - X_train.mean(axis=0),
                ),
                "it is centred, and not yet scaled",
            ),
            (
                lambda X_train, X_test: (
                    train(X_train),
                    X_test / X_train.std(axis=0),
                ),
                "it is scaled, and not yet centred",
            ),
            (
                lambda X_train, X_test: (
                    train(X_train),
                    X_test - X_train.mean(axis=0) / X_train.std(axis=0),
                ),
                "a bracket is missing: only c is divided by s",
            ),
            (lambda X_train, X_test: (train(X_train),) * 2, "it has shape"),
            (
                lambda X_train, X_test: (train(X_train), X_test),
                "it returns ([[-1.], [ 1.]], [[ 6.], [ 2.], [-1.]]), but",
            ),
            (lambda X_train, X_test: train(X_train), "2 values"),
            (in_place, "changes its argument `X_test` in place"),
        ],
    ),
    "scale-then-centre": Answers(
        right=["3", 3, " 3."],
        wrong=[
            (1, "does not change the spread"),
            ("2", "what becomes of the mean?"),
            (4, "it looks at the spread alone"),
            (5, "expected one of 1, 2, 3, 4, got 5"),
        ],
    ),
    "intercept-in-celsius": Answers(
        right=[
            "b + 32 w",
            "32w + b",
            r"b + 32\cdot w",
            "w*32 + b",
            "32 (w + b/32)",
            b + 32 * w,
        ],
        wrong=[
            ("b", "There the logit is not b"),
            ("b - 32w", "0 °C is warmer than 0 °F"),
            ("b + 57.6 w", "32 is added after the factor 1.8"),
            ("1.8 (32 w) + b", "32 is added after the factor 1.8"),
            ("b + 32", "must pass through w"),
            ("1.8 b + 32 w", "only what is multiplied by C"),
            ("b - 32w/1.8", "that is the way back"),
            ("w (1.8 C + 32) + b", "that is the whole logit"),
            ("1.8 w", "that is the slope"),
            ("b + 32w/1.8", "1.8 has no part in it"),
            ("(b + 32w)/1.8", "a logit has no unit to be changed"),
            ("32 w", "is missing"),
            ("w F + b", "`F` is not a name used here"),
        ],
    ),
    "even-odds-place": Answers(
        right=[
            "c - s b/w",
            "c - b s / w",
            r"c - \frac{b}{w} s",
            "(c w - b s)/w",
            "s (c/s - b/w)",
            c - s * b / w,
        ],
        wrong=[
            ("-b/w", "in spreads from the mean"),
            ("c + s b/w", "look whether z is 0"),
            ("-s b/w", "where is the mean?"),
            ("c - b/(w s)", "is one spread s units of the data"),
            ("c - s w/b", "w and b have changed places"),
            ("(-b/w - c)/s", "that prepares a second time"),
            ("s (c - b/w)", "do not multiply it by s"),
            ("c", "is missing"),
            ("c - b/w", "cannot be added: bring both to one unit"),
            ("b/w", "at `"),
        ],
    ),
    "kappas-in-order": Answers(
        right=["DBAC", "d b a c", "D, B, A, C", "DBAC.", "D-B-A-C"],
        wrong=[
            ("DBCA", "does scaling always help?"),
            ("DCBA", "still five spreads away from 0"),
            ("DABC", "compare 1 with s²"),
            ("CABD", "from the largest to the smallest"),
            ("DCAB", "is scaled really the next best?"),
            ("BDAC", "centred keeps the spread 0.1"),
            ("ADBC", "A does not come first"),
            ("DACB", "up to D it is right"),
            ("DBA", "each once"),
        ],
    ),
    "constant-column": Answers(
        right=[
            by_where,
            by_mask,
            by_loop,
            by_isclose,
            by_scaling_of_some,
            by_a_threshold,
        ],
        wrong=[
            (naive, "0 is divided by 0"),
            (left_at(None), "the constant column keeps its 5"),
            (left_at(1.0), "the constant column becomes 1"),
            (left_out, "it should stay, as zeros"),
            (lambda X: (X - X.mean()) / X.std(), "one mean and one spread"),
            (divisor_less_one, "that divides by m - 1"),
            (scaled_alone, "it is scaled, and not yet centred"),
            (lambda X: X - X.mean(axis=0), "it is centred, and not yet"),
            (forgives_nan, "a column of 0.1 is constant too"),
            (asks_whether_zero, "a column of 0.1 is constant too"),
            (changes_x, "changes its argument `X` in place"),
            (lambda X: X.T, "it has shape (2, 4), but should have (4, 2)"),
            (if_ends_agree, "for X = [[ 5."),
            (
                lambda X: (X - X.mean(axis=0)) / np.maximum(X.std(axis=0), 1),
                "for X = [[ 5.",
            ),
        ],
    ),
}
