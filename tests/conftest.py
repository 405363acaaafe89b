"""Shared random examples: m ≠ n, unbalanced labels, weights not zero."""

import numpy as np
import pytest
from hypothesis import settings

# The same examples on every machine, however slow it is. For new ones:
# pytest --hypothesis-profile=random; a failure prints how to repeat it.
settings.register_profile("course", deadline=None, derandomize=True)
settings.register_profile(
    "random",
    deadline=None,
    derandomize=False,
    max_examples=1000,
    print_blob=True,
)
settings.load_profile("course")


@pytest.fixture(params=[(7, 3, 0), (23, 1, 1), (40, 6, 2), (5, 8, 3)])
def example(request):
    m, n, seed = request.param
    rng = np.random.default_rng(seed)
    X = rng.normal(0.5, 2.0, (m, n))
    y = (np.arange(m) % 4 == 0).astype(int)
    return X, y, rng.normal(0.0, 1.0, n), 0.7
