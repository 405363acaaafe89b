"""Forward and backward: the numbers, their order, and where they break."""

import dataclasses
import os
import subprocess
import sys

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import derivation
from helpers.derivation import Derivation, DerivationError
from helpers.functions import sigma, softplus, written_out
from helpers.graph import (
    Graph,
    evaluate,
    logistic_loss_graph,
    small_steps_graph,
)
from tests.support.graphs import READY, inputs_of

X, Y, Z, A = sympy.symbols("x y z a")


def exact_gradient(graph, name, point):
    """The derivative by sympy, evaluated with 50 digits."""
    slope = sympy.diff(written_out(graph.expression()), name)
    exact = {n: sympy.Rational(v) for n, v in point.items()}
    return float(slope.subs(exact).evalf(50))


# --- numbers ----------------------------------------------------------------

ONE = [
    lambda u: -u,
    lambda u: u / 3 - 2,
    lambda u: sympy.exp(sigma(u)),
    lambda u: sympy.log(1 + u**2),
    lambda u: 1 / (2 + u**2),
    lambda u: sympy.sqrt(1 + u**2),
    softplus,
    sigma,
]
TWO = [
    lambda u, v: u + v,
    lambda u, v: u * v,
    lambda u, v: u / (1 + v**2) - v,
]
NUMBERS = st.integers(-12, 12).map(lambda k: k / 4)


@st.composite
def random_steps(draw):
    """Steps that use any before them, often the same one several times."""
    known, steps = [X, Y], {}
    for i in range(draw(st.integers(1, 6))):
        u, v = (draw(st.sampled_from(known)) for _ in "uv")
        one = st.sampled_from(ONE).map(lambda f, u=u: f(u))
        two = st.sampled_from(TWO).map(lambda f, u=u, v=v: f(u, v))
        steps[f"v{i}"] = draw(one | two)
        known.append(sympy.Symbol(f"v{i}"))
    used = {s for expr in steps.values() for s in expr.free_symbols}
    ends = [
        sympy.Symbol(name) for name in steps if sympy.Symbol(name) not in used
    ]
    return {**steps, "L": 2 * sympy.Add(*ends)}


@settings(max_examples=80, deadline=None)
@given(steps=random_steps(), x=NUMBERS, y=NUMBERS)
def test_reverse_mode_equals_sympy_with_50_digits(steps, x, y):
    graph = Graph.from_steps(steps)
    point = inputs_of(graph, {"x": x, "y": y})
    assert point
    record = graph.backward(point)
    sizes = [abs(e.product) for e in record.edges.values()]
    scale = 1 + max([*sizes, *map(abs, record.values.values())])
    for name in point:
        exact = exact_gradient(graph, name, point)
        assert abs(record.gradients[name] - exact) < 1e-10 * scale


def test_an_expression_is_in_the_inputs_only():
    graph = Graph.from_steps({"z": 3 * X, "a": sympy.exp(Z), "L": A + Z})
    assert graph.expression() == sympy.exp(3 * X) + 3 * X
    assert graph.expression("a") == sympy.exp(3 * X)
    assert graph.expression("x") == X
    with pytest.raises(ValueError, match=r"name: .* got 'nothing'"):
        graph.expression("nothing")


@settings(max_examples=40, deadline=None)
@given(
    w1=NUMBERS, x1=NUMBERS, w2=NUMBERS, x2=NUMBERS, b=NUMBERS,
    y=st.sampled_from([0, 1, 0.25]),
)  # fmt: skip
def test_fused_equals_unfused_and_the_closed_form(**point):
    runs = [READY[k].backward(point) for k in ("unfused", "fused")]
    small = small_steps_graph(n=2).backward(point)
    z = point["w1"] * point["x1"] + point["w2"] * point["x2"] + point["b"]
    slope = float(1 / (1 + mpmath.exp(-z)) - point["y"])
    expected = {"b": slope}
    for j in "12":
        expected["w" + j] = slope * point["x" + j]
    lost = 1e-15 * np.exp(abs(z)) * 4  # 1 − p̂ is a small difference
    for run, slack in ((runs[0], lost), (runs[1], 0), (small, lost)):
        for name, value in expected.items():
            got = run.gradients[name]
            assert got == pytest.approx(value, rel=1e-12, abs=1e-12 + slack)
    if abs(z) < 6:
        assert runs[0].values["ell"] == pytest.approx(
            runs[1].values["ell"], rel=1e-12, abs=1e-12
        )


