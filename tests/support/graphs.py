"""Graphs and points for the tests of graphs and their pictures."""

import sympy

from helpers.graph import Graph, logistic_loss_graph, small_steps_graph


def sigmoid_in_pieces():
    """The graph of p̂ = sigma(w x + b), one operation a step."""
    w, x, b, z, s, t, u, v = sympy.symbols("w1 x1 b z s t u v")
    steps = {"s": w * x, "z": s + b, "t": -z, "u": sympy.exp(t)}
    return Graph.from_steps({**steps, "v": 1 + u, "phat": 1 / v}, data=["x1"])


READY = {
    "unfused": logistic_loss_graph(),
    "fused": logistic_loss_graph(fused=True),
    "small steps": small_steps_graph(),
    "sigmoid": sigmoid_in_pieces(),
}
POINT = {"w1": 0.5, "x1": 2.0, "w2": -0.25, "x2": 3.0, "b": 0.1, "y": 1.0}


def inputs_of(graph, point=POINT):
    """The part of a point that a graph needs."""
    return {name: point[name] for name in graph.inputs}
