"""Whether two pictures look the same, whichever machine drew them."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter

# As on the page: of letters this small less would not show another sign.
WIDTH = 846
# The largest difference of two pictures that are the same, of 255. One other
# sign in a caption gives 32. The wheels of matplotlib bring their own rules
# for letters, so those are the same on every system.
TOLERANCE = 25


def small(png):
    """Return a picture of the width of a page."""
    with Image.open(BytesIO(png)) as picture:
        height = round(picture.height * WIDTH / picture.width)
        size = WIDTH, height
        return picture.convert("RGB").resize(size, Image.Resampling.BOX)


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
