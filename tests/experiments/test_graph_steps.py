"""The graph stepper in numbers and words, step by step."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import model
from helpers.experiments import graph_numbers
from helpers.graph import format_number, logistic_loss_graph

NUMBERS = st.floats(-2, 2)
EXTREME = {"x": (2000, 3000), "y": 1}


@settings(max_examples=40, deadline=None)
@given(
    x=st.tuples(NUMBERS, NUMBERS),
    w=st.tuples(NUMBERS, NUMBERS),
    b=NUMBERS,
    y=st.sampled_from([0, 1]),
    fused=st.booleans(),
)
def test_the_last_step_has_the_gradient(x, w, b, y, fused):
    n = graph_numbers(0, fused=fused, x=x, w=w, b=b, y=y)
    grad_w, grad_b = model.gradient([x], [y], w, b)
    error = float(1 / (1 + mpmath.exp(-np.dot(w, x) - b)) - y)
    found = [n.record.gradients[name] for name in ("w1", "w2", "b")]
    np.testing.assert_allclose(found, [*grad_w, grad_b], atol=1e-11)
    np.testing.assert_allclose(
        found, [error * x[0], error * x[1], error], atol=1e-11
    )
    last = graph_numbers(n.last, fused=fused, x=x, w=w, b=b, y=y)
    assert last.event.node == "w2"
    assert last.event.total == found[1]


@pytest.mark.parametrize("fused", [False, True])
def test_each_step_is_one_event_of_the_run(fused):
    point = {"x1": 1.5, "x2": -2, "w1": 0.3, "w2": 0.9, "b": -0.2, "y": 0}
    record = logistic_loss_graph(fused=fused).backward(point)
    state = {"x": (1.5, -2), "w": (0.3, 0.9), "b": -0.2, "y": 0}
    assert len(record.events) == (7 if fused else 9)
    for step in range(len(record.events) + 1):
        n = graph_numbers(step, fused=fused, **state)
        assert n.record == record
        assert n.event == ((None, *record.events)[step])
        assert n.ahead == ((*record.events, None)[step])
        if step and n.event.kind == "backward":
            for value in (n.event.local, n.event.upstream, n.event.product):
                assert format_number(value) in n.sentence
            assert n.event.product == n.event.local * n.event.upstream
        elif step and n.event.kind == "forward":
            assert format_number(n.event.value) in n.sentence


def test_another_step_of_the_same_run():
    start = graph_numbers(0, x=(1.5, -2), y=0, w=(0.3, 0.9), b=-0.2)
    assert start.last == 9
    for step in range(10):
        n = graph_numbers(step, x=(1.5, -2), y=0, w=(0.3, 0.9), b=-0.2)
        assert start.at(step) == n
        assert start.at(step).record is start.record
    for step in (-1, 10, 1.0, True):
        with pytest.raises(ValueError, match=r"step: .* from 0 to 9, got"):
            start.at(step)


SAID = [
    (0, {}, "inputs are known, with w = (0.2, −0.4) and b = 0.1."),
    (1, {}, "Forward: z = w₁x₁ + w₂x₂ + b = −0.7."),
    (2, {}, "p̂ = σ(z) = 0.332, the probability of label 1."),
    (2, {"b": 1000}, "p̂ = σ(z) is rounded to exactly 1."),
    (3, {"y": 0}, "ℓ = −log (1 − p̂) = 0.403, since the label is 0."),
    (3, {"b": 1000}, "ℓ contains 0 · log 0, which is not a number."),
    (3, {"b": -1000}, "ℓ = −log 0 = infinity, where the true loss is 1001."),
    (4, {}, "Turning point: the slope of ℓ by itself is 1. From here"),
    (5, {}, "Local is −1/p̂: with label 1, ℓ falls when p̂ rises."),
    (5, {"y": 0}, "Local is 1/(1 − p̂): with label 0, ℓ rises with p̂."),
    (5, {"b": 1000}, "Local is (p̂ − y)/(p̂(1 − p̂)): zero divided by zero."),
    (6, {}, "0.222 × upstream −3.01 = −0.668. Local is p̂(1 − p̂); it cancels"),
    (6, {"b": 1000}, "not a number. The true slope p̂ − y rounds to 0."),
    (6, {"b": 1000, "y": 0}, "not a number. The true slope p̂ − y is 1."),
    (
        7,
        {},
        "Back from z to b: local 1 × upstream −0.668 = −0.668. Local is 1",
    ),
    (9, {}, "Local is x₂, by which w₂ is multiplied."),
    (2, {"fused": True}, "ℓ = log(1 + exp(−z)) = 1.10, straight from z."),
    (2, {"fused": True, "y": 0}, "ℓ = log(1 + exp(z)) = 0.403, straight"),
    (
        4,
        {"fused": True},
        "Local is p̂ − y, cancelled on paper; p̂ is not needed",
    ),
]


@pytest.mark.parametrize("step, state, said", SAID)
def test_each_step_says_what_happens_and_why(step, state, said):
    assert said in graph_numbers(step, **state).sentence


def test_questions_name_what_comes_and_what_is_still_to_come():
    asked = [graph_numbers(step).question for step in range(10)]
    assert asked[0] == (
        "Next: z = ? Then the values of p̂, ℓ and the slopes of "
        "ℓ, p̂, z, b, w₁, w₂."
    )
    assert asked[3].startswith("Next: the slope of ℓ by itself = ? Then the")
    assert asked[5].startswith("Next: to z, 0.222 × −3.01 = ? Then the slopes")
    assert asked[8] == "Next: to w₂, 3 × −0.668 = ?"
    assert asked[9] == "Done: ∂ℓ/∂w₁ = −1.34, ∂ℓ/∂w₂ = −2.00, ∂ℓ/∂b = −0.668."


def test_fused_and_unfused_agree_and_differ_in_one_edge():
    two, one = (graph_numbers(0, fused=f) for f in (False, True))
    assert two.last == one.last + 2
    assert ("z", "ell") in one.record.edges
    assert ("z", "ell") not in two.record.edges
    for name, slope in one.record.gradients.items():
        assert two.record.gradients[name] == pytest.approx(slope, rel=1e-14)


def test_far_away_unfused_is_lost_and_fused_is_right():
    lost = graph_numbers(6, **EXTREME)
    assert (lost.event.local, lost.event.upstream) == (0, -np.inf)
    assert np.isnan(lost.event.product)
    assert "local 0 × upstream minus infinity is not a number" in lost.sentence
    assert "The true slope p̂ − y is −1" in lost.sentence
    infinite = graph_numbers(3, **EXTREME)
    assert "infinity, where the true loss is 800" in infinite.sentence
    right = graph_numbers(7, fused=True, **EXTREME)
    gradients = right.record.gradients
    assert [gradients[n] for n in ("b", "w1", "w2")] == [-1, -2000, -3000]


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("b", [-1000, 1000])
@pytest.mark.parametrize("fused", [False, True])
def test_words_for_numbers_that_are_none(y, b, fused):
    last = graph_numbers(0, fused=fused, y=y, b=b).last
    for step in range(last + 1):
        n = graph_numbers(step, fused=fused, y=y, b=b)
        words = n.sentence + n.question
        assert "nan" not in words
        assert "inf" not in words.replace("infinity", "")
        assert not fused or "not a number" not in words


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"step": 10}, "step: expected a whole number from 0 to 9, got 10"),
        (
            {"step": 8, "fused": True},
            "step: expected a whole number from 0 to 7, got 8",
        ),
        ({"step": -1}, "step: expected a whole number from 0 to 9"),
        ({"step": 1.0}, "step: expected a whole number from 0 to 9"),
        ({"step": True}, "step: expected a whole number from 0 to 9"),
        ({"y": 0.5}, "y: expected 0 or 1, got 0.5"),
        ({"y": True}, "y: expected 0 or 1, got True"),
        ({"fused": 1}, "fused: expected True or False, got 1"),
        ({"x": (1,)}, r"x: expected finite numbers of shape \(2,\)"),
        ({"x": (1, np.nan)}, "x: expected finite"),
        ({"w": (1, 2, 3)}, "w: expected finite"),
        ({"b": np.inf}, "b: expected one finite number"),
    ],
)
def test_bad_input_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        graph_numbers(**{"step": 0} | options)
