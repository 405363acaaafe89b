"""Full-batch gradient descent on the log loss, with a complete record."""

# X, H, U and the like name matrices, not constants.
# pyright: reportConstantRedefinition=false

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from helpers._checks import (
    Floats,
    as_count,
    as_features,
    as_floats,
    as_labels,
    as_not_negative,
    as_number,
    as_positive,
    as_weights,
)

# Losses of as many epochs as fit into this many floats are computed at once:
# many for small data, where calls cost more than arithmetic, one for large.
_TRAIN_BUFFER = 1 << 14
_SCORE_BUFFER = 1 << 16

# Where the map of one epoch has at most this many entries, calls cost more
# than arithmetic, and a tanh of its own is cheaper than sharing an exp.
_SMALL = 1 << 13

# One logarithm is taken per product of this many factors 1 + exp(u). A
# product of 32 overflows only where u averages more than 22.
_GROUP = 32

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Descent:
    """The record of one run; entry t is the state after t epochs.

    Attributes
    ----------
    learning_rate : float
    l2 : float
        The penalty γ on w; 0 for none.
    w : ndarray, shape (T + 1, n)
        Weights by epoch; ``w[0]`` is the start, ``w[-1]`` the result.
    b : ndarray, shape (T + 1,)
        Bias by epoch.
    loss : ndarray, shape (T + 1,)
        Mean training loss J by epoch, without the penalty.
    val_loss, val_accuracy : ndarray, shape (T + 1,), or None
        Mean loss and share of right answers on the hold-out data. A logit
        of exactly 0 counts as a prediction of class 1.
    diverged : bool
        True when the run left the float range. The record then ends at the
        last epoch at which every number in it is finite, so T is smaller
        than the number of epochs asked for.
    """

    learning_rate: float
    l2: float
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

    @property
    def objective(self) -> Floats:
        """J + (γ/2)‖w‖² by epoch: what the run descends."""
        if not self.l2:  # w may be so long that 0 times its square is NaN
            return self.loss.copy()
        with np.errstate(over="ignore"):
            return self.loss + 0.5 * self.l2 * (self.w**2).sum(axis=1)

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
    l2: float = 0.0,
    progress: bool = False,
) -> Descent:
    """Descend the mean log loss with a fixed learning rate.

    Each epoch uses all m examples once::

        for t in range(n_epochs):
            grad_w, grad_b = gradient(X, y, w, b)
            w = w - learning_rate * (grad_w + l2 * w)
            b = b - learning_rate * grad_b

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
    l2 : float
        Penalty γ >= 0: what is descended is J(w, b) + (γ/2)‖w‖². The bias
        is not penalised, as where the boundary lies should cost nothing.
    progress : bool
        Show a bar, which goes away at the end. Never under pytest, and
        nowhere when the environment variable TQDM_DISABLE is 1.

    Returns
    -------
    Descent
        Weights, bias, losses and accuracy after every epoch. Its `loss` is
        J alone, comparable whatever the penalty; `objective` adds that.

    Raises
    ------
    ValueError
        Before any work: wrong shape, empty array, value not finite, label
        other than 0 and 1, learning rate not finite or <= 0, penalty not
        finite or < 0, fewer than one epoch, or only one of `X_val` and
        `y_val`. After it: a loss that is not finite at the start.

    Notes
    -----
    The update is the one of C. Winkler, *Neural Networks and Logistic
    Regression – Backpropagation in depth*, with one gradient formula that
    cannot be 0/0. With s = 1 - 2 y folded into the data once, column i of
    A is s_i (x_i, 1) and the margins are u = θ A, θ = (w, b). The gradient
    is ``A σ(u) / m``. With d = 1 + exp(u) it needs only 1/d, as σ(u) =
    1 - 1/d, and the loss is the mean of log d; on small data, where the
    number of calls counts, σ(u) = (1 + tanh(u/2))/2 and the losses follow
    for many epochs at once. Losses and gradients carry an absolute
    rounding error near 1e-16, not a relative one. Beside `X` it needs
    memory for A, two rows of m numbers, and the same for the hold-out data.

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
    l2 = as_not_negative("l2", l2)
    start = _start(w0, b0, n)
    hold_out = _hold_out(X_val, y_val, n)
    with np.errstate(all="ignore"):
        A = _fold(X, y)
        if (n + 1) * (m + n + 2) <= _SMALL:
            theta, loss = _descend_small(
                A, start, learning_rate, l2, n_epochs, progress
            )
        else:
            rates = np.array([learning_rate])
            theta, loss = _descend(
                A, start, rates, l2, n_epochs, progress=progress
            )
            theta, loss = theta[:, 0], loss[:, 0]
        scores = None if hold_out is None else _score(theta, *hold_out)
    keep = _finite_epochs(theta, loss, None if scores is None else scores[0])
    return Descent(
        learning_rate,
        l2,
        theta[:keep, :-1],
        theta[:keep, -1],
        loss[:keep],
        None if scores is None else scores[0][:keep],
        None if scores is None else scores[1][:keep],
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
    l2: float = 0.0,
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
        Each finite and > 0.
    n_epochs : int
        The number of steps T >= 1.
    w0 : array_like, shape (n,), optional
    b0 : float
        Start of all runs.
    l2 : float
        Penalty γ, as in `gradient_descent`.

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
    The loop is that of `gradient_descent` on large data, without losses:
    k runs are one block of margins, shape (k, m).

    Examples
    --------
    >>> W = race([[0.0], [1.0], [2.0]], [0, 1, 0], [0.5, 1.0, 2.0], 10)
    >>> W.shape
    (11, 3, 2)
    """
    X = as_features("X", X)
    y = as_labels("y", y, len(X))
    n_epochs = as_count("n_epochs", n_epochs)
    rates = _as_rates(learning_rates)
    l2 = as_not_negative("l2", l2)
    start = _start(w0, b0, X.shape[1])
    with np.errstate(all="ignore"):
        A = _fold(X, y)
        return _descend(A, start, rates, l2, n_epochs, with_loss=False)[0]


