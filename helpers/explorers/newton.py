"""The least loss of small data, to rounding: Newton's method."""

import numpy as np
from numpy.typing import ArrayLike

from helpers import model
from helpers._checks import Floats, as_features, as_floats, as_labels


def minimiser(
    X: ArrayLike, y: ArrayLike, l2: float = 0.0
) -> tuple[Floats, float]:
    """Return the (w, b) of least J(w, b) + (l2/2)‖w‖².

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)
    l2 : float
        γ >= 0. The bias is not penalised.

    Returns
    -------
    w : ndarray, shape (n,)
    b : float

    Raises
    ------
    ValueError
        If a shape does not fit, a value is out of range, or only one class
        is present: then b grows for ever.

    Notes
    -----
    Each step solves ``(H + γ D) step = gradient + γ D θ``, θ = (w, b) and D
    the unit matrix with a 0 for the bias, and is halved until the loss does
    not rise. With ``l2 = 0`` a minimum need not exist; ask first whether the
    classes overlap, as the answer means nothing where they do not.

    Examples
    --------
    >>> w, b = minimiser([[1.0], [2.0], [3.0]], [0, 1, 0], 0.1)
    >>> print(abs(w[0]) < 1e-12, round(b, 4))  # log of the odds 1 to 2
    True -0.6931
    """
    X = as_features("X", X)
    y = as_labels("y", y, len(X))
    if y.min() == y.max():
        raise ValueError(f"y: expected both labels 0 and 1, got only {y[0]:g}")
    expected = "one finite number >= 0"
    l2 = as_floats("l2", l2, expected)
    if l2.ndim or not 0 <= l2 < np.inf:
        raise ValueError(f"l2: expected {expected}, got {l2}")
    n = X.shape[1]
    penalty = np.append(np.full(n, float(l2)), 0.0)

    def objective(theta):
        loss = model.log_loss(X, y, theta[:n], theta[n])
        return loss + 0.5 * float(penalty @ theta**2)

    theta = np.zeros(n + 1)
    loss = objective(theta)
    for _ in range(50):
        grad = np.append(*model.gradient(X, y, theta[:n], theta[n]))
        grad += penalty * theta
        if np.abs(grad).max() < 1e-12:
            break
        H = model.hessian(X, theta[:n], theta[n]) + np.diag(penalty)
        move = np.linalg.solve(H, grad)
        # So near the minimum the loss is rounding, and the step right.
        sure = grad @ move < 1e-12 * loss
        for _ in range(40):
            new = theta - move
            new_loss = objective(new)
            if sure or new_loss <= loss:
                break
            move = move / 2
        theta, loss = new, new_loss
    return theta[:n], float(theta[n])
