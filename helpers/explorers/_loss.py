"""Loss of one prediction: how cross-entropy and squared error correct it."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from helpers import model
from helpers.experiments.loss import LossNumbers, loss_numbers
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._frames import frame
from helpers.explorers._loss_lines import LOSSES, Z_RANGE, LossLines
from helpers.explorers._told import Mark, Row, Told, fixed, in_words, ticks
from helpers.live import QuickText
from helpers.plotting import Role

# Stands for an infinite logit: far out of the picture.
_FAR = 50.0
_ANSWER = "Squared error: its slope goes to 0, cross-entropy's to 1 in size."


class Loss(Explorer):
    """Move p, switch the label, and compare the slopes of two losses.

    Parameters
    ----------
    y : 0 or 1
    p : float
        At first.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If `y` is not a label or `p` not a probability.

    Examples
    --------
    >>> explorer = Loss(1, 0.5)
    >>> explorer
    <Loss: Label 1, p = 0.50: cross-entropy 0.6931 (slope -2 in p, -0.50 in \
z); squared error 0.25 (slope -1 in p, -0.2500 in z).>
    >>> explorer.close()
    """

    question = "Which loss corrects a model that is sure and wrong?"
    hint = "Drag a ring far up its curve."
    height = 330

    def __init__(
        self, y: int = 1, p: float = 0.3, *, name: str = "loss"
    ) -> None:
        self.y = Choice("label y", [0, 1], y)
        self.p = Slider("prediction p", p, 0.0, 1.0, 0.01)
        self.guess = Choice(
            "When the model is sure and wrong, the slope in z vanishes for",
            ["cross-entropy", "squared error", "both"],
            None,
        )
        super().__init__(
            name,
            big=self.p,
            more=[[self.y]],
            prediction=self.guess,
            presets={
                words: (f"p = {right:g} for label 1", self._preset(right))
                for words, right in (
                    ("surely wrong", 0.01),
                    ("undecided", 0.5),
                    ("surely right", 0.99),
                )
            },
        )

    def numbers(self) -> LossNumbers:
        """Return the numbers of what is shown now."""
        return loss_numbers(self.y.value, self.p.value)

    def build(self) -> None:
        """Draw both losses over the logit, and their slopes over p."""
        figure = self.live.figure
        self.loss_ax = frame(
            figure, (30, 42, 530, 262), "loss over the logit z →"
        )
        self.slope_ax = frame(
            figure, (622, 42, 214, 262), "size of the slope in z, over p →"
        )
        z = [-4, -2, 0, 2, 4]
        self.loss_ax.set(xlim=Z_RANGE, ylim=(-0.3, 5.6), xticks=z)
        self.loss_ax.set_xticklabels(
            [f"{fixed(v, 0)}\np = {model.sigmoid(v):.2f}" for v in z]
        )
        self.slope_ax.set(
            xlim=(-0.04, 1.04),
            ylim=(-0.05, 1.07),
            xticks=[0, 0.5, 1],
            yticks=[0, 0.5, 1],
        )
        for ax in (self.loss_ax, self.slope_ax):
            ax.axhline(0, color=Role.MUTED, lw=1)
        self.lines = [
            LossLines(self.live, self.loss_ax, self.slope_ax, loss)
            for loss in LOSSES
        ]
        label = QuickText(0, 5.2, fontsize=14, weight="bold")
        self.loss_ax.add_artist(label)
        self._label = self.live.moving(label)

    def draw(self) -> str:
        """Move curves, tangents and rings."""
        y, p, n = self.y.value, self.p.value, self.numbers()
        z = float(np.clip(model.logit(p), -_FAR, _FAR))
        for lines, slope in zip(
            self.lines, (n.bce_dz, n.square_dz), strict=True
        ):
            lines.move(y, p, z, slope)
        self._label.set_text(f"label y = {y}")
        self._label.set_position((3.6 if y else -3.6, 5.2))
        return (
            f"Label {y}, p = {p:.2f}: cross-entropy {in_words(n.bce)} (slope "
            f"{in_words(n.bce_dp)} in p, {n.bce_dz:.2f} in z); squared error "
            f"{n.square:.4g} (slope {n.square_dp:.4g} in p, "
            f"{n.square_dz:.4f} in z)."
        )

    def tell(self) -> Told:
        """Say which of the two still moves the logit."""
        y, p, n = self.y.value, self.p.value, self.numbers()
        losses = (
            (n.bce, n.bce_dp, n.bce_dz),
            (
                n.square,
                n.square_dp,
                n.square_dz,
            ),
        )
        rows = [
            Row(loss.name, [fixed(v) for v in numbers], loss.sign, loss.role)
            for loss, numbers in zip(LOSSES, losses, strict=True)
        ]
        return Told(
            _finding(abs(p - y), n),
            ("loss", "slope in p", "slope in z"),
            rows,
            over=[
                Mark(float(1 - y), "surely wrong"),
                Mark(float(y), "surely right"),
            ],
            under=ticks([0, 0.25, 0.5, 0.75, 1], 2),
            answer=_ANSWER if self.guess.value else "",
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Move the rings along the curves."""
        if ax is self.slope_ax:
            self.p.value = self.p.nearest(x)
        else:
            # The ring stays under the hand: p = 0 is infinitely far away.
            p = self.p.nearest(float(model.sigmoid(x)))
            self.p.value = min(max(p, 0.01), 0.99)

    def _preset(self, right: float) -> Callable[[], None]:
        """Return what sets the probability of the label to `right`."""

        def act() -> None:
            wrong = round(1.0 - right, 2)
            self.p.value = right if self.y.value else wrong

        return act


def _finding(error: float, n: LossNumbers) -> str:
    if error in (0.0, 1.0):
        return (
            f"Surely {'wrong' if error else 'right'}: cross-entropy has slope "
            f"**{fixed(n.bce_dz, 0)}** in z, squared error 0."
        )
    if error < 0.5:
        return (
            "The model is right: the slope of cross-entropy in z, p − y, is "
            f"down to **{fixed(n.bce_dz, 2)}**."
        )
    state = "surely wrong" if error >= 0.9 else "wrong"
    if error == 0.5:
        state = "undecided"
    times = n.bce_dz / n.square_dz
    return (
        f"The model is {state}: cross-entropy corrects its logit "
        f"**{times:.1f}\N{NO-BREAK SPACE}times** as hard as squared error."
    )
