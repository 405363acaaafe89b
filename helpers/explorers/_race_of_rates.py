"""Race of rates: many learning rates trained at once as one matrix."""

import numpy as np

from helpers.experiments.race import (
    N_EPOCHS,
    N_RATES,
    RATES,
    RaceNumbers,
    at_epoch,
    run_race,
)
from helpers.explorers._controls import slider, value_of
from helpers.explorers._explorer import Explorer
from helpers.explorers._lines import clip
from helpers.plotting import Role

_LOSS_LIMITS = 1e-3, 1e2


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

    def __init__(
        self, distance: float = 2.0, *, name: str = "race of rates"
    ) -> None:
        self.distance = slider(
            "distance of the classes", distance, 0.0, 8.0, 0.1
        )
        self.epoch = slider("epoch", N_EPOCHS, 1, N_EPOCHS, 1)
        super().__init__(
            name,
            hint="step the epoch near 200 and watch the largest rates; then "
            "move the classes apart.",
            rows=[[self.distance, self.epoch]],
            figsize=(10.0, 3.9),
            lines=3,
        )

    def build(self) -> None:
        """Draw the axes of the race and of the data."""
        race_ax, data_ax = self.live.figure.subplots(
            1, 2, width_ratios=(2.4, 1)
        )
        race_ax.set(
            xscale="log",
            yscale="log",
            xlim=RATES,
            ylim=_LOSS_LIMITS,
            xlabel="learning rate × L",
            title="loss by learning rate (nats)",
        )
        race_ax.axvspan(RATES[0], 2, color=Role.SAFE, alpha=0.2, lw=0)
        for at, label, side in ((1, "1/L ", "right"), (2, " 2/L", "left")):
            race_ax.axvline(at, color="black", lw=1.5)
            race_ax.text(at, 40, label, ha=side)
        moving = self.live.moving
        self._edge = moving(
            race_ax.plot(
                [1, 1],
                _LOSS_LIMITS,
                "--",
                color=Role.NOW,
                label="2/λmax at the minimum",
            )[0]
        )
        self._least = moving(
            race_ax.plot(
                RATES, [1, 1], ":", color=Role.THEORY, label="least loss"
            )[0]
        )
        self._last = moving(
            race_ax.plot(
                [], [], "x", color=Role.BEFORE, label="one epoch before"
            )[0]
        )
        self._now = moving(
            race_ax.plot([], [], "o", color=Role.RUN, label="now", ms=5)[0]
        )
        race_ax.legend(loc="upper left", bbox_to_anchor=(0, 0.9))
        grid = np.linspace(-8, 8, 300)
        self._grid = grid
        data_ax.set(
            xlim=(-8, 8),
            ylim=(0, 0.55),
            yticks=[],
            xlabel="x",
            title="the two classes",
        )
        self._classes = [
            moving(data_ax.plot(grid, grid, line, color=color, label=label)[0])
            for line, color, label in (
                ("-", Role.CLASS_0, "class 0"),
                ("--", Role.CLASS_1, "class 1"),
            )
        ]
        data_ax.legend(loc="upper right", ncols=2, columnspacing=1)

    def numbers(self) -> RaceNumbers:
        """Return the numbers of what is shown now."""
        race = self.cached(run_race, value_of(self.distance), N_RATES)
        return at_epoch(race, self.epoch.value)

    def draw(self) -> str:
        """Move the points of the race."""
        n = self.numbers()
        low, high = _LOSS_LIMITS
        relative = n.learning_rates / n.safe
        for line, loss in ((self._last, n.last), (self._now, n.loss)):
            shown = np.where(np.isfinite(loss), loss, np.nan)
            line.set_data(relative, np.clip(shown, low / 10, high * 10))
        edge = np.nan if n.edge is None else n.edge / n.safe
        self._edge.set_xdata([edge] * 2)
        least = max(n.min_loss, low)
        self._least.set_ydata([least if n.edge is not None else np.nan] * 2)
        half = value_of(self.distance) / 2
        for line, centre in zip(self._classes, (-half, half), strict=True):
            density = np.exp(-((self._grid - centre) ** 2) / 2)
            line.set_ydata(clip(density / np.sqrt(2 * np.pi), 0, 1))
        # Rates that have settled differ by rounding: name the smallest.
        lowest = np.nanmin(n.loss)
        best = n.learning_rates[n.loss <= lowest * (1 + 1e-6)][0]
        where = "the classes can be separated, so there is no minimum"
        if n.edge is not None:
            # Counted by theory: how often a run thrashes hangs on rounding.
            beyond = int((n.learning_rates > n.edge).sum())
            where = (
                f"2/λmax at the minimum is {n.edge / n.limit:.3g} × 2/L, and "
                f"the {beyond} of {len(n.learning_rates)} rates beyond it "
                "cannot settle there"
            )
        return (
            f"Classes {value_of(self.distance):.1f} apart, epoch "
            f"{self.epoch.value}: 2/L = {n.limit:.3g}; {where}. Lowest loss "
            f"{lowest:.4g}, first at {best / n.limit:.3g} × 2/L."
        )
