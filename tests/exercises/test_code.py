"""Functions, judged by what they return."""

from decimal import Decimal

import numpy as np
import pytest
import sympy

from helpers import model
from helpers.exercises.code import Code, same
from helpers.exercises.todo import TODO


def case(m, n, seed):
    rng = np.random.default_rng(seed)
    y = (np.arange(m) % 3 == 0).astype(float)
    return rng.normal(0.5, 1.5, (m, n)), y, rng.normal(0.0, 1.0, n), 0.3


def errors(X, y, w, b):
    return model.sigmoid(X @ w + b) - y


GRADIENT = Code(
    model.gradient,
    cases=[case(3, 2, 0), case(7, 3, 1)],
    slips={
        "a sum stands where the mean belongs": lambda X, y, w, b: (
            X.T @ errors(X, y, w, b),
            errors(X, y, w, b).sum(),
        ),
    },
)


def right(X, y, w, b):
    error = errors(X, y, w, b)
    return [error @ X / len(y), np.mean(error)]


def in_place(X, y, w, b):
    w *= 2
    return right(X, y, w / 2, b)


def column(X, y, w, b):
    grad_w, grad_b = right(X, y, w, b)
    return grad_w[:, None], grad_b


def second_case_alone(X, y, w, b):
    grad_w, grad_b = right(X, y, w, b)
    return grad_w, grad_b if len(y) == 3 else grad_b + 0.1


class Rude:
    """Nothing can be done with it."""

    def __array__(self, *_, **__):
        raise SystemError

    __float__ = __len__ = __eq__ = __repr__ = __array__
    __hash__ = object.__hash__


def test_a_right_function():
    verdict = GRADIENT.judge(right)
    assert verdict.correct and "all 2 cases" in verdict.message


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (TODO, "not attempted", ""),
        (lambda X, y, w, b: TODO, "not attempted", "still TODO"),
        (
            lambda X, y, w, b: (right(X, y, w, b)[0], TODO),
            "not attempted",
            "still TODO",
        ),
        (right(*case(3, 2, 0)), "not read", "expected a function"),
        (0.3, "not read", "expected a function, by its name"),
        (
            lambda X, y, w, b: (X.T @ errors(X, y, w, b),) * 2,
            "not right",
            "",
        ),
        (
            lambda X, y, w, b: (
                errors(X, y, w, b) @ X,
                errors(X, y, w, b).sum(),
            ),
            "not right",
            "a sum stands where the mean belongs",
        ),
        (in_place, "not right", "changes its argument `w` in place"),
        (column, "not right", "shape (2, 1), but should have (2,) (a column"),
        (
            lambda X, y, w, b: right(X, y, w, b)[::-1],
            "not right",
            "value 1 of 2: it has shape (), but should have (2,)",
        ),
        (
            lambda X, y, w, b: right(X, y, w, b)[0],
            "not right",
            "should return 2 values",
        ),
        (
            lambda X, y, w, b: [-g for g in right(X, y, w, b)],
            "not right",
            "the sign is turned round",
        ),
        (
            lambda X, y, w, b: [3 * g for g in right(X, y, w, b)],
            "not right",
            "it is 3 times what it should be",
        ),
        (second_case_alone, "not right", "(the 1 before it agree)"),
        (lambda X, y, w, b: ("a", "b"), "not right", "returns a str"),
        (lambda X, y, w, b: [w, b], "not right", "it returns (["),
        (lambda X, y, w, b: (w, None), "not right", "returns a NoneType"),
        (lambda X, y, w, b: (Rude(), 1), "not right", "returns a Rude"),
        (lambda X, y, w, b: Rude(), "not right", "should return 2 values"),
        (lambda X, y, w, b: X / 0 + w[9], "not right", "IndexError"),
        (lambda X: X, "not right", "TypeError"),
    ],
)
def test_a_wrong_function_is_named(answer, state, words):
    if answer is TODO:
        answer = lambda *_: TODO  # noqa: E731
    verdict = GRADIENT.judge(answer)
    assert verdict.state == state and words in verdict.message
    assert len(repr(verdict)) < 400


