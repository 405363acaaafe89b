"""From steps to nodes and edges: order, derivatives, and refusals."""

import pytest
import sympy

from helpers.functions import sigma
from helpers.graph import Graph, logistic_loss_graph, small_steps_graph

X, Y, Z, A = sympy.symbols("x y z a")


def test_steps_may_be_listed_in_any_order():
    forward = {"z": 3 * X, "a": sympy.exp(Z), "L": A + Z}
    backward = dict(reversed(forward.items()))
    graphs = [Graph.from_steps(s) for s in (forward, backward)]
    assert graphs[0] == graphs[1]


def test_inputs_come_by_first_use_and_children_in_their_order():
    p, q, r = sympy.symbols("p q r")
    steps = {"L": sympy.log(r) * Z, "z": sympy.exp(q) + p / r}
    graph = Graph.from_steps(steps)
    assert list(graph.nodes) == [*graph.inputs, "z", "L"]
    assert set(graph.inputs) == {"p", "q", "r"}
    for node in graph.nodes.values():
        places = [list(graph.nodes).index(child) for child in node.children]
        assert places == sorted(places)
    assert graph.nodes["z"].children == graph.inputs
    assert [s.name for s in graph.steps] == ["z", "L"]


def test_what_is_made_of_data_only_is_data():
    steps = {"s": X**2, "z": A * Y, "L": sympy.Symbol("s") + Z}
    graph = Graph.from_steps(steps, data=[X, "y"])
    carries = {n.name: n.carries_gradient for n in graph.nodes.values()}
    assert carries == {
        "x": False, "s": False, "y": False, "a": True, "z": True, "L": True,
    }  # fmt: skip
    for edge in graph.edges.values():
        assert edge.carries_gradient == carries[edge.child]
    assert list(graph.backward({"x": 1, "y": 2, "a": 3}).edges) == [
        ("z", "L"),
        ("a", "z"),
    ]


def test_a_derivative_is_kept_in_the_form_given():
    steps = {"a": 1 / (1 + sympy.exp(-Z)), "L": sympy.log(A)}
    form = sigma(Z) * sigma(-Z)
    graph = Graph.from_steps(steps, derivatives={("z", "a"): form})
    assert graph.edges["z", "a"].local_expr == form
    assert graph.edges["a", "L"].local_expr == 1 / A


BAD_STEPS = [
    ({}, "steps: expected at least one step, got {}"),
    ([], r"steps: expected a mapping, got \[\]"),
    ([X], r"steps: expected a mapping, got \[x\]"),
    (None, "steps: expected a mapping, got None"),
    ({"L": "x + 1"}, "expected a sympy expression, got 'x \\+ 1'"),
    ({"L": 3}, "expected a sympy expression, got 3"),
    ({"L": sympy.Integer(3)}, "uses no symbol"),
    ({"L": sympy.sin(X)}, "sin.*expected symbols"),
    ({"L": X**Y}, "power in x\\*\\*y is not a number"),
    ({"L": sympy.I * X}, "ImaginaryUnit"),
    ({"L": X + sympy.oo}, "step 'L': expected one finite number, got inf"),
    ({"L": X + sympy.zoo}, "ComplexInfinity; expected symbols"),
    ({"L": X * sympy.Integer(10) ** 400}, "'L': expected one finite number"),
    ({"L": X ** sympy.Integer(10) ** 400}, "'L': expected one finite number"),
    ({"L": sympy.Function("f")(X)}, "expected symbols"),
    ({"L": sympy.Eq(X, 1)}, "expected a sympy expression"),
    ({"x": X + 1}, "'x' refers to itself"),
    ({"z": A + X, "a": Z + 1, "L": A}, "cycle: z, a"),
    ({"z": X, "a": X, "q": Z}, "one output, got a, q"),
    ({"L": X + sympy.Symbol("x", positive=True)}, "clash.*'x'"),
    ({"z": X, Z: X**2}, "given twice"),
    ({1: X}, "expected a name or a symbol, got 1"),
]


@pytest.mark.parametrize("steps, message", BAD_STEPS)
def test_bad_steps_are_refused(steps, message):
    with pytest.raises(ValueError, match=message):
        Graph.from_steps(steps)


def test_a_step_may_be_named_by_a_symbol_with_assumptions():
    z = sympy.Symbol("z", real=True)
    graph = Graph.from_steps({z: 3 * X, "L": z**2})
    assert graph.backward({"x": 1}).gradients["x"] == 18


STEPS = {"a": 1 / (1 + sympy.exp(-Z)), "L": sympy.log(A)}
BAD_OPTIONS = [
    ({"data": ["t"]}, r"data: expected one of \['z'\], got 't'"),
    ({"data": ["a"]}, r"data: expected one of \['z'\], got 'a'"),
    ({"data": "z"}, "data: expected a list of names, got 'z'"),
    ({"data": 1}, "data: expected a list of names, got 1"),
    ({"data": [""]}, "data: expected a name or a symbol, got ''"),
    ({"data": ["z", Z]}, "data: a name is given twice"),
    ({"data": ["z"]}, "every input is data: z"),
    (
        {"derivatives": {("z", "L"): A}},
        r"one of \[\('z', 'a'\), \('a', 'L'\)\], got \('z', 'L'\)",
    ),
    ({"derivatives": {("z", "a"): A * (1 + A)}}, "'a' by 'z': .* not shown"),
    (
        {"derivatives": {("z", "a"): X}},
        r"derivative of 'a' by 'z': expected one of \['z', 'a'\], got 'x'",
    ),
    ({"derivatives": {("z", "a"): "a"}}, "'a' by 'z': .*sympy expression"),
    ({"derivatives": {("z", "a"): sympy.sin(A)}}, "'a' by 'z': .*sin"),
    ({"derivatives": {("z", "a"): None}}, "'a' by 'z': .*got None"),
    ({"derivatives": [A]}, "derivatives: expected a mapping"),
    ({"derivatives": []}, "derivatives: expected a mapping"),
]


@pytest.mark.parametrize("options, message", BAD_OPTIONS)
def test_bad_options_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        Graph.from_steps(STEPS, **options)


@pytest.mark.parametrize("make", [logistic_loss_graph, small_steps_graph])
@pytest.mark.parametrize("n", [0, -1, 1.5, True, "2"])
def test_a_number_of_features_is_a_whole_number(make, n):
    with pytest.raises(ValueError, match="n: expected a whole number >= 1"):
        make(n=n)
