"""Text that a live picture can draw again and again.

Matplotlib shapes and renders every letter anew each time: near a millisecond
for one short label. A `QuickText` renders each letter once and from then on
only copies pixels, as long as it is animated.
"""

import re
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
# Rendered in advance; every other letter when it is first needed.
_NUMERALS = "0123456789.−×=?"
# A letter is rendered together with the accents that follow it.
_LETTER = re.compile(".[\u0300-\u036f]*")
# The part of a text that stands left of its point.
_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}


class QuickText(Text):
    """One line of level text, at the height of its point.

    Parameters
    ----------
    x, y : float
    text : str
    ha : {"left", "center", "right"}
        The part of the text that is at x.
    **style
        As of `matplotlib.text.Text`.

    Notes
    -----
    Animated (see `helpers.live.LiveFigure.moving`) it is drawn from letters
    in memory, unclipped; otherwise, or with mathematics, a turn, a frame
    or an opacity of its own, it is an ordinary `matplotlib.text.Text` with
    the alignment "center_baseline".

    Examples
    --------
    >>> text = QuickText(0.5, 0.5, "= 0.25")
    >>> text.get_text(), text.get_va()
    ('= 0.25', 'center_baseline')
    """

    def __init__(
        self,
        x: float,
        y: float,
        text: str = "",
        *,
        ha: str = "center",
        **style: Any,
    ) -> None:
        super().__init__(x, y, text, ha=ha, va="center_baseline", **style)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the text, letter by letter from memory if it is animated."""
        text = self.get_text()
        plain = not (
            set("$\n") & set(text)
            or self.get_alpha() not in (None, 1.0)
            or self.get_rotation()
            or self.get_bbox_patch()
        )
        if not (self.get_animated() and plain):
            super().draw(renderer)
            return
        self.stale = False
        if not text or not self.get_visible():
            return
        # A copy: to set size or weight changes the font of a text in place.
        font = self.get_fontproperties().copy()
        figure: Any = self.get_figure(root=True)
        font = font, figure.dpi
        letters = _letters(*font)
        picture = _line(text, self.get_color(), *font)
        x, y = self.get_transform().transform(self.get_position())
        # The picture has a margin on both sides.
        length = picture.shape[1] - 2 * letters.margin
        before = length * _BEFORE[self.get_horizontalalignment()]
        left = round(x - before) - letters.margin
        bottom = round(y - letters.ascent / 2) - letters.below
        gc = renderer.new_gc()
        renderer.draw_image(gc, left, bottom, picture)
        gc.restore()


class _Letters:
    """Pixels and advance of each letter of one font, made when needed.

    Attributes
    ----------
    ascent, below, margin : int
        Pixels from the baseline up to the top of an l, down to the lower
        edge of every picture, and left free beside a letter.
    """

    def __init__(self, font: FontProperties, dpi: float) -> None:
        self.font, self.dpi = font, dpi
        self._known: dict[str, tuple[Pixels, float]] = {}
        size = font.get_size_in_points() * dpi / 72
        self.margin = round(0.25 * size)
        self.below = round(0.5 * size)
        self.shape = round(1.6 * size), round(2.5 * size)
        for letter in _NUMERALS:
            self[letter]
        rows = np.flatnonzero(self["l"][0].any(axis=1))
        self.ascent = int(rows[-1]) + 1 - self.below

    def __getitem__(self, letter: str) -> tuple[Pixels, float]:
        if letter not in self._known:
            self._known[letter] = self._rendered(letter)
        return self._known[letter]

    def _rendered(self, letter: str) -> tuple[Pixels, float]:
        height, width = self.shape
        figure = Figure(
            (width / self.dpi, height / self.dpi),
            dpi=self.dpi,
            facecolor="white",
        )
        figure.set_layout_engine("none")
        canvas = FigureCanvasAgg(figure)
        place = self.margin / width, self.below / height
        figure.text(*place, letter, fontproperties=self.font)
        canvas.draw()
        # An image is drawn with its lowest row first.
        covered = 255 - np.array(canvas.buffer_rgba())[::-1, :, 0]
        measure = canvas.get_renderer().get_text_width_height_descent
        between = measure(f"0{letter}0", self.font, False)[0]
        return covered, between - measure("00", self.font, False)[0]


@lru_cache
def _letters(font: FontProperties, dpi: float) -> _Letters:
    return _Letters(font, dpi)


@lru_cache(maxsize=256)
def _line(text: str, color: Any, font: FontProperties, dpi: float) -> Pixels:
    """Return the pixels of a text, letters side by side."""
    letters = _letters(font, dpi)
    glyphs = [letters[letter] for letter in _LETTER.findall(text)]
    length = sum(advance for _, advance in glyphs)
    height, room = letters.shape
    covered = np.zeros((height, round(length) + room), np.uint8)
    start = 0.0
    for shape, advance in glyphs:
        place = covered[:, round(start) : round(start) + room]
        np.maximum(place, shape, out=place)
        start += advance
    covered = covered[:, : round(length) + 2 * letters.margin]
    picture = np.empty((*covered.shape, 4), np.uint8)
    picture[:] = np.multiply(to_rgba(color), 255)
    picture[..., 3] = covered
    return picture