@pytest.mark.parametrize("key", READY)
def test_difference_and_complex_step_and_50_digits(key):
    graph, point = READY[key], inputs_of(READY[key])
    gradients = graph.backward(point).gradients
    expr = written_out(graph.expression())
    number = sympy.lambdify(graph.inputs, expr, "numpy")
    exact = sympy.lambdify(graph.inputs, expr, "mpmath")
    for index, name in enumerate(graph.inputs):
        if name not in gradients:
            continue
        values = list(point.values())

        def moved(step, function=number, index=index, values=values):
            shifted = [*values]
            shifted[index] = shifted[index] + step
            return function(*shifted)

        h = 1e-5
        central = (moved(h) - moved(-h)) / (2 * h)
        assert gradients[name] == pytest.approx(central, abs=1e-9)
        complex_step = moved(1e-30j).imag / 1e-30
        assert gradients[name] == pytest.approx(complex_step, rel=1e-13)
        with mpmath.workdps(50):
            many = mpmath.diff(lambda t: moved(t, exact), mpmath.mpf(0))
        assert gradients[name] == pytest.approx(float(many), rel=1e-13)


def test_a_node_used_twice_adds_both_contributions():
    p, q, s = sympy.symbols("p q s")
    graph = Graph.from_steps(
        {"s": X * Y, "p": s**2, "q": sympy.exp(s), "L": p * q}
    )
    record = graph.backward({"x": 0.5, "y": 3})
    both = record.edges["s", "p"].product + record.edges["s", "q"].product
    assert record.gradients["s"] == both
    exact = exact_gradient(graph, "x", {"x": 0.5, "y": 3})
    assert record.gradients["x"] == pytest.approx(exact, rel=1e-14)


def test_a_factor_used_twice_in_one_step_is_one_edge():
    graph = Graph.from_steps({"L": sympy.Mul(X, X, evaluate=False)})
    assert list(graph.edges) == [("x", "L")]
    assert graph.backward({"x": 3}).gradients["x"] == 6


def test_symbolic_local_derivatives():
    p, y = sympy.symbols("phat y")
    edges = READY["unfused"].edges
    assert edges["phat", "ell"].local_expr == (p - y) / (p * (1 - p))
    assert edges["z", "phat"].local_expr == p * (1 - p)
    assert edges["w1", "z"].local_expr == sympy.Symbol("x1")
    fused = READY["fused"].edges["z", "ell"].local_expr
    assert sympy.simplify(written_out(fused - sigma(Z) + y)) == 0
    product = edges["phat", "ell"].local_expr * edges["z", "phat"].local_expr
    assert sympy.cancel(product) == p - y


# --- saturation -------------------------------------------------------------


@pytest.mark.parametrize("z", [40, 800, -800])
@pytest.mark.parametrize("y", [0, 1])
def test_saturation_unfused_is_not_finite_and_fused_is_right(z, y):
    point = {"w1": z, "x1": 1, "b": 0, "y": y}
    for graph in (logistic_loss_graph(n=1), small_steps_graph()):
        gradient = graph.backward(point).gradients["w1"]
        assert not np.isfinite(gradient)
    fused = logistic_loss_graph(n=1, fused=True).backward(point)
    with mpmath.workdps(400):
        loss = mpmath.log1p(mpmath.exp((1 - 2 * y) * z))
        slope = 1 / (1 + mpmath.exp(-z)) - y
    assert fused.gradients["w1"] == pytest.approx(float(slope), rel=1e-14)
    assert fused.values["ell"] == pytest.approx(float(loss), rel=1e-14)


