"""Numbers that only the text of the notebooks states.

What a cell prints, nbval compares with what it printed before. What a
sentence or the description of a picture says is worked out here once more,
and looked for, rounded as it is written there.
"""

import re
from functools import cache

import numpy as np
import pytest
import sympy
from scipy.optimize import brentq, minimize_scalar
from sklearn.linear_model import LogisticRegression

from helpers import data, derivation, graph, minimum, model
from helpers.convergence import condition_number, curvature_bound
from helpers.descent import gradient_descent
from helpers.experiments.learning_rate import rate_numbers
from helpers.experiments.race import run_race
from tests.support.notebooks import find, outputs, sources

X, y = data.challenger()
T = X[:, 0]
TENS = (X - 60) / 10
STANDARD = (X - X.mean()) / X.std()


@cache
def text(start):
    """What a notebook says in Markdown, and under its pictures.

    With the hyphen for a minus sign.
    """
    notebook = find(start)
    plain = [
        out.get("data", {}).get("text/plain", "") for out in outputs(notebook)
    ]
    said = "\n".join([*sources(notebook, "markdown"), *plain])
    return said.replace("−", "-")


def says(start, *fragments):
    missing = [one for one in fragments if one not in text(start)]
    assert missing == []


def loss_of(p_hat, label):
    return -np.log(p_hat if label else 1 - p_hat)


@cache
def fit():
    """Slope and intercept of the flights, per °F."""
    w, b = minimum.minimiser(X, y)
    return w[0], b


@cache
def clouds():
    """The 500 examples of 04, 06 and 07, and where their J is lowest."""
    examples, labels = data.two_gaussians(500, means=((1,), (2,)), seed=0)
    return examples, labels, minimum.minimiser(examples, labels)


def curvatures(examples, at):
    return np.linalg.eigvalsh(model.hessian(examples, *at))


# --- 00 to 03: one flight at a time -----------------------------------------


def test_the_flights_have_one_fit_in_all_notebooks():
    w, b = fit()
    J = model.log_loss(X, y, [w], b)
    says("00", f"{J:.3f}", f"{(31 - 32) / 1.8:.0f} °C")
    says("01", f"{w:.4f}", f"{-b / w:.1f} °F")
    says("08", f"{b:.4f}", f"{w:.4f}", f"{2 * 23 * J:.3f}")
    says("09", f"{w:.4f}", f"{-b / w:.1f} °F")
    at_launch = model.sigmoid(31 * w + b)
    for start in ("01", "07", "09"):
        says(start, f"{at_launch:.4f}")
    w_tens, b_tens = minimum.minimiser(TENS, y)
    says("04", f"w = {w_tens[0]:.1f}", f"b = +{b_tens:.1f}")


def test_the_line_of_01():
    slope, intercept = np.polyfit(T, y, 1)
    says("01", f"the old line says {intercept:.1f}")
    says("01", f"above 1 below {(1 - intercept) / slope:.0f} °F")
    says("01", f"below 0 above {-intercept / slope:.0f} °F")
    assert 0.035 < -slope < 0.04
    says("01", "falls by nearly 0.04 per degree")


def test_the_odds_of_01():
    odds = []
    for part in (y[T < 70], y[T >= 70]):
        hits, others = int(part.sum()), int((1 - part).sum())
        says("01", f"{hits}/{others} = {hits / others:.3f}")
        odds.append(hits / others)
    says("01", f"{odds[0] / odds[1]:.2f}")
    moved = model.logit([0.76, 0.99]) - model.logit([0.75, 0.98])
    says("01", f"{moved[0]:.2f} in log-odds", f"{moved[1]:.2f} near certainty")
    assert np.exp(10) == pytest.approx(22_000, rel=0.01)
    says("01", "22,000 to one", f"{1 / (1 + np.exp(10)):.5f}")


def test_of_the_four_lines_of_01_one_is_true_and_refused():
    p, z = sympy.symbols("p z")
    names = {**vars(derivation), "Eq": sympy.Eq, "p": p, "z": z}
    lines = re.findall(r"^\| (.) \| `(Derivation\(.+)` \|$", text("01"), re.M)
    refusals = {}
    for letter, line in lines:
        try:
            eval(line, dict(names))
        except derivation.DerivationError as refusal:
            refusals[letter] = str(refusal)
    assert [letter for letter, _ in lines] == list("ABCD")
    assert set(refusals) == {"B", "D"}
    assert "it is false" in refusals["B"]
    assert "it may follow" in refusals["D"]


