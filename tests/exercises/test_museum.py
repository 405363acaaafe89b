"""Each slip of the museum, put into the course, makes a check of it fail.

And without the slip the same check passes: so the check is one that sees it.
"""

import re
from types import SimpleNamespace

import numpy as np
import pytest
import sympy

from helpers import convergence, data, minimum, model
from helpers.build.exercises import exercises
from helpers.derivation import D, Derivation, DerivationError
from helpers.exercises import LESSONS, exhibit
from helpers.exercises.code import Code, same
from helpers.exercises.exhibits import source
from helpers.exercises.kinds import Formula
from tests import test_convergence, test_descent
from tests import test_model as of_model
from tests.support.notebooks import find, sources
from tests.support.predictions import predictions

EXHIBITS = LESSONS["A"]
NOTEBOOK = find("sources")
EXAMPLE = (
    np.array([[1.0, 3.0], [2.0, -2.0], [0.5, -0.5], [-1.5, 2.0], [3.0, 1.0]]),
    np.array([1, 0, 0, 1, 0]),
    np.array([0.2, -0.4]),
    0.1,
)


def published(name):
    """Return the first slip of an exhibit: what was printed."""
    return next(iter(EXHIBITS[name].slips.values()))


# --- put into the helpers ----------------------------------------------------


def as_the_gradient(program, put):
    """The gradient against measured slopes."""
    put(model, "gradient", program)
    of_model.test_gradient_equals_central_differences(EXAMPLE)


def as_the_gradient_of_a_row(program, put):
    def gradient(X, y, w, b):
        grad_w, grad_b = program(X, y[None, :], w, b)
        return grad_w[0], grad_b

    as_the_gradient(gradient, put)


def as_a_gradient_far_out(program, put):
    """Near 0 the slip cannot be seen, at logits of 10,000 it is."""
    as_the_gradient(program, put)
    X = np.array(of_model.LARGE)[:, None]
    y = np.arange(len(X)) % 2
    with np.errstate(all="ignore"):
        assert np.isfinite(model.gradient(X, y, np.ones(1), 0.0)[0]).all()


def as_the_loss(program, put):
    """The loss against the printed formula and scikit-learn."""
    put(model, "log_loss", program)
    of_model.test_loss_equals_the_printed_formula_and_scikit_learn(EXAMPLE)


def as_the_descent(program, put):
    """The fit of the flights, as it was published."""

    def descent(X, y, *, learning_rate, n_epochs):
        X = np.column_stack([X, np.zeros(len(X))])
        w, b = program(X, y, learning_rate, n_epochs)
        loss = model.log_loss(X, y, w, b)
        return SimpleNamespace(
            w=w[None, :1], b=np.array([b]), loss=np.array([loss])
        )

    put(test_descent, "gradient_descent", descent)
    test_descent.test_fit_equals_the_published_challenger_table()


def as_the_sigmoid(formula, put):
    """The sigmoid against mpmath; wx + b is its z."""
    z = sympy.Symbol("z")
    at = formula.subs({"w": 1, "x": z, "b": 0})
    put(model, "sigmoid", sympy.lambdify(z, at, "numpy"))
    for number in (0.0, -2.5, 3.0):
        of_model.test_sigmoid_keeps_all_digits.hypothesis.inner_test(number)


def as_the_slope_for_b(formula, put):
    right = model.gradient
    slope = sympy.lambdify(sympy.symbols("p_hat y"), formula)

    def gradient(X, y, w, b):
        p_hat = model.predict_proba(X, w, b)
        return right(X, y, w, b)[0], np.mean(slope(p_hat, y))

    as_the_gradient(gradient, put)


def as_the_stability_limit(formula, put):
    """Just below the limit a bowl is climbed down, just above it is left."""
    limit = sympy.lambdify(sympy.Symbol("c"), formula)
    put(
        convergence,
        "stability_limit",
        lambda H: limit(np.linalg.eigvalsh(H)[-1]),
    )
    for factor, settles in ((0.98, True), (1.02, False)):
        test_convergence.test_beyond_the_stability_limit_a_bowl_is_left(
            factor, settles
        )


