# X names a matrix, not a constant.
# pyright: reportConstantRedefinition=false
"""Full-batch gradient descent on the log loss, with a complete record."""

import os
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers._checks import (
    Floats,
    as_count,
    as_features,
    as_floats,
    as_labels,
    as_number,
    as_positive,
    as_weights,
)
from helpers.model import with_ones

# Losses of as many epochs as fit into this many floats are computed at once:
# many for small data, where calls cost more than arithmetic, one for large.
_TRAIN_BUFFER = 1 << 14
_SCORE_BUFFER = 1 << 16

# One logarithm is taken per product of this many factors 1 + exp(u). A
# product of 32 overflows only where u averages more than 22.
_GROUP = 32


@dataclass(frozen=True, eq=False)
class Descent:
    """The record of one run; entry t is the state after t epochs.

    Attributes
    ----------
    learning_rate : float
    w : ndarray, shape (T + 1, n)
        Weights by epoch; ``w[0]`` is the start, ``w[-1]`` the result.
    b : ndarray, shape (T + 1,)
        Bias by epoch.
    loss : ndarray, shape (T + 1,)
        Mean training loss by epoch.
    val_loss, val_accuracy : ndarray, shape (T + 1,), or None
        Mean loss and share of right answers on the hold-out data. A logit
        of exactly 0 counts as a prediction of class 1.
    diverged : bool
        True when the run left the float range. The record then ends at the
        last epoch at which every number in it is finite, so T is smaller
        than the number of epochs asked for.
    """

    learning_rate: float
    w: Floats
    b: Floats
    loss: Floats
    val_loss: Floats | None
    val_accuracy: Floats | None
    diverged: bool

    @property
    def n_epochs(self) -> int:
        """T, the number of recorded epochs."""
        return len(self.loss) - 1

    def __repr__(self) -> str:
        end = "left the float range" if self.diverged else "finished"
        return (
            f"<Descent: learning rate {self.learning_rate:g}, "
            f"{self.n_epochs} epochs, loss {self.loss[0]:.4g} to "
            f"{self.loss[-1]:.4g}, {end}>"
        )


