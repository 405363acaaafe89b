"""What a refusal says is true: of true lines it never says they are false."""

import pytest
import sympy
from sympy import Eq, symbols

from helpers.derivation import Derivation, DerivationError, add, sigma
from tests.support import derivations_sample
from tests.support.refusals import refusal

E, LN = sympy.exp, sympy.log
a, b, o, p, w, x, y, z = symbols("a b o p w x y z")
WHERE = {p: (0, 1), o: (0, sympy.oo)}
ODDS = Eq(o, p / (1 - p))
LOGIT = Eq(z, LN(p / (1 - p)))
MAY = "it may follow from line 1, but not by a step"


def test_the_lost_minus_of_the_inversion_is_found():
    right = derivations_sample.inversion().until(7)
    t = w * x + b
    message = refusal(
        8,
        "it is false",
        lambda: right.step(Eq(p, 1 / (1 + E(t))), "algebra"),
        "\n  rule: algebra\n",
        "line 7: p = exp(b + w*x)/(exp(b + w*x) + 1)",
        "line 8: p = 1/(exp(b + w*x) + 1)",
        "the right sides differ at b = ",
        "line 7 is 0.",
        "line 8 is 0.",
    )
    assert len(right.lines) == 7
    assert len(message.splitlines()) == 7


def test_the_missing_brackets_of_the_loss_are_found():
    right = -(y * LN(a) + (1 - y) * LN(1 - a))
    wrong = -y * LN(a) + (1 - y) * LN(1 - a)
    d = Derivation(right, where={a: (0, 1)})
    refusal(2, "it is false", lambda: d.step(wrong, "algebra"), "y = ")


@pytest.mark.parametrize(
    ("start", "line", "way"),
    [
        (ODDS, Eq(p, o / (1 + o)), '.apply(solve(p), "solve")'),
        (ODDS, Eq(o * (1 - p), p), '.apply(multiply(1 - p), "multiply")'),
        (
            LOGIT,
            Eq(p, sigma(z)),
            '.apply(exp, "exp").apply(solve(p), "solve")',
        ),
        (Eq(E(z), p / (1 - p)), LOGIT, '.apply(log, "log")'),
        (LOGIT, Eq(E(z), p / (1 - p)), '.apply(exp, "exp")'),
        (Eq(x + 1, y), Eq(x, y - 1), '.apply(solve(x), "solve")'),
        (Eq(x + 1, y), Eq(x + 1 - y, 0), '.apply(add(-y), "add")'),
        (Eq(0, y), Eq(x, x + y), '.apply(add(x), "add")'),
    ],
    ids=str,
)
def test_a_true_equation_is_told_the_way(start, line, way):
    d = Derivation(start, where=WHERE)
    for rule in ("algebra", "equals"):
        message = refusal(
            2,
            MAY,
            lambda r=rule: d.step(line, r),
            "sides differ at",
            "each side of a step equals the same side before",
            f"this line is reached by {way}",
        )
        assert "false" not in message
    names = "exp log multiply add solve"
    scope = {"d": d.until(1), "p": p, "x": x, "y": y}
    exec(f"from helpers.derivation import {names.replace(' ', ', ')}", scope)
    reached = eval(f"d{way}", scope)
    assert reached.step(line, "equals").end == line


@pytest.mark.parametrize(
    ("start", "line", "words"),
    [
        (ODDS, Eq(p / (1 - p), o), "these sides are swapped"),
        (ODDS, Eq(1 / o, (1 - p) / p), "use .apply"),
        (Eq(p, sigma(z)), LOGIT, "use .apply"),
        (Eq(x**3 + x, y**3 + y), Eq(x, y), "use .apply"),
    ],
    ids=str,
)
def test_a_true_equation_without_a_known_way_is_not_called_false(
    start, line, words
):
    d = Derivation(start, where=WHERE)
    message = refusal(2, MAY, lambda: d.step(line, "algebra"), words)
    assert "false" not in message and "reached by" not in message


@pytest.mark.parametrize(
    ("start", "line"),
    [
        (ODDS, Eq(p, o / (1 - o), evaluate=False)),
        (ODDS, Eq(o * (1 + p), p)),
        (LOGIT, Eq(p, sigma(-z))),
        (Eq(x + 1, y), Eq(x, y + 1)),
        (Eq(y, x + 1), Eq(x, y + 1)),
        (Eq(2 * x, y), Eq(x, y)),
    ],
    ids=str,
)
def test_an_equation_that_fails_where_the_one_before_holds_is_false(
    start, line
):
    where = {p: (0, sympy.Rational(1, 3)), o: (0, sympy.Rational(1, 2))}
    d = Derivation(start, where=where)
    refusal(2, "it is false", lambda: d.step(line, "algebra"), "sides differ")


def test_where_the_equation_has_no_solution_nothing_is_refuted():
    """The root o = p/(1 - p) lies outside the range of o."""
    d = Derivation(ODDS, where={p: (0, 1), o: (-2, -1)})
    refusal(2, MAY, lambda: d.step(Eq(o, p), "algebra"))


def test_a_term_moved_in_what_is_expected():
    d = Derivation(Eq(x + 1, y))
    line = Eq(x + 2 - y, 1)
    message = refusal(
        2,
        "it may follow from line 1, but it is not what the operation gives",
        lambda: d.apply(add(1), "add", expect=line),
        "the operation gives x + 2 = y + 1",
    )
    assert "false" not in message
    refusal(
        2,
        "it is false",
        lambda: d.apply(add(1), "add", expect=Eq(x + 2, y)),
        "the right sides differ",
    )


def test_a_side_that_cannot_be_decided_is_said_to_be_so():
    d = Derivation(Eq(x, y))
    line = Eq(x + sympy.sin(z) ** 2 + sympy.cos(z) ** 2 - 1, y)
    refusal(2, "undecided", lambda: d.step(line, "equals"))


def test_an_error_is_a_value_error_and_leaves_the_lines_alone():
    d = Derivation(x)
    with pytest.raises(ValueError, match="line 2 is refused: it is false"):
        d.step(x + 1, "algebra")
    assert issubclass(DerivationError, ValueError)
    assert len(d.lines) == 1
