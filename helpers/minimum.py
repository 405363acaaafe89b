# X names a matrix, not a constant.
# pyright: reportConstantRedefinition=false
"""Where the loss is least, and whether such a place exists."""

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


def one_feature_minimiser(X: Floats, y: Floats) -> tuple[float, float] | None:
    """Return the (w, b) of least loss for one feature, or None.

    Parameters
    ----------
    X : ndarray, shape (m, 1)
    y : ndarray of 0 and 1, shape (m,)

    Returns
    -------
    (w, b) or None
        None where no minimum exists: the classes can be separated, or there
        is only one.

    Notes
    -----
    In one dimension the classes overlap exactly when neither lies wholly on
    one side of the other; there `minimiser` finds the minimum.

    Examples
    --------
    >>> from helpers import data
    >>> X, y = data.challenger()
    >>> print(*np.round(one_feature_minimiser(X, y), 3))
    -0.232 15.043
    >>> apart = np.array([[0.0], [1.0]])
    >>> one_feature_minimiser(apart, np.array([0, 1])) is None
    True
    """
    low, high = X[y == 0], X[y == 1]
    if not len(low) or not len(high):
        return None
    if low.max() <= high.min() or high.max() <= low.min():
        return None
    w, b = minimiser(X, y)
    return float(w[0]), b


def separating_hyperplane(
    X: ArrayLike, y: ArrayLike
) -> tuple[Floats, float] | None:
    """Return (w, b) that puts every example on its side, or None.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)

    Returns
    -------
    (w, b) or None
        ``X @ w + b > 0`` exactly where y is 1, and < 0 where y is 0. None
        if no hyperplane was found: with one feature only a gap without a
        float in it is missed, with more features a gap below 1e-7 of the
        data's width may be.

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, a label is neither
        0 nor 1, or only one class is present.
    RuntimeError
        If the linear programme could not be solved.

    Notes
    -----
    A linear programme, solved by HiGHS through SciPy: maximise the margin t
    subject to ``(2y - 1)(X @ w + b) >= t`` and ``-1 <= w <= 1``. It is
    positive exactly when the classes are separable, and then the log loss
    has no minimiser: scaling (w, b) up lowers it for ever. Only vertices of
    the convex hull of each class can bind; with two or three features the
    others are left out. The hyperplane found is checked on every example
    before it is returned.
    See A. Albert and J. A. Anderson (1984), *On the existence of maximum
    likelihood estimates in logistic regression models*, Biometrika 71.

    Examples
    --------
    >>> separating_hyperplane([[1.0], [3.0], [2.0]], [0, 0, 1]) is None
    True
    >>> w, b = separating_hyperplane([[1.0], [2.0], [4.0]], [0, 0, 1])
    >>> print(round(-b / w[0], 4))  # the boundary lies midway
    3.0
    """
    from scipy.optimize import linprog

    X = as_features("X", X)
    y = as_labels("y", y, len(X))
    if y.min() == y.max():
        raise ValueError(f"y: expected both labels 0 and 1, got only {y[0]:g}")
    if X.shape[1] == 1:
        return _separating_point(X[:, 0], y)
    sign = 2.0 * y - 1.0
    # Centred and scaled columns keep the solver's tolerances meaningful.
    shift = X.mean(axis=0)
    width = np.ptp(X, axis=0)
    width[width == 0] = 1.0
    Z = (X - shift) / width
    rows = np.concatenate([_extreme_rows(Z, y == c) for c in (0, 1)])
    n = X.shape[1]
    margins = sign[rows, None] * model.with_ones(Z[rows])
    answer = linprog(
        np.append(np.zeros(n + 1), -1.0),
        A_ub=np.column_stack([-margins, np.ones(len(rows))]),
        b_ub=np.zeros(len(rows)),
        bounds=[(-1, 1)] * n + [(None, None), (None, None)],
    )
    if answer.status != 0:
        raise RuntimeError(f"linear programme not solved: {answer.message}")
    w = answer.x[:n] / width
    b = float(answer.x[n] - w @ shift)
    return (w, b) if (sign * (X @ w + b) > 0).all() else None


def _separating_point(x: Floats, y: Floats) -> tuple[Floats, float] | None:
    for sign in (1.0, -1.0):
        low, high = (sign * x[y == 0]).max(), (sign * x[y == 1]).min()
        middle = low / 2 + high / 2
        if low < middle < high:
            return np.array([sign]), -float(middle)
    return None


def _extreme_rows(X: Floats, mask: Floats) -> Floats:
    """Return the indices in `mask` that can be vertices of its hull."""
    from scipy.spatial import ConvexHull, QhullError

    rows = np.flatnonzero(mask)
    if X.shape[1] > 3:  # the hull of many features costs more than it saves
        return rows
    try:
        return rows[ConvexHull(X[rows]).vertices]
    except QhullError:  # fewer points than dimensions, or all in one plane
        return rows
