"""What theory says about a descent before it is run.

The Hessian of the log loss is ``X̃ᵀ S X̃ / m`` with ``S <= 1/4``. Its largest
eigenvalue can therefore never exceed L, the curvature bound, and every step
with a learning rate below 2/L lowers the loss.
"""

# X, H, U and the like name matrices, not constants.
# pyright: reportConstantRedefinition=false

import numpy as np
from numpy.typing import ArrayLike

from helpers._checks import (
    Floats,
    as_between,
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
        0 where L is beyond the float range.

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


def stability_limit(H: ArrayLike) -> float:
    """Return 2/λmax: with higher rates descent cannot settle where H is.

    Parameters
    ----------
    H : array_like, shape (k, k)
        Hessian, symmetric positive semidefinite.

    Returns
    -------
    float
        Infinity where H is flat to rounding.

    Raises
    ------
    ValueError
        As `condition_number`.

    Notes
    -----
    A step multiplies the error along the steepest direction by 1 - η λmax,
    below -1 for η > 2/λmax. At no place is this limit below 2/L: see
    `stable_learning_rate`.

    Examples
    --------
    >>> print(stability_limit([[4.0, 0.0], [0.0, 0.5]]))
    0.5
    """
    highest = float(_eigenvalues(H)[-1])
    return 2.0 / highest if highest > 0 else float("inf")


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
    with np.errstate(over="ignore"):
        return float(high / low) if low > 0 else float("inf")


def contraction(H: ArrayLike, learning_rate: float) -> float:
    """Return ρ = max |1 - η λ|, by which a step shrinks the error.

    Parameters
    ----------
    H : array_like, shape (k, k)
        Hessian at the minimum, symmetric positive semidefinite.
    learning_rate : float
        η > 0.

    Returns
    -------
    float
        Below 1 where descent converges near that minimum; infinity where
        it leaves the float range. The loss above its minimum shrinks by the
        square of this factor: see `gap_factor`.

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
    with np.errstate(over="ignore"):
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
    eigenvalues, vectors = _eigen(H)
    grad = as_weights("grad", grad, len(eigenvalues))
    learning_rate = as_positive("learning_rate", learning_rate)
    t = np.arange(as_count("n_epochs", n_epochs) + 1)[:, None]
    with np.errstate(all="ignore"):
        slopes = vectors.T @ grad
        # Where no slope is seen there is no step, however steep the bowl.
        rounding = len(grad) * np.finfo(float).eps * np.abs(slopes).max()
        seen = np.abs(slopes) > rounding
        slopes, eigenvalues = slopes[seen], eigenvalues[seen]
        step = learning_rate * eigenvalues
        far = 1.0 - (1.0 - step) ** (2 * t)
        # The same, with all its digits where η λ is small.
        near = -np.expm1(2 * t * np.log1p(-np.minimum(step, 0.5)))
        falls = np.where(step < 0.5, near, far) / (2.0 * eigenvalues)
        falls = np.where(eigenvalues == 0, learning_rate * t, falls)
        return loss - (falls * slopes) @ slopes


def gap_factor(H: ArrayLike, learning_rate: float) -> float:
    """Return ρ², by which an epoch multiplies the loss above its minimum.

    Parameters
    ----------
    H : array_like, shape (k, k)
        Hessian at the minimum, symmetric positive semidefinite.
    learning_rate : float
        η > 0.

    Returns
    -------
    float
        The square of `contraction`; infinity where it leaves the float
        range.

    Raises
    ------
    ValueError
        As `contraction`.

    Examples
    --------
    >>> print(gap_factor([[1.0, 0.0], [0.0, 0.5]], 1.0))
    0.25
    """
    with np.errstate(over="ignore"):
        return float(np.square(contraction(H, learning_rate)))


def gap_forecast(gap: float, factor: float, n_epochs: int) -> Floats:
    """Return a gap that each epoch multiplies by the same factor.

    Parameters
    ----------
    gap : float
        Above 0, in epoch 0.
    factor : float
        At least 0: `gap_factor`, as a rule.
    n_epochs : int
        T >= 0.

    Returns
    -------
    ndarray, shape (T + 1,)
        Kept between 1e-10 and 1e4, beyond which nothing can be drawn.

    Raises
    ------
    ValueError
        If a value is out of range.

    Examples
    --------
    >>> print(gap_forecast(1.0, 0.1, 2).round(6), gap_forecast(1.0, 0.0, 1)[0])
    [1.   0.1  0.01] 1.0
    """
    gap = as_positive("gap", gap)
    factor = as_between("factor", factor, 0.0, np.inf)
    n_epochs = as_count("n_epochs", n_epochs, least=0)
    with np.errstate(divide="ignore"):
        steps = np.full(n_epochs, np.log10(factor))
    exponent = np.cumsum(np.append(np.log10(gap), steps))
    return 10.0 ** np.clip(exponent, _LOWEST, _HIGHEST)


def _eigenvalues(H: ArrayLike) -> Floats:
    """Return the eigenvalues, ascending, of a checked symmetric matrix."""
    return _eigen(H)[0]


def _eigen(H: ArrayLike) -> tuple[Floats, Floats]:
    """Return eigenvalues, ascending and >= 0, and their vectors."""
    expected = "a finite symmetric matrix of shape (k, k)"
    H = as_floats("H", H, expected)
    if H.ndim != 2 or H.shape[0] != H.shape[1] or H.size == 0:
        raise ValueError(f"H: expected {expected}, got shape {H.shape}")
    if not np.isfinite(H).all():
        raise ValueError(f"H: expected {expected}, got a value not finite")
    # A power of two, which loses no digit, keeps sums in the float range.
    exponent = np.frexp(np.abs(H).max())[1]
    H = np.ldexp(H, -exponent)
    if np.abs(H - H.T).max() > 1e-10 * np.abs(H).max():
        raise ValueError(f"H: expected {expected}, got one not symmetric")
    eigenvalues, vectors = np.linalg.eigh(H)
    rounding = len(H) * np.finfo(float).eps * np.abs(eigenvalues).max()
    with np.errstate(over="ignore"):
        lowest = np.ldexp(eigenvalues[0], exponent)
        if eigenvalues[0] < -10 * rounding:
            raise ValueError(
                f"H: expected no negative eigenvalue, got {lowest:.3g}"
            )
        clear = np.where(np.abs(eigenvalues) <= rounding, 0.0, eigenvalues)
        return np.ldexp(clear, exponent), vectors
