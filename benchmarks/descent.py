"""Speed and memory of `gradient_descent` and `race`, measured in one run.

    python -m benchmarks.descent

Contestants take turns, so that a busy machine slows all of them alike; the
table gives medians and ratios.
"""

import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter

# NumPy reads this when it is imported. One thread keeps the ratios from
# depending on what the other cores are doing.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from helpers import data
from helpers.descent import gradient_descent, race
from helpers.experiments import separability

_ROUNDS = 9


def main() -> None:
    """Print the table."""
    print(f"{'what':52} {'median':>10}  remark")
    for row in (
        *experiment(),
        *small_data(),
        *races(),
        *penalties(),
        *growth(),
        import_time(),
    ):
        print("{:52} {:>10}  {}".format(*row))


def experiment(rounds: int = _ROUNDS) -> list[tuple[str, str, str]]:
    """Time three codes for the 100-epoch experiment with full record."""
    X, y = data.two_gaussians()
    X_train, X_val, y_train, y_val = data.train_test_split(X, y)
    args = X_train, y_train, X_val, y_val, 0.1, 100
    runs = {
        "chain rule factor by factor": _run(_factors, *args),
        "plain NumPy, X @ w and log1p": _run(_plain, *args),
        "gradient_descent": lambda: _record(*args),
    }
    times = interleaved(runs.values(), rounds)
    reference = runs["gradient_descent"]()
    rows = []
    for (name, run), time in zip(runs.items(), times, strict=True):
        apart = np.abs(run() - reference).max()
        remark = f"{time / times[-1]:.2f}x gradient_descent"
        if name != "gradient_descent":
            remark += f", weights apart by {apart:.0e}"
        rows.append(
            (f"80,000 x 2, 100 epochs: {name}", f"{time * 1e3:.1f} ms", remark)
        )
    return rows


def small_data() -> list[tuple[str, str, str]]:
    """Time data so small that calls cost more than arithmetic."""
    X, y = data.two_gaussians(500)
    (time,) = interleaved([lambda: _record(X, y, None, None, 0.1, 200)], 99)
    step = f"{time / 200 * 1e6:.1f} µs a step"
    return [("500 x 2, 200 epochs", f"{time * 1e3:.2f} ms", step)]


def races() -> list[tuple[str, str, str]]:
    """Time fifty rates as one block of margins, and one after another."""
    X, y = data.two_gaussians(500, means=((-1,), (1,)))
    rates = np.geomspace(0.05, 500, 50)

    def one_by_one() -> None:
        for rate in rates:
            _record(X, y, None, None, rate, 200)

    block, single = interleaved([lambda: race(X, y, rates, 200), one_by_one])
    name = "race of 50 rates, 500 x 1, 200 epochs"
    remark = f"{single / block:.1f}x as long one after another"
    return [(name, f"{block * 1e3:.1f} ms", remark)]


def penalties() -> list[tuple[str, str, str]]:
    """Time an L2 penalty against none, on large and on small data."""
    X, y = data.two_gaussians(80_000)
    X_few, y_few = separability.fixed_points()
    rows = []
    for m, n_epochs, args in (
        ("80,000", 100, (X, y, None, None, 0.1, 100)),
        ("32", 2_000, (X_few, y_few, None, None, 1.0, 2_000)),
    ):

        def plain(args=args):
            return _record(*args)

        def penalised(args=args):
            return _record(*args, l2=0.01)

        without, time = interleaved([plain, penalised])
        name = f"{m} x 2, {n_epochs:,} epochs, L2 penalty"
        remark = f"{time / without:.2f}x without a penalty"
        rows.append((name, f"{time * 1e3:.1f} ms", remark))
    return rows


