"""The learning rate: what one number does to a descent."""

from typing import Any

import ipywidgets as widgets
import numpy as np
from matplotlib.axes import Axes

from helpers import model, plotting
from helpers.experiments.learning_rate import (
    N_EPOCHS,
    RateNumbers,
    at_epoch,
    forecast,
    rate_numbers,
    rate_presets,
    verdict_beyond,
)
from helpers.experiments.one_feature import DATASETS, Problem, problem, surface
from helpers.explorers._controls import (
    button,
    choice,
    nearest,
    slider,
    value_of,
)
from helpers.explorers._explorer import Explorer
from helpers.explorers._lines import clip
from helpers.explorers._player import Player
from helpers.plotting import Role

# The dial runs over this many times 1/L: the slope of the loss is bounded, so
# even there no number leaves the float range.
_DIAL = 0.001, 500.0
_LOSS_LIMITS = 1e-6, 1e2
# What a button promises to do.
_MEANT = {
    "crawl": "crawl",
    "good": "fall and get there",
    "overshoot": "jump across the valley at first",
    "thrash": "thrash, where anything does",
}
# What can be predicted, and the verdicts that make it right.
_GUESSES = {
    "fall without a zigzag": ("good", "crawl"),
    "jump across the valley, then fall": ("overshoot",),
    "never settle": ("thrash",),
}
_VERDICTS = {
    "good": "falls without a zigzag and gets there",
    "crawl": "falls without a zigzag, but is not there yet",
    "overshoot": "jumps across the valley at first, then falls",
    "thrash": "has not settled: it still rises at the end",
}


