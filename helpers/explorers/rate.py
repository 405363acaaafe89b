"""The learning rate: what one number does to a descent."""

from dataclasses import dataclass, replace
from functools import lru_cache

import ipywidgets as widgets
import numpy as np

from helpers import convergence, data, model, plotting
from helpers._checks import Floats, as_number, as_positive
from helpers.descent import Descent, gradient_descent
from helpers.explorers.panel import (
    Explorer,
    button,
    choice,
    inside,
    slider,
    value_of,
)

N_EPOCHS = 200
# The dial runs over this many times 1/L.
_DIAL = 0.001, 500.0
_LOSS_LIMITS = 1e-6, 1e2
_VERDICTS = {
    "good": "falls without a zigzag and gets there",
    "crawl": "falls without a zigzag, but is not there yet",
    "overshoot": "jumps across the valley at first, then falls",
    "thrash": "still rises at the end",
    "diverged": "leaves the float range",
}


@dataclass(frozen=True, eq=False)
class Problem:
    """One feature with labels, and what theory says about it.

    Attributes
    ----------
    X : ndarray, shape (m, 1)
    y : ndarray, shape (m,)
    w_limits, b_limits : two float
        The part of the plane to draw.
    feature : str
        Name of the feature.
    L : float
        Bound on the curvature anywhere.
    minimum : (w, b) or None
        None where a boundary separates the classes, or one class is absent.
    min_loss : float
        The loss there; 0 where only a limit at infinity exists.
    """

    X: Floats
    y: Floats
    w_limits: tuple[float, float]
    b_limits: tuple[float, float]
    feature: str
    L: float
    minimum: tuple[float, float] | None
    min_loss: float


@dataclass(frozen=True, eq=False)
class RateNumbers:
    """What one learning rate does; all an explorer draws.

    Attributes
    ----------
    problem : Problem
    run : Descent
    epoch : int
        The epoch looked at.
    safe, limit : float
        1/L and 2/L.
    local_limit : float
        2/λmax of the Hessian at the epoch looked at.
    shrink : float or None
        Factor ρ² by which the loss above its minimum is predicted to
        change at each epoch near the minimum; None without a minimum.
    verdict : str
        "good", "crawl", "overshoot", "thrash" or "diverged".
    """

    problem: Problem
    run: Descent
    epoch: int
    safe: float
    limit: float
    local_limit: float
    shrink: float | None
    verdict: str

    @property
    def gap(self) -> Floats:
        """Loss above its minimum by epoch."""
        return self.run.loss - self.problem.min_loss


def _overlapping():
    X, y = data.two_gaussians(500, means=((-1,), (1,)))
    return X, y, (-3.0, 6.0), (-4.0, 4.0), "x"


def _gaussians_06():
    # Both classes are round, so the line of the means is all that counts.
    X, y = data.two_gaussians(500)
    along = np.array([[2.0], [8.0]]) / np.hypot(2.0, 8.0)
    return X @ along, y, (-1.0, 4.0), (-6.0, 4.0), "x along the means"


def _challenger_raw():
    X, y = data.challenger()
    return X, y, (-0.5, 0.2), (-8.0, 26.0), "temperature (°F)"


def _challenger_standardized():
    X, y = data.challenger()
    X = data.Scaling().fit(X).transform(X)
    return X, y, (-4.0, 2.0), (-4.0, 2.0), "temperature (standardized)"


def _separable():
    X, y = data.two_gaussians(40, means=((-3,), (3,)))
    return X, y, (-2.0, 8.0), (-5.0, 5.0), "x"


DATASETS = {
    "overlapping": _overlapping,
    "Gaussians of 06": _gaussians_06,
    "Challenger, raw": _challenger_raw,
    "Challenger, standardized": _challenger_standardized,
    "separable": _separable,
}


@lru_cache
def problem(dataset: str) -> Problem:
    """Return the data of this name, with bound and minimum.

    Parameters
    ----------
    dataset : str
        A key of `DATASETS`.

    Returns
    -------
    Problem

    Raises
    ------
    ValueError
        If there is no such data.
    """
    if dataset not in DATASETS:
        raise ValueError(
            f"dataset: expected one of {list(DATASETS)}, got {dataset!r}"
        )
    X, y, w_limits, b_limits, feature = DATASETS[dataset]()
    at = minimum(X, y)
    return Problem(
        X,
        y,
        w_limits,
        b_limits,
        feature,
        convergence.curvature_bound(X),
        at,
        0.0 if at is None else model.log_loss(X, y, [at[0]], at[1]),
    )


