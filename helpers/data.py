"""Data of the course: synthetic, real, split and scaled."""

# X names a matrix, not a constant.
# pyright: reportConstantRedefinition=false

from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers._checks import (
    Floats,
    Seed,
    as_count,
    as_features,
    as_floats,
    as_generator,
    as_labels,
    shown,
)

Labels = NDArray[np.int_]

# The least float that holds all its digits.
_TINY = np.finfo(float).tiny


def two_gaussians(
    m: int = 100_000,
    *,
    means: Sequence[Sequence[float]] = ((0, 0), (2, 8)),
    seed: Seed = 0,
) -> tuple[Floats, Labels]:
    """Draw two classes from normal distributions with identity covariance.

    Parameters
    ----------
    m : int
        Number of examples, at least 2; the labels alternate 0, 1, 0, 1 …
    means : sequence of two points with n coordinates each
        Centre of class 0, centre of class 1.
    seed : int or numpy.random.Generator
        The same seed gives the same data.

    Returns
    -------
    X : ndarray, shape (m, n)
    y : ndarray of int, shape (m,)

    Raises
    ------
    ValueError
        If `m` is not a whole number >= 2, `means` not two points, or
        `seed` neither a whole number >= 0 nor a Generator.

    Notes
    -----
    The defaults are the experiment of C. Winkler, *Neural Networks and
    Logistic Regression – Backpropagation in depth*.

    Examples
    --------
    >>> X, y = two_gaussians(6, seed=1)
    >>> X.shape, y.tolist()
    ((6, 2), [0, 1, 0, 1, 0, 1])
    """
    m = as_count("m", m, least=2)
    rng = as_generator("seed", seed)
    centres = as_features("means", means)
    if len(centres) != 2:
        raise ValueError(
            f"means: expected two points, got shape {centres.shape}"
        )
    y = np.arange(m) % 2
    return centres[y] + rng.standard_normal((m, centres.shape[1])), y


def challenger() -> tuple[Floats, Labels]:
    """Return launch temperature (°F) and O-ring distress of 23 flights.

    Returns
    -------
    X : ndarray, shape (23, 1)
        Temperature at launch in degrees Fahrenheit.
    y : ndarray of int, shape (23,)
        1 where at least one O-ring showed distress.

    Notes
    -----
    S. R. Dalal, E. B. Fowlkes and B. Hoadley (1989), *Risk Analysis of the
    Space Shuttle: Pre-Challenger Prediction of Failure*, JASA 84:945–957.

    Examples
    --------
    >>> X, y = challenger()
    >>> X.shape, int(y.sum()), X.min(), X.max()
    ((23, 1), 7, np.float64(53.0), np.float64(81.0))
    """
    lines = files("helpers").joinpath("challenger.csv").read_text("utf-8")
    rows = [line for line in lines.splitlines() if not line.startswith("#")]
    table = np.loadtxt(rows[1:], delimiter=",")
    return table[:, :1], table[:, 1].astype(int)


def train_test_split(
    X: ArrayLike, y: ArrayLike, *, test_size: float = 0.2, seed: Seed = 0
) -> tuple[Floats, Floats, Labels, Labels]:
    """Split the examples at random into a training and a hold-out part.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like of 0 and 1, shape (m,)
    test_size : float
        Share of the examples held out, between 0 and 1; each part gets at
        least one.
    seed : int or numpy.random.Generator

    Returns
    -------
    X_train, X_test, y_train, y_test : ndarray

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, `test_size` is not
        strictly between 0 and 1, `seed` is neither a whole number >= 0 nor
        a Generator, or there are fewer than two examples.

    Examples
    --------
    >>> X, y = two_gaussians(10)
    >>> X_train, X_test, y_train, y_test = train_test_split(X, y)
    >>> X_train.shape, X_test.shape
    ((8, 2), (2, 2))
    """
    X = as_features("X", X)
    m = len(X)
    y = as_labels("y", y, m).astype(int)
    if m < 2:
        raise ValueError(f"X: expected at least two examples, got {m}")
    expected = "one number between 0 and 1"
    share = as_floats("test_size", test_size, expected)
    if share.ndim or not 0 < share < 1:
        raise ValueError(
            f"test_size: expected {expected}, got {shown(test_size)}"
        )
    n_test = min(max(round(m * float(share)), 1), m - 1)
    order = as_generator("seed", seed).permutation(m)
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


