"""Answers to the exhibits of the appendix."""

import math

import numpy as np
import sympy

from helpers import model
from helpers.exercises.bank import _published as published
from tests.exercises.answers import Answers

g, y, p, q, w, x, b, c, p_hat = sympy.symbols("g y p q w x b c p_hat")
log, exp = sympy.log, sympy.exp


# --- slopes ------------------------------------------------------------------


def slopes_by(error_of, weight=lambda X, y: 1 / len(X)):
    """Return a program that takes this mean of its errors."""

    def slopes(X, y, w, b):
        error = error_of(model.sigmoid(X @ w + b), y)
        return weight(X, y) * (error @ X), weight(X, y) * error.sum()

    return slopes


def example_by_example(X, y, w, b):
    grad_w, grad_b = np.zeros(len(w)), 0.0
    for row, label in zip(X, np.ravel(y), strict=True):
        error = model.sigmoid(row @ w + b) - label
        grad_w = grad_w + error * row / len(X)
        grad_b = grad_b + error / len(X)
    return grad_w, grad_b


def by_einsum(X, y, w, b):
    error = model.sigmoid(X @ w + b) - y
    return np.einsum("i,ij->j", error, X) / len(y), error.mean()


def with_a_column_of_ones(X, y, w, b):
    both = np.column_stack([X, np.ones(len(X))])
    slope = both.T @ (model.sigmoid(both @ np.append(w, b)) - y) / len(y)
    return slope[:-1], slope[-1]


def as_a_list(X, y, w, b):
    grad_w, grad_b = model.gradient(X, y, w, b)
    return [list(grad_w), float(grad_b)]


def through_tanh(X, y, w, b):
    error = (1 + np.tanh((X @ w + b) / 2)) / 2 - y
    return np.mean(error[:, None] * X, axis=0), np.mean(error)


def measured(X, y, w, b):
    theta = np.append(w, b)
    steps = 1e-5 * np.eye(len(theta))

    def loss(t):
        return model.log_loss(X, y, t[:-1], t[-1])

    slopes = [(loss(theta + s) - loss(theta - s)) / 2e-5 for s in steps]
    return np.array(slopes[:-1]), slopes[-1]


def difference(p_hat, y):
    return p_hat - y


def two_factors(p_hat, y):
    return ((1 - y) / (1 - p_hat) - y / p_hat) * p_hat * (1 - p_hat)


def first_factor(p_hat, y):
    return (1 - y) / (1 - p_hat) - y / p_hat


def turned(p_hat, y):
    return y - p_hat


def w_alone(X, y, w, b):
    return model.gradient(X, y, w, b)[0]


def divided_for(for_w, for_b):
    def slopes(X, y, w, b):
        error = model.sigmoid(X @ w + b) - y
        return (
            error @ X / (y.size if for_w else 1),
            error.sum() / (y.size if for_b else 1),
        )

    return slopes


def mean_times_mean(X, y, w, b):
    error = (model.sigmoid(X @ w + b) - y).sum() / len(y)
    return np.array([error * column.mean() for column in X.T]), error


def divided_twice(X, y, w, b):
    error = model.sigmoid(X @ w + b) - y
    return error @ X / y.size**2, error.mean() / y.size


def nan_to_zero(p_hat, y):
    return np.nan_to_num(two_factors(p_hat, y))


def all_to_zero(X, y, w, b):
    return tuple(map(np.nan_to_num, slopes_by(two_factors)(X, y, w, b)))


def by_a_row(X, y, w, b):
    error = (model.sigmoid(X @ w + b) - y).ravel()
    return (X.T @ error / len(X))[None, :], error.mean()


def over_m(X, y):
    return 1 / y.size


def over_n(X, y):
    return 1 / X.shape[1]


# --- losses ------------------------------------------------------------------


def loss_by(reduce, sign=-1):
    """Return a program that puts its losses together like this."""

    def loss(X, y, w, b):
        p_hat = model.sigmoid(X @ w + b)
        return reduce(
            sign * (y * np.log(p_hat) + (1 - y) * np.log(1 - p_hat)), X, y
        )

    return loss


# --- loops -------------------------------------------------------------------


def loop(carry, column, n_of):
    """Return D's loop, with these things in the places of its slips."""

    def one_pass(X, y, w, b):
        dz, dw, db = 0.0, np.zeros(2), 0.0
        for i in range(len(y)):
            dz = model.sigmoid(X[i] @ w + b) - y[i] + carry * dz
            dw = dw + dz * X[i, [0, column]]
            db += dz
        return dw / len(y), db / n_of(y)

    return one_pass


def one(y):
    return 1


# --- descents ----------------------------------------------------------------