def minimum(X: Floats, y: Floats) -> tuple[float, float] | None:
    """Return the (w, b) of least loss for one feature, or None.

    Parameters
    ----------
    X : ndarray, shape (m, 1)
    y : ndarray of 0 and 1, shape (m,)

    Returns
    -------
    (w, b) or None
        None where no minimum exists: the classes can be separated, or there
        is only one.

    Notes
    -----
    Newton's method with halved steps. In one dimension the classes overlap
    exactly when neither lies wholly on one side of the other.

    Examples
    --------
    >>> X, y = data.challenger()
    >>> print(*np.round(minimum(X, y), 3))
    -0.232 15.043
    >>> minimum(np.array([[0.0], [1.0]]), np.array([0, 1])) is None
    True
    """
    low, high = X[y == 0], X[y == 1]
    if not len(low) or not len(high):
        return None
    if low.max() <= high.min() or high.max() <= low.min():
        return None
    theta = np.zeros(2)
    loss = model.log_loss(X, y, theta[:1], theta[1])
    for _ in range(50):
        grad = np.append(*model.gradient(X, y, theta[:1], theta[1]))
        if np.abs(grad).max() < 1e-12:
            break
        move = np.linalg.solve(model.hessian(X, theta[:1], theta[1]), grad)
        for _ in range(40):
            new = theta - move
            new_loss = model.log_loss(X, y, new[:1], new[1])
            if new_loss <= loss:
                break
            move = move / 2
        theta, loss = new, new_loss
    return float(theta[0]), float(theta[1])


def rate_numbers(
    dataset: str,
    learning_rate: float,
    *,
    w0: float = 0.0,
    b0: float = 0.0,
    epoch: int = N_EPOCHS,
) -> RateNumbers:
    """Descend for 200 epochs and compare with what theory predicts.

    Parameters
    ----------
    dataset : str
        A key of `DATASETS`.
    learning_rate : float
        η > 0.
    w0, b0 : float
        Start.
    epoch : int
        The epoch to look at; the last recorded one if the run ended before.

    Returns
    -------
    RateNumbers

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> numbers = rate_numbers("overlapping", 2.0)
    >>> print(numbers.verdict, round(numbers.run.loss[-1], 4))
    good 0.3162
    """
    learning_rate = as_positive("learning_rate", learning_rate)
    w0, b0 = as_number("w0", w0), as_number("b0", b0)
    p = problem(dataset)
    run = gradient_descent(
        p.X,
        p.y,
        learning_rate=learning_rate,
        n_epochs=N_EPOCHS,
        w0=[w0],
        b0=b0,
    )
    epoch = min(max(int(epoch), 0), run.n_epochs)
    curvature = _largest_eigenvalue(p, run.w[epoch], run.b[epoch])
    return RateNumbers(
        p,
        run,
        epoch,
        1.0 / p.L,
        2.0 / p.L,
        2.0 / curvature if curvature > 0 else np.inf,
        _shrink(dataset, learning_rate),
        _verdict(run, p.min_loss),
    )


def rate_presets(dataset: str) -> dict[str, float]:
    """Return four rates to predict before they are run.

    Parameters
    ----------
    dataset : str

    Returns
    -------
    dict
        "crawl" and "good" are 0.002/L and 1/L. Where a minimum exists,
        "overshoot" and "thrash" lie before and beyond 2/λmax there; where
        none exists no rate thrashes for ever, and they are 20/L and 200/L.

    Examples
    --------
    >>> [name for name in rate_presets("separable")]
    ['crawl', 'good', 'overshoot', 'thrash']
    """
    p = problem(dataset)
    overshoot, thrash = 20 / p.L, 200 / p.L
    if p.minimum is not None:
        w, b = p.minimum
        edge = 2.0 / _largest_eigenvalue(p, np.array([w]), b)
        overshoot, thrash = 0.97 * edge, 1.5 * edge
    return {
        "crawl": 0.002 / p.L,
        "good": 1.0 / p.L,
        "overshoot": overshoot,
        "thrash": thrash,
    }


