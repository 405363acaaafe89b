"""Where the loss is least, and whether such a place exists."""

# X, H, U and the like name matrices, not constants.
# pyright: reportConstantRedefinition=false

from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers import model
from helpers._checks import (
    Floats,
    as_features,
    as_labels,
    as_not_negative,
)

# More steps, or halvings of one, than Newton's method ever took here.
_STEPS, _HALVINGS = 50, 40
# Margins below this part of the data's width are rounding.
_ROUNDING = 1e-10


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
        is present: then b grows for ever. Without a penalty also if a
        column follows from the others and a constant, as then there is no
        single minimum.

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
    X, y = _two_classes(X, y)
    n = X.shape[1]
    penalty = np.append(np.full(n, as_not_negative("l2", l2)), 0.0)

    def objective(theta: Floats) -> float:
        loss = model.log_loss(X, y, theta[:n], float(theta[n]))
        return loss + 0.5 * float(penalty @ theta**2)

    theta = np.zeros(n + 1)
    value = objective(theta)
    for _ in range(_STEPS):
        w, b = theta[:n], float(theta[n])
        grad = np.append(*model.gradient(X, y, w, b)) + penalty * theta
        if np.abs(grad).max() < 1e-12:
            break
        H = model.hessian(X, w, b) + np.diag(penalty)
        step = _newton_step(H, grad)
        # So near the minimum the loss is rounding, and the step right.
        sure = grad @ step < 1e-12 * value
        new_value = objective(theta - step)
        for _ in range(_HALVINGS):
            if sure or new_value <= value:
                break
            step = step / 2
            new_value = objective(theta - step)
        theta, value = theta - step, new_value
    return theta[:n], float(theta[n])


def _newton_step(H: Floats, grad: Floats) -> Floats:
    """Return H⁻¹ grad, or say which data have no single minimum."""
    try:
        return np.linalg.solve(H, grad).astype(np.float64)
    except np.linalg.LinAlgError:
        raise ValueError(
            "X: expected columns of which none follows from the others and "
            "a constant, or l2 > 0, got a singular Hessian"
        ) from None


def one_feature_minimiser(
    X: ArrayLike, y: ArrayLike
) -> tuple[float, float] | None:
    """Return the (w, b) of least loss for one feature, or None.

    Parameters
    ----------
    X : array_like, shape (m, 1)
    y : array_like of 0 and 1, shape (m,)

    Returns
    -------
    (w, b) or None
        None where there is no single minimum: the classes can be separated
        or only touch, the feature is constant, or there is only one class.

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or a label is
        neither 0 nor 1.

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
    >>> one_feature_minimiser([[0.0], [1.0]], [0, 1]) is None
    True
    """
    X = as_features("X", X, 1)
    y = as_labels("y", y, len(X))
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
        data's width may be, or one between columns so unlike in size that
        no floats hold the weights.

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
    X, y = _two_classes(X, y)
    if X.shape[1] == 1:
        return _separating_point(X[:, 0], y)
    sign = 2.0 * y - 1.0
    unit = _UnitBox(X)
    rows = np.concatenate([_extreme_rows(unit.Z, y == c) for c in (0, 1)])
    best = _widest_margin(sign[rows, None] * model.with_ones(unit.Z[rows]))
    w, b = unit.back(best[:-1], best[-1])
    with np.errstate(all="ignore"):
        return (w, b) if (sign * (X @ w + b) > 0).all() else None