class Scaling:
    """Centre the columns of X, scale them, both, or neither.

    Parameters
    ----------
    center : bool
        Subtract each column's mean.
    scale : bool
        Divide by each column's standard deviation (divisor m).

    Attributes
    ----------
    shift : ndarray, shape (n,)
        What is subtracted; zeros unless `center`. Set by `fit`.
    unit : ndarray, shape (n,)
        What is divided by; ones unless `scale`. Set by `fit`.

    Notes
    -----
    Fit on the training part only, then transform both parts: the hold-out
    data must not help to prepare the training.

    Examples
    --------
    >>> scaling = Scaling(center=True, scale=False).fit([[1.0], [3.0]])
    >>> print(scaling.transform([[1.0], [3.0], [5.0]]).ravel())
    [-1.  1.  3.]
    """

    shift: Floats
    unit: Floats

    def __init__(self, center: bool = True, scale: bool = True) -> None:
        self.center = center
        self.scale = scale

    def __repr__(self) -> str:
        return f"Scaling(center={self.center}, scale={self.scale})"

    def fit(self, X: ArrayLike) -> "Scaling":
        """Learn shift and unit from the columns of X, and return self.

        Parameters
        ----------
        X : array_like, shape (m, n)

        Raises
        ------
        ValueError
            If `X` is not a finite array of shape (m, n), or a column to be
            scaled is constant or so narrow that its standard deviation
            is no normal float.
        """
        X = as_features("X", X)
        # By powers of two, which lose no digit, all is brought below 1:
        # then neither a sum nor a square can leave the float range.
        exponent = np.frexp(np.abs(X).max(axis=0))[1]
        Z = np.ldexp(X, -exponent)
        mean = Z.mean(axis=0)
        shift, unit = np.zeros(X.shape[1]), np.ones(X.shape[1])
        if self.center:
            shift = np.ldexp(mean, exponent)
        if self.scale:
            width = np.ptp(Z, axis=0)
            constant = np.flatnonzero(width == 0)
            if constant.size:
                raise ValueError(
                    "X: expected columns that vary, got only the value "
                    f"{X[0, constant[0]]:g} in column {constant[0]}"
                )
            # Divided by the width first, no square is lost either.
            unit = np.ldexp(width * ((Z - mean) / width).std(axis=0), exponent)
            narrow = np.flatnonzero(unit < _TINY)
            if narrow.size:
                raise ValueError(
                    "X: expected columns with a standard deviation of at "
                    f"least {_TINY:.2g}, got {unit[narrow[0]]:.2g} in column "
                    f"{narrow[0]}"
                )
        self.shift, self.unit = shift, unit
        return self

    def transform(self, X: ArrayLike) -> Floats:
        """Return (X - shift) / unit.

        Parameters
        ----------
        X : array_like, shape (m, n)

        Returns
        -------
        ndarray, shape (m, n)
            Infinite only where the result leaves the float range.

        Raises
        ------
        ValueError
            If `fit` has not been called, or X has another number of
            columns.
        """
        self._need_fit()
        X = as_features("X", X, len(self.shift))
        # Halved, no difference of two floats leaves the float range.
        with np.errstate(all="ignore"):
            return (X / 2 - self.shift / 2) / (self.unit / 2)

    def original_coefficients(
        self, w: ArrayLike, b: ArrayLike
    ) -> tuple[Floats, Floats]:
        """Return the (w, b) for X in its original units.

        Parameters
        ----------
        w : array_like, shape (n,) or (T + 1, n)
            Weights learned on transformed data, one set or one per epoch.
        b : array_like, shape () or (T + 1,)

        Returns
        -------
        w, b
            Of the same shapes; they give the same logits on the original
            data as the arguments give on the transformed data.

        Raises
        ------
        ValueError
            If `fit` has not been called, or the shapes do not fit.

        Notes
        -----
        ``w·(x - shift)/unit + b = (w/unit)·x + (b - (w/unit)·shift)``.

        Examples
        --------
        >>> scaling = Scaling().fit([[1.0], [3.0]])  # shift 2, unit 1
        >>> print(*scaling.original_coefficients([0.5], 1.0))
        [0.5] 0.0
        """
        self._need_fit()
        n = len(self.shift)
        w = as_floats("w", w, f"numbers of shape ({n},) or (T + 1, {n})")
        b = as_floats("b", b, "one number for each set of weights")
        if w.ndim not in (1, 2) or w.shape[-1] != n:
            raise ValueError(
                f"w: expected shape ({n},) or (T + 1, {n}), got {w.shape}"
            )
        if b.shape != w.shape[:-1]:
            raise ValueError(
                f"b: expected shape {w.shape[:-1]}, got {b.shape}"
            )
        with np.errstate(all="ignore"):
            w = w / self.unit
            return w, b - w @ self.shift

    def _need_fit(self) -> None:
        """Refuse to guess shift and unit."""
        if not hasattr(self, "shift"):
            raise ValueError(f"{self!r}: expected a call of fit(X) first")