def test_the_three_curves_of_02():
    given = {
        name: model.sigmoid((2 * y - 1) * (w * T + b))
        for name, (w, b) in {
            "flat": (-0.05, 2.7),
            "fitted": fit(),
            "sure": (-1.2, 78.0),
        }.items()
    }
    assert 0.2 < given["flat"].min() < given["flat"].max() < 0.8
    says("02", "between 0.2 and 0.8", f"{given['sure'].min():.6f}")
    three = sorted(T[given["sure"] < 0.01])
    says("02", "{:.0f}, {:.0f} and {:.0f} °F".format(*three))
    assert three == sorted(T[(y == 1) & (T > 65)])
    says("02", f"{given['fitted'].prod() * 100_000:.0f} in 100,000")
    losses = -np.log(given["fitted"])
    dearest = losses.argmax()
    assert T[dearest] == 75
    assert losses[dearest] / losses.sum() == pytest.approx(1 / 4, abs=0.01)
    says("02", "a quarter of the sum", f"costs {losses[dearest]:.1f}")
    assert np.exp(-2_000 * losses.mean()) == 0
    for degrees, places, digits in ((53, 2, 2), (66, 2, 2), (75, 3, 1)):
        one = np.flatnonzero(degrees == T)[-1 if degrees == 75 else 0]
        p_hat = model.sigmoid(fit()[0] * degrees + fit()[1])
        says("02", f"{p_hat:.{places}f}", f"{losses[one]:.{digits}f}")
    assert (losses[T < 60] < 0.2).all()
    says("02", "53 to 58 °F, cost less than 0.2")


def test_the_threshold_of_02():
    w, b = fit()
    threshold = (model.logit(1 / 21) - b) / w
    warm = sorted(T[threshold < T])
    says(
        "02",
        f"{threshold:.1f} °F",
        "{:.0f}, {:.0f} and {:.0f} °F".format(*warm),
    )


def test_what_exaggeration_costs_in_02():
    saved = 90 * (loss_of(0.9, 1) - loss_of(0.99, 1))
    lost = 10 * (loss_of(0.99, 0) - loss_of(0.9, 0))
    says("02", f"saves about {saved:.0f}", f"loses about {lost:.0f}")
    bits = (0.9 * loss_of(0.9, 1) + 0.1 * loss_of(0.9, 0)) / np.log(2)
    says("02", f"{bits:.3f} at q = 0.9")
    says("02", f"log 0.1 = {np.log(0.1):.1f}", f"{loss_of(0.9, 1):.3f}")
    says("02", f"e⁻² = {np.exp(-2):.3f}")
    p_hat = model.sigmoid(8.0)
    says("02", f"{p_hat * (1 - p_hat):.4f}")


def test_the_slope_that_comes_with_both_labels_in_03():
    point = {"x1": 2, "x2": 3, "w1": 0.2, "w2": -0.4, "b": 0.1}
    slopes = [
        graph.logistic_loss_graph().backward(point | {"y": label}).gradients
        for label in (1, 0)
    ]
    first, second = (run["z"] for run in slopes)
    says("03", f"{first:.3f} with label 1", f"{second:+.3f} with label 0")


def test_the_fork_of_03():
    p_hat = model.sigmoid(0.7)
    first, second = -0.3 / p_hat, 0.7 / (1 - p_hat)
    says("03", f"{first:.3f}", f"{second:.2f}", f"{first + second:.2f}")
    says("03", f"{p_hat * (1 - p_hat):.3f}", f"{p_hat - 0.3:.3f}")


# --- 04 and 06: rates -------------------------------------------------------


def test_the_valley_of_04():
    examples, _, best = clouds()
    along, across = curvatures(examples, best)
    kappa = across / along
    says("04", f"λ = {across:.3f}", f"1/{kappa:.0f} as much", f"{along:.3f}")
    says("04", f"1/λ = {1 / across:.2f}", f"2/λ = {2 / across:.2f}")
    says("04", f"the factor is {1 - 0.9 * along:.3f}")
    says("04", f"2/L = {2 / curvature_bound(examples):.3f}")
    says("06", f"κ = {kappa:.1f}", f"η is {2 / (along + across):.2f}")


def test_the_direction_of_steepest_descent_in_04():
    grad_w, grad_b = model.gradient(TENS, y, [0.0], 0.0)
    against = np.degrees(np.arctan2(-grad_b, -grad_w[0])) % 360
    says("04", f"near {against:.0f} degrees")
    says("04", f"a fall of {4 * (grad_w[0] ** 2 + grad_b**2):.3f}")