def touching_line(X: ArrayLike, y: ArrayLike) -> tuple[Floats, float] | None:
    """Return a line with nobody on its wrong side but some on it, or None.

    Parameters
    ----------
    X : array_like, shape (m, 2)
    y : array_like of 0 and 1, shape (m,)

    Returns
    -------
    (w, b) or None
        ``X @ w + b >= 0`` where y is 1 and <= 0 where y is 0, to rounding,
        with equality for at least two examples and not for all, and
        ``‖w‖ = 1``: the others' margins are distances. None if no line does
        that.

    Raises
    ------
    ValueError
        As `separating_hyperplane`, or if `X` has not two columns.

    Notes
    -----
    Where no line separates the classes strictly but one does so weakly, the
    data are quasi-completely separated, and the loss still has no minimiser
    (Albert and Anderson, 1984). Such a line can be turned until it runs
    through two of the points, so all pairs are tried: m³/2 products, meant
    for small m.

    Examples
    --------
    >>> X = [[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 2.0]]
    >>> separating_hyperplane(X, [0, 0, 1, 1]) is None
    True
    >>> w, b = touching_line(X, [0, 0, 1, 1])
    >>> print(np.abs(X @ w + b).round(9))  # three on it, the last beyond
    [0. 0. 0. 2.]
    """
    X, y = _two_classes(X, y)
    X = as_features("X", X, 2)
    unit = _UnitBox(X)
    first, second = np.triu_indices(len(X), 1)
    along = unit.Z[second] - unit.Z[first]
    W = np.column_stack([-along[:, 1], along[:, 0]])
    B = -(W * unit.Z[first]).sum(axis=1)
    margins = (2.0 * y - 1.0) * (W @ unit.Z.T + B[:, None])
    margins[np.abs(margins) < _ROUNDING] = 0.0
    for side in (1.0, -1.0):
        good = (side * margins >= 0).all(axis=1) & (margins != 0).any(axis=1)
        if good.any():
            i = int(np.argmax(good))
            w, b = unit.back(side * W[i], side * B[i])
            length = float(np.linalg.norm(w))
            return w / length, b / length
    return None


class _UnitBox:
    """Columns centred and divided by their width, as solvers like them."""

    def __init__(self, X: Floats) -> None:
        # Powers of two first: no sum or difference leaves the float range.
        self.exponent = np.frexp(np.abs(X).max(axis=0))[1]
        Z = np.ldexp(X, -self.exponent)
        self.shift = Z.mean(axis=0)
        self.width = np.ptp(Z, axis=0)
        self.width[self.width == 0] = 1.0
        self.Z = (Z - self.shift) / self.width

    def back(self, w: Floats, b: float) -> tuple[Floats, float]:
        """Return a multiple of (w, b) for X itself, within the floats."""
        w = w / self.width
        b = float(b - w @ self.shift)
        digits, exponent = np.frexp(w)
        exponent -= self.exponent
        highest = int(exponent[w != 0].max(initial=-5000))
        excess = highest - min(max(highest, -500), 500)
        with np.errstate(all="ignore"):
            return np.ldexp(digits, exponent - excess), float(
                np.ldexp(b, -excess)
            )


def _two_classes(X: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Return checked data in which both labels occur."""
    X = as_features("X", X)
    y = as_labels("y", y, len(X))
    if y.min() == y.max():
        raise ValueError(f"y: expected both labels 0 and 1, got only {y[0]:g}")
    return X, y


def _separating_point(x: Floats, y: Floats) -> tuple[Floats, float] | None:
    """Return the boundary midway between two classes on a line, or None."""
    for sign in (1.0, -1.0):
        low, high = (sign * x[y == 0]).max(), (sign * x[y == 1]).min()
        middle = low / 2 + high / 2
        if low < middle < high:
            return np.array([sign]), -float(middle)
    return None


def _widest_margin(margins: Floats) -> Floats:
    """Return θ, its weights between -1 and 1, of greatest least margin."""
    from scipy.optimize import linprog  # pyright: ignore

    m, n = margins.shape
    solve = cast(Any, linprog)
    answer = solve(
        np.append(np.zeros(n), -1.0),
        A_ub=np.column_stack([-margins, np.ones(m)]),
        b_ub=np.zeros(m),
        bounds=[(-1, 1)] * (n - 1) + [(None, None), (None, None)],
    )
    if answer.status != 0:
        raise RuntimeError(f"linear programme not solved: {answer.message}")
    theta: Floats = answer.x[:n]
    return theta


def _extreme_rows(X: Floats, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the indices in `mask` that can be vertices of its hull."""
    from scipy.spatial import ConvexHull, QhullError  # pyright: ignore

    hull = cast(Any, ConvexHull)
    rows = np.flatnonzero(mask)
    if X.shape[1] > 3:  # the hull of many features costs more than it saves
        return rows
    try:
        return rows[hull(X[rows]).vertices]
    except QhullError:  # fewer points than dimensions, or all in one plane
        return rows
