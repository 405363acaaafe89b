"""Quick text: where it stands."""

import numpy as np
import pytest

from helpers.live import LiveFigure, QuickText


def inked(live):
    """Return the first and last column of pixels with ink."""
    columns = np.flatnonzero((live.draw()[..., 0] < 128).any(axis=0))
    return columns[0], columns[-1]


@pytest.mark.parametrize("ha", ["left", "center", "right"])
def test_quick_text_stands_where_text_does(ha):
    live = LiveFigure("place", figsize=(3, 1))
    live.figure.set_layout_engine("none")
    text = QuickText(0.5, 0.5, "κ 1,360", ha=ha)
    live.figure.add_artist(text)
    plain = inked(live)
    live.moving(text)
    live.redraw()
    quick = inked(live)
    live.close()
    np.testing.assert_allclose(quick, plain, atol=2)
    middle = 3 * 138 / 2
    assert (plain[0] < middle - 2) == (ha != "left")
    assert (plain[1] > middle + 2) == (ha != "right")
