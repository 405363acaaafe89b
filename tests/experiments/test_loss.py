"""Two losses of one prediction, against the model's."""

import numpy as np
import pytest

from helpers import experiments, model


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("p", [0.01, 0.3, 0.5, 0.99])
def test_losses_and_slopes(y, p):
    n = experiments.loss_numbers(y, p)
    z = model.logit(p)
    assert n.bce == pytest.approx(model.log_loss([[1.0]], [y], [z], 0.0))
    assert n.bce_dz == pytest.approx(model.gradient([[1.0]], [y], [z], 0.0)[1])
    assert n.bce_dz == pytest.approx(n.bce_dp * p * (1 - p))
    assert n.square == (p - y) ** 2
    assert n.square_dz == pytest.approx(n.square_dp * p * (1 - p))


def test_a_sure_wrong_answer_costs_infinitely_much():
    n = experiments.loss_numbers(1, 0.0)
    assert (n.bce, n.bce_dp, n.bce_dz) == (np.inf, -np.inf, -1.0)
    assert n.square_dz == 0
    right = experiments.loss_numbers(0, 0.0)
    assert (right.bce, right.bce_dp) == (0.0, 1.0)
    for y, p in ((2, 0.5), (1, 1.5), (1, np.nan)):
        with pytest.raises(ValueError, match=r"^[yp]: expected"):
            experiments.loss_numbers(y, p)
