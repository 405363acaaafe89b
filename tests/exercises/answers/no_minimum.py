"""Answers to the exercises of notebook 09."""

import numpy as np
import sympy

from helpers import model
from tests.exercises.answers import Answers

eta, gamma, w, t = sympy.symbols("eta gamma w t")


# --- separates --------------------------------------------------------------


def by_all(X, y, w, b):
    return ((2 * y - 1) * (X @ w + b) > 0).all()


def by_loop(X, y, w, b):
    for x, label in zip(X, y, strict=True):
        z = sum(a * c for a, c in zip(x, w, strict=True)) + b
        if z == 0 or (z > 0) != (label == 1):
            return False
    return True


def by_least_margin(X, y, w, b):
    return bool(min(np.where(y == 1, 1, -1) * (X @ w + b)) > 0)


def by_classes(X, y, w, b):
    z = X @ w + b
    return bool(np.all(z[y == 1] > 0) and np.all(z[y == 0] < 0))


def by_signs(X, y, w, b):
    return np.array_equal(np.sign(X @ w + b), 2 * y - 1)


def by_accuracy(X, y, w, b):
    return ((X @ w + b >= 0) == (y == 1)).all()


def without_bias(X, y, w, b):
    return by_all(X, y, w, 0)


def in_words(X, y, w, b):
    return "yes" if by_all(X, y, w, b) else "no"


# --- cost-of-length ---------------------------------------------------------


def loss(theta, Z, y):
    return model.log_loss(Z, y, theta[:-1], theta[-1])


def by_sum(theta, Z, y, gamma):
    return loss(theta, Z, y) + gamma / 2 * np.sum(theta[:-1] ** 2)


def by_product(theta, Z, y, gamma):
    w = theta[:-1]
    return loss(theta, Z, y) + gamma / 2 * w @ w


def by_norm(theta, Z, y, gamma):
    return loss(theta, Z, y) + 0.5 * gamma * np.linalg.norm(theta[:-1]) ** 2


def by_weights(theta, Z, y, gamma):
    total = 0.0
    for one in theta[:-1]:
        total += gamma * one**2 / 2
    return loss(theta, Z, y) + total


def by_bias_taken_back(theta, Z, y, gamma):
    return loss(theta, Z, y) + gamma * (theta @ theta - theta[-1] ** 2) / 2


def priced(price):
    def cost(theta, Z, y, gamma):
        return loss(theta, Z, y) + price(theta[:-1], theta[-1], gamma)

    return cost