def gradient_descent(
    X: ArrayLike,
    y: ArrayLike,
    *,
    learning_rate: float,
    n_epochs: int,
    X_val: ArrayLike | None = None,
    y_val: ArrayLike | None = None,
    w0: ArrayLike | None = None,
    b0: float = 0.0,
    progress: bool = False,
) -> Descent:
    """Descend the mean log loss with a fixed learning rate.

    Each epoch uses all m examples once::

        for t in range(n_epochs):
            grad_w, grad_b = gradient(X, y, w, b)
            w, b = w - learning_rate * grad_w, b - learning_rate * grad_b

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)
    learning_rate : float
        The factor η > 0 of each step.
    n_epochs : int
        The number of steps T >= 1.
    X_val : array_like, shape (m_val, n), optional
    y_val : array_like of 0 and 1, shape (m_val,), optional
        Hold-out data; give both or neither.
    w0 : array_like, shape (n,), optional
        Start of the weights, zeros unless given.
    b0 : float
        Start of the bias.
    progress : bool
        Show a bar, which goes away at the end. Never under pytest, and
        nowhere when the environment variable TQDM_DISABLE is 1.

    Returns
    -------
    Descent
        Weights, bias, losses and accuracy after every epoch.

    Raises
    ------
    ValueError
        Before any work: wrong shape, empty array, value not finite, label
        other than 0 and 1, learning rate not finite or <= 0, fewer than
        one epoch, or only one of `X_val` and `y_val`.

    Notes
    -----
    The update is the one of C. Winkler, *Neural Networks and Logistic
    Regression – Backpropagation in depth*, with one gradient formula that
    cannot be 0/0. With s = 1 - 2 y folded into the data once, column i of
    A is s_i (x_i, 1) and the margins are u = θ A, θ = (w, b). With
    d = 1 + exp(u) the loss is the mean of log d, and the gradient is
    ``(Σ_i a_i - A (1/d)) / m`` because σ(u) = 1 - 1/d. Losses and
    gradients carry an absolute rounding error near 1e-16, not a relative
    one. Beside `X` it needs memory for A, two rows of m numbers, and the
    same for the hold-out data.

    Examples
    --------
    >>> from helpers import data
    >>> X, y = data.challenger()
    >>> X = data.Scaling().fit(X).transform(X)
    >>> gradient_descent(X, y, learning_rate=4.0, n_epochs=50)
    <Descent: learning rate 4, 50 epochs, loss 0.6931 to 0.4416, finished>
    """
    X = as_features("X", X)
    m, n = X.shape
    y = as_labels("y", y, m)
    learning_rate = as_positive("learning_rate", learning_rate)
    n_epochs = as_count("n_epochs", n_epochs)
    w0 = np.zeros(n) if w0 is None else as_weights("w0", w0, n)
    b0 = as_number("b0", b0)
    if (X_val is None) != (y_val is None):
        missing = "X_val" if X_val is None else "y_val"
        raise ValueError(
            f"{missing}: expected X_val and y_val together, got None"
        )
    if X_val is not None:
        X_val = as_features("X_val", X_val, n)
        y_val = as_labels("y_val", y_val, len(X_val))

    start = np.append(w0, b0)
    val_loss = val_accuracy = None
    with np.errstate(over="ignore", invalid="ignore"):
        theta, loss = _descend(
            _fold(X, y), start, learning_rate, _epochs(n_epochs, progress)
        )
        finite = np.isfinite(loss) & np.isfinite(theta).all(axis=1)
        if X_val is not None:
            val_loss, val_accuracy = _score(theta, X_val, y_val)
            finite &= np.isfinite(val_loss)
    keep = _count_leading(finite)
    if keep == 0:
        raise ValueError(
            "w0, b0: expected a start with a finite loss, got a loss of "
            f"{loss[0]}"
        )
    return Descent(
        learning_rate,
        theta[:keep, :-1],
        theta[:keep, -1],
        loss[:keep],
        None if val_loss is None else val_loss[:keep],
        None if val_accuracy is None else val_accuracy[:keep],
        diverged=keep < n_epochs + 1,
    )


def race(
    X: ArrayLike,
    y: ArrayLike,
    learning_rates: ArrayLike,
    n_epochs: int,
    *,
    w0: ArrayLike | None = None,
    b0: float = 0.0,
) -> Floats:
    """Descend with many learning rates at once.

    Row j of one matrix W, shape (k, n + 1), holds weights and bias of the
    run with rate η_j::

        for t in range(n_epochs):
            W = W - eta[:, None] * (sigmoid(W @ X1.T) - y) @ X1 / m

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)
    learning_rates : array_like, shape (k,)
        Each > 0.
    n_epochs : int
    w0 : array_like, shape (n,), optional
    b0 : float
        Start of all runs.

    Returns
    -------
    ndarray, shape (T + 1, k, n + 1)
        Weights by epoch and rate, bias last; a run that leaves the float
        range goes on as infinity or NaN.

    Raises
    ------
    ValueError
        If a shape does not fit or a value is out of range.

    Notes
    -----
    ``σ(z) = (1 + tanh(z/2))/2`` needs one transcendental function for the
    whole (k, m) block, and cannot overflow.

    Examples
    --------
    >>> W = race([[0.0], [1.0], [2.0]], [0, 1, 0], [0.5, 1.0, 2.0], 10)
    >>> W.shape
    (11, 3, 2)
    """
    X = as_features("X", X)
    m, n = X.shape
    y = as_labels("y", y, m)
    n_epochs = as_count("n_epochs", n_epochs)
    expected = "learning rates > 0 of shape (k,)"
    rates = as_floats("learning_rates", learning_rates, expected)
    if rates.ndim != 1 or not rates.size or not (rates > 0).all():
        raise ValueError(f"learning_rates: expected {expected}, got {rates}")
    w0 = np.zeros(n) if w0 is None else as_weights("w0", w0, n)
    X1 = with_ones(X)
    half = np.ascontiguousarray(X1.T / 2)
    # (σ(z) − y) @ X1 / m, with the part that never changes taken out.
    pull = X1 / (2 * m)
    constant = (0.5 - y) @ X1 / m
    W = np.empty((n_epochs + 1, len(rates), n + 1))
    W[0] = np.append(w0, as_number("b0", b0))
    Z = np.empty((len(rates), m))
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(n_epochs):
            np.matmul(W[t], half, out=Z)
            np.tanh(Z, out=Z)
            W[t + 1] = W[t] - rates[:, None] * (Z @ pull + constant)
    return W