# --- put into a derivation ---------------------------------------------------


def as_a_line(start, where):
    """Return a check that sets a formula below the line it came from."""

    def check(formula, put):
        read = {name: sympy.Symbol(name) for name in where}
        first = start(**read)
        Derivation(
            first, where={read[n]: at for n, at in where.items() if at}
        ).step(formula, "equals")

    return check


def odds_over_odds(p, q):
    return (p / (1 - p)) / (q / (1 - q))


def as_the_loss_of_a_derivative(formula, put):
    """The derivative that the sources print belongs to the right loss."""
    g, y = sympy.symbols("g y")
    Derivation(D(formula, g), where={g: (0, 1), y: {0, 1}}).step(
        (1 - y) / (1 - g) - y / g, "equals"
    )


# --- a claim, tried out ------------------------------------------------------


def as_the_boundary(formula, put):
    place = sympy.lambdify(
        sympy.symbols("w b x"), formula, [{"sigma": model.sigmoid}]
    )
    x = place(0.7, -2.0, 1.0)
    assert model.predict_proba([[x]], [0.7], -2.0) == pytest.approx(0.5)


def as_the_rate(number, put):
    X, _ = data.challenger()
    standard = (X - X.mean()) / X.std()
    assert 1 / convergence.curvature_bound(standard) == pytest.approx(number)


def as_the_count(number, put):
    """100 epochs over what is left when 20 % are held out."""
    X, y = np.arange(100_000.0)[:, None], np.arange(100_000) % 2
    training, *_ = data.train_test_split(X, y)
    assert 100 * len(training) == number


def option(name, letter):
    """Return what an exhibit's table says beside a number."""
    (text,) = (
        cell.source
        for cell in NOTEBOOK.cells
        if f"| {letter} | " in cell.source and OPENINGS[name] in cell.source
    )
    return re.search(rf"^\| {letter} \| `?(.*?)`? \|$", text, re.M)[1]


OPENINGS = {
    "shape-of-zeros": "A shape in two arguments",
    "where-nothing-is-lowest": "Guaranteed to converge",
    "nonlinear-and-convex": "Always not strictly convex",
    "what-was-compared": "Always normalize or scale",
}


def as_code(letter, put):
    made = eval(option("shape-of-zeros", letter), {"np": np, "n": 3})
    assert made.shape == (3, 1)


def as_labels_without_minimum(letter, put):
    """Of the rows of labels, only the one chosen can be separated."""
    X = np.arange(1.0, 5.0)[:, None]
    for row in "123":
        said = option("where-nothing-is-lowest", row)
        y = [int(label) for label in said.split(", ")]
        found = minimum.separating_hyperplane(X, y)
        assert (found is not None) == (row == letter)


def as_a_counterexample(letter, put):
    """Of the functions, only the one chosen has f″ > 0 everywhere."""
    for row in "1234":
        f = sympy.sympify(option("nonlinear-and-convex", row))
        x = sympy.Symbol("x", real=True)
        second = sympy.diff(f.subs(sympy.Symbol("x"), x), x, 2)
        assert bool(second.is_positive) == (row == letter)


PREPARED = {
    "always normalize or scale": {"center": False},
    "centring helped, on these data": {"scale": False},
}


def as_a_preparation(letter, put):
    """What the second run did to the data, against subtracting the mean."""
    X, _ = data.two_gaussians(50, seed=1)
    how = PREPARED[option("what-was-compared", letter)]
    prepared = data.Scaling(**how).fit(X).transform(X)
    np.testing.assert_allclose(prepared, X - X.mean(axis=0))


CHECKS = {
    "brackets-of-the-loss": as_the_loss_of_a_derivative,
    "odds-of-two-groups": as_a_line(
        odds_over_odds, {"p": (0, 1), "q": (0, 1)}
    ),
    "back-from-log-odds": as_the_sigmoid,
    "slope-for-the-bias": as_the_slope_for_b,
    "sum-in-a-chain": as_the_gradient,
    "sum-beside-a-mean": as_the_loss,
    "length-of-a-row": as_the_gradient_of_a_row,
    "rounded-apart": as_a_gradient_far_out,
    "three-slips-in-a-loop": as_the_gradient,
    "update-of-nothing": as_the_descent,
    "shape-of-zeros": as_code,
    "largest-rate": as_the_stability_limit,
    "smaller-than-one": as_the_rate,
    "where-nothing-is-lowest": as_labels_without_minimum,
    "nonlinear-and-convex": as_a_counterexample,
    "what-was-compared": as_a_preparation,
    "samples-processed": as_the_count,
    "where-the-boundary-is": as_the_boundary,
}


