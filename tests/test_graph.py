"""The computation graph: numbers, order, refusals, words and pictures."""

import dataclasses
import subprocess
import sys
import warnings
from itertools import combinations

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.graph import (
    Graph,
    describe,
    draw,
    format_number,
    logistic_loss_graph,
    sigma,
    sigmoid_graph,
    small_steps_graph,
    softplus,
)

X, Y, Z, A = sympy.symbols("x y z a")
READY = {
    "unfused": logistic_loss_graph(),
    "fused": logistic_loss_graph(fused=True),
    "small steps": small_steps_graph(),
    "sigmoid": sigmoid_graph(),
}
POINT = {"w1": 0.5, "x1": 2.0, "w2": -0.25, "x2": 3.0, "b": 0.1, "y": 1.0}


def inputs_of(graph, point=POINT):
    return {name: point[name] for name in graph.inputs}


def written_out(expr):
    return expr.rewrite((sigma, softplus), sympy.exp)


def exact_gradient(graph, name, point):
    """The derivative by sympy, evaluated with 50 digits."""
    slope = sympy.diff(written_out(graph.expression()), name)
    exact = {n: sympy.Rational(v) for n, v in point.items()}
    return float(slope.subs(exact).evalf(50))


@pytest.fixture(autouse=True)
def no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


# --- numbers ----------------------------------------------------------------

LEAVES = st.sampled_from([X, Y, sympy.Integer(2), sympy.Rational(-1, 3)])


def grow(inner):
    unary = [
        lambda u: -u,
        lambda u: sympy.exp(sigma(u)),
        lambda u: sympy.log(1 + u**2),
        lambda u: 1 / (2 + u**2),
        lambda u: sympy.sqrt(1 + u**2),
        softplus,
        sigma,
    ]
    pairs = st.tuples(inner, inner)
    return st.one_of(
        st.builds(lambda f, u: f(u), st.sampled_from(unary), inner),
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] * p[1]),
    )


EXPRESSIONS = st.recursive(LEAVES, grow, max_leaves=6)
NUMBERS = st.integers(-12, 12).map(lambda k: k / 4)