def test_where_the_unfused_graph_breaks():
    point = {"w1": -800, "x1": 1, "b": 0, "y": 1}
    record = logistic_loss_graph(n=1).backward(point)
    assert record.values["phat"] == 0 and record.values["ell"] == np.inf
    assert record.edges["phat", "ell"].local == -np.inf
    assert record.edges["z", "phat"].local == 0
    assert np.isnan(record.edges["z", "phat"].product)


# --- order ------------------------------------------------------------------


def test_events_come_in_order_and_cannot_be_changed():
    events = READY["unfused"].events(inputs_of(READY["unfused"]))
    story = [(e.kind, e.node, getattr(e, "parent", None)) for e in events]
    assert story == [
        ("forward", "z", None),
        ("forward", "phat", None),
        ("forward", "ell", None),
        ("seed", "ell", None),
        ("backward", "phat", "ell"),
        ("backward", "z", "phat"),
        ("backward", "b", "z"),
        ("backward", "w1", "z"),
        ("backward", "w2", "z"),
    ]
    with pytest.raises(dataclasses.FrozenInstanceError):
        events[0].value = 1
    with pytest.raises(TypeError):
        record = READY["unfused"].backward(inputs_of(READY["unfused"]))
        record.values["z"] = 0


@pytest.mark.parametrize("key", READY)
def test_upstream_is_complete_before_it_is_used(key):
    record = READY[key].backward(inputs_of(READY[key]))
    sofar = {}
    for event in record.events:
        if event.kind == "backward":
            assert event.upstream == record.gradients[event.parent]
            assert event.product == event.local * event.upstream
            sofar[event.node] = sofar.get(event.node, 0) + event.product
            assert event.total == sofar[event.node]
    assert record.gradients == {**sofar, READY[key].output: 1.0}


def test_the_order_does_not_depend_on_the_hash_seed():
    code = (
        "from helpers.graph import *\n"
        "g = small_steps_graph(n=4)\n"
        "r = g.backward(dict.fromkeys(g.inputs, 0.5))\n"
        "print(g, g.expression(), r, describe(g, r))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ
            | {
                "PYTHONHASHSEED": seed,
                "PYTHONIOENCODING": "utf-8",
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(seen) == 1


def test_inputs_are_known_in_the_order_of_the_nodes():
    graph = READY["unfused"]
    shuffled = dict(reversed(inputs_of(graph).items()))
    record = graph.backward(shuffled)
    assert list(record.values) == list(graph.nodes)
    assert tuple(record.inputs) == graph.inputs
    assert list(graph.forward(shuffled)) == list(graph.nodes)


# --- with derivations -------------------------------------------------------


def test_graphs_and_derivations_mean_the_same_sigma():
    graph = Graph.from_steps({"a": derivation.sigma(Z)})
    assert graph.forward({"z": 0})["a"] == 0.5
    local = graph.edges["z", "a"].local_expr
    a = derivation.sigma(Z)
    proof = Derivation(local).step(a - a**2, "algebra")
    assert len(proof.lines) == 2


def test_the_slope_of_the_fused_edge_is_proved_to_be_prediction_minus_label():
    local = READY["fused"].edges["z", "ell"].local_expr
    proof = Derivation(local).step(derivation.sigma(Z) - Y, "equals")
    assert proof.lines[-1].expr == derivation.sigma(Z) - Y
    with pytest.raises(DerivationError, match="line 1"):
        Derivation(local).step(Y - derivation.sigma(Z), "equals")


def test_both_passes_can_be_written_with_public_names():
    """As a reader would: a few lines, and the very same numbers."""
    for network in READY.values():
        point = inputs_of(network)
        values = dict(point)
        for step in network.steps:
            values[step.name] = evaluate(step.expr, values)
        gradients = {network.output: 1.0}
        for parent in reversed(network.steps):
            for child in parent.children:
                edge = network.edges[child, parent.name]
                if edge.carries_gradient:
                    local = evaluate(edge.local_expr, values)
                    product = local * gradients[parent.name]
                    gradients[child] = gradients.get(child, 0.0) + product
        record = network.backward(point)
        assert (values, gradients) == (record.values, record.gradients)
