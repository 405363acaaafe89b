"""The fast descent against a plain loop, scikit-learn and published fits."""

import os
import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from helpers import convergence, data, descent, minimum, model
from helpers.descent import gradient_descent


def plain_descent(X, y, learning_rate, n_epochs, w, b, l2=0.0):
    """Descend step by step with `model`; return theta and loss by epoch."""
    theta, loss = [np.append(w, b)], [model.log_loss(X, y, w, b)]
    for _ in range(n_epochs):
        grad_w, grad_b = model.gradient(X, y, w, b)
        w = w - learning_rate * (grad_w + l2 * w)
        b = b - learning_rate * grad_b
        theta.append(np.append(w, b))
        loss.append(model.log_loss(X, y, w, b))
    return np.array(theta), np.array(loss)


# One size each for: a single example, fewer than one group of factors, a
# remainder, several rows a buffer, and one row a buffer.
@pytest.mark.parametrize("m", [1, 5, 31, 33, 700, 20_011])
def test_record_equals_a_plain_loop(m):
    rng = np.random.default_rng(m)
    X = rng.normal(0.4, 1.5, (m, 3))
    y = (rng.random(m) < 0.3).astype(int)
    X_val, y_val = rng.normal(0, 2, (41, 3)), np.arange(41) % 3 == 0
    w0, b0 = rng.normal(0, 1, 3), -0.3
    run = gradient_descent(
        X,
        y,
        learning_rate=0.7,
        n_epochs=40,
        X_val=X_val,
        y_val=y_val,
        w0=w0,
        b0=b0,
    )
    theta, loss = plain_descent(X, y, 0.7, 40, w0, b0)
    np.testing.assert_allclose(run.w, theta[:, :-1], rtol=0, atol=1e-12)
    np.testing.assert_allclose(run.b, theta[:, -1], rtol=0, atol=1e-12)
    np.testing.assert_allclose(run.loss, loss, rtol=0, atol=1e-13)
    for t in (0, 17, 40):
        state = run.w[t], run.b[t]
        val_loss = model.log_loss(X_val, y_val, *state)
        assert run.val_loss[t] == pytest.approx(val_loss, abs=1e-13)
        right = (model.predict_logits(X_val, *state) >= 0) == y_val
        assert run.val_accuracy[t] == right.mean()
    assert run.n_epochs == 40
    assert not run.diverged


def test_a_logit_of_zero_counts_as_class_1():
    run = gradient_descent(
        [[1.0], [2.0]],
        [0, 1],
        learning_rate=1e-9,
        n_epochs=1,
        X_val=[[1.0], [2.0], [3.0]],
        y_val=[1, 1, 0],
    )
    assert run.val_accuracy[0] == pytest.approx(2 / 3)


def test_losses_that_overflow_a_product_are_still_right():
    X = np.full((300, 1), 900.0)
    y = np.arange(300) % 2
    run = gradient_descent(X, y, learning_rate=1.0, n_epochs=3, w0=[1.0])
    _, loss = plain_descent(X, y, 1.0, 3, np.array([1.0]), 0.0)
    np.testing.assert_allclose(run.loss, loss, rtol=1e-14)
    assert run.loss[0] == pytest.approx(450.0)


def test_fit_equals_scikit_learn_without_penalty():
    X, y = data.two_gaussians(400, means=((0, 0), (1, 2)), seed=3)
    keep = (y == 1) | (np.arange(400) % 3 == 0)  # unbalanced
    X, y = X[keep], y[keep]
    scaling = data.Scaling().fit(X)
    run = gradient_descent(
        scaling.transform(X), y, learning_rate=4.0, n_epochs=4_000
    )
    w, b = scaling.original_coefficients(run.w[-1], run.b[-1])
    fit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000).fit(X, y)
    np.testing.assert_allclose(w, fit.coef_[0], rtol=1e-6)
    assert b == pytest.approx(fit.intercept_[0], rel=1e-6)