def _as_rates(value: ArrayLike) -> Floats:
    """Return a checked row of learning rates."""
    expected = "finite learning rates > 0 of shape (k,)"
    rates = as_floats("learning_rates", value, expected)
    if rates.ndim != 1 or not rates.size:
        raise ValueError(
            f"learning_rates: expected {expected}, got shape {rates.shape}"
        )
    wrong = rates[~((rates > 0) & np.isfinite(rates))]
    if wrong.size:
        raise ValueError(
            f"learning_rates: expected {expected}, got {wrong[0]:g}"
        )
    return rates


def _hold_out(
    X_val: ArrayLike | None, y_val: ArrayLike | None, n: int
) -> tuple[Floats, Floats] | None:
    """Return checked hold-out data, None if there are none."""
    if X_val is None and y_val is None:
        return None
    if X_val is None or y_val is None:
        missing = "X_val" if X_val is None else "y_val"
        raise ValueError(
            f"{missing}: expected X_val and y_val together, got None"
        )
    X_val = as_features("X_val", X_val, n)
    return X_val, as_labels("y_val", y_val, len(X_val))


def _start(w0: ArrayLike | None, b0: float, n: int) -> Floats:
    """Return (w0, b0) as one checked row, zeros where w0 is None."""
    w = np.zeros(n) if w0 is None else as_weights("w0", w0, n)
    return np.append(w, as_number("b0", b0))


def _finite_epochs(
    theta: Floats, loss: Floats, val_loss: Floats | None
) -> int:
    """Return after how many records a number leaves the float range."""
    finite = np.isfinite(loss) & np.isfinite(theta).all(axis=1)
    if not finite[0]:
        raise ValueError(
            "w0, b0: expected a start with a finite loss, got a loss of "
            f"{loss[0]}"
        )
    if val_loss is not None:
        finite &= np.isfinite(val_loss)
        if not finite[0]:
            raise ValueError(
                "X_val: expected hold-out data with a finite loss at the "
                f"start, got a loss of {val_loss[0]}"
            )
    return len(finite) if finite.all() else int(np.argmin(finite))


def _watched(epochs: Iterable[T], progress: bool) -> Iterable[T]:
    """Return the same, with a bar if one is wanted."""
    # A bar shows times, and no output that a test compares may hold one.
    if not progress or "PYTEST_VERSION" in os.environ:
        return epochs
    from tqdm.auto import tqdm

    return tqdm(epochs, desc="epochs", leave=False)


def _fold(X: Floats, y: Floats) -> Floats:
    """Return A, shape (n + 1, m), with columns s_i (x_i, 1)."""
    s = 1.0 - 2.0 * y
    A = np.empty((X.shape[1] + 1, len(s)))
    np.multiply(X.T, s, out=A[:-1])
    A[-1] = s
    return A


def _decay(rates: Floats, l2: float, n: int) -> Floats:
    """Return what an epoch leaves of each weight, shape (k, n + 1)."""
    decay = np.ones((len(rates), n + 1))
    decay[:, :n] -= l2 * rates[:, None]
    return decay