def test_how_often_the_path_of_04_crosses_the_valley():
    examples, labels, best = clouds()
    run = gradient_descent(examples, labels, learning_rate=1.8, n_epochs=60)
    _, directions = np.linalg.eigh(model.hessian(examples, *best))
    steps = np.diff(np.column_stack([run.w, run.b]), axis=0)
    turns = np.diff(np.sign(steps @ directions[:, 1])) != 0
    assert np.argmin(turns) == 9  # the first step that does not turn round
    says("04", "nine times in a row")


def test_where_the_explorer_of_04_begins_to_zigzag_and_to_thrash():
    runs = [rate_numbers("overlapping", eta) for eta in (3.95, 4.1, 20.1)]
    beyond = rate_numbers("overlapping", 20.3)
    verdicts = [one.verdict for one in (*runs, beyond)]
    assert verdicts == ["good", "overshoot", "overshoot", "thrash"]
    says("04", "at about 4.0", f"2/L = {beyond.limit:.2f}")
    says("04", f"up to about {runs[0].local_limit:.1f}")


def test_where_the_first_step_of_06_is_back_at_its_start():
    examples, labels, _ = clouds()
    grad_w, grad_b = model.gradient(examples, labels, [0.0], 0.0)

    def rise(eta):
        at = -eta * grad_w, -eta * grad_b
        return model.log_loss(examples, labels, *at) - np.log(2)

    says("06", f"at 2/L = {2 / curvature_bound(examples):.1f}")
    says("06", f"only at {brentq(rise, 1, 4):.1f}")


def test_the_flights_below_the_cliff_of_06():
    """No guarantee, even from zero: at 0.97 of the cliff it cycles."""
    best = minimum.minimiser(X, y)
    cliff = 2 / curvatures(X, best)[-1]
    run = gradient_descent(X, y, learning_rate=0.97 * cliff, n_epochs=60_000)
    last = run.loss[-1_000:]
    says("06", f"{last.min():.2f} and {last.max():.2f}", "60,000")


def test_how_many_rates_of_06_lie_beyond_the_promise():
    bound = curvature_bound(clouds()[0])
    rng = np.random.default_rng(3)
    rng.normal(0, 2, (1_000, 2))
    rates = rng.uniform(0, 3 / bound, 1_000)
    says("06", f"of {np.sum(rates > 2 / bound)} steps")


def test_kappa_of_the_flights_in_06_and_07():
    best = minimum.minimiser(X, y)
    at_star, at_zero = (
        round(condition_number(model.hessian(X, *place)), -3)
        for place in (best, ([0.0], 0.0))
    )
    for start in ("06", "07"):
        says(start, f"{at_star:,.0f}", f"{at_zero:,.0f}")
    flat = curvatures(X, best)[0]
    left = (1 - flat / curvature_bound(X)) ** 1_000_000
    assert left == pytest.approx(1 / 2, abs=0.03)
    says("06", "half of the flat error")
    moments = np.mean(X**2), np.var(X)
    says("06", "{:,.0f}²/{:.1f}".format(*moments))
    assert moments[0] ** 2 / moments[1] == pytest.approx(at_zero, rel=2e-3)
    steepest = curvatures(STANDARD, minimum.minimiser(STANDARD, y))[-1]
    says("06", f"{steepest:.3f}")


def test_the_race_of_06():
    near, far = (run_race(distance) for distance in (2.0, 4.0))
    says("06", f"from {2 / near.L:.1f} to {2 / far.L:.1f}")
    says("06", f"from {near.edge:.0f} to {far.edge:.0f}")


# --- 05, 07 and 08: preparing the data ---------------------------------------


def test_the_number_of_the_flight_in_05():
    columns = np.column_stack([TENS[:, 0], np.arange(1, 24) / 10])
    Z = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    best = minimum.minimiser(Z, y)
    J = model.log_loss(Z, y, *best)
    gain = model.log_loss(X, y, *minimum.minimiser(X, y)) - J
    says("05", f"{best[0][1]:+.2f}", f"{J:.4f}", f"by {gain:.3f}")
    says("05", f"{23 * gain:.2f} nats")


