"""Logistic regression: probability, loss, gradient and curvature.

Notation, the same in every notebook: m examples with n features are the
rows of ``X``, shape (m, n); labels ``y``, shape (m,), are 0 or 1; weights
``w`` have shape (n,), the bias ``b`` is a number; the logits are
``z = X @ w + b`` and the predicted probabilities ``p_hat = sigmoid(z)``.

Every function is pure, and quiet however large the logits are.
"""

# X, H, U and the like name matrices, not constants.
# pyright: reportConstantRedefinition=false

import numpy as np
from numpy.typing import ArrayLike

from helpers._checks import (
    Floats,
    as_features,
    as_floats,
    as_labels,
    as_number,
    as_weights,
)


def sigmoid(z: ArrayLike) -> Floats:
    """Turn log-odds into a probability, 1 / (1 + exp(-z)).

    Parameters
    ----------
    z : array_like of float, any shape
        Log-odds.

    Returns
    -------
    ndarray or float, the shape of `z`
        Probabilities between 0 and 1.

    Raises
    ------
    ValueError
        If `z` does not hold real numbers.

    Notes
    -----
    Only ``exp(-|z|)`` is computed, which cannot overflow; both forms
    ``1 / (1 + exp(-z))`` and ``exp(z) / (1 + exp(z))`` are equal, and each
    half of the line uses the one that keeps all digits. The equation is
    derived from the odds in C. Winkler, *Neural Networks and Logistic
    Regression – Backpropagation in depth*.

    Examples
    --------
    >>> print(sigmoid(0.0))
    0.5
    >>> print(sigmoid([-1e4, 2.0, 1e4]).round(4))
    [0.     0.8808 1.    ]
    """
    z = as_floats("z", z, "real numbers")
    with np.errstate(all="ignore"):
        e = np.exp(-np.abs(z))
        return (np.where(z >= 0, 1.0, e) / (1.0 + e))[()]


def logit(p: ArrayLike) -> Floats:
    """Turn a probability into log-odds, log(p / (1 - p)).

    Parameters
    ----------
    p : array_like of float, any shape
        Probabilities in [0, 1].

    Returns
    -------
    ndarray or float, the shape of `p`
        Log-odds; minus infinity at p = 0, infinity at p = 1.

    Raises
    ------
    ValueError
        If a value lies outside [0, 1].

    Notes
    -----
    Near p = 1/2 the two logarithms nearly cancel; there the equal form
    ``2 artanh(2p - 1)`` keeps all digits. Source: C. Winkler, *Neural
    Networks and Logistic Regression – Backpropagation in depth*.

    Examples
    --------
    >>> print(round(logit(0.75), 4))  # odds 3 to 1: log 3
    1.0986
    """
    expected = "probabilities in [0, 1]"
    p = as_floats("p", p, expected)
    outside = p[~((p >= 0) & (p <= 1))]
    if outside.size:
        raise ValueError(f"p: expected {expected}, got {outside.flat[0]}")
    with np.errstate(all="ignore"):
        far = np.log(p) - np.log1p(-p)
        near = 2 * np.arctanh(2 * p - 1)
    return np.where(np.abs(p - 0.5) < 0.25, near, far)[()]


def softplus(u: ArrayLike) -> Floats:
    """Return log(1 + exp(u)) without overflow.

    Parameters
    ----------
    u : array_like of float, any shape

    Returns
    -------
    ndarray or float, the shape of `u`

    Raises
    ------
    ValueError
        If `u` does not hold real numbers.

    Notes
    -----
    The loss of one example is ``softplus(s z)`` with ``s = 1 - 2 y``: it is
    nearly ``s z`` where the model is wrong, and ``exp(s z)`` where it is
    surely right. Its derivative is ``sigmoid(u)``.

    Examples
    --------
    >>> print(softplus([-800.0, 0.0, 800.0]).round(4))
    [0.000e+00 6.931e-01 8.000e+02]
    """
    with np.errstate(all="ignore"):
        return np.logaddexp(0.0, as_floats("u", u, "real numbers"))


def predict_logits(X: ArrayLike, w: ArrayLike, b: float) -> Floats:
    """Return the logits z = X @ w + b.

    Parameters
    ----------
    X : array_like, shape (m, n)
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    ndarray, shape (m,)
        Infinite, or NaN, only where the sum leaves the float range.

    Raises
    ------
    ValueError
        If a shape does not fit, an array is empty, or a value is not
        finite.

    Examples
    --------
    >>> print(predict_logits([[1, 2], [3, 4], [5, 6]], [0.5, -1.0], 2.0))
    [ 0.5 -0.5 -1.5]
    """
    X = as_features("X", X)
    w = as_weights("w", w, X.shape[1])
    b = as_number("b", b)
    with np.errstate(all="ignore"):
        return X @ w + b


def predict_proba(X: ArrayLike, w: ArrayLike, b: float) -> Floats:
    """Return the predicted probabilities p_hat = sigmoid(X @ w + b).

    Parameters
    ----------
    X : array_like, shape (m, n)
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    ndarray, shape (m,)
        Probability that the label is 1, for each row.

    Raises
    ------
    ValueError
        As `predict_logits`.

    Examples
    --------
    >>> print(predict_proba([[0.0], [4.0]], [0.5], 0.0).round(4))
    [0.5    0.8808]
    """
    return sigmoid(predict_logits(X, w, b))


