"""Confidence by epoch in numbers: raw and centred, 100,000 samples.

State: an epoch. Numbers: for both preparations of the data the model, its
hold-out loss and errors, where its boundary lies and how wide its band is.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers import data
from helpers._checks import Counts, Floats, as_moment, read_only
from helpers.descent import gradient_descent

N_EPOCHS = 100
PREPARATIONS = "raw", "centred"
LOGIT_09 = float(np.log(9.0))
_MEANS = (0.0, 0.0), (2.0, 8.0)


@dataclass(frozen=True, eq=False)
class Belief:
    """What one model believes after some epochs, in raw units.

    Attributes
    ----------
    w : ndarray, shape (2,)
    b : float
    loss : float
        On the 20,000 hold-out points.
    errors : int
        How many of them are on the wrong side; at a logit of exactly 0
        class 1 is predicted.
    offset : float or None
        From the point midway between the centres to the boundary, counted
        along w: below 0 it lies too near to class 0. None while w is 0.
    width : float or None
        Between the lines of p_hat = 0.1 and 0.9, 2 log(9)/‖w‖; None while
        w is 0.
    """

    w: Floats
    b: float
    loss: float
    errors: int
    offset: float | None
    width: float | None


@dataclass(frozen=True, eq=False)
class ConfidenceNumbers:
    """Both models after the same number of epochs.

    Attributes
    ----------
    epoch : int
    raw, centred : Belief
    """

    epoch: int
    raw: Belief
    centred: Belief


def confidence_numbers(epoch: int) -> ConfidenceNumbers:
    """Return what raw and centred believe after some epochs.

    Parameters
    ----------
    epoch : int
        0 to 100.

    Returns
    -------
    ConfidenceNumbers

    Raises
    ------
    ValueError
        If there is no such epoch.

    Notes
    -----
    The experiment of notebook 07: 100,000 points of two normal classes with
    centres (0, 0) and (2, 8), 20 % held out, η = 0.1 from weights zero, on
    all 80,000 others as they are and centred. Both runs are made at the
    first call and kept.

    Examples
    --------
    >>> n = confidence_numbers(1)
    >>> print(round(n.raw.offset, 1), abs(round(n.centred.offset, 1)))
    -4.1 0.0
    """
    epoch = as_moment("epoch", epoch, N_EPOCHS)
    runs = experiment().runs
    return ConfidenceNumbers(
        epoch, *(_belief(runs[name], epoch) for name in PREPARATIONS)
    )


@dataclass(frozen=True, eq=False)
class PreparedRun:
    """One model by epoch, in raw units.

    Attributes
    ----------
    w : ndarray, shape (T + 1, 2)
    b, val_loss : ndarray, shape (T + 1,)
    errors : ndarray of int, shape (T + 1,)
        Hold-out points on the wrong side.
    """

    w: Floats
    b: Floats
    val_loss: Floats
    errors: Counts


@dataclass(frozen=True, eq=False)
class Experiment:
    """Both runs, and some of the training points.

    Attributes
    ----------
    runs : dict of str to PreparedRun
        In the order of `PREPARATIONS`.
    X : ndarray, shape (60, 2)
    y : ndarray of int, shape (60,)
    """

    runs: dict[str, PreparedRun]
    X: Floats
    y: data.Labels


@lru_cache
def experiment() -> Experiment:
    """Return both runs, and 60 points to draw.

    Returns
    -------
    Experiment
        Made at the first call and kept.
    """
    X, y = data.two_gaussians(100_000, means=_MEANS, seed=0)
    X_train, X_test, y_train, y_test = data.train_test_split(X, y)
    runs: dict[str, PreparedRun] = {}
    for name in PREPARATIONS:
        scaling = data.Scaling(center=name == "centred", scale=False)
        scaling.fit(X_train)
        run = gradient_descent(
            scaling.transform(X_train),
            y_train,
            learning_rate=0.1,
            n_epochs=N_EPOCHS,
            X_val=scaling.transform(X_test),
            y_val=y_test,
        )
        if run.val_loss is None or run.val_accuracy is None:
            raise AssertionError("hold-out data were given")
        wrong = (1.0 - run.val_accuracy) * len(y_test)
        w, b = scaling.original_coefficients(run.w, run.b)
        runs[name] = PreparedRun(
            read_only(w),
            read_only(b),
            read_only(run.val_loss),
            read_only(wrong.round().astype(np.int_)),
        )
    # Copies, as a view would keep all 80,000 rows.
    X, y = X_train[:60].copy(), y_train[:60].copy()
    return Experiment(runs, read_only(X), read_only(y))


def _belief(run: PreparedRun, epoch: int) -> Belief:
    """Return what the model believes after some epochs."""
    w, b = run.w[epoch], float(run.b[epoch])
    size = float(np.hypot(*w))
    offset = width = None
    if size:
        offset = -float(w @ np.mean(_MEANS, axis=0) + b) / size
        width = 2 * LOGIT_09 / size
    return Belief(
        w,
        b,
        float(run.val_loss[epoch]),
        int(run.errors[epoch]),
        offset,
        width,
    )