def test_the_two_valleys_of_07():
    examples, labels, best = clouds()
    H = model.hessian(examples, *best)
    says("07", f"it falls by {H[0, 1] / H[1, 1]:.1f} per unit of w")
    centred = examples - examples.mean()
    kappas = [
        condition_number(model.hessian(Z, *minimum.minimiser(Z, labels)))
        for Z in (examples, centred)
    ]
    says("07", "from {:.1f} to {:.1f}".format(*kappas))
    rates = [1 / curvature_bound(Z) for Z in (examples, centred)]
    says("07", "from {:.2f} to {:.1f}".format(*rates))
    says("07", f"{examples.mean() / examples.std():.1f} times the spread")
    assert X.mean() / X.std() == pytest.approx(10, abs=0.1)


def test_the_flights_of_07():
    centred = X - X.mean(axis=0)
    run = gradient_descent(
        centred, y, learning_rate=1 / curvature_bound(centred), n_epochs=400
    )
    lowest = model.log_loss(X, y, *minimum.minimiser(X, y))
    says("07", f"after {np.argmax(run.loss - lowest < 1e-4)} epochs")


@pytest.fixture(scope="module")
def experiment():
    """Its training data, and both runs."""
    train, hold_out, labels, y_val = data.train_test_split(
        *data.two_gaussians(100_000, means=((0, 0), (2, 8)), seed=0)
    )
    runs = [
        gradient_descent(
            train - c,
            labels,
            learning_rate=0.1,
            n_epochs=100,
            X_val=hold_out - c,
            y_val=y_val,
        )
        for c in (0, train.mean(axis=0))
    ]
    return train, labels, runs


def test_the_experiment_of_07(experiment):
    train, _, (raw, centred) = experiment
    says("07", f"{len(train) * 100:,}")
    says("07", f"needs {np.argmax(raw.val_accuracy >= 0.99)} epochs")
    ratio = raw.val_loss[-1] / centred.val_loss[-1]
    assert round(ratio) == 13
    says("07", "thirteen times")
    assert (1 - centred.val_accuracy[1]) * 20_000 == pytest.approx(1)
    says("07", "all but one of 20,000")
    assert raw.val_loss[-1] == pytest.approx(centred.val_loss[5], abs=0.01)


def test_how_slowly_the_bias_of_07_moves(experiment):
    _, _, (raw, _) = experiment
    steps = np.abs(np.diff(raw.b))
    assert 0.021 < steps.max() < 0.022
    says("07", "never above 0.22", "about 0.02 at most")
    middle = -np.array([1 / 4, 1]) @ [1, 4]  # for each unit of w2
    says("07", f"b ≈ {middle:.2f} w₂")
    says("07", f"b = {raw.b[-1]:.2f}", f"{middle * raw.w[-1, 1]:.2f}")


def test_standardized_against_raw_in_08(experiment):
    train, labels, _ = experiment
    rates, losses = [], []
    for Z in (train, (train - train.mean(axis=0)) / train.std(axis=0)):
        rate = 1 / curvature_bound(Z)
        run = gradient_descent(Z, labels, learning_rate=rate, n_epochs=100)
        rates.append(rate)
        losses.append(run.loss[-1])
    assert rates[1] / rates[0] == pytest.approx(20, abs=1.5)
    assert losses[0] / losses[1] == pytest.approx(15, abs=1)
    says("08", "twenty times", "fifteen times better")


def test_even_odds_from_standardized_degrees_in_08():
    w, b = minimum.minimiser(STANDARD, y)
    c, s = T.mean(), T.std()
    says("08", f"w = {w[0]:.3f}, b = {b:.3f}, c = {c:.2f} and s = {s:.2f}")
    says("08", f"{c - s * b / w[0]:.1f} °F")


def test_four_condition_numbers_of_08():
    ways = (0.5, 0.1), (0, 0.1), (5, 1), (0, 1)
    raw, centred, scaled, standardized = (
        condition_number([[s**2 + mu**2, mu], [mu, 1]]) for mu, s in ways
    )
    says("08", f"Standardized {standardized:.0f}", f"1/0.1² = {centred:.0f}")
    says("08", f"gives {raw:.0f} and {scaled:.0f}")
    by_formula = [
        (mu**2 + s**2 + 1) ** 2 / s**2 for mu, s in (ways[0], ways[2])
    ]
    says(
        "08",
        "raw 1.26²/0.1² = {:.0f}, scaled 27² = {:.0f}".format(*by_formula),
    )


def test_no_divisor_cures_an_offset_in_08():
    scaled, by_largest = (
        condition_number(model.hessian(Z, *minimum.minimiser(Z, y)))
        for Z in (X / X.std(), X / X.max())
    )
    says("08", f"then {by_largest:.0f} instead of {round(scaled, -2):,.0f}")