def log_loss(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> float:
    """Return the mean binary cross-entropy J(w, b).

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    float
        The mean over the m examples, in nats.

    Raises
    ------
    ValueError
        If a shape does not fit, an array is empty, a value is not finite,
        or a label is neither 0 nor 1.

    Notes
    -----
    ``J = -(1/m) Σ (y log p_hat + (1 - y) log(1 - p_hat))``, from *Logistic
    Regression Gradient Descent* (notes on the course by A. Ng). It is
    computed in the equal margin form ``(1/m) Σ softplus(s z)`` with
    ``s = 1 - 2 y``, which has no logarithm of zero.

    Examples
    --------
    >>> print(round(log_loss([[1.0], [2.0], [4.0]], [0, 0, 1], [0.0], 0.0), 4))
    0.6931
    """
    _, u = _margins(X, y, w, b)
    losses = softplus(u)
    with np.errstate(all="ignore"):
        mean = float(np.mean(losses))
        # The sum can leave the float range before its mean does.
        return mean if mean < np.inf else float((losses / len(losses)).sum())


def log_losses(X: ArrayLike, y: ArrayLike, theta: ArrayLike) -> Floats:
    """Return J of many models at once: the height of the loss's surface.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)
    theta : array_like, shape (k, n + 1)
        A row (w, b) for each model, bias last.

    Returns
    -------
    ndarray, shape (k,)
        What `log_loss` returns for each row; infinite, or NaN, where a row
        holds such values or a sum leaves the float range.

    Raises
    ------
    ValueError
        If a shape does not fit, `X` is empty or not finite, or a label is
        neither 0 nor 1.

    Examples
    --------
    >>> theta = [[0.0, 0.0], [1.0, -3.0]]
    >>> print(log_losses([[1.0], [2.0], [4.0]], [0, 0, 1], theta).round(4))
    [0.6931 0.2512]
    """
    X1 = with_ones(X)
    s = 1.0 - 2.0 * as_labels("y", y, len(X1))
    expected = f"numbers of shape (k, {X1.shape[1]})"
    theta = as_floats("theta", theta, expected)
    if theta.ndim != 2 or theta.shape[1] != X1.shape[1]:
        raise ValueError(
            f"theta: expected {expected}, got shape {theta.shape}"
        )
    with np.errstate(all="ignore"):
        return softplus(s * (theta @ X1.T)).mean(axis=1)


def gradient(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float
) -> tuple[Floats, float]:
    """Return the gradient of `log_loss` with respect to w and b.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    grad_w : ndarray, shape (n,)
    grad_b : float

    Raises
    ------
    ValueError
        As `log_loss`.

    Notes
    -----
    ``grad_w = (1/m) Xᵀ(p_hat - y)`` and ``grad_b = (1/m) Σ (p_hat - y)``,
    equations (8) to (11) of *Topic Bytt #1 – Derivatives for
    backpropagation in a simple Logistic Regression Network*. The error
    ``p_hat - y`` is computed as ``s sigmoid(s z)``, ``s = 1 - 2 y``, which
    keeps its digits when it is tiny.

    Examples
    --------
    >>> grad_w, grad_b = gradient([[1.0], [2.0], [4.0]], [0, 0, 1], [0.0], 0.0)
    >>> print(grad_w.round(4), round(grad_b, 4))
    [-0.1667] 0.1667
    """
    s, u = _margins(X, y, w, b)
    X = np.asarray(X, dtype=float)
    with np.errstate(all="ignore"):
        error = s * sigmoid(u) / len(s)
        return X.T @ error, float(error.sum())


def hessian(X: ArrayLike, w: ArrayLike, b: float) -> Floats:
    """Return the second derivatives of `log_loss`, bias last.

    Parameters
    ----------
    X : array_like, shape (m, n)
    w : array_like, shape (n,)
    b : float

    Returns
    -------
    ndarray, shape (n + 1, n + 1)
        Symmetric, positive semidefinite; row and column n belong to b.

    Raises
    ------
    ValueError
        As `predict_logits`.

    Notes
    -----
    ``H = (1/m) X̃ᵀ S X̃`` with X̃ = [X, 1] and S the diagonal matrix of
    ``p_hat (1 - p_hat)``. Labels do not enter. See J. Watt, R. Borhani and
    A. Katsaggelos, *Machine Learning Refined*, chapter 6.

    Examples
    --------
    >>> print(hessian([[1.0], [3.0]], [0.0], 0.0))  # p_hat = 1/2: S = 1/4
    [[1.25 0.5 ]
     [0.5  0.25]]
    """
    z = predict_logits(X, w, b)
    with np.errstate(all="ignore"):
        slope = sigmoid(z) * sigmoid(-z)
        rows = with_ones(X) * np.sqrt(slope)[:, None]
        return rows.T @ rows / len(z)


def with_ones(X: ArrayLike) -> Floats:
    """Return X̃ = [X, 1], the features with a column of ones for the bias.

    Parameters
    ----------
    X : array_like, shape (m, n)

    Returns
    -------
    ndarray, shape (m, n + 1)

    Raises
    ------
    ValueError
        If `X` is not a finite array of shape (m, n).

    Examples
    --------
    >>> print(with_ones([[2.0], [3.0]]))
    [[2. 1.]
     [3. 1.]]
    """
    X = as_features("X", X)
    return np.column_stack([X, np.ones(len(X))])


def _margins(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float
) -> tuple[Floats, Floats]:
    """Return s = 1 - 2 y and u = s z: u < 0 where the model is right."""
    z = predict_logits(X, w, b)
    s = 1.0 - 2.0 * as_labels("y", y, len(z))
    return s, s * z
