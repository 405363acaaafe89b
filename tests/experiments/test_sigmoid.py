"""The sigmoid at one point, against difference quotients."""

import numpy as np
import pytest

from helpers import experiments, model


@pytest.mark.parametrize(
    ("w", "b", "x"), [(1, 0, 1), (-3, 2, 0.4), (0, 1, 5), (8, -8, 6)]
)
def test_sigmoid_slope_is_a_difference_quotient(w, b, x):
    n = experiments.sigmoid_numbers(w, b, x)
    h = 1e-5
    ends = model.sigmoid(w * np.array([x - h, x + h]) + b)
    assert n.slope == pytest.approx(np.diff(ends)[0] / (2 * h), abs=1e-9)
    assert n.p == model.predict_proba([[x]], [w], b)[0]
    if w:
        assert experiments.sigmoid_numbers(w, b, n.crossing).p == 0.5
    else:
        assert n.crossing is None
