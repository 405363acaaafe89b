"""Race of rates: many learning rates trained at once as one matrix."""

from functools import cache

import numpy as np
from matplotlib.axes import Axes

from helpers import data
from helpers.experiments.race import (
    N_EPOCHS,
    N_POINTS,
    N_RATES,
    RaceNumbers,
    at_epoch,
    run_race,
)
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._race_frames import ClassesFrame, RatesFrame
from helpers.explorers._told import Mark, Row, Told, short, ticks

_ANSWER = "It grows: the surer the best model, the flatter its minimum."


class RaceOfRates(Explorer):
    """Race fifty learning rates and see which settle, crawl or thrash.

    Parameters
    ----------
    distance : float
        Of the two classes at first, in standard deviations.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If the distance is not a number from 0 to 8.

    Examples
    --------
    >>> explorer = RaceOfRates(2.0)
    >>> explorer.epoch.value = 100
    >>> print(explorer.live.reading.split(";")[0])
    Classes 2.0 apart, epoch 100: 2/L = 3.62
    >>> explorer.close()
    """

    question = "Which of fifty learning rates can settle?"
    hint = "Run the race, then drag the classes apart."
    height = 330

    def __init__(
        self, distance: float = 2.0, *, name: str = "race of rates"
    ) -> None:
        self.distance = Slider(
            "classes apart", distance, 0.0, 8.0, 0.1, digits=1
        )
        self.epoch = Slider("epoch", N_EPOCHS, 1, N_EPOCHS, 1)
        self.guess = Choice(
            "With the classes farther apart, the largest rate that settles",
            ["shrinks", "stays the same", "grows"],
            None,
        )
        super().__init__(
            name,
            big=self.distance,
            time=self.epoch,
            prediction=self.guess,
            presets={
                f"{apart} apart": (
                    f"Move the classes {apart} standard deviations apart",
                    lambda apart=apart: self._move_apart(apart),
                )
                for apart in (1, 2, 4, 8)
            },
        )

    def numbers(self) -> RaceNumbers:
        """Return the numbers of what is shown now."""
        race = self.cached(run_race, self.distance.value, N_RATES)
        return at_epoch(race, self.epoch.value)

    def build(self) -> None:
        """Draw the frames of the race and of the classes."""
        self.rates = RatesFrame(self.live)
        self.classes = ClassesFrame(self.live)

    def draw(self) -> str:
        """Move the points of the race, its edge and the classes."""
        n = self._shown = self.numbers()
        self.rates.move(n)
        self.classes.move(self.distance.value)
        # Rates that have settled differ by rounding: name the smallest.
        lowest = np.nanmin(n.loss)
        best = n.learning_rates[n.loss <= lowest * (1 + 1e-6)][0]
        where = "the classes can be separated, so there is no minimum"
        if n.edge is not None:
            where = (
                f"2/λmax at the minimum is {n.edge / n.limit:.3g} × 2/L, and "
                f"the {_beyond(n, n.edge)} of {N_RATES} rates beyond it "
                "cannot settle there"
            )
        return (
            f"Classes {self.distance.value:.1f} apart, epoch "
            f"{self.epoch.value}: 2/L = {n.limit:.3g}; {where}. Lowest loss "
            f"{lowest:.4g}, first at {best / n.limit:.3g} × 2/L."
        )

    def tell(self) -> Told:
        """Count the rates that theory says cannot settle."""
        n, apart = self._shown, _separable_from()
        return Told(
            _finding(n),
            ("η", "× 2/L", "rates beyond"),
            [
                _row("1/L", "│", n, n.safe),
                _row("2/L", "│", n, n.limit),
                _row("2/λmax at the minimum", "┆", n, n.edge),
            ],
            over=[
                Mark(apart, "overlapping", side="before"),
                Mark(apart, "separable", side="after"),
            ],
            under=ticks([0, 2, 4, 6, 8]),
            answer=_ANSWER if self.guess.value else "",
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Move both classes, each as far from the middle as the hand."""
        if ax is self.classes.ax:
            self.distance.value = self.distance.nearest(2 * abs(x))

    def _move_apart(self, distance: float) -> None:
        self.distance.value = distance


def _beyond(n: RaceNumbers, rate: float) -> int:
    """Count by theory: how often a run thrashes hangs on rounding."""
    return int((n.learning_rates > rate).sum())


def _row(label: str, sign: str, n: RaceNumbers, rate: float | None) -> Row:
    if rate is None:
        return Row(label, ["none", "", ""], sign, "theory")
    cells = short(rate), short(rate / n.limit), str(_beyond(n, rate))
    return Row(label, cells, sign, "theory")


def _finding(n: RaceNumbers) -> str:
    if n.edge is None:
        return (
            "These classes can be separated: there is no minimum, and **no** "
            "rate thrashes for ever."
        )
    beyond = _beyond(n, n.edge)
    if beyond == 0:
        return (
            "The minimum is so flat that **none** of the fifty rates lies "
            "beyond 2/λmax there."
        )
    return (
        f"**{beyond} of {N_RATES}** rates (▲) lie beyond 2/λmax at the "
        "minimum: they cannot settle there."
    )


@cache
def _separable_from() -> float:
    """Return the distance from which no point lies among the others."""
    X, y = data.two_gaussians(N_POINTS, means=((0.0,), (0.0,)))
    return float(X[y == 0].max() - X[y == 1].min())
