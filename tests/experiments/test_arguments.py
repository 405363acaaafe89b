"""What all number modules have in common."""

import numpy as np
import pytest

from helpers import experiments
from helpers.experiments import centre_scale, confidence, one_feature


@pytest.mark.parametrize("epoch", [-1, 201, 2.0, "5", None, True, np.nan])
def test_moments_are_whole_numbers(epoch):
    match = "expected a whole number from"
    with pytest.raises(ValueError, match=match):
        experiments.rate_numbers("overlapping", 1.0, epoch=epoch)
    with pytest.raises(ValueError, match=match):
        experiments.race_numbers(2.0, epoch)
    with pytest.raises(ValueError, match=match):
        experiments.confidence_numbers(epoch)
    with pytest.raises(ValueError, match=match):
        experiments.centre_scale_numbers(1.0, epoch=epoch)


def test_kept_results_cannot_be_changed():
    kept = [
        experiments.confidence_numbers(5).raw.w,
        experiments.separability_numbers(0.0, 0.0).X,
        experiments.separability_numbers(0.0, 0.0).line[0],
        one_feature.problem("overlapping").X,
        one_feature.surface("overlapping")[2],
        centre_scale.contours(),
        centre_scale.sample().z,
        confidence.experiment().X,
        confidence.experiment().y,
    ]
    for array in kept:
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0