def learning_rate(
    dataset: str = "overlapping", *, name: str = "learning rate"
) -> "LearningRate":
    """Explore what the learning rate does to a descent.

    Parameters
    ----------
    dataset : str
        A key of `DATASETS`; the learner can change it.
    name : str
        Needed only to tell two of them in one cell apart.

    Returns
    -------
    LearningRate
        Shows itself as the last line of a cell.
    """
    return LearningRate(dataset, name)


class LearningRate(Explorer):
    """The view of `rate_numbers`; see `learning_rate`."""

    def __init__(self, dataset: str, name: str) -> None:
        p = problem(dataset)
        self.dataset = choice("data", list(DATASETS), dataset)
        self.rate = slider(
            "learning rate η", 1 / p.L, *_exponents(p), 0.01, ".3g", log=True
        )
        self.w0 = slider("start w", 0.0, *p.w_limits, 0.01)
        self.b0 = slider("start b", 0.0, *p.b_limits, 0.1)
        self.epoch = slider("epoch", N_EPOCHS, 0, N_EPOCHS, 1)
        self.play = widgets.Play(
            value=0, max=N_EPOCHS, interval=60, layout={"display": "none"}
        )
        self.back = button("◀ Back", "One epoch back")
        self.step = button("Step ▶", "One epoch on")
        self.run = button("Run", "Watch the epochs pass, or pause")
        self.prediction = choice(
            "At η = 4/L, twice the limit, the loss will",
            [
                "fall without a zigzag",
                "jump across the valley, then fall",
                "never settle",
            ],
            None,
        )
        self.presets = {
            label: button(label, f"Set the rate that should {label}")
            for label in ("crawl", "good", "overshoot", "thrash")
        }
        self.preset_box = widgets.HBox(
            list(self.presets.values()), layout={"visibility": "hidden"}
        )
        self._numbers: tuple | None = None
        super().__init__(
            name,
            "raise η past 2/L and watch the path; then change the data.",
            (10.0, 4.3),
            3,
            [
                [self.rate, self.preset_box],
                [self.w0, self.b0],
                [self.epoch, self.back, self.step, self.run, self.play],
                [self.dataset],
                [self.prediction],
            ],
        )
        self.dataset.unobserve(self._changed, "value")
        self.dataset.observe(self._change_data, "value")
        self.back.on_click(lambda _: self._move_epoch(-1))
        self.step.on_click(lambda _: self._move_epoch(1))
        self.run.on_click(lambda _: self._run_or_pause())
        self.play.observe(self._played, "value")
        self.play.observe(self._name_run, "playing")
        for label, preset in self.presets.items():
            preset.on_click(lambda _, label=label: self._set_preset(label))
        self.live.when_clicked(self._clicked)

    def numbers(self) -> RateNumbers:
        """Return the numbers of what is shown now."""
        state = self.dataset.value, self.rate.value, value_of(self.w0)
        state += (value_of(self.b0),)
        if self._numbers is None or self._numbers[0] != state:
            self._numbers = (
                state,
                rate_numbers(*state[:2], w0=state[2], b0=state[3]),
            )
        return _at_epoch(self._numbers[1], self.epoch.value)

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
        path_w = inside(w[: t + 1], *p.w_limits)
        path_b = inside(b[: t + 1], *p.b_limits)
        self._path.set_data(path_w, path_b)
        self._start.set_data(path_w[:1], path_b[:1])
        self._here.set_data(path_w[-1:], path_b[-1:])
        gap = np.clip(n.gap, _LOSS_LIMITS[0] / 10, _LOSS_LIMITS[1] * 10)
        self._losses.set_data(np.arange(len(gap)), gap)
        self._loss_here.set_data([t], gap[t : t + 1])
        self._forecast.set_data(*_forecast(n))
        x = self._curve.get_xdata()
        with np.errstate(over="ignore", invalid="ignore"):
            z = np.nan_to_num(w[t] * x + b[t])
            boundary = -b[t] / w[t] if w[t] else np.nan
        self._curve.set_ydata(model.sigmoid(z))
        self._boundary.set_xdata([inside(boundary, x[0], x[-1])] * 2)
        if n.verdict == "diverged":
            self.live.message(
                f"After epoch {n.run.n_epochs} the numbers left the float "
                "range."
            )
        return _reading(n) + self._answer()

    def reset(self) -> None:
        """Set every control to its first value, the data first."""
        self.play.playing = False
        with self.together():
            self.dataset.value = self._initial[
                self._controls.index(self.dataset)
            ]
            super().reset()
        self.preset_box.layout.visibility = "hidden"

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
        ax.axvspan(_DIAL[0] / p.L, 2 / p.L, color="#009E73", alpha=0.2, lw=0)
        ax.grid(False)
        for rate, label, side in ((1, "1/L", "right"), (2, "2/L", "left")):
            ax.axvline(rate / p.L, color="black", lw=1.5)
            ax.annotate(
                f" {label} ",
                (rate / p.L, 0.5),
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
            [1, 1], [0, 1], "--", color="#D55E00", label="2/λmax where we are"
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
        w, b, loss = _surface(dataset)
        gap = loss - p.min_loss
        levels = np.geomspace(max(gap.min(), 1e-3), gap.max(), 14)
        ax.contourf(w, b, gap, levels, cmap="Greys", alpha=0.5, extend="min")
        ax.contour(w, b, gap, levels, colors="#888888", linewidths=0.5)
        if p.minimum is not None:
            ax.plot(*p.minimum, "*", color="#009E73", markersize=16)
        ax.grid(False)
        ax.set(
            xlabel="w",
            ylabel="b",
            xlim=p.w_limits,
            ylim=p.b_limits,
            title="path over the loss"
            + (" (★ minimum)" if p.minimum else " (no minimum)"),
        )
        for key, style in (
            ("_path", {"marker": ".", "lw": 1.2, "color": "#0072B2"}),
            ("_start", {"marker": "s", "color": "#0072B2"}),
            ("_here", {"marker": "D", "color": "#D55E00"}),
        ):
            setattr(self, key, self.live.moving(ax.plot([], [], **style)[0]))
        self._here.set_markeredgecolor("white")

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
            [], [], "--", color="black", lw=1.5, label="predicted slope"
        )
        (losses,) = ax.plot([], [], color="#0072B2", label="measured")
        (here,) = ax.plot([], [], "D", color="#D55E00", mec="white")
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
            title="data, p_hat and boundary",
        )
        grid = np.linspace(low, high, 200)
        (curve,) = ax.plot(grid, 0 * grid, color="black")
        (boundary,) = ax.plot([0, 0], [-0.12, 1.12], "--", color="black")
        self._curve = self.live.moving(curve)
        self._boundary = self.live.moving(boundary)

    def _answer(self) -> str:
        guess = self.prediction.value
        if guess is None:
            return ""
        self.preset_box.layout.visibility = "visible"
        name = self.dataset.value
        verdict = rate_numbers(name, 4.0 / problem(name).L).verdict
        return (
            f" You predicted that at 4/L the loss will {guess}; from (0, 0) "
            f"it {_VERDICTS[verdict]}."
        )

    def _change_data(self, _) -> None:
        p = problem(self.dataset.value)
        self.play.playing = False
        with self.together():
            self._numbers = None
            _set_range(self.rate, *_exponents(p), 1 / p.L)
            _set_range(self.w0, *p.w_limits, 0.0)
            _set_range(self.b0, *p.b_limits, 0.0)
            self.epoch.value = N_EPOCHS
            self.rebuild()

    def _set_preset(self, label: str) -> None:
        with self.together():
            self.rate.value = rate_presets(self.dataset.value)[label]
            self.epoch.value = N_EPOCHS

    def _move_epoch(self, by: int) -> None:
        self.play.playing = False
        self.epoch.value = min(max(self.epoch.value + by, 0), N_EPOCHS)

    def _run_or_pause(self) -> None:
        if not self.play.playing:
            ended = self.epoch.value >= N_EPOCHS
            self.play.value = 0 if ended else self.epoch.value
        self.play.playing = not self.play.playing

    def _played(self, change) -> None:
        self.epoch.value = change["new"]

    def _name_run(self, change) -> None:
        self.run.description = "Pause" if change["new"] else "Run"

    def _clicked(self, ax, x: float, y: float) -> None:
        if ax is self.plane_ax:
            with self.together():
                self.w0.value, self.b0.value = x, y