def descend_by(step):
    """Return a descent from zero weights that takes such steps."""

    def descend(X, y, eta, T):
        w, b = np.zeros(2), 0.0
        for _ in range(T):
            w, b = step(w, b, eta, *model.gradient(X, y, w, b))
        return w, b

    return descend


def in_place(X, y, eta, T):
    w, b = np.zeros(2), 0.0
    for _ in range(T):
        dw, db = model.gradient(X, y, w, b)
        w -= eta * dw
        b -= eta * db
    return w, b


def in_one_array(X, y, eta, T):
    theta = np.zeros(3)
    for _ in range(T):
        theta = theta - eta * np.append(
            *model.gradient(X, y, theta[:2], theta[2])
        )
    return theta[:2], theta[2]


def one_after_the_other(X, y, eta, T):
    w, b = np.zeros(2), 0.0
    for _ in range(T):
        w = w - eta * model.gradient(X, y, w, b)[0]
        b = b - eta * model.gradient(X, y, w, b)[1]
    return w, b


def back_at_the_end(X, y, eta, T):
    w, b = np.zeros(2), 0.0
    for _ in range(T):
        dw, db = model.gradient(X, y, np.zeros(2), b)
        w, b = w - eta * dw, b - eta * db
    return w, b


def recursive(X, y, eta, T):
    if T == 0:
        return np.zeros(2), 0.0
    w, b = recursive(X, y, eta, T - 1)
    dw, db = model.gradient(X, y, w, b)
    return w - eta * dw, b - eta * db


def last_column_forgotten(X, y, eta, T):
    w, b = descend_by(lambda w, b, eta, dw, db: (w - eta * dw, b - eta * db))(
        X, y, eta, T
    )
    return w[0], b