@settings(max_examples=80, deadline=None)
@given(expr=EXPRESSIONS, x=NUMBERS, y=NUMBERS)
def test_reverse_mode_equals_sympy_with_50_digits(expr, x, y):
    if not expr.free_symbols:
        return
    point = {s.name: {"x": x, "y": y}[s.name] for s in expr.free_symbols}
    for graph in (
        Graph.from_expression(expr),
        Graph.from_steps({"L": expr}),
    ):
        assert graph.expression() == expr
        record = graph.backward(point)
        sizes = [abs(e.product) for e in record.edges.values()]
        scale = 1 + max([*sizes, *map(abs, record.values.values())])
        for name in point:
            exact = exact_gradient(graph, name, point)
            assert abs(record.gradients[name] - exact) < 1e-10 * scale


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
    lost = 1e-15 * np.exp(abs(z)) * 4  # 1 - a is a small difference
    for run, slack in ((runs[0], lost), (runs[1], 0), (small, lost)):
        for name, value in expected.items():
            got = run.gradients[name]
            assert got == pytest.approx(value, rel=1e-12, abs=1e-12 + slack)
    if abs(z) < 6:
        assert runs[0].values["L"] == pytest.approx(
            runs[1].values["L"], rel=1e-12, abs=1e-12
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


def test_elementary_operations_share_equal_pieces():
    u = sympy.exp(X * Y)
    graph = Graph.from_expression(1 / u + sympy.log(1 + u) * u**2)
    assert sum(n.expr == X * Y for n in graph.nodes.values()) == 1
    for node in graph.nodes.values():
        if node.expr is not None:
            assert all(a.is_Atom for a in node.expr.args), node


def test_symbolic_local_derivatives():
    y = sympy.Symbol("y")
    edges = READY["unfused"].edges
    assert edges["a", "L"].local_expr == (A - y) / (A * (1 - A))
    assert edges["z", "a"].local_expr == A * (1 - A)
    assert edges["w1", "z"].local_expr == sympy.Symbol("x1")
    fused = READY["fused"].edges["z", "L"].local_expr
    assert sympy.simplify(written_out(fused - sigma(Z) + y)) == 0
    product = edges["a", "L"].local_expr * edges["z", "a"].local_expr
    assert sympy.cancel(product) == A - y


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
    assert fused.values["L"] == pytest.approx(float(loss), rel=1e-14)


def test_where_the_unfused_graph_breaks():
    point = {"w1": -800, "x1": 1, "b": 0, "y": 1}
    record = logistic_loss_graph(n=1).backward(point)
    assert record.values["a"] == 0 and record.values["L"] == np.inf
    assert record.edges["a", "L"].local == -np.inf
    assert record.edges["z", "a"].local == 0
    assert np.isnan(record.edges["z", "a"].product)


@pytest.mark.parametrize("u", [-745, -40, -1e-9, 0, 1e-9, 40, 800])
def test_sigma_and_softplus_are_accurate(u):
    with mpmath.workdps(50):
        low = 1 / (1 + mpmath.exp(-mpmath.mpf(u)))
        area = mpmath.log1p(mpmath.exp(mpmath.mpf(u)))
    for function, exact in ((sigma, low), (softplus, area)):
        graph = Graph.from_steps({"L": function(X)})
        got = graph.forward({"x": u})["L"]
        assert got == pytest.approx(float(exact), rel=1e-13, abs=5e-324)


# --- order ------------------------------------------------------------------


def test_events_come_in_order_and_cannot_be_changed():
    events = READY["unfused"].events(inputs_of(READY["unfused"]))
    story = [(e.kind, e.node, e.parent) for e in events]
    assert story == [
        ("forward", "z", None),
        ("forward", "a", None),
        ("forward", "L", None),
        ("seed", "L", None),
        ("backward", "a", "L"),
        ("backward", "z", "a"),
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


def test_steps_may_be_listed_in_any_order():
    forward = {"z": 3 * X, "a": sympy.exp(Z), "L": A + Z}
    backward = dict(reversed(forward.items()))
    graphs = [Graph.from_steps(s) for s in (forward, backward)]
    assert graphs[0] == graphs[1]


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
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(seen) == 1


def test_import_does_not_load_matplotlib():
    code = "import helpers.graph, sys; sys.exit('matplotlib' in sys.modules)"
    path = {"PYTHONPATH": ":".join(sys.path)}
    assert (
        subprocess.run([sys.executable, "-c", code], env=path).returncode == 0
    )


# --- refusals ---------------------------------------------------------------

Q = sympy.Symbol("q")
BAD_STEPS = [
    ({}, "non-empty mapping"),
    ({"L": "x + 1"}, "expected a sympy expression, got 'x \\+ 1'"),
    ({"L": 3}, "expected a sympy expression, got 3"),
    ({"L": sympy.Integer(3)}, "uses no symbol"),
    ({"L": sympy.sin(X)}, "sin.*expected symbols"),
    ({"L": X**Y}, "power in x\\*\\*y is not a number"),
    ({"L": sympy.I * X}, "ImaginaryUnit"),
    ({"L": X + sympy.oo}, "Infinity"),
    ({"L": X * sympy.Integer(10) ** 400}, "finite"),
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


BAD_VALUES = [
    ({}, "missing x, y"),
    ({"x": 1}, "missing y"),
    ({"x": 1, "y": 2, "t": 3}, "unknown 't'; expected x, y"),
    ({"x": 1, "y": 2, "L": 3}, "unknown 'L'"),
    ({"x": "1", "y": 2}, "x: expected a finite number, got '1'"),
    ({"x": True, "y": 2}, "x: .* got True"),
    ({"x": np.inf, "y": 2}, "x: .* got inf"),
    ({"x": np.nan, "y": 2}, "x: .* got nan"),
    ({"x": 10**400, "y": 2}, "x: expected a finite number"),
    ({"x": 1j, "y": 2}, "x: .* got 1j"),
    ({"x": np.array([1.0]), "y": 2}, "x: expected a finite number"),
    ({"x": 1, X: 2, "y": 2}, "given twice"),
    ([1, 2], "expected a mapping"),
]


@pytest.mark.parametrize("values, message", BAD_VALUES)
def test_bad_values_are_refused(values, message):
    graph = Graph.from_steps({"L": X * Y})
    for run in (graph.forward, graph.backward, graph.events):
        with pytest.raises(ValueError, match=message):
            run(values)


def test_values_may_be_numpy_or_sympy_numbers_under_symbols():
    graph = Graph.from_steps({"L": X * Y})
    values = {X: np.float32(0.5), "y": sympy.Rational(1, 2)}
    assert graph.forward(values) == {"x": 0.5, "y": 0.5, "L": 0.25}


def test_other_refusals():
    build = Graph.from_steps
    steps = {"a": 1 / (1 + sympy.exp(-Z)), "L": sympy.log(A)}
    cases = [
        ({"data": ["t"]}, "unknown 't'"),
        ({"data": ["a"]}, "unknown 'a'"),
        ({"data": "z"}, "list of names"),
        ({"data": ["z"]}, "every input is data"),
        ({"derivatives": {("z", "L"): A}}, "unknown .*'z', 'L'"),
        ({"derivatives": {("z", "a"): A * (1 + A)}}, "not shown equal"),
        ({"derivatives": {("z", "a"): X}}, "unknown 'x'"),
        ({"derivatives": {("z", "a"): "a"}}, "sympy expression"),
        ({"derivatives": [A]}, "expected a mapping"),
    ]
    for options, message in cases:
        with pytest.raises(ValueError, match=message):
            build(steps, **options)
    build(steps, derivatives={("z", "a"): sigma(Z) * sigma(-Z)})
    for n in (0, -1, 1.5, True, "2"):
        with pytest.raises(ValueError, match="whole number"):
            logistic_loss_graph(n=n)
    with pytest.raises(ValueError, match="unknown 'nothing'"):
        READY["fused"].expression("nothing")


# --- words ------------------------------------------------------------------


def test_describe_says_every_edge_once():
    graph = READY["unfused"]
    lines = describe(graph, graph.backward(inputs_of(graph)))
    assert len(lines) == len(graph.edges) + 2
    assert "From a back to z: local 0.242 times upstream" in "\n".join(lines)
    assert "L uses y = 1: data, no gradient." in lines
    assert lines[-1].startswith("Gradients: dL/db = \N{MINUS SIGN}0.413, ")


def test_a_record_of_another_graph_is_refused():
    record = READY["fused"].backward(inputs_of(READY["fused"]))
    for show in (describe, draw):
        with pytest.raises(ValueError, match=r"record of .* expected"):
            show(READY["unfused"], record)


NUMBERS_SHOWN = [
    (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-1.5, "-1.5"), (0.2497, "0.250"),
    (-1.7039, "-1.70"), (12.34, "12.3"), (123.4, "123"), (999.9, "1000"),
    (1000.0, "1000"), (99999.9, "1.0e5"),
    (-800.4, "-800"), (123456.0, "1.2e5"), (4.2e-18, "4.2e-18"),
    (5e-324, "4.9e-324"), (1e300, "1.0e300"), (np.inf, "inf"),
    (-np.inf, "-inf"), (np.nan, "nan"), (0.00123, "0.00123"),
]  # fmt: skip


@pytest.mark.parametrize("value, text", NUMBERS_SHOWN)
def test_format_number(value, text):
    assert format_number(value) == text.replace("-", "\N{MINUS SIGN}")


# --- pictures ---------------------------------------------------------------


@pytest.fixture
def plt():
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    yield pyplot
    pyplot.close("all")


def texts(ax):
    """All texts of the picture: gid -> lines."""
    found = {}
    for text in ax.texts:
        found.setdefault(text.get_gid(), []).append(text.get_text())
    return found


def assert_legible(ax):
    ax.figure.canvas.draw()
    shown = [t for t in ax.texts if t.get_text()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in shown]
    inside = ax.get_window_extent()
    for text, box in boxes:
        assert inside.x0 <= box.x0 and box.x1 <= inside.x1, text
        assert inside.y0 <= box.y0 and box.y1 <= inside.y1, text
    for (text, box), (other, second) in combinations(boxes, 2):
        assert not box.overlaps(second), (text, other)
    assert min(text.get_fontsize() for text in shown) >= 10


POINTS = {
    "usual": POINT,
    "tiny": dict.fromkeys(POINT, -1.234567e-07) | {"y": 0},
    "large": dict.fromkeys(POINT, -812.7) | {"y": 1},
}


@pytest.mark.parametrize("key", READY)
@pytest.mark.parametrize("point", POINTS)
def test_every_label_is_there_and_legible(plt, key, point):
    graph = READY[key]
    record = graph.backward(inputs_of(graph, POINTS[point]))
    ax = draw(graph, record)
    assert tuple(ax.figure.get_size_inches()) == (12, 6)
    found = texts(ax)
    for (child, parent), edge in graph.edges.items():
        value = format_number(record.values[child])
        assert found[f"forward {child} {parent}"] == [value]
        back = " ".join(found.get(f"backward {child} {parent}", []))
        if not edge.carries_gradient:
            assert back == ""
            continue
        event = record.edges[child, parent]
        assert "local " + format_number(event.local) in back
        assert "upstream" in back and format_number(event.upstream) in back
        assert back.endswith("= " + format_number(event.product))
    assert_legible(ax)


@pytest.mark.parametrize("key", READY)
def test_symbolic_picture_is_legible(plt, key):
    ax = draw(READY[key])
    found = texts(ax)
    for (child, parent), edge in READY[key].edges.items():
        there = f"backward {child} {parent}" in found
        assert there == edge.carries_gradient
    assert_legible(ax)


def test_picture_after_some_events(plt):
    graph = READY["unfused"]
    record = graph.backward(inputs_of(graph))
    gids = [texts(draw(graph, record, upto=k)) for k in range(10)]
    assert "forward z a" not in gids[0] and "forward w1 z" in gids[0]
    assert "forward z a" in gids[1] and "forward a L" not in gids[1]
    assert not any(gid.startswith("backward") for gid in gids[4])
    assert "backward a L" in gids[5] and "backward z a" not in gids[5]
    assert gids[9] == texts(draw(graph, record))
    assert_legible(draw(graph, record, upto=5))


def test_colour_is_never_alone(plt):
    graph = READY["unfused"]
    ax = draw(graph, graph.backward(inputs_of(graph)))
    styles = {
        (matplotlib_hex(patch.get_edgecolor()), patch.get_linestyle())
        for patch in ax.patches
        if type(patch).__name__ == "FancyArrowPatch"
    }
    assert {s for c, s in styles if c == "#0072b2"} <= {"-", "solid"}
    assert {s for c, s in styles if c == "#d55e00"} <= {"--", "dashed"}


def matplotlib_hex(color):
    from matplotlib.colors import to_hex

    return to_hex(color)


LARGER = {
    "unfused, 4 features": logistic_loss_graph(n=4),
    "fused, 3 features": logistic_loss_graph(fused=True, n=3),
    "small steps, 3 features": small_steps_graph(n=3),
    "sigmoid, 2 features": sigmoid_graph(n=2),
    "nodes used often": Graph.from_expression(
        X * sympy.exp(X * Y) + X / (1 + X)
    ),
    "one edge": Graph.from_expression(X**2),
}


@pytest.mark.parametrize("key", LARGER)
def test_the_figure_grows_until_the_graph_fits(plt, key):
    graph = LARGER[key]
    record = graph.backward(dict.fromkeys(graph.inputs, 0.7))
    assert_legible(draw(graph, record))
    assert_legible(draw(graph))


def test_draw_uses_the_axes_it_is_given(plt):
    _, ax = plt.subplots(figsize=(12, 6))
    graph = READY["fused"]
    assert draw(graph, ax=ax) is ax
    record = graph.backward(inputs_of(graph))
    for upto in (-1, len(record.events) + 1, 1.5, True, "2"):
        with pytest.raises(ValueError, match="upto: expected 0 to 7"):
            draw(graph, record, upto=upto)