class LearningRate(Explorer):
    """Explore what the learning rate does to a descent.

    Parameters
    ----------
    dataset : str
        A key of `DATASETS`; the learner can change it.
    name : str
        Needed only to tell two of them in one cell apart.

    Raises
    ------
    ValueError
        If there is no such data set.

    Examples
    --------
    >>> explorer = LearningRate("overlapping")
    >>> explorer.epoch.value = 0
    >>> print(explorer.live.reading.split(";")[0])
    η = 1.81 (0.5 × 2/L
    >>> explorer.close()
    """

    def __init__(
        self, dataset: str = "overlapping", *, name: str = "learning rate"
    ) -> None:
        self.rate, self.w0, self.b0 = _sliders(problem(dataset))
        self.dataset = choice("data", list(DATASETS), dataset)
        self.player = Player(N_EPOCHS)
        self.epoch = self.player.slider
        self.prediction = choice(
            "At η = 4/L, twice the limit, the loss will",
            list(_GUESSES),
            None,
        )
        self.presets = {
            label: button(label, f"A rate to {_MEANT[label]}")
            for label in ("crawl", "good", "overshoot", "thrash")
        }
        self.preset_box = widgets.HBox(
            list(self.presets.values()), layout={"visibility": "hidden"}
        )
        super().__init__(
            name,
            hint="raise η past 2/L and watch the path; then change the data.",
            rows=[
                [self.rate, self.preset_box],
                [self.w0, self.b0],
                self.player.controls,
                [self.dataset],
                [self.prediction],
            ],
            figsize=(10.0, 4.3),
            lines=3,
        )
        self.instead(self.dataset, self._change_data)
        self.prediction.observe(self._show_presets, "value")
        for label, preset in self.presets.items():
            preset.on_click(lambda _, label=label: self._set_preset(label))

    def numbers(self) -> RateNumbers:
        """Return the numbers of what is shown now."""
        state = self.dataset.value, self.rate.value
        start = value_of(self.w0), value_of(self.b0)
        return at_epoch(self.cached(_run, *state, *start), self.epoch.value)

    def build(self) -> None:
        """Draw dial, contours, loss axes and data."""
        p = problem(self.dataset.value)
        grid = self.live.figure.add_gridspec(2, 3, height_ratios=(1, 5))
        self.dial_ax = self.live.figure.add_subplot(grid[0, :])
        self.plane_ax, self.loss_ax, self.data_ax = (
            self.live.figure.add_subplot(grid[1, i]) for i in range(3)
        )
        self._build_dial(p)
        self._build_plane(self.dataset.value)
        self._build_loss()
        self._build_data(p)

    def draw(self) -> str:
        """Show path, losses and boundary up to the epoch chosen."""
        n = self.numbers()
        t, p = n.epoch, n.problem
        w, b = n.run.w[:, 0], n.run.b
        self._needle.set_xdata([n.run.learning_rate])
        low, high = self.dial_ax.get_xlim()
        self._local.set_xdata([min(max(n.local_limit, low), high)] * 2)
        path_w = clip(w[: t + 1], *p.w_limits)
        path_b = clip(b[: t + 1], *p.b_limits)
        self._path.set_data(path_w, path_b)
        self._start.set_data(path_w[:1], path_b[:1])
        self._here.set_data(path_w[-1:], path_b[-1:])
        gap = np.clip(n.gap, _LOSS_LIMITS[0] / 10, _LOSS_LIMITS[1] * 10)
        self._losses.set_data(np.arange(len(gap)), gap)
        # Settled runs lie below the axis; their marker walks along its edge.
        self._loss_here.set_data([t], [np.clip(gap[t], *_LOSS_LIMITS)])
        self._forecast.set_data(*forecast(n))
        x = np.asarray(self._curve.get_xdata())
        self._curve.set_ydata(model.sigmoid(w[t] * x + b[t]))
        with np.errstate(over="ignore"):
            boundary = -b[t] / w[t] if w[t] else np.nan
        self._boundary.set_xdata([clip(boundary, x[0], x[-1])] * 2)
        return _reading(n) + self._answer()

    def _build_dial(self, p: Problem) -> None:
        ax = self.dial_ax
        ax.set(
            xscale="log",
            xlim=(_DIAL[0] / p.L, _DIAL[1] / p.L),
            ylim=(0, 1),
            yticks=[],
            title="learning rate η",
        )
        ax.title.set_position((0.02, 1))
        ax.axvspan(_DIAL[0] / p.L, 2 / p.L, color=Role.SAFE, alpha=0.2, lw=0)
        ax.grid(False)
        for rate, label, side in ((1, "1/L", "right"), (2, "2/L", "left")):
            ax.axvline(rate / p.L, color="black", lw=1.5)
            ax.annotate(
                f" {label} ",
                (rate / p.L, 0.8),
                ha=side,
                va="center",
                fontsize=11,
            )
        ax.annotate(
            "each step lowers the loss",
            (0.01, 0.5),
            xycoords="axes fraction",
            va="center",
            fontsize=10,
        )
        (line,) = ax.plot(
            [1, 1], [0, 1], "--", color=Role.NOW, label="2/λmax where we are"
        )
        (needle,) = ax.plot(
            [1], [0.5], "v", color="black", markersize=12, label="η"
        )
        self._local = self.live.moving(line)
        self._needle = self.live.moving(needle)
        ax.legend(
            loc="lower right",
            bbox_to_anchor=(1, 0.95),
            ncols=2,
            frameon=False,
            borderpad=0,
        )
        ax.set_title("learning rate η", loc="left")
        ax.set_title("")

    def _build_plane(self, dataset: str) -> None:
        ax, p = self.plane_ax, problem(dataset)
        w, b, loss = surface(dataset)
        gap = loss - p.min_loss
        levels = np.geomspace(max(gap.min(), 1e-3), gap.max(), 14)
        ax.contourf(w, b, gap, levels, cmap="Greys", alpha=0.5, extend="min")
        ax.contour(w, b, gap, levels, colors=Role.MUTED, linewidths=0.5)
        if p.minimum is not None:
            ax.plot(*p.minimum, "*", color=Role.MINIMUM, markersize=16)
        ax.grid(False)
        ax.set(
            xlabel="w",
            ylabel="b",
            xlim=p.w_limits,
            ylim=p.b_limits,
            title="path over the loss"
            + (" (★ minimum)" if p.minimum else " (no minimum)"),
        )
        (path,) = ax.plot([], [], ".-", lw=1.2, color=Role.RUN)
        (start,) = ax.plot([], [], "s", color=Role.RUN)
        (here,) = ax.plot([], [], "D", color=Role.NOW, mec="white")
        self._path = self.live.moving(path)
        self._start = self.live.moving(start)
        self._here = self.live.moving(here)

    def _build_loss(self) -> None:
        ax = self.loss_ax
        ax.set(
            yscale="log",
            xlim=(0, N_EPOCHS),
            ylim=_LOSS_LIMITS,
            xlabel="epoch",
            title="loss above its minimum (nats)",
        )
        (forecast,) = ax.plot(
            [], [], "--", color=Role.THEORY, lw=1.5, label="predicted slope"
        )
        (losses,) = ax.plot([], [], "-", color=Role.RUN, label="measured")
        (here,) = ax.plot(
            [], [], "D", color=Role.NOW, mec="white", clip_on=False
        )
        self._forecast = self.live.moving(forecast)
        self._losses = self.live.moving(losses)
        self._loss_here = self.live.moving(here)
        ax.legend(loc="upper right", framealpha=0.7)

    def _build_data(self, p: Problem) -> None:
        ax = self.data_ax
        x = p.X[:, 0]
        margin = 0.1 * np.ptp(x)
        low, high = x.min() - margin, x.max() + margin
        # Points of one class would hide one another on a line.
        spread = np.random.default_rng(0).uniform(-0.06, 0.06, len(x))
        plotting.plot_points(
            np.column_stack([x, p.y + spread]), p.y, alpha=0.5, ax=ax
        )
        ax.set(
            xlim=(low, high),
            ylim=(-0.12, 1.12),
            xlabel=p.feature,
            title="data, p̂ and boundary",
        )
        grid = np.linspace(low, high, 200)
        (curve,) = ax.plot(grid, 0 * grid, "-", color="black")
        (boundary,) = ax.plot([0, 0], [-0.12, 1.12], "--", color="black")
        self._curve = self.live.moving(curve)
        self._boundary = self.live.moving(boundary)

    def _answer(self) -> str:
        guess = self.prediction.value
        if guess is None:
            return ""
        verdict = verdict_beyond(self.dataset.value)
        judged = "Right" if verdict in _GUESSES[guess] else "Not here"
        return (
            f" You predicted that at 4/L the loss will {guess}. {judged}: "
            f"from (0, 0) it {_VERDICTS[verdict]}."
        )

    def _show_presets(self, change: dict[str, Any]) -> None:
        visible = "hidden" if change["new"] is None else "visible"
        self.preset_box.layout.visibility = visible

    def _change_data(self, _: Any) -> None:
        with self.batch():
            self.player.pause()
            old = self.rate, self.w0, self.b0
            new = _sliders(problem(self.dataset.value))
            for before, after in zip(old, new, strict=True):
                self.replace(before, after, after.value)
            self.rate, self.w0, self.b0 = new
            self.epoch.value = N_EPOCHS
            self.rebuild()

    def _set_preset(self, label: str) -> None:
        with self.batch():
            rate = rate_presets(self.dataset.value)[label]
            self.rate.value = nearest(self.rate, rate)
            self.epoch.value = N_EPOCHS

    def clicked(self, ax: Axes, x: float, y: float) -> None:
        """Start where the plane was clicked."""
        if ax is self.plane_ax:
            with self.batch():
                self.w0.value = nearest(self.w0, x)
                self.b0.value = nearest(self.b0, y)


