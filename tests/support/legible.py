"""Whether all texts of a picture can be read."""

from itertools import combinations

import numpy as np
from matplotlib.colors import to_rgb


def shown_texts(ax):
    """The texts that can be seen, each with its place in pixels."""
    ax.figure.draw_without_rendering()
    shown = [t for t in ax.texts if t.get_visible() and t.get_text()]
    return [(text, text.get_window_extent()) for text in shown]


def assert_legible(ax):
    """Return the texts, inside the axes, apart, and 10 points or more."""
    shown = shown_texts(ax)
    inside = ax.get_window_extent()
    for text, box in shown:
        words = text.get_text()
        assert inside.x0 <= box.x0 and box.x1 <= inside.x1, words
        assert inside.y0 <= box.y0 and box.y1 <= inside.y1, words
        assert text.get_fontsize() >= 10, words
    for (text, box), (other, second) in combinations(shown, 2):
        assert not box.overlaps(second), (text.get_text(), other.get_text())
    return shown


def words_by_gid(ax):
    """Visible texts of a picture: gid -> lines."""
    found = {}
    for text in ax.texts:
        if text.get_visible():
            found.setdefault(text.get_gid(), []).append(text.get_text())
    return found


def contrast(one, other):
    """Return the contrast of two colours as WCAG 2.2 counts it, 1 to 21."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color):
    rgb = np.array(to_rgb(color))
    linear = np.where(
        rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92
    )
    return linear @ (0.2126, 0.7152, 0.0722)
