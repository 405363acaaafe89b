"""Odds bench: one probability on three scales."""

from matplotlib.axes import Axes

from helpers.experiments.odds import OddsNumbers, odds_numbers
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame
from helpers.explorers._number_lines import LENGTH, SCALES, draw_lines
from helpers.explorers._told import Mark, Row, Told, fixed, in_words, short
from helpers.live import QuickText
from helpers.plotting import Role

_STEP = 0.01
_ANSWER = "From 0.98 to 0.99, by 0.70; from 0.75 to 0.76 only by 0.05."


class OddsBench(Explorer):
    """Move a probability and watch odds and log-odds follow.

    Parameters
    ----------
    p : float
        At first.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If `p` is not a probability.

    Examples
    --------
    >>> explorer = OddsBench()
    >>> explorer.p.value = 0.9
    >>> explorer
    <OddsBench: At p = 0.90: odds 9, log-odds 2.197.>
    >>> explorer.close()
    """

    question = "What is one hundredth of probability worth?"
    hint = "Drag a ring: to 0.5, to 0.9, to 0.99."
    height = 330

    def __init__(self, p: float = 0.75, *, name: str = "odds bench") -> None:
        self.p = Slider("probability p", p, 0.0, 1.0, _STEP)
        self.guess = Choice(
            "The log-odds move farther when p goes",
            ["from 0.75 to 0.76", "from 0.98 to 0.99"],
            None,
        )
        self._scale = SCALES[0]
        super().__init__(
            name,
            big=self.p,
            prediction=self.guess,
            presets={
                f"p = {at:g}": (
                    "Set the probability",
                    lambda at=at: self._set(at),
                )
                for at in (0.5, 0.75, 0.98, 1.0)
            },
        )

    def build(self) -> None:
        """Draw three lines, a tick at each hundredth of p, a fan between."""
        beside = 36 / LENGTH
        place = 106, 8, 664, 296
        caption = "ticks: every hundredth of p, on all three lines"
        ax = frame(self.live.figure, place, caption)
        ax.set(xlim=(-beside, 1 + beside), ylim=(-0.3, 2.25))
        ax.set_axis_off()
        draw_lines(ax)
        moving = self.live.moving
        (mirror,) = ax.plot([], [], "D", color=Role.THEORY, ms=7)
        (point,) = ax.plot([], [], "o--", color=Role.NOW, lw=1.5, ms=15)
        point.set(markerfacecolor="white", markeredgewidth=3)
        self.mirror, self.point = moving(mirror), moving(point)
        self._values = [moving(_value(ax, height)) for height in range(3)]

    def draw(self) -> str:
        """Move the rings of p and the diamonds of 1 − p."""
        n = odds_numbers(self.p.value)
        self.point.set_data(_shares(n), range(3))
        self.mirror.set_data(_shares(_other(n)), range(3))
        for text, words in zip(self._values, _cells(n), strict=True):
            text.set_text(words)
        return (
            f"At p = {n.p:.2f}: odds {in_words(n.odds)}, log-odds "
            f"{in_words(n.log_odds)}."
        )

    def tell(self) -> Told:
        """Say what the next hundredth of p adds to the log-odds."""
        n = odds_numbers(self.p.value)
        rows = [
            Row("p", _cells(n), "○", "now"),
            Row("1 − p", _cells(_other(n)), "◆", "theory"),
        ]
        return Told(
            _finding(n),
            ("", "odds", "log-odds"),
            rows,
            under=[
                Mark(0.0, "impossible"),
                Mark(0.5, "even", "theory", known=True),
                Mark(1.0, "certain"),
            ],
            answer=_ANSWER if self.guess.value else "",
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Move the ring of the line that was pressed."""
        if begins:
            self._scale = SCALES[round(y)]
        self.p.value = self.p.nearest(self._scale.probability(x))

    def _set(self, p: float) -> None:
        self.p.value = p


def _value(ax: Axes, height: int) -> QuickText:
    """Return the text at the right, where a slider has its number."""
    right = 1 + 109 / LENGTH
    text = QuickText(right, height, ha="right", fontsize=14, weight="bold")
    ax.add_artist(text)
    return text


def _other(n: OddsNumbers) -> OddsNumbers:
    """Return the numbers of 1 − p."""
    return odds_numbers(1.0 - n.p)


def _finding(n: OddsNumbers) -> str:
    if n.p in (0.0, 1.0):
        return (
            f"p = {n.p:g} is certainty: its log-odds are "
            f"**{fixed(n.log_odds)}**, and no finite logit gives it."
        )
    after = min(n.p + _STEP, 1.0)
    added = odds_numbers(after).log_odds - n.log_odds
    return (
        f"One hundredth more, p = {after:.2f}, adds **{fixed(added, 2)}** "
        "to the log-odds."
    )


def _in_order(n: OddsNumbers) -> tuple[float, float, float]:
    return n.p, n.odds, n.log_odds


def _cells(n: OddsNumbers) -> tuple[str, str, str]:
    return fixed(n.p, 2), short(n.odds), fixed(n.log_odds, 2)


def _shares(n: OddsNumbers) -> list[float]:
    pairs = zip(SCALES, _in_order(n), strict=True)
    return [float(scale.share(value)) for scale, value in pairs]
