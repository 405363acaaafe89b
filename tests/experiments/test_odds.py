"""Odds: there and back, and the ends of the scales."""

import numpy as np
import pytest

from helpers import experiments, model


@pytest.mark.parametrize("p", [1e-9, 0.1, 0.5, 0.75, 1 - 1e-9])
def test_odds_and_log_odds_lead_back_to_p(p):
    n = experiments.odds_numbers(p)
    assert n.odds / (1 + n.odds) == pytest.approx(p, rel=1e-12)
    assert np.log(n.odds) == pytest.approx(n.log_odds, abs=1e-7)
    assert model.sigmoid(n.log_odds) == pytest.approx(p, rel=1e-12)


def test_certain_odds_are_infinite():
    assert experiments.odds_numbers(1.0).odds == np.inf
    n = experiments.odds_numbers(0.0)
    assert (n.odds, n.log_odds) == (0.0, -np.inf)
    with pytest.raises(ValueError, match="p: expected one number from 0 to 1"):
        experiments.odds_numbers(1.2)
