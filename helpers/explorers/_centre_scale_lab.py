"""Centre × scale: the same descent on four preparations of the data."""

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers import model, plotting
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
    condition_numbers,
    contours,
    from_standardized,
    sample,
)
from helpers.explorers._controls import choice, slider, value_of
from helpers.explorers._explorer import Explorer
from helpers.explorers._lines import clip
from helpers.explorers._player import Player
from helpers.live import QuickText
from helpers.plotting import Role

_GAPS = 1e-9, 1e2
_OFFSETS = 0.0, 10.0
# Four frames of half-width 1 in one plane: centred below, scaled right.
CENTRES = {
    name: np.array([2.2 * scale, -2.4 * center])
    for name, (center, scale) in PREPARATIONS.items()
}
_X = np.linspace(-11.0, 4.5, 120)
_STYLES = dict(
    zip(
        PREPARATIONS,
        zip(plotting.PALETTE, plotting.LINE_STYLES, strict=False),
        strict=True,
    )
)
_UNCHANGED = "none", "centred", "centred, standardized", "all but raw"
_KEY = (
    "■ start   ◆ epoch shown   ★ minimum (orange)   grey: contours of the "
    "loss, frames fitted to the one through ■   dotted black: predicted"
)


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

    def __init__(
        self,
        offset: float = 3.0,
        unit: float = 2.0,
        *,
        name: str = "centre × scale",
    ) -> None:
        self.offset = slider("offset of the mean", offset, *_OFFSETS, 0.1)
        self.unit = slider("unit", unit, -3.0, 3.0, 0.1, base=2.0)
        self.factor = slider("η × L", 1.0, -1.0, 1.0, 0.02, base=10.0)
        self.rate = choice("with the L of", list(RATES), OWN)
        self.player = Player(N_EPOCHS, value=20)
        self.epoch = self.player.slider
        self.prediction = choice(
            "Another offset leaves κ unchanged for", list(_UNCHANGED), None
        )
        super().__init__(
            name,
            hint="predict whose κ will not notice a larger offset; move it, "
            "and ask the same for the unit.",
            rows=[
                [self.offset, self.unit],
                [self.factor, self.rate],
                self.player.controls,
                [self.prediction],
            ],
            figsize=(10.0, 4.3),
            lines=4,
        )

    def numbers(self) -> CentreScaleNumbers:
        """Return the numbers of what is shown now."""
        data = value_of(self.offset), self.unit.value
        rate = self.factor.value, self.rate.value
        return at_epoch(self.cached(_descents, *data, *rate), self.epoch.value)

    def build(self) -> None:
        """Draw four planes, the data and the axes of the losses."""
        figure = self.live.figure
        grid = figure.add_gridspec(
            2, 2, width_ratios=(1, 1.5), height_ratios=(1, 1.7)
        )
        self._build_planes(figure.add_subplot(grid[:, 0]))
        self._build_models(figure.add_subplot(grid[0, 1]))
        self._build_losses(figure.add_subplot(grid[1, 1]))
        figure.supxlabel(_KEY, fontsize=10)

    def draw(self) -> str:
        """Move planes, models and losses to the state chosen."""
        n = self.numbers()
        self._draw_planes(n)
        for name in PREPARATIONS:
            w, b = n.coefficients(name)
            z = np.clip(w * _X + b, -50, 50)
            self._models[name].set_ydata(model.sigmoid(z))
            gap = np.clip(n.gap(name), _GAPS[0] / 10, _GAPS[1] * 10)
            self._losses[name].set_data(np.arange(len(gap)), gap)
        forecasts = np.concatenate(
            [_forecast(n, name) for name in PREPARATIONS]
        )
        self._forecasts.set_data(*forecasts.T)
        self._heights.set_data(
            [n.at(name) for name in PREPARATIONS],
            [n.gap(name)[n.at(name)] for name in PREPARATIONS],
        )
        self._origin.set_xdata([-n.offset])
        return _reading(n, self.factor.value, self.rate.value) + _answer(
            self.prediction.value, n.unit
        )

    def _build_planes(self, ax: Axes) -> None:
        ax.set(xlim=(-1.05, 3.25), ylim=(-3.45, 1.3), aspect="equal")
        ax.set_axis_off()
        moving = self.live.moving
        (contours,) = ax.plot([], [], "-", color=Role.MUTED, lw=1)
        (minima,) = ax.plot([], [], "*", color=Role.MARK, mec="black", ms=16)
        self._contours, self.minima = moving(contours), moving(minima)
        self.paths, self._kappas = {}, {}
        for name, (x, y) in CENTRES.items():
            frame = Rectangle((x - 1, y - 1), 2, 2, fill=False)
            ax.add_patch(frame)
            ax.text(x - 1, y + 1.07, name)
            ax.text(x - 0.96, y - 0.96, "↑b →w", fontsize=10)
            color, _ = _STYLES[name]
            (path,) = ax.plot([], [], ".-", color=color, ms=5, lw=1.2)
            path.set_clip_path(frame)
            self.paths[name] = moving(path)
            kappa = QuickText(x + 1, y + 1.16, ha="right", fontsize=10)
            self._kappas[name] = moving(ax.add_artist(kappa))
        (starts,) = ax.plot([], [], "s", color="black", ms=5)
        (here,) = ax.plot([], [], "D", color="black", mec="white", ms=7)
        self.starts, self._here = moving(starts), moving(here)

    def _build_models(self, ax: Axes) -> None:
        ax.set(
            xlim=(_X[0], _X[-1]),
            ylim=(-0.05, 1.05),
            title="p̂ against (x − mean)/unit (grey band: best, ×: x = 0)",
        )
        ax.tick_params(labelsize=10)
        s = sample()
        rng = np.random.default_rng(0)
        for c in (0, 1):
            x = s.z[s.y == c, 0]
            ax.plot(
                x,
                c + (0.5 - c) * rng.uniform(0, 0.2, len(x)),
                plotting.CLASS_MARKERS[c],
                color=plotting.CLASS_COLORS[c],
                ms=3,
                mew=0,
                alpha=0.5,
            )
        w, b = s.minimum
        best = model.sigmoid(w * _X + b)
        ax.plot(_X, best, "-", color=Role.MUTED, lw=7, alpha=0.5)
        self._models = {
            name: self.live.moving(
                ax.plot(_X, best, style, color=color, label=name)[0]
            )
            for name, (color, style) in _STYLES.items()
        }
        self._origin = self.live.moving(
            ax.plot([0], [0], "x", color="black", ms=9, mew=2.5)[0]
        )

    def _build_losses(self, ax: Axes) -> None:
        ax.set(yscale="log", ylim=_GAPS, xlabel="epoch")
        ax.set_xlim(-0.01 * N_EPOCHS, 1.02 * N_EPOCHS)
        ax.set_ylabel("loss above its minimum")
        ax.tick_params(labelsize=10)
        moving = self.live.moving
        self._losses = {
            name: moving(
                ax.plot([], [], style, color=color, lw=2.5, label=name)[0]
            )
            for name, (color, style) in _STYLES.items()
        }
        self._forecasts = moving(
            ax.plot([], [], ":", color=Role.THEORY, lw=1.5)[0]
        )
        self._heights = moving(
            ax.plot([], [], "D", color="black", mec="white", ms=7)[0]
        )
        ax.legend(
            loc="lower center",
            bbox_to_anchor=(0.5, 1),
            ncols=4,
            frameon=False,
            columnspacing=1.5,
            handlelength=3,
        )

    def _draw_planes(self, n: CentreScaleNumbers) -> None:
        curves, minima, starts, here = [], [], [], []
        for name, way in n.preparations.items():
            lines = from_standardized(
                way.scaling, contours(), n.offset, n.unit
            )
            low, high = lines[0].min(axis=0), lines[0].max(axis=0)
            middle, half = (low + high) / 2, (high - low).max() / 1.9
            centre, t = CENTRES[name], n.at(name)
            path = np.column_stack([way.run.w[: t + 1], way.run.b[: t + 1]])
            path = clip((path - middle) / half, -1, 1)
            self.paths[name].set_data(*(path + centre).T)
            self._kappas[name].set_text(f"κ {_short(way.kappa)}")
            curves.append(_with_gaps((lines - middle) / half + centre))
            minima.append((way.minimum - middle) / half + centre)
            starts.append(path[0] + centre)
            if np.abs(path[-1]).max() <= 1:
                here.append(path[-1] + centre)
        self._contours.set_data(*np.concatenate(curves).T)
        self.minima.set_data(*np.transpose(minima))
        self.starts.set_data(*np.transpose(starts))
        self._here.set_data(*np.reshape(here, (-1, 2)).T)