def _descend_small(
    A: Floats,
    start: Floats,
    rate: float,
    l2: float,
    n_epochs: int,
    progress: bool,
) -> tuple[Floats, Floats]:
    """Descend in two products and one tanh an epoch; losses afterwards.

    With h = tanh(u/2) is σ(u) = (1 + h)/2, and the next θ a fixed linear map
    of the row (h, θ, 1).
    """
    n_rows, m = A.shape
    half = A / 2.0
    step = rate / m
    to_next = np.concatenate(
        [
            -step * half.T,
            np.diag(_decay(np.array([rate]), l2, n_rows - 1)[0]),
            [-step * half.sum(axis=1)],
        ]
    )
    theta = np.empty((n_epochs + 1, n_rows))
    row = np.ones(m + n_rows + 1)
    h, now = row[:m], row[m:-1]
    theta[0] = now[:] = start
    # Looked up once: a name costs as much here as a few examples.
    dot_now, dot_row, tanh = now.dot, row.dot, np.tanh
    for after in _watched(theta[1:], progress):
        dot_now(half, out=h)
        tanh(h, out=h)
        dot_row(to_next, out=after)
        now[:] = after
    return theta, _losses(theta, A)


def _descend(
    A: Floats,
    start: Floats,
    rates: Floats,
    l2: float,
    n_epochs: int,
    *,
    with_loss: bool = True,
    progress: bool = False,
) -> tuple[Floats, Floats]:
    """Descend with k rates; the exponentials serve step and loss.

    Returns theta, shape (T + 1, k, n + 1), and loss, shape (T + 1, k); a
    single run ends where its loss is no longer finite.
    """
    (n_rows, m), k = A.shape, len(rates)
    theta = np.empty((n_epochs + 1, k, n_rows))
    theta[0] = start
    loss = np.empty((n_epochs + 1, k))
    size = max(1, _TRAIN_BUFFER // m) if with_loss else 1
    D = np.empty((min(n_epochs + 1, size), k, m))
    size = len(D)
    # With one row, its losses are taken before it is overwritten.
    inverse = np.empty((k, m)) if size > 1 else D[0]
    step = rates[:, None] / m
    drift = step * A.sum(axis=1)
    decay = _decay(rates, l2, n_rows - 1)
    pull = np.empty((k, n_rows))
    for t in _watched(range(n_epochs + 1), progress):
        now, d = theta[t], D[t % size]
        now.dot(A, out=d)
        np.exp(d, out=d)
        np.add(d, 1.0, out=d)
        if with_loss and (t % size == size - 1 or t == n_epochs):
            rows = slice(t - t % size, t + 1)
            loss[rows, 0] = _mean_log(D[: t % size + 1, 0], theta[rows, 0], A)
            if not np.isfinite(loss[t, 0]):
                return theta[: t + 1], loss[: t + 1]
        if t < n_epochs:
            after = theta[t + 1]
            np.divide(step, d, out=inverse)
            inverse.dot(A.T, out=pull)
            np.multiply(now, decay, out=after)
            np.add(after, pull, out=after)
            np.subtract(after, drift, out=after)
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


def _mean_loss(U: Floats, theta: Floats, A: Floats) -> Floats:
    """Return the mean loss for each row of margins U, which is overwritten."""
    np.exp(U, out=U)
    U += 1.0
    return _mean_log(U, theta, A)


def _losses(theta: Floats, A: Floats) -> Floats:
    """Return the mean loss for each row of theta."""
    loss = np.empty(len(theta))
    for rows, U in _margins(theta, A):
        loss[rows] = _mean_loss(U, theta[rows], A)
    return loss


def _margins(theta: Floats, A: Floats) -> Iterator[tuple[slice, Floats]]:
    """Give theta @ A for as many rows at once as fit into the buffer."""
    m = A.shape[1]
    k = max(1, _SCORE_BUFFER // m)
    for i in range(0, len(theta), k):
        rows = slice(i, i + k)
        # Products of factors run along the axis that lies together in
        # memory: that of the epochs, where they outnumber the groups.
        if k * _GROUP > m:
            yield rows, (A.T @ theta[rows].T).T
        else:
            yield rows, theta[rows] @ A


def _score(theta: Floats, X: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return mean loss and accuracy on (X, y) for each row of theta."""
    # Class 1 first: its examples are right at u <= 0, the others at u < 0.
    order = np.argsort(y == 0, kind="stable")
    A = _fold(X[order], y[order])
    m, n_ones = len(y), int(y.sum())
    loss, accuracy = np.empty(len(theta)), np.empty(len(theta))
    for rows, U in _margins(theta, A):
        right = np.count_nonzero(U[:, :n_ones] <= 0, axis=1)
        right += np.count_nonzero(U[:, n_ones:] < 0, axis=1)
        accuracy[rows] = right / m
        loss[rows] = _mean_loss(U, theta[rows], A)
    return loss, accuracy
