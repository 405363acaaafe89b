"""Pictures of a graph: every number there, and all of it legible."""

import pytest
import sympy
from matplotlib.colors import to_hex

from helpers.graph import (
    Graph,
    draw,
    format_number,
    logistic_loss_graph,
    small_steps_graph,
)
from helpers.graph.pen import BACKWARD, FORWARD
from tests.support.graphs import POINT, READY, inputs_of
from tests.support.legible import assert_legible, words_by_gid

X, Y, P, Q, R = sympy.symbols("x y p q r")


@pytest.fixture
def plt():
    from matplotlib import pyplot

    yield pyplot
    pyplot.close("all")


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
    found = words_by_gid(ax)
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
    found = words_by_gid(ax)
    for (child, parent), edge in READY[key].edges.items():
        there = f"backward {child} {parent}" in found
        assert there == edge.carries_gradient
    assert_legible(ax)


def test_picture_after_some_events(plt):
    graph = READY["unfused"]
    record = graph.backward(inputs_of(graph))
    gids = [words_by_gid(draw(graph, record, upto=k)) for k in range(10)]
    assert "forward z phat" not in gids[0] and "forward w1 z" in gids[0]
    assert "forward z phat" in gids[1] and "forward phat ell" not in gids[1]
    assert not any(gid.startswith("backward") for gid in gids[4])
    assert "backward phat ell" in gids[5] and "backward z phat" not in gids[5]
    assert gids[9] == words_by_gid(draw(graph, record))
    assert_legible(draw(graph, record, upto=5))


def test_colour_is_never_alone(plt):
    graph = READY["unfused"]
    ax = draw(graph, graph.backward(inputs_of(graph)))
    styles = {
        (to_hex(patch.get_edgecolor()), patch.get_linestyle())
        for patch in ax.patches
        if str(patch.get_gid()).startswith("arrow")
    }
    assert styles == {
        (to_hex(FORWARD), "solid"),
        (to_hex(BACKWARD), "dashed"),
    }
    assert FORWARD != BACKWARD


LARGER = {
    "unfused, 4 features": logistic_loss_graph(n=4),
    "fused, 3 features": logistic_loss_graph(fused=True, n=3),
    "small steps, 3 features": small_steps_graph(n=3),
    "a node used often": Graph.from_steps(
        {"p": X * Y, "q": sympy.exp(P), "r": 1 + X, "L": X * Q + X / R}
    ),
    "one edge": Graph.from_steps({"L": X**2}),
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
        with pytest.raises(
            ValueError, match="upto: expected a whole number from 0 to 7"
        ):
            draw(graph, record, upto=upto)