def test_raw_degrees_do_not_arrive_in_a_million_epochs():
    rate = 1 / curvature_bound(X)
    run = gradient_descent(X, y, learning_rate=rate, n_epochs=1_000_000)
    assert abs(run.b[-1] - fit()[1]) > 5
    says("08", "would not have reached in a million")


# --- 09: no minimum ---------------------------------------------------------


def test_the_clouds_of_09(experiment):
    train, labels, _ = experiment
    says("09", f"{np.hypot(2, 8):.1f} apart", f"{np.hypot(2, 8) / 2:.1f}")
    centres = np.array([[0, 0], [2, 8]])[labels.astype(int)]
    margins = (2 * labels - 1) * (train @ [2, 8] - 34)
    assert (margins <= 0).sum() == 2
    says("09", "two on the wrong side")
    towards = (2 * labels - 1) * ((train - centres) @ [2, 8]) / np.hypot(2, 8)
    assert -towards.min() == pytest.approx(4.3, abs=0.1)
    says("09", "a little over 4")


def test_the_coldest_flights_of_09():
    cold = T[(y == 1) & (T < 65)]
    assert sorted(cold) == sorted(T[T < 65])
    says("09", "53, 57, 58 and 63 °F", f"{T.min() - 31:.0f} degrees below")


def test_the_range_at_launch_in_09():
    w, b = fit()
    covariance = np.linalg.inv(23 * model.hessian(X, [w], b))
    launch = np.array([31, 1])
    reach = 1.96 * np.sqrt(launch @ covariance @ launch)
    low, high = model.sigmoid(31 * w + b + np.array([-reach, reach]))
    says("09", f"from {low:.2f} to {high:.0f}")


def test_where_the_ray_of_09_is_lowest():
    w, b = minimum.separating_hyperplane(STANDARD[KEPT], y[KEPT])
    found = minimize_scalar(
        lambda k: model.log_loss(STANDARD, y, k * w, k * b),
        bounds=(0.1, 10),
        method="bounded",
    )
    says("09", f"near length {found.x:.1f}")


KEPT = ~((y == 1) & (T > 65))
SOLVERS = {
    "default": {},
    "`C=np.inf` (no penalty)": {"C": np.inf},
    '`C=np.inf, solver="newton-cholesky"`': {
        "C": np.inf,
        "solver": "newton-cholesky",
    },
}


@pytest.mark.parametrize("row", SOLVERS)
def test_the_table_of_scikit_learn_in_09(row):
    digits = 3 if row == "default" else 1
    all_flights, twenty = (
        LogisticRegression(**SOLVERS[row]).fit(Z, labels).coef_[0, 0]
        for Z, labels in ((STANDARD, y), (STANDARD[KEPT], y[KEPT]))
    )
    says("09", f"| {row} | {all_flights:.3f} | {twenty:.{digits}f} |")


@pytest.mark.parametrize(
    ("solver", "digits", "words"),
    [("lbfgs", 4, ""), ("liblinear", 3, ""), ("saga", 1, "about ")],
)
def test_what_solvers_say_about_launch_day_in_09(solver, digits, words):
    found = LogisticRegression(solver=solver, random_state=0).fit(X, y)
    p_hat = found.predict_proba([[31.0]])[0, 1]
    says("09", f"{words}{p_hat:.{digits}f}")


def test_gamma_is_one_over_c_m_in_09():
    ours, _ = minimum.minimiser(STANDARD, y, l2=1 / len(y))
    theirs = LogisticRegression(tol=1e-10).fit(STANDARD, y).coef_[0]
    assert ours == pytest.approx(theirs, abs=1e-6)
    says("09", "γ = 1/(C m)")


# --- the appendix -----------------------------------------------------------


def test_the_undivided_sum_of_the_appendix():
    five = np.array([[1, 3], [2, -2], [0.5, -0.5], [-1.5, 2], [3, 1]])
    labels = np.array([1, 0, 0, 1, 0])
    _, mean = model.gradient(five, labels, np.array([0.2, -0.4]), 0.1)
    says("sources", f"sum is {5 * mean:.3f}", f"mean is {mean:.3f}")


def test_the_units_of_a_rate_in_the_appendix():
    says("sources", f"1/L is {1 / curvature_bound(STANDARD):.0f}")
    says("sources", f"it is {1 / curvature_bound(X):.4f}")
