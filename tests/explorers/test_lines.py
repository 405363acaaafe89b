"""Lines across a box, and numbers that can be drawn."""

import numpy as np
import pytest

from helpers.explorers._lines import clip, level_line


@pytest.mark.parametrize("level", [0.0, 2.2])
def test_level_lines_lie_on_their_level(level):
    w, b = np.array([1.2, -0.7]), 0.4
    line = level_line(w, b, (-2, 3), (-1, 5), level)
    np.testing.assert_allclose(w @ line + b, level, atol=1e-12)
    assert np.hypot(*np.diff(line, axis=1)[:, 0]) > 2 * np.hypot(5, 6) - 1e-9


def test_where_there_is_no_line():
    for w, b in (([0, 0], 1), ([1, 0], 1e3), ([1e-9, 0], 5), ([np.inf, 0], 0)):
        assert np.isnan(level_line(w, b, (-1, 1), (-1, 1))).all()


def test_clipping_keeps_nan():
    values = clip([np.nan, -1e300, np.inf, 0.5], 0, 1)
    np.testing.assert_array_equal(values, [np.nan, -100, 101, 0.5])
