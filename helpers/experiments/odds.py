"""One probability on three scales: probability, odds, log-odds."""

from dataclasses import dataclass

import numpy as np

from helpers import model
from helpers._checks import as_between


@dataclass(frozen=True)
class OddsNumbers:
    """One probability on three scales.

    Attributes
    ----------
    p, odds, log_odds : float
    """

    p: float
    odds: float
    log_odds: float


def odds_numbers(p: float) -> OddsNumbers:
    """Return odds and log-odds of a probability.

    Parameters
    ----------
    p : float
        Between 0 and 1; at 1 odds and log-odds are infinite, at 0 the
        log-odds are minus infinity.

    Returns
    -------
    OddsNumbers

    Raises
    ------
    ValueError
        If `p` is not a probability.

    Examples
    --------
    >>> numbers = odds_numbers(0.75)
    >>> print(numbers.odds, round(numbers.log_odds, 4))
    3.0 1.0986
    """
    p = as_between("p", p, 0.0, 1.0)
    log_odds = float(model.logit(p))
    return OddsNumbers(p, p / (1.0 - p) if p < 1 else np.inf, log_odds)