#: where a slip does not fail an assertion
RAISED = {
    "brackets-of-the-loss": DerivationError,
    "odds-of-two-groups": DerivationError,
    "shape-of-zeros": TypeError,
}


def test_each_exhibit_has_a_check():
    assert list(CHECKS) == list(EXHIBITS)
    assert len(EXHIBITS) >= 16


def put_in(name, answer, monkeypatch):
    exercise = EXHIBITS[name]
    if isinstance(exercise, Formula):
        answer = exercise.read(answer)
    with monkeypatch.context() as patched:
        CHECKS[name](answer, patched.setattr)


@pytest.mark.parametrize("name", EXHIBITS)
def test_the_published_slip_fails_a_check(name, monkeypatch):
    right, wrong = EXHIBITS[name].solution, published(name)
    put_in(name, right, monkeypatch)
    expected = RAISED.get(name, AssertionError)
    with pytest.raises(expected) as caught:
        put_in(name, wrong, monkeypatch)
    if expected is DerivationError:
        assert "is refused: it is false" in str(caught.value)
        assert re.search(r"^  at [a-z] = ", str(caught.value), re.M)


# --- in the notebook ---------------------------------------------------------

ASKED = exercises(NOTEBOOK)


def test_the_exhibits_are_numbered_and_name_their_source():
    """A title may stand above the exercise, before what is to be seen."""
    text = "\n".join(sources(NOTEBOOK, "markdown"))
    titles = re.findall(r"^\*\*Exhibit (\d+)\. (.+?)\*\* (.*)", text, re.M)
    numbers = [int(number) for number, _, _ in titles]
    assert numbers == list(range(1, len(EXHIBITS) + 1))
    for _, _, said in titles:
        assert re.match(r"\(sources? [A-D]( and [A-D])?\)[.:]", said), said


def test_the_wrong_programs_are_those_of_the_bank():
    """Each is shown, by `exhibit`, before it is to be mended."""
    code = [cell.source for cell in NOTEBOOK.cells]
    for found in ASKED:
        if isinstance(EXHIBITS[found.name], Code):
            shown = f'exhibit("{found.name}")'
            assert any(shown in cell for cell in code[: found.place])


def test_symptoms_are_predicted_first():
    closed = [p for p in predictions(NOTEBOOK) if p.is_closed]
    assert len(closed) >= 8
    right = [letter for p in closed for letter in p.right]
    assert max(map(right.count, "ABC")) <= 0.6 * len(right)


# --- exhibit -----------------------------------------------------------------


def test_an_exhibit_is_the_first_slip_and_shows_it(capsys):
    program = exhibit("three-slips-in-a-loop")
    assert program is published("three-slips-in-a-loop")
    assert capsys.readouterr().out == f"{source(program)}\n"


@pytest.mark.parametrize("name", EXHIBITS)
def test_what_is_shown_runs_and_gives_nothing_away(name):
    exercise, program = EXHIBITS[name], published(name)
    if not isinstance(exercise, Code):
        with pytest.raises(ValueError, match=f"expected a program.*{name}"):
            exhibit(name)
        return
    assert program.__module__.endswith("._published")
    code = source(program)
    assert "#" not in code and program.__doc__ not in code
    assert max(map(len, code.splitlines())) <= 79
    names = {"np": np, "sigmoid": model.sigmoid, "gradient": model.gradient}
    exec(code, names)
    with np.errstate(all="ignore"):
        for case in exercise.cases:
            assert same(names[program.__name__](*case), program(*case))


def plain(x, y=2):
    return x + y


def test_a_program_without_docstring_is_shown_whole():
    assert source(plain) == "def plain(x, y):\n    return x + y"
