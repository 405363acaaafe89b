"""Separability switch: move one point, and the minimum comes or goes."""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers._checks import as_between
from helpers.experiments.separability import (
    MAX_L2,
    N_EPOCHS,
    PLACES,
    X1_LIMITS,
    X2_LIMITS,
    SeparabilityNumbers,
    fixed_points,
    separability_numbers,
)
from helpers.explorers import _separability_words as words
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame, name
from helpers.explorers._lines import level_line
from helpers.explorers._told import Told, ticks
from helpers.live import QuickText
from helpers.plotting import CLASS_COLORS, CLASS_MARKERS, Role, ink

_HIGHEST = 14.0
_BOX = (-5.4, 5.4), (-4.4, 4.4)


class SeparabilitySwitch(Explorer):
    """Move one point across, and see whether ‖w‖ settles or grows for ever.

    Parameters
    ----------
    x1, x2 : float
        Where the point stands at first.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If the point is not in the picture.

    Examples
    --------
    >>> explorer = SeparabilitySwitch()
    >>> explorer.press("across")
    >>> explorer.verdict.get_text()
    'minimum at 2.12'
    >>> explorer.close()
    """

    question = "When is there no minimum?"
    hint = "Drag the ringed point among the triangles."
    height = 352

    def __init__(
        self,
        x1: float = 0.0,
        x2: float = 0.0,
        *,
        name: str = "separability switch",
    ) -> None:
        x1 = as_between("x1", x1, *X1_LIMITS)
        x2 = as_between("x2", x2, *X2_LIMITS)
        self.x1 = Slider("the point’s x₁", x1, *X1_LIMITS, 0.1, digits=1)
        self.x2 = Slider("the point’s x₂", x2, *X2_LIMITS, 0.1, digits=1)
        self.l2 = Slider("L2 penalty γ", 0.0, 0.0, MAX_L2, 0.001, digits=3)
        self._guess = Choice(
            "With the point among the triangles, ‖w‖",
            ("grows faster", "grows as before", "settles"),
            None,
        )
        self._first = x1, x2
        super().__init__(
            name,
            big=self.x1,
            more=[[self.x2, self.l2]],
            prediction=self._guess,
            presets={
                place: (f"Put the point at {at}", partial(self._put, *at))
                for place, at in PLACES.items()
            },
        )

    def numbers(self) -> SeparabilityNumbers:
        """Return the numbers of what is shown now."""
        state = self.x1.value, self.x2.value, self.l2.value
        return self.cached(separability_numbers, *state)

    def build(self) -> None:
        """Draw the points that stay, and the frame of ‖w‖."""
        figure = self.live.figure
        self.data_ax = frame(figure, (26, 24, 484, 304), "x₁ → and x₂ ↑")
        self.length_ax = frame(
            figure, (572, 24, 268, 304), "length ‖w‖ by epoch", grid=True
        )
        self._build_data()
        self._build_length()

    def draw(self) -> str:
        """Move the point, its lines and the curve of ‖w‖."""
        n = self.numbers()
        self.point.set_data(n.X[-1:, 0], n.X[-1:, 1])
        self._boundary.set_data(*level_line(n.w[-1], n.b[-1], *_BOX))
        shown = (np.zeros(2), 0.0) if n.line is None else n.line
        self.separator.set_data(*level_line(*shown, *_BOX))
        moved = (self.x1.value, self.x2.value) != self._first
        self._invitation.set_text("" if moved else "drag this point")
        self._invitation.set_position(n.X[-1] + (0.2, 0.75))
        self.length.set_ydata(n.length[n.epochs])
        read = n.length[[*words.READ]]
        self._marks.set_data(words.READ, read)
        self._stairs.set_data(
            np.repeat(words.READ, 2)[1:], np.repeat(read, 2)[:-1]
        )
        least = np.nan if n.min_length is None else n.min_length
        self.level.set_ydata([least] * 2)
        self.verdict.set_text(words.verdict(n, _HIGHEST))
        self.verdict.set_y(min(np.nan_to_num(least, nan=_HIGHEST), 12.9) + 0.6)
        self.verdict.set_color(Role.NOW if np.isnan(least) else Role.MINIMUM)
        return words.reading(n)

    def tell(self) -> Told:
        """Say whether ‖w‖ settles; mark where a line stops separating."""
        n = self.numbers()
        return Told(
            words.finding(n),
            ("‖w‖", "added by × 10"),
            words.rows(n),
            over=words.marks(self.x2.value),
            under=ticks(range(-4, 5, 2)),
            answer=words.answer(self._guess.value),
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Put the point where the data are pressed."""
        if ax is self.data_ax:
            self._put(self.x1.nearest(x), self.x2.nearest(y))

    def _put(self, x1: float, x2: float) -> None:
        with self.batch():
            self.x1.value, self.x2.value = x1, x2

    def _build_data(self) -> None:
        ax = self.data_ax
        X, y = fixed_points()
        for c, at in enumerate(((-4.3, 0.4), (3.6, 2.3))):
            color, marker = CLASS_COLORS[c], CLASS_MARKERS[c]
            ax.plot(*X[y == c].T, marker, color=color, mec="white", mew=0.5)
            ax.text(*at, f"class {c}", color=ink(color), fontsize=11)
        ax.set(xlim=_BOX[0], ylim=_BOX[1])
        name(ax, "— boundary learned", 0.26).set_color("black")
        line = name(ax, "– · nobody on its wrong side", 0.6)
        line.set_color(ink(Role.SEPARATOR))
        self._boundary = self._line(ax, "-", color="black")
        self.separator = self._line(ax, "-.", color=Role.SEPARATOR)
        # Seen through, where it covers a point of the other class.
        ring = {"ms": 15, "mew": 3, "mfc": (1.0, 1.0, 1.0, 0.6)}
        self.point = self._line(ax, "o", mec=Role.CLASS_0, **ring)
        invitation = QuickText(
            0, 0, ha="right", color=Role.CLASS_0, fontsize=11
        )
        self._invitation = self.live.moving(invitation)
        ax.add_artist(invitation)

    def _build_length(self) -> None:
        ax = self.length_ax
        epochs = self.numbers().epochs
        ax.set(xscale="log", xlim=(1, 1.25 * N_EPOCHS), ylim=(0, _HIGHEST))
        ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
        ax.minorticks_off()
        self._stairs = self._line(ax, "-", color=Role.MUTED, lw=1)
        self.level = self._line(ax, "--", color=Role.MINIMUM)
        self.level.set_xdata([1, 1.25 * N_EPOCHS])
        self.length = self._line(ax, "-", color=Role.RUN, lw=2.5)
        self.length.set_xdata(epochs)
        self._marks = self._line(ax, "o", color=Role.RUN, mec="white", ms=9)
        self.verdict = QuickText(1.2, 0, ha="left", fontsize=12)
        self.live.moving(self.verdict)
        ax.add_artist(self.verdict)

    def _line(self, ax: Axes, form: str, **style: Any) -> Line2D:
        return self.live.moving(ax.plot([], [], form, **style)[0])
