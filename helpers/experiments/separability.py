"""Separable or not, in numbers: one point, a penalty, and the length of w.

State: the place (x1, x2) of one point of class 0, and the penalty γ.
Numbers: how the classes lie, the descent of J + (γ/2)‖w‖² by epoch, and its
minimum where there is one.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers import data, minimum, model
from helpers._checks import Counts, Floats, as_between, read_only
from helpers.descent import gradient_descent

N_EPOCHS = 2000
# Below 2/L wherever the point stands and however large the penalty.
LEARNING_RATE = 1.0
X1_LIMITS, X2_LIMITS, MAX_L2 = (-5.0, 5.0), (-4.0, 4.0), 0.1
# Among its own class, on a point of the other, and in its middle.
PLACES = {
    "own side": (0.0, 0.0),
    "touching": (1.4, -0.3),
    "across": (2.0, 1.0),
}


@dataclass(frozen=True, eq=False)
class SeparabilityNumbers:
    """What a descent does with the point at one place.

    Attributes
    ----------
    X : ndarray, shape (m, 2)
        The sample; its last row is the point that was placed.
    y : ndarray, shape (m,)
        Labels; the placed point has 0.
    l2 : float
        The penalty γ.
    state : str
        "separable", "touching" or "overlapping".
    line : (w, b) or None
        Where separable, a line with every example on its side; where
        touching, one with none on the wrong side but some on it.
    w : ndarray, shape (T + 1, 2)
    b : ndarray, shape (T + 1,)
        By epoch, from zero.
    epochs : ndarray of int, shape (k,)
        Epochs between 1 and T, evenly spaced on a logarithmic axis.
    objective : ndarray, shape (k,)
        J + (γ/2)‖w‖² in those epochs.
    minimum : (w, b) or None
        Where that is least; None where no such place exists.
    min_objective : float or None
        Its value there.
    """

    X: Floats
    y: Floats
    l2: float
    state: str
    line: tuple[Floats, float] | None
    w: Floats
    b: Floats
    epochs: Counts
    objective: Floats
    minimum: tuple[Floats, float] | None
    min_objective: float | None

    @property
    def length(self) -> Floats:
        """‖w‖ by epoch."""
        return np.hypot(*self.w.T)

    @property
    def min_length(self) -> float | None:
        """‖w‖ at the minimum, None without one."""
        return None if self.minimum is None else _length(self.minimum[0])


def separability_numbers(
    x1: float, x2: float, l2: float = 0.0
) -> SeparabilityNumbers:
    """Place one point of class 0, and descend for 2,000 epochs.

    The other 32 points, 20 of class 0 and 12 of class 1, stay where they
    are; a line separates them.

    Parameters
    ----------
    x1, x2 : float
        The place, |x1| <= 5 and |x2| <= 4.
    l2 : float
        Penalty γ, 0 to 0.1.

    Returns
    -------
    SeparabilityNumbers

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    The descent is of ``J(w, b) + (γ/2)‖w‖²`` with η = 1; the bias is not
    penalised, as where the boundary lies should cost nothing. Most books
    write λ for γ; here λ is an eigenvalue. With γ > 0 and both classes
    present a minimum always exists. With γ = 0 it does if and only if the
    classes overlap: every line has somebody on its wrong side (Albert and
    Anderson, 1984).

    `minimum.separating_hyperplane` decides whether a line separates, and
    `minimum.touching_line` whether the classes touch. Margins below about
    1e-7 count as touching.

    Examples
    --------
    >>> for x1, l2 in ((0.0, 0.0), (2.0, 0.0), (0.0, 0.01)):
    ...     n = separability_numbers(x1, 1.0, l2)
    ...     print(n.state, n.length[[200, 2000]].round(2), end=" ")
    ...     print("no minimum" if n.minimum is None else
    ...           f"minimum at {n.min_length:.2f}")
    separable [3.91 6.71] no minimum
    overlapping [2.06 2.12] minimum at 2.12
    separable [2.48 2.5 ] minimum at 2.50
    """
    x1 = as_between("x1", x1, *X1_LIMITS)
    x2 = as_between("x2", x2, *X2_LIMITS)
    l2 = as_between("l2", l2, 0.0, MAX_L2)
    X, y, state, line = _judged(x1, x2)
    run = gradient_descent(
        X, y, learning_rate=LEARNING_RATE, n_epochs=N_EPOCHS, l2=l2
    )
    epochs = _drawn_epochs()
    at = least = None
    if l2 or state == "overlapping":
        at = minimum.minimiser(X, y, l2)
        penalty = 0.5 * l2 * _length(at[0]) ** 2
        least = model.log_loss(X, y, *at) + penalty
    return SeparabilityNumbers(
        X,
        y,
        l2,
        state,
        line,
        run.w,
        run.b,
        epochs,
        run.objective[epochs],
        at,
        least,
    )


@lru_cache
def fixed_points() -> tuple[Floats, Floats]:
    """Return the 32 points that stay, on the grid of the sliders.

    Returns
    -------
    X : ndarray, shape (32, 2)
    y : ndarray, shape (32,)
    """
    X, y = data.two_gaussians(40, means=((-2, -1), (2, 1)), seed=12)
    keep = np.sort(np.append(np.flatnonzero(y == 0), np.flatnonzero(y)[:12]))
    return read_only(X[keep].round(1)), read_only(y[keep].astype(float))


@lru_cache(maxsize=512)
def _judged(
    x1: float, x2: float
) -> tuple[Floats, Floats, str, tuple[Floats, float] | None]:
    """Return the sample, how its classes lie, and a line that shows it."""
    others, labels = fixed_points()
    X = read_only(np.vstack([others, [x1, x2]]))
    y = read_only(np.append(labels, 0.0))
    line = minimum.separating_hyperplane(X, y)
    if line is not None:
        read_only(line[0])
        return X, y, "separable", line
    line = minimum.touching_line(X, y)
    return X, y, "overlapping" if line is None else "touching", line


@lru_cache
def _drawn_epochs() -> Counts:
    """Return epochs evenly spaced on a logarithmic axis."""
    spaced = np.geomspace(1, N_EPOCHS, 120).round()
    return read_only(np.unique(spaced.astype(np.int_)))


def _length(w: Floats) -> float:
    """Return ‖w‖."""
    return float(np.hypot(*w))