def _with_gaps(curves: Floats) -> Floats:
    """Return several curves as one, with gaps between them."""
    gaps = np.full((len(curves), 1, 2), np.nan)
    return np.concatenate([curves, gaps], axis=1).reshape(-1, 2)


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


def _reading(n: CentreScaleNumbers, factor: float, rate: str) -> str:
    parts, close, beyond = [], [], []
    for name, way in n.preparations.items():
        gap = n.gap(name)
        here = gap[n.at(name)]
        loss = f"{here:.2g}" if here >= 1e-9 else "below 1e-9"
        epochs = way.epochs_per_digit
        digit = _short(epochs) if np.isfinite(epochs) else "never"
        parts.append(f"{name} {_short(way.kappa)} / {digit} / {loss}")
        if here < 0.01 * gap[0]:
            close.append(name)
        if way.run.learning_rate * way.L > 2 * (1 + 1e-9):
            beyond.append(name)
    text = (
        f"Offset {n.offset:.1f}, unit {n.unit:.2f}, η = {factor:.2f}/L (L: "
        f"{rate}), epoch {n.epoch}. κ at the minimum / epochs per "
        f"further digit / loss above its minimum: {'; '.join(parts)}. "
        f"99 % of the way down: {', '.join(close) or 'none'}."
    )
    if beyond:
        text += f" Beyond 2/L, where nothing is promised: {', '.join(beyond)}."
    return text


def _answer(guess: str | None, unit: float) -> str:
    if guess is None:
        return ""
    return (
        f" Unchanged: {_UNCHANGED[2]} (you said: {guess}). κ from offset 0 to "
        f"10: {_changes(unit)}."
    )


@lru_cache
def _changes(unit: float) -> str:
    near, far = (condition_numbers(offset, unit) for offset in _OFFSETS)
    return "; ".join(
        f"{name} {_short(near[name])} → {_short(far[name])}"
        for name in PREPARATIONS
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 99.5 else f"{value:.2g}"
