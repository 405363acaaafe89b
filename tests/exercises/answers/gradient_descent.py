"""Answers to the exercises of notebook 04."""

import math

import numpy as np
import sympy

from helpers import model
from helpers.descent import gradient_descent
from tests.exercises.answers import Answers

eta, lam, delta = sympy.symbols("eta lambda delta")
sigmoid = model.sigmoid


# --- one-step ----------------------------------------------------------------


def by_loops(x, y, w, b, eta):
    grad_w = grad_b = 0.0
    for x_i, y_i in zip(x, y, strict=True):
        error = 1 / (1 + math.exp(-(w * x_i + b))) - y_i
        grad_w += error * x_i / len(x)
        grad_b += error / len(x)
    return w - eta * grad_w, b - eta * grad_b


def by_the_course(x, y, w, b, eta):
    run = gradient_descent(
        x[:, None], y, learning_rate=eta, n_epochs=1, w0=[w], b0=b
    )
    return run.w[-1, 0], run.b[-1]


def by_one_vector(x, y, w, b, eta):
    table = np.column_stack([x, np.ones(len(x))])
    theta = np.array([w, b])
    error = sigmoid(table @ theta) - y
    return tuple(theta - eta * table.T @ error / len(x))


def by_negative_errors(x, y, w, b, eta):
    missing = y - sigmoid(w * x + b)
    w += eta * np.dot(missing, x) / x.size
    b += eta * np.average(missing)
    return [w, b]


def by_the_slope_of_j(x, y, w, b, eta):
    grad_w, grad_b = model.gradient(x[:, None], y, [w], b)
    return w - eta * grad_w[0], b - eta * grad_b


def stepping(slopes, p_hat=sigmoid):
    """Return a step by what `slopes` makes of the errors and inputs."""

    def step(x, y, w, b, eta):
        grad_w, grad_b = slopes(p_hat(w * x + b) - y, x)
        return w - eta * grad_w, b - eta * grad_b

    return step


def means(error, x):
    return np.mean(error * x), np.mean(error)


def one_after_the_other(x, y, w, b, eta):
    w = w - eta * np.mean((sigmoid(w * x + b) - y) * x)
    b = b - eta * np.mean(sigmoid(w * x + b) - y)
    return w, b


def slopes_alone(x, y, w, b, eta):
    return means(sigmoid(w * x + b) - y, x)


def step_alone(x, y, w, b, eta):
    grad_w, grad_b = slopes_alone(x, y, w, b, eta)
    return -eta * grad_w, -eta * grad_b


def without_bias(x, y, w, b, eta):
    grad_w, grad_b = means(sigmoid(w * x) - y, x)
    return w - eta * grad_w, b - eta * grad_b


def minus_for_w_alone(x, y, w, b, eta):
    grad_w, grad_b = means(1 / (1 + np.exp(-w * x + b)) - y, x)
    return w - eta * grad_w, b - eta * grad_b


def without_rate(x, y, w, b, eta):
    grad_w, grad_b = slopes_alone(x, y, w, b, eta)
    return w - grad_w, b - grad_b


def changed_places(x, y, w, b, eta):
    w, b = by_loops(x, y, w, b, eta)
    return b, w


# --- rate-that-finds-itself --------------------------------------------------


def halving(is_too_long):
    """Return the function of the exercise with a condition filled in."""

    def tamed(X, y, w, b, eta):
        grad_w, grad_b = model.gradient(X, y, w, b)
        square = grad_w @ grad_w + grad_b**2
        before = model.log_loss(X, y, w, b)
        for _ in range(20):
            after = model.log_loss(X, y, w - eta * grad_w, b - eta * grad_b)
            fall = before - after
            if is_too_long(fall, eta, square):
                eta = eta / 2
        return eta

    return tamed


