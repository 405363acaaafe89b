"""Each explorer's first picture, against one that was looked at.

A picture may differ a little: processors round differently. A curve that
moved, a word that is missing or another colour is too much. If a picture was
changed on purpose, look at it, and renew its baseline::

    python -m tests.explorers.test_baselines sigmoid loss
"""

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from helpers import explorers
from helpers.output import compact_png
from tests.support import hands
from tests.support.pictures import TOLERANCE, difference, small

NAMES = explorers.__all__
FOLDER = Path(__file__).with_name("baselines")
# Beyond the edge rounding grows from epoch to epoch: after 200 of them points
# stand elsewhere on another machine, after 10 they do not.
EPOCH = {"race_of_rates": 10}


def first_picture(name, explorer):
    """Return the still, or the picture at an early epoch in its place."""
    if name not in EPOCH:
        return small(explorer.still)
    explorer.epoch.value = EPOCH[name]
    return small(explorer.live.still_png())


def baseline(name):
    with Image.open(FOLDER / f"{name}.png") as picture:
        return picture.convert("RGB")


def renew(names):
    for name in names:
        explorer = hands.make(name)
        png = compact_png(first_picture(name, explorer))
        explorer.close()
        (FOLDER / f"{name}.png").write_bytes(png)


@pytest.mark.parametrize("name", NAMES)
def test_the_first_picture_is_the_one_looked_at(lend, name):
    # The still was drawn first, whatever an explorer was lent for since.
    found = first_picture(name, lend(name))
    assert difference(found, baseline(name)) < TOLERANCE


def test_baselines_weigh_little_and_all_are_used():
    files = list(FOLDER.glob("*.png"))
    assert sorted(file.stem for file in files) == NAMES
    assert sum(file.stat().st_size for file in files) < 400_000


def line_moved(explorer):
    x, y = explorer.curve.get_data()
    explorer.curve.set_data(np.add(x, 0.15), y)


def word_gone(explorer):
    explorer.slope_ax.texts[0].set_text("dp/dx = w p (1 − p)")


def caption_changed(explorer):
    explorer.slope_ax.texts[0].set_text("slope dp/dx = w p (1 + p)")


def colour_changed(explorer):
    explorer.tangent.set_color("black")


def marker_gone(explorer):
    explorer.slope_ax.lines[-1].set_visible(False)


@pytest.mark.parametrize(
    "change",
    [line_moved, word_gone, caption_changed, colour_changed, marker_gone],
)
def test_what_a_reader_would_see_fails(make, change):
    explorer = make("sigmoid")
    change(explorer)
    explorer.live.redraw()
    changed = small(explorer.live.still_png())
    assert difference(changed, baseline("sigmoid")) > TOLERANCE


if __name__ == "__main__":
    renew(sys.argv[1:] or NAMES)