def test_fit_equals_the_published_challenger_table():
    X, y = data.challenger()
    scaling = data.Scaling().fit(X)
    run = gradient_descent(
        scaling.transform(X), y, learning_rate=4.0, n_epochs=1_000
    )
    w, b = scaling.original_coefficients(run.w, run.b)
    assert round(b[-1], 4) == 15.0429
    assert round(w[-1, 0], 4) == -0.2322
    assert round(2 * len(y) * run.loss[-1], 3) == 20.315


@pytest.mark.parametrize("m", [4, 50_000])
def test_leaving_the_float_range_ends_quietly(m):
    rng = np.random.default_rng(0)
    X = rng.normal(0, 1e200, (m, 2))
    y = np.arange(m) % 3 == 0
    run = gradient_descent(
        X, y, learning_rate=0.1, n_epochs=30, X_val=X, y_val=y
    )
    assert run.diverged
    assert run.n_epochs < 30
    record = [run.w, run.loss, run.val_loss, run.val_accuracy]
    for values in record:
        assert len(values) == len(run.b) == run.n_epochs + 1
        assert np.isfinite(values).all()
    assert "left the float range" in repr(run)


def test_only_the_hold_out_data_leave_the_float_range():
    run = gradient_descent(
        [[1.0], [-1.0]],
        [1, 0],
        learning_rate=4.0,
        n_epochs=5,
        X_val=[[1e308], [-1e308]],
        y_val=[0, 1],
    )
    assert run.diverged
    assert run.n_epochs < 5
    assert len(run.loss) == len(run.val_loss) == run.n_epochs + 1
    assert np.isfinite(run.loss).all()
    assert np.isfinite(run.val_loss).all()


def test_a_weight_that_overflows_ends_the_record_whatever_the_loss():
    # The step overflows, and with w infinite every answer is right: loss 0.
    run = gradient_descent(
        [[3.0], [-3.0]], [1, 0], learning_rate=1.75e308, n_epochs=2
    )
    assert run.diverged
    assert run.n_epochs == 0
    assert run.w.tolist() == [[0.0]]


def test_hold_out_data_with_an_infinite_loss_at_the_start_are_named():
    match = r"X_val: expected hold-out .* at the start, got a loss of inf"
    with pytest.raises(ValueError, match=match):
        gradient_descent(
            [[1.0], [-1.0]],
            [1, 0],
            learning_rate=1.0,
            n_epochs=5,
            X_val=[[1e308], [-1e308]],
            y_val=[0, 1],
            w0=[2.0],
        )


def test_a_start_with_an_infinite_loss_is_refused():
    with pytest.raises(ValueError, match="start with a finite loss, got"):
        gradient_descent(
            [[1e200]], [0], learning_rate=1.0, n_epochs=1, w0=[1e200]
        )


GOOD = {
    "X": [[1.0, 2.0], [3.0, 4.0]],
    "y": [0, 1],
    "learning_rate": 0.1,
    "n_epochs": 2,
}
BAD = [
    ({"X": [1.0, 2.0]}, r"X: .*shape \(m, n\), got shape \(2,\)"),
    ({"X": [[np.nan, 1], [2, 3]]}, r"X: .*got nan"),
    ({"y": [0, 2]}, r"y: .*got 2"),
    ({"y": [0]}, r"y: .*got shape \(1,\)"),
    ({"learning_rate": 0.0}, r"learning_rate: .*> 0, got 0.0"),
    ({"learning_rate": -1}, r"learning_rate: .*got -1"),
    ({"learning_rate": np.inf}, r"learning_rate: .*got inf"),
    ({"learning_rate": np.nan}, r"learning_rate: .*got nan"),
    ({"learning_rate": "0.1"}, r"learning_rate: .*got values of type"),
    ({"learning_rate": [0.1]}, r"learning_rate: .*got \[0.1\]"),
    ({"n_epochs": 0}, r"n_epochs: expected a whole number >= 1, got 0"),
    ({"n_epochs": 1.5}, r"n_epochs: .*got 1.5"),
    ({"n_epochs": True}, r"n_epochs: .*got True"),
    ({"w0": [1.0]}, r"w0: .*shape \(2,\), got shape \(1,\)"),
    ({"w0": [1.0, np.inf]}, r"w0: .*got inf"),
    ({"b0": np.nan}, r"b0: .*got nan"),
    ({"n_epochs": 10**400}, r"n_epochs: .*up to 1,000,000,000,000"),
    ({"l2": -0.1}, r"l2: expected one finite number >= 0, got -0.1"),
    ({"l2": np.inf}, r"l2: expected one finite number >= 0, got inf"),
    ({"l2": [1, 2]}, r"l2: expected one finite number >= 0, got"),
    ({"X_val": [[1.0, 2.0]]}, r"y_val: expected X_val and y_val together"),
    ({"y_val": [1]}, r"X_val: expected X_val and y_val together"),
    (
        {"X_val": [[1.0]], "y_val": [1]},
        r"X_val: .*shape \(m, 2\), got shape \(1, 1\)",
    ),
    ({"X_val": [[1.0, 2.0]], "y_val": [3]}, r"y_val: .*got 3"),
]


