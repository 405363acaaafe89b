"""Each explorer's first picture, against one that was looked at.

A picture may differ a little: processors round differently. A curve that
moved, a word that is missing or another colour is too much. If a picture was
changed on purpose, look at it, and renew its baseline::

    python -m tests.explorers.test_baselines sigmoid loss
"""

import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from helpers import explorers
from helpers.output import compact_png
from tests.support import hands

NAMES = explorers.__all__
FOLDER = Path(__file__).with_name("baselines")
# As on the page: of letters this small less would not show another sign.
WIDTH = 846
# Beyond the edge rounding grows from epoch to epoch: after 200 of them points
# stand elsewhere on another machine, after 10 they do not.
EPOCH = {"race_of_rates": 10}
# The largest difference of two pictures that are the same, of 255. One other
# sign in a caption gives 32. The wheels of matplotlib bring their own rules
# for letters, so those are the same on every system.
TOLERANCE = 25


def small(png):
    """Return a picture of the width of a baseline."""
    with Image.open(BytesIO(png)) as picture:
        height = round(picture.height * WIDTH / picture.width)
        size = WIDTH, height
        return picture.convert("RGB").resize(size, Image.Resampling.BOX)


def first_picture(name, explorer):
    """Return the still, or the picture at an early epoch in its place."""
    if name not in EPOCH:
        return small(explorer.still)
    explorer.epoch.value = EPOCH[name]
    return small(explorer.live.still_png())


def difference(one, other):
    """Return the largest difference of two pictures, a little blurred.

    What stands two pixels beside its place is no difference: letters of
    another width shift what is beside them.
    """
    assert one.size == other.size
    blur = ImageFilter.GaussianBlur(1.5)
    one, other = one.filter(blur), other.filter(blur)
    return max(_beyond(one, other), _beyond(other, one))


def _beyond(one, other):
    """Return how far a colour of one is from all near it in the other."""
    wanted, low, high = (
        np.asarray(picture, dtype=int)
        for picture in (
            one,
            other.filter(ImageFilter.MinFilter(5)),
            other.filter(ImageFilter.MaxFilter(5)),
        )
    )
    return max((wanted - high).max(), (low - wanted).max())


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