def naive(z):
    return np.log(1 + np.exp(z))


SOFTPLUS = Code(
    lambda z: np.logaddexp(0, z),
    cases=[(1.0,), (-2.0,)],
    far=[(1000.0,), (-1000.0,)],
    far_message="at z = 1000 it overflows",
    why="the larger of 0 and z, smoothed",
)


def test_far_out_is_tried_last():
    assert SOFTPLUS.judge(naive).message == "at z = 1000 it overflows"
    assert "too" not in SOFTPLUS.judge(lambda z: 2.0 * z + 9).message
    stable = SOFTPLUS.judge(lambda z: max(z, 0) + np.log1p(np.exp(-abs(z))))
    assert stable.message == "the larger of 0 and z, smoothed"


def test_an_endless_function_is_refused():
    def endless(z):
        while True:
            pass

    quick = Code(lambda z: z, cases=[(1.0,)], seconds=0.1)
    assert "still running" in quick.judge(endless).message


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: x, "shape (3,), but should be one number (is a mean"),
        (lambda x: x[:1], "shape (1,), but should be one number (take it"),
        (lambda x: (x[0], x[1]), "it returns 2 values, but should return one"),
    ],
)
def test_an_array_where_one_number_belongs(answer, words):
    one_number = Code(lambda x: x.mean(), cases=[(np.array([1.0, 2, 5]),)])
    assert words in one_number.judge(answer).message


def test_a_transposed_table_is_seen():
    table = Code(lambda v: np.outer(v, [1, 2]), cases=[(np.arange(3.0),)])
    answer = lambda v: np.outer([1, 2], v)  # noqa: E731
    assert "(is it transposed?)" in table.judge(answer).message


def test_true_or_false_is_asked_for():
    even = Code(lambda n: n % 2 == 0, cases=[(2,), (3,)])
    assert even.judge(lambda n: not n & 1).correct
    each = even.judge(lambda n: np.arange(n) % 2 == 0)
    assert "(is `.all()` or `.any()` missing?)" in each.message
    words = even.judge(lambda n: "yes").message
    assert words == "it returns a str, where True or False is expected"
    assert "should return False" in even.judge(lambda n: True).message


def test_a_call_without_its_brackets_is_said():
    called = SOFTPLUS.judge(lambda z: np.array(z).sum)
    assert called.message == "it returns a function: are its brackets missing?"


def test_a_counterexample_is_shown():
    verdict = SOFTPLUS.judge(lambda z: z)
    assert "for z = 1.0 it returns 1.0, but should return 1.313" in (
        verdict.message
    )
    assert verdict.counterexample == {"z": 1.0}


def test_results_that_look_alike_are_told_apart():
    third = Code(lambda m: 1 / m, cases=[(3,)])
    words = third.judge(lambda m: round(1 / m, 5)).message
    assert "what it returns is 0.33333, but should be 0.3333333333" in words
    long = Code(lambda m: np.arange(m) / 8, cases=[(99,)])
    words = long.judge(lambda m: np.r_[np.arange(98), 5] / 8).message
    assert "a number in what it returns is 0.625, but should be 12.25" in words


# Learners have warnings, where our tests have errors.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        (1, 1.0 + 1e-9, True),
        (1, 1.001, False),
        ([1, 2], np.array([1.0, 2.0]), True),
        (np.ones((1, 2)), np.ones(2), False),
        ((1, np.ones(2)), (1, np.ones(2)), True),
        (np.nan, np.nan, True),
        (True, 1, True),
        ("a", "a", True),
        ("a", "b", False),
        ("a", 1.0, False),
        (Rude(), 1.0, False),
        ((1,), (1, 2), False),
        (None, 1.0, False),
        (None, np.nan, False),
        ("1.0", 1.0, False),
        (np.array([b"1"]), np.ones(1), False),
        (np.complex128(1 + 2j), 1.0, False),
        (np.timedelta64(1), 1.0, False),
        ([sympy.Rational(1, 2), 1], np.array([0.5, 1]), True),
        (Decimal("0.5"), 0.5, True),
    ],
)
def test_same(one, other, are):
    assert same(one, other) == are