ANSWERS = {
    "brackets-of-the-loss": Answers(
        right=[
            "-(y log(g) + (1 - y) log(1 - g))",
            "-y log(g) - (1-y) log(1-g)",
            r"-\left(y \log g + (1-y) \log(1-g)\right)",
            "y log(1/g) + (1-y) ln(1/(1-g))",
            "(y - 1) ln(1 - g) - y ln(g)",
            -(y * log(g) + (1 - y) * log(1 - g)),
        ],
        wrong=[
            ("-y log(g) + (1-y) log(1-g)", "that is the printed loss"),
            ("y log(g) + (1-y) log(1-g)", "now no minus is left"),
            ("-y log(1-g) - (1-y) log(g)", "for the wrong outcome"),
            ("-y ln g", "what does y = 0 cost"),
            ("-(y log(g) + 1 - y log(1-g))", "those around 1 − y are gone"),
            ("(1-y)/(1-g) - y/g", "that is the derivative"),
            ("y log(g) - (1-y) log(1-g)", "now the first term is negative"),
            ("-(y log(g) + (1-y) log(g))", "it is right for `y = 1` only"),
            ("-(y log(g) + (1 - y) log(1 - g)) / m", "`m` is not a name"),
        ],
    ),
    "odds-of-two-groups": Answers(
        right=[
            "p (1-q) / (q (1-p))",
            "(p/(1-p)) / (q/(1-q))",
            r"\frac{p/(1-p)}{q/(1-q)}",
            "p/(1-p) * (1/q - 1)",
            "(1/q - 1) / (1/p - 1)",
            p * (1 - q) / (q * (1 - p)),
        ],
        wrong=[
            ("p/(1-p)", "the odds of the first group alone"),
            ("p/q", "relative risk"),
            ("(q/(1-q)) / (p/(1-p))", "the groups have changed places"),
            ("p/(1-p) - q/(1-q)", "a ratio divides"),
            ("log(p/(1-p)) - log(q/(1-q))", "the logarithm of it"),
            ("(p/(1-p)) (q/(1-q))", "turns them over"),
            ("p/(1-p)/q/(1-q)", "must stand in brackets"),
            ("(1-q)/(1-p)", "chances *against*, divided"),
            ("q/(1-q)", "at `"),
        ],
    ),
    "back-from-log-odds": Answers(
        right=[
            "1/(1 + e^(-(w x + b)))",
            "1/(1+e^(-wx-b))",
            r"\frac{1}{1+e^{-(wx+b)}}",
            "sigma(w x + b)",
            "1 - 1/(1 + e^(w x + b))",
            1 / (1 + exp(-w * x - b)),
        ],
        wrong=[
            ("1/(1+e^(wx+b))", "that is the printed line"),
            ("e^(w x + b)", "those are the odds"),
            ("w x + b", "those are the log-odds"),
            ("1/(1+e^(-wx+b))", "b belongs to z as well"),
            ("e^(-(w x + b))", "the chance against over"),
            ("1 + e^(-z)", "that is above 1"),
            ("-1/(1+e^(-z))", "the sign is turned round"),
        ],
    ),
    "slope-for-the-bias": Answers(
        right=[
            "p_hat - y",
            "-(y - p_hat)",
            r"\hat{p} - y",
            "sigma(w x + b) - y",
            "1/(1 + e^(-z)) - y",
            "(p_hat - y) * 1",
            p_hat - y,
        ],
        wrong=[
            ("0", "then b never moves"),
            (0, "then b never moves"),
            ("(p_hat - y) x", "that is ∂ℓ/∂w"),
            ("(p_hat - y) b", "b is not its own factor"),
            ("1", "that is ∂z/∂b"),
            ("p_hat (1 - p_hat)", "that is ∂p̂/∂b"),
            ("(p_hat - y)/(p_hat (1 - p_hat))", "that is ∂ℓ/∂p̂"),
            ("y - p_hat", "the sign is turned round"),
        ],
    ),
    "sum-in-a-chain": Answers(
        right=[
            slopes_by(difference),
            example_by_example,
            by_einsum,
            with_a_column_of_ones,
            through_tanh,
            as_a_list,
        ],
        wrong=[
            (published.sum_in_a_chain, "a sum still stands inside"),
            (slopes_by(two_factors, lambda X, y: 1), "they are added up"),
            (divided_for(True, False), "for b a sum stands"),
            (divided_for(False, True), "for w a sum stands"),
            (mean_times_mean, "not the product of means"),
            (slopes_by(first_factor), "the middle factor"),
            (slopes_by(difference, over_n), "a mean over features"),
            (slopes_by(turned), "the sign is turned round"),
            (w_alone, "it should return 2 values"),
        ],
    ),
    "sum-beside-a-mean": Answers(
        right=[
            loss_by(lambda losses, X, y: losses.mean()),
            loss_by(lambda losses, X, y: np.sum(losses) / len(y)),
            loss_by(lambda losses, X, y: np.average(losses)),
            loss_by(lambda losses, X, y: math.fsum(losses) / len(X)),
            loss_by(lambda losses, X, y: losses @ np.full(len(y), 1 / len(y))),
            model.log_loss,
        ],
        wrong=[
            (published.summed_loss, "that is the sum"),
            (
                loss_by(lambda losses, X, y: losses.sum() / X.shape[1]),
                "the number of features",
            ),
            (
                loss_by(lambda losses, X, y: losses.mean(), sign=1),
                "the minus is lost",
            ),
            (loss_by(lambda losses, X, y: np.median(losses)), "the median"),
            (
                loss_by(lambda losses, X, y: np.sum(losses * y) / len(y)),
                "only the examples with y = 1",
            ),
            (
                loss_by(lambda losses, X, y: losses.mean() / np.log(2)),
                "1.443 times what it should be",
            ),
            (loss_by(lambda losses, X, y: losses), "is a mean missing?"),
        ],
    ),
    "length-of-a-row": Answers(
        right=[
            slopes_by(difference, over_m),
            slopes_by(difference),
            divided_for(True, True),
            by_a_row,
            slopes_by(difference, lambda X, y: 1 / y.shape[1]),
            slopes_by(difference, lambda X, y: 1 / len(y[0])),
        ],
        wrong=[
            (published.length_of_a_row, "`len` counts rows"),
            (slopes_by(difference, over_n), "the number of features"),
            (divided_for(True, False), "the slope for b is still a sum"),
            (divided_for(False, True), "those for w are still sums"),
            (divided_twice, "that divides twice"),
            (slopes_by(turned, over_m), "the sign is turned round"),
            (
                slopes_by(difference, lambda X, y: 1 / np.array(y.shape)),
                "`y.shape` is two numbers",
            ),
        ],
    ),
    "rounded-apart": Answers(
        right=[
            slopes_by(difference),
            through_tanh,
            with_a_column_of_ones,
            by_einsum,
            example_by_example,
            model.gradient,
        ],
        wrong=[
            (published.rounded_apart, "round to infinity and 0"),
            (slopes_by(nan_to_zero), "say nothing at all"),
            (all_to_zero, "descent would stop there"),
            (slopes_by(lambda p_hat, y: abs(p_hat - y)), "on which side"),
            (slopes_by(lambda p_hat, y: p_hat), "the label is missing"),
            (slopes_by(difference, lambda X, y: 1), "they are added up"),
            (slopes_by(turned), "the sign is turned round"),
            (slopes_by(first_factor), "it returns"),
        ],
    ),
    "three-slips-in-a-loop": Answers(
        right=[
            loop(0, 1, len),
            example_by_example,
            slopes_by(difference),
            by_einsum,
            with_a_column_of_ones,
        ],
        wrong=[
            (published.three_slips, "that is the published loop"),
            (loop(1, 1, len), "what does `dz` hold after two examples?"),
            (loop(0, 0, len), "which input does `dw_2` belong to?"),
            (loop(0, 1, one), "the slope for b is still a sum"),
            (loop(1, 0, len), "after two examples, and the input"),
            (loop(1, 1, one), "after two examples, and what becomes"),
            (loop(0, 0, one), "the input of `dw_2`, and what becomes"),
            (slopes_by(turned), "the sign is turned round"),
        ],
    ),
    "update-of-nothing": Answers(
        right=[
            descend_by(lambda w, b, eta, dw, db: (w - eta * dw, b - eta * db)),
            in_place,
            in_one_array,
            recursive,
            descend_by(
                lambda w, b, eta, dw, db: (
                    np.array([w[0] - eta * dw[0], w[1] - eta * dw[1]]),
                    b - eta * db,
                )
            ),
        ],
        wrong=[
            (published.update_of_nothing, "nothing moves"),
            (
                descend_by(lambda w, b, eta, dw, db: (w, b - eta * db)),
                "still taken at w = 0",
            ),
            (
                descend_by(
                    lambda w, b, eta, dw, db: (w - eta * dw, b - eta * b)
                ),
                "b is only shrunk",
            ),
            (back_at_the_end, "comes back only at the end"),
            (
                descend_by(
                    lambda w, b, eta, dw, db: (w + eta * dw, b + eta * db)
                ),
                "uphill",
            ),
            (one_after_the_other, "it returns"),
            (
                descend_by(lambda w, b, eta, dw, db: (w - dw, b - db)),
                "the rate is missing",
            ),
            (last_column_forgotten, "it has shape ()"),
        ],
    ),
    "shape-of-zeros": Answers(
        right=["2", 2, " 2. "],
        wrong=[
            ("1", "that is the printed line"),
            (3, "n zeros in one axis"),
            ("4", "that is a row"),
            ("5", "expected one of 1, 2, 3, 4"),
        ],
    ),
    "largest-rate": Answers(
        right=["2/c", r"\frac{2}{c}", "2 c^-1", "1/(c/2)", "1/c + 1/c", 2 / c],
        wrong=[
            ("1/c", "still lands nearer"),
            ("1/(2c)", "it creeps"),
            ("1/(2 c)", "it creeps"),
            ("c", "the shorter the step"),
            ("c/2", "upside down"),
            ("2c", "put in c = 4"),
            ("2", "how steep the valley is"),
            ("1", "1 is no limit for every valley"),
            ("-2/c", "the sign is turned round"),
        ],
    ),
    "smaller-than-one": Answers(
        right=[4, "4", 4.0, "1/0.25", sympy.Integer(4)],
        wrong=[
            (1, "the published bound"),
            ("1/4", "that is L itself"),
            (8, "that is 2/L"),
            (2, "L is the largest one"),
            (0.0008, "too small"),
            (40, "too large"),
        ],
    ),
    "where-nothing-is-lowest": Answers(
        right=["2", 2, "2."],
        wrong=[
            ("4", "no such guarantee"),
            (1, "the labels alternate"),
            ("3", "the ones are in the middle"),
            ("0, 0, 1, 1", "expected one of 1, 2, 3, 4"),
        ],
    ),
    "nonlinear-and-convex": Answers(
        right=["3", 3, "(3)", " 3", "3."],
        wrong=[
            (5, "one of them refutes it"),
            ("1", "that is linear"),
            ("2", "negative on the left"),
            ("4", "but not strictly"),
            ("exp(-x)", "expected one of 1, 2, 3, 4, 5"),
        ],
    ),
    "what-was-compared": Answers(
        right=["2", 2, "2!"],
        wrong=[
            ("1", "nothing was divided by its spread"),
            (3, "were not among the two runs"),
            ("4", "did differ, in one thing"),
            ("centring", "expected one of 1, 2, 3, 4"),
        ],
    ),
    "samples-processed": Answers(
        right=[8_000_000, "8000000", 8e6, "80000 * 100", np.int64(8_000_000)],
        wrong=[
            (10_000_000, "that counts all points"),
            (80_000, "that is one epoch"),
            (2e6, "those are the held-out points"),
            (100_000, "once"),
            (800_000, "too small"),
            (8e7, "too large"),
        ],
    ),
    "where-the-boundary-is": Answers(
        right=["-b/w", r"-\frac{b}{w}", "(0 - b)/w", "-b w^-1", -b / w],
        wrong=[
            ("sigma(wx + b)", "that is a probability"),
            ("p_hat", "that is a probability"),
            ("b/w", "the minus is lost"),
            ("-w/b", "upside down"),
            ("(0.5 - b)/w", "what is z then?"),
            ("0.5", "not the place"),
            ("-b", "for w = 1 only"),
            ("wx + b", "that is z, the log-odds"),
            ("0", "on the boundary z is 0"),
            ("x", "the right answer does not depend on `x`"),
        ],
    ),
}