def _sliders(p: Problem) -> tuple[Any, Any, Any]:
    """Return sliders for rate and start that suit the data."""
    low, high = (float(np.log10(factor / p.L)) for factor in _DIAL)
    return (
        slider("learning rate η", 1 / p.L, low, high, 0.01, ".3g", base=10.0),
        slider("start w", 0.0, *p.w_limits, 0.01),
        slider("start b", 0.0, *p.b_limits, 0.1),
    )


def _run(dataset: str, rate: float, w0: float, b0: float) -> RateNumbers:
    return rate_numbers(dataset, rate, w0=w0, b0=b0)


def _reading(n: RateNumbers) -> str:
    t = n.epoch
    rate, edge = n.run.learning_rate, n.local_limit
    edge_text = f"{edge:.3g}" if edge < 1e6 else "over a million"
    slope = "There is no minimum, so no slope is predicted."
    if n.gap_factor is not None:
        slope = (
            "Near the minimum each epoch is predicted to multiply the gap "
            f"by {n.gap_factor:.3f}."
        )
        if n.gap_factor >= 1:
            slope = (
                f"The predicted factor {n.gap_factor:.3g} is not below 1: no "
                "settling."
            )
    return (
        f"η = {rate:.3g} ({rate / n.limit:.3g} × 2/L; 2/λmax here "
        f"{edge_text}), from ({n.run.w[0, 0]:.3g}, "
        f"{n.run.b[0]:.3g}). Epoch {t}: w = {n.run.w[t, 0]:.3g}, "
        f"b = {n.run.b[t]:.3g}, loss {n.run.loss[t]:.4g}. In {N_EPOCHS} "
        f"epochs the loss {_VERDICTS[n.verdict]}. {slope}"
    )
