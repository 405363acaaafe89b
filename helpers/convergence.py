# X names a matrix, not a constant.
# pyright: reportConstantRedefinition=false
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
    as_floats,
    as_number,
    as_positive,
    as_weights,
)
from helpers.model import with_ones

# Losses beyond these cannot be drawn, nor be told from the limits.
_LOWEST, _HIGHEST = -10.0, 4.0


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


def shrink(H: Floats, learning_rate: float) -> float:
    """Return the factor ρ² by which each epoch multiplies the gap.

    Parameters
    ----------
    H : ndarray, shape (n + 1, n + 1)
        Hessian at the minimum.
    learning_rate : float

    Returns
    -------
    float
        Infinity where it leaves the float range.

    Examples
    --------
    >>> print(shrink(np.diag([1.0, 0.5]), 1.0))
    0.25
    """
    with np.errstate(over="ignore"):
        return float(np.square(contraction(H, learning_rate)))


def fall(gap: float, factor: float, n_epochs: int) -> Floats:
    """Return a gap multiplied by a factor at each epoch.

    Parameters
    ----------
    gap : float
        Above 0, in epoch 0.
    factor : float
    n_epochs : int

    Returns
    -------
    ndarray, shape (n_epochs + 1,)
        Kept between 1e-10 and 1e4.

    Examples
    --------
    >>> print(fall(1.0, 0.1, 2).round(6), fall(1.0, 0.0, 1)[0])
    [1.   0.1  0.01] 1.0
    """
    with np.errstate(divide="ignore"):
        steps = np.full(n_epochs, np.log10(factor))
    exponent = np.cumsum(np.append(np.log10(gap), steps))
    return 10.0 ** np.clip(exponent, _LOWEST, _HIGHEST)


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