ANSWERS = {
    "separates": Answers(
        right=[by_all, by_loop, by_least_margin, by_classes, by_signs],
        wrong=[
            (
                lambda X, y, w, b: ((2 * y - 1) * (X @ w + b) >= 0).all(),
                "on the line is on no side",
            ),
            (
                lambda X, y, w, b: ((2 * y - 1) * (X @ w + b) >= 1).all(),
                "it returns False, but should return True",
            ),
            (
                lambda X, y, w, b: (
                    (2 * y - 1) * (X[:, 0] * w[0] + b) > 0
                ).all(),
                "it returns False, but should return True",
            ),
            (
                lambda X, y, w, b: (y * (X @ w + b) > 0).all(),
                "right for y = 1 only",
            ),
            (
                lambda X, y, w, b: (X @ w + b > 0).all(),
                "whether all logits are above 0",
            ),
            (
                lambda X, y, w, b: ((2 * y - 1) * (X @ w + b) > 0).any(),
                "`any` is content with one example",
            ),
            (
                lambda X, y, w, b: np.sum((2 * y - 1) * (X @ w + b)) > 0,
                "hides the one example",
            ),
            (
                lambda X, y, w, b: (2 * y - 1) * (X @ w + b) > 0,
                "an answer for each example",
            ),
            (
                lambda X, y, w, b: ((1 - 2 * y) * (X @ w + b) > 0).all(),
                "everybody on the wrong side",
            ),
            (by_accuracy, "counts as class 1 here"),
            (
                lambda X, y, w, b: ((X @ w + b > 0) == y).all(),
                "counts as class 0 here",
            ),
            (
                lambda X, y, w, b: (X @ w + b > 0) == y,
                "(is `.all()` or `.any()` missing?)",
            ),
            (
                lambda X, y, w, b: by_all(X, y, w, b).all,
                "it returns a function: are its brackets missing?",
            ),
            (without_bias, "the bias is forgotten"),
            (in_words, "a str, where True or False is expected"),
            (
                lambda X, y, w, b: (2 * y - 1) @ (X @ w + b),
                "it returns 2.0, but should return True",
            ),
        ],
    ),
    "what-converges": Answers(
        right=["4", 4, "4."],
        wrong=[
            (1, "nothing is negative"),
            ("2", "that is the descent lemma"),
            (3, "comes ever closer to some number"),
            (0, "expected one of 1, 2, 3, 4, got 0"),
        ],
    ),
    "shrink-factor": Answers(
        right=[
            "1 - eta gamma",
            "1 - gamma*eta",
            r"1-\eta\gamma",
            "(w - eta gamma w)/w",
            1 - eta * gamma,
            "1 + (-eta) gamma",
        ],
        wrong=[
            ("1 - eta gamma/2", "what is the derivative of (γ/2)w²?"),
            ("1 - 2 eta gamma", "the square brings a 2 down"),
            ("1 - gamma", "where is the rate?"),
            ("1 - eta", "where is the price γ?"),
            ("1 + eta gamma", "descent goes against the slope"),
            ("-eta gamma", "that is the change of w"),
            ("eta gamma", "that is how much is taken away"),
            ("w - eta gamma w", "that is the new w"),
            ("exp(-eta gamma)", "endlessly many short steps"),
            ("1 - eta gamma w", "at `"),
            ("eta gamma w", "that is the step"),
            ("gamma w", "that is the slope"),
        ],
    ),
    "each-flight-twice": Answers(
        right=[0.5, "1/2", "23/46", sympy.Rational(1, 2), np.float64(0.5)],
        wrong=[
            (1, "with the same C"),
            (2, "the other way round"),
            ("1/4", "m enters γ once"),
            (46, "the number of flights"),
            ("1/23", "that is γ, the price itself, for 23"),
            (1 / 46, "that is γ for 46 flights"),
            (0.7, "0.7 is too large"),
        ],
    ),
    "points-that-decide": Answers(
        right=[3, "3", 3.0, np.int64(3), sympy.Integer(3)],
        wrong=[
            (79_997, "that many are on their own side"),
            (40_055, "the labels are missing"),
            (39_945, "the labels are missing"),
            (1, "that is class 1 alone"),
            (2, "that is class 0 alone"),
            (0, "0 is too small"),
            (3 / 80_000, "is too small"),
        ],
    ),
    "cost-of-length": Answers(
        right=[by_sum, by_product, by_norm, by_weights, by_bias_taken_back],
        wrong=[
            (
                priced(lambda w, b, gamma: gamma * (w @ w + b**2)),
                "that line has two slips",
            ),
            (
                priced(lambda w, b, gamma: gamma * np.sum(w**2)),
                "b is free now, but",
            ),
            (
                priced(lambda w, b, gamma: gamma / 2 * (w @ w + b * b)),
                "b still pays",
            ),
            (
                priced(lambda w, b, gamma: gamma / 2 * np.linalg.norm(w)),
                "that is the length",
            ),
            (
                priced(lambda w, b, gamma: gamma / 2 * np.sum(w) ** 2),
                "square each weight first",
            ),
            (
                priced(lambda w, b, gamma: gamma * np.sum(w) / 2),
                "would be paid for being long",
            ),
            (
                priced(lambda w, b, gamma: gamma / 2 * (w**2).mean()),
                "a mean stands where the sum belongs",
            ),
            (
                priced(lambda w, b, gamma: gamma / 2 * abs(w).sum()),
                "sizes stand where squares belong",
            ),
            (
                priced(lambda w, b, gamma: gamma / 2 * w**2),
                "the price for each weight",
            ),
            (
                priced(lambda w, b, gamma: -gamma / 2 * w @ w),
                "the price is subtracted",
            ),
            (
                priced(lambda w, b, gamma: gamma * w),
                "that is the slope of the price",
            ),
            (
                priced(lambda w, b, gamma: w @ w / 2),
                "the price γ is missing",
            ),
            (lambda theta, Z, y, gamma: loss(theta, Z, y), "for theta = "),
        ],
    ),
    "log-of-the-epochs": Answers(
        right=[
            "log(1 + t)",
            "ln(t+1)",
            r"\ln(1+t)",
            "-log(1/(1+t))",
            "log((1+t)^2)/2",
            sympy.log(1 + t),
        ],
        wrong=[
            ("log(t)", "w starts at 0"),
            ("1 + t", "that is e^w"),
            ("e^t - 1", "that is the way back"),
            ("e^t", "that grows faster and faster"),
            ("1 - e^-t", "that comes to rest at 1"),
            ("exp(-t)", "that is the pull at w = t"),
            ("t", "the pull is 1 at the start alone"),
            ("t e^(-w)", "w stands on both sides"),
            ("e^(-w)", "that is the slope of w"),
            ("1/(1+t)", "that is the pull at the time t"),
            ("log(1+t)/log(10)", "to base 10"),
            ("-log(1+t)", "the sign is turned round"),
        ],
    ),
}
