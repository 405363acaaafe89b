"""Sigmoid in numbers: logit, probability and slope at one point."""

from dataclasses import dataclass

from helpers import model
from helpers._checks import as_number


@dataclass(frozen=True)
class SigmoidNumbers:
    """The curve σ(wx + b) at one point.

    Attributes
    ----------
    z : float
        The logit wx + b.
    p : float
        σ(z).
    slope : float
        dp/dx = w p (1 − p).
    crossing : float or None
        The x at which p = 1/2; None if w = 0.
    """

    z: float
    p: float
    slope: float
    crossing: float | None


def sigmoid_numbers(w: float, b: float, x: float) -> SigmoidNumbers:
    """Return logit, probability and slope of σ(wx + b) at x.

    Parameters
    ----------
    w, b, x : float

    Returns
    -------
    SigmoidNumbers

    Raises
    ------
    ValueError
        If one is not a finite number.

    Examples
    --------
    >>> sigmoid_numbers(2.0, -2.0, 1.0)
    SigmoidNumbers(z=0.0, p=0.5, slope=0.5, crossing=1.0)
    """
    w, b, x = as_number("w", w), as_number("b", b), as_number("x", x)
    z = w * x + b
    p = float(model.sigmoid(z))
    slope = w * p * float(model.sigmoid(-z))
    return SigmoidNumbers(z, p, slope, 0.0 - b / w if w else None)