def _count_leading(flags: NDArray[np.bool_]) -> int:
    """Return how many flags are True before the first False."""
    return len(flags) if flags.all() else int(np.argmin(flags))


def _epochs(n_epochs: int, progress: bool) -> Iterable[int]:
    # A bar shows times, and no output that a test compares may hold one.
    if not progress or "PYTEST_VERSION" in os.environ:
        return range(n_epochs + 1)
    from tqdm.auto import tqdm

    return tqdm(range(n_epochs + 1), desc="epochs", leave=False)


def _fold(X: Floats, y: Floats) -> Floats:
    """Return A, shape (n + 1, m), with columns s_i (x_i, 1)."""
    s = 1.0 - 2.0 * y
    A = np.empty((X.shape[1] + 1, len(s)))
    np.multiply(X.T, s, out=A[:-1])
    A[-1] = s
    return A


def _descend(
    A: Floats, start: Floats, learning_rate: float, epochs: Iterable[int]
) -> tuple[Floats, Floats]:
    m = A.shape[1]
    n_rows = len(epochs)
    theta = np.empty((n_rows, len(start)))
    theta[0] = start
    loss = np.empty(n_rows)
    k = min(n_rows, max(1, _TRAIN_BUFFER // m))
    D = np.empty((k, m))
    # With one row, its losses are taken before it is overwritten.
    inverse = np.empty(m) if k > 1 else D[0]
    step = learning_rate / m
    drift = step * A.sum(axis=1)
    pull = np.empty(len(start))
    for t in epochs:
        now, d = theta[t], D[t % k]
        now.dot(A, out=d)
        np.exp(d, out=d)
        np.add(d, 1.0, out=d)
        if t % k == k - 1 or t == n_rows - 1:
            rows = slice(t - t % k, t + 1)
            loss[rows] = _mean_log(D[: t % k + 1], theta[rows], A)
            if not np.isfinite(loss[t]):
                return theta[: t + 1], loss[: t + 1]
        if t < n_rows - 1:
            np.reciprocal(d, out=inverse)
            A.dot(inverse, out=pull)
            pull *= step
            pull -= drift
            np.add(now, pull, out=theta[t + 1])
    return theta, loss


def _mean_log(D: Floats, theta: Floats, A: Floats) -> Floats:
    """Return the mean of log d for each row of D = 1 + exp(theta @ A)."""
    k, m = D.shape
    size = min(_GROUP, m)
    n_groups = m // size
    whole = size * n_groups
    head = D[:, :whole].reshape(k, size, n_groups)
    total = np.log(np.multiply.reduce(head, axis=1)).sum(axis=1)
    if whole < m:
        total += np.log(np.multiply.reduce(D[:, whole:], axis=1))
    for i in np.flatnonzero(~np.isfinite(total)):
        total[i] = np.logaddexp(0.0, theta[i] @ A).sum()
    return total / m


def _score(theta: Floats, X: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return mean loss and accuracy on (X, y) for each row of theta."""
    # Class 1 first: its examples are right at u <= 0, the others at u < 0.
    order = np.argsort(y == 0, kind="stable")
    A = _fold(X[order], y[order])
    m, n_ones = len(y), int(y.sum())
    loss, accuracy = np.empty(len(theta)), np.empty(len(theta))
    k = max(1, _SCORE_BUFFER // m)
    for i in range(0, len(theta), k):
        rows = slice(i, i + k)
        U = theta[rows] @ A
        right = np.count_nonzero(U[:, :n_ones] <= 0, axis=1)
        right += np.count_nonzero(U[:, n_ones:] < 0, axis=1)
        accuracy[rows] = right / m
        np.exp(U, out=U)
        U += 1.0
        loss[rows] = _mean_log(U, theta[rows], A)
    return loss, accuracy
