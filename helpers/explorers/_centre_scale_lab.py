"""Centre × scale: the same descent on four preparations of the data."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers._checks import Floats
from helpers.convergence import gap_forecast
from helpers.experiments.centre_scale import (
    N_EPOCHS,
    OWN,
    PREPARATIONS,
    RATES,
    CentreScaleNumbers,
    at_epoch,
    centre_scale_numbers,
)
from helpers.explorers import _centre_scale_words as words
from helpers.explorers._controls import Choice, Slider
from helpers.explorers._explorer import Explorer
from helpers.explorers._four_planes import STYLES, FourPlanes
from helpers.explorers._frames import frame
from helpers.explorers._told import Told, ticks
from helpers.plotting import Role

_GAPS = 1e-9, 1e2
# As wide as κ may become, in figure spaces: the table stands still.
_KAPPA = "\u2007" * 7 + "κ"


class CentreScaleLab(Explorer):
    """Descend on raw, centred, scaled and standardized data side by side.

    Parameters
    ----------
    offset : float
        Mean of the feature at first, in standard deviations, 0 to 10.
    unit : float
        Its standard deviation at first, 1/8 to 8.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If one is not on its slider.

    Examples
    --------
    >>> explorer = CentreScaleLab()
    >>> explorer.epoch.value = 50
    >>> print(explorer.live.reading.split(". ")[0])
    Offset 3.0, unit 2.00, η = 1.00/L (L: each its own), epoch 50
    >>> explorer.close()
    """

    question = "What does centring buy?"
    hint = "Predict, then move the mean: see who notices."
    height = 330

    def __init__(
        self,
        offset: float = 3.0,
        unit: float = 2.0,
        *,
        name: str = "centre × scale",
    ) -> None:
        self.offset = Slider("mean offset", offset, 0.0, 10.0, 0.1, digits=1)
        self.unit = Slider("unit", unit, -3.0, 3.0, 0.1, base=2.0)
        self.factor = Slider("η × L", 1.0, -1.0, 1.0, 0.02, base=10.0)
        self.rate = Choice("with the L of", RATES, OWN)
        self.epoch = Slider("epoch", 20, 0, N_EPOCHS, 1)
        self._guess = Choice(
            "A larger offset leaves κ as it is for", words.UNCHANGED, None
        )
        super().__init__(
            name,
            big=self.offset,
            time=self.epoch,
            more=[[self.unit, self.factor], [self.rate]],
            prediction=self._guess,
        )

    def numbers(self) -> CentreScaleNumbers:
        """Return the numbers of what is shown now."""
        data = self.offset.value, self.unit.value
        rate = self.factor.value, self.rate.value
        return at_epoch(self.cached(_descents, *data, *rate), self.epoch.value)

    def build(self) -> None:
        """Draw four planes, and the axes of the losses."""
        self.planes = FourPlanes(self.live)
        caption = "loss above its minimum by epoch; thin dots: predicted"
        place = (440, 24, 398, 280)
        self.loss_ax = frame(self.live.figure, place, caption, grid=True)
        self.loss_ax.set(yscale="log", ylim=_GAPS)
        self.loss_ax.set_xlim(-0.01 * N_EPOCHS, 1.02 * N_EPOCHS)
        self.loss_ax.minorticks_off()
        self._now = self._line("-", color=Role.MUTED, lw=1)
        self._losses = {
            name: self._line(style.line, color=style.color, lw=2.5)
            for name, style in STYLES.items()
        }
        self._forecasts = self._line(":", color=Role.THEORY, lw=1.5)
        self._heads = {
            name: self._line(
                style.marker, color=style.color, mec="white", ms=9
            )
            for name, style in STYLES.items()
        }

    def draw(self) -> str:
        """Move planes and losses to the state chosen."""
        n = self.numbers()
        self.planes.draw(n)
        self._now.set_data([n.epoch] * 2, _GAPS)
        for name in PREPARATIONS:
            gap = np.clip(n.gap(name), _GAPS[0] / 10, _GAPS[1] * 10)
            t = n.at(name)
            self._losses[name].set_data(np.arange(len(gap)), gap)
            self._heads[name].set_data([t], [gap[t]])
        forecasts = [_forecast(n, name) for name in PREPARATIONS]
        self._forecasts.set_data(*np.concatenate(forecasts).T)
        return words.reading(n, self.factor.value, self.rate.value)

    def tell(self) -> Told:
        """Compare raw with centred; give each preparation a row."""
        n = self.numbers()
        return Told(
            words.finding(n),
            (_KAPPA, "epochs a digit", "gap now"),
            words.rows(n),
            over=words.marks(n.unit),
            under=ticks(range(0, 11, 2)),
            answer=words.answer(self._guess.value, n.unit),
        )

    def dragged(self, ax: Axes, x: float, y: float, *, begins: bool) -> None:
        """Move the epoch where the losses are pressed."""
        if ax is self.loss_ax:
            self.epoch.value = self.epoch.nearest(x)

    def _line(self, form: str, **style: Any) -> Line2D:
        return self.live.moving(self.loss_ax.plot([], [], form, **style)[0])


def _descents(
    offset: float, unit: float, factor: float, rate: str
) -> CentreScaleNumbers:
    return centre_scale_numbers(offset, unit, factor=factor, rate=rate)


def _forecast(n: CentreScaleNumbers, name: str) -> Floats:
    """Return epochs and predicted losses from the epoch shown on."""
    t, gap = n.at(name), n.gap(name)
    if not gap[t] > _GAPS[0]:
        return np.full((1, 2), np.nan)
    factor = n.preparations[name].gap_factor
    later = gap_forecast(gap[t], factor, N_EPOCHS - t)
    line = np.column_stack([np.arange(t, N_EPOCHS + 1), later])
    return np.append(line, [[np.nan, np.nan]], axis=0)