def _at_epoch(n: RateNumbers, epoch: int) -> RateNumbers:
    """Return the same run looked at in another epoch."""
    t = min(epoch, n.run.n_epochs)
    if t == n.epoch:
        return n
    curvature = _largest_eigenvalue(n.problem, n.run.w[t], n.run.b[t])
    local = 2.0 / curvature if curvature > 0 else np.inf
    return replace(n, epoch=t, local_limit=local)


def _largest_eigenvalue(p: Problem, w: Floats, b: float) -> float:
    return float(np.linalg.eigvalsh(model.hessian(p.X, w, b))[-1])


@lru_cache
def _hessian_at_minimum(dataset: str) -> Floats | None:
    p = problem(dataset)
    if p.minimum is None:
        return None
    return model.hessian(p.X, [p.minimum[0]], p.minimum[1])


def _shrink(dataset: str, learning_rate: float) -> float | None:
    H = _hessian_at_minimum(dataset)
    if H is None:
        return None
    with np.errstate(over="ignore"):
        return float(np.square(convergence.contraction(H, learning_rate)))


def _verdict(run: Descent, min_loss: float) -> str:
    if run.diverged:
        return "diverged"
    rises = np.diff(run.loss) > 1e-9 * np.maximum(run.loss[:-1], 1.0)
    if rises[-N_EPOCHS // 4 :].any():
        return "thrash"
    if rises.any() or _zigzags(run):
        return "overshoot"
    gap = run.loss[[0, -1]] - min_loss
    return "good" if gap[1] <= max(0.1 * gap[0], 1e-9) else "crawl"


def _zigzags(run: Descent) -> bool:
    """Return whether a step of some size turns back on the one before."""
    steps = np.diff(np.column_stack([run.w, run.b]), axis=0)
    size = np.hypot(*steps.T)
    turns = (steps[1:] * steps[:-1]).sum(axis=1) < 0
    return bool((turns & (size[1:] > 1e-3 * size.max())).any())


@lru_cache
def _surface(dataset: str) -> tuple[Floats, Floats, Floats]:
    """Return w, b and the loss over the plane, shape (len(b), len(w))."""
    p = problem(dataset)
    w, b = np.linspace(*p.w_limits, 80), np.linspace(*p.b_limits, 80)
    s = 1.0 - 2.0 * p.y
    loss = [
        model.softplus(s * (np.outer(w, p.X[:, 0]) + bias)).mean(axis=1)
        for bias in b
    ]
    return w, b, np.array(loss)


def _forecast(n: RateNumbers) -> tuple[Floats, Floats]:
    """Return epochs and the losses of the predicted slope."""
    if n.shrink is None or not n.gap[0] > 0:
        return np.array([]), np.array([])
    t = np.arange(N_EPOCHS + 1.0)
    with np.errstate(divide="ignore"):
        exponent = np.log10(n.gap[0]) + t * np.log10(n.shrink)
    return t, 10.0 ** np.clip(exponent, -8, 4)


def _reading(n: RateNumbers) -> str:
    t = n.epoch
    rate, edge = n.run.learning_rate, n.local_limit
    edge_text = f"{edge:.3g}" if edge < 1e6 else "over a million"
    slope = "There is no minimum, so no slope is predicted."
    if n.shrink is not None:
        slope = (
            "Near the minimum each epoch is predicted to multiply the gap "
            f"by {n.shrink:.3f}."
        )
        if n.shrink >= 1:
            slope = (
                f"The predicted factor {n.shrink:.3g} is not below 1: no "
                "settling."
            )
    return (
        f"η = {rate:.3g} ({rate / n.limit:.3g} × 2/L; 2/λmax here "
        f"{edge_text}), from ({n.run.w[0, 0]:.3g}, "
        f"{n.run.b[0]:.3g}). Epoch {t}: w = {n.run.w[t, 0]:.3g}, "
        f"b = {n.run.b[t]:.3g}, loss {n.run.loss[t]:.4g}. In {N_EPOCHS} "
        f"epochs the loss {_VERDICTS[n.verdict]}. {slope}"
    )


def _exponents(p: Problem) -> tuple[float, float]:
    """Return the powers of ten between which the dial runs."""
    low, high = np.log10(np.array(_DIAL) / p.L)
    return float(low), float(high)


def _set_range(control, low: float, high: float, value: float) -> None:
    if low > control.max:
        control.max = high
    control.min = low
    control.max = high
    control.value = value