@pytest.mark.parametrize(("change", "message"), BAD)
def test_bad_input_is_named_before_any_work(change, message, monkeypatch):
    def no_work(*_):
        raise AssertionError("work was done")

    monkeypatch.setattr(descent, "_fold", no_work)
    args = GOOD | change
    with pytest.raises(ValueError, match=message):
        gradient_descent(args.pop("X"), args.pop("y"), **args)


PROGRESS = """
from helpers.descent import gradient_descent
gradient_descent([[1.0], [2.0]], [0, 1], learning_rate=0.1, n_epochs=50,
                 progress=True)
"""


@pytest.mark.parametrize(
    ("under_pytest", "shown"), [(False, True), (True, False)]
)
def test_progress_bar_is_silent_under_pytest_only(under_pytest, shown):
    env = {k: v for k, v in os.environ.items() if k != "PYTEST_VERSION"}
    if under_pytest:
        env["PYTEST_VERSION"] = "any"
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRESS],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ("epochs" in result.stderr) is shown


@pytest.mark.parametrize("m", [20, 9_000])
def test_a_bar_changes_nothing_and_goes_away(m, monkeypatch, capsys):
    monkeypatch.delenv("PYTEST_VERSION")
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    X, y = data.two_gaussians(m)
    args = {"learning_rate": 0.1, "n_epochs": 30}
    silent = gradient_descent(X, y, **args)
    assert capsys.readouterr().err == ""
    run = gradient_descent(X, y, progress=True, **args)
    shown = capsys.readouterr().err
    assert "epochs: " in shown
    assert shown.rstrip("\r").split("\r")[-1].strip() == ""
    np.testing.assert_array_equal(run.w, silent.w)
    np.testing.assert_array_equal(run.loss, silent.loss)


