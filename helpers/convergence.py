"""What theory says about a descent before it is run.

The Hessian of the log loss is ``X̃ᵀ S X̃ / m`` with ``S <= 1/4``. Its largest
eigenvalue can therefore never exceed L, the curvature bound, and every step
with a learning rate below 2/L lowers the loss.
"""

import numpy as np
from numpy.typing import ArrayLike

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


def curvature_bound(X: ArrayLike) -> float:
    """Return L = λmax(X̃ᵀX̃) / (4m), which no curvature of the loss exceeds.

    Parameters
    ----------
    X : array_like, shape (m, n)

    Returns
    -------
    float
        Infinity where L is beyond the float range.

    Raises
    ------
    ValueError
        If `X` is not a finite array of shape (m, n).

    Notes
    -----
    X̃ = [X, 1], and ``p_hat (1 - p_hat) <= 1/4`` in the Hessian. See J. Watt,
    R. Borhani and A. Katsaggelos, *Machine Learning Refined*, chapter 6.

    Examples
    --------
    >>> print(curvature_bound([[1.0], [-1.0]]))  # X̃ᵀX̃ = 2 I, m = 2
    0.25
    """
    X1 = with_ones(X)
    # Divided by its largest entry, no square can leave the float range.
    largest = np.abs(X1).max()
    X1 = X1 / largest
    highest = np.linalg.eigvalsh(X1.T @ X1)[-1] / (4 * len(X1))
    with np.errstate(over="ignore"):
        return float(highest * largest * largest)


def stable_learning_rate(X: ArrayLike) -> float:
    """Return 2/L: below it, every step of descent lowers the loss.

    Parameters
    ----------
    X : array_like, shape (m, n)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If `X` is not a finite array of shape (m, n).

    Notes
    -----
    A guarantee, not a cliff: for this loss many rates above 2/L converge
    too, because the curvature falls as the model grows sure.

    Examples
    --------
    >>> print(stable_learning_rate([[1.0], [-1.0]]))
    8.0
    """
    return 2.0 / curvature_bound(X)


def condition_number(H: ArrayLike) -> float:
    """Return λmax / λmin of a symmetric positive semidefinite matrix.

    Parameters
    ----------
    H : array_like, shape (k, k)

    Returns
    -------
    float
        At least 1; infinity where H is singular to rounding.

    Raises
    ------
    ValueError
        If `H` is not a finite symmetric matrix, or has a negative
        eigenvalue.

    Notes
    -----
    With the learning rate 1/λmax, gradient descent on a quadratic bowl
    shrinks the error along the flattest direction by 1 - 1/κ a step, κ the
    condition number: about κ steps for each factor e.

    Examples
    --------
    >>> print(condition_number([[4.0, 0.0], [0.0, 0.5]]))
    8.0
    """
    low, high = _eigenvalues(H)[[0, -1]]
    return float(high / low) if low > 0 else float("inf")


def contraction(H: ArrayLike, learning_rate: float) -> float:
    """Return max |1 - η λ|, the factor by which the error shrinks a step.

    Parameters
    ----------
    H : array_like, shape (k, k)
        Hessian at the minimum, symmetric positive semidefinite.
    learning_rate : float
        η > 0.

    Returns
    -------
    float
        Below 1 where descent converges near that minimum; the loss above
        its minimum shrinks by the square of this factor.

    Raises
    ------
    ValueError
        If `H` is not such a matrix or the learning rate is not > 0.

    Examples
    --------
    >>> print(contraction([[4.0, 0.0], [0.0, 0.5]], 0.25))  # 1/λmax: 1 - 1/κ
    0.875
    """
    learning_rate = as_positive("learning_rate", learning_rate)
    return float(np.abs(1.0 - learning_rate * _eigenvalues(H)).max())


def quadratic_forecast(
    loss: float,
    grad: ArrayLike,
    H: ArrayLike,
    *,
    learning_rate: float,
    n_epochs: int,
) -> Floats:
    """Return the loss by epoch that descent would have on a quadratic bowl.

    Parameters
    ----------
    loss : float
        Loss at the start.
    grad : array_like, shape (k,)
        Gradient at the start.
    H : array_like, shape (k, k)
        Hessian at the start, symmetric positive semidefinite.
    learning_rate : float
        η > 0.
    n_epochs : int
        T >= 1.

    Returns
    -------
    ndarray, shape (T + 1,)

    Raises
    ------
    ValueError
        If a shape does not fit or a value is out of range.

    Notes
    -----
    In the eigenvector basis of H the bowl falls apart into k parabolas.
    Along one with curvature λ and slope g, t steps lower the loss by
    ``g² (1 - (1 - ηλ)^(2t)) / (2λ)``, which tends to ``η t g²`` as λ → 0.

    Examples
    --------
    >>> bowl = quadratic_forecast(
    ...     0.5, [1.0], [[1.0]], learning_rate=0.5, n_epochs=3
    ... )
    >>> print(bowl)  # the distance to the minimum is halved at each step
    [0.5       0.125     0.03125   0.0078125]
    """
    loss = as_number("loss", loss)
    eigenvalues = _eigenvalues(H)
    grad = as_weights("grad", grad, len(eigenvalues))
    learning_rate = as_positive("learning_rate", learning_rate)
    t = np.arange(as_count("n_epochs", n_epochs) + 1)[:, None]
    slopes = np.linalg.eigh(np.asarray(H, dtype=float))[1].T @ grad
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        step = learning_rate * eigenvalues
        far = 1.0 - (1.0 - step) ** (2 * t)
        # The same, with all its digits where η λ is small.
        near = -np.expm1(2 * t * np.log1p(-np.minimum(step, 0.5)))
        falls = np.where(step < 0.5, near, far) / (2.0 * eigenvalues)
        falls = np.where(eigenvalues == 0, learning_rate * t, falls)
        return loss - falls @ slopes**2


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
    margins = sign[rows, None] * with_ones(Z[rows])
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


def _eigenvalues(H: ArrayLike) -> Floats:
    """Return the eigenvalues, ascending, of a checked symmetric matrix."""
    expected = "a finite symmetric matrix of shape (k, k)"
    H = as_floats("H", H, expected)
    if H.ndim != 2 or H.shape[0] != H.shape[1] or H.size == 0:
        raise ValueError(f"H: expected {expected}, got shape {H.shape}")
    if not np.isfinite(H).all():
        raise ValueError(f"H: expected {expected}, got a value not finite")
    if np.abs(H - H.T).max() > 1e-10 * np.abs(H).max():
        raise ValueError(f"H: expected {expected}, got one not symmetric")
    eigenvalues = np.linalg.eigvalsh(H)
    rounding = len(H) * np.finfo(float).eps * np.abs(eigenvalues).max()
    if eigenvalues[0] < -10 * rounding:
        raise ValueError(
            f"H: expected no negative eigenvalue, got {eigenvalues[0]:.3g}"
        )
    return np.where(np.abs(eigenvalues) <= rounding, 0.0, eigenvalues)
