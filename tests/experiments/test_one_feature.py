"""Data of one feature: a minimum where theory says so."""

import pytest

from helpers import experiments, minimum, model
from helpers.experiments import one_feature


@pytest.mark.parametrize("dataset", experiments.DATASETS)
def test_minimum_exists_where_classes_overlap(dataset):
    p = one_feature.problem(dataset)
    separated = minimum.separating_hyperplane(p.X, p.y) is not None
    assert (p.minimum is None) == separated
    if p.minimum is not None:
        grad_w, grad_b = model.gradient(p.X, p.y, [p.minimum[0]], p.minimum[1])
        assert abs(grad_w[0]) < 1e-9
        assert abs(grad_b) < 1e-10