@pytest.mark.parametrize("m", [10_000, 100_000])
def test_extra_memory_is_at_most_four_times_the_data(m):
    X, y = data.two_gaussians(m)
    args = {"learning_rate": 0.1, "n_epochs": 5}
    tracemalloc.start()
    gradient_descent(X, y, X_val=X[: m // 5], y_val=y[: m // 5], **args)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 4 * X.nbytes


def test_race_equals_one_descent_for_each_rate(example):
    X, y, w0, b0 = example
    limit = convergence.stable_learning_rate(X)
    rates = limit * np.array([0.1, 0.5, 0.99])
    W = descent.race(X, y, rates, 30, w0=w0, b0=b0)
    for j, eta in enumerate(rates):
        run = gradient_descent(
            X, y, learning_rate=eta, n_epochs=30, w0=w0, b0=b0
        )
        np.testing.assert_allclose(W[:, j, :-1], run.w, atol=1e-10)
        np.testing.assert_allclose(W[:, j, -1], run.b, atol=1e-10)


def test_race_goes_on_when_a_rate_leaves_the_float_range():
    W = descent.race([[1.0], [30.0]], [0, 1], [0.1, 1e308], 9)
    assert np.isfinite(W[:, 0]).all()
    assert not np.isfinite(W[-1, 1]).all()


@pytest.mark.parametrize(
    "rates", [[], [0.0], [-1.0], [[1.0]], [1.0, np.inf], [np.nan]]
)
def test_race_refuses_bad_rates(rates):
    with pytest.raises(ValueError, match="learning_rates: expected finite"):
        descent.race([[1.0], [2.0]], [0, 1], rates, 3)


# Calls that cost more than arithmetic, the other way round, and many rates.
@pytest.mark.parametrize("m", [5, 700, 9_000])
@pytest.mark.parametrize("l2", [0.02, 0.9])
def test_the_penalty_is_that_of_the_weights_alone(m, l2):
    rng = np.random.default_rng(m)
    X = rng.normal(0.4, 1.5, (m, 3))
    y = (rng.random(m) < 0.3).astype(int)
    w0, b0 = rng.normal(0, 1, 3), -0.3
    run = gradient_descent(
        X, y, learning_rate=0.4, n_epochs=25, w0=w0, b0=b0, l2=l2
    )
    theta, loss = plain_descent(X, y, 0.4, 25, w0, b0, l2)
    np.testing.assert_allclose(run.w, theta[:, :-1], rtol=0, atol=1e-12)
    np.testing.assert_allclose(run.b, theta[:, -1], rtol=0, atol=1e-12)
    np.testing.assert_allclose(run.loss, loss, rtol=0, atol=1e-13)
    penalty = l2 / 2 * np.linalg.norm(theta[:, :-1], axis=1) ** 2
    np.testing.assert_allclose(run.objective, loss + penalty, atol=1e-12)
    assert run.l2 == l2
    W = descent.race(X, y, [0.1, 0.4], 25, w0=w0, b0=b0, l2=l2)
    np.testing.assert_allclose(W[:, 1], theta, rtol=0, atol=1e-12)


def test_with_a_penalty_descent_ends_where_newton_does():
    X, y = data.two_gaussians(300, means=((-1,), (2,)), seed=4)
    run = gradient_descent(X, y, learning_rate=1.0, n_epochs=3_000, l2=0.05)
    w, b = minimum.minimiser(X, y, 0.05)
    np.testing.assert_allclose(run.w[-1], w, rtol=1e-10)
    assert run.b[-1] == pytest.approx(b, rel=1e-9)
    assert (np.diff(run.objective) <= 1e-15).all()
    assert run.loss[-1] < run.objective[-1]


def test_both_ways_of_descending_agree():
    X, y = data.two_gaussians(200, seed=6)
    A = descent._fold(X, y.astype(float))
    start, args = np.array([0.3, -0.2, 0.1]), (0.03, 400)
    theta, loss = descent._descend_small(A, start, 0.4, *args, False)
    again, losses = descent._descend(A, start, np.array([0.4]), *args)
    np.testing.assert_allclose(theta, again[:, 0], rtol=0, atol=1e-12)
    np.testing.assert_allclose(loss, losses[:, 0], rtol=0, atol=1e-14)


def test_without_a_penalty_the_objective_is_the_loss():
    X = [[1e-200], [-1e-200], [2e-200]]
    run = gradient_descent(
        X, [0, 1, 0], learning_rate=1.0, n_epochs=2, w0=[1e200]
    )
    np.testing.assert_array_equal(run.objective, run.loss)


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        ([[0.1, 0.2]], r"got shape \(1, 2\)"),
        ([], r"got shape \(0,\)"),
        ([0.1] * 500 + [-3.0], "got -3$"),
        ([0.1, np.inf], "got inf$"),
    ],
)
def test_a_bad_rate_is_named_alone(rates, words):
    with pytest.raises(
        ValueError, match=f"learning_rates: expected .*{words}"
    ):
        descent.race([[1.0], [2.0]], [0, 1], rates, 3)