def growth() -> list[tuple[str, str, str]]:
    """Time and measure the extra memory from m = 1e4 to 1e7."""
    rows, n_epochs = [], 20
    for m in (10**4, 10**5, 10**6, 10**7):
        X, y = data.two_gaussians(m)

        def run(X=X, y=y):
            return _record(X, y, None, None, 0.1, n_epochs)

        (time,) = interleaved([run], 3)
        each = time / (m * (n_epochs + 1)) * 1e9
        tracemalloc.start()
        run()
        extra = tracemalloc.get_traced_memory()[1] / X.nbytes
        tracemalloc.stop()
        rows.append(
            (
                f"{m:,} x 2, {n_epochs} epochs",
                f"{time * 1e3:.1f} ms",
                f"{each:.1f} ns an example and epoch, "
                f"extra memory {extra:.1f} X",
            )
        )
    return rows


def import_time() -> tuple[str, str, str]:
    """Time `import helpers` in new interpreters."""
    command = [sys.executable, "-X", "importtime", "-c", "import helpers"]
    times = []
    for _ in range(_ROUNDS):
        log = subprocess.run(
            command, capture_output=True, encoding="utf-8", check=True
        ).stderr
        times.append(int(re.search(r"(\d+) \| helpers$", log, re.M)[1]))
    heavy = [
        name
        for name in ("numpy", "sympy", "matplotlib")
        if re.search(rf"\| +{name}$", log, re.M)
    ]
    remark = f"loads {', '.join(heavy) or 'no numpy, sympy or matplotlib'}"
    return "import helpers", f"{median(times) / 1e3:.1f} ms", remark


def interleaved(runs, rounds: int = _ROUNDS) -> list[float]:
    """Return the median seconds of each run, the runs taking turns."""
    runs = list(runs)
    times = [[] for _ in runs]
    for _ in range(rounds):
        for run, spent in zip(runs, times, strict=True):
            start = perf_counter()
            run()
            spent.append(perf_counter() - start)
    return [median(spent) for spent in times]


def _record(X, y, X_val, y_val, learning_rate, n_epochs, l2=0.0) -> np.ndarray:
    run = gradient_descent(
        X,
        y,
        learning_rate=learning_rate,
        n_epochs=n_epochs,
        X_val=X_val,
        y_val=y_val,
        l2=l2,
    )
    return np.column_stack([run.w, run.b])


def _run(
    gradient_and_loss: Callable, X, y, X_val, y_val, learning_rate, n_epochs
) -> Callable[[], np.ndarray]:
    """Return a descent with the full record that calls the given code."""

    def run():
        w, b = np.zeros(X.shape[1]), 0.0
        theta, loss, val_loss, val_accuracy = [], [], [], []
        for t in range(n_epochs + 1):
            theta.append(np.append(w, b))
            grad_w, grad_b, J, _ = gradient_and_loss(X, y, w, b)
            loss.append(J)
            *_, J, p_hat = gradient_and_loss(X_val, y_val, w, b, False)
            val_loss.append(J)
            val_accuracy.append(np.mean((p_hat >= 0.5) == y_val))
            if t < n_epochs:
                w, b = w - learning_rate * grad_w, b - learning_rate * grad_b
        return np.array(theta)

    return run


def _factors(X, y, w, b, with_gradient=True):
    """Multiply ∂ℓ/∂p̂, ∂p̂/∂z and ∂z/∂w as three arrays (Winkler's form)."""
    p_hat = 1 / (1 + np.exp(-(np.matmul(w, X.T) + b)))
    J = np.mean(-(y * np.log(p_hat) + (1 - y) * np.log(1 - p_hat)))
    if not with_gradient:
        return None, None, J, p_hat
    dl_dp = (1 - y) / (1 - p_hat) - y / p_hat
    dp_dz = p_hat * (1 - p_hat)
    grad_w = np.sum(dl_dp * dp_dz * X.T, axis=1) / len(y)
    return grad_w, np.sum(dl_dp * dp_dz) / len(y), J, p_hat


def _plain(X, y, w, b, with_gradient=True):
    """Compute with X @ w and a loss that cannot overflow."""
    z = X @ w + b
    J = np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))
    p_hat = 1 / (1 + np.exp(-z))
    if not with_gradient:
        return None, None, J, p_hat
    return X.T @ (p_hat - y) / len(y), np.mean(p_hat - y), J, p_hat


if __name__ == "__main__":
    main()