def with_while(X, y, w, b, eta):
    grad_w, grad_b = model.gradient(X, y, w, b)
    half = (grad_w @ grad_w + grad_b**2) / 2
    before = model.log_loss(X, y, w, b)

    def after(eta):
        return model.log_loss(X, y, w - eta * grad_w, b - eta * grad_b)

    while after(eta) > before - eta * half:
        eta /= 2
    return eta


def from_a_list(X, y, w, b, eta):
    grad_w, grad_b = model.gradient(X, y, w, b)
    half = (np.sum(grad_w**2) + grad_b**2) / 2
    rates = eta / 2.0 ** np.arange(20)
    falls = [
        model.log_loss(X, y, w, b)
        - model.log_loss(X, y, w - rate * grad_w, b - rate * grad_b)
        for rate in rates
    ]
    return rates[np.argmax(np.array(falls) >= rates * half)]


def endless(X, y, w, b, eta):
    while eta > 0:
        eta = eta * 1.0
    return eta


ANSWERS = {
    "one-step": Answers(
        right=[
            by_loops,
            by_the_course,
            by_one_vector,
            by_negative_errors,
            by_the_slope_of_j,
        ],
        wrong=[
            (
                stepping(lambda e, x: (-np.mean(e * x), -np.mean(e))),
                "it steps along the gradient",
            ),
            (
                stepping(lambda e, x: (e @ x, e.sum())),
                "a sum stands where the mean belongs",
            ),
            (
                stepping(lambda e, x: (e @ x, e.mean())),
                "w moves by a sum, b by a mean",
            ),
            (one_after_the_other, "taken at the new w"),
            (
                stepping(lambda e, x: (e.mean() * x.mean(), e.mean())),
                "the mean of products is not the product of means",
            ),
            (
                stepping(lambda e, x: (e.mean(), e.mean())),
                "x is missing in the slope for w",
            ),
            (stepping(means, lambda z: z), "only the sigmoid makes"),
            (
                stepping(means, lambda z: 1 / (1 + np.exp(z))),
                "the minus in the exponent",
            ),
            (minus_for_w_alone, "must hold for b too"),
            (
                stepping(means, lambda z: np.full(len(z), 0.5)),
                "p̂ is ½ only where w = b = 0",
            ),
            (
                stepping(lambda e, x: (np.mean(e * x), 0)),
                "the bias never moves",
            ),
            (changed_places, "return w first"),
            (slopes_alone, "the step is still to come"),
            (step_alone, "from where does it start?"),
            (without_rate, "the learning rate is missing"),
            (without_bias, "the bias is missing in z = wx + b"),
            (
                stepping(lambda e, x: (e * x, e.mean())),
                "shape (2,), but should be one number (is a mean missing?)",
            ),
            (
                lambda *given: by_loops(*given)[0],
                "it should return 2 values",
            ),
        ],
    ),
    "sixty-degrees-off": Answers(
        right=[
            0.5,
            "1/2",
            np.cos(np.radians(60)),
            sympy.cos(sympy.pi / 3),
            np.float64(0.501),
        ],
        wrong=[
            (1 / 3, "a straight line from 0° to 90°"),
            (0.33, "a straight line from 0° to 90°"),
            (0.87, "that is the sine"),
            ("sqrt(3)/2", "that is the sine"),
            (2 / 3, "that grows with the angle"),
            (0, "nothing is gained at 90°"),
            (np.cos(60), "60 for radians"),
            (-0.5, "the sign is turned round"),
            (1, "it is twice what it should be"),
            (60, "60 is too large"),
        ],
    ),
    "from-creep-to-thrash": Answers(
        right=["CBDEA", "cbdea", "C B D E A", "C, B, D, E, A", "C<B<D<E<A"],
        wrong=[
            ("AEDBC", "from the largest rate to the smallest"),
            ("BCDEA", "takes a longer step than to creep"),
            ("CDBEA", "beyond the rate that lands at once"),
            ("CBEDA", "there is a rate that does neither"),
            ("CBDAE", "one that keeps its size has just −1"),
            ("CEBDA", "up to C it is right"),
            ("ABCDE", "A does not come first"),
            ("CBD", "each once"),
        ],
    ),
    "epochs-along-the-valley": Answers(
        right=[
            67,
            67.0,
            "67",
            math.ceil(math.log(0.1) / math.log(0.966)),
            sympy.Integer(67),
        ],
        wrong=[
            (66, "after 66 epochs the error is still a little above"),
            ("log(0.1)/log(0.966)", "epochs are whole"),
            (27, "not of what was there at first"),
            (0.9 / 0.034, "and an epoch is whole"),
            (34, "that is for J"),
            (3, "the valley's other direction"),
            (60, "the curvature must be multiplied by η"),
            (68, "68 is too large"),
            (10, "10 is too small"),
        ],
    ),
    "which-line-is-late": Answers(
        right=["4", 4, " 4."],
        wrong=[
            (1, "any start will do"),
            ("2", "only counts the epochs"),
            (3, "with which the epoch began"),
            ("b", "expected one of 1, 2, 3, 4"),
        ],
    ),
    "fall-on-a-parabola": Answers(
        right=[
            "eta lambda^2 delta^2 (1 - eta lambda/2)",
            "(λ/2) δ² (1 - (1 - ηλ)²)",
            r"\frac{\lambda\delta^2}{2}\left(1-(1-\eta\lambda)^2\right)",
            "eta (lambda delta)^2 - lambda (eta lambda delta)^2/2",
            "lambda/2 * (2 delta - eta lambda delta) * eta lambda delta",
            lam / 2 * (delta**2 - ((1 - eta * lam) * delta) ** 2),
        ],
        wrong=[
            ("eta (lambda delta)^2", "that is what the slope promises"),
            ("-eta (lambda delta)^2", "with the sign of a change"),
            ("(1 - eta lambda) delta", "the error that is left"),
            ("1 - (1 - eta lambda)^2", "how much was there?"),
            ("1 - eta lambda/2", "the part of the promise that is kept"),
            ("lambda (1-eta lambda)^2 delta^2/2", "the J that is left after"),
            (
                "(lambda/2) delta^2 (1 - (1 - eta lambda))",
                "the error shrinks by 1 − ηλ, but J by its square",
            ),
            (
                "(lambda/2) (delta - (1 - eta lambda) delta)^2",
                "not the difference of the squares",
            ),
            (
                "(lambda/2) delta^2 ((1 - eta lambda)^2 - 1)",
                "by how much J changes",
            ),
            ("eta lambda delta", "how far the error moves"),
            (
                "lambda (delta^2 - (1 - eta lambda)^2 delta^2)",
                "the factor ½ of J",
            ),
            ("delta^2 (1 - (1-eta lambda)^2)/2", "a factor `lambda` is"),
            ("eta lambda delta^2", "at `delta = "),
            ("lambda/2 delta^2", "has two readings"),
            ("eta s^2", "`s` is not a name used here"),
        ],
    ),
    "rate-that-finds-itself": Answers(
        right=[
            halving(lambda fall, eta, square: fall < eta / 2 * square),
            halving(lambda fall, eta, square: 2 * fall < eta * square),
            halving(lambda fall, eta, square: not fall / eta >= square / 2),
            with_while,
            from_a_list,
        ],
        wrong=[
            (
                halving(lambda fall, eta, square: fall < 0),
                "that only forbids J to rise",
            ),
            (
                halving(lambda fall, eta, square: fall < eta * square),
                "the whole promise is never kept",
            ),
            (
                halving(lambda fall, eta, square: fall > eta / 2 * square),
                "turn the question round",
            ),
            (
                halving(lambda fall, eta, square: fall < square / 2),
                "the promise also depends on η",
            ),
            (
                halving(lambda fall, eta, square: fall < eta / 2),
                "but should return",
            ),
            (
                halving(lambda fall, eta, square: fall < eta / 4 * square),
                "but should return",
            ),
            (endless, "still running after 1 s"),
        ],
    ),
}
